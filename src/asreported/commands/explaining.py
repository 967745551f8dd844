"""What an event was read from: ``explain``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer

from asreported.errors import UsageError

MOST_SHOWN = 12


def explain(
    record: Annotated[str, typer.Argument(metavar="RECORD", help="A file of records as JSON lines, or - for stdin.")],
    event: Annotated[str, typer.Argument(metavar="EVENT", help="The event's id; of the first record that has it.")],
    lexicons: Annotated[
        Path | None, typer.Option(metavar="DIR", help="The tables it was coded with, over ours.")
    ] = None,
) -> None:
    """Print what an event was read from: evidence, trigger, sides, voice, the table row that decided, how likely."""
    from asreported.exports.explanation import explain as make_explanation
    from asreported.lexicons import Lexicons

    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    known: list[str] = []
    with sys.stdin if record == "-" else _opened(record) as lines:
        for line in filter(str.strip, lines):
            found = _record_line(line, record)
            ids = [one["id"] for one in found["events"]]
            if event in ids:
                typer.echo(make_explanation(found, event, Lexicons(lexicons)))
                return
            known.extend(ids)
    shown = ", ".join(known[:MOST_SHOWN]) or "none"
    raise UsageError(
        "the id of an event of these records", f"{event!r}, not among {shown}", "give one of these", "EVENT"
    )


def _opened(path: str) -> TextIO:
    try:
        return open(path, encoding="utf-8")  # noqa: PTH123  closed by the caller
    except OSError as error:
        cause = (error.strerror or str(error)).lower()
        raise UsageError("a file of records", cause, "give what `asreported code --to jsonl` wrote", path) from error


def _record_line(line: str, place: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError as error:
        raise UsageError("a record as a line of JSON", str(error), "write records with --to jsonl", place) from error
    if not isinstance(found, dict) or not {"events", "actors", "attributions", "text"} <= found.keys():
        raise UsageError("a record", "another JSON value", "write records with --to jsonl", place)
    return found
