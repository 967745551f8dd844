"""Which country an unnamed group belongs to where its owner or a place tells: "their forces", "gunmen in Karachi"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from asreported.parsing.parse import Parse
from asreported.records import Place
from asreported.resolution.actors.clusters import Cluster
from asreported.resolution.actors.drafts import Draft

_LOCAL = frozenset({"UAF", "CVL", "CRM", "LAB", "EDU", "AGR", "REB", "OPP", "SOC", "PTY"})
"""Sectors whose unnamed bearers are of the place they act in; soldiers, refugees, investors, reporters need not be."""
_KINDS = ("group", "people", "unnamed")
_WHERE = frozenset({"in", "at", "outside", "near", "around", "across", "throughout", "from"})


def ground(parse: Parse, placed: Mapping[int, Sequence[Cluster]], places: Sequence[Place]) -> None:
    """Give groups and persons without a name or a country that of their owner, else of the place they act in.

    Arguments:
        parse: the report's parse.
        placed: the actors by the head tokens of their mentions.
        places: the report's places; only those that something happens in count.
    """
    at = {parse.tokens_in(place.span).start: place for place in places if place.use == "literal" and place.country}
    for cluster in {id(one): one for found in placed.values() for one in found}.values():
        is_open = cluster.country is None and cluster.international is None and cluster.kind in _KINDS
        if not is_open or any(draft.type == "name" for draft in cluster.drafts):
            continue
        nominal = [draft for draft in cluster.drafts if draft.type == "nominal"]
        found = [_owners(parse, draft, placed) for draft in nominal]
        if cluster.sectors and _LOCAL.issuperset(cluster.sectors):
            found.extend(_country(parse, draft, at) for draft in nominal)
        cluster.country = next((country for country in found if country is not None), None)


def _owners(parse: Parse, draft: Draft, placed: Mapping[int, Sequence[Cluster]]) -> str | None:
    """The country of whoever "their", "its" or "the rebels'" before the noun means."""
    owner = parse.child(draft.head, "poss")
    return next((cluster.country for cluster in placed.get(owner, ()) if cluster.country), None) if owner else None


def _country(parse: Parse, draft: Draft, at: dict[int, Place]) -> str | None:
    """The country of the place that hangs on the noun, or on the verb whose subject it is, or its object."""
    head = draft.head
    above = [head]
    if parse.deps[head] == "pobj" and parse.words[parse.heads[head]].lower() == "of":  # "hundreds of people"
        head = parse.heads[parse.heads[head]]
    if parse.deps[head] in ("nsubj", "nsubjpass"):
        verb = parse.heads[head]
        above.extend((verb, *(c for c in parse.children[verb] if parse.deps[c] == "dobj")))
    for token in above:
        for child in parse.children[token]:
            if parse.deps[child] != "prep" or parse.words[child].lower() not in _WHERE:
                continue
            first, last = parse.edges[child]
            place = next((at[t] for t in range(first, last) if t in at), None)
            if place is not None:
                return place.country
    return None
