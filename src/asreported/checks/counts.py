"""A stated count held against the members that are named: "five groups … A, B, C and D"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from asreported.lexicons import Lexicons
from asreported.parsing import Parse
from asreported.records import Check, Span
from asreported.resolution.cast import Cast

REACH_SENTENCES = 6
"""How far behind a stated count its members may be listed; lists further off are of something else (read in dev)."""
SMALLEST_LIST = 3
"""Two names joined by "and" are too common to be a list of members."""
_JOINT = re.compile(r"(?:\s\([^()]*\))?(?:\s[a-z-]+){0,2}(?:,\s(?:and\s)?|\sand\s|\s&\s)(?:the\s)?")
"""What stands between two names of a list: an acronym, a noun ("group"), then a comma or "and"."""
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
    span: Span
    sentence: int
    kinds: tuple[str, ...]


def check_counts(parse: Parse, cast: Cast, table: CountTable) -> Iterator[Check]:
    """A `count-mismatch` where the first list of names behind a stated count has another number of members."""
    lists = list(_lists(parse, cast))
    told: set[Span] = set()
    for stated in _stated(parse, table):
        listed = next((one for one in lists if _may_name(parse, stated, one)), None)
        if listed is None or listed.span in told:
            continue
        told.add(listed.span)
        gap = abs(len(listed.kinds) - stated.number)
        if gap and gap <= LARGEST_GAP and not _is_part(parse, listed, table):
            yield _mismatch(parse, stated, listed)


def _stated(parse: Parse, table: CountTable) -> Iterator[_Stated]:
    for token, word in enumerate(parse.words):
        number = table.numbers.get(word.lower())
        if number is None or parse.deps[token] != "nummod":
            continue
        head = parse.heads[token]
        kinds = table.members.get(parse.lemmas[head].lower())
        if kinds and parse.tags[head] in ("NNS", "NNPS"):
            yield _Stated(head, number, kinds, token)


def _may_name(parse: Parse, stated: _Stated, listed: _Listed) -> bool:
    """Whether a list can be the members of a stated count: behind it, near, and of its kind for the most part."""
    distance = listed.sentence - parse.sentence_of[stated.token]
    fitting = sum(kind in stated.kinds for kind in listed.kinds)
    of_states = all(kind == "state" for kind in listed.kinds)
    return (
        listed.span[0] >= parse.ends[stated.token]
        and 0 <= distance <= REACH_SENTENCES
        and fitting * 2 > len(listed.kinds)
        and of_states == ("state" in stated.kinds)
    )


def _lists(parse: Parse, cast: Cast) -> Iterator[_Listed]:
    """Three and more names of different actors joined by commas and a last "and", in text order.

    Read off the words between the names: a parser loses its way in long names just where a list of them stands.
    """
    names = sorted(
        (mention.span[0], -mention.span[1], actor.id, actor.kind)
        for actor in cast.actors
        for mention in actor.mentions
        if mention.type == "name"
    )
    run: list[tuple[Span, str, str]] = []
    for start, negative_end, actor_id, kind in names:
        if run and start < run[-1][0][1]:
            continue
        between = parse.text[run[-1][0][1] : start] if run else ""
        if run and actor_id == run[-1][1] and between.strip() == "(":
            continue
        if run and not _JOINT.fullmatch(between):
            yield from _as_list(parse, run)
            run = []
        run.append(((start, -negative_end), actor_id, kind))
    yield from _as_list(parse, run)


def _as_list(parse: Parse, run: list[tuple[Span, str, str]]) -> Iterator[_Listed]:
    if len({actor for _, actor, _ in run}) == len(run) >= SMALLEST_LIST:
        span = (run[0][0][0], run[-1][0][1])
        sentence = parse.sentence_of[parse.tokens_in(run[0][0])[0]]
        yield _Listed(span, sentence, tuple(kind for *_, kind in run))


def _is_part(parse: Parse, listed: _Listed, table: CountTable) -> bool:
    """Whether the list says itself that it names only some ("including A, B and C", "among them")."""
    first = parse.tokens_in(listed.span)[0]
    return any(parse.words[token].lower() in table.partial for token in range(max(0, first - 4), first))


def _mismatch(parse: Parse, stated: _Stated, listed: _Listed) -> Check:
    head = parse.span(stated.numeral, stated.token + 1)
    message = f"{parse.text[head[0] : head[1]]!r} stated, {len(listed.kinds)} named"
    return Check("count-mismatch", (head, listed.span), message)
