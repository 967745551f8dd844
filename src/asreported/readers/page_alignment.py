"""The text of a report -> the page's own text: which stretch was read from where."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from asreported.records import Span

Stretch = tuple[int, int, int]

_SIGNS = re.compile("[^\\s\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+")
"""Runs of what is compared: all but white space and characters that show nothing, which reading folds or drops."""
_SPACE = re.compile(r"\s")
_LONG = 24
"""A paragraph of so many signs stands where it is found; a shorter one could be found anywhere, and is looked for only
between the long ones before and behind it."""
_SHORTEST = 12
"""A piece of a paragraph of fewer signs than this is not looked for: it could be found where it does not belong."""
_MOST_SEARCHES = 2_000
"""Searches in vain that a page may take, and for paragraphs that stand in it in pieces: no page of 90 needs them."""


class _Signs:
    """A text without white space, and the way back."""

    def __init__(self, text: str, start: int = 0, end: int | None = None) -> None:
        stop = len(text) if end is None else end
        runs = _SIGNS.findall(text, start, stop)
        self.text = "".join(runs)
        self._starts = [0, *accumulate(map(len, runs))]
        self._places = [run.start() for run in _SIGNS.finditer(text, start, stop)]

    def place(self, sign: int) -> tuple[int, int]:
        """Where in the text a sign stands, and how many signs follow from there to the end of its run, it included."""
        run = bisect_right(self._starts, sign) - 1
        return self._places[run] + sign - self._starts[run], self._starts[run + 1] - sign

    def count_before(self, place: int) -> int:
        """How many signs stand before a place of the text."""
        run = bisect_right(self._places, place) - 1
        return 0 if run < 0 else min(self._starts[run + 1], self._starts[run] + place - self._places[run])


def align(text: str, paragraphs: Sequence[Span], page: str, body: int) -> tuple[Stretch, ...]:
    """Where in the page's own text the paragraphs of a report stand.

    Arguments:
        text: the report's.
        paragraphs: spans of it, in order.
        page: the page's text, as `page_tree.read_page_text` gives it.
        body: where its body begins; what stands there as well is not looked for before.

    Returns:
        `(text_start, text_end, page_start)`, code points, sorted, without overlap in `text`. Each stretch of the text
        is the page's of the same length from `page_start`, code point for code point, white space of another kind
        aside. What was not found is in none.
    """
    signs = _Signs(page)
    first = signs.count_before(body)
    pieces = [_Signs(text, *span) for span in paragraphs]
    found = _find_long(pieces, signs.text, first)
    _find_short(pieces, signs.text, first, found)
    stretches = [
        stretch
        for number in sorted(found)
        for sign, at, size in found[number]
        for stretch in _whole(pieces[number], sign, signs, at, size, text, page)
        or _stretches(pieces[number], sign, signs, at, size)
    ]
    return tuple(_join(stretches, text, page))


def _find_long(pieces: Sequence[_Signs], page: str, first: int) -> dict[int, list[tuple[int, int, int]]]:
    """For each paragraph that is long: (its sign, the page's sign, how many from there), a piece or several."""
    found: dict[int, list[tuple[int, int, int]]] = {}
    reached, searches = first, 0
    for number, piece in enumerate(pieces):
        size = len(piece.text)
        if size < _LONG:
            continue
        at = page.find(piece.text, reached)
        if at >= 0:
            reached = at + size
        elif (at := page.find(piece.text, first)) < 0 and (at := page.find(piece.text)) < 0:
            if searches < _MOST_SEARCHES:
                parts, spent = _find_parts(piece.text, page, reached)
                searches += spent
                if parts:
                    found[number] = parts
                    reached = parts[-1][1] + parts[-1][2]
            continue
        found[number] = [(0, at, size)]
    return found


def _find_short(pieces: Sequence[_Signs], page: str, first: int, found: dict[int, list[tuple[int, int, int]]]) -> None:
    """Add to `found` the short paragraphs that stand between the long ones before and behind them."""
    ends, end = [len(page)] * len(pieces), len(page)
    for number in range(len(pieces) - 1, -1, -1):
        ends[number] = end
        if number in found:
            end = found[number][0][1]
    reached, searches = first, 0
    for number, piece in enumerate(pieces):
        size = len(piece.text)
        if number not in found and 0 < size < _LONG and searches < _MOST_SEARCHES:
            at = page.find(piece.text, reached, ends[number])
            searches += at < 0
            if at >= 0:
                found[number] = [(0, at, size)]
        if number in found:
            _, at, size = found[number][-1]
            reached = max(reached, at + size)


def _find_parts(piece: str, page: str, start: int) -> tuple[list[tuple[int, int, int]], int]:
    """The longest beginnings of what is left of a paragraph that the page has, one behind the other."""
    parts: list[tuple[int, int, int]] = []
    sign = searches = 0
    while sign + _SHORTEST <= len(piece) and searches < _MOST_SEARCHES:
        searches += 1
        at = page.find(piece[sign : sign + _SHORTEST], start)
        if at < 0:
            sign += 1
            continue
        size = _SHORTEST
        while sign + size < len(piece) and at + size < len(page) and piece[sign + size] == page[at + size]:
            size += 1
        parts.append((sign, at, size))
        sign, start = sign + size, at + size
    return parts, searches


def _whole(piece: _Signs, sign: int, signs: _Signs, at: int, size: int, text: str, page: str) -> list[Stretch]:
    """The one stretch that a piece is, where both texts have the same there; else none."""
    start, end = piece.place(sign)[0], piece.place(sign + size - 1)[0] + 1
    place, stop = signs.place(at)[0], signs.place(at + size - 1)[0] + 1
    if end - start != stop - place or _SPACE.sub(" ", text[start:end]) != _SPACE.sub(" ", page[place:stop]):
        return []
    return [(start, end, place)]


def _stretches(piece: _Signs, sign: int, signs: _Signs, at: int, size: int) -> Iterator[Stretch]:
    """Run by run, from where both texts have white space or drop a character to where one of them has the next."""
    end = sign + size
    while sign < end:
        start, ours = piece.place(sign)
        page_start, theirs = signs.place(at)
        taken = min(ours, theirs, end - sign)
        yield start, start + taken, page_start
        sign, at = sign + taken, at + taken


def _join(stretches: Sequence[Stretch], text: str, page: str) -> Iterator[Stretch]:
    """Stretches with one white space between them in both texts, as one."""
    current: Stretch | None = None
    for start, end, place in sorted(stretches):
        if current is not None:
            gap = start - current[1]
            behind = current[2] + current[1] - current[0]
            if gap == place - behind and (gap == 0 or (text[current[1] : start] + page[behind:place]).isspace()):
                current = current[0], end, current[2]
                continue
            yield current
        current = start, end, place
    if current is not None:
        yield current
