"""Assessing: how likely a draft is an event of its type, judged by the encoder's vectors of its words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple, get_args

import numpy as np
import numpy.typing as npt

from asreported.errors import ModelError
from asreported.events.drafts import Draft
from asreported.events.scene import Scene
from asreported.events.table import TYPES
from asreported.lexicons import Lexicons
from asreported.records import ActorKind, Realis

Vectors = npt.NDArray[np.float32]
HOME = Path(__file__).parent.parent / "models" / "events"
LEAST = 0.47
"""A draft less likely than this is dropped: half of the wrong ones in unlabelled news, and a seventh of the right."""
_TYPES = tuple(sorted(TYPES))
_REALIS: tuple[str, ...] = get_args(Realis)
_KINDS: tuple[str, ...] = ("", *get_args(ActorKind))
SHRINK = {"event": 10.0, "lemma": 4.0, "row": 4.0}
"""So many verdicts weigh as much as what is known of the wider class: the type for a lemma, the lemma for a row."""
PLAIN = len(_TYPES) + len(_REALIS) + 2 * len(_KINDS) + 3
"""The number of features that are no vectors."""


class Verdict(NamedTuple):
    """What readers said of the drafts of one table row: how many they saw, how many were right."""

    row: str
    event: str
    seen: int
    right: int


class TrackRecord:
    """How often drafts of a type, a lemma, a row were right, each shrunk towards the wider class (table `judged`)."""

    def __init__(self, verdicts: Iterable[Verdict]) -> None:
        self._seen: Counter[str] = Counter()
        self._right: Counter[str] = Counter()
        for one in verdicts:
            for key in ("", *_keys(one.row, one.event)):
                self._seen[key] += one.seen
                self._right[key] += one.right

    @classmethod
    def read(cls, lexicons: Lexicons) -> TrackRecord:
        """The table's."""
        rows = lexicons.rows("events/judged")
        return cls(Verdict(row["predicate"], row["event"], int(row["seen"]), int(row["right"])) for row in rows)

    def odds(self, row: str, event: str, *, own: bool | None = None) -> tuple[float, ...]:
        """Log odds of being right by type, lemma and row; a verdict `own` that is in the record is left out of it."""
        seen, right = (0, 0) if own is None else (1, int(own))
        share = (self._right[""] - right + 1) / (self._seen[""] - seen + 2)
        found = []
        for key, shrink in zip(_keys(row, event), SHRINK.values(), strict=True):
            share = (self._right[key] - right + shrink * share) / (self._seen[key] - seen + shrink)
            share = min(0.98, max(0.02, share))
            found.append(math.log(share / (1 - share)))
        return tuple(found)


def _keys(row: str, event: str) -> tuple[str, str, str]:
    return event, f"{event} {row.split('.')[0]}", f"{event} {row}."


@dataclass(frozen=True)
class Assessor:
    """A network of one hidden layer over `features`: vectors scaled by `mean` and `spread`, tanh, logistic.

    `weights` (features, hidden), `bias` (hidden,), `out` (hidden,), `shift` a number; float32.
    """

    mean: Vectors
    spread: Vectors
    weights: Vectors
    bias: Vectors
    out: Vectors
    shift: float
    record: TrackRecord

    @classmethod
    def load(cls, lexicons: Lexicons, home: Path = HOME) -> Assessor:
        """The package's own, or that of another folder, with the tables' track record.

        Raises:
            ModelError: the file is missing or no such model.
        """
        try:
            with np.load(home / "judge.npz", allow_pickle=False) as kept:
                arrays = {name: kept[name].astype(np.float32) for name in ("mean", "spread", "weights", "bias", "out")}
                return cls(**arrays, shift=float(kept["shift"]), record=TrackRecord.read(lexicons))
        except (OSError, KeyError, ValueError) as error:
            raise ModelError("the event judge's file", str(error), "install the package anew", str(home)) from error

    def probabilities(self, features: Vectors) -> Vectors:
        """How likely each draft is right: (drafts, features) to (drafts,), 0 to 1."""
        hidden = np.tanh((features - self.mean) / self.spread @ self.weights + self.bias)
        chance: Vectors = 1 / (1 + np.exp(-(hidden @ self.out + self.shift)))
        return chance

    def assess(self, scene: Scene, vectors: Vectors, drafts: Sequence[Draft]) -> list[Draft]:
        """The drafts that are likely enough, each with its confidence."""
        if not drafts:
            return []
        overall = vectors.mean(0)
        numbers = [
            np.append(features(scene, vectors, overall, d), self.record.odds(row_of(d), d.event)) for d in drafts
        ]
        chances = self.probabilities(np.stack(numbers).astype(np.float32))
        return [
            replace(draft, confidence=round(float(chance), 2))
            for draft, chance in zip(drafts, chances, strict=True)
            if chance >= LEAST
        ]


def features(scene: Scene, vectors: Vectors, overall: Vectors, draft: Draft) -> Vectors:
    """A draft as numbers: the vectors of its trigger, its sentence, its report, its type and realis, its sides.

    Arguments:
        scene: its scene.
        vectors: the encoder's of the report's words, (words, 768): two layers side by side.
        overall: their mean, (768,).
        draft: the draft.
    """
    first, last = scene.parse.sentences[scene.parse.sentence_of[draft.token]]
    plain = np.zeros(PLAIN, np.float32)
    plain[_TYPES.index(draft.event)] = 1
    at = len(_TYPES)
    plain[at + _REALIS.index(draft.realis)] = 1
    at += len(_REALIS)
    for fillers in (draft.actors, draft.recipients):
        kind = scene.kinds[fillers[0][0]] if fillers else ""
        plain[at + _KINDS.index(kind)] = 1
        at += len(_KINDS)
    plain[at:] = (draft.voice == "report", scene.parse.tags[draft.token][0] == "N", draft.attribution is not None)
    return np.concatenate([vectors[draft.token], vectors[first:last].mean(0), overall, plain]).astype(np.float32)


def row_of(draft: Draft) -> str:
    """The table row that its `why` names first."""
    return draft.why.split()[0].removeprefix("events/")
