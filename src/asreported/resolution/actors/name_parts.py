"""A name as found in a parse."""

from __future__ import annotations

from dataclasses import dataclass

from asreported.records import ActorKind
from asreported.resolution.actors.rows import Entry


@dataclass(frozen=True, slots=True)
class Name:
    """A name: tokens [start, end) without article and title, the token that heads it, its kind, its row if listed."""

    start: int
    end: int
    head: int
    kind: ActorKind | None
    entry: Entry | None = None
    lead: Entry | None = None
    """The country whose name or adjective an unlisted organisation's name begins with."""
    office: int = -1
    """The first token of the office in a long title before a person's name ("Head" in "Head of the Road Office Ada
    Quill"), -1 for none."""
