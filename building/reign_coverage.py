"""How many of REIGN's spells the tables cover: ``python building/reign_coverage.py REIGN.csv``.

A spell is covered when a spell of the same state overlaps it to the month and a word of REIGN's name for the leader is
a word of the person's names (both without accents, words of three letters on).
"""

from __future__ import annotations

import csv
import re
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

ACTORS = Path(__file__).parent.parent / "src" / "asreported" / "lexicons" / "actors"
SKIPPED = {"al", "bin", "ibn", "the", "van", "von", "del", "dos", "time", "1st", "2nd", "3rd", "4th", "5th", "6th"}


def words(name: str) -> set[str]:
    """The plain words of a name."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return {word for word in re.findall("[a-z]+", plain.replace("'", "")) if len(word) > 2} - SKIPPED


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a table."""
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        return list(csv.DictReader(file))


def main() -> None:
    """Print coverage of two periods and what is not found."""
    persons = {row["row"]: words(f"{row['name']} {row['aliases']}") for row in rows(ACTORS / "persons.csv")}
    states = {row["cow"]: row["iso3"] for row in rows(ACTORS / "countries.csv") if row["cow"]}
    held = defaultdict(list)
    for spell in rows(ACTORS / "spells.csv"):
        held[spell["country"]].append((spell["from"][:7], spell["to"][:7] or "9999", persons[spell["person"]]))
    for first, last in ((1960, 1989), (1990, 2021)):
        found, missing = 0, []
        for row in rows(Path(sys.argv[1])):
            start, end = (f"{int(row[f'{e}year'] or 9999):04}-{int(row[f'{e}month'] or 12):02}" for e in "se")
            if end < f"{first}-01" or start > f"{last}-12" or (first == 1990 and start > "2021-03"):
                continue
            spells = held[states.get(row["ccode"], "")]
            if any(a <= end and b >= start and names & words(row["leader"]) for a, b, names in spells):
                found += 1
            else:
                missing.append(f"{row['stateabb']} {row['leader']} {row['syear']}")
        total = found + len(missing)
        print(f"{first}-{last}: {found} of {total} = {found / total:.3f}; not found: {'; '.join(missing)}")


if __name__ == "__main__":
    main()
