"""Figures on which mentions are one actor, on ``wikinews_meantime`` (MEANTIME), which lies beside the checkout.

Its annotators marked some of a document's persons, organisations and places, with pronouns and descriptions.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from asreported import Coder
from benchmarks.quality import SHARED, Figure, code_all, digest_of, read_lines

Span = Sequence[int]
Mention = tuple[tuple[int, int], Hashable]
"""A span and the name of the chain it belongs to."""
Pair = tuple[Mention, Mention | None]
"""A gold mention and ours for it."""
MEANTIME = SHARED / "corpora" / "wikinews_meantime"
ENTITIES = ("PERSON", "ORGANIZATION", "LOCATION")


def measure(coder: Coder) -> Iterator[Figure]:
    """Mentions found, and how well they are joined into chains."""
    pairs = [pair for _, gold, ours in chain_all(coder) for pair in match(gold, ours)]
    found = [pair for pair in pairs if pair[1] is not None]
    digest = digest_of(MEANTIME / "documents.jsonl.gz", MEANTIME / "mentions.jsonl.gz")
    yield Figure("coreference meantime, mentions found", len(found) / len(pairs), digest)
    yield Figure("coreference meantime, all, B3 F1", b_cubed(pairs)[2], digest)
    for what, value in zip(("precision", "recall", "F1"), b_cubed(found), strict=True):
        yield Figure(f"coreference meantime, found, B3 {what}", value, digest)


def chain_all(coder: Coder) -> list[tuple[dict[str, Any], list[Mention], list[Mention]]]:
    """Each annotated document's record, its gold mentions and ours, chains named within the document."""
    gold: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in read_lines(MEANTIME / "mentions.jsonl.gz"):
        if one["kind"] == "entity" and one["type"] in ENTITIES:
            gold[one["doc"]].append(one)
    documents = [one for one in read_lines(MEANTIME / "documents.jsonl.gz") if one["id"] in gold]
    texts = [{"id": one["id"], "text": "\n".join(map(" ".join, one["sentences"]))} for one in documents]
    records = {record["input_id"]: record for record in code_all(coder, texts)}
    return [
        (
            records[one["id"]],
            gold_mentions(one["sentences"], gold[one["id"]], one["id"]),
            our_mentions(records[one["id"]]),
        )
        for one in documents
    ]


def gold_mentions(
    sentences: Sequence[Sequence[str]], mentions: Sequence[Mapping[str, Any]], name: str
) -> list[Mention]:
    """The gold mentions' spans in the joined text; of nested ones of a chain the shortest.

    A broken mention runs from its first token to its last. A chain that the set names twice over (``cross_X`` in the
    body, ``cross_intra_X`` in the first sentences) is one.
    """
    starts: list[list[int]] = []
    position = 0
    for sentence in sentences:
        starts.append([])
        for token in sentence:
            starts[-1].append(position)
            position += len(token) + 1
    found = set()
    for one in mentions:
        first, last = one["tokens"][0], one["tokens"][-1]
        line = starts[one["sent_id"]]
        end = line[last] + len(sentences[one["sent_id"]][last])
        found.add(((line[first], end), (name, re.sub("^(cross_|intra_)+", "", one["chain"]))))
    return sorted(
        (span, chain)
        for span, chain in found
        if not any(c == chain and s != span and s[0] >= span[0] and s[1] <= span[1] for s, c in found)
    )


def our_mentions(record: Mapping[str, Any]) -> list[Mention]:
    """A record's mentions: actors', and those of places by GeoNames number or name.

    A country's places are mentions of the country where it is an actor; a place that is an actor's mention counts once.
    """
    found: dict[tuple[int, int], Hashable] = {}
    states = {actor["row"]: actor["id"] for actor in record["actors"] if actor["kind"] == "state"}
    for actor in record["actors"]:
        for mention in actor["mentions"]:
            found.setdefault(tuple(mention["span"]), actor["id"])
    for place in record["places"]:
        chain = ("place", place["geonames"] or place["name"])
        if place["feature"] == "country":
            chain = states.get(f"country/{(place['country'] or '').lower()}", chain)
        found.setdefault(tuple(place["span"]), chain)
    return sorted(((span, (record["id"], chain)) for span, chain in found.items()), key=lambda one: one[0])


def match(gold: Sequence[Mention], ours: Sequence[Mention]) -> list[Pair]:
    """Each gold mention with ours that overlaps it, one to one.

    Greedy: the pair that shares most code points first, of such the nearest in length (Dice), then the first in the
    text. Ours that are left over are no fault: the set annotates only some of the entities that a document names.
    """
    pairs = [
        (-overlap(theirs[0], mine[0]), -nearness(mine[0], theirs[0]), i, j)
        for i, theirs in enumerate(gold)
        for j, mine in enumerate(ours)
        if overlap(theirs[0], mine[0])
    ]
    taken: dict[int, int] = {}
    used: set[int] = set()
    for _, _, i, j in sorted(pairs):
        if i not in taken and j not in used:
            taken[i] = j
            used.add(j)
    return [(theirs, ours[taken[i]] if i in taken else None) for i, theirs in enumerate(gold)]


def b_cubed(pairs: Sequence[Pair]) -> tuple[float, float, float]:
    """B-cubed precision, recall and F1, each gold mention weighing the same.

    A mention's precision is the share of the mentions in our chain that are in its gold chain, its recall the share of
    its gold chain that is in our chain, itself included; F1 is of the two means. Only mentions in `pairs` count. One
    that we lack stands in a chain of its own: precision 1, recall one over the length of its gold chain.

    Source: Bagga and Baldwin 1998, Algorithms for Scoring Coreference Chains.

    Arguments:
        pairs: gold mentions with ours, chains named apart from document to document.
    """
    lonely = count()
    gold: dict[Hashable, set[int]] = defaultdict(set)
    ours: dict[Hashable, set[int]] = defaultdict(set)
    chains = []
    for number, (theirs, mine) in enumerate(pairs):
        chain = ("lonely", next(lonely)) if mine is None else mine[1]
        chains.append((theirs[1], chain))
        gold[theirs[1]].add(number)
        ours[chain].add(number)
    shared = [(len(gold[one] & ours[other]), len(gold[one]), len(ours[other])) for one, other in chains]
    precision = sum(both / mine for both, _, mine in shared) / max(1, len(shared))
    recall = sum(both / theirs for both, theirs, _ in shared) / max(1, len(shared))
    return precision, recall, 2 * precision * recall / (precision + recall) if shared else 0.0


def overlap(ours: Span, theirs: Span) -> int:
    """How many code points two spans share."""
    return max(0, min(ours[1], theirs[1]) - max(ours[0], theirs[0]))


def nearness(ours: Span, theirs: Span) -> float:
    """Dice's coefficient of two spans, 0 to 1."""
    return 2 * overlap(ours, theirs) / (ours[1] - ours[0] + theirs[1] - theirs[0])
