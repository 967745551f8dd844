from __future__ import annotations

import pytest

from asreported.exports.columns import Cell, flatten, guard


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "＝1", " =1", "=HYPERLINK()"])
def test_text_that_a_spreadsheet_would_run_has_an_apostrophe(text: str) -> None:
    assert guard(text) == "'" + text


@pytest.mark.parametrize("cell", [-1, -1.5, 0, None, "", "plain", "1-2", "'x"])
def test_numbers_and_plain_text_are_left_alone(cell: Cell) -> None:
    assert guard(cell) == cell


def test_text_is_one_line_without_control_characters() -> None:
    assert flatten(" a\r\n\tb\x1b[31m\u202ec ") == "a b [31m c"
    assert flatten(-1.5) == -1.5
