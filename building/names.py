"""The page of contested names: ``python building/reference.py`` writes ``docs/names.md`` with it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from asreported.lexicons import Lexicons, Row, values

PAGE = Path(__file__).parent.parent / "docs" / "names.md"
TOP = """# Names that are contested

Printed by `building/reference.py` from `resolution/contested` and `places/areas`; do not edit.

Some actors and places have a name for each side. A record needs one of them as `name`, so that what is one actor in two
reports counts as one. The table below says which, and why; nothing else decides it. It is no verdict on who is right.

## How a name is decided
The first of these that gives a name:

1. the word that all parties' names share ("Kosovo", "Crimea");
2. a name that the parties signed or both use ("North Macedonia", "Northern Ireland");
3. a third name that none of them uses ("Liancourt Rocks", "Paracel Islands");
4. for states the short name of ISO 3166-1, for waters and places the one in resolutions of the United Nations or of the
   International Hydrographic Organization, unless agencies of third countries clearly use another in English ("Turkey",
   "Falkland Islands"): then that;
5. for groups and administrations their own name in English, for it says who is meant and grants no standing; the byname
   where agencies know only that ("Houthis");
6. where each name is one side's and there is no other: both, in the order of the alphabet.

A name is never taken from the report, nor from the side that a report is on. What the names say of sovereignty is not
meant. Whoever decides otherwise lays rows of their own over those that the table names: [lexicons.md](lexicons.md).

## What becomes of the report's own name
It stays where it stands. The mention's span holds the report's words, `name` holds ours, and where the words are some
party's they are noted in `wording`, with whose speech they stand in (`voice`) and whom they mean (`refers_to`): "the
Zionist regime" is a mention of Israel, and a wording of its own. In the table such names have their users behind them;
names without one are other forms that take no side.

"""
DISPUTED = """
## Places that are disputed
A place whose status is disputed carries every claim that its source names, in `disputed`: each claimant, and the row
that says so. The towns and divisions that `inside` lists carry them too. `country` is the state that the United Nations
regard it as part of, where they do, else the territory's own code or that of GeoNames, else nothing; it decides nothing
about the claims. Who administers a place is told in the row, since it changes; the source is the document that names
the dispute. A claimant is listed whether or not anybody recognises the claim.

| place | claimed by | what the source says | source |
|---|---|---|---|
"""


def make_names() -> str:
    """The whole page as Markdown."""
    lexicons = Lexicons()
    head = "## The names\n\n| name | other names, and who uses them | why this one | source |\n|---|---|---|---|\n"
    names = sorted(lexicons.rows("resolution/contested"), key=lambda row: row["name"].casefold())
    disputed = [row for row in lexicons.rows("places/areas") if row["claimants"]]
    disputed.sort(key=lambda row: row["name"].casefold())
    return TOP + head + _table(map(_name, names)) + DISPUTED + _table(map(_place, disputed))


def _name(row: Row) -> tuple[str, ...]:
    others = []
    for other in values(row["others"]):
        name, _, who = other.partition("=")
        others.append(f"{name} ({who})" if who else name)
    return f"**{row['name']}**", "; ".join(others), row["reason"], row["source"]


def _place(row: Row) -> tuple[str, ...]:
    return row["name"], ", ".join(values(row["claimants"])), row["about"], row["source"]


def _table(rows: Iterable[tuple[str, ...]]) -> str:
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |\n" for row in rows)
