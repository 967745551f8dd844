"""Where names begin and end: the recogniser's entities trimmed, parted at brackets and grown over what it broke off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from asreported.parsing.parse import Parse
from asreported.resolution.actors.index import ActorIndex
from asreported.resolution.actors.nouns import Noun

_OPENERS = frozenset(
    {"the", "a", "an", "'s", "’s", "'", "’", '"', "“", "”", "''", "``", "(", "[", "-", "–", "—", ",", "of"}
)
_CLOSERS = frozenset(
    {"'s", "’s", "'", "’", '"', "“", "”", "''", "``", ")", "]", "-", "–", "—", ",", ":", ";", "the", "of", "s"}
)
LABELS = frozenset({"PERSON", "ORG", "NORP", "GPE", "LOC"})
"""The recogniser's labels that can be actors, or names of persons taken for places."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A recogniser's entity after trimming."""

    start: int
    end: int
    label: str


class NameEdges:
    """Mends the edges of names in one parse."""

    def __init__(self, parse: Parse, index: ActorIndex, noun_at: Mapping[int, Noun]) -> None:
        self.parse = parse
        self.index = index
        self.noun_at = noun_at

    def trim(self, start: int, end: int, label: str) -> list[Piece]:
        """The entity without article, marks and possessive; parted at brackets; grown over particles and hyphens."""
        words, tags = self.parse.words, self.parse.tags
        if label not in LABELS:
            return []
        cuts = [
            t
            for t in range(start, end)
            if words[t] in "()[]/|"
            or (label == "PERSON" and tags[t] in ("CC", ",", "VBD"))
            or (label == "ORG" and tags[t] == "CC" and self._ends_list(start, t, end))
            or (label == "ORG" and words[t] == "," and self._sets_off(t, end))
        ]
        pieces = []
        for first, last in zip([start, *[cut + 1 for cut in cuts]], [*cuts, end], strict=True):
            while first < last and (words[first].lower() in _OPENERS or words[first].isdigit()):
                first += 1
            while first < last and words[last - 1].lower() in _CLOSERS:
                last -= 1
            if first < last and any(words[t][0].isupper() for t in range(first, last)):
                if label == "PERSON":
                    first, last = self.grow(first, last)
                elif label == "ORG" and last - first == 1 and self.index.is_use("corporate", words[first].lower()):
                    first = self._before_suffix(first)
                pieces.append(Piece(first, last, label))
        return pieces

    def _sets_off(self, comma: int, end: int) -> bool:
        """Whether a comma inside an entity sets off an apposition: "Dorn, Ada Quill", not "Amber Path, Inc."."""
        tail = range(comma + 1, end)
        if any(self.index.is_use("corporate", self.parse.words[t].lower()) for t in tail):
            return False
        return any(self.parse.deps[t] == "appos" and self.parse.heads[t] < comma for t in tail)

    def _ends_list(self, start: int, conjunction: int, end: int) -> bool:
        """Whether "and" inside an entity ends a list begun before it: "Amber Path, Lantern Mills and Northwind"."""
        heads, deps = self.parse.heads, self.parse.deps
        last = heads[conjunction]
        if not start <= last < conjunction or deps[last] != "conj" or heads[last] >= start:
            return False
        between = self.parse.words[heads[last] + 1 : start]
        return "," in between and any(deps[t] == "conj" and heads[t] == last for t in range(conjunction + 1, end))

    def grow(self, first: int, last: int) -> tuple[int, int]:
        """A person's name over what the recogniser broke off: "al-Sudani", "bin Salman", a given name before it."""
        words, tags, size = self.parse.words, self.parse.tags, len(self.parse)
        while last < size and self._same_sentence(first, last):
            step = 1
            if words[last] in "-–" and self._touches(last) and last + 1 < size:
                step = 2
            elif self.index.is_use("particle", words[last].lower()) and last + 1 < size and tags[last] != "IN":
                step = 3 if words[last + 1] in "-–" else 2
            elif not (self._is_joined(last) or self._is_second_surname(first, last)):
                break
            end = last + step
            if end > size or not words[end - 1][0].isupper() or not self._same_sentence(first, end - 1):
                break
            last = end
        while first > 0 and self._is_given(first - 1, first):
            first -= 1
        return first, last

    def _is_joined(self, token: int) -> bool:
        """Whether a capitalised word follows without a space."""
        return self.parse.tags[token] in ("NNP", "NNPS") and self._touches(token, before=True)

    def _is_second_surname(self, first: int, last: int) -> bool:
        """Whether the token after two names or more is the surname they all hang on: "Eladio Marin Sotelo"."""
        parse = self.parse
        if last - first < 2 or parse.tags[last] != "NNP" or not parse.words[last].istitle() or last in self.noun_at:
            return False
        word = parse.words[last].lower()
        if any(self.index.is_use(use, word) for use in ("organization", "not_actor", "place_noun", "corporate")):
            return False
        hangs = all(parse.heads[t] == last and parse.deps[t] == "compound" for t in range(first, last))
        return hangs and not any(parse.deps[c] == "det" for c in parse.children[last])

    def _before_suffix(self, token: int) -> int:
        """The first token of the company name that a suffix such as "LLC" was broken off."""
        first = token
        while first > 0 and self.parse.tags[first - 1] == "NNP" and self._same_sentence(first - 1, token):
            first -= 1
        return first

    def _is_given(self, token: int, head: int) -> bool:
        """Whether a token just before a name is a given name or particle the recogniser left out."""
        word = self.parse.words[token]
        return (
            self.parse.tags[token] == "NNP"
            and self.parse.deps[token] == "compound"
            and self._same_sentence(token, head)
            and word.lower() in self.index.genders
        )

    def _touches(self, token: int, *, before: bool = False) -> bool:
        """Whether no space parts a token from the one before it (and after it, unless `before`)."""
        starts, ends = self.parse.starts, self.parse.ends
        after = before or (token + 1 < len(starts) and ends[token] == starts[token + 1])
        return token > 0 and ends[token - 1] == starts[token] and after

    def _same_sentence(self, one: int, other: int) -> bool:
        return self.parse.sentence_of[one] == self.parse.sentence_of[other]
