"""Print the pages made from code and tables: ``python building/reference.py`` writes docs/reference.md, docs/names.md.

`tests/test_reference.py` holds the pages against what this gives, so nothing can be added and left undocumented.
"""

from __future__ import annotations

import csv
import inspect
from dataclasses import fields, is_dataclass
from pathlib import Path

from building import names
from typer.testing import CliRunner

import asreported
from asreported import records
from asreported.cli import app
from asreported.lexicons import HOME, Lexicons
from asreported.storage.schema import describe

PAGE = Path(__file__).parent.parent / "docs" / "reference.md"
BAR = "\\|"
TOP = """# Reference

Printed from the code by `building/reference.py`; do not edit.
"""


COMMANDS = (
    "code", "read", "watch", "digest", "explain", "add", "export", "search", "events", "quotes", "counts", "group",
    "happening", "correct", "undo", "corrections", "lexicon", "schema",
)  # fmt: skip


def main() -> None:
    """Write the pages."""
    PAGE.write_text(make_page(), encoding="utf-8")
    names.PAGE.write_text(names.make_names(), encoding="utf-8")


def make_page() -> str:
    """The whole page as Markdown."""
    parts = [TOP, "## Command line\n", *_commands(), "## Python\n", *_names(), "## The record\n", *_records()]
    parts += _tables()
    parts += _lexicons()
    return "\n".join(parts)


def _commands() -> list[str]:
    found = []
    for name in COMMANDS:
        shown = CliRunner().invoke(app, [name, "--help"], prog_name="asreported", terminal_width=100, color=False)
        lines = [line.rstrip() for line in shown.output.strip().splitlines()]
        found += [f"### asreported {name}\n", "```", *lines, "```\n"]
    return found


def _names() -> list[str]:
    found = []
    for name in asreported.__all__:
        if not name.startswith("__"):
            text = inspect.getdoc(getattr(asreported, name)) or ""
            found.append(f"- `asreported.{name}`: {text.splitlines()[0]}")
    return [*found, ""]


def _records() -> list[str]:
    found = [
        "`asreported schema` prints it as JSON Schema. Spans are `[start, end)` in Unicode code points of `text`.\n"
    ]
    for name, kind in inspect.getmembers(records, inspect.isclass):
        if is_dataclass(kind) and kind.__module__ == records.__name__ and name not in ("Report", "DatelineSpan"):
            text = " ".join((inspect.getdoc(kind) or "").split("\n\n")[0].split())
            listed = ", ".join(f"`{f.name.rstrip('_')}`" for f in fields(kind))
            found += [f"### {name}\n", f"{text}\n", f"Fields: {listed}.\n"]
    return found


def _tables() -> list[str]:
    """The tables of a database, from the comments of the SQL that makes them."""
    found = [
        "## The database\n",
        "What `asreported code … --db FILE` makes: one SQLite file, described here from the SQL that makes it. "
        "Beside these are FTS5 tables for full-text search: `reports_fts` (headline, text), `quotes_fts` (content of "
        "attributions), `names_fts` (names of actors).\n",
    ]
    for table in describe():
        found += [f"### {table.name}\n", f"{table.about}\n", "| column | type | what |", "|---|---|---|"]
        for name, kind, about in table.columns:
            found.append(f"| `{name}` | {kind or '—'} | {about.replace('|', BAR)} |")
        found.append("")
    return found


def _lexicons() -> list[str]:
    found = [
        "## Lexicons\n",
        "Lay tables of your own over these with `--lexicons DIR`: same paths, same `row` keys.\n",
        "| table | rows | columns | what | source | licence |",
        "|---|---:|---|---|---|---|",
    ]
    lexicons = Lexicons()
    for name in lexicons.names:
        about = lexicons.about(name)
        with (HOME / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            reader = csv.reader(lines)
            columns = ", ".join(next(reader))
            size = sum(1 for _ in reader)
        cells = (f"`{name}`", f"{size:,}", columns, about["about"], about["source"], about["licence"])
        found.append("| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |")
    return [*found, ""]


if __name__ == "__main__":
    main()
