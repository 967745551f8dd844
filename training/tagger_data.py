"""What the tagger learns from: the corpus's articles as words with their features, labels and links."""

from __future__ import annotations

import gzip
import hashlib
import json
import pickle
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from cue_counts import CACHE, Article, load
from tokenizers import Tokenizer

from asreported.attributions.cues import CueTable
from asreported.attributions.finder import find_kept
from asreported.attributions.tagger import Tagger
from asreported.attributions.windows import FEATURES, LABELS, Range, Roles, Words, label_words, make_windows
from asreported.lexicons import Lexicons
from asreported.parsing import Parse, SpacyParser
from asreported.readers import make_report
from asreported.records import Report, Spans

LEAST_PROBABILITY = 1e-6
NAME_TAGS = ("NNP", "NNPS")


@dataclass(frozen=True)
class Example:
    """One article: words, gold labels, gold attributions as word ranges (cue, sources, contents).

    `names` holds, for a word that is part of a person's name, the word itself, so that it can be replaced.
    """

    id: str
    words: Words
    labels: list[int]
    links: list[tuple[Range, list[Range], list[Range]]]
    names: dict[int, str]


@dataclass(frozen=True)
class Taught:
    """One article without gold: words, the label scores (words, 7) that a teacher gives them, names as in `Example`."""

    id: str
    words: Words
    scores: np.ndarray[Any, Any]
    names: dict[int, str]


Read = TypeVar("Read", Example, Taught)


def read_examples(path: Path, tokenizer: Tokenizer, known: dict[str, list[str]]) -> list[Example]:
    """The examples of a corpus file, in its order; kept under ``build/training`` by the digests of what made them."""
    lexicons = Lexicons()
    shape = [FEATURES, LABELS, *(field.name for kept in (Words, Example) for field in fields(kept))]
    made = [path.read_bytes(), repr(sorted(lexicons.digests.items())), repr(known), repr(shape)]
    digest = hashlib.sha256(b"".join(p if isinstance(p, bytes) else p.encode() for p in made)).hexdigest()[:16]
    kept = CACHE / f"{path.name}.{digest}.examples"
    if not kept.is_file():
        table = CueTable(lexicons)
        examples = [_example(article, parse, table, tokenizer, known) for article, parse in load(path)]
        kept.write_bytes(pickle.dumps(examples))
    return pickle.loads(kept.read_bytes())  # noqa: S301  our own file, written above


def encoder(tokenizer: Tokenizer) -> Any:
    """Words to lists of piece numbers."""

    def encode(words: Sequence[str]) -> list[list[int]]:
        return [one.ids for one in tokenizer.encode_batch(list(words), add_special_tokens=False)]

    return encode


def _example(
    article: Article, parse: Parse, table: CueTable, tokenizer: Tokenizer, known: dict[str, list[str]]
) -> Example:
    found = find_kept(Report(text=article["text"]), parse, table)
    shown = [(one.source, one.cue, one.content) for one, parent in found if parent is None]
    gold = [_roles(one) for one in article["attributions"]]

    def ranges(spans: Spans) -> list[Range]:
        return [(r.start, r.stop) for r in map(parse.tokens_in, spans) if r]

    links = [(cue[0], ranges(s), ranges(c)) for s, one, c in gold if (cue := ranges(one))]
    words = Words.read(parse, shown, encoder(tokenizer), known)
    return Example(article["id"], words, label_words(parse, gold), links, _names(parse))


def _names(parse: Parse) -> dict[int, str]:
    persons = (t for e in parse.entities if e.label == "PERSON" for t in range(e.start, e.end))
    return {t: parse.words[t] for t in persons if parse.tags[t] in NAME_TAGS and len(parse.words[t]) > 1}


def read_taught(
    corpora: Path, teachers: Sequence[Tagger], tokenizer: Tokenizer, known: dict[str, list[str]]
) -> list[Taught]:
    """Unlabelled news as teachers score it: `articles_reuters21578`, and the even half of `articles_allsides`.

    The scores are the logarithms of the mean of the teachers' label probabilities.
    """
    kept = CACHE / f"taught.{'.'.join(teacher.versions['attributions'][:8] for teacher in teachers)}.pickle"
    if kept.is_file():
        return pickle.loads(kept.read_bytes())  # noqa: S301  our own file, written below
    lexicons = Lexicons()
    table = CueTable(lexicons)
    articles = [
        *read_articles(corpora / "articles_reuters21578"),
        *filter(is_even, read_articles(corpora / "articles_allsides")),
    ]
    reports = [make_report(a["text"], input_id=a["id"], lexicons=lexicons) for a in articles]
    taught = []
    for report, parse in zip(reports, SpacyParser().parse(reports), strict=True):
        found = find_kept(report, parse, table)
        shown = [(one.source, one.cue, one.content) for one, parent in found if parent is None]
        words = Words.read(parse, shown, encoder(tokenizer), known)
        if len(parse):
            scores = np.log(np.mean([_probabilities(teacher.score(words)) for teacher in teachers], axis=0))
            taught.append(Taught(report.input_id or "", words, scores.astype(np.float16), _names(parse)))
    kept.write_bytes(pickle.dumps(taught))
    return taught


def _probabilities(scores: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """(words, 7) to the same, each row summing to 1."""
    raised = np.exp(scores - scores.max(1, keepdims=True))
    return np.maximum(raised / raised.sum(1, keepdims=True), LEAST_PROBABILITY)


def read_articles(folder: Path) -> list[dict[str, Any]]:
    with gzip.open(folder / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def is_even(article: Mapping[str, Any]) -> bool:
    """Whether an article belongs to the half that may be trained on."""
    return int(hashlib.sha256(article["id"].encode()).hexdigest()[:8], 16) % 2 == 0


def _roles(attribution: dict[str, Any]) -> Roles:
    source, cue, content = (tuple((s, e) for s, e in attribution[role]) for role in ("source", "cue", "content"))
    return source, cue, content


class Renamer:
    """Gives persons other names, of every origin, so that the tagger learns names as such and not this corpus's."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        rows = Lexicons().rows("actors/persons")
        words = sorted({word for row in rows for word in row["name"].split() if len(word) > 2 and word[0].isupper()})
        self._pieces = encoder(tokenizer)(words)

    def rename(self, example: Read, chance: random.Random, share: float) -> Read:
        """The example with `share` (0 to 1) of its persons' name words replaced, the same word always by the same."""
        mapping: dict[str, list[int]] = {}
        pieces = list(example.words.pieces)
        for token, word in example.names.items():
            if word not in mapping:
                mapping[word] = chance.choice(self._pieces)[:6] if chance.random() < share else pieces[token]
            pieces[token] = mapping[word]
        return replace(example, words=replace(example.words, pieces=pieces))


def training_windows(examples: Sequence[Read], chance: random.Random, core: int) -> Iterator[tuple[Read, Range]]:
    """Every word once, in windows of whole paragraphs that begin elsewhere each time."""
    for example in examples:
        sizes = list(map(len, example.words.pieces))
        first = chance.randint(core // 4, core)
        for window in make_windows(sizes, example.words.paragraphs, core, 0, first):
            yield example, (window.start, window.end)


def pad(rows: Sequence[Sequence[Any]]) -> np.ndarray[Any, Any]:
    """Rows of unequal length as one array, zeros at their ends."""
    first = np.asarray(rows[0])
    found = np.zeros((len(rows), max(map(len, rows)), *first.shape[1:]), np.int64)
    for n, row in enumerate(rows):
        found[n, : len(row)] = row
    return found
