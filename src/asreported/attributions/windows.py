"""What the tagger sees: windows of whole paragraphs, as pieces of words with their quotation and letter-case states."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from asreported.parsing.parse import Parse

MAX_PIECES = 256
"""Pieces a window, the two end marks included: the trial's length, about 190 words."""
CONTEXT_PIECES = 64
"""At most this much of a window is context from the paragraphs on either side, at decoding."""
MAX_WORD_PIECES = 8
"""A word of more pieces (a link, a typing error) is cut: nothing in an attribution depends on its tail."""

OUTSIDE, QUOTED, RUNNING = range(3)
LOWER, CAPITAL, UPPER, OTHER = range(4)
Encode = Callable[[Sequence[str]], Sequence[Sequence[int]]]


class Window(NamedTuple):
    """Tokens [start, end) that a window shows, and [core_start, core_end) whose labels it decides."""

    start: int
    end: int
    core_start: int
    core_end: int


@dataclass(frozen=True)
class Pieces:
    """The words of one report as the encoder reads them: for each word its piece ids, quotation and case state."""

    ids: list[list[int]]
    quoted: list[int]
    case: list[int]


def make_pieces(words: Sequence[str], quoted: list[int], encode: Encode) -> Pieces:
    """Cut `words` into pieces; `quoted` holds each word's quotation state."""
    ids = [list(pieces[:MAX_WORD_PIECES]) or [0] for pieces in encode(words)]
    return Pieces(ids, quoted, [case_of(word) for word in words])


def case_of(word: str) -> int:
    """LOWER, CAPITAL, UPPER or OTHER (no letters): the encoder itself reads lower case."""
    if not word[:1].isalpha():
        return OTHER
    if word[0].islower():
        return LOWER
    return UPPER if len(word) > 1 and word.isupper() else CAPITAL


def quotation_states(parse: Parse) -> list[int]:
    """For each token OUTSIDE, QUOTED (between two marks), or RUNNING (its paragraph lacks the closing mark)."""
    states = [OUTSIDE] * len(parse)
    for quotation in parse.quotations:
        state = QUOTED if quotation.closed else RUNNING
        for token in parse.tokens_in(quotation.span):
            states[token] = state
    return states


def make_windows(pieces: Pieces, paragraphs: Sequence[tuple[int, int]], context: int = CONTEXT_PIECES) -> list[Window]:
    """Windows over a report that together decide each word once.

    Arguments:
        pieces: the report's words in pieces.
        paragraphs: token ranges in order; together all tokens.
        context: pieces of neighbouring paragraphs a window may show on each side beyond what it decides; 0 to 127.
    """
    sizes = [len(ids) for ids in pieces.ids]
    room = MAX_PIECES - 2 - 2 * context
    blocks = [part for paragraph in paragraphs for part in _split(paragraph, sizes, room)]
    windows: list[Window] = []
    core: tuple[int, int] | None = None
    used = 0
    for start, end in blocks:
        size = sum(sizes[start:end])
        if core is not None and used + size <= room:
            core, used = (core[0], end), used + size
            continue
        if core is not None:
            windows.append(_widen(core, sizes, context))
        core, used = (start, end), size
    if core is not None:
        windows.append(_widen(core, sizes, context))
    return windows


def _split(paragraph: tuple[int, int], sizes: list[int], room: int) -> Iterator[tuple[int, int]]:
    start, end = paragraph
    used = 0
    for token in range(start, end):
        if used + sizes[token] > room:
            yield start, token
            start, used = token, 0
        used += sizes[token]
    if start < end:
        yield start, end


def _widen(core: tuple[int, int], sizes: list[int], context: int) -> Window:
    start, end = core
    left = right = 0
    while start > 0 and left + sizes[start - 1] <= context:
        start -= 1
        left += sizes[start]
    while end < len(sizes) and right + sizes[end] <= context:
        right += sizes[end]
        end += 1
    return Window(start, end, *core)
