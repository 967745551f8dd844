"""Fill `wikipedia` and `wikidata` of the actor tables: ``python -m building.outside_ids TITLES COUNTRIES SHARED``.

TITLES is one lower-cased title a line: the 38,041 most read pages of the English Wikipedia without redirects, as the
npm package compromise-wikipedia 0.1.1 (MIT) holds them, unpacked with efrt 2. COUNTRIES is JSON, `features` of the npm
package @rapideditor/country-coder 5.6.1 (ISC): Wikidata items with their ISO codes. SHARED holds `corpora/`.

A row gets the title that is its name or, failing that, one of its aliases, letter for letter but for capitals; nothing
where the form is ambiguous, or one word that reports also write small (Apple): a title is read, never remembered, and a
page of the same name may be about something else. Run it after building/actors_persons.py.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
from pathlib import Path

from benchmarks.quality import half_of

ACTORS = Path(__file__).parent.parent / "src" / "asreported" / "lexicons" / "actors"
TABLES = ("bodies", "countries", "groups", "persons")
STATES_BESIDE = ("Republic of ", "Federated States of ")
"""What begins a page's title where the bare name may be an island's: the Republic of Ireland."""
LEAST_INITIALS = 4
LEAST_WORDS = {"persons": 2}
TITLES_SOURCE = "titles: compromise-wikipedia 0.1.1"
ITEMS_SOURCE = "items: country-coder 5.6.1"
Row = dict[str, str]


def ordinary_words(shared: Path) -> set[str]:
    """The words that reports which may teach write small, plurals also without their s."""
    words: set[str] = set()
    for corpus in ("articles_allsides", "articles_reuters21578"):
        for path in (shared / "corpora" / corpus).glob("*.jsonl.gz"):
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                for article in map(json.loads, lines):
                    if corpus == "articles_reuters21578" or half_of(article["id"]) == "even":
                        words.update(re.findall(r"\b[a-z]+\b", article["text"]))
    return words | {word.removesuffix("s") for word in words}


def title_of(row: Row, table: str, titles: set[str]) -> str:
    """The title that a row's name or alias is, else an empty string."""
    unsafe = set(row["ambiguous"].split("|"))
    forms = [form for form in (row["name"], *row["aliases"].split("|")) if form and form not in unsafe]
    found = [form for form in forms if form.casefold() in titles and _may_be_title(form, row, table)]
    if any(form.startswith(STATES_BESIDE) for form in found[1:]):
        return ""
    return found[0] if found else ""


def _may_be_title(form: str, row: Row, table: str) -> bool:
    """Whether a form says who it is: not "eurozone", nor one word that is only a byname ("Tory"), initials aside."""
    if form.islower() or len(form.split()) < LEAST_WORDS.get(table, 1):
        return False
    return form == row["name"] or " " in form or (form.isupper() and len(form) >= LEAST_INITIALS)


def items_of(path: Path) -> dict[str, str]:
    """ISO alpha-3 code to Wikidata item."""
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    entries = [feature["properties"] for feature in features]
    found = {entry["iso1A3"]: entry["wikidata"] for entry in entries if entry.get("iso1A3") and entry.get("wikidata")}
    return {{"XKX": "KOS"}.get(code, code): item for code, item in found.items()}


def fill(table: str, titles: set[str], items: dict[str, str]) -> None:
    """Rewrite one table with its two columns filled, and print how many cells are."""
    path = ACTORS / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["wikipedia"] = title_of(row, table, titles)
        is_state = table == "countries" and not row["part_of"] and not row["until"]
        row["wikidata"] = items.get(row["iso3"], "") if is_state else ""
        told = [source for source in row["source"].split("; ") if source not in (TITLES_SOURCE, ITEMS_SOURCE)]
        told += [TITLES_SOURCE] * bool(row["wikipedia"]) + [ITEMS_SOURCE] * bool(row["wikidata"])
        row["source"] = "; ".join(told)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    counts = {column: sum(bool(row[column]) for row in rows) for column in ("wikipedia", "wikidata")}
    print(f"{table}: {counts['wikipedia']} titles, {counts['wikidata']} items, {len(rows)} rows")


def main() -> None:
    """Fill every table."""
    titles = set(Path(sys.argv[1]).read_text(encoding="utf-8").splitlines())
    ordinary = ordinary_words(Path(sys.argv[3]))
    items = items_of(Path(sys.argv[2]))
    for table in TABLES:
        fill(table, titles if table == "countries" else titles - ordinary, items)


if __name__ == "__main__":
    main()
