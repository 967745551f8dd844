"""A saying: an attribution as found in the words, before anybody knows whom the words mean."""

from __future__ import annotations

from dataclasses import dataclass

from asreported.records import AttributionKind, Channel, Realis, Spans


@dataclass(frozen=True, slots=True)
class Saying:
    """Spans only; resolution turns it into an `Attribution`.

    `addressee` and `relayed_by` are the words for whom it was said to and the outlet it came through ("told AFP").
    `parent` is the number of the saying in the same tuple whose content holds this one, or None.
    `confidence` is the calibrated probability that source and content are right, None for an uncalibrated rule.
    """

    kind: AttributionKind
    source: Spans
    cue: Spans
    content: Spans
    act: str = "say"
    realis: Realis = "actual"
    channel: Channel | None = None
    addressee: Spans = ()
    relayed_by: Spans = ()
    parent: int | None = None
    confidence: float | None = None
