"""Frames and token ranges: what the readers of verbs, nouns and adjectives share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from asreported.parsing.parse import Parse

Range = tuple[int, int]
"""Tokens [start, end)."""


class Frame(NamedTuple):
    """A frame's name, its content as token ranges, and the preposition that joins the cue (or None)."""

    name: str
    content: tuple[Range, ...]
    preposition: int | None = None


def prepositional(parse: Parse, preposition: int) -> Frame | None:
    """The frame of content under a preposition (called for talks), None when nothing follows it."""
    word = parse.lemmas[preposition]
    for child in parse.children[preposition]:
        if child > preposition and (parse.deps[child] in ("pobj", "pcomp") or word == "as"):
            return Frame(word, ((preposition + 1, parse.edges[preposition][1]),), preposition)
    return None


def trim(parse: Parse, tokens: Range) -> Range:
    """`tokens` without commas, dashes and brackets that stand alone at either edge; never empty."""
    first, last = tokens
    while first < last - 1 and parse.words[first] in _EDGE_MARKS:
        first += 1
    while last - 1 > first and parse.words[last - 1] in _EDGE_MARKS:
        last -= 1
    return first, last


_EDGE_MARKS = frozenset((",", ";", "-", "–", "—", "--", ":", "“", "”", '"', "''", "``"))


def cut(pieces: Iterable[Range], holes: Iterable[Range]) -> tuple[Range, ...]:
    """`pieces` without the tokens of `holes`, in text order, merged where they touch."""
    kept = list(pieces)
    for low, high in holes:
        kept = [(a, b) for first, last in kept for a, b in ((first, min(last, low)), (max(first, high), last)) if a < b]
    merged: list[Range] = []
    for first, last in sorted(kept):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return tuple(merged)
