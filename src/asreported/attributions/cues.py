"""The cue table: which words make an attribution, in which frames, and how often they do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, log

from asreported.attributions.lists import WordLists
from asreported.attributions.speech_acts import read_patterns
from asreported.errors import LexiconError
from asreported.lexicons import Lexicons, Row, values

LEAST = 0.005
"""Shares are kept this far from 0 and 1 before their odds are taken."""
ANY = "*"
"""The lemma of the rows for words that have none of their own."""


_PLAINER = {
    "passive+infinitive": ("passive+clause", "clause"),
    "passive+clause": ("clause",),
    "passive+as": ("object+as", "object"),
    "passive+predicate": ("object+predicate", "object+as"),
    "passive+for": ("object+for",),
    "passive+of": ("object+of",),
    "reduced+as": ("passive+as", "object+as"),
    "gerund": ("object", "infinitive"),
    "relative+noun": ("relative", "object"),
    "small": ("clause",),
    "closing": ("clause", "inserted"),
}
"""Frames to look under, in this order, when a word was not counted in its own."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One row: a word, what kinds of act it is, and per frame the share of its uses that are attributions (0 to 1).

    `acts` maps a frame to its act, "*" the others (call: say; call for: demand).
    `takes` is "addressee" where the object is spoken to, "raising" where the subject is part of the content, else "".
    """

    row: str
    lemma: str
    word_class: str
    acts: Mapping[str, str]
    takes: str
    frames: Mapping[str, float]
    seen: int = 0


class CueTable:
    """The tables `attributions/cues`, `contexts`, `frames`, `channels`, the word lists and the act patterns, read once.

    Raises:
        LexiconError: a share is no number from 0 to 1.
    """

    def __init__(self, lexicons: Lexicons) -> None:
        self._cues = {(cue.lemma, cue.word_class): cue for cue in map(_read, lexicons.rows("attributions/cues"))}
        self._default: dict[str, Mapping[str, float]] = {
            word_class: cue.frames for (lemma, word_class), cue in self._cues.items() if lemma == ANY
        }
        self._weights = {row["feature"]: _number(row, "weight") for row in lexicons.rows("attributions/contexts")}
        frames = lexicons.rows("attributions/frames")
        self._exact = {(row["class"], row["frame"]): _number(row, "exact") for row in frames}
        self.lists = WordLists.read(lexicons)
        self.patterns = read_patterns(lexicons)
        self.channels: dict[str, str] = {
            noun: row["channel"] for row in lexicons.rows("attributions/channels") for noun in values(row["nouns"])
        }

    def cue(self, lemma: str, word_class: str) -> Cue | None:
        """The row of a word, or None."""
        return self._cues.get((lemma, word_class))

    def share(self, lemma: str, word_class: str, frame: str) -> float:
        """How often this word in this frame is an attribution; a frame that nobody counted counts as its plainer one
        ("object+as" as "object"), and 0.0 where that is missing too.
        """
        cue = self._cues.get((lemma, word_class))
        return look_up(cue.frames if cue is not None else {}, self._default.get(word_class, {}), frame)[0]

    def probability(self, lemma: str, word_class: str, frame: str, features: Iterable[str]) -> float:
        """The share, moved by the weights of its context: logistic regression, 0 to 1."""
        cue = self._cues.get((lemma, word_class))
        listed = cue.frames if cue is not None else {}
        found, is_own = look_up(listed, self._default.get(word_class, {}), frame)
        share = min(max(found, LEAST), 1 - LEAST)
        weights = self._weights
        total = weights.get("share", 1.0) * log(share / (1 - share)) + weights.get("bias", 0.0)
        for feature in (*features, *evidence(word_class, cue.seen if cue is not None else 0, is_own=is_own)):
            total += weights.get(feature, 0.0)
        return 1 / (1 + exp(-total))

    def exactness(self, word_class: str, frame: str) -> float:
        """How often source and content are both right where the cue is, 0 to 1."""
        for key in ((word_class, frame), (word_class, ANY), (ANY, ANY)):
            if key in self._exact:
                return self._exact[key]
        return 0.0

    def is_known(self, lemma: str, word_class: str) -> bool:
        """Whether the word, or any word of its class, can be a cue at all."""
        return word_class in self._default or (lemma, word_class) in self._cues

    def takes(self, lemma: str, word_class: str) -> str:
        """Gives "addressee" where the verb's object is spoken to, "raising" where its subject is content, else ""."""
        cue = self._cues.get((lemma, word_class))
        return cue.takes if cue is not None else ""

    def act(self, lemma: str, word_class: str, frame: str) -> str:
        """What kind of act the word is in this frame; "say" where the table is silent."""
        return self.listed_act(lemma, word_class, frame) or "say"

    def listed_act(self, lemma: str, word_class: str, frame: str) -> str | None:
        """The act that the table gives the word in this frame, None where it is silent."""
        cue = self._cues.get((lemma, word_class))
        if cue is None:
            return None
        return cue.acts.get(frame) or cue.acts.get(frame.partition("+")[0]) or cue.acts.get(ANY) or None


def look_up(listed: Mapping[str, float], general: Mapping[str, float], frame: str) -> tuple[float, bool]:
    """(share, whether it is the frame's own) from a word's listed frames, or from those of words without a row."""
    if frame in listed:
        return listed[frame], True
    for name in _PLAINER.get(frame, (frame.partition("+")[0],)):
        if name in listed:
            return listed[name], False
    return general.get(frame, 0.0), False


def evidence(word_class: str, seen: int, *, is_own: bool) -> tuple[str, ...]:
    """The contexts of how far a share can be trusted: "verb+seen=few", and "verb+plainer" for a plainer frame's."""
    often = "none" if seen == 0 else "few" if seen <= FEW else "some" if seen <= SOME else "many"
    return (f"{word_class}+seen={often}",) if is_own else (f"{word_class}+seen={often}", f"{word_class}+plainer")


FEW, SOME = 5, 30
"""Uses in the counted articles."""


def _number(row: Row, column: str) -> float:
    try:
        return float(row[column])
    except ValueError:
        raise LexiconError("a number", repr(row[column]), "correct the cell", f"attributions {row['row']}") from None


def _read(row: Row) -> Cue:
    frames: dict[str, float] = {}
    for part in values(row["frames"]):
        name, _, number = part.partition("=")
        try:
            frames[name] = float(number)
        except ValueError:
            frames[name] = -1.0
        if not 0 <= frames[name] <= 1:
            raise LexiconError(
                "frame=share with a share from 0 to 1", repr(part), "correct the cell", f"cues.csv {row['row']}"
            )
    acts: dict[str, str] = {}
    for part in values(row["act"]):
        name, _, act = part.rpartition("=")
        acts[name or ANY] = act
    seen = int(_number(row, "seen")) if row["seen"] else 0
    return Cue(row["row"], row["lemma"], row["class"], acts, row["takes"], frames, seen)
