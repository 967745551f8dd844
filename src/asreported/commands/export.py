"""The command ``asreported export``: records into the forms of other tools."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from asreported.errors import InputError, UsageError
from asreported.storage import Store, is_database
from asreported.storage.overlay import Laid, corrected_records, standing

if TYPE_CHECKING:
    from asreported.exports.forms import Form
    from asreported.exports.selection import Selection

EXAMPLE = """Example:

\b
  asreported code news/ --to jsonl > records.jsonl
  asreported export records.jsonl --as polecat --to events.txt
  asreported export news.db --as parquet --to news/"""


def export(
    records: Annotated[
        list[str],
        typer.Argument(
            metavar="RECORDS", help="Databases, files of records as JSON lines, perhaps .gz, or - for stdin."
        ),
    ],
    form: Annotated[
        str,
        typer.Option(
            "--as",
            metavar="FORM",
            help="polecat, icews, phoenix, gdelt, gqg; csv, jsonl, parquet, xlsx; brat, "
            "webannotation, prodigy, timex; gexf, graphml; ftm.",
        ),
    ],
    to: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH",
            help="The file to write, or the folder for csv, parquet, brat and timex. [default: stdout, "
            "without a codebook]",
        ),
    ] = None,
    include_attributed: Annotated[
        bool, typer.Option("--include-attributed", help="Also events that stand on somebody's word alone.")
    ] = False,
    min_confidence: Annotated[
        float,
        typer.Option(
            metavar="0-1", help="Leave out attributions and events less sure than this, and what stands on their word."
        ),
    ] = 0.0,
    realis: Annotated[
        str | None,
        typer.Option(
            metavar="LIST",
            help="Which events: actual, denied, possible, planned, conditional, generic, or "
            "all. [default: actual, all where the form has a column for it]",
        ),
    ] = None,
    every_reading: Annotated[
        bool, typer.Option("--every-reading", help="Of a database also what earlier coders read.")
    ] = False,
    corrected: Annotated[
        bool,
        typer.Option(
            "--corrected", help="Of a database as people corrected it: without what is wrong, with what they changed."
        ),
    ] = False,
    no_escape: Annotated[
        bool, typer.Option("--no-escape", help="No apostrophe before text that a spreadsheet would run as a formula.")
    ] = False,
) -> None:
    """Write records in the forms that other tools load, each with a codebook beside it.

    Forms without a place for a voice hold events in the report's own voice that happened, unless asked for others. What
    no evidence and no sourced table fills stays empty; the codebook says what and why, and how often events are right.

    Streams, whatever the number of records; only networks are held in memory.
    """
    from asreported.exports.forms import find_form, with_choice

    if not 0 <= min_confidence <= 1:
        raise UsageError("a number from 0 to 1", repr(min_confidence), "give one", "--min-confidence")
    wanted = find_form(form)
    if to is not None:
        _check_target(to, records)
    chosen = with_choice(
        wanted, include_attributed=include_attributed, realis=_realis(realis), min_confidence=min_confidence
    )
    verdicts = Verdicts(is_wanted=corrected)
    found = chain.from_iterable(_read(path, verdicts, every_reading=every_reading) for path in records)
    try:
        _write(found, wanted, to, chosen, verdicts, is_guarded=not no_escape)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        place, cause = str(to or "standard output"), (error.strerror or str(error)).lower()
        raise InputError("room to write the export", cause, "make room or write elsewhere", place) from error


class Verdicts:
    """What people said of what is exported: whether it is laid over, and, once all is read, what came of it."""

    def __init__(self, *, is_wanted: bool) -> None:
        self.is_wanted = is_wanted
        self.laid = Laid()
        self.standing = 0

    def records_of(self, store: Store, *, every_reading: bool) -> Iterator[dict[str, Any]]:
        """The records of a database, as they are to be exported."""
        self.standing += standing(store)
        if self.is_wanted:
            yield from corrected_records(store, self.laid, every_reading=every_reading)
        else:
            yield from store.records(every_reading=every_reading)

    def __str__(self) -> str:
        if self.is_wanted:
            return f"Corrected: {self.laid}. How often events are right was measured on what was coded, uncorrected"
        if not self.standing:
            return ""
        return f"As coded: people's verdicts ({self.standing:,} in the database) are not laid over; --corrected does it"


def _read(path: str, verdicts: Verdicts, *, every_reading: bool) -> Iterator[dict[str, Any]]:
    """The records of a database or of a file of lines, told apart by content.

    Raises:
        UsageError: a file is to be corrected, where nobody's verdicts are.
    """
    from asreported.exports.reading import read_records

    if is_database(path):
        with Store.open(Path(path), must_exist=True) as store:
            yield from verdicts.records_of(store, every_reading=every_reading)
        return
    if verdicts.is_wanted:
        action = "keep the records in one (asreported add) and correct there, or leave --corrected away"
        raise UsageError("a database, where people's verdicts are", "no database", action, path)
    yield from read_records(path)


def _write(
    records: Iterator[dict[str, Any]], form: Form, to: Path | None, chosen: Selection, verdicts: Verdicts, *,
    is_guarded: bool,
) -> None:  # fmt: skip
    from asreported.exports.writing import export as write

    notes = [verdicts]
    if to is not None:
        count = write(records, form, to, selection=chosen, is_guarded=is_guarded, notes=notes)
        typer.echo(f"asreported: wrote {count:,} records as {form.name} to {to}", err=True)
        return
    if form.target not in ("text", "bytes"):
        raise UsageError(f"a {form.target} to write to", "none", "give --to PATH", f"--as {form.name}")
    if form.target == "text":
        sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
    write(
        records,
        form,
        sys.stdout if form.target == "text" else sys.stdout.buffer,
        selection=chosen,
        is_guarded=is_guarded,
    )
    sys.stdout.flush()
    if told := str(verdicts):
        typer.echo(f"asreported: {told}", err=True)


def _check_target(to: Path, records: Iterable[str]) -> None:
    """Refuse to write over what is read.

    Raises:
        UsageError: it is the same file.
    """
    if to.exists() and any(path != "-" and Path(path).exists() and to.samefile(path) for path in records):
        raise UsageError("a file that is not read", repr(str(to)), "write to another file", "--to")


def _realis(given: str | None) -> list[str]:
    """The kinds asked for, none where nothing was.

    Raises:
        UsageError: there is no such kind.
    """
    from asreported.exports.selection import REALIS

    kinds = list(REALIS) if given == "all" else [one.strip() for one in (given or "").split(",") if one.strip()]
    for kind in kinds:
        if kind not in REALIS:
            raise UsageError(f"some of {', '.join(REALIS)}, or all", repr(kind), "write them with commas", "--realis")
    return kinds
