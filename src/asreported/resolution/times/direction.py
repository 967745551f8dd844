"""Whether a date in a sentence lies behind or ahead: read from the verb that governs it, and from prepositions."""

from __future__ import annotations

from typing import Literal

from asreported.lexicons import Lexicons, values
from asreported.parsing.parse import Parse

Direction = Literal["past", "future"]
_SURE_FUTURE = frozenset({"will", "shall", "'ll", "’ll"})
"""Modals that point ahead even before "have": "will have left by Monday"; "would have left" points nowhere."""
_STEPS = 12
"""How many heads are climbed from a date before giving up; longer chains are parser errors."""


class DirectionTable:
    """The words that tell past from future, from `times/verbs` and `times/prepositions`."""

    def __init__(self, lexicons: Lexicons) -> None:
        kinds: dict[str, set[str]] = {}
        for row in lexicons.rows("times/verbs"):
            kinds.setdefault(row["kind"], set()).update(values(row["lemmas"]))
        self.plans = frozenset(kinds.get("plan", ()))
        self.scheduled = frozenset(kinds.get("schedule", ()))
        self.modals = frozenset(kinds.get("modal", ()))
        self.prepositions = {
            word: (row["direction"], row["holds"])
            for row in lexicons.rows("times/prepositions")
            for word in values(row["words"])
        }

    def direction(self, parse: Parse, token: int) -> Direction | None:
        """Where the date headed by `token` lies, seen from publication; None when nothing tells."""
        previous = token - 1 if token and parse.sentence_of[token] == parse.sentence_of[token - 1] else None
        if previous is not None and parse.words[previous].lower() == "on" and previous:
            previous -= 1
        if previous is not None:
            if parse.tags[previous] == "VBD" and parse.lemmas[previous] != "be":
                return "past"
            if parse.words[previous].lower() in {"due", "upcoming"}:
                return "future"
        hint = self._from_preposition(parse, token)
        verb = self._verb_above(parse, token)
        told = self._tense(parse, verb) if verb is not None else None
        if hint == "weak":
            planned = verb is not None and parse.lemmas[verb].lower() in self.plans
            return "past" if told == "past" and not planned else "future"
        if hint == "past":
            return "past"
        return "future" if hint == "future" else told

    def _from_preposition(self, parse: Parse, token: int) -> str | None:
        """past, future, weak (future unless the verb is past), or None."""
        node, possessive = token, False
        for _ in range(_STEPS):
            head = parse.heads[node]
            if head == node:
                return None
            possessive = possessive or parse.deps[node] in {"poss", "compound"}
            if parse.tags[head] in {"IN", "RB"}:
                direction, holds = self.prepositions.get(parse.words[head].lower(), (None, ""))
                if direction is not None:
                    if possessive and holds != "always":
                        return None
                    return "weak" if holds == "weak" else direction
                if parse.words[head].lower() != "of":
                    return None
            elif parse.tags[head][0] not in "NC":
                return None
            node = head
        return None

    def _verb_above(self, parse: Parse, token: int) -> int | None:
        node = token
        for _ in range(_STEPS):
            if parse.tags[node][0] == "V":
                return node
            if parse.heads[node] == node:
                return None
            node = parse.heads[node]
        return None

    def _tense(self, parse: Parse, verb: int) -> Direction | None:
        for _ in range(_STEPS):
            told = self._tense_of(parse, verb)
            if told is not None:
                return told
            head = parse.heads[verb]
            is_under = parse.tags[verb] in {"VBZ", "VBP"} and parse.deps[verb] == "advcl"
            if head == verb or not (is_under or parse.tags[verb] in {"VB", "VBG", "VBN"}):
                return None
            above = self._verb_above(parse, head)
            if above is None:
                return None
            verb = above
        return None

    def _tense_of(self, parse: Parse, verb: int) -> Direction | None:
        """What the verb's own form tells, or None."""
        helpers = [c for c in parse.children[verb] if parse.deps[c] in {"aux", "auxpass"}]
        words = {parse.words[c].lower() for c in helpers}
        lemma = parse.lemmas[verb].lower()
        tag = parse.tags[verb]
        if words & self.modals:
            return None if "have" in words and not words & _SURE_FUTURE else "future"
        if tag == "VBD":
            return "past"
        if tag == "VBN" and "to" in words:
            return self._infinitive(parse, verb, words) if "have" not in words else "past"
        if tag == "VBN":
            if lemma in self.plans:
                return "future"
            is_present = any(parse.tags[c] in {"VBZ", "VBP"} and parse.lemmas[c] == "be" for c in helpers)
            return None if is_present or "be" in words else "past"
        if tag == "VBG":
            if any(parse.tags[c] == "VBD" or parse.tags[c] == "VBN" for c in helpers):
                return "past"
            return "future" if helpers and any(parse.tags[c] in {"VBZ", "VBP"} for c in helpers) else None
        if tag == "VB":
            return self._infinitive(parse, verb, words)
        return "future" if tag in {"VBZ", "VBP"} and lemma in self.scheduled else None

    def _infinitive(self, parse: Parse, verb: int, helpers: set[str]) -> Direction | None:
        if "did" in helpers:
            return "past"
        if "to" not in helpers:
            return None
        above = parse.heads[verb]
        if above == verb:
            return "future"
        if parse.lemmas[above].lower() in self.plans or parse.words[above].lower() in self.plans:
            return "future"
        return "future" if parse.lemmas[above] == "be" and parse.tags[above] in {"VBZ", "VBP", "VBD"} else None
