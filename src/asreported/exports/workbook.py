"""The two tables as an Excel workbook, whatever their length."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from asreported.errors import UsageError
from asreported.exports.columns import Cell, Column, fill, flatten, names_of
from asreported.exports.reading import Readable, as_records
from asreported.exports.tables import TABLES

MOST_ROWS = 1_048_576
"""Rows of a sheet in Excel, the header among them."""
MOST_LETTERS = 32_767
"""Letters of a cell in Excel, counted in UTF-16 units."""
LONG = "long_texts"
LONG_COLUMNS = ("report_id", "sheet", "id", "column", "part", "text")
_MADE = datetime(1980, 1, 1)


@dataclass
class Sheets:
    """A table over as many sheets as it needs: ``events``, ``events 2`` …, each with the header."""

    workbook: Any
    name: str
    header: Sequence[str]
    most_rows: int
    count: int = 0
    row: int = 0
    sheet: Any = field(default=None)

    def __post_init__(self) -> None:
        self._begin()

    def add(self, cells: Iterable[Cell]) -> None:
        """Write a row, on a new sheet where this one is full."""
        if self.row >= self.most_rows:
            self._begin()
        for place, cell in enumerate(cells):
            if isinstance(cell, str) and cell:
                self.sheet.write_string(self.row, place, cell)
            elif cell is not None and cell != "":
                self.sheet.write_number(self.row, place, cell)
        self.row += 1

    def _begin(self) -> None:
        self.count += 1
        self.sheet = self.workbook.add_worksheet(self.name if self.count == 1 else f"{self.name} {self.count}")
        self.row = 0
        self.add(self.header)


def write_workbook(records: Iterable[Readable], path: str | Path, *, most_rows: int = MOST_ROWS) -> int:
    """Write the sheets ``attributions`` and ``events``, and ``long_texts`` for what is too long for a cell.

    Text is written as text, so nothing runs as a formula and nothing needs an apostrophe. A table longer than a sheet
    goes on in ``events 2``. A cell too long for Excel holds the beginning and says so; its whole text stands in
    ``long_texts`` in parts.

    Arguments:
        records: any number, read once; memory does not grow with them, a temporary file does.
        path: the file to write.
        most_rows: rows of a sheet, 2 to 1,048,576.

    Returns:
        How many records were written.

    Raises:
        UsageError: xlsxwriter is not installed, or the file cannot be written.
    """
    try:
        import xlsxwriter
    except ImportError as error:
        action = "install it with pip install 'asreported[tables]'"
        raise UsageError("the package xlsxwriter", "none", action, "--as xlsx") from error
    settings = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
        "use_zip64": True,
    }  # fmt: skip
    try:
        with xlsxwriter.Workbook(str(path), settings) as workbook:
            workbook.set_properties({"created": _MADE})
            return _fill(workbook, records, most_rows)
    except xlsxwriter.exceptions.XlsxFileError as error:  # on leaving: only then is the file made
        raise UsageError("a file that can be written", str(error), "make room or give another", str(path)) from error


def _fill(workbook: Any, records: Iterable[Readable], most_rows: int) -> int:
    """Write the sheets; how many records there were."""
    sheets = {name: Sheets(workbook, name, names_of(columns), most_rows) for name, (columns, _) in TABLES.items()}
    long = Sheets(workbook, LONG, LONG_COLUMNS, most_rows)
    count = 0
    for record in as_records(records):
        for name, (columns, items_of) in TABLES.items():
            for item in items_of(record):
                cells = _shorten(fill(columns, item), columns, (record.id, name, item.one.id), long)
                sheets[name].add(cells)
        count += 1
    return count


def _shorten(
    cells: Iterable[Cell], columns: Sequence[Column[Any]], where: tuple[str, str, str], long: Sheets
) -> Iterator[Cell]:
    """Cells that fit; what does not is written whole, in parts, to the sheet of long texts."""
    for cell, column in zip(map(flatten, cells), columns, strict=True):
        if isinstance(cell, str) and _letters(cell) > MOST_LETTERS:
            half = MOST_LETTERS // 2  # a code point is at most two UTF-16 units
            parts = [cell[start : start + half] for start in range(0, len(cell), half)]
            for number, part in enumerate(parts, 1):
                long.add((*where, column.name, number, part))
            note = f" … [whole in {LONG}]"
            yield cell[: half - len(note)] + note
        else:
            yield cell


def _letters(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2 if len(text) > MOST_LETTERS // 2 else len(text)
