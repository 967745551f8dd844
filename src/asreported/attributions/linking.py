"""Which source and which content pieces belong to which cue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from asreported.attributions.decoding import Array, Labelled, link_score, pair_features

Range = tuple[int, int]
REACH = 160
"""A span further than this many words from a cue was never linked to it in training."""
SHARED_SOURCE = 0.0
"""Logit above which a source that another cue already has is shared: even odds."""


class Linked(NamedTuple):
    """One attribution in words: its cue, its source, its content pieces."""

    cue: tuple[Range, ...]
    source: tuple[Range, ...]
    content: tuple[Range, ...]


def link(
    spans: Sequence[Labelled], cues: Array, arguments: Array, weights: Mapping[str, Array], paragraphs: Sequence[Range]
) -> list[Linked]:
    """Put labelled spans together into attributions, in order of their cues.

    Each content goes to the cue it fits best; each cue then takes the source that fits it best, so that two cues can
    share one. A cue without content is no attribution.

    Arguments:
        spans: labelled spans in text order.
        cues, arguments: (words, n) float32, the vectors of each word as part of a cue and of a source or content.
        weights: what distance, cues between and paragraph count for, by role.
        paragraphs: word ranges.
    """
    paragraph_of = [n for n, (start, end) in enumerate(paragraphs) for _ in range(start, end)]
    found = [(s.start, s.end) for s in spans if s.role == "cue"]
    cue_vectors = {cue: cues[cue[0] : cue[1]].mean(0) for cue in found}

    def score(cue: Range, span: Range, role: str) -> float:
        if abs(span[0] - cue[0]) >= REACH:
            return -np.inf
        features = pair_features(cue, span, found, paragraph_of)
        return link_score(cue_vectors[cue], arguments[span[0] : span[1]].mean(0), features, weights, role)

    contents: dict[Range, list[Range]] = defaultdict(list)
    sources: dict[Range, list[tuple[float, Range]]] = defaultdict(list)
    for labelled in spans:
        span = (labelled.start, labelled.end)
        if labelled.role == "cue" or not found:
            continue
        near = [cue for cue in found if abs(span[0] - cue[0]) < REACH]
        scores = sorted(((score(cue, span, labelled.role), cue) for cue in near), reverse=True)
        if labelled.role == "content":
            if scores:
                contents[scores[0][1]].append(span)
            continue
        for n, (worth, cue) in enumerate(scores):
            if n == 0 or worth > SHARED_SOURCE:
                sources[cue].append((worth, span))
    return [
        Linked((cue,), tuple(sorted(span for _, span in sorted(sources[cue])[-1:])), tuple(sorted(contents[cue])))
        for cue in found
        if contents[cue]
    ]
