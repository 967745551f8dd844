from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asreported.parsing.paragraphs import LONGEST, find_paragraphs

CASES = {
    "blank lines part paragraphs": ("One.\n\nTwo.\n \nThree.", ["One.", "Two.", "Three."]),
    "a newline parts unwrapped lines": ("One is done.\nTwo is done.\n", ["One is done.", "Two is done."]),
    "hard-wrapped lines are one paragraph": (
        "The ministers of both\ncountries met in the\ncapital on Monday.\n    They agreed to\nmeet in the\nspring.",
        [
            "The ministers of both\ncountries met in the\ncapital on Monday.",
            "They agreed to\nmeet in the\nspring.",
        ],
    ),
    "windows newlines": ("One.\r\n\r\nTwo.", ["One.", "Two."]),
    "nothing": (" \n\n ", []),
}


@pytest.mark.parametrize(("text", "wanted"), CASES.values(), ids=CASES.keys())
def test_paragraphs_are_found(text: str, wanted: list[str]) -> None:
    assert [text[start:end] for start, end in find_paragraphs(text)] == wanted


@given(st.text(alphabet="ab .\n\r\t ", max_size=80) | st.text(max_size=80))
def test_paragraphs_hold_every_visible_character_once(text: str) -> None:
    spans = find_paragraphs(text)
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    assert all(not text[start].isspace() and not text[end - 1].isspace() for start, end in spans)


def test_a_paragraph_without_end_is_cut() -> None:
    text = "word " * LONGEST
    assert max(end - start for start, end in find_paragraphs(text)) <= LONGEST
