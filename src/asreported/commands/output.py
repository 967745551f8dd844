"""Rows on a terminal as a table, in a pipe as JSON lines or CSV."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import typer

from asreported.errors import UsageError
from asreported.storage.results import Row, Rows

if TYPE_CHECKING:
    from rich.console import RenderableType

FORMS = ("pretty", "jsonl", "csv")
MOST_ON_TERMINAL = 40
_HANDLE = 8
"""Hexadecimal digits: two of a hundred thousand reports share them with probability .7, and then it is told."""
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


def write_rows(rows: Rows, form: str, show: Callable[[Row], RenderableType] | None = None) -> None:
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


def _print(rows: Rows, show: Callable[[Row], RenderableType] | None) -> None:
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


def block(head: str, words: str | None, *about: Any) -> RenderableType:
    """A row on a terminal: a bold line, the words it stands on, and dim what is known of it; these two indented."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    from asreported.exports.naming import one_line

    known = " · ".join(shown(one) for one in about if one is not None)
    parts = [Text(one_line(words))] if words else []
    parts.append(Text(known, style="dim"))
    return Group(Text(one_line(head), style="bold"), *(Padding(part, (0, 0, 0, 4), expand=False) for part in parts))


def handle(report_id: str, item: str | None) -> str:
    """What names an item, or a report, in other commands: ``1c07aa21/e640-652-ASSAULT``, ``1c07aa21``."""
    start = report_id.removeprefix("sha256:")[:_HANDLE]
    return start if item is None else f"{start}/{item}"


def when(row: Row) -> str | None:
    """A row's days as exactly as they are known: a day, a month, a year, else the first and the last."""
    start, end = row["date_start"], row["date_end"]
    if start is None or end is None:
        return None
    last = (date.fromisoformat(end) - timedelta(days=1)).isoformat() if end > "0001-01-01" else end
    if start == last:
        return str(start)
    if start.endswith("-01-01") and last == f"{start[:4]}-12-31":
        return str(start[:4])
    if start.endswith("-01") and end.endswith("-01") and start[:7] == last[:7]:
        return str(start[:7])
    return f"{start} to {last}"


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
