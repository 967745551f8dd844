"""On whose word a deed stands (RECORD.md, rule 3). All sentences are invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.events.coded_texts import Coded

from asreported.records import Event

Coder = Callable[[str], Coded]

TAKEN_FOR_GRANTED = [
    "Norway hailed Marta Lund, who was killed by gunmen in May.",
    "Norway condemned the killing of Marta Lund by gunmen.",
    "Norway thanked Marta Lund, who was abducted by gunmen in May, for her courage.",
]
CLAIMED = [
    "Norway said that gunmen killed Marta Lund.",
    'Norway praised Marta Lund, saying "gunmen killed her brother".',
    "Two guards were killed when gunmen attacked a border post, Norway's interior ministry said.",
    "Norway accused the army of killing Marta Lund.",
    "Norway accused the army of summary executions.",
    "Norway blamed the murder on the rebels.",
]


def deeds(coded: Coded) -> list[Event]:
    return [e for e in coded.events if e.event in ("ASSAULT", "COERCE")]


@pytest.mark.parametrize("text", TAKEN_FOR_GRANTED)
def test_what_praise_takes_for_granted_is_the_reports(code_text: Coder, text: str) -> None:
    coded = code_text(text)
    assert deeds(coded), coded.brief()
    assert {e.voice for e in deeds(coded)} == {"report"}


@pytest.mark.parametrize("text", CLAIMED)
def test_what_somebody_claims_never_is(code_text: Coder, text: str) -> None:
    coded = code_text(text)
    assert "report" not in {e.voice for e in deeds(coded)}, coded.brief()


def test_who_is_blamed_for_a_named_deed_is_its_alleged_doer(code_text: Coder) -> None:
    event = (coded := code_text("Norway blamed the murder on the rebels.")).only("ASSAULT")
    assert ["rebels" in name for name in coded.names(event.actor)] == [True]
    assert event.voice == coded.only("ACCUSE").attribution
