"""Write `actors/traces`: ``python building/traces.py SHARED``, the folder with `corpora/` and `reference/`.

A row that stands on common knowledge needs a second witness: a dated report that names it, or a list by others that
has it. A person, body or group without one stays, and is counted apart. Only where a name was seen is kept, never what
was written. Names that are ambiguous, or one short word, witness nothing.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import ahocorasick_rs

ACTORS = Path(__file__).parent.parent / "src" / "asreported" / "lexicons" / "actors"
TABLES = ("bodies", "groups", "persons")
REPORTS = (
    "articles_reuters21578", "articles_allsides", "cluster_news5w1h", "gold_5w1h", "geo_lgl", "geo_trnews",
)  # fmt: skip
"""Corpora of whole, dated reports."""
LISTS = ("Phoenix.Countries.actors", "Phoenix.International.actors", "Phoenix.MilNonState.actors")
TITLES = "compromise-wikipedia"
"""The list of page titles that building/outside_ids.py reads; run that first."""
DATE = "2026-11-26"
LEAST_LETTERS = 5
"""Of a name of one word; shorter ones are somebody else's initials too often."""


def plain(name: str) -> str:
    """A name without accents, marks and capitals, words joined by single spaces."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return " ".join(re.findall("[a-z0-9]+", letters.replace(".", "").replace("'", "")))


def witnessed_forms(row: dict[str, str], table: str) -> Iterator[str]:
    """The names by which a row may be recognised elsewhere, plain."""
    ambiguous = set(row["ambiguous"].split("|"))
    for name in (row["name"], *row["aliases"].split("|")):
        form = plain(name)
        is_short = " " not in form and (table == "persons" or len(form) < LEAST_LETTERS)
        if form and not is_short and name not in ambiguous:
            yield form


def read_rows() -> Iterator[tuple[str, dict[str, str]]]:
    """(table, row) of everything that stands on common knowledge alone."""
    for table in TABLES:
        with (ACTORS / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            yield from ((table, row) for row in csv.DictReader(file) if row["source"].startswith("common knowledge"))


def read_lists(shared: Path) -> Iterator[tuple[str, str]]:
    """(plain name, list) of the event coders' dictionaries."""
    for name in LISTS:
        text = gzip.decompress((shared / "reference" / "oeda_dictionaries" / f"{name}.txt.gz").read_bytes())
        for line in text.decode("utf-8", "replace").splitlines():
            entry = re.match(r"\+?([A-Z][A-Z0-9_'.\- ]+)", line.strip())
            if entry:
                yield plain(entry[1].replace("_", " ")), name


def read_reports(shared: Path) -> Iterator[tuple[str, str, str]]:
    """(text, corpus and id, day) of every dated report."""
    for corpus in REPORTS:
        for path in sorted((shared / "corpora" / corpus).glob("*.jsonl.gz")):
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                for line in lines:
                    report = json.loads(line)
                    day = str(report.get("date") or report.get("published") or "")[:10]
                    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", day) and report.get("text"):
                        yield report["text"], f"{corpus} {report['id']}", day


def read_coded(shared: Path) -> Iterator[tuple[str, str, str]]:
    """(plain name, where, day) of both sides of the coded events at hand."""
    for path in (shared / "corpora" / "event_rows_icews").glob("*.tab"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                for side in ("Source Name", "Target Name"):
                    yield plain(row[side]), f"event_rows_icews {row['Event ID']}", row["Event Date"]


def traces(shared: Path) -> dict[str, tuple[str, str]]:
    """Row to (where it was seen, when; the second empty for a list), lists before reports."""
    owners: dict[str, list[str]] = {}
    found = {row["row"]: (TITLES, "") for _, row in read_rows() if row["wikipedia"]}
    for table, row in read_rows():
        for form in witnessed_forms(row, table):
            owners.setdefault(form, []).append(row["row"])
    sole = {form: rows[0] for form, rows in owners.items() if len(set(rows)) == 1}
    for form, name in read_lists(shared):
        if form in sole:
            found.setdefault(sole[form], (name, ""))
    for form, place, day in read_coded(shared):
        if form in sole:
            found.setdefault(sole[form], (place, day))
    forms = sorted(sole)
    automaton = ahocorasick_rs.AhoCorasick([f" {form} " for form in forms])
    for text, place, day in read_reports(shared):
        for number, _, _ in automaton.find_matches_as_indexes(f" {plain(text)} ", overlapping=True):
            found.setdefault(sole[forms[number]], (place, day))
    return found


def main() -> None:
    """Write the table and print how many rows of each table have a trace."""
    found = traces(Path(sys.argv[1]))
    with (ACTORS / "traces.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("row", "seen_in", "seen_on", "source", "date"))
        writer.writerows((row, *found[row], "building/traces.py", DATE) for row in sorted(found))
    for table in TABLES:
        keys = [row["row"] for name, row in read_rows() if name == table]
        print(f"{table}: {sum(key in found for key in keys)} of {len(keys)} seen elsewhere")


if __name__ == "__main__":
    main()
