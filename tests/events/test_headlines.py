"""A headline and the body below it tell one event. All reports are invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.events.coded_texts import Coded

from asreported.records import Report

Coder = Callable[[list[Report]], list[Coded]]


def code(code_reports: Coder, headline: str, body: str) -> Coded:
    text = f"{headline}\n\n{body}"
    [coded] = code_reports(
        [Report(text=text, headline=headline, headline_span=(0, len(headline)), published="2021-05-12")]
    )
    return coded


ONE_EVENT = [
    ("Two officers killed near border", "Two customs officers were killed on Monday near the border.", "ASSAULT"),
    ("Finance minister resigns", "Finance Minister Marta Lund resigned on Thursday.", "RETREAT"),
]


@pytest.mark.parametrize(("headline", "body", "kind"), ONE_EVENT)
def test_headline_and_body_are_one_event(code_reports: Coder, headline: str, body: str, kind: str) -> None:
    coded = code(code_reports, headline, body)
    assert len(coded.only(kind).tellings) == 2


def test_other_numbers_are_another_event(code_reports: Coder) -> None:
    coded = code(code_reports, "Two officers killed", "Nine officers were killed in June.")
    assert [e.event for e in coded.events] == ["ASSAULT", "ASSAULT"]


def test_a_headlines_short_passive_has_no_doer(code_reports: Coder) -> None:
    event = code(code_reports, "Two officers killed near border", "The border is closed.").only("ASSAULT")
    assert (event.actor, len(event.recipient)) == ((), 1)


def test_the_body_names_whom_the_headline_means(code_reports: Coder) -> None:
    coded = code(code_reports, "Finance minister resigns", "Finance Minister Marta Lund resigned on Thursday.")
    assert coded.names(coded.only("RETREAT").actor) == ["Marta Lund"]
