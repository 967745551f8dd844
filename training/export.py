"""Export the trained tagger: ``python training/export.py --base FOLDER``; ONNX, int8 per channel, with its settings.

From ``build/training/attributions/tagger.pt`` to ``src/asreported/models/attributions``: `model.onnx`, `tokenizer.json`
(the pretrained encoder's) and `settings.json` (known labels, decoding weights, calibration, digest of the model).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tagger_data import Example, read_examples
from tagger_model import Tagger, read_config

from asreported.attributions.decoding import Scores
from asreported.attributions.tagger import HOME, Weights
from asreported.attributions.tagger import Tagger as SavedTagger
from asreported.attributions.windows import FEATURES
from attributions import BENCH, OUT, decoding_weights, feature_sizes, known_labels, load_dev, read_tokenizer

BINS = 12


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--base", type=Path, required=True, help="folder of the pretrained encoder")
    options.add_argument("--weights", type=Path, default=OUT / "tagger.pt")
    options.add_argument("--out", type=Path, default=HOME)
    chosen = options.parse_args()
    known = known_labels()
    tagger = Tagger(read_config(chosen.base), feature_sizes(known))
    kept = torch.load(chosen.weights)
    tagger.load_state_dict(kept.get("tagger", kept))
    tagger.eval()
    chosen.out.mkdir(parents=True, exist_ok=True)
    quantize(tagger, chosen.out / "model.onnx")
    tokenizer = read_tokenizer(chosen.base)
    tokenizer.save(str(chosen.out / "tokenizer.json"))
    weights = decoding_weights(tagger)
    write_settings(chosen.out, known, weights)
    dev = read_examples(BENCH / "dev.jsonl.gz", tokenizer, known)
    write_settings(chosen.out, known, replace(weights, calibration=calibrate(SavedTagger(chosen.out), dev)))


def write_settings(out: Path, known: dict[str, list[str]], weights: Weights) -> None:
    """Write what decoding needs beside the network."""
    sure, right = weights.calibration
    arrays = {"transitions": weights.transitions, "starts": weights.starts, **weights.links}
    arrays |= {"calibration.sure": sure, "calibration.right": right}
    settings = {
        "sha256": hashlib.sha256((out / "model.onnx").read_bytes()).hexdigest(),
        "known": known,
        "weights": {name: [round_all(row) for row in array.tolist()] for name, array in sorted(arrays.items())},
    }
    (out / "settings.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def round_all(row: list[float] | float) -> list[float] | float:
    """Numbers to four places: more decide nothing."""
    return [round(one, 4) for one in row] if isinstance(row, list) else round(row, 4)


def calibrate(tagger: SavedTagger, dev: Sequence[Example]) -> tuple[Scores, Scores]:
    """How often an attribution is right, by how sure its labels are: means of twelve bins of equal size, made to rise.

    `tagger` gives the mean log probability as confidence; right means source and content strictly as in gold.
    """
    scorer, gold, parses = load_dev()
    seen: list[tuple[float, bool]] = []
    for example in dev:
        text, span = gold[example.id]["text"], parses[example.id].span
        wanted = [
            [scorer.chars(one[r], text) for r in ("source", "content")] for one in gold[example.id]["attributions"]
        ]
        for one in tagger.tag(example.words).links:
            source = [span(*one.source)] if one.source is not None else []
            found = [scorer.chars(spans, text) for spans in (source, [span(*piece) for piece in one.content])]
            seen.append((one.confidence, found in wanted))
    bins = np.array_split(np.array(sorted(seen), np.float32), BINS)
    sure, right = (np.array([one[:, n].mean() for one in bins], np.float32) for n in range(2))
    return sure, np.maximum.accumulate(right)


def quantize(tagger: Tagger, path: Path) -> None:
    """Write the network with int8 weights, scaled per channel: per tensor loses accuracy."""
    ids = torch.ones(2, 9, dtype=torch.int64)
    features = torch.zeros(2, 9, len(FEATURES), dtype=torch.int64)
    batch, pieces = torch.export.Dim("batch"), torch.export.Dim("pieces", max=512)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            tagger,
            (ids, features),
            str(whole),
            input_names=["ids", "features"],
            output_names=["scores", "vectors", "hidden"],
            dynamic_shapes=({0: batch, 1: pieces}, {0: batch, 1: pieces}),
            dynamo=True,
            external_data=False,
        )
        onnx.save(onnx.load(str(whole)), str(whole))
        quantize_dynamic(str(whole), str(path), per_channel=True, weight_type=QuantType.QInt8)


if __name__ == "__main__":
    main()
