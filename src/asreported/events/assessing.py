"""Assessing: how likely a draft is an event of its type, judged by the encoder's vectors of its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import get_args

import numpy as np
import numpy.typing as npt

from asreported.errors import ModelError
from asreported.events.drafts import Draft
from asreported.events.scene import Scene
from asreported.events.table import TYPES
from asreported.records import ActorKind, Realis

Vectors = npt.NDArray[np.float32]
HOME = Path(__file__).parent.parent / "models" / "events"
LEAST = 0.35
"""A draft less likely than this is dropped."""
_TYPES = tuple(sorted(TYPES))
_REALIS: tuple[str, ...] = get_args(Realis)
_KINDS: tuple[str, ...] = ("", *get_args(ActorKind))
PLAIN = len(_TYPES) + len(_REALIS) + 2 * len(_KINDS) + 3
"""The number of features that are no vectors."""


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

    @classmethod
    def load(cls, home: Path = HOME) -> Assessor:
        """The package's own, or that of another folder.

        Raises:
            ModelError: the file is missing or no such model.
        """
        try:
            with np.load(home / "judge.npz", allow_pickle=False) as kept:
                arrays = {name: kept[name].astype(np.float32) for name in ("mean", "spread", "weights", "bias", "out")}
                return cls(**arrays, shift=float(kept["shift"]))
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
        chances = self.probabilities(np.stack([features(scene, vectors, draft) for draft in drafts]))
        return [
            replace(draft, confidence=round(float(chance), 2))
            for draft, chance in zip(drafts, chances, strict=True)
            if chance >= LEAST
        ]


def features(scene: Scene, vectors: Vectors, draft: Draft) -> Vectors:
    """A draft as numbers: the vectors of its trigger and of its sentence, its type and realis, who fills its sides."""
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
    return np.concatenate([vectors[draft.token], vectors[first:last].mean(0), plain]).astype(np.float32)
