"""A weekday and a date in one expression that do not go together ("Monday, March 5, 2019")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from asreported.records import Check, TimeExpression

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def check_dates(text: str, times: Iterable[TimeExpression]) -> Iterator[Check]:
    """A `date-conflict` for each expression of one day that names another weekday than that day's."""
    for time in times:
        if time.precision != "day" or time.interval is None:
            continue
        words = text[time.span[0] : time.span[1]].lower().replace(",", " ").split()
        stated = next((word for word in words if word in WEEKDAYS), None)
        actual = WEEKDAYS[date.fromisoformat(time.interval[0]).weekday()]
        if stated is not None and any(word.isdigit() for word in words) and stated != actual:
            yield Check(
                "date-conflict", (time.span,), f"{time.interval[0]} was a {actual.title()}, not a {stated.title()}"
            )
