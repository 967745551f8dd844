"""What came in: ``digest``."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from asreported.commands.asking import Database, Limit, show_event
from asreported.commands.durations import moment_before
from asreported.commands.output import block, handle, limit_of, shown, write_rows
from asreported.errors import UsageError
from asreported.storage import Store
from asreported.storage.digesting import count_new_reports, list_new_events, list_new_quotes
from asreported.storage.results import Row, Rows

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
    for name, rows, show in (("Who did what to whom", events, _show_event), ("Who said what", quotes, _show_quote)):
        if rows:
            typer.echo(f"\n{name}")
            write_rows(rows, form, show)


def _show_event(row: Row) -> Any:
    """What rich prints for an event: as elsewhere, and below in which report it stands."""
    from rich.console import Group
    from rich.text import Text

    where = " · ".join(shown(row[name]) for name in ("headline", "url") if row[name] is not None)
    return Group(show_event(row), Text(f"    {where}", style="dim")) if where else show_event(row)


def _show_quote(row: Row) -> Any:
    head = f"{row['speakers'] or row['source'] or 'nobody named'} — {row['cue'] or '…'}"
    about = (row[name] for name in ("act", "confidence", "publisher", "published", "headline", "url"))
    return block(head, row["content"], *about, handle(row["report_id"], row["attribution_id"]))


def _write_lines(item: str, rows: Rows) -> None:
    for row in rows:
        sys.stdout.write(json.dumps({"item": item, **row}, ensure_ascii=True, allow_nan=False) + "\n")
