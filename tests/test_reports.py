"""Ten invented reports of other topics and sides, written and labelled before the code, in two halves. What is asked of
each half is what was measured when this was written, rounded down; see CHANGELOG.md when a figure moves."""

from __future__ import annotations

import pytest
from tests.report_cases import Reading, read, read_cases

from asreported import Coder

LEAST = {
    "headline": (1.0, 1.0),
    "dateline place": (1.0, 1.0),
    "dateline agency": (1.0, 1.0),
    "attribution found": (0.96, 0.96),
    "attribution exact": (0.91, 0.88),
    "attribution wanted": (0.95, 0.93),
    "kind": (1.0, 0.98),
    "speaker": (0.98, 1.0),
    "act": (0.78, 0.56),
    "realis": (1.0, 1.0),
    "event found": (0.86, 0.86),
    "event wanted": (0.96, 0.98),
    "event actor": (0.94, 0.81),
    "event recipient": (0.84, 0.75),
    "voice": (0.97, 0.93),
    "event realis": (1.0, 1.0),
    "event date": (1.0, 1.0),
    "event place": (0.75, 0.50),
    "never in the report's voice": (1.0, 1.0),
    "check": (1.0, 0.66),
    "no false count-mismatch": (1.0, 1.0),
    "wording": (0.60, 1.0),
}
"""Share of each claim that holds in half a and in half b, 0 to 1."""


@pytest.fixture(scope="module")
def readings(coder: Coder) -> dict[str, Reading]:
    return {half: read([case for case in read_cases() if case.half == half], coder) for half in "ab"}


@pytest.mark.parametrize("half", ["a", "b"])
@pytest.mark.parametrize("claim", LEAST)
def test_as_many_claims_hold_as_when_this_was_written(readings: dict[str, Reading], half: str, claim: str) -> None:
    reading = readings[half]
    misses = "\n".join(miss for miss in reading.misses if miss.startswith(f"{claim}:"))
    assert reading.share(claim) >= LEAST[claim]["ab".index(half)], misses


def test_every_claim_is_asked_for(readings: dict[str, Reading]) -> None:
    assert {claim for reading in readings.values() for claim in reading.totals} == set(LEAST)
