"""Give contested actors and places the name that `resolution/contested` decides: ``python building/contested.py``.

Each row it decides takes its name and keeps the old one among its aliases; the first takes in the other names that no
decided row of its folder has yet. Names that are no proper names, or that hold one of the row's names, are left to
`actors/epithets` and to that name. Run it after `building/places.py`, which makes GeoNames' names anew.
"""

from __future__ import annotations

import csv
from pathlib import Path

HOME = Path(__file__).parent.parent / "src" / "asreported" / "lexicons"
Rows = list[dict[str, str]]


def main() -> None:
    """Rewrite the tables that hold decided rows."""
    tables: dict[str, Rows] = {}
    epithets = {word.casefold() for row in _read(HOME / "actors" / "epithets.csv") for word in row["words"].split("|")}
    for contested in _read(HOME / "resolution" / "contested.csv"):
        decided: dict[str, list[dict[str, str]]] = {}
        for target in contested["decides"].split("|"):
            table, key = target.split(" ", 1)
            rows = tables.setdefault(table, _read(HOME / f"{table}.csv"))
            key = key.removeprefix("settlements/")
            decided.setdefault(table.split("/")[0], []).append(next(row for row in rows if row["row"] == key))
        others = [other.split("=")[0] for other in contested["others"].split("|") if other]
        others = [
            name for name in others if name.casefold() not in epithets and (name[0].isupper() or name[:3] == "al-")
        ]
        for folder, rows in decided.items():
            _decide(contested["name"], others, rows, is_exact=folder == "actors")
    for table, rows in tables.items():
        with (HOME / f"{table}.csv").open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


def _decide(name: str, others: list[str], rows: Rows, *, is_exact: bool) -> None:
    """Give the rows of one folder the name, and the first of them the other names that none has.

    Arguments:
        name: the name decided.
        others: the other names.
        rows: the decided rows of one folder.
        is_exact: whether the folder's names are looked up in their own case.
    """
    for row in rows:
        aliases = [alias for alias in row["aliases"].split("|") if alias and alias != name]
        row["aliases"] = "|".join([*aliases, row["name"]] if row["name"] != name else aliases)
        row["name"] = name
    known = {alias for row in rows for alias in (name, *row["aliases"].split("|")) if alias}
    for other in others:
        forms = known if is_exact else {form.casefold() for form in known}
        form = other if is_exact else other.casefold()
        if form not in forms and not any(f" {one} " in f" {form} " for one in forms):
            rows[0]["aliases"] = "|".join(filter(None, [rows[0]["aliases"], other]))
            known.add(other)


def _read(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


if __name__ == "__main__":
    main()
