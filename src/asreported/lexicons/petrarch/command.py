"""The command ``asreported lexicon``: dictionaries in, a folder for ``--lexicons`` out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from asreported.errors import UsageError
from asreported.lexicons import Lexicons
from asreported.lexicons.petrarch import read_dictionaries, write_overlay
from asreported.lexicons.petrarch.files import Tables

EXAMPLE = """Example:

\b
  asreported lexicon actors.txt agents.txt verbs.txt --to my-tables --left-out left-out.txt
  asreported code news.jsonl --lexicons my-tables"""


def lexicon(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="Dictionaries of actors, agents or verbs, also as .gz.")
    ],
    to: Annotated[
        Path, typer.Option(metavar="DIR", help="The folder to write to; its tables of the same name are replaced.")
    ],
    left_out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="List here which entries were left out, and why.")
    ] = None,
) -> None:
    """Make tables for --lexicons of PETRARCH dictionaries that you have.

    Actors become rows of actors/groups, agents of actors/agents, verb patterns of events/predicates. What kind a file
    is shows in its lines.

    A pattern is left out where it demands several words behind the verb or one before it, or tells what is no event in
    PLOVER. [---] beside one word keeps the verb's own row from telling an event there. Our rows go on beside yours; for
    the same words yours count.

    Buffers: all files are read before the tables are written.
    """
    if to.exists() and not to.is_dir():
        raise UsageError("a folder to write to", f"the file {str(to)!r}", "give another", "--to")
    tables = read_dictionaries(files, Lexicons())
    write_overlay(tables, to)
    if left_out is not None:
        _list(tables, left_out)
    wrote = ", ".join(f"{_count(len(rows), 'row')} of {name}" for name, rows in tables.named.items()) or "no rows"
    left = _count(len(tables.left_out), "entry", "entries")
    typer.echo(f"asreported: wrote {wrote}; left out {left}", err=True)


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _list(tables: Tables, path: Path) -> None:
    try:
        path.write_text("".join(f"{line}\n" for line in tables.left_out), encoding="utf-8")
    except OSError as error:
        cause = (error.strerror or str(error)).lower()
        raise UsageError(
            "a file that can be written", f"{str(path)!r} ({cause})", "give another", "--left-out"
        ) from error
