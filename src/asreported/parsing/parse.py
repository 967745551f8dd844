"""What parsing gives: tokens, sentences, paragraphs, quotations and syntax, all as offsets into the report's text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from asreported.records import Span


class Entity(NamedTuple):
    """A name found by the recogniser: tokens [start, end) and its OntoNotes label (PERSON, ORG, GPE, NORP …)."""

    start: int
    end: int
    label: str


class Quotation(NamedTuple):
    """What stands between quotation marks within one paragraph, the marks included.

    `closed` says whether the paragraph shows the closing mark; a quotation that runs on over paragraphs is one of these
    a paragraph, all but the last of them not closed, with the same `chain` number.
    """

    start: int
    end: int
    closed: bool
    chain: int

    @property
    def span(self) -> Span:
        """The quotation as a span, its marks included."""
        return self.start, self.end


@dataclass(frozen=True)
class Parse:
    """Tokens with their syntax in parallel tuples, one entry a token; white space makes no token.

    `starts`, `ends` are code points into `text`. `heads` are token numbers (a root is its own head). `tags` are Penn
    Treebank tags, `deps` ClearNLP dependency labels, `sentences`, `paragraphs` token ranges [start, end).
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    words: tuple[str, ...]
    lemmas: tuple[str, ...]
    tags: tuple[str, ...]
    deps: tuple[str, ...]
    heads: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]
    paragraphs: tuple[tuple[int, int], ...]
    entities: tuple[Entity, ...]
    quotations: tuple[Quotation, ...]

    def __len__(self) -> int:
        return len(self.starts)

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each token the tokens whose head it is, in text order."""
        below: list[list[int]] = [[] for _ in self.heads]
        for token, head in enumerate(self.heads):
            if head != token:
                below[head].append(token)
        return tuple(map(tuple, below))

    @cached_property
    def edges(self) -> tuple[tuple[int, int], ...]:
        """For each token the range [first, last + 1) that its subtree reaches over."""
        left, right = list(range(len(self))), list(range(1, len(self) + 1))
        for start, end in self.sentences:
            for token in sorted(range(start, end), key=self._depth.__getitem__, reverse=True):
                head = self.heads[token]
                if left[token] < left[head]:
                    left[head] = left[token]
                if right[token] > right[head]:
                    right[head] = right[token]
        return tuple(zip(left, right, strict=True))

    @cached_property
    def _depth(self) -> list[int]:
        depth = [-1] * len(self)
        for token in range(len(self)):
            path = []
            while depth[token] < 0:
                path.append(token)
                if self.heads[token] == token:
                    depth[token] = 0
                    path.pop()
                    break
                token = self.heads[token]
            for n, below in enumerate(reversed(path), 1):
                depth[below] = depth[token] + n
        return depth

    @cached_property
    def sentence_of(self) -> tuple[int, ...]:
        """For each token the number of its sentence."""
        return tuple(n for n, (start, end) in enumerate(self.sentences) for _ in range(start, end))

    @cached_property
    def paragraph_of(self) -> tuple[int, ...]:
        """For each token the number of its paragraph."""
        return tuple(n for n, (start, end) in enumerate(self.paragraphs) for _ in range(start, end))

    def span(self, start: int, end: int) -> Span:
        """The characters of tokens [start, end)."""
        return self.starts[start], self.ends[end - 1]

    def tokens_in(self, span: Span) -> range:
        """The tokens that share a character with `span`."""
        return range(bisect_right(self.ends, span[0]), bisect_left(self.starts, span[1]))

    def subtree(self, token: int) -> Iterator[int]:
        """`token` and all below it, in no particular order."""
        stack = [token]
        while stack:
            token = stack.pop()
            yield token
            stack.extend(self.children[token])

    def child(self, token: int, *deps: str) -> int | None:
        """The first child of `token` with one of these labels, or None."""
        return next((c for c in self.children[token] if self.deps[c] in deps), None)

    def conjuncts(self, token: int) -> list[int]:
        """`token` and what is coordinated with it below, in text order: "A, B and C" gives A, B, C."""
        found = [token]
        for one in found:
            found.extend(c for c in self.children[one] if self.deps[c] == "conj")
        return sorted(found)

    def quotation_at(self, offset: int) -> Quotation | None:
        """The quotation that covers the character at `offset`, or None."""
        n = bisect_right(self.quotations, offset, key=lambda q: q.start) - 1
        if n >= 0 and offset < self.quotations[n].end:
            return self.quotations[n]
        return None
