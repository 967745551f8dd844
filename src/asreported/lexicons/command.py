"""The command ``asreported lexicon``: dictionaries and exports in, a folder for ``--lexicons`` out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from asreported.errors import UsageError
from asreported.lexicons import Lexicons
from asreported.lexicons.overlays import Tables, join, write_overlay
from asreported.lexicons.petrarch import read_dictionaries
from asreported.lexicons.wikidata import is_export, read_exports

EXAMPLE = """Example:

\b
  asreported lexicon ministers.csv actors.txt verbs.txt --to my-tables --left-out left-out.txt
  asreported code news.jsonl --lexicons my-tables"""


def lexicon(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE", help="Dictionaries of actors, agents or verbs, exports of Wikidata; also as .gz."
        ),
    ],
    to: Annotated[
        Path, typer.Option(metavar="DIR", help="The folder to write to; its tables of the same name are replaced.")
    ],
    left_out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="List here which entries were left out, and why.")
    ] = None,
    read_on: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="The day Wikidata was read; otherwise the day each file was last written."),
    ] = None,
) -> None:
    """Make tables for --lexicons of PETRARCH dictionaries and Wikidata exports that you have.

    Of dictionaries, actors become rows of actors/groups, agents of actors/agents, verb patterns of events/predicates.
    Of exports (results of a query as JSON, CSV or TSV; entities as JSON) persons, bodies, groups and countries become
    rows with their outside ids, and the offices persons held spells. What kind a file is shows in its content.

    A pattern is left out where it demands several words behind the verb or one before it, or tells what is no event in
    PLOVER. [---] beside one word keeps the verb's own row from telling an event there. Our rows go on beside yours; for
    the same words yours count.

    Buffers: all files are read before the tables are written.
    """
    if to.exists() and not to.is_dir():
        raise UsageError("a folder to write to", f"the file {str(to)!r}", "give another", "--to")
    if read_on is not None and not _is_day(read_on):
        raise UsageError("a day as 2026-11-22", repr(read_on), "mend it", "--read-on")
    lexicons = Lexicons()
    exports = [path for path in files if is_export(path)]
    dictionaries = [path for path in files if path not in exports]
    parts = read_dictionaries(dictionaries, lexicons), read_exports(exports, lexicons, read_on)
    tables = join(parts, lexicons)
    write_overlay(tables, to)
    if left_out is not None:
        _list(tables, left_out)
    wrote = ", ".join(f"{_count(len(rows), 'row')} of {name}" for name, rows in tables.named.items()) or "no rows"
    left = _count(len(tables.left_out), "entry", "entries")
    typer.echo(f"asreported: wrote {wrote}; left out {left}", err=True)


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _list(tables: Tables, path: Path) -> None:
    try:
        path.write_text("".join(f"{line}\n" for line in tables.left_out), encoding="utf-8")
    except OSError as error:
        cause = (error.strerror or str(error)).lower()
        raise UsageError(
            "a file that can be written", f"{str(path)!r} ({cause})", "give another", "--left-out"
        ) from error
