"""Lines of the page that are no part of the report: captions, links, sign-up lines, credits, notices."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from asreported.errors import LexiconError
from asreported.lexicons import Lexicons, Row
from asreported.records import Span, Spans

TABLE = "readers/furniture"
_WHERE = ("whole", "start", "end", "inside")
_TAIL = 160
"""How much of a line's end is searched for a credit, in code points: the longest credit of the table fits."""


@dataclass(frozen=True)
class _Pattern:
    """The patterns of one place in the line that share a limit on the line's length, as one expression."""

    expression: re.Pattern[str]
    longest: int


class FurnitureTable:
    """The patterns of furniture, compiled once.

    Raises:
        LexiconError: a pattern is no regular expression, or a cell has another value than it may.
    """

    def __init__(self, lexicons: Lexicons) -> None:
        rows = lexicons.rows(TABLE)
        for row in rows:
            _check(row)
        self._whole = _join(rows, "whole", "(?:%s)\\Z")
        self._start = _join(rows, "start", "(?:%s)")
        self._end = _join(rows, "end", "(?:%s)\\s*\\Z")
        self._inside = [
            re.compile(row["pattern"]) for row in rows if row["where"] == "inside"
        ]  # case matters inside running text

    def is_furniture(self, line: str) -> bool:
        """Whether a line without white space at its edges is furniture as a whole.

        A line that begins in lower case goes on from the one before, in texts wrapped at a fixed width.
        """
        size = len(line)
        if line[:1].islower() and not line.startswith("toggle"):
            return False
        if any(size <= p.longest and p.expression.match(line) for p in self._whole):
            return True
        if any(size <= p.longest and p.expression.match(line) for p in self._start):
            return True
        tail = line[-_TAIL:]
        return any(size <= p.longest and p.expression.search(tail) for p in self._end)

    def find(self, text: str, lines: Iterable[Span]) -> Iterator[Span]:
        """Furniture in `text`: whole lines, and pieces inside the others. Not sorted."""
        for start, end in lines:
            if self.is_furniture(text[start:end]):
                yield start, end
        for pattern in self._inside:
            for match in pattern.finditer(text):
                yield match.span()


def merge(spans: Iterable[Span], apart_from: Sequence[Span] = ()) -> Spans:
    """`spans` sorted, those that overlap joined, and none that touches a span of `apart_from`."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if any(start < other[1] and other[0] < end for other in apart_from):
            continue
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return tuple(merged)


def _check(row: Row) -> None:
    place = f"{TABLE} {row['row']}"
    if row["where"] not in _WHERE:
        raise LexiconError(f"one of {', '.join(_WHERE)} in column 'where'", repr(row["where"]), "correct it", place)
    if not row["longest"].isdecimal():
        raise LexiconError("a number of characters in column 'longest'", repr(row["longest"]), "correct it", place)
    try:
        re.compile(row["pattern"])
    except re.error as error:
        found = f"{row['pattern']!r} ({error})"
        raise LexiconError("a regular expression in column 'pattern'", found, "correct it", place) from error


def _join(rows: Sequence[Row], where: str, form: str) -> list[_Pattern]:
    chosen = sorted((row for row in rows if row["where"] == where), key=lambda row: int(row["longest"]))
    return [
        _Pattern(re.compile(form % "|".join(f"(?:{row['pattern']})" for row in group), re.IGNORECASE), longest)
        for longest, group in groupby(chosen, key=lambda row: int(row["longest"]))
    ]
