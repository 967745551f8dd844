"""A stated count held against the members that are named: "five groups … A, B, C and D"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from asreported.lexicons import Lexicons
from asreported.parsing import Parse
from asreported.records import Actor, Check
from asreported.resolution.cast import Cast

REACH_SENTENCES = 6
"""How far behind a stated count its members may be listed; lists further off are of something else (read in dev)."""
SMALLEST_LIST = 3
"""Two names joined by "and" are too common to be a list of members."""
LARGEST_GAP = 2
"""A list further than this from the stated count names somebody else."""


class CountTable:
    """Number words, the nouns that a list of actors can be the members of, and the words that announce a part only."""

    def __init__(self, lexicons: Lexicons) -> None:
        self.numbers: Mapping[str, int] = {
            word: int(row["number"]) for row in lexicons.rows("checks/numbers") for word in row["words"].split("|")
        }
        self.members: Mapping[str, frozenset[str]] = {
            word: frozenset(row["kinds"].split("|"))
            for row in lexicons.rows("checks/members")
            for word in row["words"].split("|")
        }
        self.partial: frozenset[str] = frozenset(
            word for row in lexicons.rows("checks/partial") for word in row["words"].split("|")
        )


class _Stated(NamedTuple):
    token: int
    number: int
    kinds: frozenset[str]
    numeral: int


class _Listed(NamedTuple):
    first: int
    last: int
    tokens: tuple[int, ...]
    kinds: frozenset[str]


def check_counts(parse: Parse, cast: Cast, table: CountTable) -> Iterator[Check]:
    """A `count-mismatch` where the first list of names behind a stated count has another number of members."""
    lists = _lists(parse, cast)
    for stated in _stated(parse, table):
        sentence = parse.sentence_of[stated.token]
        for listed in lists:
            distance = parse.sentence_of[listed.first] - sentence
            if listed.first <= stated.token or not 0 <= distance <= REACH_SENTENCES or not listed.kinds & stated.kinds:
                continue
            gap = abs(len(listed.tokens) - stated.number)
            if gap and gap <= LARGEST_GAP and not _is_part(parse, listed, table):
                yield _mismatch(parse, stated, listed)
            break


def _stated(parse: Parse, table: CountTable) -> Iterator[_Stated]:
    for token, word in enumerate(parse.words):
        number = table.numbers.get(word.lower())
        if number is None or parse.deps[token] != "nummod":
            continue
        head = parse.heads[token]
        kinds = table.members.get(parse.lemmas[head].lower())
        if kinds and parse.tags[head] in ("NNS", "NNPS"):
            yield _Stated(head, number, kinds, token)


def _lists(parse: Parse, cast: Cast) -> list[_Listed]:
    """Coordinations of three and more named actors, in text order."""
    kinds = {actor.id: actor.kind for actor in cast.actors}
    named = {actor.id for actor in cast.actors if _is_named(actor)}
    found = []
    for token in range(len(parse)):
        if parse.deps[token] == "conj" or parse.child(token, "conj") is None:
            continue
        tokens = tuple(parse.conjuncts(token))
        actors = [cast.heads.get(one) for one in tokens]
        if len(tokens) < SMALLEST_LIST or len(set(actors)) < len(tokens):
            continue
        members = [actor for actor in actors if actor is not None and actor in named]
        if len(members) == len(tokens):
            left = min(parse.edges[one][0] for one in tokens)
            found.append(_Listed(left, tokens[-1], tokens, frozenset(kinds[actor] for actor in members)))
    return found


def _is_named(actor: Actor) -> bool:
    return any(mention.type == "name" for mention in actor.mentions)


def _is_part(parse: Parse, listed: _Listed, table: CountTable) -> bool:
    """Whether the list says itself that it names only some ("including A, B and C", "among them")."""
    before = range(max(0, listed.first - 3), listed.first)
    return any(parse.words[token].lower() in table.partial for token in before)


def _mismatch(parse: Parse, stated: _Stated, listed: _Listed) -> Check:
    head = parse.span(stated.numeral, stated.token + 1)
    names = parse.span(listed.first, listed.last + 1)
    message = f"{parse.text[head[0] : head[1]]!r} stated, {len(listed.tokens)} named"
    return Check("count-mismatch", (head, names), message)
