"""The event tables, read once and indexed by lemma: predicates, exclusions, realis words, contexts, quantities."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, cast, get_args

from asreported.errors import LexiconError
from asreported.lexicons import Lexicons, Row, values
from asreported.records import Realis

PartOfSpeech = Literal["verb", "noun", "adjective"]
TYPES = frozenset({
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
})  # fmt: skip
"""The sixteen event types of PLOVER 2.0."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One row of `predicates`: a word in one sense, what must stand beside it, and which event it then tells.

    `objects` are lemmas one of which must head the object, `obliques` pairs of preposition and lemma ("to" with a verb
    means an infinitive), `classes` what the object must be: actor, person, place or state. Any one of them is enough.
    """

    row: str
    lemma: str
    pos: PartOfSpeech
    particle: str
    objects: frozenset[str]
    obliques: tuple[tuple[str, str], ...]
    classes: frozenset[str]
    event: str
    mode: str | None
    cameo: str | None
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    exclude: frozenset[str]
    contexts: tuple[str, ...]
    is_reciprocal: bool

    @property
    def is_bare(self) -> bool:
        """Whether the word alone is enough."""
        return not (self.objects or self.obliques or self.classes)


@dataclass(frozen=True, slots=True)
class QuantityWord:
    """A word that says a number: how many it means at least and at most, or how it bends the number after it."""

    kind: str
    low: float | None
    high: float | None


class EventTable:
    """The tables under ``events/`` of the lexicons, indexed for the coder.

    Arguments:
        lexicons: the tables, an overlay included.

    Raises:
        LexiconError: a row names an event type that PLOVER 2.0 lacks, an unknown part of speech or realis.
    """

    def __init__(self, lexicons: Lexicons) -> None:
        rows, laid_over = lexicons.rows("events/predicates"), lexicons.laid_over("events/predicates")
        self.verbs = _index(rows, "verb", laid_over)
        self.nouns = _index(rows, "noun", laid_over)
        self.adjectives = _index(rows, "adjective", laid_over)
        self.exclusions = {row["lemma"]: row["about"] for row in lexicons.rows("events/exclusions")}
        self.contexts = {row["word"]: values(row["contexts"]) for row in lexicons.rows("events/contexts")}
        self.acts = {row["act"]: row for row in lexicons.rows("events/acts")}
        self._realis: dict[str, dict[str, Realis]] = {}
        for row in lexicons.rows("events/realis"):
            if row["realis"] not in get_args(Realis):
                raise LexiconError(f"one of {', '.join(get_args(Realis))}", row["realis"], "mend it", row["row"])
            self._realis.setdefault(row["kind"], {})[row["word"]] = cast("Realis", row["realis"])
        self.transparent = frozenset(self._realis.get("transparent", ()))
        self.quantities: dict[str, QuantityWord] = {}
        self.counted: dict[str, tuple[str, str]] = {}
        self.currencies: dict[str, str] = {}
        for row in lexicons.rows("events/quantities"):
            if row["kind"] == "counted":
                self.counted[row["word"]] = (row["of"], row["unit"])
            elif row["kind"] == "currency":
                self.currencies[row["word"]] = row["unit"]
            else:
                self.quantities[row["word"]] = QuantityWord(row["kind"], _number(row["low"]), _number(row["high"]))

    def realis(self, kind: str) -> Mapping[str, Realis]:
        """The words of one kind (modal, governor, modifier, adverb, mark, infinitive) with what they make of a deed."""
        return self._realis.get(kind, {})


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


def _index(rows: Iterable[Row], pos: PartOfSpeech, laid_over: Container[str]) -> dict[str, tuple[Frame, ...]]:
    """Frames by lemma, the most specific first, so that "hold talks" is tried before "hold"; an overlay's first."""
    found: dict[str, list[Frame]] = {}
    for row in rows:
        if row["event"] not in TYPES or row["pos"] not in get_args(PartOfSpeech):
            raise LexiconError(
                "an event type and a part of speech", f"{row['event']}, {row['pos']}", "mend", row["row"]
            )
        if row["pos"] == pos:
            found.setdefault(row["lemma"], []).append(_frame(row))
    for frames in found.values():
        frames.sort(key=lambda frame: (*_specificity(frame), frame.row not in laid_over))
    return {lemma: tuple(frames) for lemma, frames in found.items()}


def _specificity(frame: Frame) -> tuple[bool, bool, bool]:
    return frame.is_bare, bool(frame.classes), not frame.particle


def _frame(row: Row) -> Frame:
    parts = values(row["object"])
    return Frame(
        row=row["row"],
        lemma=row["lemma"],
        pos=cast("PartOfSpeech", row["pos"]),
        particle=row["particle"],
        objects=frozenset(part for part in parts if ":" not in part and not part.startswith("@")),
        obliques=tuple((part.split(":")[0], part.split(":")[1]) for part in parts if ":" in part),
        classes=frozenset(part[1:] for part in parts if part.startswith("@")),
        event=row["event"],
        mode=row["mode"] or None,
        cameo=row["cameo"] or None,
        actor=values(row["actor"]),
        recipient=values(row["recipient"]),
        exclude=frozenset(values(row["exclude"])),
        contexts=values(row["contexts"]),
        is_reciprocal=row["reciprocal"] == "yes",
    )
