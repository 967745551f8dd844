"""What stands beside a name and shows what it names: a title, a "who", a verb of speech, a word like "group"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from asreported.parsing.parse import Parse
from asreported.resolution.actors.index import ActorIndex
from asreported.resolution.actors.name_edges import NameEdges
from asreported.resolution.actors.nouns import Noun, head_of

_SPEAKS = frozenset({"say", "tell", "add", "note", "explain", "recall", "joke", "write", "insist", "argue", "reply"})
_PHRASE_DEPTH = 8
_LONGEST_DOMAIN = 12
_LONGEST_NAME = 3


class NameEvidence:
    """Questions about the words around names in one parse.

    `taken` marks the tokens of the names found so far, `places` are the tokens written as a place is.
    """

    def __init__(
        self,
        parse: Parse,
        index: ActorIndex,
        noun_at: Mapping[int, Noun],
        taken: list[bool],
        places: frozenset[int],
    ) -> None:
        self.parse = parse
        self.index = index
        self.noun_at = noun_at
        self.taken = taken
        self.places = places
        self.edges = NameEdges(parse, index, noun_at)

    def titled(self) -> Iterator[tuple[int, int]]:
        """Names that only a title gives away: "President Okoro", "General Anders Voll"."""
        parse = self.parse
        for token in range(len(parse) - 1):
            end = token + 1
            if parse.tags[token] not in ("NNP", "NN", "JJ") or self.taken[token]:
                continue
            noun = self.noun_at.get(token)
            least = 1
            if noun is not None and noun.entry.table in ("offices", "agents"):
                end = noun.end
                least = 1 if noun.entry.table == "offices" and parse.words[token][0].isupper() else 2
            elif not self.index.is_use("honorific", parse.words[token].lower()):
                continue
            last = end
            while last < len(parse) and self._is_bare_name(last, token, end):
                last += 1
            if last >= end + least and not self.is_noun(end, last):
                first, last = self.edges.grow(end, last)
                self.taken[first:last] = [True] * (last - first)
                yield first, last

    def long_titled(self) -> Iterator[tuple[int, int, int]]:
        """(office, first, last + 1) of names right behind an office's domain: "Minister of Transport Ada Quill".

        The domain ends with its last word for a field or body: "Head of the ministry's Road Department Ada Quill".
        """
        parse = self.parse
        for noun in self.noun_at.values():
            of = noun.end
            if noun.entry.table != "offices" or not parse.words[noun.head][0].isupper() or of + 3 > len(parse):
                continue
            if parse.words[of] not in ("of", "for", "at"):
                continue
            start, at = -1, of + 1
            while at < min(len(parse), of + _LONGEST_DOMAIN) and self._is_domain(at, of):
                at += 1
                if self._ends_domain(at - 1):
                    start = at
            end = start
            while 0 < start <= end < len(parse) and self._is_bare_name(end, of, start):
                end += 1
            if start > 0 and 2 <= end - start <= _LONGEST_NAME and self._is_name_run(start, end):
                yield noun.start, start, end

    def _is_domain(self, token: int, office: int) -> bool:
        parse = self.parse
        if parse.sentence_of[token] != parse.sentence_of[office]:
            return False
        is_mark = parse.tags[token] in ("POS", "DT", "CC") and parse.words[token].islower()
        return is_mark or parse.words[token][0].isupper() or self._ends_domain(token)

    def _ends_domain(self, token: int) -> bool:
        word = self.parse.words[token].lower()
        return any(self.index.is_use(use, word) for use in ("portfolio", "organization"))

    def _is_name_run(self, start: int, end: int) -> bool:
        """Whether capitalised words are one name and nothing hangs behind them: not "Support Group", "Ada Quill of"."""
        parse, words = self.parse, self.parse.words
        lower = [word.lower() for word in words[start:end]]
        uses = ("organization", "portfolio", "place_noun", "corporate", "not_actor")
        if any(self.index.is_use(use, word) for use in uses for word in lower):
            return False
        if any(t in self.noun_at or not words[t][0].isalpha() for t in range(start, end)):
            return False
        return all(parse.heads[t] == end - 1 for t in range(start, end - 1)) and (
            parse.heads[end - 1] < start or not parse.tags[parse.heads[end - 1]].startswith("NN")
        )

    def evident(self) -> Iterator[tuple[int, int]]:
        """Names the recogniser left out or took for places, that something beside them shows to be persons'."""
        parse, token = self.parse, 0
        while token < len(parse):
            last = token
            while last < len(parse) and last < token + 4 and self._is_bare_name(last, token, token):
                last += 1
            if last == token:
                token += 1
                continue
            if self.is_noun(token, last):
                token = last
                continue
            head = head_of(parse, token, last)
            has_given = last - token > 1 and parse.words[token].lower() in self.index.genders
            has_given = has_given and not self.follows_organization_noun(token)
            if has_given or (head not in self.places and self.shows_person(head, is_full=last - token > 1)):
                first, last = self.edges.grow(token, last)
                self.taken[first:last] = [True] * (last - first)
                yield first, last
            token = last

    def shows_person(self, head: int, *, is_full: bool) -> bool:
        """Whether a name is described as a person, has a "who", or speaks."""
        parse = self.parse
        beside = [c for c in parse.children[head] if parse.deps[c] == "appos"]
        if parse.deps[head] == "appos":
            beside.append(parse.heads[head])
        if any(self._is_person_noun(token) for token in beside) or self._is_behind_person(head):
            return True
        for child in parse.children[head]:
            if parse.deps[child] == "relcl" and any(parse.words[c].lower() == "who" for c in parse.children[child]):
                return True
        verb = parse.heads[head]
        if parse.deps[head] != "nsubj" or not is_full:
            return False
        reflexive = any(parse.words[c].lower() in ("himself", "herself") for c in parse.children[verb])
        return reflexive or parse.lemmas[verb].lower() in _SPEAKS

    def _is_behind_person(self, head: int) -> bool:
        """Whether commas set a name off behind a person's description: "a clerk at the mill in Dorn, Ada Quill,"."""
        parse, first = self.parse, head
        while first > 0 and parse.tags[first - 1] in ("NNP", "NNPS") and parse.heads[first - 1] == head:
            first -= 1
        if parse.deps[head] != "appos" or first == head or parse.words[first - 1] != ",":
            return False
        at = parse.heads[head]
        for _ in range(_PHRASE_DEPTH):
            if parse.deps[at] not in ("pobj", "prep"):
                break
            at = parse.heads[at]
            if self._is_person_noun(at):
                return True
        return False

    def _is_person_noun(self, token: int) -> bool:
        word = self.parse.words[token].lower()
        if self.parse.tags[token] != "NN":
            return False
        nouns = [self.noun_at[t] for t in range(max(0, token - 3), token + 1) if t in self.noun_at]
        named = any(n.head == token and n.entry.table != "organs" and n.entry.kind != "organization" for n in nouns)
        return named or self.index.is_use("human_singular", word)

    def _is_bare_name(self, token: int, title: int, first: int) -> bool:
        parse = self.parse
        return (
            (
                parse.tags[token] == "NNP"
                or (parse.tags[token] == "NNPS" and parse.words[token].lower() in self.index.given_names)
                or (
                    parse.tags[token] == "NNPS"
                    and token > first
                    and parse.words[token - 1].lower() in self.index.given_names
                )
            )
            and parse.words[token][0].isupper()
            and not self.taken[token]
            and self.parse.sentence_of[title] == self.parse.sentence_of[token]
            and (token not in self.noun_at or token > first)
            and not self.is_no_actor(token)
        )

    def is_noun(self, start: int, end: int) -> bool:
        """Whether [start, end) is nouns of the tables and nothing else."""
        while start < end and (noun := self.noun_at.get(start)) is not None:
            start = noun.end
        return start >= end

    def is_no_actor(self, token: int) -> bool:
        """Whether a word ends names of what is no actor: a day, a war, a law, a road."""
        return self.index.is_use("not_actor", self.parse.words[token].lower())

    def follows_organization_noun(self, token: int) -> bool:
        """Whether the word just before a name says that it names an organisation: "the consortium Amber Path"."""
        before = token - 1
        word = self.parse.words[before]
        return token > 0 and word.islower() and self.index.is_use("organization", word) and self._is_one(before, token)

    def stands_beside_organization_noun(self, start: int, end: int) -> bool:
        """Whether commas set a name off behind a body that it names: "their newspaper, Amber Path,".

        Not behind "a spokesman for the company", where the name is the spokesman's.
        """
        parse, head = self.parse, head_of(self.parse, start, end)
        noun = parse.heads[head]
        if parse.deps[head] != "appos" or noun >= start or parse.words[start - 1] != "," or parse.tags[noun] != "NN":
            return False
        return parse.deps[noun] != "pobj" and self.index.is_use("organization", parse.words[noun].lower())

    def follows_person_noun(self, start: int, head: int) -> bool:
        """Whether the noun just before a name says what the person is: "lawmaker Ada Quill"."""
        before, heads = start - 1, self.parse.heads
        return before >= 0 and heads[before] == head and self._is_person_noun(before)

    def _is_one(self, noun: int, name: int) -> bool:
        """Whether a noun and the name after it are one phrase."""
        heads = self.parse.heads
        return heads[noun] in range(name, name + 4) or heads[name] == noun or heads[heads[name]] == noun

    def is_organization_noun(self, token: int) -> bool:
        """Whether a token just after a name says that it names an organisation: "the Amber Path group"."""
        parse = self.parse
        return (
            parse.tags[token] in ("NN", "NNP")
            and parse.deps[token - 1] == "compound"
            and parse.heads[token - 1] == token
            and self.index.is_use("organization", parse.words[token].lower())
        )
