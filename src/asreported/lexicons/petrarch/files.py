"""Dictionary files and what is made of them: lines without their comments in, tables for an overlay out."""

from __future__ import annotations

import csv
import gzip
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from asreported.errors import InputError, UsageError

CODE = re.compile(r"\[([^\]]*)\]")
PLAIN_CODE = re.compile(r"~?([A-Z]{3})+\d*( .*)?|\d{3,4}.*|---")


@dataclass(frozen=True)
class Line:
    """A line that says something: its text without the comment, and where it stands (``file:line``)."""

    text: str
    place: str

    @property
    def codes(self) -> list[str]:
        """What stands in brackets."""
        return [code.strip() for code in CODE.findall(self.text)]

    @property
    def words(self) -> str:
        """What stands outside of brackets."""
        return CODE.sub("", self.text).strip()


@dataclass
class Tables:
    """What was read: rows for three tables of an overlay, and a line for each entry that was left out."""

    groups: list[dict[str, str]] = field(default_factory=list)
    agents: list[dict[str, str]] = field(default_factory=list)
    predicates: list[dict[str, str]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    @property
    def named(self) -> Mapping[str, list[dict[str, str]]]:
        """The tables that have rows, by the name they lie under."""
        named = {"actors/groups": self.groups, "actors/agents": self.agents, "events/predicates": self.predicates}
        return {name: rows for name, rows in named.items() if rows}

    def leave_out(self, place: str, expected: str, found: str) -> None:
        """Put an entry on the list of those left out."""
        self.left_out.append(f"{place}: expected {expected}, found {found}")


def read_lines(path: Path) -> list[Line]:
    """The lines of a dictionary that are neither empty nor comment.

    Raises:
        InputError: the file cannot be read, or nowhere in it stands a code in brackets.
    """
    try:
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    except (OSError, EOFError, zlib.error) as error:
        cause = (getattr(error, "strerror", None) or str(error)).lower()
        raise InputError("a dictionary file", cause, "check the path", str(path)) from error
    text = raw.decode("utf-8", errors="replace")
    bare = (line.split("#")[0].split(";")[0].rstrip() for line in text.splitlines())
    lines = [Line(line, f"{path.name}:{number}") for number, line in enumerate(bare, 1) if line]
    if not any(PLAIN_CODE.fullmatch(code) for line in lines for code in line.codes):
        raise InputError(
            "a PETRARCH dictionary of actors, agents or verbs", "no code in brackets", "check the file", str(path)
        )
    return lines


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
