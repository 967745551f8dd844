"""The learned tagger: which words are source, cue and content, and which of them belong together."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from tokenizers import Tokenizer

os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # read when it is imported; versions from 1.27 on send usage data
import onnxruntime

from asreported.attributions.decoding import Linked, Scores, best_labels, link, read_spans
from asreported.attributions.windows import FEATURES, Numbers, Range, Roles, Words, make_windows
from asreported.errors import ModelError
from asreported.parsing.parse import Parse

HOME = Path(__file__).parent.parent / "models" / "attributions"
START, END = 101, 102
"""[CLS] and [SEP] in BERT's vocabulary."""
ENDS = ("cue-source", "cue-content", "source", "content")
"""What a word's link vectors are of, in the order of the network's second output."""
Network = Callable[[Numbers, Numbers], tuple[Scores, Scores, Scores]]
"""Pieces (batch, pieces) and features (batch, pieces, 5), both int64, 0 where padded, to label scores
(batch, pieces, 7), link vectors (batch, pieces, 4 n) and the encoder's vectors (batch, pieces, 768), all float32."""
Input = tuple[list[int], list[Numbers], list[int]]


@dataclass(frozen=True)
class Weights:
    """What decoding needs beside the network: see `best_labels` and `link`.

    `calibration` are two rising rows of numbers: the mean log probability of an attribution's labels, and how often one
    with as much is right.
    """

    transitions: Scores
    starts: Scores
    links: Mapping[str, Scores]
    calibration: tuple[Scores, Scores]


class Tagged(NamedTuple):
    """What the tagger found in one report: its attributions in word ranges, in order of their cues, and the vectors
    (words, 768) that its encoder gives the words, for other heads to read.
    """

    links: list[Linked]
    vectors: Scores


def tag(words: Words, network: Network, weights: Weights) -> Tagged:
    """The attributions of one report.

    Arguments:
        words: the report's words.
        network: the encoder with its heads.
        weights: of the same training.
    """
    if not words.pieces:
        return Tagged([], np.zeros((0, 0), np.float32))
    emissions, vectors, hidden = read(words, network)
    ends = dict(zip(ENDS, np.split(vectors, len(ENDS), axis=1), strict=True))
    labels = best_labels(emissions, weights.transitions, weights.starts)
    sure = emissions[np.arange(len(labels)), labels] - np.logaddexp.reduce(emissions, axis=1)
    links = [
        one._replace(confidence=float(np.interp(sure[one.words].mean(), *weights.calibration)))
        for one in link(read_spans(labels), ends, weights.links, words)
    ]
    return Tagged(links, hidden)


def read(words: Words, network: Network) -> tuple[Scores, Scores, Scores]:
    """What the network gives each word of a report of at least one: (words, 7), (words, 4 n), (words, 768)."""
    found = []
    for window in make_windows([len(pieces) for pieces in words.pieces], words.paragraphs):
        ids, features, firsts = make_input(words, (window.start, window.end))
        decided = firsts[window.core_start - window.start : window.core_end - window.start]
        found.append([output[0, decided] for output in network(np.array([ids]), np.array([features]))])
    scores, vectors, hidden = map(np.concatenate, zip(*found, strict=True))
    return scores, vectors, hidden


def make_input(words: Words, shown: Range) -> Input:
    """Piece numbers of a range of words between the two end marks, their features, the place of each first piece."""
    ids, firsts, rows = [START], [], [np.zeros(len(FEATURES), np.int64)]
    for token in range(*shown):
        firsts.append(len(ids))
        ids.extend(words.pieces[token])
        rows.extend([words.features[token]] * len(words.pieces[token]))
    return [*ids, END], [*rows, rows[0]], firsts


class Tagger:
    """The trained tagger, loaded once.

    Arguments:
        home: the folder of `model.onnx`, `tokenizer.json` and `settings.json`; the package's own unless given.

    Raises:
        ModelError: a file is missing or no model of this form.
    """

    def __init__(self, home: Path = HOME) -> None:
        try:
            settings = json.loads((home / "settings.json").read_text(encoding="utf-8"))
            self._session = onnxruntime.InferenceSession(home / "model.onnx", _one_thread(), ["CPUExecutionProvider"])
            self._tokenizer = Tokenizer.from_file(str(home / "tokenizer.json"))
        except Exception as error:
            raise ModelError(
                "the attribution tagger's files", str(error), "install the package anew", str(home)
            ) from error
        self._known: dict[str, list[str]] = settings["known"]
        arrays = {name: np.array(numbers, np.float32) for name, numbers in settings["weights"].items()}
        calibration = arrays.pop("calibration.sure"), arrays.pop("calibration.right")
        self._weights = Weights(arrays.pop("transitions"), arrays.pop("starts"), arrays, calibration)
        self.versions: dict[str, str] = {"attributions": settings["sha256"]}

    def tag(self, words: Words) -> Tagged:
        """The attributions of a report's words."""
        return tag(words, self._network, self._weights)

    def score(self, words: Words) -> Scores:
        """The label scores (words, 7) of a report of at least one word: what another tagger can learn from."""
        return read(words, self._network)[0]

    def find(self, parse: Parse, found: Sequence[Roles]) -> Tagged:
        """The attributions of a parse, in tokens; `found` are the outermost ones that the rules found."""
        return self.tag(Words.read(parse, found, self._encode, self._known))

    def _encode(self, words: Sequence[str]) -> list[list[int]]:
        return [one.ids for one in self._tokenizer.encode_batch(list(words), add_special_tokens=False)]

    def _network(self, ids: Numbers, features: Numbers) -> tuple[Scores, Scores, Scores]:
        scores, vectors, hidden = self._session.run(None, {"ids": ids, "features": features})
        return scores, vectors, hidden


def _one_thread() -> onnxruntime.SessionOptions:
    """One report uses one core: whoever has more codes more reports at once."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return options
