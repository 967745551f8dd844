"""A weekday against the date it stands with. Every expression is invented."""

from __future__ import annotations

import pytest

from asreported.checks.dates import check_dates
from asreported.records import Precision, TimeExpression


def expression(text: str, first: str, last: str, precision: Precision = "day") -> TimeExpression:
    return TimeExpression("t0", (0, len(text)), "DATE", first, (first, last), precision)


def test_a_weekday_that_is_not_the_dates_own_is_told() -> None:
    text = "Monday, March 5, 2019"
    [check] = check_dates(text, [expression(text, "2019-03-05", "2019-03-06")])
    assert (check.kind, check.spans) == ("date-conflict", ((0, len(text)),))
    assert check.message == "2019-03-05 was a Tuesday, not a Monday"


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("Tuesday, March 5, 2019", "2019-03-05", "2019-03-06", "day"),
        ("Monday", "2019-03-05", "2019-03-06", "day"),
        ("March 5, 2019", "2019-03-05", "2019-03-06", "day"),
        ("Monday in March 2019", "2019-03-01", "2019-04-01", "month"),
    ],
)
def test_dates_that_fit_or_say_less_are_not_told(text: str, first: str, last: str, precision: Precision) -> None:
    assert list(check_dates(text, [expression(text, first, last, precision)])) == []


def test_an_expression_without_an_anchor_is_not_told() -> None:
    text = "Monday, March 5"
    assert list(check_dates(text, [TimeExpression("t0", (0, len(text)), "DATE", "XXXX-03-05", None, "day")])) == []
