"""From the tagger's scores to spans: the best label sequence, and which source and content belong to which cue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]
ROLES = ("source", "cue", "content")
LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
FORBIDDEN = -1e4
DISTANCES = (0, 1, 2, 3, 5, 8, 12, 20, 30, 50, 80)
"""Upper bounds, in words, of the buckets of the gap between a cue and a span."""
BUCKETS = 2 * (len(DISTANCES) + 1)
MAX_BETWEEN = 3


class Labelled(NamedTuple):
    """A span of words [start, end) with its role."""

    role: str
    start: int
    end: int


def best_labels(emissions: Array, transitions: Array, starts: Array) -> list[int]:
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
        name = LABELS[label]
        if name == "O":
            continue
        role = name[2:]
        if name[0] == "I" and found and found[-1].end == n and found[-1].role == role:
            found[-1] = found[-1]._replace(end=n + 1)
        else:
            found.append(Labelled(role, n, n + 1))
    return found


def bucket(cue: tuple[int, int], span: tuple[int, int]) -> int:
    """The number of the distance bucket of a span as seen from a cue; those before the cue come first."""
    before = span[0] < cue[0]
    gap = cue[0] - span[1] if before else span[0] - cue[1]
    place = int(np.searchsorted(DISTANCES, gap))
    return place if before else place + len(DISTANCES) + 1


def cues_between(cue: tuple[int, int], span: tuple[int, int], cues: Sequence[tuple[int, int]]) -> int:
    """How many other cues stand between a cue and a span, `MAX_BETWEEN` at most."""
    low, high = (span[1], cue[0]) if span[0] < cue[0] else (cue[1], span[0])
    return min(MAX_BETWEEN, sum(low <= other[0] and other[1] <= high for other in cues if other != cue))


def paragraph_relation(cue: tuple[int, int], span: tuple[int, int], paragraph_of: Sequence[int]) -> int:
    """0 same paragraph, 1 the span stands in an earlier one, 2 in a later one."""
    a, b = paragraph_of[cue[0]], paragraph_of[span[0]]
    return 0 if a == b else 1 if b < a else 2


def pair_features(
    cue: tuple[int, int], span: tuple[int, int], cues: Sequence[tuple[int, int]], paragraph_of: Sequence[int]
) -> tuple[int, int, int]:
    """The three things besides the words that linking looks at: distance, cues between, paragraph."""
    return bucket(cue, span), cues_between(cue, span, cues), paragraph_relation(cue, span, paragraph_of)


def link_score(
    cue_vector: Array, span_vector: Array, features: tuple[int, int, int], weights: Mapping[str, Array], role: str
) -> float:
    """How well a span goes with a cue: bilinear in their vectors plus a learned weight for each feature."""
    place, between, relation = features
    score = float(cue_vector @ span_vector) / len(cue_vector) ** 0.5
    score += float(weights[f"{role}.distance"][place] + weights[f"{role}.between"][between])
    return score + float(weights[f"{role}.paragraph"][relation])
