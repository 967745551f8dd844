"""What a researcher's own files are made into: rows by table for an overlay, and a line for each entry left out."""

from __future__ import annotations

import csv
import gzip
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from asreported.errors import InputError, UsageError
from asreported.lexicons import Lexicons

TABLES: Mapping[str, str] = {
    "countries": "actors/countries",
    "bodies": "actors/bodies",
    "groups": "actors/groups",
    "persons": "actors/persons",
    "spells": "actors/spells",
    "agents": "actors/agents",
    "predicates": "events/predicates",
}
"""The tables that can be made, by the attribute of `Tables` that holds their rows."""


@dataclass
class Tables:
    """What was read: rows for tables of an overlay, and a line for each entry that was left out."""

    groups: list[dict[str, str]] = field(default_factory=list)
    agents: list[dict[str, str]] = field(default_factory=list)
    predicates: list[dict[str, str]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    countries: list[dict[str, str]] = field(default_factory=list)
    bodies: list[dict[str, str]] = field(default_factory=list)
    persons: list[dict[str, str]] = field(default_factory=list)
    spells: list[dict[str, str]] = field(default_factory=list)

    @property
    def named(self) -> Mapping[str, list[dict[str, str]]]:
        """The tables that have rows, by the name they lie under."""
        return {name: rows for attribute, name in TABLES.items() if (rows := getattr(self, attribute))}

    def leave_out(self, place: str, expected: str, found: str) -> None:
        """Put an entry on the list of those left out."""
        line = f"{place}: expected {expected}, found {found}"
        self.left_out.append(line.encode("utf-8", "replace").decode("utf-8"))


def join(parts: Iterable[Tables], lexicons: Lexicons) -> Tables:
    """Several files' tables as one; of rows with one key the first counts.

    Arguments:
        parts: what was read, in the order that decides.
        lexicons: the tables the rows shall lie over: a cell that one part does not know keeps ours.
    """
    joined = Tables()
    for part in parts:
        joined.left_out += part.left_out
        for attribute, name in TABLES.items():
            rows: list[dict[str, str]] = getattr(joined, attribute)
            known = {row["row"] for row in rows}
            for row in getattr(part, attribute):
                if row["row"] in known:
                    joined.leave_out(name, "a key of its own", f"{row['row']!r}, which another file has")
                else:
                    rows.append(row)
    for name, rows in joined.named.items():
        columns = list(dict.fromkeys(column for row in sorted(rows, key=len, reverse=True) for column in row))
        if any(len(row) < len(columns) for row in rows):
            ours = {row["row"]: row for row in lexicons.rows(name)}
            rows[:] = [{c: row.get(c, ours.get(row["row"], {}).get(c, "")) for c in columns} for row in rows]
    return joined


def read_bytes(path: Path, expected: str) -> bytes:
    """The bytes of a file, unpacked where its name ends in ``.gz``.

    Raises:
        InputError: it cannot be read, or is no gzipped file.
    """
    try:
        return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    except (OSError, EOFError, zlib.error) as error:
        cause = (getattr(error, "strerror", None) or str(error)).lower()
        raise InputError(expected, cause, "check the path", str(path)) from error


def write_overlay(tables: Tables, folder: Path) -> None:
    """Write the rows as a folder for ``--lexicons``; tables of the same name in it are replaced.

    Raises:
        UsageError: the folder cannot be written to.
    """
    try:
        for name, rows in tables.named.items():
            path = folder / f"{name}.csv"
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("w", encoding="utf-8", newline="") as lines:
                writer = csv.DictWriter(lines, list(rows[0]), lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)
    except OSError as error:
        cause = (error.strerror or str(error)).lower()
        raise UsageError("a folder that can be written", cause, "give another", str(folder)) from error
