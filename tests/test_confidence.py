"""What `min_confidence` leaves out, and that it makes nobody's claim the report's own. The report is invented."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asreported import Coder, Record, UsageError
from asreported.confidence import at_least

REPORT = """The mayor of Dorn accused Ruvania on Monday of shelling the harbour. “They fired first,” Ada Quill said.

The army said that rebels had claimed to hold the bridge, and praised its soldiers. Few doubt that troops attacked Tarn.
"""


@pytest.fixture(scope="module")
def record(coder: Coder) -> Record:
    return coder.code(REPORT, published="2024-05-07")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(least=st.floats(0, 1))
def test_nothing_less_sure_stays_and_no_claim_becomes_the_reports(record: Record, least: float) -> None:
    kept = at_least(record, least)
    assert all(one.confidence is None or one.confidence >= least for one in kept.attributions)
    assert all(one.confidence is None or one.confidence >= least for one in kept.events)
    voices = {event.id: event.voice for event in record.events}
    assert all(event.voice == voices[event.id] for event in kept.events)
    sure = {e.id for e in record.events if e.confidence is None or e.confidence >= least}
    assert {e.id for e in kept.events if e.voice == "report"} == {e for e in sure if voices[e] == "report"}


def test_nothing_and_everything(record: Record) -> None:
    assert at_least(record, 0.0) == record
    assert at_least(record, 1.0).attributions == ()


def test_coder_writes_down_what_it_left_out() -> None:
    record = Coder(min_confidence=0.99).code(REPORT)
    assert record.attributions == ()
    assert record.coder.settings == {"min_confidence": 0.99}
    with pytest.raises(UsageError, match="a confidence from 0 to 1"):
        Coder(min_confidence=1.5)
