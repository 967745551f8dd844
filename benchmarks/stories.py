"""Figures on stories and happenings: B³ on cluster_news5w1h, and planted copies, rewrites and near misses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from typing import Any

from asreported import Coder, Failure, Store, make_report
from asreported.cluster import group
from benchmarks.quality import SHARED, Figure, digest_of, read_lines
from benchmarks.sets import HOME

_LEADS = (
    "SELECT input_id, happening, story FROM groupings JOIN reports USING (report) JOIN happening_events AS h "
    "ON h.report = groupings.report AND h.event_id = groupings.lead ORDER BY groupings.report"
)


def measure(coder: Coder) -> Iterator[Figure]:
    """Every figure."""
    yield from _events(coder)
    yield from _pairs(coder)


def _events(coder: Coder) -> Iterator[Figure]:
    """An article's group is the happening of its lead event; the gold group is its event."""
    path = SHARED / "corpora" / "cluster_news5w1h" / "articles.jsonl.gz"
    articles = read_lines(path)
    gold = {article["id"]: article["event_id"] for article in articles}
    found = _grouped(coder, [{**one, "published": one["date"], "headline": one["title"]} for one in articles])
    precision, recall, f1 = b_cubed([row[1] for row in found], [gold[row[0]] for row in found])
    for name, value in (("B³ precision", precision), ("B³ recall", recall), ("B³ F1", f1)):
        yield Figure(f"happenings cluster_news5w1h, {name}", value, digest_of(path))
    yield Figure("happenings cluster_news5w1h, articles grouped", len(found) / len(articles), digest_of(path))


def _pairs(coder: Coder) -> Iterator[Figure]:
    path = HOME / "story_pairs.jsonl"
    right: dict[str, list[bool]] = defaultdict(list)
    for pair in read_lines(path):
        first, second = _grouped(coder, [{**pair[name], "id": name} for name in ("first", "second")])
        right[f"{pair['kind']}, one story or two"].append((first[2] == second[2]) is pair["same"])
        right[f"{pair['kind']}, one happening or two"].append((first[1] == second[1]) is pair["same"])
    for name, held in right.items():
        yield Figure(f"wire pairs, {name}", sum(held) / len(held), digest_of(path))


def _grouped(coder: Coder, lines: Sequence[dict[str, Any]]) -> list[tuple[str, str, str]]:
    """For each report its id, the happening of its lead event, its story."""
    with Store.open(":memory:") as store:
        names = ("published", "headline", "publisher", "url")
        about: list[dict[str, Any]] = [
            {"input_id": one["id"], **{name: one.get(name) for name in names}} for one in lines
        ]
        for item in coder.pipe(make_report(one["text"], **more) for one, more in zip(lines, about, strict=True)):
            if isinstance(item, Failure):
                raise item.error
            store.add(item)
        group(store)
        return [(row[0], row[1], row[2]) for row in store.connection.execute(_LEADS)]


def b_cubed(found: Sequence[Hashable], gold: Sequence[Hashable]) -> tuple[float, float, float]:
    """Precision, recall and F1 of a grouping, item by item (Bagga and Baldwin 1998)."""
    members: dict[Hashable, set[int]] = defaultdict(set)
    wanted: dict[Hashable, set[int]] = defaultdict(set)
    for number, (one, other) in enumerate(zip(found, gold, strict=True)):
        members[one].add(number)
        wanted[other].add(number)
    common = [len(members[one] & wanted[other]) for one, other in zip(found, gold, strict=True)]
    precision = sum(n / len(members[one]) for n, one in zip(common, found, strict=True)) / len(common)
    recall = sum(n / len(wanted[one]) for n, one in zip(common, gold, strict=True)) / len(common)
    return precision, recall, 2 * precision * recall / (precision + recall)
