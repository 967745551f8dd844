"""Write `actors/persons` and `actors/spells`: ``python building/actors_persons.py REIGN.csv``.

REIGN (2021-03) gives who led which state from which month to which; it has surnames mostly, so a leader is kept only
where actors_reign_names.txt (spells that reach into 1990 or later) or actors_reign_names_1960.txt (those that ended
before) gives the full name. actors_spells.txt adds offices known otherwise and ends REIGN's open spells;
actors_leaders.txt adds persons without a dated office. A form with "!" behind it is many people's name.
"""

from __future__ import annotations

import csv
import re
import sys
import unicodedata
from pathlib import Path
from typing import Any

ACTORS = Path(__file__).parent.parent / "src" / "asreported" / "lexicons" / "actors"
DATE = "2026-11-22"
REIGN_END = "2021-03"
KNOWN_TO = "2025-11"
SINCE = 1960
"""Spells that ended before are left out."""
LATER = 1990
"""Spells that ended before have a list of names of their own: surnames come again."""
SAN_MARINO = "SNM"
"""REIGN names one of its two captains regent in full, with sex and number of terms in brackets."""
GROUPS = {"hezbollah", "solidarity", "palestine-liberation-organization"}
Spell = dict[str, Any]
Names = dict[tuple[str, str], tuple[str, str, list[str]]]


def slug(name: str) -> str:
    """A name as a key: ASCII letters and digits, joined by hyphens."""
    plain = unicodedata.normalize(
        "NFKD", name.replace("ø", "o").replace("ł", "l").replace("Đ", "Dj").replace("đ", "dj")
    )
    plain = plain.replace("ı", "i").encode("ascii", "ignore").decode().lower().replace("'", "")
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")


def read_names(path: Path) -> Names:
    """(REIGN state, leader or leader#year) to (ISO code, office, names, canonical first)."""
    found: Names = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        head, _, rest = line.partition(": ")
        state, iso3, office = head.split()
        office = {"prince": "prince", "sultan": "emir"}.get(office, office)
        for entry in rest.split("; "):
            leader, _, names = entry.partition("=")
            names, _, other = names.partition("@")
            found[state, leader] = (iso3, other.strip() or office, names.strip().split("~"))
    return found


def read_reign(path: Path, names: Names, earlier: Names) -> tuple[list[Spell], list[str], int]:
    """REIGN's spells that reach into 1960 or later with a full name; the leaders left out; the number of all."""
    spells: list[Spell] = []
    left: list[str] = []
    total = 0
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        for row in csv.DictReader(file):
            if row["eyear"] and int(row["eyear"]) < SINCE:
                continue
            total += 1
            state, leader = row["stateabb"], row["leader"].strip()
            known = earlier if row["eyear"] and int(row["eyear"]) < LATER else names
            entry = known.get((state, f"{leader}#{row['syear']}")) or known.get((state, leader))
            if state == SAN_MARINO:
                entry = ("SMR", "captain-regent", [re.sub(r"\s*[(].*", "", leader)])
            if entry is None:
                left.append(f"{state} {leader} {row['syear']}")
                continue
            iso3, office, forms = entry
            end = f"{int(row['eyear']):04}-{int(row['emonth']):02}" if row["eyear"] and row["emonth"] else ""
            spells.append(
                {
                    "forms": forms,
                    "office": office,
                    "country": iso3,
                    "body": "",
                    "from": f"{int(row['syear']):04}-{int(row['smonth']):02}",
                    "to": end,
                    "source": "REIGN 2021-03",
                    "checked": REIGN_END,
                }
            )
    return spells, left, total


def add_spells(path: Path, spells: list[Spell]) -> None:
    """Lay the spells known otherwise over REIGN's: an empty start ends or confirms an open spell."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        names, office, country, body, start, end = line.split(";")
        forms = names.replace("!", "").split("~")
        mine = [s for s in spells if (s["forms"][0], s["office"], s["country"]) == (forms[0], office, country)]
        if not start:
            open_ones = [s for s in mine if not s["to"]]
            if not open_ones:
                print(f"no open spell: {line}", file=sys.stderr)
            for spell in open_ones[-1:]:
                spell.update(to=end, checked=KNOWN_TO, source="REIGN 2021-03; common knowledge")
            continue
        for old in mine:
            overlaps = old["from"][:7] <= (end or "9")[:7] and (old["to"] or "9")[:7] >= start[:7]
            if old["source"] == "REIGN 2021-03" and overlaps:
                spells.remove(old)
        spells.append(
            {
                "forms": forms,
                "common": [form[:-1] for form in names.split("~") if form[-1] == "!"],
                "office": office,
                "country": country,
                "body": body,
                "from": start,
                "to": end,
                "source": "common knowledge",
                "checked": KNOWN_TO,
            }
        )


def read_leaders(path: Path) -> list[list[str]]:
    """Persons known without a dated office: name, country, aliases."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and line[0] != "#"]
    found = []
    for line in lines:
        names, country = line.split(";")
        name, *aliases = names.split("~")
        found.append([name, country, *aliases])
    return found


def merge(spells: list[Spell]) -> list[Spell]:
    """Join a person's spells in one office where one begins in the month the other ended."""
    kept: list[Spell] = []
    for spell in sorted(spells, key=_turn):
        last = kept[-1] if kept else None
        same = last is not None and all(last[k] == spell[k] for k in ("country", "body", "office"))
        if last and same and last["forms"][0] == spell["forms"][0] and (last["to"] or "9")[:7] >= spell["from"][:7]:
            last.update(to=spell["to"], checked=spell["checked"])
        else:
            kept.append(spell)
    return kept


def write(name: str, columns: str, rows: list[dict[str, str]]) -> None:
    """Write one table in UTF-8 with unix line ends."""
    with (ACTORS / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns.split(), restval="", lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    """Read the three sources, write the two tables, print what was left out."""
    here = Path(__file__).parent
    names, earlier = (read_names(here / f"actors_reign_names{part}.txt") for part in ("", "_1960"))
    spells, left, total = read_reign(Path(sys.argv[1]), names, earlier)
    kept_from_reign = len(spells)
    add_spells(here / "actors_spells.txt", spells)
    spells = merge(spells)
    people: dict[str, dict[str, Any]] = {}
    for spell in spells:
        key = f"person/{slug(spell['forms'][0])}"
        person = people.setdefault(key, {"row": key, "name": spell["forms"][0], "forms": [], "sources": []})
        person.setdefault("country", spell["country"])
        person["forms"] += [form for form in spell["forms"][1:] if form not in person["forms"]]
        person.setdefault("common", set()).update(spell.get("common", ()))
        person["sources"] += [source for source in spell["source"].split("; ") if source not in person["sources"]]
        first = spell["body"].split("/")[-1] or spell["country"].lower()
        spell.update(row=f"spell/{slug(spell['forms'][0])}-{spell['office']}-{first}-{spell['from']}", date=DATE)
        spell.update(person=key, office=f"office/{spell['office']}", body=spell["body"] and _body(spell["body"]))
    for name, country, *aliases in read_leaders(here / "actors_leaders.txt"):
        common = [form for form in (name, *aliases) if form[-1] == "!"]
        name, *aliases = (form.rstrip("!") for form in (name, *aliases))
        key = f"person/{slug(name)}"
        person = people.setdefault(
            key, {"row": key, "name": name, "forms": [], "sources": ["common knowledge"], "country": country}
        )
        person["forms"] += [form for form in aliases if form not in person["forms"]]
        person.setdefault("common", set()).update(form[:-1] for form in common)
    claimed: dict[str, int] = {}
    for person in people.values():
        for form in {person["name"], *person["forms"]}:
            claimed[form] = claimed.get(form, 0) + 1
    for person in people.values():
        shared = [form for form in (person["name"], *person["forms"]) if claimed[form] > 1 or form in person["common"]]
        person.update(aliases="|".join(f for f in person["forms"] if f != person["name"]), ambiguous="|".join(shared))
        person.update(source="; ".join(person["sources"]), date=DATE, wikipedia="", wikidata="")
    columns = "row name aliases country wikipedia wikidata ambiguous source date"
    write("persons", columns, sorted(people.values(), key=_key))
    write("spells", "row person office country body from to checked source date", sorted(spells, key=_key))
    print(
        f"REIGN {kept_from_reign} of {total}; persons {len(people)}; spells {len(spells)}; left out: {'; '.join(left)}"
    )


def _body(name: str) -> str:
    return f"group/{name}" if name in GROUPS else f"body/{name}"


def _turn(spell: Spell) -> tuple[str, ...]:
    """Spells of an office in turn: of two that begin in one month the shorter comes first."""
    return (*(spell[k] for k in ("country", "body", "office", "from")), spell["to"] or "9", spell["forms"][0])


def _key(row: dict[str, Any]) -> str:
    return str(row["row"])


if __name__ == "__main__":
    main()
