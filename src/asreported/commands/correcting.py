"""Corrections: ``correct``, ``undo`` and ``corrections``."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from asreported.commands.asking import Database
from asreported.commands.output import block, form_of, write_rows
from asreported.errors import UsageError
from asreported.storage import Store
from asreported.storage.corrections import correct as correct_item
from asreported.storage.corrections import list_corrections
from asreported.storage.corrections import undo as undo_correction

CORRECT_EXAMPLE = """Example:

\b
  asreported correct news.db 1c07/e640-652-ASSAULT --verdict changed --to '{"event": "THREATEN"}' \\
    --by "A. Reader" --reason "only a threat is told"
  asreported correct news.db 1c07 --with 9a2f --verdict wrong --by "A. Reader" --reason "two storms" """
UNDO_EXAMPLE = """Example:

\b
  asreported undo news.db 12 --by "A. Reader" """
CORRECTIONS_EXAMPLE = """Example:

\b
  asreported corrections news.db --training > corrections.jsonl"""

By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who says so.")]


def correct(
    database: Database,
    item: Annotated[str, typer.Argument(metavar="ITEM", help="REPORT/ID, or ID where one report has it.")],
    verdict: Annotated[str, typer.Option(metavar="right|wrong|changed", help="The verdict.")],
    by: By,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why.")],
    to: Annotated[
        str | None, typer.Option(metavar="JSON", help="The fields that should be otherwise, and how.")
    ] = None,
    other: Annotated[
        str | None,
        typer.Option("--with", metavar="ITEM", help="A report or event: is ITEM one story, happening with it?"),
    ] = None,
) -> None:
    """Say that an attribution, event, actor or place is right, wrong, or should be otherwise.

    The record stays as it was coded; the verdict stands beside it and is found again when the report is coded anew.
    """
    with Store.open(database, must_exist=True) as store:
        if other is None:
            number = correct_item(store, item, verdict, author=by, reason=reason, changed_to=_object(to))
        else:
            from asreported.cluster import correct_pair

            number = correct_pair(store, item, other, verdict, author=by, reason=reason)
    typer.echo(f"asreported: kept as correction {number}", err=True)


def undo(
    database: Database,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="The correction's number.")],
    by: By,
) -> None:
    """Take a correction back. It stays in the file as undone."""
    from asreported.cluster import regroup

    with Store.open(database, must_exist=True) as store:
        undo_correction(store, number, author=by)
        query = "SELECT report, other FROM corrections WHERE correction = ? AND other IS NOT NULL"
        for pair in store.connection.execute(query, (number,)).fetchall():
            regroup(store, pair)
    typer.echo(f"asreported: correction {number} undone", err=True)


def corrections(
    database: Database,
    all_: Annotated[bool, typer.Option("--all", help="Also those that were undone.")] = False,
    training: Annotated[bool, typer.Option("--training", help="With the text and what was coded.")] = False,
    to: Annotated[
        str | None, typer.Option(metavar="pretty|jsonl", help="[default: pretty on a terminal, else jsonl]")
    ] = None,
) -> None:
    """List corrections, each with the item it means now; those whose item is gone are told too."""
    form = "jsonl" if training and to is None else form_of(to)
    if form == "csv":
        raise UsageError("pretty or jsonl", "'csv'", "choose one", "--to")
    with Store.open(database, must_exist=True) as store:
        rows = list_corrections(store, with_undone=all_, with_text=training)
    write_rows(rows, form, _show)
    gone = sum(row["item_now"] is None for row in rows)
    if gone:
        typer.echo(f"asreported: {gone} of {len(rows)} corrections mean an item that is not found any more", err=True)


def _show(row: dict[str, Any]) -> Any:
    now = row["item_now"] or "gone"
    head = f"{row['correction']}  {row['kind']} {row['item']}: {row['verdict']}"
    changed = json.dumps(row["changed_to"]) if row["changed_to"] else None
    return block(head, row["reason"], changed, row["anchor"], f"now {now}", row["author"], row["made"], row["undone"])


def _object(text: str | None) -> dict[str, Any] | None:
    """The fields of ``--to``.

    Raises:
        UsageError: it is no JSON object.
    """
    if text is None:
        return None
    try:
        found = json.loads(text)
    except ValueError as error:
        raise UsageError("a JSON object", str(error), """write it as '{"event": "AID"}'""", "--to") from error
    if not isinstance(found, dict):
        raise UsageError("a JSON object", repr(text), """write it as '{"event": "AID"}'""", "--to")
    return found
