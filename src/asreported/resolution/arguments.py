"""Whom the argument of a verb means: its head's actors and those coordinated with it or given as examples."""

from __future__ import annotations

from asreported.parsing.parse import Parse
from asreported.resolution.cast import Cast

_DEPTH = 4
_EXAMPLES = frozenset({"including", "include", "like"})
_PARTS = frozenset({"of", "from", "among", "by"})


def actors_at(parse: Parse, cast: Cast, token: int) -> tuple[str, ...]:
    """The ids of the actors that the phrase headed by `token` stands for, in text order, without repeats.

    "A, B and C" gives three, "groups such as A and B" the groups, A and B, "members of A" the members, or A where they
    are no actor of their own. () when nobody is meant. The phrase is never left upwards: a caller asks with the
    argument's own head.
    """
    found: list[str] = []
    for member in parse.conjuncts(token):
        found.extend(one for one in _at(parse, cast, member, _DEPTH) if one not in found)
    return tuple(found)


def _at(parse: Parse, cast: Cast, token: int, depth: int) -> list[str]:
    several = cast.several.get(token)
    if several is not None:
        return list(several)
    own = cast.heads.get(token)
    found = [own] if own is not None else []
    if depth > 0:
        found.extend(_examples(parse, cast, token, depth))
        if own is None:
            found.extend(_inside(parse, cast, token, depth))
    if not found and (part := cast.parts.get(token)) is not None:
        found.append(part)
    return found


def _inside(parse: Parse, cast: Cast, token: int, depth: int) -> list[str]:
    """The actors of "some of A", "members of A", "A, the maker"."""
    for child in parse.children[token]:
        if parse.deps[child] == "appos" and (found := _coordinated(parse, cast, child, depth)):
            return found
    for child in parse.children[token]:
        if parse.deps[child] == "prep" and parse.words[child].lower() in _PARTS:
            reach = parse.child(child, "pobj")
            if reach is not None and (found := _coordinated(parse, cast, reach, depth)):
                return found
    return []


def _examples(parse: Parse, cast: Cast, token: int, depth: int) -> list[str]:
    """The actors of "such as A and B", "including A"."""
    for child in parse.children[token]:
        if parse.deps[child] != "prep":
            continue
        word = parse.words[child].lower()
        if word in _EXAMPLES or (word == "as" and child > 0 and parse.words[child - 1].lower() == "such"):
            reach = parse.child(child, "pobj")
            if reach is not None:
                return _coordinated(parse, cast, reach, depth)
    return []


def _coordinated(parse: Parse, cast: Cast, token: int, depth: int) -> list[str]:
    return [one for member in parse.conjuncts(token) for one in _at(parse, cast, member, depth - 1)]
