"""Which events of a record an export holds."""

from __future__ import annotations

from dataclasses import dataclass, replace

from asreported.confidence import at_least
from asreported.records import Event, Record

REALIS = ("actual", "denied", "possible", "planned", "conditional", "generic")
REPORT = "report"


@dataclass(frozen=True)
class Selection:
    """Which events to keep.

    Arguments:
        is_report_only: only events in the report's own voice, none that stands on somebody's word alone.
        realis: whether they happened, as the record says; any of `REALIS`.
        min_confidence: 0 to 1; attributions and events less sure are left out, with what stands on their word.
    """

    is_report_only: bool = True
    realis: frozenset[str] = frozenset({"actual"})
    min_confidence: float = 0.0

    def keeps(self, event: Event) -> bool:
        """Whether voice and realis are the wanted ones."""
        return event.realis in self.realis and not (self.is_report_only and event.voice != REPORT)

    def apply(self, record: Record) -> Record:
        """The record with the wanted events only, and no wording that points at others."""
        record = at_least(record, self.min_confidence) if self.min_confidence > 0 else record
        events = tuple(event for event in record.events if self.keeps(event))
        if len(events) == len(record.events):
            return record
        lost = {event.id for event in record.events} - {event.id for event in events}
        return replace(record, events=events, wording=tuple(one for one in record.wording if one.refers_to not in lost))

    def __str__(self) -> str:
        voice = "in the report's own voice" if self.is_report_only else "in any voice"
        realis = ", ".join(one for one in REALIS if one in self.realis)
        sure = f", attributions and events of confidence {self.min_confidence:g} or more" if self.min_confidence else ""
        return f"events {voice}, realis {realis}{sure}"


EVERYTHING = Selection(is_report_only=False, realis=frozenset(REALIS))
REPORTED = Selection()
