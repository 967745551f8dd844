"""What came in: ``digest``."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from asreported.commands.asking import Database, Limit, show_event, show_quote
from asreported.commands.durations import moment_before
from asreported.commands.output import limit_of, write_rows
from asreported.errors import UsageError
from asreported.storage import Store
from asreported.storage.digesting import count_new_reports, list_new_events, list_new_quotes
from asreported.storage.results import Row, Rows

if TYPE_CHECKING:
    from rich.text import Text

EXAMPLE = """Example:

\b
  asreported digest news.db --since 24h"""
FORMS = ("pretty", "jsonl")


def digest(
    database: Database,
    since: Annotated[
        str, typer.Option(metavar="TIME", help="How long ago, such as 24h or 7d, or a date or time, UTC.")
    ] = "24h",
    limit: Limit = None,
    to: Annotated[
        str | None,
        typer.Option(metavar="pretty|jsonl", help="What to write. [default: pretty on a terminal, else jsonl]"),
    ] = None,
) -> None:
    """List the events and quotations of reports that came into a database since some time.

    The time is when a report was first kept here, not when it was published: feeds bring items late and date them as
    they like, and what is new is what was not here when you looked last. A report that is coded again is not new. Once
    `asreported group` was run, an event that several new reports tell is listed once, with the number of its tellings.

    In a pipe each line is an object with "item": "event" or "quotation". Buffers.
    """
    if to is not None and to not in FORMS:
        raise UsageError(f"one of {', '.join(FORMS)}", repr(to), "choose one", "--to")
    form = to if to is not None else FORMS[not sys.stdout.isatty()]
    moment = moment_before(since, datetime.now(UTC), "--since")
    most = limit_of(limit, form)
    with Store.open(database, must_exist=True) as store:
        reports = count_new_reports(store.connection, moment)
        events = list_new_events(store.connection, moment, limit=most)
        quotes = list_new_quotes(store.connection, moment, limit=most)
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    if form == "jsonl":
        _write_lines("event", events)
        _write_lines("quotation", quotes)
        sys.stdout.flush()
        return
    typer.echo(f"Since {moment}: {reports:,} reports, {events.total:,} events, {quotes.total:,} quotations")
    for name, rows, show in (("Who did what to whom", events, show_event), ("Who said what", quotes, show_quote)):
        if rows:
            typer.echo(f"\n{name}")
            write_rows(rows, form, partial(_with_report, show))


def _with_report(show: Callable[[Row], Text], row: Row) -> Text:
    """How it looks on a terminal, and below in which report it stands."""
    from asreported.exports.naming import one_line

    about = [one_line(value) for value in (row["headline"], row["url"]) if value]
    return show(row).append(f"\n    {' · '.join(about)}" if about else "", style="not bold dim")


def _write_lines(item: str, rows: Rows) -> None:
    for row in rows:
        sys.stdout.write(json.dumps({"item": item, **row}, ensure_ascii=True, allow_nan=False) + "\n")
