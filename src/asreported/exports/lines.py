"""Records and reports as JSON lines: one a line, in the published field order."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, TextIO, TypeVar

from asreported.exports.columns import Column
from asreported.exports.reading import Readable
from asreported.records import Record, Report

T = TypeVar("T")
_BREAKS = str.maketrans({"\u2028": "\\u2028", "\u2029": "\\u2029", "\x85": "\\u0085"})
"""Characters JSON may leave as they are, but that many a reader of lines takes for the end of one."""
COLUMNS: tuple[Column[Any], ...] = (
    Column("schema … coder", "the whole record; `asreported schema` prints every field", "the record"),
)


def to_line(record: Readable | Report) -> str:
    """One record or report as one line of JSON, without the newline; the same record gives the same line.

    Arguments:
        record: a record, or the plain dictionaries of one, fields of later versions among them.
    """
    return plain_line(record.to_dict() if isinstance(record, (Record, Report)) else record)


def plain_line(value: Any) -> str:
    """A JSON value as one line, without the newline."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).translate(_BREAKS)


def write_items(records: Iterable[T], out: TextIO, items_of: Callable[[T], Iterable[Any]]) -> int:
    """Write a line of JSON for each item that a record gives.

    Returns:
        How many records were read.
    """
    count = 0
    for record in records:
        for item in items_of(record):
            out.write(plain_line(item) + "\n")
        count += 1
    return count


def write_lines(records: Iterable[Readable | Report], file: TextIO) -> int:
    """Write each record or report as a line, as they come, each flushed.

    Returns:
        How many were written.
    """
    count = 0
    for record in records:
        file.write(to_line(record) + "\n")
        file.flush()
        count += 1
    return count
