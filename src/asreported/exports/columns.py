"""Columns: what a cell means, where it is filled from, how it is written."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TextIO, TypeVar

from asreported.exports.naming import one_line

Cell = str | int | float | None
Kind = Literal["text", "integer", "number"]
T = TypeVar("T")

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A spreadsheet runs a cell that begins so."""


@dataclass(frozen=True)
class Column(Generic[T]):
    """One column of a table.

    `filled_from` says in a codebook where a cell comes from, or, where `fill` is None, why it is always empty.
    """

    name: str
    meaning: str
    filled_from: str
    fill: Callable[[T], Cell] | None = None
    kind: Kind = "text"


def fill(columns: Sequence[Column[T]], item: T) -> list[Cell]:
    """The cells of one row."""
    return [None if column.fill is None else column.fill(item) for column in columns]


def names_of(columns: Sequence[Column[T]]) -> list[str]:
    """The header."""
    return [column.name for column in columns]


def guard(cell: Cell) -> Cell:
    """A cell with an apostrophe before it where a spreadsheet would run it as a formula; numbers are left alone."""
    if isinstance(cell, str) and cell.lstrip(" ").startswith(_FORMULA):
        return "'" + cell
    return cell


def flatten(cell: Cell) -> Cell:
    """Text on one line, white space as single spaces, without control characters; numbers are left alone."""
    return one_line(cell) if isinstance(cell, str) else cell


@dataclass(frozen=True)
class Layout:
    """How a table is written as text, after the data it stands beside.

    A cell is put between quotation marks only where it holds one (or, behind a comma, the delimiter), as readers of
    either kind expect; white space in cells is single spaces, so that a row is a line.
    """

    delimiter: str = "\t"
    has_header: bool = True
    empty: str = ""
    newline: str = "\n"

    def write(self, columns: Sequence[Column[T]], items: Iterable[T], out: TextIO, *, is_guarded: bool) -> int:
        """Write a row for each item, as they come.

        Arguments:
            columns: what stands in the row, from left to right.
            items: what the rows are of, read once.
            out: open for writing text without newline translation.
            is_guarded: put an apostrophe before text that a spreadsheet would run.

        Returns:
            How many rows were written.
        """
        writer = csv.writer(out, delimiter=self.delimiter, lineterminator=self.newline)
        if self.has_header:
            writer.writerow(names_of(columns))
        count = 0
        for item in items:
            writer.writerow([self._show(cell, is_guarded=is_guarded) for cell in fill(columns, item)])
            count += 1
        return count

    def _show(self, cell: Cell, *, is_guarded: bool) -> Cell:
        flat = flatten(cell)
        if flat is None or flat == "":
            return self.empty
        return guard(flat) if is_guarded else flat
