"""Options of the command line that say what is read and how: the same for every command that reads reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from asreported.errors import UsageError

if TYPE_CHECKING:
    from asreported.readers.paths import Entry

Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH",
        help="Pages, feeds, web archives, JSON lines, tables, text files, zip or tar archives or folders of these, "
        "patterns, or - for stdin.",
    ),
]
Field = Annotated[
    list[str] | None,
    typer.Option(metavar="OURS=THEIRS", help="A JSON field or column with another name, such as published=date."),
]
Published = Annotated[
    str | None, typer.Option(metavar="DATE", help="The date of reports that carry none, such as 2024-03-12.")
]
Publisher = Annotated[str | None, typer.Option(metavar="NAME", help="The publisher of reports that carry none.")]
LexiconFolder = Annotated[Path | None, typer.Option(metavar="DIR", help="A folder of tables to lay over ours.")]
TextColumn = Annotated[
    str | None, typer.Option(metavar="NAME", help="The column of tables with the text; short for --field text=NAME.")
]
IdColumn = Annotated[str | None, typer.Option(metavar="NAME", help="The column with an id of yours.")]
DateColumn = Annotated[str | None, typer.Option(metavar="NAME", help="The column with the date of publication.")]
HeadlineColumn = Annotated[str | None, typer.Option(metavar="NAME", help="The column with the headline.")]
UrlColumn = Annotated[str | None, typer.Option(metavar="NAME", help="The column with the address.")]
PublisherColumn = Annotated[str | None, typer.Option(metavar="NAME", help="The column with the publisher.")]
Delimiter = Annotated[
    str | None, typer.Option(metavar="SIGN", help="What parts the columns of CSV. [default: told from the header]")
]
MaxBytes = Annotated[
    int | None,
    typer.Option(metavar="BYTES", help="The most bytes one text, page, line or record may have. [default: 20000000]"),
]
MOST_SECONDS = 120.0
"""What the commands allow an item; a report of 10,000 characters is coded in one."""
MaxCharacters = Annotated[
    int | None,
    typer.Option(metavar="N", min=1, help="The most characters a text may have to be coded. [default: 500000]"),
]
MaxSeconds = Annotated[
    float,
    typer.Option(
        metavar="SECONDS", help="The most time of the processor that reading one item may take, and again coding it."
    ),
]
Restart = Annotated[
    bool, typer.Option("--restart", help="Begin a file of lines anew, where else a run goes on that was stopped.")
]
ListOnly = Annotated[
    bool, typer.Option("--list", help="Say what would be read as what, or why not, a line each; do nothing else.")
]


@dataclass(frozen=True)
class Reading:
    """What is read and how, as the command line says it."""

    paths: list[str]
    fields: Mapping[str, str]
    published: str | None = None
    publisher: str | None = None
    lexicons: Path | None = None
    delimiter: str | None = None
    max_bytes: int | None = None
    url: str | None = None
    max_seconds: float = MOST_SECONDS

    def entries(self) -> Iterator[Entry]:
        """What is read, item after item, and what is passed over.

        Raises:
            UsageError: a value makes no sense.
            LexiconError: a table is malformed.
        """
        from asreported.lexicons import Lexicons
        from asreported.readers import check_published
        from asreported.readers.defaults import MOST_BYTES, Defaults
        from asreported.readers.paths import check_defaults, read_entries

        published = check_published(self.published) if self.published is not None else None
        tables = Lexicons(self.lexicons) if self.lexicons is not None else None
        max_bytes = self.max_bytes if self.max_bytes is not None else MOST_BYTES
        delimiter = "\t" if self.delimiter in ("\\t", "tab") else self.delimiter
        defaults = Defaults(
            self.fields, published, self.publisher, tables, url=self.url, max_bytes=max_bytes, delimiter=delimiter,
            max_seconds=self.max_seconds,
        )  # fmt: skip
        check_defaults(defaults)
        return read_entries(self.paths, defaults)


def settle_fields(pairs: list[str], columns: Mapping[str, str | None]) -> dict[str, str]:
    """Our field names to theirs, from ``OURS=THEIRS`` and from the options that name a column.

    Raises:
        UsageError: a pair is written otherwise or is none of ours, or both say something else of one field.
    """
    from asreported.readers.items import FIELDS

    found: dict[str, str] = {}
    for pair in pairs:
        ours, sign, theirs = pair.partition("=")
        if not sign or not theirs or ours not in FIELDS:
            names = ", ".join(FIELDS)
            raise UsageError(f"OURS=THEIRS with one of {names}", repr(pair), "write it as published=date", "--field")
        found[ours] = theirs
    for ours, column in columns.items():
        if column is None:
            continue
        if found.get(ours, column) != column:
            both = f"{found[ours]!r} and {column!r}"
            raise UsageError(f"one name for {ours}", both, "say it once", "--field")
        found[ours] = column
    return found
