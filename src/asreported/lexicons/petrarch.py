"""PETRARCH-style dictionaries as tables to lay over ours: actor files, and agent files with substitution sets.

The form is that of the Open Event Data Alliance's dictionaries (TABARI's, after Schrodt 2009): a name in capitals with
underscores for spaces, ``+`` before each alias, codes in brackets behind or below it, ``#`` before comments; in agent
files ``[~GOV]`` and sets such as ``!MINIST! = MINISTER, MINISTERS``.
"""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from asreported.errors import InputError
from asreported.lexicons import Lexicons

INTERNATIONAL = frozenset({"IGO", "NGO", "IMG", "MNC", "UNO", "NGM", "INT"})
_CODE = re.compile(r"\[([^\]]*)\]")
_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "de", "del", "la", "al", "el", "e"})
_SECTORS = re.compile(r"[A-Z]{3}")


@dataclass
class Entry:
    """One actor or agent: its names as written, its codes with whatever dates stand beside them, its line."""

    names: list[str]
    line: int
    codes: list[str] = field(default_factory=list)


@dataclass
class Tables:
    """What was read: rows for ``actors/groups`` and ``actors/agents``, and a line for each entry that was left out."""

    groups: list[dict[str, str]] = field(default_factory=list)
    agents: list[dict[str, str]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def read_dictionaries(paths: Iterable[Path], lexicons: Lexicons) -> Tables:
    """The entries of dictionary files as rows of our tables.

    An entry with several codes takes the last without a date, or the last of all: the newest that the file knows. Names
    that one of our countries bears are left out, for the coder knows them better.

    Raises:
        InputError: a file cannot be read.
    """
    tables = Tables()
    rows = lexicons.rows("actors/countries")
    countries = {row["iso3"] for row in rows}
    known = {name.casefold() for row in rows for name in (row["name"], *row["aliases"].split("|")) if name}
    for path in paths:
        for entry in _entries(path):
            _add(tables, entry, path.name, countries, known)
    return tables


def write_overlay(tables: Tables, folder: Path) -> None:
    """Write the rows as a folder for ``--lexicons``."""
    (folder / "actors").mkdir(parents=True, exist_ok=True)
    for name, rows in (("groups", tables.groups), ("agents", tables.agents)):
        if not rows:
            continue
        with (folder / "actors" / f"{name}.csv").open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


def _add(tables: Tables, entry: Entry, source: str, countries: set[str], known: set[str]) -> None:
    undated = [code for code in entry.codes if len(code.split()) == 1]
    code = (undated or entry.codes or [""])[-1].split()[0] if entry.codes else ""
    names = list(dict.fromkeys(name for name in map(_plain, entry.names) if name and name.casefold() not in known))
    place = f"{source}:{entry.line}"
    if code.startswith("~"):
        words = [name.lower() for name in names]
        if words:
            sectors = "|".join(_SECTORS.findall(code[1:]))
            tables.agents.append({
                "row": f"agent/{_key(words[0])}", "words": "|".join(words), "kind": "group", "sectors": sectors,
                "source": place, "date": "",
            })  # fmt: skip
        return
    parts: list[str] = _SECTORS.findall(code)
    if not names or not parts:
        tables.left_out.append(f"{place}: expected a name of no country and a code, found {entry.names[0]!r} {code!r}")
        return
    first = parts[0]
    is_state = first in countries
    own = parts[1:] if is_state or first in INTERNATIONAL else parts
    tables.groups.append({
        "row": f"group/{_key(names[0])}", "name": names[0], "aliases": "|".join(names[1:]), "kind": "group",
        "country": first if is_state else "", "international": first if first in INTERNATIONAL else "",
        "sectors": "|".join(own), "source": place, "date": "",
    })  # fmt: skip


def _entries(path: Path) -> Iterator[Entry]:
    """The entries of one file, their substitution sets written out."""
    sets: dict[str, list[str]] = {}
    entry: Entry | None = None
    for number, line in enumerate(_lines(path), 1):
        bare = line.split("#")[0].split(";")[0].rstrip()
        if not bare.strip():
            continue
        if bare.startswith("!") and "=" in bare:
            name, _, words = bare.partition("=")
            sets[name.strip()] = [word.strip() for word in words.split(",")]
            continue
        codes = [code.strip() for code in _CODE.findall(bare)]
        name = _CODE.sub("", bare).strip()
        if name and not name.startswith("+") and not line[0].isspace():
            if entry is not None:
                yield entry
            entry = Entry([], number)
        if entry is None:
            continue
        if name:
            entry.names.extend(_written_out(name.lstrip("+").strip(), sets))
        entry.codes.extend(code for code in codes if code)
    if entry is not None:
        yield entry


def _lines(path: Path) -> list[str]:
    try:
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    except OSError as error:
        cause = (error.strerror or str(error)).lower()
        raise InputError("a dictionary file", cause, "check the path", str(path)) from error
    return raw.decode("utf-8", errors="replace").splitlines()


def _written_out(name: str, sets: dict[str, list[str]]) -> list[str]:
    for key, words in sets.items():
        if key in name:
            return [one for word in words for one in _written_out(name.replace(key, word), sets)]
    return [name]


def _plain(name: str) -> str:
    """``ISLAMIC_ARMY_OF_ADEN_(IAA)_`` as "Islamic Army of Aden"."""
    words = re.sub(r"\([^)]*\)?", " ", name.replace("_", " ").replace("+", " ")).split()
    return " ".join(word.lower() if n and word.lower() in _SMALL else word.title() for n, word in enumerate(words))


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "unnamed"
