"""Numbers in words and figures, and the people and money an event counts. All text is invented."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asreported import Coder
from asreported.events.numbers import NumberReader
from asreported.events.table import EventTable


@pytest.fixture(scope="module")
def reader(event_table: EventTable) -> NumberReader:
    return NumberReader.make(event_table.quantities, event_table.currencies)


@pytest.mark.parametrize(
    ("text", "low", "high", "words", "unit"),
    [
        ("At least eight died.", 8, None, "At least eight", None),
        ("no fewer than 20 men", 20, None, "no fewer than 20", None),
        ("no more than 18,000.", None, 18_000, "no more than 18,000", None),
        ("up to 30 fighters", None, 30, "Up to 30", None),
        ("between 20 and 30 rebels", 20, 30, "between 20 and 30", None),
        ("two or three guards", 2, 3, "two or three", None),
        ("at least 17 and as many as 25 pilgrims", 17, 25, "at least 17 and as many as 25", None),
        ("half a dozen clerks", 6, 6, "half a dozen", None),
        ("one and a half million workers", 1_500_000, 1_500_000, "one and a half million", None),
        ("dozens of students", 24, None, "dozens", None),
        ("several hundred farmers", 200, None, "several hundred", None),
        ("a few dozen activists", 24, None, "a few dozen", None),
        ("tens of thousands of people", 20_000, None, "tens of thousands", None),
        ("about $1.75bn", 1_750_000_000, 1_750_000_000, "about $1.75bn", "USD"),
        ("1.2 billion euros", 1_200_000_000, 1_200_000_000, "1.2 billion euros", "EUR"),
        ("three soldiers and 12 clerks", 3, 3, "three", None),
    ],
)
def test_a_number_has_its_bounds(
    reader: NumberReader, text: str, low: float | None, high: float | None, words: str, unit: str | None
) -> None:
    first = next(reader.read(text))
    assert (first.low, first.high, first.unit) == (low, high, unit)
    assert text[first.start : first.end].lower() == words.lower()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet="0123456789, .-$€andofbetweenhalfmillion", max_size=60))
def test_any_text_gives_numbers_inside_it(reader: NumberReader, text: str) -> None:
    for number in reader.read(text):
        assert 0 <= number.start < number.end <= len(text)


@pytest.mark.parametrize(
    ("text", "of", "low", "high"),
    [
        ("A bomb in Tarn killed two soldiers and a cook on Monday.", "killed", 3, 3),
        ("Soldiers killed between 20 and 30 rebels in the town on Monday.", "killed", 20, 30),
        ("Up to 30 fighters died in an ambush by rebels near the border.", "killed", None, 30),
        ("Half a million people protested in Jakarta against the new law.", "participants", 500_000, 500_000),
        ("A court in Kampala fined an opposition lawmaker 400,000 euros on Friday.", "money", 400_000, 400_000),
    ],
)
def test_an_event_counts(coder: Coder, text: str, of: str, low: float | None, high: float | None) -> None:
    found = [(q.of, q.low, q.high) for event in coder.code(text).events for q in event.quantities]
    assert (of, low, high) in found
