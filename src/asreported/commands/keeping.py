"""Keeping records in a database: what ``code --db`` does with each report and ``add``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from asreported.errors import StoreError, UsageError
from asreported.readers.failure import Failure
from asreported.records import CoderInfo, Record, Report
from asreported.storage import Store

ADD_EXAMPLE = """Example:

\b
  asreported code news.jsonl | asreported add news.db -"""


class Keeper:
    """Stands before and behind the coder: lets past what the database lacks, keeps what comes out."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.before = len(store)
        self.here = 0
        self.added = 0

    @classmethod
    @contextmanager
    def open(cls, path: Path) -> Iterator[Keeper]:
        """A keeper of the database at `path`, made where there is none; errors as in `Store.open`."""
        with Store.open(path) as store:
            yield cls(store)

    def missing(self, reports: Iterable[Report | Failure], coder: CoderInfo) -> Iterator[Report | Failure]:
        """The reports that are not here as `coder` reads them, and the failures."""
        for item in reports:
            if isinstance(item, Report) and self.store.has(item, coder):
                self.here += 1
            else:
                yield item

    def keep(self, records: Iterable[Record]) -> Iterator[Record]:
        """Each record, once it is kept; the same report twice in a stream is kept once."""
        for record in records:
            is_new = self.store.add(record)
            self.added += is_new
            self.here += not is_new
            yield record

    def __str__(self) -> str:
        in_all = len(self.store)
        again = self.added - (in_all - self.before)
        more = f", {again:,} further readings of reports" if again else ""
        before = f", {self.here:,} were there" if self.here else ""
        return f"{self.store.path}: {in_all - self.before:,} reports added{more}{before}, {in_all:,} in all"


def add(
    database: Annotated[Path, typer.Argument(metavar="DB", help="The database; made where there is none.")],
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Files of records as JSON lines, or - for stdin.")],
) -> None:
    """Add records that were coded before to a database. Streams; records that are there change nothing."""
    with Keeper.open(database) as keeper:
        for path in paths:
            for number, line in enumerate(_lines(path), start=1):
                try:
                    is_new = keeper.store.add(line)
                except StoreError as error:
                    raise StoreError(error.expected, error.found, error.action, f"{path}:{number}") from error
                keeper.added += is_new
                keeper.here += not is_new
        typer.echo(f"asreported: {keeper}", err=True)


def _lines(path: str) -> Iterator[str]:
    """The lines of a file that are not blank; only a newline ends one."""
    if path == "-":
        sys.stdin.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
        yield from filter(str.strip, sys.stdin)
        return
    try:
        with Path(path).open(encoding="utf-8", newline="\n") as lines:
            yield from filter(str.strip, lines)
    except (OSError, UnicodeDecodeError) as error:
        cause = (getattr(error, "strerror", None) or str(error)).lower()
        raise UsageError("a file of records", cause, "give what `asreported code --to jsonl` wrote", path) from error
