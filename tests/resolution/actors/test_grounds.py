"""The country of groups without a name: their owner's, else that of the place they act in. All text is invented."""

from __future__ import annotations

import pytest

from asreported import Coder


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Gunmen in Karachi shot two clerks on Monday.", "Gunmen", "PAK"),
        ("Demonstrators blocked a road in Lima on Monday.", "Demonstrators", "PER"),
        ("Hundreds of people blocked streets in Nairobi.", "people", "KEN"),
        ("Peru said its forces had left the town.", "forces", "PER"),
        ("Soldiers in Karachi shot two clerks on Monday.", "Soldiers", None),
        ("Gunmen shot two clerks on Monday.", "Gunmen", None),
        ("Norwegian protesters blocked a road in Lima.", "protesters", "NOR"),
        ("A missionary from Calgary was held on Monday.", "missionary", "CAN"),
        ("Workers of a bus company in Oran went home.", "Workers", "DZA"),
        ("Police arrested activists in Nairobi.", "activists", "KEN"),
    ],
)
def test_unnamed_groups_have_a_country_where_words_give_it(
    coder: Coder, text: str, name: str, country: str | None
) -> None:
    record = coder.code(text)
    [actor] = [
        a for a in record.actors if any(text[slice(*m.span)].endswith(name) for m in a.mentions) or name in a.name
    ]
    assert actor.country == country


def test_surname_and_office_of_several_in_one_country_give_the_country(coder: Coder) -> None:
    record = coder.code(
        "President Bush spoke in Lima."
    )  # two of the name held that office; undated, nobody knows which
    [actor] = [a for a in record.actors if "Bush" in a.name]
    assert (actor.row, actor.country) == (None, "USA")


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("President Ada Quill arrived in Amman on Monday.", "JOR"),
        ("The Norwegian foreign minister visited Nairobi on Monday.", "KEN"),
        ("A tourist arrived in Amman on Monday.", None),
    ],
)
def test_a_capital_is_the_host_of_whom_an_office_brings(coder: Coder, text: str, host: str | None) -> None:
    countries = {actor.country for actor in coder.code(text).actors if actor.kind == "state"}
    assert (host in countries) if host else not countries
