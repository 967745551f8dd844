"""Records and reports as JSON lines: one a line, in the published field order."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from asreported.records import Record, Report

_BREAKS = str.maketrans({"\u2028": "\\u2028", "\u2029": "\\u2029", "\x85": "\\u0085"})
"""Characters JSON may leave as they are, but that many a reader of lines takes for the end of one."""


def to_line(record: Record | Report) -> str:
    """One record or report as one line of JSON, without the newline; the same record gives the same line."""
    plain = json.dumps(record.to_dict(), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return plain.translate(_BREAKS)


def write_lines(records: Iterable[Record | Report], file: TextIO) -> int:
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
