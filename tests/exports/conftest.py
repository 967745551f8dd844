"""Records made by hand: all text, names and deeds in them are invented."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from asreported.records import (
    Actor,
    Argument,
    Attribution,
    Channel,
    Check,
    CoderInfo,
    Dateline,
    Event,
    EventDate,
    EventPlace,
    IdMaker,
    Mention,
    Origin,
    Place,
    Quantity,
    Record,
    Report,
    Role,
    Span,
    Telling,
    TimeExpression,
    Wording,
)

TEXT = """Velmora minister accuses Tarsk of seizing boats

PORT HALVARD (Velmora Wire) – Velmora's fisheries minister, Odalys Brenk, accused Tarsk on Monday of seizing two boats.

“They took our boats, and they said ‘this sea is ours’,” Brenk told reporters. Tarsk's admiral called it a provocation.

ADVERTISEMENT

Tarsk released the crews on Tuesday, according to the Red Anchor union."""


def span(words: str, text: str = TEXT, nth: int = 0) -> Span:
    """Where `words` stand in `text` for the `nth` time, counted from 0."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


def make_actor(words: str, **about: Any) -> Actor:
    where = span(words)
    return Actor(IdMaker("a").make(where), about.pop("name", words), mentions=(Mention(where, "name"),), **about)


def make_record(text: str = TEXT, **about: Any) -> Record:
    """A record with nothing in it but `text`, and what `about` gives."""
    empty: dict[str, Any] = dict.fromkeys(
        ("actors", "times", "places", "attributions", "events", "wording", "checks", "furniture", "authors"), ()
    )
    empty |= dict.fromkeys(
        ("input_id", "url", "publisher", "headline", "headline_span", "dateline", "published", "origin", "source_map")
    )
    empty |= {"schema": "1.0", "id": Report(text=text).id, "language": "en", "text": text}
    empty["coder"] = CoderInfo("0.0.0", "1.0", "en")
    return Record(**{**empty, **about})


@pytest.fixture
def record() -> Record:
    """One of everything, contents within contents, a name with `=` before it."""
    velmora = make_actor("Velmora", kind="state")
    tarsk = make_actor("Tarsk", kind="state")
    brenk = make_actor(
        "Odalys Brenk",
        kind="person",
        sectors=("GOV", "AGR"),
        roles=(Role("fisheries minister", "report", span=span("fisheries minister")),),
    )
    admiral = make_actor("admiral", kind="unnamed", sectors=("MIL",))
    union = make_actor("Red Anchor union", name="=Red Anchor|union", kind="organization")
    day = TimeExpression("t1", span("Monday"), "DATE", "2031-03-03", ("2031-03-03", "2031-03-04"), "day")
    port = Place("p1", span("PORT HALVARD"), "Port Halvard", lat=-12.5, lon=44.0, feature="settlement")
    said = Attribution(
        "q1", "direct", (span("Brenk", nth=1),), (span("told"),),
        (span("They took our boats, and they said ‘this sea is ours’,"),),
        (brenk.id,), channel=Channel("interview", span("reporters")), confidence=0.91,
    )  # fmt: skip
    inner = Attribution("q2", "direct", (span("they", nth=0),), (span("said"),),
                        (span("this sea is ours"),), (tarsk.id,), parent="q1")  # fmt: skip
    accused = Attribution(
        "q3", "indirect", (span("Velmora's fisheries minister, Odalys Brenk,"),), (span("accused"),),
        (span("seizing two boats"),), (brenk.id,), act="accuse",
    )  # fmt: skip
    union_said = Attribution(
        "q4", "indirect", (span("the Red Anchor union"),), (span("according to"),),
        (span("Tarsk released the crews on Tuesday"),), (union.id,),
    )  # fmt: skip
    when = EventDate("t1", ("2031-03-03", "2031-03-04"), "day", "text")
    accuse = Event(
        "e1", "ACCUSE", None, ("maritime",), "112", (brenk.id,), (tarsk.id,), "q3", "report", "actual",
        (Telling((span("accused"),), (span("accused Tarsk on Monday of seizing two boats"),), "report", "actual",
                 (Argument("actor", brenk.id, span("Odalys Brenk")),)),),
        when, EventPlace("p1", "dateline"), why="events/accuse.v.01",
    )  # fmt: skip
    seize = Event(
        "e2", "COERCE", "seize", (), None, (tarsk.id,), (velmora.id,), None, "q3", "actual",
        (Telling((span("seizing"),), (span("seizing two boats"),), "q3", "actual"),),
        quantities=(Quantity("seized", 2, 2, "boats", span("two"), "q3"),), confidence=0.72, why="events/seize.v.01",
    )  # fmt: skip
    return make_record(
        input_id="x-7",
        url="https://example.org/boats",
        publisher="Velmora Wire",
        authors=("Ann Roe",),
        headline="Velmora minister accuses Tarsk of seizing boats",
        headline_span=(0, 47),
        dateline=Dateline("p1", "Velmora Wire", span("PORT HALVARD (Velmora Wire) –")),
        published="2031-03-04",
        furniture=(span("ADVERTISEMENT"),),
        origin=Origin("boats.txt", row=3),
        actors=(velmora, tarsk, brenk, admiral, union),
        times=(day,),
        places=(port,),
        attributions=(accused, said, inner, union_said),
        events=(accuse, seize),
        wording=(Wording(span("provocation"), "provocation", "loaded", "wording/provocation"),),
        checks=(Check("unnamed-source", (span("Tarsk's admiral"),), "a speaker without a name"),),
    )


@pytest.fixture
def empty_record() -> Record:
    return make_record("Nothing of note happened in Port Halvard.")


@pytest.fixture
def hostile_record(record: Record) -> Record:
    """Markup, formulas and control characters wherever an input can bring them."""
    return replace(
        record,
        headline="<script>alert(1)</script>\x1b[31m",
        publisher='=HYPERLINK("http://x")',
        url="javascript:alert(1)",
        input_id="+1",
        authors=("<img src=x onerror=alert(1)>",),
    )
