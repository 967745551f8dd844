"""The command ``asreported read``: reports out of whatever holds them, one line each, in any language."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from asreported.console import DONE, SOME_FAILED, Counts, check_output, open_output, run_to_the_end
from asreported.errors import UsageError
from asreported.options import (
    MOST_SECONDS,
    DateColumn,
    Delimiter,
    Field,
    HeadlineColumn,
    IdColumn,
    LexiconFolder,
    ListOnly,
    MaxBytes,
    MaxSeconds,
    Paths,
    Published,
    Publisher,
    PublisherColumn,
    Reading,
    Restart,
    TextColumn,
    UrlColumn,
    settle_fields,
)
from asreported.records import Report
from asreported.resuming import Written

EXAMPLE = """Example:

\b
  asreported read saved-pages/ > reports.jsonl
  asreported code reports.jsonl"""


def read(
    paths: Paths = None,
    to: Annotated[str, typer.Option(metavar="jsonl", help="What to write: JSON lines.")] = "jsonl",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")] = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="The address of the one page or text given.")] = None,
    field: Field = None,
    text_column: TextColumn = None,
    id_column: IdColumn = None,
    date_column: DateColumn = None,
    headline_column: HeadlineColumn = None,
    url_column: UrlColumn = None,
    publisher_column: PublisherColumn = None,
    delimiter: Delimiter = None,
    published: Published = None,
    publisher: Publisher = None,
    lexicons: LexiconFolder = None,
    max_bytes: MaxBytes = None,
    max_seconds: MaxSeconds = MOST_SECONDS,
    restart: Restart = False,  # noqa: FBT002
    list_only: ListOnly = False,  # noqa: FBT002
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No warnings.")] = False,  # noqa: FBT002
) -> None:
    """Give the reports without coding them, in any language, one line of JSON each.

    A line has the report's text, headline, publisher, authors, date and address, which spans are headline, dateline and
    furniture, and for pages the way back to the page's own text. `asreported code` reads the lines back to the same
    reports.

    Streams: lines are written as reports are read. Stopped or killed, the same command goes on with its --output.

    Leaves with 0 when all were read, 1 when some failed (they are counted), 2 for wrong usage.
    """
    if to != "jsonl":
        raise UsageError("jsonl", repr(to), "write --to jsonl, or take `asreported code` for other forms", "--to")
    wanted = paths or []
    if not wanted:
        raise UsageError("something to read", "nothing", "give pages, archives, folders, or - for standard input")
    if url is not None:
        _check_url(url, wanted)
    if output is not None:
        check_output(output, wanted)
    columns = {
        "text": text_column, "id": id_column, "published": date_column, "headline": headline_column, "url": url_column,
        "publisher": publisher_column,
    }  # fmt: skip
    fields = settle_fields(field or [], columns)
    reading = Reading(wanted, fields, published, publisher, lexicons, delimiter, max_bytes, url, max_seconds)

    def run() -> int:
        from asreported.exports.lines import write_lines
        from asreported.readers import Failure

        counts = Counts()
        entries = reading.entries()
        written = Written.open(output, None, restarts=restart)

        def read_reports() -> Iterator[Report]:
            for item in written.missing(counts.reports(entries, is_quiet=quiet)):
                counts.add(item)
                if not isinstance(item, Failure):
                    yield item

        with open_output(output, appends=True) as file:
            write_lines(read_reports(), file)
        written.tell_of(output, is_quiet=quiet)
        return counts.finish(is_quiet=quiet)

    raise typer.Exit(list_items(reading) if list_only else run_to_the_end(run, output))


def list_items(reading: Reading) -> int:
    """Print what would be read as what, or why not; the exit code."""
    from asreported.readers import Failure
    from asreported.readers.listing import list_entries

    sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")  # type: ignore[union-attr]
    failed = 0
    for line, entry in list_entries(reading.entries()):
        typer.echo(line)
        failed += isinstance(entry.item, Failure)
    sys.stdout.flush()
    return SOME_FAILED if failed else DONE


def _check_url(url: str, paths: list[str]) -> None:
    if len(paths) != 1 or Path(paths[0]).is_dir():
        raise UsageError("one page, whose address it is", ", ".join(paths)[:80], "give --url with one file", "--url")
    if not url.lower().startswith(("http://", "https://")):
        raise UsageError("an address such as https://example.org/report", repr(url), "write it whole", "--url")
