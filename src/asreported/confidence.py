"""Records without what is less sure than asked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from asreported.records import Attribution, Event, Record


def at_least(record: Record, confidence: float) -> Record:
    """The record without attributions and events less sure than `confidence`, and without what stands on their word.

    Attributions without a confidence (those inside others) stay with what holds them.

    Arguments:
        record: any record.
        confidence: 0 to 1; 0 keeps everything.
    """
    by_id = {one.id: one for one in record.attributions}
    attributions = {one.id for one in record.attributions if _least(one, by_id) < confidence}
    events = {one.id for one in record.events if one.confidence is not None and one.confidence < confidence}
    return without(record, attributions, events)


def without(record: Record, attributions: Collection[str], events: Collection[str] = ()) -> Record:
    """The record without these attributions and events, and without what stands on their word.

    Gone with an attribution are events, tellings, numbers and wordings in its voice: none of them becomes the report's
    own. Gone with an event is the wording that points at it.

    Arguments:
        record: any record.
        attributions: their ids; with each stand those of the attributions inside it.
        events: ids of events.
    """
    gone = set(attributions)
    left = [e for e in record.events if e.voice not in gone and e.id not in events]
    kept = {event.id for event in left}
    lost = {event.id for event in record.events if event.id not in kept}
    return replace(
        record,
        attributions=tuple(one for one in record.attributions if one.id not in gone),
        events=tuple(_without(event, gone) for event in left),
        wording=tuple(one for one in record.wording if one.voice not in gone and one.refers_to not in lost),
    )


def _least(attribution: Attribution, by_id: dict[str, Attribution]) -> float:
    """The confidence of an attribution or of the least sure one around it."""
    own = 1.0 if attribution.confidence is None else attribution.confidence
    return own if attribution.parent is None else min(own, _least(by_id[attribution.parent], by_id))


def _without(event: Event, gone: set[str]) -> Event:
    return replace(
        event,
        attribution=None if event.attribution in gone else event.attribution,
        tellings=tuple(one for one in event.tellings if one.voice not in gone) or event.tellings,
        quantities=tuple(one for one in event.quantities if one.voice not in gone),
    )
