"""The text of a record cut into pieces at every edge of a span, so that spans may nest and cross as they like."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from asreported.records import Record, Spans


class Mark(NamedTuple):
    """One thing to show in the text: what it is, whose item it belongs to, where."""

    kind: str
    item: str
    spans: Spans


class Piece(NamedTuple):
    """A stretch of text under the same marks.

    `kinds` are the marks' kinds, "deep" where one content stands within another, and `items` the items they belong to,
    each sorted and once; `begins` are items whose
    first span of a kind that carries their number begins here.
    """

    text: str
    kinds: tuple[str, ...]
    items: tuple[str, ...]
    begins: tuple[str, ...]


def find_marks(record: Record) -> Iterator[Mark]:
    """What a page shows in a record's text."""
    for attribution in record.attributions:
        yield Mark("source", attribution.id, attribution.source)
        yield Mark("cue", attribution.id, attribution.cue)
        yield Mark("content", attribution.id, attribution.content)
    for event in record.events:
        for telling in event.tellings:
            yield Mark("trigger", event.id, telling.trigger)
    for wording in record.wording:
        yield Mark("wording", "", (wording.span,))
    yield Mark("furniture", "", record.furniture)
    if record.headline_span is not None:
        yield Mark("headline", "", (record.headline_span,))
    if record.dateline is not None:
        yield Mark("dateline", "", (record.dateline.span,))


def cut_text(record: Record) -> Iterator[Piece]:
    """The whole text in pieces, in order; their texts joined are `record.text`."""
    opens: dict[int, list[tuple[str, str]]] = {}
    closes: dict[int, list[tuple[str, str]]] = {}
    begins: dict[int, list[str]] = {}
    for mark in find_marks(record):
        for start, end in mark.spans:
            opens.setdefault(start, []).append((mark.kind, mark.item))
            closes.setdefault(end, []).append((mark.kind, mark.item))
    for item, start in _anchors(record):
        begins.setdefault(start, []).append(item)
    edges = sorted({0, len(record.text), *opens, *closes})
    active: dict[tuple[str, str], int] = {}
    for start, end in pairwise(edges):
        for mark_key in closes.get(start, ()):
            active[mark_key] -= 1
            if active[mark_key] == 0:
                del active[mark_key]
        for mark_key in opens.get(start, ()):
            active[mark_key] = active.get(mark_key, 0) + 1
        kinds = tuple(sorted({kind for kind, _ in active}))
        if sum(1 for kind, _ in active if kind == "content") > 1:
            kinds += ("deep",)
        items = tuple(sorted({item for _, item in active if item}))
        yield Piece(record.text[start:end], kinds, items, tuple(begins.get(start, ())))


def _anchors(record: Record) -> Iterator[tuple[str, int]]:
    """Where an item's number stands: before an attribution's cue, or content without one; before a first trigger."""
    for attribution in record.attributions:
        yield attribution.id, (attribution.cue or attribution.content)[0][0]
    for event in record.events:
        telling = event.tellings[0]
        spans = telling.trigger or telling.evidence
        if spans:
            yield event.id, spans[0][0]
