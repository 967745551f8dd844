"""Many phrases found in a text at once, at word edges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick, MatchKind

from asreported.records import Span

T = TypeVar("T")


class Phrases(Generic[T]):
    """Finds the longest of its phrases at each place; phrases are matched as written.

    Arguments:
        entries: phrase to whatever stands for it. For a match that ignores case give lower-cased phrases and text.
    """

    def __init__(self, entries: Mapping[str, T]) -> None:
        self._phrases = tuple(sorted(entries))
        self._values: Sequence[T] = tuple(entries[phrase] for phrase in self._phrases)
        self._automaton = AhoCorasick(self._phrases, matchkind=MatchKind.Standard)

    def find(self, text: str) -> Iterator[tuple[Span, T]]:
        """(span, value) of every match at word edges, in text order, none inside or across another."""
        found = [
            (start, -end, number)
            for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True)
            if _is_edge(text, start) and _is_edge(text, end)
        ]
        reached = 0
        for start, negative_end, number in sorted(found):
            if start >= reached:
                reached = -negative_end
                yield (start, reached), self._values[number]


def _is_edge(text: str, at: int) -> bool:
    """Whether no word runs over the boundary before character `at`."""
    return at in (0, len(text)) or not (text[at - 1].isalnum() and text[at].isalnum())
