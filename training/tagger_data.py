"""What the tagger learns from: the corpus's articles as words with their features, labels and links."""

from __future__ import annotations

import hashlib
import pickle
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import numpy as np
from cue_counts import CACHE, Article, load
from tokenizers import Tokenizer

from asreported.attributions.cues import CueTable
from asreported.attributions.finder import find_kept
from asreported.attributions.windows import FEATURES, LABELS, Range, Roles, Words, label_words, make_windows
from asreported.lexicons import Lexicons
from asreported.parsing import Parse
from asreported.records import Report, Spans

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
    persons = (t for e in parse.entities if e.label == "PERSON" for t in range(e.start, e.end))
    return Example(
        article["id"],
        Words.read(parse, shown, encoder(tokenizer), known),
        label_words(parse, gold),
        links,
        {t: parse.words[t] for t in persons if parse.tags[t] in NAME_TAGS and len(parse.words[t]) > 1},
    )


def _roles(attribution: dict[str, Any]) -> Roles:
    source, cue, content = (tuple((s, e) for s, e in attribution[role]) for role in ("source", "cue", "content"))
    return source, cue, content


class Renamer:
    """Gives persons other names, of every origin, so that the tagger learns names as such and not this corpus's."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        rows = Lexicons().rows("actors/persons")
        words = sorted({word for row in rows for word in row["name"].split() if len(word) > 2 and word[0].isupper()})
        self._pieces = encoder(tokenizer)(words)

    def rename(self, example: Example, chance: random.Random, share: float) -> Example:
        """The example with `share` (0 to 1) of its persons' name words replaced, the same word always by the same."""
        mapping: dict[str, list[int]] = {}
        pieces = list(example.words.pieces)
        for token, word in example.names.items():
            if word not in mapping:
                mapping[word] = chance.choice(self._pieces)[:6] if chance.random() < share else pieces[token]
            pieces[token] = mapping[word]
        return replace(example, words=replace(example.words, pieces=pieces))


def training_windows(examples: Sequence[Example], chance: random.Random, core: int) -> Iterator[tuple[Example, Range]]:
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
