"""Names known by their shape: a possessor inside, a body called after what its members do, places and headlines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from asreported.parsing.parse import Parse
from asreported.records import Span
from asreported.resolution.actors.index import ActorIndex
from asreported.resolution.actors.name_parts import Name
from asreported.resolution.actors.nouns import Noun, head_of

_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_LINKS = frozenset({"e", "i"})
"""What joins the two halves of names such as "Sipah-e-Dorn"."""
_LONGEST_PLACE = 4
_LONGEST_APPOSITION = 7


class NameShapes:
    """Questions about how the names of one parse are written.

    `covered` are the tokens of listed states, `literal` the spans that the gazetteer knows as places, if it was asked.
    """

    def __init__(
        self,
        parse: Parse,
        index: ActorIndex,
        noun_at: Mapping[int, Noun],
        covered: frozenset[int],
        headlines: frozenset[int],
        literal: frozenset[Span] = frozenset(),
    ) -> None:
        self.parse = parse
        self.index = index
        self.noun_at = noun_at
        self.covered = covered
        self.headlines = headlines
        self.literal = literal
        ranges = (parse.tokens_in(span) for span in literal)
        self._literal_words = {self._lower(tokens.start, tokens.stop) for tokens in ranges if len(tokens)}
        self._noun_heads = {noun.head: noun for noun in noun_at.values()}
        places = tuple(self._places())
        self.place_tokens = frozenset(t for start, end, _ in places for t in range(start, end))
        self._called = {self._lower(start, end) for start, end, is_called in places if is_called}
        self._where = Counter(self._lower(start, end) for start, end, _ in places)
        self._bodies = {parse.words[e.end - 1].lower() for e in parse.entities if e.label == "ORG"}

    # ---- bodies ------------------------------------------------------------------------------------------------------

    def bodies(self) -> Iterator[tuple[int, int]]:
        """Names of bodies that the recogniser breaks: "Dorn Herders' League", "Doctors on the Road", "Sipah-e-Dorn"."""
        candidates = self._of_names()
        called = {words for words, is_told in candidates.values() if is_told}
        of_names = {start: start + len(words) for start, (words, _) in candidates.items() if words in called}
        reached = 0
        for token in range(len(self.parse)):
            if token in of_names and token >= reached:
                reached = of_names[token]
                yield token, reached
            if token < reached or not (self.parse.tags[token].startswith("NN") or self.parse.tags[token] == "POS"):
                continue
            found = self._with_possessor(token) or self._called_after_deed(token) or self._hyphenated(token)
            if found is not None and found[0] >= reached:
                yield found
                reached = found[1]

    def _of_names(self) -> dict[int, tuple[tuple[str, ...], bool]]:
        """First token of each "Lantern of the North" to its words and whether ", a militia" behind it tells a body."""
        parse, words = self.parse, self.parse.words
        found: dict[int, tuple[tuple[str, ...], bool]] = {}
        for of in range(2, len(parse) - 1):
            token = of - 1
            if words[of] != "of" or words[token - 1].lower() != "the" or not self._is_capital(token, of):
                continue
            if token in self._noun_heads or token in self.covered:
                continue
            first = of + 1 + (words[of + 1] == "the")
            end = first
            while end < len(parse) and self._is_capital(end, of) and end not in self.covered:
                end += 1
            if end > first:
                found[token] = (self._lower(token, end), self._tells_body(end))
        return found

    def _tells_body(self, token: int) -> bool:
        """Whether ", a militia" stands at a token."""
        words = self.parse.words
        if words[token : token + 1] != (",",) or words[token + 1 : token + 2] not in (("a",), ("an",), ("the",)):
            return False
        for at in range(token + 2, min(token + _LONGEST_APPOSITION, len(words))):
            if not self.parse.tags[at].startswith(("NN", "JJ", "VB")) or self.parse.tags[at] == "NNS":
                return False
            if self._names_body(at) and self.parse.tags[at + 1 : at + 2] != ("NN",):
                return True
        return False

    def _with_possessor(self, token: int) -> tuple[int, int] | None:
        """The name around a plural possessor: "Marsh Women's Livestock Forum", not "Norland's Parliament"."""
        parse, words = self.parse, self.parse.words
        if words[token] not in _POSSESSIVES or token < 1 or token + 1 >= len(parse) or not self._is_many(token):
            return None
        start, end = token - 1, token + 1
        while start > 0 and self._is_capital(start - 1, token) and not self._is_titled(start - 1):
            start -= 1
        while end < len(parse) and self._is_capital(end, token):
            end += 1
        if end + 1 < len(parse) and words[end] == "of" and self._is_capital(end + 1, token):
            end += 2
        if end == token + 1:
            return None
        last = next(t for t in range(end - 1, token, -1) if self._is_capital(t, token))
        is_body = any(self._names_body(t) for t in range(token + 1, last + 1))
        return (start, end) if is_body else None

    def _is_many(self, token: int) -> bool:
        """Whether what a possessive mark follows is a capitalised plural: "Herders'", "Women's"."""
        before, word = token - 1, self.parse.words[token - 1]
        if not word[0].isupper() or before in self.covered or not self.parse.tags[before].startswith("NNP"):
            return False
        lower = word.lower()
        if self.index.is_use("human_plural", lower):
            return True
        if len(self.parse.words[token]) > 1 or not lower.endswith("s"):
            return False
        return self.parse.tags[before] == "NNPS" or before in self._noun_heads

    def _called_after_deed(self, token: int) -> tuple[int, int] | None:
        """A name such as "Doctors on the Road": a capitalised plural within a sentence, a preposition, capitals."""
        parse, words = self.parse, self.parse.words
        if parse.tags[token] not in ("NNPS", "NNS") or not words[token][0].isupper() or token + 2 >= len(parse):
            return None
        if token == parse.sentences[parse.sentence_of[token]][0] or parse.paragraph_of[token] in self.headlines:
            return None
        noun = self._noun_heads.get(token)
        known = noun is not None or self.index.is_use("human_plural", words[token].lower())
        if not known or self._is_capital(token - 1, token) or token in self.covered:
            return None
        if not self.index.is_use("name_preposition", words[token + 1]):
            return None
        first = token + 2 + (words[token + 2] == "the")
        end = first
        while end < len(parse) and self._is_capital(end, token):
            end += 1
        return (token, end) if end > first and not any(t in self.covered for t in range(first, end)) else None

    def _hyphenated(self, token: int) -> tuple[int, int] | None:
        """A name such as "Sipah-e-Dorn"."""
        parse, words = self.parse, self.parse.words
        if token + 4 >= len(parse) or not words[token][0].isupper() or words[token + 2] not in _LINKS:
            return None
        marks = words[token + 1] == words[token + 3] == "-" and parse.ends[token] == parse.starts[token + 1]
        whole = parse.starts[token + 4] - parse.ends[token] == 3 and words[token + 4][0].isupper()
        return (token, token + 5) if marks and whole else None

    def _names_body(self, token: int) -> bool:
        word = self.parse.words[token].lower()
        if self.index.is_use("organization", word) or self.index.is_use("corporate", word):
            return True
        noun = self._noun_heads.get(token)
        return noun is not None and noun.entry.kind == "organization"

    def _is_capital(self, token: int, beside: int) -> bool:
        parse = self.parse
        return (
            parse.tags[token] in ("NNP", "NNPS")
            and parse.words[token][0].isupper()
            and parse.sentence_of[token] == parse.sentence_of[beside]
        )

    def _is_titled(self, token: int) -> bool:
        noun = self._noun_heads.get(token)
        return self.index.is_use("honorific", self.parse.words[token].lower()) or (
            noun is not None and noun.entry.table == "offices"
        )

    # ---- places ------------------------------------------------------------------------------------------------------

    def is_place(self, start: int, end: int) -> bool:
        """Whether the report writes tokens as a place: "city of Dorn" or "Dorn district" once, "in Dorn" half the time.

        A given name in front makes them a person's all the same.
        """
        if end - start > 1 and self.parse.words[start].lower() in self.index.given_names:
            return False
        words = self._lower(start, end)
        if self.parse.span(start, end) in self.literal and not self._speaks(start, end):
            return True
        if words not in self._where or words[-1] in self._bodies or self._speaks(start, end):
            return False
        return words in self._called or 2 * self._where[words] >= self.parse.words.count(self.parse.words[end - 1])

    def is_literal(self, start: int, end: int) -> bool:
        """Whether the gazetteer knows these very words as a place in this report, and they do not speak here."""
        return self._lower(start, end) in self._literal_words and not self._speaks(start, end)

    def is_site(self, start: int, end: int) -> bool:
        """Whether one capitalised word only names a site: "the Sarin railway", "the Dorn hospital"."""
        if end - start != 1 or end >= len(self.parse) or self.parse.heads[start] != end:
            return False
        word = self.parse.words[end]
        is_plain = word.islower() and self.parse.deps[start] == "compound" and self.parse.words[start - 1] == "the"
        return is_plain and any(self.index.is_use(use, word) for use in ("site", "place_noun", "premises"))

    def _speaks(self, start: int, end: int) -> bool:
        head = head_of(self.parse, start, end)
        verb = self.parse.lemmas[self.parse.heads[head]].lower()
        return self.parse.deps[head] == "nsubj" and self.index.is_use("speech_verb", verb)

    def _places(self) -> Iterator[tuple[int, int, bool]]:
        """Tokens [start, end) that stand as a place's name does, and whether a word such as "city" says so."""
        parse, index = self.parse, self.index
        for token in range(len(parse)):
            if parse.tags[token] not in ("NNP", "NNPS") or parse.paragraph_of[token] in self.headlines:
                continue
            above = parse.heads[token]
            if parse.deps[token] == "pobj":
                word = parse.words[above].lower()
                is_of = word == "of" and index.is_use("place_noun", parse.words[parse.heads[above]].lower())
                if is_of or index.is_use("where", word):
                    yield self._run_start(token), token + 1, is_of
            elif above > token and index.is_use("place_noun", parse.words[above]) and self._is_last(token, above):
                yield self._run_start(token), token + 1, True

    def _is_last(self, token: int, above: int) -> bool:
        return token + 1 == above and self.parse.deps[token] in ("compound", "nmod", "amod")

    def _run_start(self, token: int) -> int:
        first = token
        bound = max(0, token - _LONGEST_PLACE)
        while first > bound and (
            self._is_capital(first - 1, token)
            or (self.parse.words[first - 1] == "-" and self.parse.ends[first - 1] == self.parse.starts[first])
        ):
            first -= 1
        return first

    def _lower(self, start: int, end: int) -> tuple[str, ...]:
        return tuple(self.parse.words[t].lower() for t in range(start, end))

    # ---- headlines ---------------------------------------------------------------------------------------------------

    def trust(self, names: list[Name]) -> list[Name]:
        """The names, those of headlines only as far as the tables or the body of the report know their words.

        In a line of capitalised words every word looks like part of a name: "Strike Kills at Least Nine".
        """
        if not self.headlines or len(self.headlines) == len(self.parse.paragraphs):
            return names
        body = [name for name in names if self.parse.paragraph_of[name.start] not in self.headlines]
        known = {word for name in body for word in self._lower(name.start, name.end)}
        kept = []
        for name in names:
            if self.parse.paragraph_of[name.start] not in self.headlines or name.entry is not None:
                kept.append(name)
                continue
            start, end = name.start, name.end
            while start < end and self.parse.words[start].lower() not in known:
                start += 1
            while start < end and self.parse.words[end - 1].lower() not in known:
                end -= 1
            words = self._lower(start, end)
            if start < end and all(word in known for word in words):
                same = next((b for b in body if self._lower(b.start, b.end)[-len(words) :] == words), name)
                head = head_of(self.parse, start, end)
                kept.append(replace(name, start=start, end=end, head=head, kind=same.kind, entry=same.entry))
        return kept
