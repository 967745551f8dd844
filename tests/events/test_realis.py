"""Whether a deed is told as done, denied or planned. All sentences are invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.events.coded_texts import Coded

Coder = Callable[[str], Coded]


@pytest.mark.parametrize(
    ("text", "event", "realis"),
    [
        ("President Ada Quill broke a year of silence to criticize Norway.", "ACCUSE", "actual"),
        ("Norway seized upon the papers to accuse Iceland of fraud.", "ACCUSE", "actual"),
        ("Norway sent agents to kidnap Marta Lund.", "ASSAULT", "planned"),
        ("Norway denied involvement in the attack on the embassy of Iceland.", "ASSAULT", "actual"),
        ("Norway denied attacking the embassy of Iceland.", "ASSAULT", "denied"),
        ("No fewer than 17 villagers were killed by gunmen on Monday.", "ASSAULT", "actual"),
        ("No villagers were killed by gunmen on Monday.", "ASSAULT", "denied"),
    ],
)
def test_a_deed_holds_as_its_words_say(code_text: Coder, text: str, event: str, realis: str) -> None:
    coded = code_text(text)
    assert [e.realis for e in coded.events if e.event == event] == [realis], coded.brief()


@pytest.mark.parametrize(
    ("text", "event", "side", "name"),
    [
        ("Thousands of teachers protested in Buenos Aires on Monday.", "PROTEST", "actor", "teachers"),
        ("Tens of thousands of pensioners protested in Lima on Monday.", "PROTEST", "actor", "pensioners"),
        ("Police in Cairo arrested dozens of activists on Monday.", "COERCE", "recipient", "activists"),
        ("President Ada Quill of Norway offered Icelandic President Karl Brandt the full assistance of the army.",
         "AGREE", "recipient", "Karl Brandt"),
        ("Norway's president welcomed the US move.", "SUPPORT", "recipient", "United States"),
        ("Norway alleged the Icelandic navy was spying.", "ACCUSE", "recipient", "navy"),
    ],
)  # fmt: skip
def test_who_stands_on_a_side(code_text: Coder, text: str, event: str, side: str, name: str) -> None:
    coded = code_text(text)
    [found] = [e for e in coded.events if e.event == event]
    assert [name in one for one in coded.names(getattr(found, side))] == [True], coded.brief()
