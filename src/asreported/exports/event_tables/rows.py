"""The rows of event tables: one event with its sides, and what columns ask of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import permutations, product

from asreported.exports.columns import Cell
from asreported.exports.event_tables.codes import is_reciprocal, number_of
from asreported.exports.naming import Names
from asreported.records import Actor, Event, Place, Record


@dataclass(frozen=True)
class Row:
    """One event of a record with the sides that stand in the row."""

    names: Names
    event: Event
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]

    @property
    def record(self) -> Record:
        """The record the event is of."""
        return self.names.record

    @property
    def actor(self) -> Actor | None:
        """The first actor."""
        return next(iter(self.actors), None)

    @property
    def recipient(self) -> Actor | None:
        """The first recipient."""
        return next(iter(self.recipients), None)

    @property
    def place(self) -> Place | None:
        """Where it happened."""
        return self.names.places[self.event.place.place] if self.event.place is not None else None

    @property
    def number(self) -> int:
        """A number for the row, from the ids of record, event and sides; the same input gives the same."""
        sides = ((" ".join(actor.id for actor in side)) for side in (self.actors, self.recipients))
        return number_of(self.record.id, self.event.id, *sides)

    @property
    def day(self) -> date | None:
        """The day of the event; None where it is not known to the day."""
        first, last = self._days
        return first if first == last else None

    @property
    def month(self) -> date | None:
        """A day of the month of the event; None where it is not known to the month."""
        first, last = self._days
        return first if first and last and (first.year, first.month) == (last.year, last.month) else None

    @property
    def year(self) -> int | None:
        """The year of the event; None where it is not known to the year."""
        first, last = self._days
        return first.year if first and last and first.year == last.year else None

    @property
    def _days(self) -> tuple[date | None, date | None]:
        """The first and the last day the event may be of."""
        when = self.event.date
        if when is None or when.interval is None:
            return None, None
        try:
            first, after = (date.fromisoformat(one[:10]) for one in when.interval)
            return first, max(first, after - timedelta(days=1))
        except (ValueError, OverflowError):  # before the year 1 or after 9999
            return None, None

    def raw(self, side: Iterable[Actor]) -> str:
        """The words that name each actor of a side where the event is first told, "; " between them."""
        arguments = self.event.tellings[0].arguments
        spans = ([one.span for one in arguments if one.ref == actor.id][:1] for actor in side)
        return "; ".join(self.names.words(tuple(span)) for span in spans if span)


def events_of(records: Iterable[Record]) -> Iterator[Row]:
    """A row for each event, all its sides in it, as PLOVER data has it."""
    for record in records:
        names = Names(record)
        for event in record.events:
            yield Row(names, event, _actors(names, event.actor), _actors(names, event.recipient))


def dyads_of(records: Iterable[Record]) -> Iterator[Row]:
    """A row for each pair of an actor and a recipient of each event, as CAMEO data has it.

    An event without one side has rows with an empty one. One that its sides do to one another, by the table row that
    told it, has a row for each order of two sides.
    """
    for row in events_of(records):
        sides: Iterable[tuple[Actor | None, ...]] = (
            permutations(row.actors, 2)
            if is_reciprocal(row.event)
            else product(row.actors or (None,), row.recipients or (None,))
        )
        for actor, recipient in sides:
            yield Row(row.names, row.event, (actor,) if actor else (), (recipient,) if recipient else ())


def of_place(field: str) -> Callable[[Row], Cell]:
    """What gives this field of the event's place; None where it has none."""
    return lambda row: getattr(row.place, field, None)


def of_actor(field: str) -> Callable[[Row], Cell]:
    """What gives this field of the first actor; None where there is none."""
    return lambda row: getattr(row.actor, field, None)


def of_recipient(field: str) -> Callable[[Row], Cell]:
    """What gives this field of the first recipient; None where there is none."""
    return lambda row: getattr(row.recipient, field, None)


def place_if(feature: str) -> Callable[[Row], Cell]:
    """What gives the name of the event's place where it is of this kind."""
    return lambda row: row.place.name if row.place is not None and row.place.feature == feature else None


def _actors(names: Names, ids: Iterable[str]) -> tuple[Actor, ...]:
    return tuple(names.actors[one] for one in ids)
