"""Explaining an event: everything it was read from, and the table row that decided. The report is invented."""

from __future__ import annotations

import pytest

from asreported import Coder, UsageError
from asreported.exports.explanation import explain

REPORT = "The mayor of Dorn accused Kenya on Monday of shelling the harbour. Police arrested two clerks in Lima."


def test_an_event_is_explained_by_spans_and_rows(coder: Coder) -> None:
    record = coder.code(REPORT, published="2024-05-07").to_dict()
    event = next(one for one in record["events"] if one["event"] == "COERCE")
    told = explain(record, event["id"])
    start = REPORT.index("arrested")
    assert f"trigger “arrested” [{start}–{start + len('arrested')}]" in told
    assert "recipient “two clerks”" in told
    assert "voice: the report's own" in told
    assert "events/predicates, row arrest.v." in told


def test_a_claim_names_its_source(coder: Coder) -> None:
    record = coder.code(REPORT, published="2024-05-07").to_dict()
    event = next(one for one in record["events"] if one["event"] == "ASSAULT")
    assert "voice: “The mayor of Dorn”" in explain(record, event["id"])


def test_an_unknown_event_is_refused(coder: Coder) -> None:
    with pytest.raises(UsageError, match="expected the id of an event"):
        explain(coder.code(REPORT).to_dict(), "e0")
