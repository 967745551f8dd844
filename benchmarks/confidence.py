"""Figures on the confidence of places and actors: how far it is from how often they are right, on the odd half of gold.

The even half is what `resolution/confidence` was counted on (training/confidence.py); a document's half is that of the
SHA-256 of its id.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from asreported import Coder
from asreported.lexicons import Lexicons, Row
from benchmarks import coreference
from benchmarks.actors import LINKING, NAMED, is_page, our_actor, title
from benchmarks.quality import (
    PLACES,
    SHARED,
    Figure,
    code_all,
    digest_of,
    half_of,
    load_script,
    place_gold,
    place_records,
    read_lines,
)

SPREAD_OUT = frozenset({"area", "water", "point"})
"""Features whose distance from a point says little, so that they are not judged."""
ALL_ANNOTATED = "geo_gwn"
"""The set whose annotators marked adjectives too; in the others one that they left is not judged."""
BINS = 10


@dataclass(frozen=True)
class Judged:
    """A place or an actor that gold says something of: whose half, what it is, how sure, and whether right."""

    half: str
    of: str
    confidence: float | None
    is_right: bool


def measure(coder: Coder) -> Iterator[Figure]:
    """One less the expected calibration error of each, so that more is better."""
    places = [place_gold(name) for name in PLACES]
    actors = (coreference.MEANTIME / "mentions.jsonl.gz", *LINKING.values())
    yield Figure(
        "confidence of places, odd half, 1 - expected calibration error",
        1 - calibration_error(judged_places(coder)), digest_of(*places),
    )  # fmt: skip
    yield Figure(
        "confidence of actors, odd half, 1 - expected calibration error",
        1 - calibration_error([*judged_mentions(coder), *judged_rows(coder)]), digest_of(*actors),
    )  # fmt: skip


def calibration_error(judged: Iterable[Judged]) -> float:
    """The mean distance of confidence and share right over ten equal steps, weighed by how many are in each.

    Source: Guo et al. 2017, On Calibration of Modern Neural Networks. Only the odd half; no confidence, not counted.
    """
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for one in judged:
        if one.half == "odd" and one.confidence is not None:
            bins[min(int(one.confidence * BINS), BINS - 1)].append((one.confidence, one.is_right))
    total = sum(map(len, bins.values()))
    return sum(abs(sum(c for c, _ in found) - sum(right for _, right in found)) for found in bins.values()) / total


def judged_places(coder: Coder) -> Iterator[Judged]:
    """Right is within 161 km of the gold place that a place overlaps; one that overlaps none is wrong."""
    scorer = load_script(SHARED / "bench" / "places" / "score.py")
    for name in PLACES:
        gold = scorer.read(place_gold(name))
        records = place_records(coder, gold)
        for article in gold:
            for place in records.get(article["id"], {"places": []})["places"]:
                beside = [t for t in article["toponyms"] if coreference.overlap((t["start"], t["end"]), place["span"])]
                is_left = not beside and place["use"] == "modifier" and name != ALL_ANNOTATED
                if place["feature"] in SPREAD_OUT or is_left or (beside and beside[0].get("lat") is None):
                    continue
                yield Judged(half_of(article["id"]), "place", place["confidence"], _is_near(scorer, place, beside))


def _is_near(scorer: Any, place: Mapping[str, Any], beside: Iterable[Mapping[str, Any]]) -> bool:
    return place["lat"] is not None and any(
        scorer.kilometres(float(t["lat"]), float(t["lon"]), place["lat"], place["lon"]) <= scorer.NEAR_KM
        for t in beside
        if t.get("lat") is not None
    )


def judged_mentions(coder: Coder) -> Iterator[Judged]:
    """An actor is right whose mentions, as far as gold has them, are all of one gold chain."""
    for record, gold, ours in coreference.chain_all(coder):
        chains: dict[Any, set[Any]] = defaultdict(set)
        for theirs, mine in coreference.match(gold, ours):
            if mine is not None:
                chains[mine[1]].add(theirs[1])
        actors = {(record["id"], actor["id"]): actor for actor in record["actors"]}
        for chain, found in chains.items():
            if chain in actors:
                yield Judged(half_of(record["input_id"]), "mentions", actors[chain]["confidence"], len(found) == 1)


def judged_rows(coder: Coder) -> Iterator[Judged]:
    """An actor that a gold name is and that has a row is right where the row is the name's page."""
    rows: dict[str, Row] = {row["row"]: row for table in NAMED for row in Lexicons().rows(f"actors/{table}")}
    for name in LINKING:
        gold = read_lines(LINKING[name])
        records = {record["input_id"]: record for record in code_all(coder, gold)}
        for item in gold:
            for one in item["mentions"]:
                record = records.get(item["id"])
                actor = our_actor(record, (one["start"], one["end"])) if record is not None else None
                if actor is not None and actor["row"] in rows:
                    page = title(one["link"])
                    is_right = page is not None and is_page(rows[actor["row"]], page)
                    yield Judged(half_of(item["id"]), "row", actor["confidence"], is_right)
