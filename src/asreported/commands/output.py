"""Rows on a terminal as a table, in a pipe as JSON lines or CSV."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import typer

from asreported.errors import UsageError
from asreported.storage.results import Row, Rows

if TYPE_CHECKING:
    from rich.text import Text

FORMS = ("pretty", "jsonl", "csv")
MOST_ON_TERMINAL = 40
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A spreadsheet runs a cell that begins so."""


def form_of(name: str | None) -> str:
    """The form to write: as asked, else a table on a terminal and JSON lines in a pipe.

    Raises:
        UsageError: there is no such form.
    """
    if name is None:
        return "pretty" if sys.stdout.isatty() else "jsonl"
    if name not in FORMS:
        raise UsageError(f"one of {', '.join(FORMS)}", repr(name), "choose one", "--to")
    return name


def limit_of(limit: int | None, form: str) -> int | None:
    """How many rows to ask for: as many as were asked for, 0 for all; without a word all, a screenful on a terminal."""
    if limit is None:
        return MOST_ON_TERMINAL if form == "pretty" else None
    return limit or None


def write_rows(rows: Rows, form: str, show: Callable[[Row], Text] | None = None) -> None:
    """Write rows to standard output, and to standard error how many were left out.

    Arguments:
        rows: what was found.
        form: as `form_of` gives it.
        show: how a row looks on a terminal; a line of a table unless given.
    """
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    if form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\r\n")
        writer.writerow(rows.columns)
        writer.writerows([_cell(row[name]) for name in rows.columns] for row in rows)
    elif form == "jsonl":
        for row in rows:
            sys.stdout.write(json.dumps(row, ensure_ascii=True, allow_nan=False) + "\n")
    else:
        _print(rows, show)
    sys.stdout.flush()
    if rows.total > len(rows):
        typer.echo(f"asreported: {len(rows):,} of {rows.total:,} shown; --limit N shows more, --limit 0 all", err=True)


def _print(rows: Rows, show: Callable[[Row], Text] | None) -> None:
    from rich.table import Table
    from rich.text import Text

    from asreported.exports.pretty import PipeConsole

    console = PipeConsole(file=sys.stdout)
    if not rows:
        typer.echo("nothing found", err=True)
    elif show is not None:
        for row in rows:
            console.print(show(row))
    else:
        table = Table(box=None, pad_edge=False, header_style="bold")
        for name in rows.columns:
            table.add_column(name, justify="right" if isinstance(rows[0][name], int) else "left")
        for row in rows:
            table.add_row(*(Text(shown(row[name])) for name in rows.columns))
        console.print(table)


def block(head: str, words: str | None, *about: Any) -> Text:
    """A row on a terminal: a bold line, the words it stands on, and dim what is known of it."""
    from rich.text import Text

    from asreported.exports.naming import one_line

    text = Text(one_line(head), style="bold")
    if words:
        text.append(f"\n    {one_line(words)}", style="not bold")
    known = " · ".join(shown(one) for one in about if one is not None)
    return text.append(f"\n    {known}", style="not bold dim")


def shown(value: Any) -> str:
    """A value as people read it; a dash where there is none."""
    from asreported.exports.naming import one_line  # here, since `exports` loads what draws pages

    if value is None:
        return "—"
    return f"{value:.2f}" if isinstance(value, float) else one_line(str(value))


def _cell(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    from asreported.exports.naming import one_line

    text = one_line(value)
    return "'" + text if text.startswith(_FORMULA) or value.startswith(_FORMULA) else text
