"""Dictionary files: their lines without comments, with the codes in brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from asreported.errors import InputError
from asreported.lexicons.overlays import read_bytes

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


def read_lines(path: Path) -> list[Line]:
    """The lines of a dictionary that are neither empty nor comment.

    Raises:
        InputError: the file cannot be read, or nowhere in it stands a code in brackets.
    """
    text = read_bytes(path, "a dictionary file").decode("utf-8", errors="replace")
    bare = (line.split("#")[0].split(";")[0].rstrip() for line in text.splitlines())
    lines = [Line(line, f"{path.name}:{number}") for number, line in enumerate(bare, 1) if line]
    if not any(PLAIN_CODE.fullmatch(code) for line in lines for code in line.codes):
        raise InputError(
            "a PETRARCH dictionary of actors, agents or verbs, or an export of Wikidata",
            "no code in brackets and no column for an item",
            "check the file",
            str(path),
        )
    return lines
