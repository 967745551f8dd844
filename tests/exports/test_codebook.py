from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from building.measured import ALL, READ, TABLE, gold_rows, make_rows, wilson

from asreported.exports.codebook import make_codebook
from asreported.exports.columns import Column
from asreported.exports.forms import FORMS

HOME = Path(__file__).parent.parent.parent
VERDICTS = HOME / "benchmarks" / "sets" / "events_read.jsonl"


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [(8, 10, 0.490, 0.943), (0, 5, 0.0, 0.434), (5, 5, 0.566, 1.0), (50, 100, 0.404, 0.596)],
)
def test_interval_is_wilsons(right: int, n: int, low: float, high: float) -> None:
    assert wilson(right, n) == pytest.approx((low, high), abs=0.001)


def test_measured_table_is_no_more_than_the_committed_verdicts_say() -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    verdicts = [json.loads(line) for line in VERDICTS.read_text(encoding="utf-8").splitlines()]
    most = {(row["event"], row["field"]): row for row in make_rows(verdicts)}
    for row in rows:
        if row["set"] == READ:
            all_read = most[row["event"], row["field"]]
            assert int(row["right"]) <= all_read["right"]
            assert int(row["n"]) <= all_read["n"]
            low, high = wilson(int(row["right"]), int(row["n"]))
            assert (row["low"], row["high"]) == (f"{low:.3f}", f"{high:.3f}")
    assert sum(int(row["n"]) for row in rows if row["field"] == "type" and row["event"] not in (ALL,)) == next(
        int(row["n"]) for row in rows if row["field"] == "type" and row["event"] == ALL and row["n"]
    )


def test_precision_on_gold_is_the_floor_of_the_benchmark() -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["set"] != READ]
    assert rows == list(gold_rows()), "run: python building/measured.py"


def test_codebook_lists_what_is_always_empty() -> None:
    columns = [Column[str]("a", "one | two", "`x`", str), Column[str]("b", "three", "always empty: no table")]
    page = make_codebook("demo", ["line"], {"": columns}, has_events=False)
    assert "| 1 | a | one \\| two | `x` |" in page
    assert "Always empty (1 of 2): b." in page
    assert "How often" not in page


@pytest.mark.parametrize("form", sorted(FORMS))
def test_page_on_exports_names_every_form_and_what_it_leaves_empty(form: str) -> None:
    page = (HOME / "docs" / "exports.md").read_text(encoding="utf-8")
    [line] = [line for line in page.splitlines() if line.startswith(f"| `{form}` |")]
    for columns in FORMS[form].tables.values():
        for column in columns:
            if column.filled_from.startswith("always empty: "):
                name = column.name.replace("Actor2", "Actor1").replace("Recipient ID", "Actor ID")
                name = re.sub(r"Geo_\w+", "Geo_*", name) if name.startswith("Actor1Geo") else name
                assert f"`{name}`" in line, column.name
