"""Small records for tests of the store, made without a coder. All text is invented."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from asreported.records import (
    Actor,
    Attribution,
    CoderInfo,
    Event,
    EventDate,
    EventPlace,
    Mention,
    Place,
    Quantity,
    Record,
    Report,
    Span,
    Telling,
)

CODER = CoderInfo(version="0.1.0", schema="1.0", language="en", models={"tagger": "ab" * 32})
NEWER = replace(CODER, version="0.2.0")
TEXT = "Norland shelled Port Avel on Monday, killing 8. “We did not fire first,” said Mara Voss of Norland."


def span_of(text: str, words: str) -> Span:
    start = text.index(words)
    return start, start + len(words)


def make_record(text: str, coder: CoderInfo = CODER, **fields: Any) -> Record:
    """A record of `text` with nothing found in it but `fields`."""
    empty: dict[str, Any] = dict.fromkeys(
        ("input_id", "url", "publisher", "headline", "headline_span", "dateline", "published", "origin", "source_map")
    )
    lists = ("authors", "furniture", "actors", "times", "places", "attributions", "events", "wording", "checks")
    empty |= dict.fromkeys(lists, ())
    report = Report(text, url=fields.get("url"))
    return Record(
        **{"schema": "1.0", "id": report.id, "language": "en", "text": text, "coder": coder, **empty, **fields}
    )


def make_told(
    text: str = TEXT, coder: CoderInfo = CODER, *, actor: tuple[str, str | None] = ("Norland", "NOR"),
    recipient: tuple[str, str | None] = ("Port Avel", None), event: str = "ASSAULT", trigger: str = "shelled",
    day: str | None = "2024-03-11", voice: str = "report", killed: int = 8, **fields: Any,
) -> Record:  # fmt: skip
    """A record with one event, its two sides, one quotation where the text has one, a place and a number."""
    sides = tuple(
        Actor(f"a{n}", name, "state", row=f"country/{name.lower()}", country=country, sectors=("GOV", "MIL"),
              mentions=(Mention(span_of(text, name), "name"),))
        for n, (name, country) in enumerate((actor, recipient))
    )  # fmt: skip
    where = span_of(text, recipient[0])
    place = Place("p1", where, recipient[0], country=recipient[1], feature="settlement")
    quoted = re.search("“(.+?)” said (.+?) of", text)
    said = Attribution("q1", "direct", (quoted.span(2),), (), (quoted.span(1),), ("a0",)) if quoted else None
    date = EventDate(None, (day, day[:-2] + f"{int(day[-2:]) + 1:02}"), "day", "text") if day else None
    evidence = (span_of(text, f"{actor[0]} {trigger} {recipient[0]}"),)
    numbers = re.search(rf"\b{killed}\b", text)
    told = Event(
        id="e1", event=event, mode=None, contexts=("military",), cameo="190", actor=("a0",), recipient=("a1",),
        attribution=None, voice=voice, realis="actual",
        tellings=(Telling((span_of(text, trigger),), evidence, voice, "actual"),),
        date=date, place=EventPlace("p1", "sentence"), confidence=0.9, why="events/shell.v.01",
        quantities=(Quantity("killed", killed, killed, "persons", numbers.span(), voice),) if numbers else (),
    )  # fmt: skip
    found: dict[str, Any] = {"actors": sides, "places": (place,), "events": (told,)}
    return make_record(text, coder, attributions=(said,) if said else (), **{**found, **fields})
