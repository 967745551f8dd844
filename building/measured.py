"""How often events are right, for the codebooks: ``PYTHONPATH=. python building/measured.py``.

It writes ``exports/measured.csv`` from verdicts and figures that are committed: `benchmarks/sets/events_read.jsonl`, as
far as the coder still gives these events (the articles lie beside the checkout), and the precision on PLOVER's gold
records in `benchmarks/floors.json`. Run it anew when the coder changes.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from math import sqrt
from pathlib import Path
from typing import Any

HOME = Path(__file__).parent.parent
TABLE = HOME / "src" / "asreported" / "exports" / "measured.csv"
COLUMNS = ("set", "event", "field", "right", "n", "precision", "low", "high")
READ = "events read: 80 US articles, benchmarks/sets/events_read.jsonl, one reader"
GOLD = "PLOVER gold records, dev part: the floor that `make bench` holds (benchmarks/floors.json)"
ALL = "all"
Z = 1.959964
"""Of the normal distribution for 95 %."""
Verdict = dict[str, Any]


def main() -> None:
    """Write the table."""
    rows = [*make_rows(still_coded()), *gold_rows()]
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{len(rows)} rows in {TABLE}")


def still_coded() -> list[Verdict]:
    """The verdicts on events that the coder gives today."""
    from benchmarks.quality import code_all, read_lines
    from benchmarks.sets import HOME as SETS
    from benchmarks.speed import odd_articles

    from asreported import Coder

    verdicts = {(line["article"], line["event_id"]): line for line in read_lines(SETS / "events_read.jsonl")}
    ids = {article for article, _ in verdicts}
    inputs = [{**article, "published": article["date"]} for article in odd_articles() if article["id"] in ids]
    return [
        verdicts[record["input_id"], event["id"]]
        for record in code_all(Coder(), inputs)
        for event in record["events"]
        if (record["input_id"], event["id"]) in verdicts
    ]


def make_rows(verdicts: Iterable[Verdict]) -> Iterator[dict[str, Any]]:
    """A row for each event type and field; sides are judged where the type is right."""
    by_type: dict[str, list[Verdict]] = {ALL: []}
    for verdict in verdicts:
        kind = verdict["event_id"].split("-")[2].partition(".")[0]
        for name in (ALL, kind):
            by_type.setdefault(name, []).append(verdict)
    for name, found in sorted(by_type.items(), key=lambda item: (item[0] != ALL, item[0])):
        for field in ("type", "actor", "recipient", "voice", "realis"):
            judged = [verdict[field] for verdict in found if verdict[field] is not None]
            if judged:
                yield make_row(READ, name, field, sum(judged), len(judged))


def make_row(name: str, event: str, field: str, right: int, n: int) -> dict[str, Any]:
    """One measured share with its Wilson interval."""
    low, high = wilson(right, n)
    figures = {"right": right, "n": n, "precision": f"{right / n:.3f}", "low": f"{low:.3f}", "high": f"{high:.3f}"}
    return {"set": name, "event": event, "field": field, **figures}


def gold_rows() -> Iterator[dict[str, Any]]:
    """Precision on the gold records; how many events were coded there is not committed, so there is no interval."""
    floors = json.loads((HOME / "benchmarks" / "floors.json").read_text(encoding="utf-8"))
    for field, figure in (("type", "type precision"), ("type, actor and recipient", "triple precision")):
        share = floors[f"events dev PLOVER, {figure}"]["floor"]
        blank = dict.fromkeys(("right", "n", "low", "high"), "")
        yield {"set": GOLD, "event": ALL, "field": field, **blank, "precision": f"{share:.3f}"}


def wilson(right: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927)."""
    share, square = right / n, Z * Z
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = Z * sqrt(share * (1 - share) / n + square / (4 * n * n)) / (1 + square / n)
    return max(0.0, middle - half), min(1.0, middle + half)


if __name__ == "__main__":
    main()
