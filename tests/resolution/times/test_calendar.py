"""Date arithmetic for time expressions."""

from __future__ import annotations

from datetime import date

import pytest

from asreported.errors import LexiconError
from asreported.lexicons import Lexicons
from asreported.resolution.times.calendar import add_months, easter, holiday_rule, precision_of, week_value
from asreported.resolution.times.finder import TimeTable


@pytest.fixture(scope="module")
def times(lexicons: Lexicons) -> TimeTable:
    return TimeTable(lexicons)


@pytest.mark.parametrize(
    ("value", "interval", "precision"),
    [
        ("2020", ("2020-01-01", "2021-01-01"), "year"),
        ("2020-02", ("2020-02-01", "2020-03-01"), "month"),
        ("2020-12-31", ("2020-12-31", "2021-01-01"), "day"),
        ("2020-W53", ("2020-12-28", "2021-01-04"), "week"),
        ("2020-W53-WE", ("2021-01-02", "2021-01-04"), "weekend"),
        ("2020-Q4", ("2020-10-01", "2021-01-01"), "quarter"),
        ("2020-H2", ("2020-07-01", "2021-01-01"), "half"),
        ("2020-WI", ("2020-12-01", "2021-03-01"), "season"),
        ("199", ("1990-01-01", "2000-01-01"), "decade"),
        ("19", ("1900-01-01", "2000-01-01"), "century"),
        ("2020-02-29T10:30", ("2020-02-29", "2020-03-01"), "minute"),
        ("2020-02-29TNI", ("2020-02-29", "2020-03-01"), "daypart"),
        ("2021-02-29", None, "day"),
        ("XXXX-02", None, "month"),
        ("XXXX-WXX-1", None, "day"),
        ("PRESENT_REF", None, "vague"),
        ("FY2020", None, "year"),
    ],
)
def test_a_value_covers_its_days(
    value: str, interval: tuple[str, str] | None, precision: str, times: TimeTable
) -> None:
    assert times.calendar.interval(value) == interval
    assert precision_of(value) == precision


@pytest.mark.parametrize(
    ("year", "western", "orthodox"),
    [
        (2000, date(2000, 4, 23), date(2000, 4, 30)),
        (2008, date(2008, 3, 23), date(2008, 4, 27)),
        (2011, date(2011, 4, 24), date(2011, 4, 24)),
        (2016, date(2016, 3, 27), date(2016, 5, 1)),
        (2019, date(2019, 4, 21), date(2019, 4, 28)),
        (2021, date(2021, 4, 4), date(2021, 5, 2)),
        (2024, date(2024, 3, 31), date(2024, 5, 5)),
    ],
)
def test_easter_falls_on_its_sunday(year: int, western: date, orthodox: date) -> None:
    assert (easter(year), easter(year, orthodox=True)) == (western, orthodox)


def test_easter_agrees_with_dateutil_in_every_year_it_is_used_for() -> None:
    reference = pytest.importorskip("dateutil.easter")
    for year in range(1900, 2100):
        assert easter(year) == reference.easter(year)
        assert easter(year, orthodox=True) == reference.easter(year, reference.EASTER_ORTHODOX)


@pytest.mark.parametrize(
    ("rule", "year", "day"),
    [
        ("12-25", 2020, date(2020, 12, 25)),
        ("easter-2", 2021, date(2021, 4, 2)),
        ("11/4/4", 2018, date(2018, 11, 22)),
        ("11/4/4+1", 2018, date(2018, 11, 23)),
        ("05/1/-1", 2021, date(2021, 5, 31)),
        ("2020-05-22|2021-05-07", 2021, date(2021, 5, 7)),
        ("2020-05-22|2021-05-07", 2022, None),
        ("12-25", 1500, None),
    ],
)
def test_a_holiday_rule_gives_its_day(rule: str, year: int, day: date | None) -> None:
    assert holiday_rule({"row": "holiday/test", "rule": rule})(year) == day


@pytest.mark.parametrize("rule", ["", "sometime", "2020-13-01"])
def test_a_broken_holiday_rule_is_a_lexicon_error(rule: str) -> None:
    with pytest.raises(LexiconError, match="holiday/test"):
        holiday_rule({"row": "holiday/test", "rule": rule})


def test_every_listed_holiday_date_is_in_one_year_only(lexicons: Lexicons) -> None:
    for row in lexicons.rows("times/holidays"):
        dates = [rule[:4] for rule in row["rule"].split("|") if rule[:4].isdigit()]
        assert len(dates) == len(set(dates)), row["row"]


def test_months_are_added_with_the_day_clipped() -> None:
    assert add_months(date(2020, 1, 31), 1) == date(2020, 2, 29)
    assert add_months(date(2020, 1, 31), -2) == date(2019, 11, 30)


def test_a_week_belongs_to_its_iso_year() -> None:
    assert week_value(date(2021, 1, 1)) == "2020-W53"
