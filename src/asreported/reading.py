"""The command ``asreported read``: reports out of whatever holds them, one line each, in any language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from asreported.console import Counts, check_output, open_output, read_fields, run_to_the_end, warn
from asreported.errors import UsageError
from asreported.records import Report

EXAMPLE = """Example:

\b
  asreported read saved-pages/ > reports.jsonl
  asreported code reports.jsonl"""


def read(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", help="Pages, text files, JSON lines, folders of these, or - for stdin."),
    ],
    to: Annotated[str, typer.Option(metavar="jsonl", help="What to write: JSON lines.")] = "jsonl",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")] = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="The address of the one page or text given.")] = None,
    field: Annotated[
        list[str] | None,
        typer.Option(metavar="OURS=THEIRS", help="A JSON field with another name, such as published=date."),
    ] = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="The date of reports that carry none, such as 2024-03-12.")
    ] = None,
    publisher: Annotated[
        str | None, typer.Option(metavar="NAME", help="The publisher of reports that carry none.")
    ] = None,
    lexicons: Annotated[Path | None, typer.Option(metavar="DIR", help="A folder of tables to lay over ours.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No warnings.")] = False,  # noqa: FBT002
) -> None:
    """Give the reports without coding them, in any language, one line of JSON each.

    A line has the report's text, headline, publisher, authors, date and address, which spans are headline, dateline and
    furniture, and for pages the way back to the page's own text. `asreported code` reads the lines back to the same
    reports.

    Streams: lines are written as reports are read.

    Leaves with 0 when all were read, 1 when some failed (they are counted), 2 for wrong usage.
    """
    if to != "jsonl":
        raise UsageError("jsonl", repr(to), "write --to jsonl, or take `asreported code` for other forms", "--to")
    if url is not None:
        _check_url(url, paths)
    if output is not None:
        check_output(output, paths)

    def run() -> int:
        from asreported.exports.lines import write_lines

        counts = Counts()
        with open_output(output) as file:
            write_lines(_reports(counts), file)
        return counts.finish()

    def _reports(counts: Counts) -> Iterator[Report]:
        from asreported.lexicons import Lexicons
        from asreported.readers import Failure, check_published, read_paths

        day = check_published(published) if published is not None else None
        tables = Lexicons(lexicons) if lexicons is not None else None
        names = read_fields(field or [])
        for item in read_paths(paths, names, published=day, publisher=publisher, lexicons=tables, url=url):
            counts.add(item)
            if not isinstance(item, Failure):
                if not quiet:
                    warn(item)
                yield item

    raise typer.Exit(run_to_the_end(run, output))


def _check_url(url: str, paths: list[str]) -> None:
    if len(paths) != 1 or Path(paths[0]).is_dir():
        raise UsageError("one page, whose address it is", ", ".join(paths)[:80], "give --url with one file", "--url")
    if not url.lower().startswith(("http://", "https://")):
        raise UsageError("an address such as https://example.org/report", repr(url), "write it whole", "--url")
