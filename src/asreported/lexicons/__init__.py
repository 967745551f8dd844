"""The tables the coder knows things from: open, sourced, and overlaid row by row by a researcher's own.

A table is a CSV file (UTF-8, comma, header row) whose first column, `row`, is its key. Each folder has a
`manifest.json` that gives every table its source, licence, date and digest. Several values in a cell are parted by
``|``.

An overlay is a folder of files with the same paths (``actors/bodies.csv``). Its rows replace ours with the same key and
add the others; a row whose `remove` column says ``yes`` takes ours away. It may leave out columns it does not change.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from asreported.errors import LexiconError

Row = Mapping[str, str]
HOME = Path(__file__).parent


def values(cell: str) -> tuple[str, ...]:
    """The values of a cell: "a|b" gives ("a", "b"), an empty cell gives ()."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())


class Lexicons:
    """All tables with the overlay laid over them, read when asked for.

    Arguments:
        overlay: a folder of tables laid over ours, or None.

    Raises:
        LexiconError: the overlay is no folder, holds a file that is no table of ours, or a table is malformed.
    """

    def __init__(self, overlay: Path | None = None) -> None:
        if overlay is not None and not overlay.is_dir():
            raise LexiconError("a folder of tables", "none", "check the path given to --lexicons", str(overlay))
        self._overlay = overlay
        self._manifest = _read_manifests(HOME)
        self._tables: dict[str, tuple[Row, ...]] = {}
        self._laid_over: dict[str, frozenset[str]] = {}
        self._check_overlay()

    @property
    def names(self) -> tuple[str, ...]:
        """Every table's name, sorted, such as ``actors/countries``."""
        return tuple(sorted(self._manifest))

    @property
    def digests(self) -> dict[str, str]:
        """Table name to the SHA-256 of its bytes, an overlay's joined to ours by ``+``."""
        found = {name: str(entry["sha256"]) for name, entry in sorted(self._manifest.items())}
        for name, path in self._overlay_files():
            found[name] += "+" + hashlib.sha256(path.read_bytes()).hexdigest()
        return found

    def about(self, name: str) -> Mapping[str, str]:
        """A table's manifest entry: source, licence, date, about, sha256."""
        return self._manifest[name]

    def rows(self, name: str) -> tuple[Row, ...]:
        """The rows of a table in file order, overlaid.

        Raises:
            LexiconError: there is no such table, or its file is malformed.
        """
        if name not in self._manifest:
            raise LexiconError(f"one of {', '.join(self.names)}", repr(name), "check the table's name")
        if name not in self._tables:
            rows = {row["row"]: row for row in _read_table(HOME / f"{name}.csv")}
            overlay: list[Row] = []
            if self._overlay is not None and (path := self._overlay / f"{name}.csv").is_file():
                overlay = _read_table(path)
                _lay_over(rows, overlay, path)
            self._tables[name] = tuple(rows.values())
            self._laid_over[name] = frozenset(row["row"] for row in overlay)
        return self._tables[name]

    def laid_over(self, name: str) -> frozenset[str]:
        """The keys of a table's rows that the overlay gave, for tables in which it matters who comes first.

        Raises:
            LexiconError: there is no such table, or its file is malformed.
        """
        self.rows(name)
        return self._laid_over[name]

    def _overlay_files(self) -> Iterator[tuple[str, Path]]:
        if self._overlay is not None:
            for path in sorted(self._overlay.rglob("*.csv")):
                yield path.relative_to(self._overlay).with_suffix("").as_posix(), path

    def _check_overlay(self) -> None:
        for name, path in self._overlay_files():
            if name not in self._manifest:
                known = ", ".join(self.names)
                raise LexiconError(
                    f"one of the tables {known}", f"{name}.csv", "rename the file or take it out", str(path)
                )


def _lay_over(rows: dict[str, Row], overlay: list[Row], path: Path) -> None:
    """Put an overlay's rows over ours, in place.

    Raises:
        LexiconError: it has a column that ours lacks, takes away a row that is not there, or says `remove` otherwise.
    """
    columns = {*next(iter(rows.values()), {}), "remove"}
    for row in overlay:
        where = f"{path}, row {row['row']}"
        if rows and (unknown := [name for name in row if name not in columns]):
            known = ", ".join(sorted(columns - {"row", "remove"}))
            raise LexiconError(f"columns out of row, remove, {known}", repr(unknown[0]), "rename the column", where)
        remove = row.get("remove", "")
        if remove not in ("", "yes"):
            raise LexiconError("yes or nothing in column 'remove'", repr(remove), "mend the cell", where)
        if remove and row["row"] not in rows:
            raise LexiconError("a row of ours to take away", repr(row["row"]), "check its key", where)
        if remove:
            del rows[row["row"]]
        else:
            plain = {name: cell for name, cell in row.items() if name != "remove"}
            rows[row["row"]] = {**rows.get(row["row"], _blank(rows)), **plain}


def _blank(rows: Mapping[str, Row]) -> Row:
    return dict.fromkeys(next(iter(rows.values()), {}), "")


def _read_manifests(home: Path) -> dict[str, Mapping[str, str]]:
    found: dict[str, Mapping[str, str]] = {}
    for path in sorted(home.glob("*/manifest.json")):
        for name, entry in json.loads(path.read_text(encoding="utf-8")).items():
            found[f"{path.parent.name}/{name}"] = entry
    return found


def _read_table(path: Path) -> list[Row]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError("a table in UTF-8", str(error), "check the file", str(path)) from error
    reader = csv.DictReader(io.StringIO(text, newline=""))
    if not reader.fieldnames or reader.fieldnames[0] != "row":
        found = repr((reader.fieldnames or ["nothing"])[0])
        raise LexiconError("a header whose first column is 'row'", found, "add the header", f"{path}:1")
    rows: list[Row] = []
    seen: set[str] = set()
    for row in reader:
        where = f"{path}:{reader.line_num}"
        if None in row or None in row.values():
            raise LexiconError(
                f"{len(reader.fieldnames)} cells", "another number", "quote cells that hold commas", where
            )
        if not row["row"] or row["row"] in seen:
            raise LexiconError("a key of its own in column 'row'", repr(row["row"]), "give the row another key", where)
        seen.add(row["row"])
        rows.append(row)
    return rows
