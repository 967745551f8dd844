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
    "The blogger was held and, according to his lawyer, beaten by guards.",
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


def test_what_is_only_said_of_somebody_stays_outside_a_denial(code_text: Coder) -> None:
    coded = code_text(
        "The Harbour Front, which killed two officers in May, is not listed as a terrorist group by Norway."
    )
    assert [(e.voice, e.realis) for e in deeds(coded)] == [("report", "actual")]


def test_a_report_that_is_dismissed_is_denied(code_text: Coder) -> None:
    coded = code_text("Kenya dismissed a report that its soldiers had rammed a fishing boat in May.")
    assert [e.realis for e in deeds(coded)] == ["denied"]


def test_claiming_that_another_did_harm_accuses_him(code_text: Coder) -> None:
    coded = code_text("Norwegian rebels had killed two officers in Bergen, the Kenyan army claimed.")
    charge, deed = coded.only("ACCUSE"), coded.only("ASSAULT")
    assert (coded.names(charge.actor), coded.names(charge.recipient)) == (["Kenyan army"], ["Norwegian rebels"])
    assert (charge.voice, deed.voice) == ("report", charge.attribution)


def test_claiming_ones_own_deed_accuses_nobody(code_text: Coder) -> None:
    coded = code_text("The Kenyan army claimed that it had killed two rebels in Garissa.")
    assert [e.event for e in coded.events] == ["ASSAULT"]


RECALLED = [
    ('"We agreed to leave that base," President Pedro Quispe said.', "AGREE"),
    ('"I was asked to leave the port," Pedro Quispe said.', "REQUEST"),
]


@pytest.mark.parametrize(("text", "kind"), RECALLED)
def test_what_a_speaker_recalls_or_others_said_is_on_the_speakers_word(code_text: Coder, text: str, kind: str) -> None:
    assert code_text(text).only(kind).voice != "report"


def test_what_somebody_is_praised_for_is_on_the_speakers_word(code_text: Coder) -> None:
    coded = code_text("Kenya praised Norway for sending food to Malawi.")
    assert coded.only("SUPPORT").voice == "report"
    assert coded.only("AID").voice == coded.only("SUPPORT").attribution
