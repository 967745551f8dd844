"""Records as two flat tables for spreadsheets and statistics: attributions and events."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Generic, TextIO, TypeVar

from asreported.errors import UsageError
from asreported.exports.columns import Cell, Column, Layout
from asreported.exports.naming import Names
from asreported.exports.reading import Readable, as_records
from asreported.records import Actor, Attribution, Event, EventDate, Place, Quantity, Record

T = TypeVar("T")
LAYOUT = Layout(delimiter=",", newline="\r\n")
BODY = replace(LAYOUT, has_header=False)


@dataclass(frozen=True)
class Item(Generic[T]):
    """One attribution or event with the names of its record."""

    names: Names
    one: T

    @property
    def record(self) -> Record:
        """The record it is of."""
        return self.names.record


def attributions_of(record: Record) -> Iterator[Item[Attribution]]:
    """What the rows of the first table are of."""
    names = Names(record)
    return (Item(names, one) for one in record.attributions)


def events_of(record: Record) -> Iterator[Item[Event]]:
    """What the rows of the second table are of."""
    names = Names(record)
    return (Item(names, one) for one in record.events)


def write_tables(records: Iterable[Readable], folder: str | Path, *, is_guarded: bool = True) -> int:
    """Write ``attributions.csv`` and ``events.csv``, row by row as the records come.

    UTF-8 with a byte-order mark, without which Excel takes the letters for another encoding's; several values in a cell
    are parted by ``|`` and in step with each other; `date_end` is the first day after; text that a spreadsheet would
    run as a formula has an apostrophe before it. Every event has its voice beside it.

    Arguments:
        records: any number, read once.
        folder: made where it is missing; tables in it are overwritten.
        is_guarded: put the apostrophe; without it the text is as it was.

    Returns:
        How many records were written.

    Raises:
        UsageError: the folder cannot be made or written to.
    """
    count = 0
    with ExitStack() as stack:
        attributions, events = (_open(stack, Path(folder), f"{name}.csv") for name in TABLES)
        LAYOUT.write(ATTRIBUTION_COLUMNS, (), attributions, is_guarded=is_guarded)
        LAYOUT.write(EVENT_COLUMNS, (), events, is_guarded=is_guarded)
        for record in as_records(records):
            BODY.write(ATTRIBUTION_COLUMNS, attributions_of(record), attributions, is_guarded=is_guarded)
            BODY.write(EVENT_COLUMNS, events_of(record), events, is_guarded=is_guarded)
            for file in (attributions, events):
                file.flush()
            count += 1
    return count


def _open(stack: ExitStack, folder: Path, name: str) -> TextIO:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return stack.enter_context((folder / name).open("w", encoding="utf-8-sig", newline=""))
    except OSError as error:
        raise UsageError("a folder to write to", str(error), "give another", str(folder)) from error


# ---- what cells are filled from --------------------------------------------------------------------------------------


def _join(parts: Iterable[str | None]) -> str:
    """Values in one cell, in step with those of the neighbouring cells, so empty ones keep their place."""
    return "|".join((part or "").replace("|", "/") for part in parts)


def _side(side: str, who: str) -> tuple[Column[Any], ...]:
    """The columns of those whose ids stand in this field."""

    def actors(item: Item[Any]) -> list[Actor]:
        return [item.names.actors[one] for one in getattr(item.one, side)]

    return (
        Column(f"{side}_ids", f"{who}: ids in the record", f"`{side}`", lambda i: _join(getattr(i.one, side))),
        Column(f"{side}_names", f"{who}: names", "`actors[].name`", lambda i: _join(a.name for a in actors(i))),
        Column(f"{side}_countries", f"{who}: ISO 3166-1 alpha-3, or KOS", "`actors[].country`",
               lambda i: _join(a.country for a in actors(i))),
        Column(f"{side}_sectors", f"{who}: PLOVER sectors, a space within an actor", "`actors[].sectors`",
               lambda i: _join(" ".join(a.sectors) for a in actors(i))),
    )  # fmt: skip


def _names(side: str) -> Callable[[Item[Attribution]], Cell]:
    return lambda i: _join(i.names.actors[one].name for one in getattr(i.one, side))


def _date(end: int) -> Callable[[Item[Any]], Cell]:
    def fill(item: Item[Any]) -> Cell:
        date: EventDate | None = item.one.date
        return date.interval[end] if date is not None and date.interval is not None else None

    return fill


def _own(field: str) -> Callable[[Item[Any]], Cell]:
    return lambda i: getattr(i.one, field)


def _of_date(field: str) -> Callable[[Item[Any]], Cell]:
    return lambda i: getattr(i.one.date, field, None)


def _of_place(field: str) -> Callable[[Item[Event]], Cell]:
    def fill(item: Item[Event]) -> Cell:
        place: Place | None = item.names.places[item.one.place.place] if item.one.place is not None else None
        return getattr(place, field, None)

    return fill


def _edge(field: str, span: int, end: int) -> Callable[[Item[Any]], Cell]:
    """The first or last code point of an attribution's content or of an event's first evidence."""

    def fill(item: Item[Any]) -> Cell:
        holder = item.one.tellings[0] if isinstance(item.one, Event) else item.one
        spans = getattr(holder, field)
        return spans[span][end] if spans else None

    return fill


def _about(field: str) -> Callable[[Item[Any]], Cell]:
    return lambda i: getattr(i.record, field)


def _origin(field: str) -> Callable[[Item[Any]], Cell]:
    return lambda i: getattr(i.record.origin, field, None)


# ---- the columns -----------------------------------------------------------------------------------------------------

REPORT_COLUMNS: tuple[Column[Any], ...] = (
    Column("report_id", "the report", "`id`", _about("id")),
    Column("input_id", "the id the input carried", "`input_id`", _about("input_id")),
    Column("url", "of the report", "`url`", _about("url")),
    Column("publisher", "the outlet", "`publisher`", _about("publisher")),
    Column("published", "date, or date and time with zone", "`published`", _about("published")),
    Column("headline", "of the report", "`headline`", _about("headline")),
    Column("origin_path", "the file it was read from", "`origin.path`", _origin("path")),
    Column("origin_row", "the line or row in it, from 1", "`origin.row`", _origin("row"), "integer"),
)
ATTRIBUTION_COLUMNS: tuple[Column[Item[Attribution]], ...] = (
    *REPORT_COLUMNS,
    Column("attribution_id", "the attribution, unique in its report", "`attributions[].id`", _own("id")),
    Column("kind", "content in quotation marks: direct wholly, mixed partly, indirect not", "`kind`", _own("kind")),
    Column("act", "say, deny, accuse, promise …", "`act`", _own("act")),
    Column("realis", "whether it was said: actual, denied, possible, planned, conditional, generic", "`realis`",
           _own("realis")),
    Column("source", "the words that name who says it; … between pieces", "text at `source`",
           lambda i: i.names.words(i.one.source)),
    Column("cue", "the words that make it an attribution", "text at `cue`", lambda i: i.names.words(i.one.cue)),
    Column("content", "what is attributed", "text at `content`", lambda i: i.names.words(i.one.content)),
    Column("start", "where the content begins, in code points of the text", "`content`", _edge("content", 0, 0),
           "integer"),
    Column("end", "where it ends, excluded", "`content`", _edge("content", -1, 1), "integer"),
    *_side("speaker", "who is behind the source"),
    Column("addressee_names", "to whom it is said", "`addressee`", _names("addressee")),
    Column("relayed_by_names", "through whom", "`relayed_by`", _names("relayed_by")),
    Column("channel", "letter, speech, statement, interview, post …", "`channel.name`",
           lambda i: i.one.channel.name if i.one.channel is not None else None),
    Column("date_start", "first day", "`date.interval`", _date(0)),
    Column("date_end", "first day after", "`date.interval`", _date(1)),
    Column("parent", "the attribution whose content holds this one", "`parent`", _own("parent")),
    Column("confidence", "how likely source and content are right, 0 to 1", "`confidence`", _own("confidence"),
           "number"),
)  # fmt: skip
EVENT_COLUMNS: tuple[Column[Item[Event]], ...] = (
    *REPORT_COLUMNS,
    Column("event_id", "the event, unique in its report", "`events[].id`", _own("id")),
    Column("event", "PLOVER event type", "`event`", _own("event")),
    Column("mode", "PLOVER mode", "`mode`", _own("mode")),
    Column("contexts", "PLOVER contexts", "`contexts`", lambda i: _join(i.one.contexts)),
    Column("cameo", "CAMEO code, text with leading zeros", "`cameo`", _own("cameo")),
    *_side("actor", "who did it"),
    *_side("recipient", "to whom"),
    Column("voice", "on whose word: report, or the id of an attribution", "`voice`", _own("voice")),
    Column("voice_speaker", "the same as a name", "the speaker of that attribution",
           lambda i: i.names.voice(i.one.voice)),
    Column("attribution_id", "a deed of speech: the attribution that is the deed", "`attribution`",
           _own("attribution")),
    Column("realis", "actual, denied, possible, planned, conditional, generic", "`realis`", _own("realis")),
    Column("tellings", "how often the report tells it", "number of `tellings`", lambda i: len(i.one.tellings),
           "integer"),
    Column("date_start", "first day", "`date.interval`", _date(0)),
    Column("date_end", "first day after", "`date.interval`", _date(1)),
    Column("date_precision", "day, week, month, year …", "`date.precision`", _of_date("precision")),
    Column("date_from", "text, published or tense", "`date.from`", _of_date("from_")),
    Column("place_name", "where", "`places[].name`", _of_place("name")),
    Column("place_country", "of the place, ISO 3166-1 alpha-3", "`places[].country`", _of_place("country")),
    Column("place_lat", "degrees, WGS 84", "`places[].lat`", _of_place("lat"), "number"),
    Column("place_lon", "degrees, WGS 84", "`places[].lon`", _of_place("lon"), "number"),
    Column("place_from", "sentence, report or dateline", "`place.from`",
           lambda i: i.one.place.from_ if i.one.place is not None else None),
    Column("quantities", "numbers in words", "`quantities`", lambda i: _join(map(show_quantity, i.one.quantities))),
    Column("trigger", "the words that tell it first", "text at `tellings[0].trigger`",
           lambda i: i.names.words(i.one.tellings[0].trigger)),
    Column("evidence", "the least a reader needs to check it", "text at `tellings[0].evidence`",
           lambda i: i.names.words(i.one.tellings[0].evidence)),
    Column("start", "where the evidence begins, in code points of the text", "`tellings[0].evidence`",
           _edge("evidence", 0, 0), "integer"),
    Column("end", "where it ends, excluded", "`tellings[0].evidence`", _edge("evidence", -1, 1), "integer"),
    Column("confidence", "how likely its type is right, 0 to 1", "`confidence`", _own("confidence"), "number"),
    Column("confidence_voice", "how likely the voice is right, 0 to 1", "`confidence_voice`", _own("confidence_voice"),
           "number"),
    Column("why", "the table row, rule or model that decided", "`why`", _own("why")),
)  # fmt: skip
TABLES: dict[str, tuple[Sequence[Column[Any]], Callable[[Record], Iterator[Item[Any]]]]] = {
    "attributions": (ATTRIBUTION_COLUMNS, attributions_of),
    "events": (EVENT_COLUMNS, events_of),
}


def show_quantity(quantity: Quantity) -> str:
    """A quantity as people write it: "killed 8 or more persons"."""
    low, high = (f"{value:,g}" if value is not None else None for value in (quantity.low, quantity.high))
    if low is not None and high is None:
        number = f"{low} or more"
    elif low is None:
        number = f"up to {high}" if high is not None else "some"
    else:
        number = low if low == high else f"{low} to {high}"
    return f"{quantity.of} {number} {quantity.unit}".strip()
