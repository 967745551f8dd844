"""Train the attribution tagger: ``python training/attributions.py --base FOLDER``; goes on where it stopped.

From ``../shared/bench/attribution/train.jsonl.gz`` and a pretrained encoder (FOLDER holds ``model.safetensors``,
``config.json``, ``tokenizer.json``) to checkpoints under ``build/training/attributions``, each epoch scored on dev.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from cue_counts import load
from tagger_data import Example, Renamer, pad, read_examples, training_windows
from tagger_model import LINK_SIZE, Tagger, load_pretrained, read_config
from tokenizers import Tokenizer
from torch import Tensor

from asreported.attributions.decoding import LINK_FEATURES, REACH, Linked, link_features
from asreported.attributions.tagger import ENDS, Input, Weights, make_input, tag
from asreported.attributions.windows import FEATURES, LABELS, Range, Words
from asreported.parsing import Parse, SpacyParser

BENCH = Path("../shared/bench/attribution")
OUT = Path("build/training/attributions")
CORE_PIECES = 254
BATCH_WINDOWS = 16
ENCODER_RATE, HEAD_RATE = 2e-4, 1e-3
WARMUP = 0.06
LINK_WEIGHT = 0.3
RENAMED = 0.3
"""Share of the persons' names replaced; none of the corpus's own names must be needed."""
BLIND = 0.1
"""Share of windows that do not show what the rules found, so that the tagger also reads for itself."""
RULE = FEATURES.index("rule")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--base", type=Path, required=True, help="folder of the pretrained encoder")
    options.add_argument("--epochs", type=int, default=6)
    options.add_argument("--articles", type=int, help="train on the first so many only, to try things out")
    options.add_argument("--out", type=Path, default=OUT)
    chosen = options.parse_args()
    torch.manual_seed(20)
    chosen.out.mkdir(parents=True, exist_ok=True)
    tokenizer = read_tokenizer(chosen.base)
    known = known_labels()
    train = read_examples(BENCH / "train.jsonl.gz", tokenizer, known)[: chosen.articles]
    dev = read_examples(BENCH / "dev.jsonl.gz", tokenizer, known)
    tagger = Tagger(read_config(chosen.base), feature_sizes(known))
    load_pretrained(tagger, chosen.base)
    fit(tagger, train, dev, Renamer(tokenizer), chosen.epochs, chosen.out)


def read_tokenizer(base: Path) -> Tokenizer:
    """The encoder's tokenizer, which neither pads nor cuts."""
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def known_labels() -> dict[str, list[str]]:
    """The parser's tags and dependency labels."""
    labels = SpacyParser().labels
    return {"tag": sorted(labels["tagger"]), "dependency": sorted(labels["parser"])}


def feature_sizes(known: dict[str, list[str]]) -> dict[str, int]:
    sizes = {"quotation": 3, "case": 4, "rule": len(LABELS)}
    return sizes | {name: len(labels) + 1 for name, labels in known.items()}


def fit(
    tagger: Tagger, train: Sequence[Example], dev: Sequence[Example], renamer: Renamer, epochs: int, out: Path
) -> None:
    heads = [p for name, p in tagger.named_parameters() if not name.startswith("encoder.") or "features" in name]
    encoder = [p for name, p in tagger.named_parameters() if name.startswith("encoder.") and "features" not in name]
    groups = [{"params": encoder, "lr": ENCODER_RATE}, {"params": heads, "lr": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = epochs * len(plan(train, 0))
    scheduler = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min(n / (WARMUP * steps), max(0.0, (steps - n) / ((1 - WARMUP) * steps)))
    )
    state = out / "state.pt"
    first = 0
    if state.is_file():
        kept = torch.load(state)
        tagger.load_state_dict(kept["tagger"])
        optimizer.load_state_dict(kept["optimizer"])
        scheduler.load_state_dict(kept["scheduler"])
        first = kept["epoch"]
    for epoch in range(first, epochs):
        tagger.train()
        chance = random.Random(epoch)  # noqa: S311  no secret
        renamed = [renamer.rename(example, chance, RENAMED) for example in train]
        losses, started = [], time.monotonic()
        for n, batch in enumerate(plan(renamed, epoch)):
            optimizer.zero_grad()
            loss = batch_loss(tagger, batch, chance)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
            optimizer.step()
            scheduler.step()
            losses.append(float(loss.detach()))
            if n % 50 == 0:
                print(f"{epoch}.{n}: {np.mean(losses[-50:]):.4f}, {time.monotonic() - started:.0f} s", flush=True)
        kept = {"tagger": tagger.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch + 1}
        torch.save({**kept, "scheduler": scheduler.state_dict()}, state)
        print(f"epoch {epoch}: {report(score(tagger, dev))}", flush=True)
    torch.save(tagger.state_dict(), out / "tagger.pt")


def plan(examples: Sequence[Example], epoch: int) -> list[list[tuple[Example, Range]]]:
    """The epoch's batches: windows of like length together, batches in random order."""
    chance = random.Random(1000 + epoch)  # noqa: S311
    windows = list(training_windows(examples, chance, CORE_PIECES))
    chance.shuffle(windows)
    windows.sort(key=lambda w: sum(map(len, w[0].words.pieces[slice(*w[1])])) // 32)
    batches = [windows[n : n + BATCH_WINDOWS] for n in range(0, len(windows), BATCH_WINDOWS)]
    chance.shuffle(batches)
    return batches


def run(tagger: Tagger, inputs: Sequence[Input]) -> tuple[Tensor, Tensor]:
    """Scores and link vectors of each word: (batch, words, 7), (batch, words, 4, 48)."""
    ids, features, firsts = (pad([one[n] for one in inputs]) for n in range(3))
    with torch.autocast("cpu", torch.bfloat16):
        emissions, ends = tagger(torch.from_numpy(ids), torch.from_numpy(features))
    places = torch.from_numpy(firsts)[:, :, None]
    emissions = emissions.float().gather(1, places.expand(-1, -1, emissions.shape[-1]))
    ends = ends.float().gather(1, places.expand(-1, -1, ends.shape[-1]))
    return emissions, ends.view(*ends.shape[:2], len(ENDS), LINK_SIZE)


def batch_loss(tagger: Tagger, batch: Sequence[tuple[Example, Range]], chance: random.Random) -> Tensor:
    inputs = [make_input(_blinded(example, chance), window) for example, window in batch]
    emissions, ends = run(tagger, inputs)
    gold = [example.labels[slice(*window)] for example, window in batch]
    labels = torch.from_numpy(pad([_begun(one) for one in gold]))
    mask = torch.from_numpy(pad([[1] * len(one) for one in gold])).bool()
    loss = tagger.label_loss(emissions, labels, mask)
    links = [link_loss(tagger, ends[n], *one) for n, one in enumerate(batch)]
    found = [one for one in links if one is not None]
    return loss + LINK_WEIGHT * torch.stack(found).mean() if found else loss


def _blinded(example: Example, chance: random.Random) -> Words:
    if chance.random() >= BLIND:
        return example.words
    features = example.words.features.copy()
    features[:, RULE] = 0
    return replace(example.words, features=features)


def _begun(labels: list[int]) -> list[int]:
    """Labels in which a span that the window cuts begins with a B."""
    first = labels[0]
    if not LABELS[first].startswith("I"):
        return labels
    return [first - 1, *labels[1:]]


def link_loss(tagger: Tagger, ends: Tensor, example: Example, window: Range) -> Tensor | None:
    """How badly the gold spans in a window find their partners: cross entropy over cues, and over sources or none."""
    first, last = window

    def inside(span: Range) -> bool:
        return first <= span[0] and span[1] <= last

    links = [one for one in example.links if inside(one[0])]
    if not links:
        return None
    paragraph_of = example.words.paragraph_of
    cues = [cue for cue, _, _ in links]
    vectors = {name: ends[:, n] for n, name in enumerate(ENDS)}

    def scores(role: str, spans: list[Range]) -> Tensor:
        """(cues, spans)"""
        ours = torch.stack([vectors[f"cue-{role}"][a - first : b - first].mean(0) for a, b in cues])
        theirs = torch.stack([vectors[role][a - first : b - first].mean(0) for a, b in spans])
        values = torch.tensor([[link_features(cue, span, cues, paragraph_of) for span in spans] for cue in cues])
        score = ours @ theirs.T
        for n, name in enumerate(LINK_FEATURES):
            score = score + tagger.links[f"{role}_{name}"][values[:, :, n]]
        far = torch.tensor([[abs(span[0] - cue[0]) >= REACH for span in spans] for cue in cues])
        return score.masked_fill(far, -1e4)

    losses = []
    contents = [(span, n) for n, (_, _, own) in enumerate(links) for span in own if inside(span)]
    if contents:
        table = scores("content", [span for span, _ in contents]).T
        losses.append(torch.nn.functional.cross_entropy(table, torch.tensor([n for _, n in contents])))
    sources = sorted({span for _, own, _ in links for span in own if inside(span)})
    none = tagger.links["source_none"].expand(len(cues), 1)
    table = torch.cat([none, scores("source", sources)], 1) if sources else none
    wanted = [next((1 + sources.index(s) for s in own if s in sources), 0) for _, own, _ in links]
    is_known = [not own or any(s in sources for s in own) for _, own, _ in links]
    if any(is_known):
        chosen = torch.tensor(is_known)
        losses.append(torch.nn.functional.cross_entropy(table[chosen], torch.tensor(wanted)[chosen]))
    return torch.stack(losses).sum() if losses else None


def predict(tagger: Tagger, examples: Sequence[Example]) -> dict[str, list[Linked]]:
    """What the tagger finds in each article."""
    tagger.eval()

    @torch.no_grad()
    def network(ids: Any, features: Any) -> Any:
        return tuple(one.numpy() for one in tagger(torch.from_numpy(ids), torch.from_numpy(features)))

    weights = decoding_weights(tagger)
    return {example.id: tag(example.words, network, weights) for example in examples}


def decoding_weights(tagger: Tagger) -> Weights:
    """The weights beside the network; the confidence is the mean log probability as it is."""
    transitions, starts = (one.detach().numpy() for one in tagger.allowed())
    links = {name.replace("_", "."): value.detach().numpy() for name, value in tagger.links.items()}
    plain = np.array([-20.0, 0.0], np.float32)
    return Weights(transitions, starts, links, (plain, plain))


def score(tagger: Tagger, dev: Sequence[Example]) -> dict[str, Any]:
    """The benchmark's scores on dev."""
    scorer, gold, parses = load_dev()
    lines = {}
    for name, links in predict(tagger, dev).items():
        span = parses[name].span
        lines[name] = {
            "id": name,
            "attributions": [
                {
                    "cue": [span(*one.cue)],
                    "source": [span(*one.source)] if one.source else [],
                    "content": [span(*piece) for piece in one.content],
                }
                for one in links
            ],
        }
    return scorer.score(gold, lines)  # type: ignore[no-any-return]


def load_dev() -> tuple[Any, dict[str, Any], dict[str, Parse]]:
    """The benchmark's scorer, its dev articles and their parses."""
    spec = importlib.util.spec_from_file_location("_bench_score", BENCH / "score.py")
    assert spec is not None and spec.loader is not None  # noqa: S101
    scorer = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = scorer
    spec.loader.exec_module(scorer)
    articles = load(BENCH / "dev.jsonl.gz")
    return scorer, {a["id"]: a for a, _ in articles}, {a["id"]: parse for a, parse in articles}


def report(result: dict[str, Any]) -> str:
    whole = result["attribution"]
    parts = [f"{kind} {whole[kind]['strict']['f1']:.4f} {whole[kind]['partial']['f1']:.4f}" for kind in whole]
    parts += [f"{role} {result[role]['all']['strict']['f1']:.4f}" for role in ("cue", "content", "source")]
    return ", ".join(parts)


if __name__ == "__main__":
    main()
