"""Where paragraphs begin and end, in texts with blank lines, indents, bare newlines or hard-wrapped lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from asreported.records import Span

_LINE = re.compile(r"[^\n\r\u2028\u2029]*[^\s][^\n\r\u2028\u2029]*")
_INDENT = re.compile(r"[ \t\u00a0]{2,}")
_ENDS = re.compile(r"[.!?:;…\"'”’»)\]]\s*$")
WRAP_COLUMNS = 100
"""A newline inside a paragraph of lines no longer than this can be a hard wrap; agencies wrap at 60 to 80 columns."""
LONGEST = 20_000
"""Longer paragraphs are cut at white space: no newspaper's is, and a parser's memory grows with the length."""


def find_paragraphs(text: str) -> list[Span]:
    """The paragraphs of `text` as spans without white space at their edges, in text order.

    A blank line always parts paragraphs. A single newline does, unless the lines around it look wrapped: both within
    `WRAP_COLUMNS`, the next one neither indented nor begun after a finished sentence on a short line.
    """
    lines = [match.span() for match in _LINE.finditer(text)]
    wrapped = _looks_wrapped(text, lines)
    found: list[Span] = []
    start = end = -1
    for line in lines:
        if start >= 0 and not (wrapped and _continues(text, end, line)):
            found.extend(_cut(text, start, end))
            start = -1
        if start < 0:
            start = line[0]
        end = line[1]
    if start >= 0:
        found.extend(_cut(text, start, end))
    return found


def _looks_wrapped(text: str, lines: list[Span]) -> bool:
    pairs = [(a, b) for a, b in pairwise(lines) if text[a[1] : b[0]].count("\n") == 1]
    if not pairs:
        return False
    open_ends = sum(1 for a, b in pairs if not _ENDS.search(text, max(a[0], a[1] - 4), a[1]) and _is_short(a))
    return open_ends * 2 > len(pairs)


def _is_short(line: Span) -> bool:
    return line[1] - line[0] <= WRAP_COLUMNS


def _continues(text: str, end: int, line: Span) -> bool:
    between = text[end : line[0]]
    if between.count("\n") != 1 or _INDENT.match(text, line[0]):
        return False
    return _is_short(line)


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        middle = text.rfind(" ", start + 1, start + LONGEST)
        middle = middle if middle > start else start + LONGEST
        yield start, middle
        start = middle
        while start < end and text[start].isspace():
            start += 1
    if end > start:
        yield start, end
