"""What stands between quotation marks, whatever marks a newspaper uses, and when some are missing.

Marks: " “ ” „ ‟ « » ‹ › '' `` and, at word edges, ' ‘ ’. They open and close within a paragraph; one left open reaches
to the end of its paragraph, and is carried on only where the next paragraph opens with a mark too, as a running
quotation does. So an odd mark costs at most its own paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from asreported.parsing.parse import Quotation
from asreported.records import Span

_DOUBLE = re.compile("[\"“”„‟«»‹›\uff02]|''|``|‘‘|’’")
_OPENING = frozenset(("“", "„", "‟", "«", "‹", "``", "‘‘"))
_CLOSING = frozenset(("”", "»", "›", "’’"))
_LOW_PAIRS = frozenset((("„", "“"), ("‟", "”")))
_SINGLE = re.compile(r"(?<![\w’'])['‘](?=[\w(\[…])(?:[^'‘’\n]|(?<=\w)['’](?=\w))+['’](?!\w)")
_LEAD = re.compile(r"[\s\[(—–-]*")
SHORTEST_SINGLE = 2
"""A single-quoted stretch of fewer characters is a stray apostrophe."""


class _Piece(NamedTuple):
    start: int
    end: int
    closed: bool


class _Mark(NamedTuple):
    start: int
    end: int
    text: str


def find_quotations(text: str, paragraphs: Iterable[Span]) -> list[Quotation]:
    """The quotations of `text` in text order; none overlaps another.

    Arguments:
        text: the report's text.
        paragraphs: its paragraphs in text order; no quotation crosses their bounds, a running one is a piece in each.
    """
    found: list[Quotation] = []
    chain = 0
    running = False
    for start, end in paragraphs:
        marks = _double_marks(text, start, end)
        pieces = _pair(marks, end)
        carried_on = running and bool(marks) and marks[0].start == _first_character(text, start, end)
        singles = _single(text, start, end, pieces)
        for n, piece in enumerate(sorted(pieces + singles)):
            chain += not (carried_on and n == 0)
            found.append(Quotation(piece.start, piece.end, piece.closed, chain))
        running = bool(pieces) and not pieces[-1].closed
    return found


def _first_character(text: str, start: int, end: int) -> int:
    lead = _LEAD.match(text, start, end)
    return lead.end() if lead else start


def _double_marks(text: str, start: int, end: int) -> list[_Mark]:
    """The double marks, but those that are inches or seconds: a straight mark after a digit with none open (12")."""
    marks: list[_Mark] = []
    straight = 0
    for match in _DOUBLE.finditer(text, start, end):
        mark = match.group()
        if mark in ('"', "''"):
            if straight % 2 == 0 and text[match.start() - 1 : match.start()].isdigit():
                continue
            straight += 1
        marks.append(_Mark(match.start(), match.end(), mark))
    return marks


def _pair(marks: list[_Mark], end: int) -> list[_Piece]:
    """Pair the marks of one paragraph that ends at `end`.

    A closing mark with nothing open is stray. An opening mark inside an open curly quotation begins an inner one,
    whose closing mark is passed over as long as another follows for the outer.
    """
    pieces: list[_Piece] = []
    opened: _Mark | None = None
    inner = 0
    closers = sum(mark.text in _CLOSING for mark in marks)
    for mark in marks:
        closers -= mark.text in _CLOSING
        if opened is None:
            if mark.text not in _CLOSING:
                opened, inner = mark, 0
        elif mark.text in _OPENING and (opened.text, mark.text) not in _LOW_PAIRS:
            inner += opened.text in _OPENING
        elif inner and mark.text in _CLOSING and closers:
            inner -= 1
        else:
            pieces.append(_Piece(opened.start, mark.end, closed=True))
            opened = None
    if opened is not None and opened.end < end:
        pieces.append(_Piece(opened.start, end, closed=False))
    return pieces


def _single(text: str, start: int, end: int, taken: list[_Piece]) -> list[_Piece]:
    return [
        _Piece(match.start(), match.end(), closed=True)
        for match in _SINGLE.finditer(text, start, end)
        if match.end() - match.start() - 2 >= SHORTEST_SINGLE
        and not any(match.start() < piece.end and piece.start < match.end() for piece in taken)
    ]
