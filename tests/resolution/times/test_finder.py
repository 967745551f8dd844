"""Time expressions. The cases in cases.csv are invented sentences, one expected expression a row.

A row without `words` claims that the sentence holds no time expression. `half`: a and b were written before the code
ran on anything, c after its first correction; d are fixed bugs.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asreported.lexicons import Lexicons
from asreported.parsing import Parse, SpacyParser
from asreported.records import Report, TimeExpression
from asreported.resolution.times.finder import TimeTable, find_times

Parsed = Callable[[str], Parse]
CASES = list(csv.DictReader((Path(__file__).parent / "cases.csv").open(encoding="utf-8", newline="")))
STORY = (
    "PARIS, March 3 (Newswire) - Delegates met on Monday at 10:30 a.m. GMT.\n\n"
    "They will meet again next week, the first time since 2014, after two years of silence. "
    "The hall, built in the 1990s, opens every year on May 3-5."
)


@pytest.fixture(scope="session")
def times(lexicons: Lexicons) -> TimeTable:
    return TimeTable(lexicons)


def told(found: TimeExpression, text: str) -> tuple[str, ...]:
    words = text[found.span[0] : found.span[1]]
    start, end = found.interval or ("", "")
    return words, found.type, found.value, start, end, found.precision or ""


@pytest.fixture(scope="session")
def case_parses(parser: SpacyParser) -> dict[str, Parse]:
    return {parse.text: parse for parse in parser.parse([Report(text=case["text"]) for case in CASES])}


@pytest.mark.parametrize("case", CASES, ids=[case["row"] for case in CASES])
def test_an_expression_is_read_as_news_means_it(
    case: dict[str, str], times: TimeTable, case_parses: dict[str, Parse]
) -> None:
    text = case["text"]
    found = [told(time, text) for time in find_times(case_parses[text], case["published"] or None, times)]
    if case["words"]:
        assert tuple(case[name] for name in ("words", "type", "value", "from", "to", "precision")) in found
    else:
        assert found == []


def test_ids_are_made_from_the_span(times: TimeTable, parse_text: Parsed) -> None:
    [found] = find_times(parse_text("Delegates met on Monday."), "2021-03-17", times)
    assert (found.id, found.span) == ("t17-23", (17, 23))


def test_an_empty_report_has_no_times(times: TimeTable, parse_text: Parsed) -> None:
    assert find_times(parse_text(""), "2021-03-05", times) == ()


def test_without_a_publication_day_nothing_relative_has_days(times: TimeTable, parse_text: Parsed) -> None:
    found = {told(time, STORY)[0]: time for time in find_times(parse_text(STORY), None, times)}
    assert found["next week"].interval is None
    assert found["2014"].interval == ("2014-01-01", "2015-01-01")


@pytest.mark.parametrize("published", ["2021-03-05T23:30:00Z", "2021-03-05T23:30:00+09:00", "2021-03-05 10:00"])
def test_a_date_time_counts_as_its_own_day(published: str, times: TimeTable, parse_text: Parsed) -> None:
    parse = parse_text(STORY)
    assert find_times(parse, published, times) == find_times(parse, "2021-03-05", times)


@pytest.mark.parametrize("published", ["", "yesterday", "2021-13-45", "05.03.2021"])
def test_an_unreadable_publication_day_counts_as_none(published: str, times: TimeTable, parse_text: Parsed) -> None:
    parse = parse_text(STORY)
    assert find_times(parse, published, times) == find_times(parse, None, times)


@pytest.mark.parametrize("published", ["0001-01-01", "1500-01-01", "2999-12-31", "9999-12-31"])
def test_the_ends_of_the_calendar_break_nothing(published: str, times: TimeTable, parse_text: Parsed) -> None:
    text = (
        "A century ago, last week, last year, next decade, 3000 years ago, in 90,000 weeks, over the past 99999 years. "
        "Over the past 999999999999 hours, next Christmas, last Easter, last winter, this weekend, tomorrow. "
        "Last night, overnight, next Monday, in the last quarter, on December 31, on January 1, New Year's Eve. "
        "On the eve of New Year's Day, 999999999 seconds ago, 90000 months from now, 9999999 centuries from now."
    )
    assert find_times(parse_text(text), published, times)


def test_letters_that_grow_in_lower_case_do_not_shift_spans(times: TimeTable, parse_text: Parsed) -> None:
    text = "İİİ İzmir İstanbul: delegates met on Monday."
    assert [told(time, text)[0] for time in find_times(parse_text(text), "2021-03-17", times)] == ["Monday"]


def test_an_overlay_can_add_a_holiday(tmp_path: Path, parse_text: Parsed) -> None:
    folder = tmp_path / "times"
    folder.mkdir()
    (folder / "holidays.csv").write_text("row,names,rule,days\nholiday/lamp-day,Lamp Day,05-06,2\n", encoding="utf-8")
    text = "Shops closed on Lamp Day 2020."
    found = find_times(parse_text(text), "2021-03-17", TimeTable(Lexicons(tmp_path)))
    assert [told(time, text) for time in found] == [
        ("Lamp Day 2020", "DATE", "2020-05-06", "2020-05-06", "2020-05-08", "day")
    ]


WORDS = (
    "the last next this 3 May March 1990s 2014 - – , . two 10:30 p.m. GMT Monday night of on early late end week weeks "
    "year ago and a half every Easter Q1 first quarter century 31 30/2/2020 99:99 '80s noon İ \n\n ( ) $"
)
PIECES = st.sampled_from(WORDS.split(" "))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(PIECES, max_size=25), published=st.sampled_from(["2020-02-29", "2021-01-01", None]))
def test_spans_lie_in_the_text_in_order_and_never_overlap(
    words: list[str], published: str | None, times: TimeTable, parse_text: Parsed
) -> None:
    text = " ".join(words)
    parse = parse_text(text)
    found = find_times(parse, published, times)
    assert all(0 <= time.span[0] < time.span[1] <= len(text) for time in found)
    assert all(one.span[1] <= other.span[0] for one, other in pairwise(found))
    assert all(time.interval is None or time.interval[0] < time.interval[1] for time in found)
    assert found == find_times(parse, published, times)
