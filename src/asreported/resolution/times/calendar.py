"""Date arithmetic for time expressions: what days a TIMEX3 value covers, and on what days holidays fall."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from asreported.errors import LexiconError
from asreported.lexicons import Row, values
from asreported.records import Interval, Precision, TimeType

DAY = timedelta(days=1)
Days = tuple[date, date]
_DATE_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?:(?P<month>\d\d)(?:-(?P<day>\d\d))?|W(?P<week>\d\d)(?P<weekend>-WE)?"
    r"|(?P<season>[A-Z]{2})|Q(?P<quarter>\d)|H(?P<half>\d)))?"
)
_SHAPES: tuple[tuple[str, Precision], ...] = (
    (r"[^T]*T[\dX]{2}:[\dX]{2}.*", "minute"),
    (r"[^T]*T[\dX]{2}", "hour"),
    (r"[^T]*T[A-Z]{2}", "daypart"),
    (r"[\dX]{4}-[\dX]{2}-[\dX]{2}|[\dX]{4}-W[\dX]{2}-\d", "day"),
    (r"[\dX]{4}-W[\dX]{2}-WE", "weekend"),
    (r"[\dX]{4}-W[\dX]{2}", "week"),
    (r"[\dX]{4}-[\dX]{2}", "month"),
    (r"[\dX]{4}-[A-Z]{2}", "season"),
    (r"[\dX]{4}-Q[\dX]", "quarter"),
    (r"[\dX]{4}-H[\dX]", "half"),
    (r"[\dX]{4}|FY[\dX]{4}", "year"),
    (r"[\dX]{3}", "decade"),
    (r"[\dX]{2}", "century"),
    (r"[A-Z]+_REF", "vague"),
)
_SHAPE_PATTERNS = tuple((re.compile(shape), precision) for shape, precision in _SHAPES)
_RULE = re.compile(
    r"(?:(?P<month>\d\d)-(?P<day>\d\d)|(?P<church>easter|orthodox)|(?P<in>\d\d)/(?P<weekday>\d)/(?P<nth>-?\d))"
    r"(?P<shift>[+-]\d+)?"
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an expression means: the fields of a `TimeExpression` without its place in the text."""

    type: TimeType
    value: str
    interval: Interval | None = None
    precision: Precision | None = None


def interval_between(first: date, end: date) -> Interval:
    """The half-open interval [first, end) as ISO 8601 dates."""
    return first.isoformat(), end.isoformat()


def precision_of(value: str) -> Precision | None:
    """The precision that the shape of a TIMEX3 date or time value shows, or None."""
    return next((precision for shape, precision in _SHAPE_PATTERNS if shape.fullmatch(value)), None)


def make_date(year: int, month: int, day: int) -> date | None:
    """The day, or None when the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def add_months(day: date, months: int) -> date:
    """`day` some months on, clipped to the last day of the month; years beyond 1 to 9999 are clipped too."""
    number = day.year * 12 + day.month - 1 + months
    year, month = min(max(number // 12, 1), 9998), number % 12 + 1
    last = ((date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)) - DAY).day
    return date(year, month, min(day.day, last))


def week_value(day: date) -> str:
    """The ISO week of a day: 2013-W11."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


class Calendar:
    """Reads values as days.

    Arguments:
        season_starts: TIMEX3 season code to the number of its first month; a season lasts three.
    """

    def __init__(self, season_starts: Mapping[str, int]) -> None:
        self._season_starts = season_starts

    def date(self, value: str, type_: TimeType = "DATE") -> Meaning:
        """The meaning of an absolute or open (X) TIMEX3 date or time value."""
        return Meaning(type_, value, self.interval(value), precision_of(value))

    def interval(self, value: str) -> Interval | None:
        """The days a value covers, or None for one that is open, vague or no date at all."""
        value = value.partition("T")[0]
        if re.fullmatch(r"\d{2,3}", value):
            scale = 10 ** (4 - len(value))
            first = int(value) * scale
            return (f"{first:04}-01-01", f"{first + scale:04}-01-01") if 0 < first < 9000 else None
        parts = _DATE_VALUE.fullmatch(value)
        if parts is None or not 0 < int(parts["year"]) < 9999:
            return None
        try:
            return interval_between(*self._bounds(parts))
        except ValueError:
            return None

    def _bounds(self, parts: re.Match[str]) -> Days:
        year = int(parts["year"])
        if parts["day"]:
            day = date(year, int(parts["month"]), int(parts["day"]))
            return day, day + DAY
        if parts["week"]:
            monday = date.fromisocalendar(year, int(parts["week"]), 1)
            return (monday + 5 * DAY if parts["weekend"] else monday), monday + 7 * DAY
        for name, months in (("month", 1), ("quarter", 3), ("half", 6)):
            if parts[name]:
                start = date(year, (int(parts[name]) - 1) * months + 1, 1)
                return start, add_months(start, months)
        if parts["season"]:
            start = date(year, self._season_starts.get(parts["season"], 0), 1)
            return start, add_months(start, 3)
        return date(year, 1, 1), date(year + 1, 1, 1)


def easter(year: int, *, orthodox: bool = False) -> date:
    """Easter Sunday in the Gregorian calendar, of the western or the Orthodox churches, for years 1900 to 2099.

    Source: J. Meeus, Astronomical Algorithms (1991), chapter 8.
    """
    if orthodox:
        d = (19 * (year % 19) + 15) % 30
        e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
        month, day = divmod(d + e + 114, 31)
        return date(year, month, day + 1) + 13 * DAY
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth (from 1, or -1 for the last) ISO weekday of a month."""
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    last = add_months(date(year, month, 1), 1) - DAY
    return last - timedelta(days=(last.isoweekday() - weekday) % 7)


def holiday_rule(row: Row) -> Callable[[int], date | None]:
    """From a row of `times/holidays` the function that gives its day in a year, or None where it is not known.

    Raises:
        LexiconError: the row's rule is none that is understood.
    """
    rules = values(row["rule"])
    if len(rules) == 1 and (parts := _RULE.fullmatch(rules[0])):
        shift = timedelta(days=int(parts["shift"] or 0))

        def compute(year: int) -> date | None:
            if not 1900 <= year <= 2099:
                return None
            if parts["church"]:
                return easter(year, orthodox=parts["church"] == "orthodox") + shift
            if parts["in"]:
                return _nth_weekday(year, int(parts["in"]), int(parts["weekday"]), int(parts["nth"])) + shift
            return date(year, int(parts["month"]), int(parts["day"])) + shift

        return compute
    try:
        days = {day.year: day for day in map(date.fromisoformat, rules or ("",))}
    except ValueError as error:
        where = f"times/holidays, {row['row']}"
        raise LexiconError("a holiday rule or ISO dates", repr(row["rule"]), "see the manifest", where) from error
    return days.get


def around(year: int) -> Iterator[int]:
    """The year before, the year, the year after."""
    yield from (year - 1, year, year + 1)
