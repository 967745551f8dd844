"""Stories and happenings: ``group`` and ``happening``."""

from __future__ import annotations

import json
import sys
from typing import Annotated, Any

import typer

from asreported.commands.asking import Corrected, Database, To, opened, show_event
from asreported.commands.output import form_of
from asreported.errors import UsageError
from asreported.storage import Store

GROUP_EXAMPLE = """Example:

\b
  asreported group news.db && asreported counts news.db --by type,month --per happening"""
HAPPENING_EXAMPLE = """Example:

\b
  asreported happening news.db "sha256:1c07… e640-652-ASSAULT" """


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
    name: Annotated[str, typer.Argument(metavar="HAPPENING", help="Its name, or REPORT/EVENT for one telling of it.")],
    corrected: Corrected = False,
    to: To = None,
) -> None:
    """Show one happening, its tellings side by side: what they agree on, what not, and why they were put together."""
    from asreported.cluster import compare_tellings

    form = form_of(to)
    if form == "csv":
        raise UsageError("pretty or jsonl", "'csv'", "choose one", "--to")
    with opened(database, is_corrected=corrected) as store:
        found = compare_tellings(store, _name_of(store, name))
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    if form == "jsonl":
        typer.echo(json.dumps(found))
    else:
        _print(found)


def _name_of(store: Store, name: str) -> str:
    from asreported.storage.corrections import find_item

    if "/" not in name:
        return name
    report, _, event = find_item(store, name)
    query = "SELECT happening FROM happening_events WHERE report = ? AND event_id = ?"
    row = store.connection.execute(query, (report, event)).fetchone()
    return str(row[0]) if row else name


def _print(found: dict[str, Any]) -> None:
    from rich.text import Text

    from asreported.exports.naming import one_line
    from asreported.exports.pretty import PipeConsole

    console = PipeConsole(file=sys.stdout)
    for row in found["tellings"]:
        console.print(
            show_event(row) if row["event"] else Text(f"{row['publisher']}: {row['headline']} (no event found)")
        )
    console.print(Text("\nAgree", style="bold"))
    for name, value in found["agree"].items():
        console.print(Text(one_line(f"  {name}: {value}")))
    console.print(Text("Differ", style="bold"))
    for name, values in found["differ"].items():
        told = "; ".join(f"{value} ({len(reports)})" for value, reports in values.items())
        console.print(Text(one_line(f"  {name}: {told}")))
    console.print(Text("Why together", style="bold"))
    for pair in found["why"]:
        console.print(Text(one_line(f"  {pair['event_id']} and {pair['other_event_id']}: {pair['why']}"), style="dim"))
