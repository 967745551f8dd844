from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from asreported.errors import UsageError
from asreported.exports.workbook import MOST_LETTERS, write_workbook
from asreported.records import Record


def test_longer_table_goes_on_in_further_sheets(tmp_path: Path, record: Record) -> None:
    write_workbook([record] * 5, tmp_path / "a.xlsx", most_rows=4)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    sheets = [sheet for sheet in book if sheet.title.startswith("events")]
    assert [sheet.title for sheet in sheets] == ["events", "events 2", "events 3", "events 4"]
    assert sum(sheet.max_row - 1 for sheet in sheets) == 10
    assert {sheet["A1"].value for sheet in sheets} == {"report_id"}


def test_text_too_long_for_a_cell_stands_whole_in_parts(tmp_path: Path, record: Record) -> None:
    long = "𝔴ords and " * 9_000
    write_workbook([replace(record, headline=long)], tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    cell = book["events"].cell(2, 6).value
    assert cell.endswith("[whole in long_texts]")
    assert len(cell.encode("utf-16-le")) // 2 <= MOST_LETTERS
    rows = [[one.value for one in row] for row in book["long_texts"].iter_rows(min_row=2)]
    parts = [row for row in rows if row[1] == "events" and row[2] == "e1"]
    assert [row[4] for row in parts] == list(range(1, len(parts) + 1))
    assert "".join(row[5] for row in parts) == long.strip()


def test_file_that_cannot_be_made_is_told_in_a_line(tmp_path: Path, record: Record) -> None:
    with pytest.raises(UsageError, match="a file that can be written"):
        write_workbook([record], tmp_path / "no" / "a.xlsx")
