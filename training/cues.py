"""Count the cue tables: ``python training/cues.py``; ``--check 80`` scores them on 80 articles kept out of the counts.

From ``../shared/bench/attribution/train.jsonl.gz`` and the words of ``training/cue_words.csv`` to three tables under
``src/asreported/lexicons/attributions/``:

- ``cues``: per word and frame the share of its uses that are attributions;
- ``contexts``: the weights of a logistic regression that moves that share by what stands beside the word;
- ``frames``: how often source and content are exact where the cue is one.

The same corpus, parser and finder give the same bytes. Run ``python building/digests.py`` afterwards.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from cue_counts import (
    ANY_WORD,
    CLASSES,
    FOLDS,
    AnyCue,
    Article,
    Counts,
    Example,
    Word,
    load,
    make_examples,
    read_words,
)

from asreported.attributions.cues import LEAST, CueTable, evidence, look_up
from asreported.attributions.finder import find_kept, find_sayings
from asreported.lexicons import Lexicons, Row
from asreported.parsing import Parse
from asreported.records import Report

BENCH = Path("../shared/bench/attribution")
TABLES = Path("src/asreported/lexicons/attributions")
WORDS = Path(__file__).with_name("cue_words.csv")
LEAST_FEATURE_USES = 40
LEAST_WEIGHT = 0.05
PENALTY = 2.0
"""The squared weights' cost, tried 0.5 to 8 on dev."""
STEPS = 400
EXACT_SMOOTHING = 10
LEAST_FRAME_USES = 10
Corpus = Sequence[tuple[Article, Parse]]
Tables = dict[str, list[dict[str, str]]]


class Counted(Lexicons):
    """The package's tables with the counted ones in the place of theirs."""

    def __init__(self, tables: Tables) -> None:
        super().__init__()
        self._counted = {f"attributions/{name}": tuple(rows) for name, rows in tables.items()}

    def rows(self, name: str) -> tuple[Row, ...]:
        """The counted rows of a counted table, else the package's."""
        return self._counted.get(name) or super().rows(name)


def count(corpus: Corpus, words: dict[tuple[str, str], Word]) -> Tables:
    """The three tables. Shares after a colon need each other (which verb before it?), so counting goes twice."""
    lexicons = Lexicons()
    first = Counts(make_examples(corpus, AnyCue(lexicons, words, {})), words).shares()
    examples = make_examples(corpus, AnyCue(lexicons, words, first))
    tables = {"cues": _cue_rows(Counts(examples, words), words), "contexts": _context_rows(examples, words)}
    tables["frames"] = [{"row": "frame/*", "class": "*", "frame": "*", "exact": "1", "seen": "0"}]
    tables["frames"] = _frame_rows(corpus, CueTable(Counted(tables)))
    return tables


# ---- cues ------------------------------------------------------------------------------------------------------------


def _cue_rows(counts: Counts, words: dict[tuple[str, str], Word]) -> list[dict[str, str]]:
    shares = counts.shares()
    keys = [("*", "verb"), *sorted((k for k in shares if k[0] != "*"), key=lambda k: (CLASSES.index(k[1]), k[0]))]
    rows = []
    for lemma, word_class in keys:
        word = words.get((lemma, word_class), Word("", "", stated=False, shares={}))
        listed = shares[lemma, word_class]
        seen = counts.seen[lemma, word_class]
        if lemma == "*":
            seen = sum(n for (_, one), n in counts.seen.items() if one == word_class)
        rows.append(
            {
                "row": f"cue/{lemma}.{word_class[0]}",
                "lemma": lemma,
                "class": word_class,
                "act": word.act,
                "takes": word.takes,
                "frames": "|".join(f"{f}={listed[f]:.2f}" for f in (ANY_WORD if lemma == "*" else sorted(listed))),
                "seen": str(seen),
                "source": "PolNeAR train counts",
            }
        )
    return rows


# ---- contexts --------------------------------------------------------------------------------------------------------


def _context_rows(examples: list[Example], words: dict[tuple[str, str], Word]) -> list[dict[str, str]]:
    odds: list[float] = []
    truth: list[bool] = []
    contexts: list[tuple[str, ...]] = []
    for fold in range(FOLDS):
        counts = Counts((e for e in examples if e.fold != fold), words)
        shares = counts.shares()
        for example in examples:
            key = example.key[:2]
            general = shares["*", "verb"] if key[1] == "verb" else {}
            share, is_own = look_up(shares.get(key, {}), general, example.key[2])
            if example.fold == fold and share:
                share = min(max(share, LEAST), 1 - LEAST)
                odds.append(float(np.log(share / (1 - share))))
                truth.append(example.is_cue)
                trust = evidence(key[1], counts.seen[key] if key in shares else 0, is_own=is_own)
                contexts.append((*example.features, *trust))
    uses = Counter(name for names in contexts for name in names)
    features = [name for name, n in sorted(uses.items()) if n >= LEAST_FEATURE_USES]
    number = {name: n for n, name in enumerate(features)}
    present = [[number[name] for name in names if name in number] for names in contexts]
    weights, slope, bias = _fit(np.array(odds), np.array(truth, float), present, len(features))
    rows = [("bias", bias, len(truth)), ("share", slope, len(truth))]
    rows += [(n, w, uses[n]) for n, w in zip(features, weights, strict=True) if abs(w) >= LEAST_WEIGHT]
    return [{"row": f"context/{n}", "feature": n, "weight": f"{w:.2f}", "seen": str(seen)} for n, w, seen in rows]


def _fit(odds: Any, truth: Any, present: list[list[int]], size: int) -> tuple[Any, float, float]:
    """Logistic regression by Adam over the whole set: (weights, slope on the log odds of the share, bias)."""
    n = len(truth)
    rows = np.repeat(np.arange(n), [len(one) for one in present])
    columns = np.concatenate([np.array(one, int) for one in present])
    values = np.zeros(size + 2)
    values[-2] = 1.0
    mean, square = np.zeros(size + 2), np.zeros(size + 2)
    for step in range(1, STEPS + 1):
        score = values[-2] * odds + values[-1] + np.bincount(rows, values[columns], n)
        error = (1 / (1 + np.exp(-score)) - truth) / n
        gradient = np.bincount(columns, error[rows], size + 2)
        gradient[:size] += PENALTY / n * values[:size]
        gradient[-2:] = (error * odds).sum(), error.sum()
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.99 * square + 0.01 * gradient**2
        values = values - 0.05 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return values[:size], float(values[-2]), float(values[-1])


# ---- frames ----------------------------------------------------------------------------------------------------------


def _frame_rows(corpus: Corpus, cues: CueTable) -> list[dict[str, str]]:
    seen: Counter[tuple[str, str]] = Counter()
    exact: Counter[tuple[str, str]] = Counter()
    score = _scorer()
    for article, parse in corpus:
        text = article["text"]
        golds = {(score.chars(g["source"], text), score.chars(g["content"], text)) for g in article["attributions"]}
        cue_at = {n for gold in article["attributions"] for start, end in gold["cue"] for n in range(start, end)}
        for one, parent in find_kept(Report(text=text), parse, cues):
            if parent is not None or one.position not in cue_at:
                continue
            is_exact = (score.chars(one.source, text), score.chars(one.content, text)) in golds
            for key in ((one.word_class, one.frame), (one.word_class, "*"), ("*", "*")):
                seen[key] += 1
                exact[key] += is_exact
    rows = []
    for word_class, frame in sorted(seen, key=lambda key: (key[1] == "*", key)):
        n, right = seen[word_class, frame], exact[word_class, frame]
        if frame != "*" and n < LEAST_FRAME_USES:
            continue
        base = exact[word_class, "*"] / seen[word_class, "*"]
        share = right / n if frame == "*" else (right + EXACT_SMOOTHING * base) / (n + EXACT_SMOOTHING)
        row = f"frame/{word_class}/{frame}"
        rows.append({"row": row, "class": word_class, "frame": frame, "exact": f"{share:.2f}", "seen": str(n)})
    return rows


# ---- scoring and writing ---------------------------------------------------------------------------------------------


def _scorer() -> ModuleType:
    specification = importlib.util.spec_from_file_location("score", BENCH / "score.py")
    if specification is None or specification.loader is None:
        raise SystemExit(f"expected the benchmark's scorer at {BENCH / 'score.py'}")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def check(corpus: Corpus, cues: CueTable) -> str:
    """The benchmark's table for what the finder makes of these articles; inner sayings are not scored there."""
    found = {}
    for article, parse in corpus:
        outer = [s for s in find_sayings(Report(text=article["text"]), parse, cues) if s.parent is None]
        roles = [{"source": s.source, "cue": s.cue, "content": s.content} for s in outer]
        found[article["id"]] = {"id": article["id"], "attributions": roles}
    score = _scorer()
    return str(score.table(score.score({article["id"]: article for article, _ in corpus}, found)))


def write(tables: Tables, folder: Path) -> None:
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


def main(arguments: Iterable[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Count the cue tables.")
    parser.add_argument("--check", type=int, default=0, metavar="N", help="keep N articles out and score on them only")
    parser.add_argument("--dev", action="store_true", help="score the tables as they stand on dev")
    options = parser.parse_args(None if arguments is None else list(arguments))
    if options.dev:
        print(check(load(BENCH / "dev.jsonl.gz"), CueTable(Lexicons())))
        return
    corpus = load(BENCH / "train.jsonl.gz")
    words = read_words(WORDS)
    if options.check:
        step = len(corpus) // options.check
        kept_out = set(range(0, step * options.check, step))
        tables = count([one for n, one in enumerate(corpus) if n not in kept_out], words)
        print(check([corpus[n] for n in sorted(kept_out)], CueTable(Counted(tables))))
        return
    write(count(corpus, words), TABLES)


if __name__ == "__main__":
    main()
