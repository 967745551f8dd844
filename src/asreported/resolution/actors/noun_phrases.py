"""Noun phrases: how far they reach, what qualifies them, whether they are definite, and whether they mean anybody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from asreported.parsing.parse import Parse
from asreported.resolution.actors.headlines import is_headline
from asreported.resolution.actors.index import ActorIndex
from asreported.resolution.actors.name_parts import Name
from asreported.resolution.actors.nouns import Noun

_BEFORE = frozenset(
    {"amod", "compound", "nmod", "nummod", "det", "poss", "case", "quantmod", "advmod", "predet", "punct"}
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_NOTHING: tuple[int, ...] = ()

_NUMBERS = frozenset({"two", "three", "four"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "pobj", "agent"})


class NounPhrases:
    """Questions about the noun phrases of one parse, given its names and nouns by token."""

    def __init__(
        self, parse: Parse, index: ActorIndex, name_of: Mapping[int, Name], noun_of: Mapping[int, Noun]
    ) -> None:
        self.parse = parse
        self.index = index
        self.name_of = name_of
        self.noun_of = noun_of
        self.headlines = frozenset(n for n, bounds in enumerate(parse.paragraphs) if is_headline(parse, *bounds))

    def is_adjectival(self, token: int) -> bool:
        """Whether a token only qualifies a noun: "Israeli" in "Israeli troops"."""
        if token + 1 < len(self.parse) and self.parse.words[token + 1] in "-–":
            return True
        while self.parse.deps[token] == "conj" and self.parse.heads[token] < token:
            token = self.parse.heads[token]
        return self.parse.deps[token] in ("amod", "compound", "nmod") and self.parse.heads[token] > token

    def is_modifier(self, token: int) -> bool:
        """Whether a noun only qualifies another: "police" in "police station"."""
        if self.in_headline(token) and self.parse.tags[token] in ("NNPS", "NNS"):
            return False
        if token + 1 < len(self.parse) and self.parse.words[token + 1] in "-–" and self.parse.heads[token] > token:
            return True
        return self.parse.deps[token] in ("compound", "amod", "nmod") and self.parse.heads[token] > token

    def is_mere_modifier(self, noun: Noun) -> bool:
        """Whether a noun is no mention of its own before another: "police station", not "Foreign Ministry aide"."""
        is_named = (
            noun.entry.table == "organs"
            and noun.entry.kind == "organization"
            and self.parse.words[noun.head][0].isupper()
        )
        return self.is_modifier(noun.head) and not is_named

    def is_predicate(self, head: int) -> bool:
        """Whether a bare singular only says what somebody is or does: "elected president", "obstruction of justice"."""
        parse = self.parse
        if parse.tags[head] != "NN" or self.in_headline(head):
            return False
        if parse.deps[head] in ("nsubj", "nsubjpass", "appos", "conj") or not parse.words[head].islower():
            return False
        determiners = ("det", "poss", "nummod")
        return not any(parse.deps[c] in determiners or c in self.name_of for c in parse.children[head] if c < head)

    def is_abstract(self, token: int) -> bool:
        """Whether "of" makes a noun no actor: "a group of questions", but "a group of farmers".

        Or its owner or "of" makes a doing of it: "her leadership", "the prosecution of his rival", "the business of".
        """
        parse = self.parse
        if self.index.is_use("doing", parse.words[token].lower()) and self._is_done(token):
            return True
        if not self.index.is_use("abstract_of", parse.words[token].lower()):
            return False
        for child in parse.children[token]:
            if child > token and parse.deps[child] == "prep" and parse.words[child].lower() == "of":
                reach = parse.child(child, "pobj")
                if reach is None or self.index.is_use("human_plural", parse.words[reach].lower()):
                    return False
                return not any(t in self.noun_of or t in self.name_of for t in range(child, reach + 1))
        return False

    def is_thing(self, token: int) -> bool:
        """Whether a noun with the one before it is nobody who can act: "social media", "water network"."""
        pair = " ".join(self.parse.words[max(0, token - 1) : token + 1]).lower()
        if self.index.is_use("bodily", self.parse.words[token].lower()):
            return any(self._is_persons(c) for c in self.parse.children[token])
        return self.index.is_use("not_actor_pair", pair)

    def _is_persons(self, token: int) -> bool:
        """Whether a child of "body" says whose: "her body", "Ada Quill's body", "the body of a pilot"."""
        parse = self.parse
        if parse.deps[token] == "poss":
            name = self.name_of.get(token)
            return parse.words[token].lower() != "its" and (name is None or name.kind == "person")
        reach = parse.child(token, "pobj") if parse.words[token].lower() == "of" else None
        return reach is not None and (reach in self.noun_of or self.index.is_use("human_singular", parse.words[reach]))

    def stands_alone(self, token: int, lower: str) -> bool:
        """Whether "the former", "the latter" or "the two" stands here without a noun."""
        if self.parse.deps[token] not in _ARGUMENTS:
            return False
        return lower in ("former", "latter") or (lower in _NUMBERS and self.parse.words[token - 1].lower() == "the")

    def is_age(self, token: int) -> bool:
        """Whether "the 54-year-old" ends here and no noun follows."""
        words, tags = self.parse.words, self.parse.tags
        if words[token] != "old" or token < 5 or words[token - 3 : token] != ("-", "year", "-"):
            return False
        is_alone = (
            not tags[token + 1 : token + 2] or not tags[token + 1].startswith(("NN", "JJ")) or self._is_verb(token + 1)
        )
        return words[token - 4].isdigit() and words[token - 5].lower() == "the" and is_alone

    def _is_verb(self, token: int) -> bool:
        """Whether a word heads its sentence, as a verb does that the tagger took for a noun."""
        return self.parse.heads[token] == token

    def _is_done(self, token: int) -> bool:
        """Whether a noun such as "leadership" is somebody's doing here, or of something."""
        parse = self.parse
        for child in parse.children[token]:
            if parse.deps[child] == "prep" and parse.words[child].lower() == "of":
                reach = parse.child(child, "pobj")
                name = self.name_of.get(reach) if reach is not None else None
                return reach not in self.noun_of and (name is None or name.kind == "person")
            if parse.deps[child] == "poss":
                name = self.name_of.get(child)
                is_persons = parse.tags[child] == "PRP$" and parse.words[child].lower() in ("his", "her", "my")
                return is_persons or (name is not None and name.kind == "person")
        return False

    def left_edge(self, first: int, head: int) -> int:
        """The first token of the premodifiers of a name or noun that begins at `first`."""
        parse = self.parse
        bound = parse.sentences[parse.sentence_of[head]][0]
        token = first - 1
        while token >= bound and not self._is_dash(token) and self._hangs_before(token, first, head):
            token -= 1
        edge = token + 1
        while edge < first and (
            parse.tags[edge] in (",", ":", "''", "``", "-LRB-", "-RRB-", "CC", "POS") or parse.words[edge] == "-"
        ):
            edge += 1
        return edge

    def _is_dash(self, token: int) -> bool:
        """Whether a hyphen stands between spaces, as after a dateline."""
        parse = self.parse
        return parse.words[token] in "-–—" and token > 0 and parse.ends[token - 1] < parse.starts[token]

    def _hangs_before(self, token: int, first: int, head: int) -> bool:
        """Whether a token before a phrase is one of its premodifiers, or hangs below one."""
        parse = self.parse
        for _ in range(8):
            above = parse.heads[token]
            is_joined = token + 1 < len(parse) and parse.words[token + 1] in "-–"
            if parse.deps[token] not in _BEFORE and parse.deps[token] not in ("cc", "conj") and not is_joined:
                return False
            if first <= above <= head:
                return True
            if above <= token and parse.deps[token] not in ("case", "cc", "conj", "punct"):
                return False
            token = above
        return False

    def right_edge(self, head: int, noun: Noun | None, others: tuple[int, ...]) -> int:
        """The token after the phrase: its noun and what "of" adds to it, without clauses."""
        parse = self.parse
        end = max(head + 1, noun.end if noun is not None else 0, *(other + 1 for other in others), 0)
        for child in parse.children[head]:
            is_of = parse.deps[child] == "prep" and parse.words[child].lower() == "of"
            if is_of and child <= end and not self._is_of_verb(head):
                reach = parse.child(child, "pobj")
                if reach is not None and all(parse.tags[c] != "PRP$" for c in parse.children[reach]):
                    name = self.name_of.get(reach)
                    end = max(end, reach + 1, name.end if name is not None else 0)
        return end

    def _is_of_verb(self, head: int) -> bool:
        """Whether "of" after a noun belongs to the verb: "accuse the army of a massacre"."""
        parse, verb = self.parse, self.parse.heads[head]
        return parse.deps[head] in ("dobj", "nsubjpass") and self.index.is_use("of_verb", parse.lemmas[verb].lower())

    def qualifiers(self, region: Sequence[int], head: int, *, after: bool) -> tuple[int, ...]:
        """Heads of names and nouns that qualify a head: before it, or after it with "of", "for", "from"."""
        parse = self.parse
        found = []
        for token in region:
            name, noun = self.name_of.get(token), self.noun_of.get(token)
            is_name = name is not None and name.head == token and not self._is_origin(token)
            if is_name or (noun is not None and noun.head == token and name is None and token != head):
                found.append(token)
        if after:
            for child in parse.children[head]:
                if self._is_of_verb(head) and parse.words[child].lower() == "of":
                    continue
                if parse.deps[child] == "prep" and parse.words[child].lower() in ("of", "for", "from", "at", "with"):
                    reach = parse.child(child, "pobj")
                    if reach is not None and (reach in self.name_of or reach in self.noun_of):
                        found.append(self.name_of[reach].head if reach in self.name_of else self.noun_of[reach].head)
                        found.extend(t for t in parse.conjuncts(reach)[1:] if t in self.name_of)
                        inner = (c for c in parse.children[reach] if c < reach and reach not in self.name_of)
                        found.extend(c for c in inner if c in self.name_of and self.name_of[c].head == c)
        return tuple(found)

    def states_after(self, head: int, preposition: str = "of") -> tuple[int, ...]:
        """Heads of the states that a preposition after a head names: "King Harun of Norland"."""
        parse = self.parse
        for child in parse.children[head]:
            if parse.deps[child] == "prep" and parse.words[child].lower() == preposition:
                reach = parse.child(child, "pobj")
                name = self.name_of.get(reach) if reach is not None else None
                if name is not None and name.kind == "state":
                    return (name.head,)
        return ()

    def _is_origin(self, token: int) -> bool:
        """Whether a country stands in a compound such as "Iran-backed", which does not make the thing Iran's."""
        words = self.parse.words
        if token + 2 < len(words) and words[token + 1] in "-–" and words[token + 2][0].islower():
            return True
        return (
            token > 0 and words[token - 1] in "-–" and token > 1 and words[token - 2].lower() in ("anti", "pro", "non")
        )

    def modifiers(self, region: Sequence[int]) -> tuple[str, ...]:
        """The lower-cased content words of a region; of a longer name only its head: "New Zealand" is not new."""
        tags, words = self.parse.tags, self.parse.words
        return tuple(
            words[t].lower()
            for t in region
            if tags[t][:2] in ("NN", "JJ", "VB")
            and not self.index.is_use("vague", words[t].lower())
            and (t not in self.name_of or self.name_of[t].head == t)
        )

    def count(self, region: Sequence[int]) -> str:
        """The number or vague quantity said in a region, "" for none."""
        for token in region:
            word = self.parse.words[token].lower()
            if self.parse.tags[token] == "CD" or self.index.is_use("vague", word):
                return word
        return ""

    def is_definite(self, region: Sequence[int]) -> bool:
        """Whether "the", "this" or a possessor opens the phrase."""
        tags, words = self.parse.tags, self.parse.words
        return any(self.index.is_use("definite", words[t].lower()) or tags[t] in ("PRP$", "POS") for t in region)

    def is_former(self, region: Sequence[int]) -> bool:
        """Whether "former" or the like is said."""
        return any(self.index.is_use("former", self.parse.words[t].lower()) for t in region)

    def is_subject(self, token: int) -> bool:
        """Whether a token, or what it is coordinated with, is the subject of a clause."""
        parse = self.parse
        while parse.deps[token] == "conj":
            token = parse.heads[token]
        return parse.deps[token] in _SUBJECTS

    def same_phrase(self, head: int) -> tuple[int, ...]:
        """Bare general nouns joined to a plural that mean the same: "groups and movements"."""
        parse = self.parse
        if parse.tags[head] != "NNS" or not self.index.is_use("anaphor_group", parse.lemmas[head].lower()):
            return _NOTHING
        return tuple(
            c
            for c in parse.children[head]
            if parse.deps[c] == "conj" and parse.tags[c] == "NNS" and parse.words[c].islower() and c - head == 2
            and all(parse.deps[g] not in _BEFORE for g in parse.children[c])
            and self.index.is_use("anaphor_group", parse.lemmas[c].lower())
        )  # fmt: skip

    def in_headline(self, token: int) -> bool:
        """Whether a token stands in a headline."""
        return self.parse.paragraph_of[token] in self.headlines
