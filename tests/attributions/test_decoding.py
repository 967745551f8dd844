"""From scores to spans and links."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from asreported.attributions.decoding import (
    BUCKETS,
    FORBIDDEN,
    LINK_FEATURES,
    Labelled,
    best_labels,
    link,
    link_features,
    read_spans,
)
from asreported.attributions.windows import FEATURES, LABELS, Words

FREE = np.zeros((len(LABELS), len(LABELS)), np.float32)
WEIGHTS = {
    f"{role}.{name}": np.zeros(size, np.float32)
    for role in ("source", "content")
    for name, size in LINK_FEATURES.items()
} | {"source.none": np.zeros(1, np.float32)}


def one_sentence(size: int) -> Words:
    place = (0,) * size
    return Words([[1]] * size, np.zeros((size, len(FEATURES)), np.int64), ((0, size),), place, place)


def vectors(size: int) -> dict[str, np.ndarray]:
    return {name: np.ones((size, 2), np.float32) for name in ("cue-source", "cue-content", "source", "content")}


@given(arrays(np.float32, st.tuples(st.integers(1, 12), st.just(7)), elements=st.floats(-5, 5, width=16)))
def test_without_transitions_each_word_takes_its_own_best_label(scores: np.ndarray) -> None:
    found = best_labels(scores, FREE, np.zeros(7, np.float32))
    chosen = [float(scores[n, label]) for n, label in enumerate(found)]
    assert chosen == pytest.approx([float(row.max()) for row in scores], abs=1e-4)  # sums of float32 lose the smallest


def test_what_is_forbidden_is_never_chosen() -> None:
    transitions = FREE.copy()
    inside = LABELS.index("I-cue")
    transitions[LABELS.index("O"), inside] = FORBIDDEN
    scores = np.zeros((2, 7), np.float32)
    scores[0, 0], scores[1, inside] = 3.0, 4.0
    starts = np.where([label.startswith("I") for label in LABELS], FORBIDDEN, 0.0).astype(np.float32)
    first, second = best_labels(scores, transitions, starts)
    assert LABELS[second] == "I-cue"
    assert LABELS[first].startswith("B")


def test_no_words_have_no_labels() -> None:
    assert best_labels(np.zeros((0, 7), np.float32), FREE, np.zeros(7, np.float32)) == []


@given(st.lists(st.integers(0, 6)))
def test_spans_cover_just_the_labelled_words(labels: list[int]) -> None:
    covered = [n for span in read_spans(labels) for n in range(span.start, span.end)]
    assert covered == [n for n, label in enumerate(labels) if label]


def test_a_b_begins_a_new_span() -> None:
    names = ["B-source", "I-source", "B-source", "B-cue", "I-content"]
    assert read_spans([LABELS.index(name) for name in names]) == [
        Labelled("source", 0, 2),
        Labelled("source", 2, 3),
        Labelled("cue", 3, 4),
        Labelled("content", 4, 5),
    ]


def test_what_stands_before_and_after_falls_into_buckets_of_its_own() -> None:
    before, after = (link_features((10, 11), span, [(10, 11)], [0] * 30) for span in ((5, 10), (11, 20)))
    assert before[0] != after[0]
    assert max(before[0], after[0]) < BUCKETS


def test_cues_share_a_source_and_one_without_content_is_none() -> None:
    spans = [
        Labelled("source", 0, 1), Labelled("cue", 1, 2), Labelled("content", 2, 4), Labelled("cue", 5, 6),
        Labelled("content", 6, 8), Labelled("cue", 9, 10),
    ]  # fmt: skip
    right_behind = np.zeros(BUCKETS, np.float32)
    right_behind[BUCKETS // 2] = 5.0
    found = link(spans, vectors(10), {**WEIGHTS, "content.distance": right_behind}, one_sentence(10))
    assert [(one.cue, one.source, one.content) for one in found] == [
        ((1, 2), (0, 1), ((2, 4),)),
        ((5, 6), (0, 1), ((6, 8),)),
    ]


def test_a_content_out_of_reach_belongs_to_nobody() -> None:
    words = Words(
        [[1]] * 6, np.zeros((6, len(FEATURES)), np.int64), ((0, 3), (3, 6)), (0, 0, 0, 1, 1, 1), (0, 0, 0, 1, 1, 1)
    )
    spans = [Labelled("cue", 0, 1), Labelled("content", 1, 3), Labelled("content", 3, 6)]
    [found] = link(spans, vectors(6), WEIGHTS, words)
    assert found.content == ((1, 3),)
