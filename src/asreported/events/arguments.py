"""From words to actors: the actors a word stands for, and whose a thing is when the word is no actor itself."""

from __future__ import annotations

from asreported.parsing import Parse
from asreported.resolution.cast import Cast

OWNERS = ("poss", "compound", "amod", "nmod")
LIMIT = 12
"""No coordination in a news sentence that is parsed right is longer; a longer one is a list gone wrong."""


def mentions_at(parse: Parse, cast: Cast, token: int) -> list[tuple[str, int]]:
    """Actor and token for `token`, what is coordinated with it and what stands in apposition to it, in text order."""
    found: list[tuple[str, int]] = []
    for one in parse.conjuncts(token)[:LIMIT]:
        if one in cast.several:
            found.extend((joint, one) for joint in cast.several[one])
            continue
        actor = cast.heads.get(one) or cast.parts.get(one)
        if actor is None:
            apposition = parse.child(one, "appos")
            if apposition is not None:
                actor, one = cast.heads.get(apposition), apposition
        if actor is not None:
            found.append((actor, one))
    return found


def actors_at(parse: Parse, cast: Cast, token: int) -> tuple[str, ...]:
    """The actors that `token` stands for, coordinated and appositive ones included, each once, in text order."""
    return tuple(dict.fromkeys(actor for actor, _ in mentions_at(parse, cast, token)))


def owners_at(
    parse: Parse, cast: Cast, token: int, prepositions: tuple[str, ...], depth: int = 3
) -> list[tuple[str, int]]:
    """Whose `token` is: "Moscow's proposal", "a Russian proposal", "a proposal by Moscow", tried in that order.

    Arguments:
        parse: the parse.
        cast: its actors.
        token: the head of a phrase that is no actor itself.
        prepositions: which prepositions name an owner here, by preference.
        depth: how many owners of owners to follow ("the army's chief's plan").
    """
    for dep in OWNERS:
        for child in parse.children[token]:
            if parse.deps[child] == dep:
                found = mentions_at(parse, cast, child)
                if found:
                    return found
                if dep == "poss" and depth:
                    found = owners_at(parse, cast, child, ("of",), depth - 1)
                    if found:
                        return found
    for child in parse.children[token]:
        if parse.deps[child] == "acl" and parse.tags[child] == "VBN":
            for agent in (c for c in parse.children[child] if parse.deps[c] == "agent"):
                done_by = parse.child(agent, "pobj")
                if done_by is not None and (found := mentions_at(parse, cast, done_by)):
                    return found
    for word in prepositions:
        for child in parse.children[token]:
            if parse.deps[child] in ("prep", "agent") and parse.words[child].lower() == word:
                for below in parse.children[child]:
                    if parse.deps[below] == "pobj":
                        found = mentions_at(parse, cast, below) or _possessor(parse, cast, below)
                        if found:
                            return found
    return []


def _possessor(parse: Parse, cast: Cast, token: int) -> list[tuple[str, int]]:
    """Whose a thing of a thing is: only a possessor says so; "the use of the Russian language" names no Russia."""
    owner = parse.child(token, "poss")
    return mentions_at(parse, cast, owner) if owner is not None else []
