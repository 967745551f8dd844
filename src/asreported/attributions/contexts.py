"""The context of a possible cue: what beside the word itself makes an attribution more or less likely there."""

from __future__ import annotations

from bisect import bisect_left

from asreported.attributions.frames import Range
from asreported.attributions.lists import WordLists
from asreported.parsing.parse import Parse

_GROUPS = {
    "quote": "quote",
    "colon": "quote",
    "clause": "clausal",
    "inserted": "clausal",
    "closing": "clausal",
    "small": "clausal",
    "infinitive": "infinitive",
    "gerund": "infinitive",
    "predicate": "infinitive",
}
_PRONOUNS = {
    **dict.fromkeys(("he", "she", "they", "we"), "person"),
    **dict.fromkeys(("i", "you"), "speaker"),
    **dict.fromkeys(("who", "whoever"), "who"),
    **dict.fromkeys(("it", "there"), "it"),
    **dict.fromkeys(("this", "that", "these", "those", "which", "what"), "thing"),
}
_PERSON_ENTITIES = frozenset(("PERSON", "NORP"))
_BODY_ENTITIES = frozenset(("ORG", "GPE"))
SHORT_CONTENT, LONG_CONTENT = 3, 12
"""Tokens; contents of one to three, up to twelve, and more words behave differently."""


def group_of(frame: str, word_class: str) -> str:
    """The group of frames whose contexts are weighed together."""
    if word_class != "verb":
        return word_class
    if frame.startswith(("passive", "reduced")):
        return "passive"
    if frame.startswith("object") or frame == "relative":
        return "object"
    return _GROUPS.get(frame, "prepositional")


class ContextReader:
    """Reads contexts in one parse; made once a parse, since it indexes the names."""

    def __init__(self, parse: Parse, lists: WordLists) -> None:
        self._parse = parse
        self._lists = lists
        self._labels = {token: e.label for e in parse.entities for token in range(e.start, e.end)}

    def features(
        self, head: int, word_class: str, frame: str, source: Range | None, content: tuple[Range, ...]
    ) -> list[str]:
        """The names of what is true here, each with its group: "object+subject=person"."""
        parse = self._parse
        found = ["subject=" + self._subject(source), "hangs=" + parse.deps[head]]
        if word_class == "verb":
            found.append("form=" + parse.tags[head])
            for child in parse.children[head]:
                dep = parse.deps[child]
                if dep == "aux":
                    found.append("auxiliary=" + parse.lemmas[child].lower())
                elif dep in ("neg", "mark", "prt", "dative", "expl", "agent"):
                    found.append("with=" + dep)
        if content:
            first, last = content[-1]
            size = last - first
            found.append(
                "length=" + ("short" if size <= SHORT_CONTENT else "long" if size > LONG_CONTENT else "middle")
            )
            found.append("begins=" + parse.tags[first])
            top = self._top(first, last)
            found.append("about=" + self._kind(top))
            if parse.lemmas[top] in self._lists.claim_nouns:
                found.append("claim")
            if self._has_quotation(*content[0]) or (len(content) > 1 and self._has_quotation(first, last)):
                found.append("quoting")
        group = group_of(frame, word_class)
        return [group, "frame=" + frame, *(f"{group}+{one}" for one in found)]

    def _has_quotation(self, first: int, last: int) -> bool:
        start, end = self._parse.span(first, last)
        quotations = self._parse.quotations
        number = bisect_left(quotations, start, key=lambda q: q.end)
        return number < len(quotations) and quotations[number].start < end

    def _top(self, first: int, last: int) -> int:
        heads = self._parse.heads
        return next((t for t in range(first, last) if not first <= heads[t] < last or heads[t] == t), first)

    def _subject(self, source: Range | None) -> str:
        if source is None:
            return "none"
        return self._kind(self._top(*source))

    def _kind(self, token: int) -> str:
        word = self._parse.words[token].lower()
        if word in _PRONOUNS:
            return _PRONOUNS[word]
        label = self._labels.get(token)
        if label is not None:
            return "name-person" if label in _PERSON_ENTITIES else "name-body" if label in _BODY_ENTITIES else "name"
        return self._parse.tags[token]
