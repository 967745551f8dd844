"""Actor and agent dictionaries as rows of ``actors/groups`` and ``actors/agents``.

A name in capitals has underscores for spaces, ``+`` before each alias, codes in brackets behind or below it; in agent
files stand ``[~GOV]`` and sets such as ``!MINIST! = MINISTER, MINISTERS``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from asreported.lexicons import Lexicons
from asreported.lexicons.overlays import Tables
from asreported.lexicons.petrarch.files import Line

INTERNATIONAL = frozenset({"IGO", "NGO", "IMG", "MNC", "UNO", "NGM", "INT"})
_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "de", "del", "la", "al", "el", "e"})
_SECTORS = re.compile(r"[A-Z]{3}")
_SECTOR_CODE = re.compile(r"~?([A-Z]{3})+\d*")


@dataclass
class Entry:
    """One actor or agent: its names as written, its codes with whatever dates stand beside them, its place."""

    names: list[str]
    place: str
    codes: list[str] = field(default_factory=list)

    @property
    def code(self) -> str:
        """The last code without a date, or the last of all: the newest that the file knows; no code is empty."""
        undated = [code for code in self.codes if len(code.split()) == 1]
        return (undated or self.codes)[-1].split()[0] if self.codes else ""

    @property
    def parts(self) -> list[str]:
        """The code in threes: KEN and GOV of KENGOV; none of what is no code."""
        return _SECTORS.findall(self.code) if _SECTOR_CODE.fullmatch(self.code) else []


class ActorReader:
    """Adds the entries of actor and agent dictionaries to tables.

    Names that one of our countries bears are left out, for the coder knows them better.
    """

    def __init__(self, lexicons: Lexicons, tables: Tables) -> None:
        self._tables = tables
        rows = lexicons.rows("actors/countries")
        self._countries = {row["iso3"] for row in rows}
        self._known = {name.casefold() for row in rows for name in (row["name"], *row["aliases"].split("|")) if name}
        self._places: dict[str, str] = {}

    def read(self, lines: Iterable[Line]) -> None:
        """Add the entries of one file."""
        for entry in _entries(lines):
            names = list(dict.fromkeys(name for name in map(_plain, entry.names) if name))
            names = [name for name in names if name.casefold() not in self._known]
            row = self._agent(names, entry) if entry.code.startswith("~") else self._group(names, entry)
            if row is None:
                found = f"{entry.names[0]!r} {entry.code!r}" if entry.names else repr(entry.code)
                self._tables.leave_out(entry.place, "a name of no country and a code", found)
            elif row["row"] in self._places:
                found = f"{entry.names[0]!r}, which {self._places[row['row']]} has"
                self._tables.leave_out(entry.place, "a name of its own", found)
            else:
                self._places[row["row"]] = entry.place
                (self._tables.agents if "words" in row else self._tables.groups).append(row)

    def _agent(self, names: list[str], entry: Entry) -> dict[str, str] | None:
        if not names or not entry.parts:
            return None
        words = [name.lower() for name in names]
        return {
            "row": f"agent/{_key(words[0])}", "words": "|".join(words), "kind": "group",
            "sectors": "|".join(entry.parts), "source": entry.place, "date": "",
        }  # fmt: skip

    def _group(self, names: list[str], entry: Entry) -> dict[str, str] | None:
        parts = entry.parts
        if not names or not parts:
            return None
        first = parts[0]
        is_state, is_international = first in self._countries, first in INTERNATIONAL
        own = parts[1:] if is_state or is_international else parts
        return {
            "row": f"group/{_key(names[0])}", "name": names[0], "aliases": "|".join(names[1:]), "kind": "group",
            "country": first if is_state else "", "international": first if is_international else "",
            "sectors": "|".join(own), "source": entry.place, "date": "",
        }  # fmt: skip


def _entries(lines: Iterable[Line]) -> Iterator[Entry]:
    """The entries of one file, their substitution sets written out."""
    sets: dict[str, list[str]] = {}
    entry: Entry | None = None
    for line in lines:
        if line.text.startswith("!") and "=" in line.text:
            name, _, words = line.text.partition("=")
            sets[name.strip()] = [word.strip() for word in words.split(",")]
            continue
        name = line.words
        if name and not name.startswith("+") and not line.text[0].isspace():
            if entry is not None:
                yield entry
            entry = Entry([], line.place)
        if entry is None:
            continue
        if name:
            entry.names.extend(_written_out(name.lstrip("+").strip(), sets))
        entry.codes.extend(code for code in line.codes if code)
    if entry is not None:
        yield entry


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
