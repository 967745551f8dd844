"""Stories and happenings: ``group`` and ``happening``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from asreported.commands.asking import Corrected, Database, Limit, To, opened, show_event
from asreported.commands.output import block, form_of, handle, limit_of, write_rows
from asreported.errors import UsageError
from asreported.storage import Store
from asreported.storage.results import Row

if TYPE_CHECKING:
    from rich.console import RenderableType

GROUP_EXAMPLE = """Example:

\b
  asreported group news.db && asreported counts news.db --by type,month --per happening"""
HAPPENING_EXAMPLE = """Example:

\b
  asreported happening news.db 1c07aa21/e640-652-ASSAULT"""


def group(
    database: Database,
    anew: Annotated[bool, typer.Option("--anew", help="Forget the groups and make all again.")] = False,
) -> None:
    """Find which reports are one story, and which of their events one happening.

    Only what is new since the last time is compared, each report with its neighbours; the order in which reports came
    makes no difference. What people said with `asreported correct … --with` holds.
    """
    from asreported import cluster

    with Store.open(database, must_exist=True) as store:
        number = cluster.group_anew(store) if anew else cluster.group(store)
        query = "SELECT count(DISTINCT story), (SELECT count(DISTINCT happening) FROM happening_events) FROM groupings"
        stories, happenings = store.connection.execute(query).fetchone()
        told = f"{number:,} reports grouped; {len(store):,} reports, {stories:,} stories, {happenings:,} happenings"
    typer.echo(f"asreported: {database}: {told}", err=True)


def happening(
    database: Database,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[HAPPENING]", help="Its name, or REPORT/EVENT for one telling of it; else the most told."
        ),
    ] = None,
    corrected: Corrected = False,
    limit: Limit = None,
    to: To = None,
) -> None:
    """Show one happening, its tellings side by side: what they agree on, what not, and why they were put together.

    Without a name: the happenings that most reports tell.
    """
    from asreported.cluster import compare_tellings, most_told

    form = form_of(to)
    if form == "csv" and name is not None:
        raise UsageError("pretty or jsonl", "'csv'", "choose one", "--to")
    with opened(database, is_corrected=corrected) as store:
        if name is None:
            rows = most_told(store, limit=limit_of(limit, form))
        else:
            found = compare_tellings(store, _name_of(store, name))
    if name is None:
        write_rows(rows, form, _show_most)
        return
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    if form == "jsonl":
        typer.echo(json.dumps(found))
    else:
        _print(found)


def _show_most(row: Row) -> RenderableType:
    report_id, _, event = row["happening"].partition(" ")
    told = f"{row['reports']:,} reports, {row['stories']:,} stories, {row['tellings']:,} tellings"
    days = " to ".join(dict.fromkeys(day for day in (row["first_day"], row["last_day"]) if day))
    return block(
        row["headline"] or row["event"] or "—", None, told, days or None, row["event"], handle(report_id, event or None)
    )


def _name_of(store: Store, name: str) -> str:
    from asreported.storage.corrections import find_item

    if "/" not in name:
        return name
    report, _, event = find_item(store, name)
    query = "SELECT happening FROM happening_events WHERE report = ? AND event_id = ?"
    row = store.connection.execute(query, (report, event)).fetchone()
    return str(row[0]) if row else name


def _print(found: dict[str, Any]) -> None:
    from rich.padding import Padding
    from rich.text import Text

    from asreported.exports.naming import one_line
    from asreported.exports.pretty import PipeConsole

    console = PipeConsole(file=sys.stdout)

    def part(title: str, lines: Iterable[str], style: str = "") -> None:
        console.print(Text(f"\n{title}", style="bold"))
        for line in lines:
            console.print(Padding(Text(one_line(line), style=style), (0, 0, 0, 4), expand=False))

    for row in found["tellings"]:
        empty = block(f"{row['headline']} (no event found)", None, row["publisher"], row["published"])
        console.print(show_event(row) if row["event"] else empty)
    part("Agree", (f"{name}: {value}" for name, value in found["agree"].items()))
    part("Differ", (f"{name}: {_counted(values)}" for name, values in found["differ"].items()))
    part("Why together", map(_pair, found["why"]), style="dim")


def _counted(values: dict[str, list[str]]) -> str:
    return "; ".join(f"{value} ({len(reports)})" for value, reports in values.items())


def _pair(link: dict[str, Any]) -> str:
    first = handle(link["report_id"], link["event_id"] or None)
    return f"{first} and {handle(link['other_report_id'], link['other_event_id'] or None)}: {link['why']}"
