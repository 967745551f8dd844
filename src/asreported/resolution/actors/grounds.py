"""Which country an unnamed group belongs to where its owner or a place tells: "their forces", "gunmen in Karachi"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from asreported.parsing.parse import Parse
from asreported.records import Place
from asreported.resolution.actors.clusters import Cluster
from asreported.resolution.actors.drafts import Draft

_LOCAL = frozenset({"UAF", "CVL", "CRM", "LAB", "EDU", "AGR", "REB", "OPP", "SOC", "PTY"})
"""Sectors whose unnamed bearers are of the place they act in; soldiers, refugees, investors, reporters need not be."""
_KINDS = ("group", "people", "unnamed")
_ORIGINS = frozenset({"from"})
_WHERE = frozenset({"in", "at", "outside", "near", "around", "across", "throughout"}) | _ORIGINS


def ground(
    parse: Parse, placed: Mapping[int, Sequence[Cluster]], places: Sequence[Place], relations: frozenset[str]
) -> None:
    """Give groups and persons without a name or a country that of their owner, else of the place they act in.

    Arguments:
        parse: the report's parse.
        placed: the actors by the head tokens of their mentions.
        places: the report's places; only those that something happens in count.
        relations: nouns for somebody of another side than the owner's: "its allies" are not its own.
    """
    at = {parse.tokens_in(place.span).start: place for place in places if place.use == "literal" and place.country}
    for cluster in {id(one): one for found in placed.values() for one in found}.values():
        is_open = cluster.country is None and cluster.international is None and cluster.kind in _KINDS
        if not is_open or any(draft.type == "name" for draft in cluster.drafts):
            continue
        nominal = [draft for draft in cluster.drafts if draft.type == "nominal"]
        found = [
            _owners(parse, draft, placed) for draft in nominal if parse.lemmas[draft.head].lower() not in relations
        ]
        found.extend(_country(at, _of_phrase(parse, draft, _ORIGINS)) for draft in nominal)
        if cluster.sectors and _LOCAL.issuperset(cluster.sectors):
            found.extend(_country(at, _of_phrase(parse, draft, _WHERE)) for draft in nominal)
            found.extend(_country(at, _of_verb(parse, draft)) for draft in nominal)
        cluster.country = next((country for country in found if country is not None), None)


def _owners(parse: Parse, draft: Draft, placed: Mapping[int, Sequence[Cluster]]) -> str | None:
    """The country of whoever "their", "its" or "the rebels'" before the noun means."""
    owner = parse.child(draft.head, "poss")
    return next((cluster.country for cluster in placed.get(owner, ()) if cluster.country), None) if owner else None


def _country(at: Mapping[int, Place], tokens: Iterable[int]) -> str | None:
    """The country of the first place among tokens."""
    return next((at[t].country for t in tokens if t in at), None)


def _of_phrase(parse: Parse, draft: Draft, words: frozenset[str]) -> Iterator[int]:
    """The tokens after prepositions of place inside the noun's own phrase: "workers of a firm in Oran"."""
    first, last = parse.edges[draft.head]
    for token in range(first, last):
        is_based = parse.words[token].lower() == "in" and parse.words[parse.heads[token]].lower() == "based"
        if parse.deps[token] == "prep" and (is_based or parse.words[token].lower() in words):
            yield from range(*parse.edges[token])


def _of_verb(parse: Parse, draft: Draft) -> Iterator[int]:
    """The tokens after prepositions of place that hang on the verb the noun is subject or object of, or its object."""
    head = draft.head
    if parse.deps[head] == "pobj" and parse.words[parse.heads[head]].lower() == "of":  # "hundreds of people"
        head = parse.heads[parse.heads[head]]
    if parse.deps[head] not in ("nsubj", "nsubjpass", "dobj"):
        return
    verb = parse.heads[head]
    for above in (verb, *(c for c in parse.children[verb] if parse.deps[c] == "dobj")):
        for child in parse.children[above]:
            if parse.deps[child] == "prep" and parse.words[child].lower() in _WHERE:
                yield from range(*parse.edges[child])
