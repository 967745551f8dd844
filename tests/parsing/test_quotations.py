"""Quotation marks of every make; brackets in the cases stand for where a quotation begins and ends."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asreported.parsing.paragraphs import find_paragraphs
from asreported.parsing.quotations import find_quotations

CASES = [
    ('He said: ["We stay."] She left.', "straight marks"),
    ("[“We stay,”] he said. [“For good.”]", "curly marks"),
    ("[''We stay,''] he said.", "two apostrophes"),
    ("[``We stay,''] he said.", "backquotes"),
    ("[« Nous restons »] we stay » he said.", "guillemets, a stray closing mark after them"),
    ("[«We stay»], he said.", "guillemets"),
    ("[„We stay“], he said.", "low opening mark"),
    ("He called it ['a mistake'] and left.", "single marks at word edges"),
    ("[‘We stay,’] he said.", "curly single marks"),
    ("The workers' strike and the miners' march went on.", "possessives are no quotations"),
    ("It’s the ministers’ plan.", "apostrophes are no quotations"),
    ("[“They called it ‘a mistake’ twice,”] he said.", "single inside double"),
    ("[“He told me “go” and went,”] she said.", "double inside double"),
    ('A 12" gun and a 5\'6" man.', "inches and feet"),
    ("[“We stay, he said.]", "unclosed: to the end of the paragraph"),
    ("We stay,” he said.", "a closing mark alone is stray"),
    ("[“One.]\n\n[“Two.]\n\n[“Three,”] he said.", "a running quotation, a piece a paragraph"),
    ("[“One.]\n\nTwo, he said. [“Three.”]", "an odd mark costs only its own paragraph"),
    ("The [“reform”] of the [“reformers”]", "several in one sentence"),
]


@pytest.mark.parametrize(("marked", "claim"), CASES, ids=[claim for _, claim in CASES])
def test_quotations_are_found(marked: str, claim: str) -> None:
    text = re.sub(r"[\[\]]", "", marked)
    wanted, at, opened = [], 0, 0
    for character in marked:
        if character == "[":
            opened = at
        elif character == "]":
            wanted.append((opened, at))
        else:
            at += 1
    found = find_quotations(text, find_paragraphs(text))
    assert [q.span for q in found] == wanted


def test_running_quotation_is_one_chain() -> None:
    text = "“One.\n\n“Two.\n\n“Three,” he said. “Four.”"
    found = find_quotations(text, find_paragraphs(text))
    assert [q.chain for q in found] == [found[0].chain] * 3 + [found[3].chain]
    assert [q.closed for q in found] == [False, False, True, True]
    assert found[3].chain != found[0].chain


MARKS = st.text(alphabet="ab .,\n\"“”‘’'«»`", max_size=60)


@given(MARKS | st.text(max_size=60))
def test_quotations_lie_in_paragraphs_and_never_overlap(text: str) -> None:
    paragraphs = find_paragraphs(text)
    found = find_quotations(text, paragraphs)
    reached = 0
    for quotation in found:
        assert reached <= quotation.start < quotation.end <= len(text)
        assert any(start <= quotation.start and quotation.end <= end for start, end in paragraphs)
        reached = quotation.end


def test_ten_thousand_marks_take_no_time() -> None:
    text = '"' * 10_001
    assert len(find_quotations(text, find_paragraphs(text))) >= 1
