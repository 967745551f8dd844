"""Stated counts against the names listed behind them. Every sentence is invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.checks.builders import list_cast

from asreported.checks.counts import CountTable, check_counts
from asreported.lexicons import Lexicons, values
from asreported.parsing import Parse
from asreported.records import ActorKind

KINDS: set[ActorKind] = {"person", "organization", "group", "state", "people", "document", "unnamed"}
STATES: dict[str, ActorKind] = {"France": "state", "Spain": "state", "Kenya": "state", "Peru": "state"}
THREE = {name: STATES[name] for name in ("France", "Spain", "Kenya")}


@pytest.fixture(scope="module")
def table(lexicons: Lexicons) -> CountTable:
    return CountTable(lexicons)


@pytest.fixture
def messages(table: CountTable, parse_text: Callable[[str], Parse]) -> Callable[..., list[str]]:
    def run(text: str, names: dict[str, ActorKind]) -> list[str]:
        parse = parse_text(text)
        return [check.message for check in check_counts(parse, list_cast(parse, names), table)]

    return run


@pytest.mark.parametrize(
    ("text", "names", "message"),
    [
        ("Five countries signed. France, Spain, Kenya and Peru met.", STATES, "'Five countries' stated, 4 named"),
        ("Two countries signed. They are France, Spain and Kenya.", THREE, "'Two countries' stated, 3 named"),
        ("The 5 states agreed: France, Spain, Kenya and Peru.", STATES, "'5 states' stated, 4 named"),
    ],
)  # fmt: skip
def test_a_list_of_another_length_is_told(messages, text: str, names, message: str) -> None:
    assert messages(text, names) == [message]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Four countries signed the letter. France, Spain, Kenya and Peru met in May.", STATES),
        ("Five countries signed the letter, including France, Spain, Kenya and Peru.", STATES),
        ("Five countries, among them France, Spain, Kenya and Peru, signed the letter.", STATES),
        ("Five ministers signed the letter. France, Spain, Kenya and Peru met in May.", STATES),
        ("Twelve countries signed the letter. France, Spain, Kenya and Peru met in May.", STATES),
        ("Five apples were sold. France, Spain, Kenya and Peru met in May.", STATES),
        ("The fifth country signed. France, Spain, Kenya and Peru met in May.", STATES),
    ],
)
def test_a_list_that_fits_is_partial_or_is_of_something_else_is_not_told(messages, text: str, names) -> None:
    assert messages(text, names) == []


def test_numbers_go_from_two_to_twenty(table: CountTable) -> None:
    assert sorted(set(table.numbers.values())) == list(range(2, 21))
    assert (table.numbers["dozen"], table.numbers["five"], table.numbers["20"]) == (12, 5, 20)


def test_members_have_kinds_of_actors_and_stand_in_one_row(lexicons: Lexicons) -> None:
    rows = lexicons.rows("checks/members")
    words = [word for row in rows for word in values(row["words"])]
    assert len(words) == len(set(words))
    assert all(set(values(row["kinds"])) <= KINDS for row in rows)
