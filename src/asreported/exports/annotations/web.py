"""W3C Web Annotations: one JSON-LD document a line, for each attribution, event, time and actor's mention."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from asreported.exports.columns import Column
from asreported.exports.lines import write_items
from asreported.exports.naming import Names
from asreported.exports.reading import Readable, as_records
from asreported.records import Record, Span, Spans

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND_LETTERS = 32
"""Code points before and after a quotation by which it is found again where the page has changed."""
COLUMNS: tuple[Column[Any], ...] = (
    Column("id", "urn:asreported, id of the record, id of the item", "`id`, the item's `id`"),
    Column("body", "TextualBody: kind of item (tagging), then `name: value` (describing)",
           "`actors[]`, `times[]`, `places[]`, `attributions[]`, `events[].tellings[]`, each with its voice"),
    Column("target.source", "the page, else a URN of the record", "`url`, `id`"),
    Column("target.selector", "TextPositionSelector: code points of the record's text, which is not the page's source; "
           "TextQuoteSelector: the words with what stands around them", "the item's span, `text`"),
)  # fmt: skip


def write_web_annotations(records: Iterable[Readable], out: TextIO) -> int:
    """Write a line for each item of each record.

    Every target is a SpecificResource whose selectors say the same twice: a TextPositionSelector over the record's text
    and a TextQuoteSelector. Bodies are TextualBody: the first, with the purpose `tagging`, is the kind of item, the
    others are ``name: value``. Source: Web Annotation Data Model, W3C Recommendation 23 February 2017.

    Returns:
        How many records were written.
    """
    return write_items(as_records(records), out, annotations_of)


def annotations_of(record: Record) -> Iterator[dict[str, Any]]:
    """The annotations of one record, in its order."""
    names = Names(record)
    for actor in record.actors:
        about = {"name": actor.name, "row": actor.row, "country": actor.country, "sectors": " ".join(actor.sectors)}
        for mention in actor.mentions:
            start, end = mention.span
            yield _annotation(record, f"{actor.id}/{start}-{end}", actor.kind, about, (mention.span,))
    for time in record.times:
        yield _annotation(record, time.id, time.type, {"value": time.value}, (time.span,))
    for place in record.places:
        about = {"name": place.name, "country": place.country, "use": place.use}
        about |= {"geonames": None if place.geonames is None else str(place.geonames)}
        yield _annotation(record, place.id, "place", about, (place.span,))
    for one in record.attributions:
        about = {"kind": one.kind, "act": one.act, "realis": one.realis, "speaker": names.speaker(one)}
        parts = {"source": one.source, "cue": one.cue, "content": one.content}
        for part, spans in parts.items():
            if spans:
                yield _annotation(record, f"{one.id}/{part}", f"attribution {part}", about, spans)
    for event in record.events:
        for number, telling in enumerate(event.tellings):
            about = {"mode": event.mode, "cameo": event.cameo, "realis": telling.realis, "why": event.why}
            about |= {"voice": names.voice(telling.voice), "actor": names.who(event.actor)}
            about |= {"recipient": names.who(event.recipient)}
            if spans := telling.evidence or telling.trigger:
                yield _annotation(record, f"{event.id}/{number}", event.event, about, spans)


def _annotation(record: Record, item: str, label: str, about: dict[str, str | None], spans: Spans) -> dict[str, Any]:
    values = [f"{name}: {value}" for name, value in about.items() if value]
    targets = [_target(record, span) for span in spans]
    return {
        "@context": CONTEXT,
        "id": f"urn:asreported:{record.id}:{item}",
        "type": "Annotation",
        "motivation": "classifying",
        "generator": {"id": f"urn:asreported:coder:{record.coder.version}", "type": "Software", "name": "asreported"},
        "body": [
            {"type": "TextualBody", "value": label, "format": "text/plain", "purpose": "tagging"},
            *({"type": "TextualBody", "value": one, "format": "text/plain", "purpose": "describing"} for one in values),
        ],
        "target": targets[0] if len(targets) == 1 else targets,
    }


def _target(record: Record, span: Span) -> dict[str, Any]:
    start, end = span
    text = record.text
    return {
        "type": "SpecificResource",
        "source": record.url or f"urn:asreported:{record.id}",
        "selector": [
            {"type": "TextPositionSelector", "start": start, "end": end},
            {
                "type": "TextQuoteSelector",
                "exact": text[start:end],
                "prefix": text[max(0, start - AROUND_LETTERS) : start],
                "suffix": text[end : end + AROUND_LETTERS],
            },
        ],
    }
