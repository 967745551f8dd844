"""Sayings become attributions with speakers, addressees, outlets and ids. All text is invented."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from asreported.attributions.saying import Saying
from asreported.records import Channel, Spans
from asreported.resolution.speakers import attribute

Resolve = Callable[..., Any]


def spans_of(text: str, *pieces: str) -> Spans:
    return tuple((text.index(piece), text.index(piece) + len(piece)) for piece in pieces)


def saying_of(text: str, source: str, cue: str, content: str, **more: Any) -> Saying:
    sources = spans_of(text, source) if source else ()
    return Saying("indirect", sources, spans_of(text, cue), spans_of(text, content), **more)


# name, text, source, cue, content, names of the speakers
SPEAKERS: list[tuple[str, str, str, str, str, list[str]]] = [
    ("a name", "Ines Kolar said talks failed.", "Ines Kolar", "said", "talks failed", ["Ines Kolar"]),
    (
        "a titled name",
        "Foreign Minister Ines Kolar said talks failed.",
        "Foreign Minister Ines Kolar",
        "said",
        "talks failed",
        ["Ines Kolar"],
    ),
    (
        "two",
        "Ines Kolar and Marek Voll said talks failed.",
        "Ines Kolar and Marek Voll",
        "said",
        "talks failed",
        ["Ines Kolar", "Marek Voll"],
    ),
    ("a pronoun", "Ines Kolar left. She said talks failed.", "She", "said", "talks failed", ["Ines Kolar"]),
    (
        "an unlisted noun",
        "The lamplighter said talks failed.",
        "The lamplighter",
        "said",
        "talks failed",
        ["lamplighter"],
    ),
    ("a document", "The report said talks failed.", "The report", "said", "talks failed", ["report"]),
    ("an unlisted name", "Quorvane said talks failed.", "Quorvane", "said", "talks failed", ["Quorvane"]),
    ("a capital", "Lisbon said talks failed.", "Lisbon", "said", "talks failed", ["Portugal"]),
    (
        "a bare surname",
        "Minister Marek Crane left the hall. Crane detailed what he saw.",
        "Crane",
        "detailed",
        "what he saw",
        ["Marek Crane"],
    ),
    (
        "a surname with its house",
        "Arun Pant left. “We wait,” said Pant of King’s College London.",
        "Pant of King’s College London",
        "said",
        "“We wait,”",
        ["Arun Pant"],
    ),
    (
        "somebody of a union",
        "Members of the Amber Road Union said talks failed.",
        "Members of the Amber Road Union",
        "said",
        "talks failed",
        ["Members of the Amber Road Union"],
    ),
    (
        "an apposition",
        "Hugo Lind, a doctor, said talks failed.",
        "Hugo Lind, a doctor",
        "said",
        "talks failed",
        ["Hugo Lind"],
    ),
    (
        "a clause",
        "Marek Voll, who left, said talks failed.",
        "Marek Voll, who left",
        "said",
        "talks failed",
        ["Marek Voll"],
    ),
    ("nobody", "It is said that talks failed.", "", "said", "that talks failed", []),
]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "names"), [c[1:] for c in SPEAKERS], ids=[c[0] for c in SPEAKERS]
)
def test_a_source_has_its_speakers(
    resolve: Resolve, text: str, source: str, cue: str, content: str, names: list[str]
) -> None:
    saying = saying_of(text, source, cue, content)
    cast = resolve(text, sayings=[saying])
    [attribution] = attribute([saying], cast.parse, cast.cast)
    known = {actor.id: actor.name for actor in cast.cast.actors}
    assert [known[one] for one in attribution.speaker] == names


def test_a_document_speaks_as_a_document(resolve: Resolve) -> None:
    text = "The report said talks failed."
    cast = resolve(text, sayings=[saying_of(text, "The report", "said", "talks failed")])
    assert cast.named("report").kind == "document"


def test_addressee_and_outlet_are_actors(resolve: Resolve) -> None:
    text = "Marek Voll told the Amber Road Union that talks failed, the Lantern News reported."
    saying = saying_of(
        text,
        "Marek Voll",
        "told",
        "that talks failed",
        addressee=spans_of(text, "the Amber Road Union"),
        relayed_by=spans_of(text, "the Lantern News"),
    )
    cast = resolve(text, sayings=[saying])
    [attribution] = attribute([saying], cast.parse, cast.cast)
    known = {actor.id: actor.name for actor in cast.cast.actors}
    assert [known[one] for one in attribution.addressee] == ["Amber Road Union"]
    assert [known[one] for one in attribution.relayed_by] == ["Lantern News"]


def test_ids_are_anchored_at_the_cue_and_parents_are_ids(resolve: Resolve) -> None:
    text = "Ines Kolar said Marek Voll denied that talks failed."
    outer = saying_of(text, "Ines Kolar", "said", "Marek Voll denied that talks failed")
    inner = saying_of(text, "Marek Voll", "denied", "that talks failed", parent=0)
    cast = resolve(text, sayings=[outer, inner])
    first, second = attribute([outer, inner], cast.parse, cast.cast)
    assert first.id == f"q{text.index('said')}-{text.index('said') + 4}"
    assert (first.parent, second.parent) == (None, first.id)


def test_without_a_cue_the_content_anchors_the_id(resolve: Resolve) -> None:
    text = "“Talks failed.” — Ines Kolar"
    saying = Saying("direct", spans_of(text, "Ines Kolar"), (), ((0, 15),))
    cast = resolve(text, sayings=[saying])
    assert attribute([saying], cast.parse, cast.cast)[0].id == "q0-15"


@pytest.mark.parametrize(
    ("source", "word", "names"),
    [
        ("The statement", "statement", ["Ines Kolar"]),
        ("A statement", "statement", ["statement"]),
        ("Marek Voll’s statement", "statement", ["Marek Voll"]),
        ("A statement from Marek Voll", "statement", ["Marek Voll"]),
    ],
)
def test_behind_a_document_stands_its_author(resolve: Resolve, source: str, word: str, names: list[str]) -> None:
    text = f"Ines Kolar said in a letter and a leaflet that talks failed. {source} said nobody came."
    at = text.rindex(word)
    first = saying_of(text, "Ines Kolar", "said", "that talks failed", channel=Channel("statement", (19, 27)))
    second = Saying(
        "indirect",
        spans_of(text, source),
        ((text.rindex("said"), text.rindex("said") + 4),),
        spans_of(text, "nobody came"),
        channel=Channel("statement", (at, at + len(word))),
    )
    cast = resolve(text, sayings=[first, second])
    attributions = attribute([first, second], cast.parse, cast.cast)
    known = {actor.id: actor.name for actor in cast.cast.actors}
    assert [known[one] for one in attributions[1].speaker] == names
