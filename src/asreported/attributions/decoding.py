"""From the tagger's scores to spans: the best label sequence, and which source and contents belong to which cue."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from asreported.attributions.windows import LABELS, Range, Words

Scores = npt.NDArray[np.float32]
FORBIDDEN = -1e4
DISTANCES = (0, 1, 2, 3, 5, 8, 12, 20, 30, 50, 80)
"""Upper bounds, in words, of the buckets of the gap between a cue and a span."""
BUCKETS = 2 * (len(DISTANCES) + 1)
MOST_BETWEEN = 3
REACH = 160
"""A span further than so many words from a cue is never linked to it."""
PASSED = 1
"""Over so many other cues a content reaches its own; more costs 0.3 points of attribution F1 on PolNeAR dev."""
LINK_FEATURES = {"distance": BUCKETS, "between": MOST_BETWEEN + 1, "paragraph": 3}
"""What linking looks at beside the words, each with the number of its values."""


class Labelled(NamedTuple):
    """A span of words [start, end) with its role."""

    role: str
    start: int
    end: int


class Linked(NamedTuple):
    """One attribution in words: its cue, its source (None where nobody is named), its content pieces in text order.

    `confidence` is the calibrated probability, 0 to 1, that source and content are right.
    """

    cue: Range
    source: Range | None
    content: tuple[Range, ...]
    confidence: float = 0.0

    @property
    def words(self) -> list[int]:
        """All its words."""
        spans = (self.cue, *self.content, *((self.source,) if self.source is not None else ()))
        return [word for start, end in spans for word in range(start, end)]


def best_labels(emissions: Scores, transitions: Scores, starts: Scores) -> list[int]:
    """The most probable label sequence (Viterbi).

    Arguments:
        emissions: (words, 7) float32, unnormalised scores.
        transitions: (7, 7) float32, from row to column.
        starts: (7,) float32, scores of the first label.
    """
    if not len(emissions):
        return []
    score = starts + emissions[0]
    back = np.zeros(emissions.shape, dtype=np.int64)
    for n in range(1, len(emissions)):
        total = score[:, None] + transitions
        back[n] = total.argmax(axis=0)
        score = total[back[n], np.arange(len(LABELS))] + emissions[n]
    path = [int(score.argmax())]
    for n in range(len(emissions) - 1, 0, -1):
        path.append(int(back[n, path[-1]]))
    return path[::-1]


def read_spans(labels: Sequence[int]) -> list[Labelled]:
    """The labelled spans of a sequence of label numbers, in order."""
    found: list[Labelled] = []
    for n, label in enumerate(labels):
        place, _, role = LABELS[label].partition("-")
        if not role:
            continue
        if place == "I" and found and found[-1].end == n and found[-1].role == role:
            found[-1] = found[-1]._replace(end=n + 1)
        else:
            found.append(Labelled(role, n, n + 1))
    return found


def link_features(cue: Range, span: Range, cues: Sequence[Range], paragraph_of: Sequence[int]) -> tuple[int, int, int]:
    """Values of `LINK_FEATURES`: how far the span stands before or after the cue, cues between, which paragraph.

    Distances before the cue come first; paragraph is 0 for the same, 1 for an earlier, 2 for a later one. `cues` stand
    in text order, none across another.
    """
    is_before = span[0] < cue[0]
    low, high = (span[1], cue[0]) if is_before else (cue[1], span[0])
    place = int(np.searchsorted(DISTANCES, high - low)) + (0 if is_before else len(DISTANCES) + 1)
    between = bisect_right(cues, high, key=lambda one: one[1]) - bisect_left(cues, low, key=lambda one: one[0])
    here, there = paragraph_of[cue[0]], paragraph_of[span[0]]
    return place, min(MOST_BETWEEN, max(0, between)), 0 if here == there else 1 if there < here else 2


def link(
    spans: Sequence[Labelled], vectors: Mapping[str, Scores], weights: Mapping[str, Scores], words: Words
) -> list[Linked]:
    """Put labelled spans together into attributions, in order of their cues.

    Each content goes to the cue it fits best among those in reach, and to none where there is none. Each cue takes the
    source of its sentence that fits it best, so that two can share one, or none. A cue without content is no
    attribution.

    Arguments:
        spans: labelled spans in text order.
        vectors: (words, n) float32 each: "cue-source", "cue-content", "source", "content", what each word is like as
            that end of a link.
        weights: for "source" and "content", with a dot and a name of `LINK_FEATURES`, a weight for each value;
            "source.none", (1,), is the score of no source.
        words: the report's words.
    """
    cues = [(one.start, one.end) for one in spans if one.role == "cue"]
    arguments = {role: [(s.start, s.end) for s in spans if s.role == role] for role in ("source", "content")}

    def score(cue: Range, span: Range, role: str) -> float:
        ends = vectors[f"cue-{role}"][slice(*cue)].mean(0), vectors[role][slice(*span)].mean(0)
        values = zip(LINK_FEATURES, link_features(cue, span, cues, words.paragraph_of), strict=True)
        return float(ends[0] @ ends[1]) + sum(float(weights[f"{role}.{name}"][value]) for name, value in values)

    contents: dict[Range, list[Range]] = {cue: [] for cue in cues}
    for span in arguments["content"]:
        near = [cue for cue in cues if _reaches(words, cue, span, cues)]
        if near:
            contents[max(near, key=lambda cue: score(cue, span, "content"))].append(span)
    found = []
    for cue in cues:
        near = [span for span in arguments["source"] if words.sentence_of[cue[0]] == words.sentence_of[span[0]]]
        scored = [(score(cue, span, "source"), span) for span in near]
        worth, source = max(scored, default=(-np.inf, None))
        if contents[cue]:
            none = float(weights["source.none"][0])
            found.append(Linked(cue, source if worth > none else None, tuple(contents[cue])))
    return found


def _reaches(words: Words, cue: Range, span: Range, cues: Sequence[Range]) -> bool:
    """Whether a content may belong to a cue: in its sentence, or quoted no further than a paragraph off.

    What is left over is a content whose cue was not found; with another cue it would spoil that one too.
    """
    if abs(cue[0] - span[0]) >= REACH or link_features(cue, span, cues, words.paragraph_of)[1] > PASSED:
        return False
    if words.sentence_of[cue[0]] in (words.sentence_of[span[0]], words.sentence_of[span[1] - 1]):
        return True
    return words.is_quoted(span[0]) and abs(words.paragraph_of[cue[0]] - words.paragraph_of[span[0]]) <= 1
