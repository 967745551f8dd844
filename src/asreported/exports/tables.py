"""Records as two flat tables for spreadsheets and statistics: attributions.csv and events.csv."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path

from asreported.errors import UsageError
from asreported.exports.naming import Names, one_line
from asreported.records import Actor, Attribution, Event, Quantity, Record

Cell = str | int | float | None
REPORT_COLUMNS = ("report_id", "input_id", "url", "publisher", "published", "headline", "origin_path", "origin_row")
ATTRIBUTION_COLUMNS = (
    *REPORT_COLUMNS, "attribution_id", "kind", "act", "realis",
    "source", "cue", "content", "start", "end",
    "speaker_ids", "speaker_names", "speaker_countries", "speaker_sectors",
    "addressee_names", "relayed_by_names", "channel", "date_start", "date_end", "parent", "confidence",
)  # fmt: skip
EVENT_COLUMNS = (
    *REPORT_COLUMNS, "event_id", "event", "mode", "contexts", "cameo",
    "actor_ids", "actor_names", "actor_countries", "actor_sectors",
    "recipient_ids", "recipient_names", "recipient_countries", "recipient_sectors",
    "voice", "voice_speaker", "attribution_id", "realis", "tellings",
    "date_start", "date_end", "date_precision", "date_from",
    "place_name", "place_country", "place_lat", "place_lon", "place_from", "quantities",
    "trigger", "evidence", "start", "end", "confidence", "confidence_voice", "why",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A spreadsheet runs a cell that begins so."""


def write_tables(records: Iterable[Record], folder: str | Path) -> int:
    """Write ``attributions.csv`` and ``events.csv``, row by row as the records come.

    UTF-8 with a byte-order mark, without which Excel takes the letters for another encoding's; several values in a cell
    are parted by ``|`` and in step with each other; `date_end` is the first day after; text that a spreadsheet would
    run as a formula has an apostrophe before it. Every event has its voice beside it.

    Arguments:
        records: any number, read once.
        folder: made where it is missing; tables in it are overwritten.

    Returns:
        How many records were written.

    Raises:
        UsageError: the folder cannot be made or written to.
    """
    home = Path(folder)
    count = 0
    with ExitStack() as stack:
        try:
            home.mkdir(parents=True, exist_ok=True)
            files = [
                stack.enter_context((home / name).open("w", encoding="utf-8-sig", newline=""))
                for name in ("attributions.csv", "events.csv")
            ]
        except OSError as error:
            raise UsageError("a folder to write to", str(error), "give another", str(folder)) from error
        attributions, events = (csv.writer(file, lineterminator="\r\n") for file in files)
        attributions.writerow(ATTRIBUTION_COLUMNS)
        events.writerow(EVENT_COLUMNS)
        for record in records:
            names = Names(record)
            about = _about(record)
            attributions.writerows(_safe(about + _attribution(one, names)) for one in record.attributions)
            events.writerows(_safe(about + _event(one, names)) for one in record.events)
            for file in files:
                file.flush()
            count += 1
    return count


def _safe(cells: Iterable[Cell]) -> list[Cell]:
    """Cells as written: text on one line, marked as text where it would run."""
    found: list[Cell] = []
    for cell in cells:
        if isinstance(cell, str):
            text = one_line(cell)
            found.append("'" + text if text.startswith(_FORMULA) or cell.startswith(_FORMULA) else text)
        else:
            found.append(cell)
    return found


def _about(record: Record) -> list[Cell]:
    origin = record.origin
    return [
        record.id,
        record.input_id,
        record.url,
        record.publisher,
        record.published,
        record.headline,
        origin.path if origin else None,
        origin.row if origin else None,
    ]


def _join(parts: Iterable[str | None]) -> str:
    """Values in one cell, in step with those of the neighbouring cells, so empty ones keep their place."""
    return "|".join((part or "").replace("|", "/") for part in parts)


def _actors(ids: Sequence[str], names: Names) -> list[Cell]:
    actors: list[Actor] = [names.actors[one] for one in ids]
    return [
        _join(ids),
        _join(actor.name for actor in actors),
        _join(actor.country for actor in actors),
        _join(" ".join(actor.sectors) for actor in actors),
    ]


def _attribution(one: Attribution, names: Names) -> list[Cell]:
    start, end = one.date.interval if one.date is not None and one.date.interval is not None else (None, None)
    return [
        one.id,
        one.kind,
        one.act,
        one.realis,
        names.words(one.source),
        names.words(one.cue),
        names.words(one.content),
        one.content[0][0],
        one.content[-1][1],
        *_actors(one.speaker, names),
        _join(names.actors[actor].name for actor in one.addressee),
        _join(names.actors[actor].name for actor in one.relayed_by),
        one.channel.name if one.channel is not None else None,
        start,
        end,
        one.parent,
        one.confidence,
    ]


def _event(one: Event, names: Names) -> list[Cell]:
    telling = one.tellings[0]
    start, end = one.date.interval if one.date is not None and one.date.interval is not None else (None, None)
    place = names.places[one.place.place] if one.place is not None else None
    return [
        one.id,
        one.event,
        one.mode,
        _join(one.contexts),
        one.cameo,
        *_actors(one.actor, names),
        *_actors(one.recipient, names),
        one.voice,
        names.voice(one.voice),
        one.attribution,
        one.realis,
        len(one.tellings),
        start,
        end,
        one.date.precision if one.date is not None else None,
        one.date.from_ if one.date is not None else None,
        place.name if place is not None else None,
        place.country if place is not None else None,
        place.lat if place is not None else None,
        place.lon if place is not None else None,
        one.place.from_ if one.place is not None else None,
        _join(show_quantity(quantity) for quantity in one.quantities),
        names.words(telling.trigger),
        names.words(telling.evidence),
        telling.evidence[0][0] if telling.evidence else None,
        telling.evidence[-1][1] if telling.evidence else None,
        one.confidence,
        one.confidence_voice,
        one.why,
    ]


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
