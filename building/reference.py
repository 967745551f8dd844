"""Print the reference pages from the code: ``python building/reference.py`` writes ``docs/reference.md``.

`tests/test_reference.py` holds the page against what this gives, so nothing can be added and left undocumented.
"""

from __future__ import annotations

import csv
import inspect
from dataclasses import fields, is_dataclass
from pathlib import Path

from typer.testing import CliRunner

import asreported
from asreported import records
from asreported.cli import app
from asreported.lexicons import HOME, Lexicons

PAGE = Path(__file__).parent.parent / "docs" / "reference.md"
TOP = """# Reference

Printed from the code by `building/reference.py`; do not edit.
"""


def main() -> None:
    """Write the page."""
    PAGE.write_text(make_page(), encoding="utf-8")


def make_page() -> str:
    """The whole page as Markdown."""
    parts = [TOP, "## Command line\n", *_commands(), "## Python\n", *_names(), "## The record\n", *_records()]
    parts += _lexicons()
    return "\n".join(parts)


def _commands() -> list[str]:
    found = []
    for name in ("code", "export", "lexicon", "schema"):
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
