"""Words that look like a deed and tell none. All sentences are invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.events.coded_texts import Coded

Coder = Callable[[str], Coded]

NOTHING_DONE = [
    "The policies have driven farmers out of their homes.",
    "Fighting the rebels is fighting against hunger.",
    "The army conducted no operation on Monday.",
    "Marta Lund received a call on Monday.",
    "A farmer who asked not to be named sold his goats.",
    "Neither offered proof.",
    "At least nine people were killed in a bus crash in Kenya.",
    "Norway released a report on Kenya.",
    "Norway and Kenya agree that the harvest was poor.",
    "The students would be released if their parents sign bonds, he said.",
]


@pytest.mark.parametrize("text", NOTHING_DONE)
def test_it_is_not_coded(code_text: Coder, text: str) -> None:
    assert code_text(text).brief() == []


UNDONE = [
    ("Norway kept Kenya from attacking Peru.", "denied"),
    ("Norway is considering sending two companies of troops to Kenya.", "possible"),
    ("Norway plans to send food to Kenya.", "planned"),
]


@pytest.mark.parametrize(("text", "realis"), UNDONE)
def test_it_is_not_told_as_done(code_text: Coder, text: str, realis: str) -> None:
    coded = code_text(text)
    assert realis in {e.realis for e in coded.events}, coded.brief()
    assert "actual" not in {e.realis for e in coded.events}, coded.brief()


def test_what_follows_a_denial_with_its_own_verb_is_not_denied(code_text: Coder) -> None:
    coded = code_text("Norway has never attacked Kenya and condemned Peru.")
    assert coded.only("ACCUSE").realis == "actual"


def test_a_politicians_attack_on_another_is_one_of_words(code_text: Coder) -> None:
    coded = code_text("Marta Lund's attack on Pedro Quispe surprised the party.")
    assert [e.event for e in coded.events] == ["ACCUSE"]


def test_a_named_quality_is_a_reproach(code_text: Coder) -> None:
    coded = code_text("Norway described Kenya's decision as unlawful.")
    assert [(e.event, coded.names(e.recipient)) for e in coded.events] == [("ACCUSE", ["Kenya"])]


def test_a_meeting_somebody_is_invited_to_gives_the_invitation_no_date(code_text: Coder) -> None:
    event = code_text("Norway invited Kenya's president to a meeting on Wednesday.").only("REQUEST")
    assert event.date is not None
    assert event.date.from_ == "published"


def test_a_plan_for_a_weekday_lies_ahead(code_text: Coder) -> None:
    event = code_text("Teachers plan to protest against the government on Monday.").only("PROTEST")
    assert event.date is not None
    assert event.date.interval == ("2021-05-17", "2021-05-18")


def test_coordinated_deeds_share_their_day(code_text: Coder) -> None:
    coded = code_text("Police fired tear gas at students and arrested a teacher on Monday.")
    assert {e.date.interval for e in coded.events if e.date} == {("2021-05-10", "2021-05-11")}


def test_evidence_holds_the_object(code_text: Coder) -> None:
    coded = code_text("Norway dismissed the claim on Monday.")
    [(start, end)] = coded.events[0].tellings[0].evidence
    assert coded.parse.text[start:end].startswith("Norway dismissed the claim")
