"""What the corpus says about possible cues: every candidate with its context, counted by word and frame."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import pickle
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from asreported.attributions.cues import CueTable
from asreported.attributions.finder import find_candidates
from asreported.lexicons import Lexicons
from asreported.parsing import Parse, SpacyParser
from asreported.records import Report

CACHE = Path("build/training")
FOLDS = 8
"""Each fold's contexts are weighed with shares counted on the seven others."""
CLASSES = ("verb", "noun", "adjective", "preposition")
ANY_WORD = ("clause", "quote", "colon", "inserted", "closing", "passive+clause")
"""Frames that make a verb nobody counted a cue; other frames need a word of the table."""
STATED = frozenset((*ANY_WORD, "object+for", "object+as", "about", "object+about"))
"""The frames left to a verb for a deed that sometimes speaks ("fire back that …")."""
SMOOTHING, ACT_SMOOTHING = 3, 4
"""How many uses the share of rare words, and that of words with the same act, count for: tried 1 to 8 on dev."""
RARE = 4
"""Words seen at most so often give the share of words nobody counted."""
LEAST_ACT_USES = 8
LEAST_LISTED = 0.05
LEAST_UNSEEN = 0.2
"""A frame that a word was never, or once, a cue in is listed only on so good a share of words with its act."""

Article = Mapping[str, Any]
Key = tuple[str, str, str]
"""Lemma, class, frame."""
Shares = dict[tuple[str, str], dict[str, float]]


class Word(NamedTuple):
    """A row of cue_words.csv: the act ("say", or "say|for=demand"), what it takes, whether only frames of STATED count,
    and shares of our own, where the corpus counts what is no attribution to it ("pledged $50m") or has too few uses.
    """

    act: str
    takes: str
    stated: bool
    shares: Mapping[str, float]


@dataclass(frozen=True)
class Example:
    """A candidate: its word and frame, its context, whether the corpus has it as a cue, the fold of its article."""

    key: Key
    features: tuple[str, ...]
    is_cue: bool
    fold: int


class AnyCue(CueTable):
    """Every word a possible cue, so that what is no attribution is counted too; `colon` gives shares after a colon."""

    def __init__(self, lexicons: Lexicons, words: Mapping[tuple[str, str], Word], colon: Shares) -> None:
        super().__init__(lexicons)
        self._words, self._colon = words, colon

    def is_known(self, lemma: str, word_class: str) -> bool:  # noqa: ARG002
        """Yes."""
        return True

    def takes(self, lemma: str, word_class: str) -> str:
        """As cue_words.csv says."""
        word = self._words.get((lemma, word_class))
        return word.takes if word is not None else ""

    def share(self, lemma: str, word_class: str, frame: str) -> float:
        """1.0 but after a colon, where the likeliest verb before it is wanted."""
        if frame != "colon":
            return 1.0
        listed = self._colon.get((lemma, word_class)) or {}
        return listed.get(frame, 1.0 if not self._colon else self._colon["*", "verb"][frame])

    def probability(self, lemma: str, word_class: str, frame: str, features: Iterable[str]) -> float:  # noqa: ARG002
        """1.0."""
        return 1.0


def read_words(path: Path) -> dict[tuple[str, str], Word]:
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["lemma"], row["class"]): _word(row) for row in csv.DictReader(file)}


def _word(row: Mapping[str, str]) -> Word:
    shares = dict(part.split("=") for part in row["shares"].split("|") if part)
    return Word(
        row["act"], row["takes"], row["stated"] == "yes", {name: float(share) for name, share in shares.items()}
    )


def load(path: Path) -> list[tuple[Article, Parse]]:
    """The articles of a corpus file with their parses; parsed once, kept under ``build/training`` by the digest."""
    articles = [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]
    parser = SpacyParser()
    digest = hashlib.sha256(path.read_bytes() + repr(sorted(parser.versions.items())).encode()).hexdigest()[:16]
    kept = CACHE / f"{path.name}.{digest}.parses"
    if not kept.is_file():
        CACHE.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(pickle.dumps(list(parser.parse(Report(text=article["text"]) for article in articles))))
    parses = pickle.loads(kept.read_bytes())  # noqa: S301  our own file, written above
    return list(zip(articles, parses, strict=True))


def make_examples(corpus: Sequence[tuple[Article, Parse]], table: AnyCue) -> list[Example]:
    return [
        example for n, (article, parse) in enumerate(corpus) for example in _examples(article, parse, table, n % FOLDS)
    ]


def _examples(article: Article, parse: Parse, table: AnyCue, fold: int) -> Iterator[Example]:
    """Candidates inside a gold content are left out, since nobody annotated them; so are unbound ones in quotations."""
    golds: dict[int, Any] = {}
    inside: set[int] = set()
    for gold in article["attributions"]:
        for span in gold["cue"]:
            for token in parse.tokens_in(span):
                golds.setdefault(token, gold)
        for span in gold["content"]:
            inside.update(parse.tokens_in(span))
    for one in find_candidates(Report(text=article["text"]), parse, table):
        if one.head is None:
            continue
        gold = golds.get(one.head)
        is_bound = one.frame in ("quote", "colon")
        if gold is None and (one.head in inside or (not is_bound and parse.quotation_at(one.position))):
            continue
        lemma = "according" if one.word_class == "preposition" else parse.lemmas[one.head]
        is_cue = gold is not None and any(s < e and b < t for s, t in one.content for b, e in gold["content"])
        yield Example((lemma, one.word_class, one.frame), one.features, is_cue, fold)


class Counts:
    """Uses and attributions of each word in each frame, and the shares that follow from them.

    Arguments:
        examples: what is counted.
        words: the words with an act or a limit of their own.
    """

    def __init__(self, examples: Iterable[Example], words: Mapping[tuple[str, str], Word]) -> None:
        self._words = words
        self.uses: Counter[Key] = Counter()
        self.cues: Counter[Key] = Counter()
        for example in examples:
            self.uses[example.key] += 1
            self.cues[example.key] += example.is_cue
        self.seen: Counter[tuple[str, str]] = Counter(dict.fromkeys(words, 0))
        self._act_uses: Counter[Key] = Counter()
        self._act_cues: Counter[Key] = Counter()
        rare_uses: Counter[tuple[str, str]] = Counter()
        rare_cues: Counter[tuple[str, str]] = Counter()
        frames: dict[tuple[str, str], None] = {}
        for (lemma, word_class, frame), uses in self.uses.items():
            cues = self.cues[lemma, word_class, frame]
            frames[word_class, frame] = None
            self.seen[lemma, word_class] += uses
            if uses <= RARE:
                rare_uses[word_class, frame] += uses
                rare_cues[word_class, frame] += cues
            if act := self._act(lemma, word_class):
                self._act_uses[act, word_class, frame] += uses
                self._act_cues[act, word_class, frame] += cues
        self.priors = {key: (rare_cues[key] + 0.05) / (rare_uses[key] + 1) for key in frames}
        self._frames = sorted({frame for _, frame in frames})

    def shares(self) -> Shares:
        """Per word the frames that its row lists, with their shares; ("*", "verb") for words without a row."""
        found: Shares = {("*", "verb"): {frame: self.priors["verb", frame] for frame in ANY_WORD}}
        for lemma, word_class in sorted(self.seen):
            listed = {
                f: share
                for f, share in self._word_shares(lemma, word_class)
                if self._is_listed(lemma, word_class, f, share)
            }
            word = self._words.get((lemma, word_class))
            listed |= word.shares if word is not None else {}
            plain = lemma.isascii() and lemma.replace("-", "").isalpha() and lemma.islower()
            often = self.seen[lemma, word_class] >= 2 or self._act(lemma, word_class)
            if listed and plain and often:
                found[lemma, word_class] = listed
        return found

    def _act(self, lemma: str, word_class: str) -> str:
        word = self._words.get((lemma, word_class))
        return word.act.partition("|")[0] if word is not None else ""

    def _is_allowed(self, lemma: str, word_class: str, frame: str) -> bool:
        word = self._words.get((lemma, word_class))
        if word_class == "noun":
            return word is not None
        return word is None or not word.stated or frame in STATED

    def _word_shares(self, lemma: str, word_class: str) -> Iterator[tuple[str, float]]:
        """Each frame's share, drawn towards that of words with the same act, or of rare words."""
        act = self._act(lemma, word_class)
        for frame in self._frames:
            uses, cues = self.uses[lemma, word_class, frame], self.cues[lemma, word_class, frame]
            prior, weight = self.priors.get((word_class, frame), 0.0), SMOOTHING
            alike = 0
            if act and self._is_allowed(lemma, word_class, frame):
                alike = self._act_uses[act, word_class, frame] - uses
                if alike >= LEAST_ACT_USES:
                    cues_alike = self._act_cues[act, word_class, frame] - cues
                    prior, weight = (cues_alike + SMOOTHING * prior) / (alike + SMOOTHING), ACT_SMOOTHING
            if uses or alike >= LEAST_ACT_USES:
                yield frame, (cues + weight * prior) / (uses + weight)

    def _is_listed(self, lemma: str, word_class: str, frame: str, share: float) -> bool:
        general = frame in ANY_WORD
        seen = self.cues[lemma, word_class, frame] > (0 if general else 1)
        known = seen or (self._act(lemma, word_class) and share >= LEAST_UNSEEN)
        if known and self._is_allowed(lemma, word_class, frame) and share >= LEAST_LISTED:
            return True
        return general and word_class == "verb" and abs(share - self.priors[word_class, frame]) > LEAST_LISTED
