"""The cast of a report: its actors, and which of them each word that heads a mention stands for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from asreported.records import Actor


@dataclass(frozen=True)
class Cast:
    """Actors in order of first mention.

    `heads` maps a token to the id of the actor that the mention headed by it stands for: "Soleimani" in "General Qassem
    Soleimani", "troops" in "Israeli troops", "he", and also "Israeli" itself for the state, so that "an Israeli strike"
    has an actor to be found.
    `parts` maps every other token of a name ("Qassem", "General") to the same actor.
    `several` maps the tokens that stand for more than one actor at once ("they", "both sides") to all their ids.
    """

    actors: tuple[Actor, ...]
    heads: Mapping[int, str]
    parts: Mapping[int, str]
    several: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
