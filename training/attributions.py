"""Train the attribution tagger: ``python training/attributions.py --base FOLDER``; goes on where it stopped.

From ``../shared/bench/attribution/train.jsonl.gz`` and a pretrained encoder (FOLDER holds ``model.safetensors``,
``config.json``, ``tokenizer.json``) to checkpoints under ``build/training/attributions``, each epoch scored on dev.
With ``--teacher FOLDER``, an exported tagger, also from the scores that one gives unlabelled news: a tagger taught by
its like, or by several, does better than they (Furlanello et al. 2018), and news from elsewhere keeps it from this
corpus's ways. What is kept is the moving average of the weights.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from cue_counts import load
from tagger_data import Example, Read, Renamer, Taught, pad, read_examples, read_taught, training_windows
from tagger_model import LINK_SIZE, Tagger, load_pretrained, read_config
from tokenizers import Tokenizer
from torch import Tensor
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from asreported.attributions.decoding import LINK_FEATURES, REACH, Linked, link_features
from asreported.attributions.tagger import ENDS, Input, Weights, make_input, tag
from asreported.attributions.tagger import Tagger as Teacher
from asreported.attributions.windows import FEATURES, LABELS, Range, Words
from asreported.parsing import Parse, SpacyParser

BENCH = Path("../shared/bench/attribution")
CORPORA = Path("../shared/corpora")
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
MASKED = 0.08
"""Share of words hidden, so that none is decided by itself alone."""
MASK = 103
"""[MASK] in BERT's vocabulary."""
TAUGHT_SHARE = 0.5
"""So much of the unlabelled news is seen in one epoch."""
TAUGHT_WEIGHT = 0.7
AVERAGED = 0.997
"""What the moving average keeps at a step."""
RULE = FEATURES.index("rule")
Batch = Sequence[tuple[Example | Taught, Range]]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--base", type=Path, required=True, help="folder of the pretrained encoder")
    options.add_argument("--epochs", type=int, default=7)
    options.add_argument(
        "--teacher", type=Path, action="append", help="folder of an exported tagger; of several the mean is learned"
    )
    options.add_argument("--articles", type=int, help="train on the first so many only, to try things out")
    options.add_argument("--out", type=Path, default=OUT)
    options.add_argument("--seed", type=int, default=20)
    chosen = options.parse_args()
    torch.manual_seed(chosen.seed)
    chosen.out.mkdir(parents=True, exist_ok=True)
    tokenizer = read_tokenizer(chosen.base)
    known = known_labels()
    train = read_examples(BENCH / "train.jsonl.gz", tokenizer, known)[: chosen.articles]
    dev = read_examples(BENCH / "dev.jsonl.gz", tokenizer, known)
    tagger = Tagger(read_config(chosen.base), feature_sizes(known))
    load_pretrained(tagger, chosen.base)
    teachers = [Teacher(folder) for folder in chosen.teacher or ()]
    taught = read_taught(CORPORA, teachers, tokenizer, known) if teachers else []
    fit(tagger, train, taught[: chosen.articles], dev, Renamer(tokenizer), chosen.epochs, chosen.out)


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
    tagger: Tagger,
    train: Sequence[Example],
    taught: Sequence[Taught],
    dev: Sequence[Example],
    renamer: Renamer,
    epochs: int,
    out: Path,
) -> None:
    heads = [p for name, p in tagger.named_parameters() if not name.startswith("encoder.") or "features" in name]
    encoder = [p for name, p in tagger.named_parameters() if name.startswith("encoder.") and "features" not in name]
    groups = [{"params": encoder, "lr": ENCODER_RATE}, {"params": heads, "lr": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    averaged = AveragedModel(tagger, multi_avg_fn=get_ema_multi_avg_fn(AVERAGED))
    steps = epochs * len(plan(train, taught, 0))
    scheduler = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min(n / (WARMUP * steps), max(0.0, (steps - n) / ((1 - WARMUP) * steps)))
    )
    parts = {"tagger": tagger, "averaged": averaged, "optimizer": optimizer, "scheduler": scheduler}
    state = out / "state.pt"
    first = 0
    if state.is_file():
        kept = torch.load(state)
        first = kept.pop("epoch")
        for name, part in parts.items():
            part.load_state_dict(kept[name])
    for epoch in range(first, epochs):
        tagger.train()
        chance = random.Random(epoch)  # noqa: S311  no secret
        losses, started = [], time.monotonic()
        renamed = [[renamer.rename(one, chance, RENAMED) for one in articles] for articles in (train, taught)]
        for n, batch in enumerate(plan(*renamed, epoch)):
            optimizer.zero_grad()
            loss = batch_loss(tagger, batch, chance)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
            optimizer.step()
            scheduler.step()
            averaged.update_parameters(tagger)
            losses.append(float(loss.detach()))
            if n % 50 == 0:
                print(f"{epoch}.{n}: {np.mean(losses[-50:]):.4f}, {time.monotonic() - started:.0f} s", flush=True)
        torch.save({**{name: part.state_dict() for name, part in parts.items()}, "epoch": epoch + 1}, state)
        print(f"epoch {epoch}: {report(score(averaged.module, dev))}", flush=True)
    torch.save(averaged.module.state_dict(), out / "tagger.pt")


def plan(train: Sequence[Example], taught: Sequence[Taught], epoch: int) -> list[Batch]:
    """The epoch's batches: windows of like length together, batches in random order."""
    chance = random.Random(1000 + epoch)  # noqa: S311
    some = chance.sample(taught, int(TAUGHT_SHARE * len(taught)))
    batches = [*_batches(train, chance), *_batches(some, chance)]
    chance.shuffle(batches)
    return batches


def _batches(articles: Sequence[Read], chance: random.Random) -> Iterator[list[tuple[Read, Range]]]:
    windows = list(training_windows(articles, chance, CORE_PIECES))
    chance.shuffle(windows)
    windows.sort(key=lambda w: sum(map(len, w[0].words.pieces[slice(*w[1])])) // 32)
    return (windows[n : n + BATCH_WINDOWS] for n in range(0, len(windows), BATCH_WINDOWS))


def run(tagger: Tagger, inputs: Sequence[Input]) -> tuple[Tensor, Tensor]:
    """Scores and link vectors of each word: (batch, words, 7), (batch, words, 4, 48)."""
    ids, features, firsts = (pad([one[n] for one in inputs]) for n in range(3))
    with torch.autocast("cpu", torch.bfloat16):
        emissions, ends, _ = tagger(torch.from_numpy(ids), torch.from_numpy(features))
    places = torch.from_numpy(firsts)[:, :, None]
    emissions = emissions.float().gather(1, places.expand(-1, -1, emissions.shape[-1]))
    ends = ends.float().gather(1, places.expand(-1, -1, ends.shape[-1]))
    return emissions, ends.view(*ends.shape[:2], len(ENDS), LINK_SIZE)


def batch_loss(tagger: Tagger, batch: Batch, chance: random.Random) -> Tensor:
    emissions, ends = run(tagger, [make_input(_hidden(article.words, chance), window) for article, window in batch])
    gold = [(one, window) for one, window in batch if isinstance(one, Example)]
    if not gold:
        return TAUGHT_WEIGHT * taught_loss(emissions, [one.scores[slice(*w)] for one, w in batch])
    rows = [_begun(one.labels[slice(*window)]) for one, window in gold]
    mask = torch.from_numpy(pad([[1] * len(one) for one in rows])).bool()
    loss = tagger.label_loss(emissions, torch.from_numpy(pad(rows)), mask)
    links = [link_loss(tagger, ends[n], *one) for n, one in enumerate(gold)]
    found = [one for one in links if one is not None]
    return loss + LINK_WEIGHT * torch.stack(found).mean() if found else loss


def taught_loss(emissions: Tensor, wanted: Sequence[np.ndarray[Any, Any]]) -> Tensor:
    """Cross entropy with the teacher's label probabilities (Hinton et al. 2015), mean per word."""
    theirs = torch.cat([torch.from_numpy(one).float() for one in wanted]).softmax(-1)
    ours = torch.cat([row[: len(one)] for row, one in zip(emissions, wanted, strict=True)]).log_softmax(-1)
    return -(theirs * ours).sum(-1).mean()


def _hidden(words: Words, chance: random.Random) -> Words:
    """The words with some of them masked, and sometimes without what the rules found."""
    pieces = [[MASK] if chance.random() < MASKED else own for own in words.pieces]
    if chance.random() >= BLIND:
        return replace(words, pieces=pieces)
    features = words.features.copy()
    features[:, RULE] = 0
    return replace(words, pieces=pieces, features=features)


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
    return {example.id: tag(example.words, network, weights).links for example in examples}


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
