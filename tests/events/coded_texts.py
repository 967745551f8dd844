"""A text with what was coded in it, for tests to ask."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from asreported.parsing import Parse
from asreported.records import Actor, Attribution, Event, Report, TimeExpression


@dataclass(frozen=True)
class Coded:
    """A text with what was coded in it."""

    report: Report
    parse: Parse
    actors: dict[str, Actor]
    attributions: tuple[Attribution, ...]
    times: tuple[TimeExpression, ...]
    events: tuple[Event, ...]

    def names(self, ids: Iterable[str]) -> list[str]:
        return [self.actors[one].name for one in ids]

    def brief(self) -> list[tuple[str, list[str], list[str], str]]:
        """Type, actors, recipients and realis of every event."""
        return [(e.event, self.names(e.actor), self.names(e.recipient), e.realis) for e in self.events]

    def only(self, kind: str) -> Event:
        """The one event of a type."""
        [event] = [e for e in self.events if e.event == kind]
        return event

    def triggers(self, event: Event) -> list[str]:
        return [" ".join(self.parse.text[s:e] for s, e in t.trigger) for t in event.tellings]
