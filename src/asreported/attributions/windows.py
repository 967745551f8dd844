"""What the tagger sees: windows of whole paragraphs, each word as its pieces and what is known of it already."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from asreported.parsing.parse import Parse
from asreported.records import Spans

Numbers = npt.NDArray[np.int64]
Encode = Callable[[Sequence[str]], Sequence[Sequence[int]]]
Range = tuple[int, int]
Roles = tuple[Spans, Spans, Spans]
"""Source, cue and content of one attribution, in code points."""

CORE_PIECES = 208
"""So many pieces a window decides at most, about 160 words. Of 208, 320 and 400 the best on PolNeAR dev."""
CONTEXT_PIECES = 16
"""At most so many more on either side are shown, not decided: the "he said" of the paragraph before. Without,
attribution F1 on PolNeAR dev falls by 1.3 points; 24 and 40 are no better and slower."""
MAX_WORD_PIECES = 6
"""A word of more pieces (a link, a typing error) is cut: nothing in an attribution depends on its tail."""
FEATURES = ("quotation", "case", "rule", "tag", "dependency")
"""What each word carries beside its pieces, as small numbers, 0 for what training never met."""
QUOTATION = FEATURES.index("quotation")
ROLES = ("source", "cue", "content")
LABELS = ("O", *(f"{place}-{role}" for role in ROLES for place in "BI"))
_CASES = (str.islower, str.istitle, str.isupper)


class Window(NamedTuple):
    """Tokens [start, end) that a window shows, and [core_start, core_end) whose labels it decides."""

    start: int
    end: int
    core_start: int
    core_end: int


@dataclass(frozen=True)
class Words:
    """The words of one report as the tagger reads them.

    `pieces` holds each word's piece numbers, `features` is (words, 5) int64, columns as in `FEATURES`; `paragraph_of`
    and `sentence_of` give each word the number of its paragraph and sentence.
    """

    pieces: list[list[int]]
    features: Numbers
    paragraphs: tuple[Range, ...]
    paragraph_of: tuple[int, ...]
    sentence_of: tuple[int, ...]

    def is_quoted(self, word: int) -> bool:
        """Whether a word stands in quotation marks."""
        return bool(self.features[word, QUOTATION])

    @classmethod
    def read(cls, parse: Parse, found: Sequence[Roles], encode: Encode, known: Mapping[str, Sequence[str]]) -> Words:
        """The words of a parse.

        Arguments:
            parse: the report's parse.
            found: the outermost attributions that the rules found.
            encode: words to their pieces' numbers.
            known: the tags and the dependency labels the tagger was trained on, by feature.
        """
        numbers = {name: {label: n for n, label in enumerate(labels, 1)} for name, labels in known.items()}
        columns = (
            _quotation_states(parse),
            [next((n for n, is_case in enumerate(_CASES, 1) if is_case(word)), 0) for word in parse.words],
            label_words(parse, found),
            [numbers["tag"].get(tag, 0) for tag in parse.tags],
            [numbers["dependency"].get(dep, 0) for dep in parse.deps],
        )
        pieces = [list(ids[:MAX_WORD_PIECES]) or [0] for ids in encode(parse.words)]
        features = np.array(columns, np.int64).T.reshape(-1, len(FEATURES))
        return cls(pieces, features, parse.paragraphs, parse.paragraph_of, parse.sentence_of)


def _quotation_states(parse: Parse) -> list[int]:
    """0 outside quotations, 1 between two marks, 2 in one that its paragraph does not close."""
    states = [0] * len(parse)
    for quotation in parse.quotations:
        for token in parse.tokens_in(quotation.span):
            states[token] = 1 if quotation.closed else 2
    return states


def label_words(parse: Parse, attributions: Sequence[Roles]) -> list[int]:
    """The number in `LABELS` of each word.

    Where roles overlap, a cue goes before a source and a source before a content.
    """
    labels = [0] * len(parse)
    for role in ("content", "source", "cue"):
        place = ROLES.index(role)
        for attribution in attributions:
            for span in attribution[place]:
                for n, token in enumerate(parse.tokens_in(span)):
                    labels[token] = 1 + 2 * place + (n > 0)
    return labels


def make_windows(
    sizes: Sequence[int],
    paragraphs: Sequence[Range],
    core: int = CORE_PIECES,
    context: int = CONTEXT_PIECES,
    first: int | None = None,
) -> list[Window]:
    """Windows over a report that together decide each word once.

    Arguments:
        sizes: the number of pieces of each word.
        paragraphs: token ranges in order; together all tokens.
        core: pieces that a window decides at most; 1 or more, a larger word stands alone.
        context: pieces of neighbouring words shown on each side.
        first: pieces that the first window decides at most, `core` unless given.
    """
    windows: list[Window] = []
    room = first or core
    begun, used = 0, 0
    for start, end in (part for paragraph in paragraphs for part in _split(paragraph, sizes, core)):
        size = sum(sizes[start:end])
        if used and used + size > room:
            windows.append(_widen((begun, start), sizes, context))
            begun, used, room = start, 0, core
        used += size
    if used:
        windows.append(_widen((begun, len(sizes)), sizes, context))
    return windows


def _split(paragraph: Range, sizes: Sequence[int], room: int) -> Iterator[Range]:
    start, end = paragraph
    used = 0
    for token in range(start, end):
        if used and used + sizes[token] > room:
            yield start, token
            start, used = token, 0
        used += sizes[token]
    if start < end:
        yield start, end


def _widen(core: Range, sizes: Sequence[int], context: int) -> Window:
    start, end = core
    left = right = 0
    while start > 0 and left + sizes[start - 1] <= context:
        start -= 1
        left += sizes[start]
    while end < len(sizes) and right + sizes[end] <= context:
        right += sizes[end]
        end += 1
    return Window(start, end, *core)
