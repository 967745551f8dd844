"""Exported files as what stands in them: results of a query, or entities, each with its place."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from asreported.errors import InputError
from asreported.lexicons.overlays import read_bytes

EXPECTED = "an export of Wikidata: results of a query (JSON, CSV, TSV) or entities as JSON"
ITEM_COLUMNS = ("item", "qid", "wikidata", "entity", "person", "human", "body", "organization", "group", "party")
"""Names of the column that says whom a result is about, the first that is there counting."""
_TSV_TERM = re.compile(r'<(?P<address>[^>]*)>|"(?P<text>(?:[^"\\]|\\.)*)"(?:@[\w-]+|\^\^<[^>]*>)?')
_ESCAPES = {"\\n": " ", "\\t": " ", "\\r": " "}


@dataclass(frozen=True)
class Result:
    """One result of a query: its cells by the column's name in small letters without ``_``, ``?`` and spaces."""

    cells: Mapping[str, str]
    place: str


@dataclass(frozen=True)
class Entity:
    """One entity as Wikidata's dumps and its API give it."""

    content: Mapping[str, Any]
    place: str


@dataclass(frozen=True)
class Broken:
    """What should have been a result or an entity: what was expected and found."""

    expected: str
    found: str
    place: str


Found = Result | Entity | Broken


def is_export(path: Path) -> bool:
    """Whether a file begins as an export does: JSON, or a table with a column for the item.

    Raises:
        InputError: the file cannot be read.
    """
    text = _text(path, "a dictionary file or an export of Wikidata")
    return text.startswith(("{", "[")) or _delimiter(text.partition("\n")[0]) is not None


def read_file(path: Path) -> list[Found]:
    """All that stands in an exported file.

    Raises:
        InputError: the file cannot be read, or holds nothing of an export.
    """
    text = _text(path)
    found: list[Found] = []
    if text.startswith(("{", "[")):
        found = list(_read_json(text, path.name))
    elif (delimiter := _delimiter(text.partition("\n")[0])) is not None:
        found = list(_read_table(text, delimiter, path.name))
        if not found:
            raise InputError(EXPECTED, "a header without rows", "check the file", str(path))
    if not any(isinstance(one, Result | Entity) for one in found):
        first = next((f"{one.found} for {one.expected}" for one in found if isinstance(one, Broken)), "neither")
        raise InputError(EXPECTED, first, "check the file", str(path))
    return found


def saved_on(path: Path) -> str:
    """The day a file was last written (UTC, ISO)."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()


def _text(path: Path, expected: str = EXPECTED) -> str:
    return read_bytes(path, expected).decode("utf-8-sig", errors="replace").lstrip()


def plain_name(column: str) -> str:
    """A column's name as it is looked up: ``?item_Label`` is "itemlabel"."""
    return re.sub(r"[\s_?]", "", column).lower()


# ---- tables ----------------------------------------------------------------------------------------------------------


def _delimiter(header: str) -> str | None:
    """What parts the columns of a header that has one for the item; None for any other line."""
    for delimiter in ("\t", ",", ";"):
        names = [plain_name(name.strip('"')) for name in header.strip().split(delimiter)]
        if len(names) > 1 and any(name in ITEM_COLUMNS for name in names):
            return delimiter
    return None


def _read_table(text: str, delimiter: str, file: str) -> Iterator[Found]:
    lines = io.StringIO(text, newline="")
    is_of_terms = delimiter == "\t" and "<http" in text
    reader = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE if is_of_terms else csv.QUOTE_MINIMAL)
    header = [plain_name(name) for name in next(reader)]
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            yield Broken("a row of cells", str(error), f"{file}:{reader.line_num}")
            continue
        if row is None:
            return
        place = f"{file}:{reader.line_num}"
        if len(row) != len(header):
            if row:
                yield Broken(f"{len(header)} cells", str(len(row)), place)
            continue
        yield Result(dict(zip(header, map(_plain_cell, row), strict=True)), place)


def _plain_cell(cell: str) -> str:
    """A cell without what TSV of the query service puts around it: ``<…>``, ``"…"@en``."""
    found = _TSV_TERM.fullmatch(cell.strip())
    if found is None:
        return cell.strip()
    if found["address"] is not None:
        return found["address"]
    return re.sub(r"\\(.)", lambda escape: _ESCAPES.get(escape[0], escape[1]), found["text"])


# ---- JSON ------------------------------------------------------------------------------------------------------------


def _read_json(text: str, file: str) -> Iterator[Found]:
    """Line by line where the first line is an entity or a result of its own, else as one document."""
    lines = [(n, line.strip().rstrip(",")) for n, line in enumerate(text.splitlines(), 1)]
    lines = [(n, line) for n, line in lines if line not in ("", "[", "]")]
    first = _load(lines[0][1]) if lines else None
    if isinstance(first, dict) and "results" not in first and "entities" not in first:
        for number, line in lines:
            yield _item(_load(line), f"{file}:{number}")
        return
    content = _load(text)
    if isinstance(content, Mapping):
        results, entities = content.get("results"), content.get("entities")
        bindings = results.get("bindings") if isinstance(results, Mapping) else None
        content = bindings if bindings is not None else entities if entities is not None else [content]
        content = list(content.values()) if isinstance(content, Mapping) else content
    if not isinstance(content, list):
        yield Broken("a list of them", _shown(content), file)
        return
    for number, one in enumerate(content, 1):
        yield _item(one, f"{file}, item {number}")


def _load(text: str) -> object:
    """What JSON says, or the error that tells why it is none."""
    try:
        content: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        return error
    return content


def _item(content: object, place: str) -> Found:
    if not isinstance(content, Mapping) or not content:
        return Broken("an entity or a result", _shown(content), place)
    if "claims" in content or "labels" in content or "descriptions" in content:
        return Entity(content, place)
    cells = {plain_name(str(name)): _cell(cell) for name, cell in content.items()}
    if not any(name in ITEM_COLUMNS for name in cells):
        return Broken(f"a column {', '.join(ITEM_COLUMNS[:3])} …", ", ".join(map(str, content))[:80], place)
    return Result(cells, place)


def _cell(cell: object) -> str:
    """A cell of a result: plain, or ``{"type": …, "value": …}``; a blank node or nested content is empty."""
    if isinstance(cell, Mapping):
        cell = cell.get("value") if cell.get("type") != "bnode" else "?"
    return str(cell).strip() if isinstance(cell, str | int | float) else ""


def _shown(content: object) -> str:
    if isinstance(content, json.JSONDecodeError):
        return f"no JSON ({content.msg.lower()} at character {content.pos + 1})"
    if isinstance(content, Exception):
        return "no JSON that can be read"
    return repr(content)[:40]
