"""The command line: ``asreported code`` and its smaller sisters. Records flow to standard output as they are made."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TextIO

import typer

from asreported import reading
from asreported.commands import asking, correcting, digest, explaining, export, grouping, keeping, watching
from asreported.console import DONE, SOME_FAILED, WRONG_USAGE, Counts, check_output, open_output, run_to_the_end, tell
from asreported.errors import AsReportedError, LexiconError, UsageError
from asreported.lexicons import command as dictionaries
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
    MaxCharacters,
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
from asreported.resuming import Written

if TYPE_CHECKING:
    from rich.progress import Progress

    from asreported.readers import Failure
    from asreported.records import Record

EXAMPLE = """Example:

\b
  asreported code examples/reports/*.txt --to html --output reports.html"""


class Form(StrEnum):
    """What records are written as."""

    pretty = "pretty"
    jsonl = "jsonl"
    html = "html"
    csv = "csv"


app = typer.Typer(
    name="asreported",
    help="Political news reports into records that can be checked: who said what, who did what to whom, when, where, "
    "on whose word.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code: 0 all done, 1 some items failed, 2 wrong usage."""
    given = sys.argv[1:] if arguments is None else arguments
    logging.getLogger("asreported").addHandler(logging.NullHandler())  # what went wrong is told in one line each
    logging.getLogger("asreported").propagate = False
    try:
        app(args=name_csv_folder(given), prog_name="asreported", standalone_mode=True)
    except AsReportedError as error:
        tell(str(error))
        raise SystemExit(WRONG_USAGE if isinstance(error, (UsageError, LexiconError)) else SOME_FAILED) from None
    raise SystemExit(DONE)


@app.callback(invoke_without_command=True, epilog=EXAMPLE)
def about(
    version: Annotated[bool, typer.Option("--version", help="Show the version and leave.", is_eager=True)] = False,  # noqa: FBT002
) -> None:
    """Political news reports into records that can be checked: who said what, who did what to whom, on whose word."""
    if version:
        from asreported._version import __version__

        typer.echo(f"asreported {__version__}")
        raise typer.Exit


@app.command()
def schema() -> None:
    """Print the JSON Schema of a record."""
    from asreported.json_schema import schema as make_schema

    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    typer.echo(json.dumps(make_schema(), indent=2, ensure_ascii=False))


app.command()(explaining.explain)


@app.command(epilog=EXAMPLE)
def code(
    paths: Paths = None,
    to: Annotated[
        str | None,
        typer.Option(
            metavar="pretty|jsonl|html|csv", help="What to write. [default: pretty on a terminal, else jsonl]"
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file; with --to csv, to this folder.")
    ] = None,
    db: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Keep the records in this database; reports that are in it are not coded again."
        ),
    ] = None,
    field: Field = None,
    text_column: TextColumn = None,
    id_column: IdColumn = None,
    date_column: DateColumn = None,
    headline_column: HeadlineColumn = None,
    url_column: UrlColumn = None,
    publisher_column: PublisherColumn = None,
    delimiter: Delimiter = None,
    max_bytes: MaxBytes = None,
    max_characters: MaxCharacters = None,
    max_seconds: MaxSeconds = MOST_SECONDS,
    published: Published = None,
    publisher: Publisher = None,
    lexicons: LexiconFolder = None,
    min_confidence: Annotated[
        float,
        typer.Option(
            metavar="0-1", help="Leave out attributions and events less sure than this, and what stands on their word."
        ),
    ] = 0.0,
    restart: Restart = False,  # noqa: FBT002
    list_only: ListOnly = False,  # noqa: FBT002
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no warnings.")] = False,  # noqa: FBT002
) -> None:
    """Code news reports, one record each, written as they are made.

    Give HTML pages, RSS or Atom feeds, WARC or ARC archives, JSON lines ({"text": …, "published": …, "headline": …,
    "url": …, "publisher": …, "id": …}), CSV, TSV or Parquet tables (--text-column), or text; gzipped, in zip or tar
    archives, in folders, or - for standard input. What each is is told by its content. What cannot be read or coded is
    named on standard error, and the others go on.

    Streams: items are read and records written as they come; only a page and tables are complete at the end alone.
    With --db nothing is printed unless --to or --output ask for it. Stopped or killed, the same command goes on where
    it was, with --db and with --output to a file of lines; other outputs begin anew.

    Leaves with 0 when all was done, 1 when some reports failed (they are counted), 2 for wrong usage.
    """
    columns = {
        "text": text_column, "id": id_column, "published": date_column, "headline": headline_column, "url": url_column,
        "publisher": publisher_column,
    }  # fmt: skip
    wanted, settled_form, target = _settle(paths or [], _form(to), output)
    form = settled_form if db is None or to is not None or output is not None else None
    fields = settle_fields(field or [], columns)
    given = Reading(wanted, fields, published, publisher, lexicons, delimiter, max_bytes, max_seconds=max_seconds)
    if list_only:
        raise typer.Exit(reading.list_items(given))
    job = Job(
        given,
        form,
        target,
        min_confidence,
        is_quiet=quiet,
        database=db,
        max_characters=max_characters,
        restarts=restart,
    )
    raise typer.Exit(run_to_the_end(job.run, output))


app.command(epilog=reading.EXAMPLE)(reading.read)
app.command(epilog=dictionaries.EXAMPLE)(dictionaries.lexicon)
app.command(epilog=keeping.ADD_EXAMPLE)(keeping.add)
app.command(epilog=watching.EXAMPLE)(watching.watch)
app.command(epilog=digest.EXAMPLE)(digest.digest)
app.command(epilog=export.EXAMPLE)(export.export)
app.command(epilog=asking.SEARCH_EXAMPLE)(asking.search)
app.command(epilog=asking.EVENTS_EXAMPLE)(asking.events)
app.command(epilog=asking.QUOTES_EXAMPLE)(asking.quotes)
app.command(epilog=asking.COUNTS_EXAMPLE)(asking.counts)
app.command(epilog=grouping.GROUP_EXAMPLE)(grouping.group)
app.command(epilog=grouping.HAPPENING_EXAMPLE)(grouping.happening)
app.command(epilog=correcting.CORRECT_EXAMPLE)(correcting.correct)
app.command(epilog=correcting.UNDO_EXAMPLE)(correcting.undo)
app.command(epilog=correcting.CORRECTIONS_EXAMPLE)(correcting.corrections)


def name_csv_folder(arguments: list[str]) -> list[str]:
    """`arguments` with the folder that follows ``--to csv`` put behind ``--output``, where it is said nowhere else.

    ``code a.txt --to csv out/`` becomes ``code a.txt --to csv --output out/``. A file that is there is never taken for
    the folder, nor is one of several folders.

    Raises:
        UsageError: a folder that is there follows ``--to csv`` and paths follow it: it could be either.
    """
    after = next((n + 2 for n, one in enumerate(arguments) if one == "--to" and arguments[n + 1 : n + 2] == ["csv"]), 0)
    after = after or next((n + 1 for n, one in enumerate(arguments) if one == "--to=csv"), 0)
    named = any(one in ("--output", "-o") or one.startswith(("--output=", "-o")) for one in arguments)
    if not after or named or after >= len(arguments) or arguments[after].startswith("-"):
        return arguments
    folder = arguments[after]
    if Path(folder).is_file():
        return arguments
    if Path(folder).is_dir() and any(not one.startswith("-") for one in arguments[after + 1 : after + 2]):
        raise UsageError(
            "one folder to write to", f"{folder!r}, which could be read as well", "write --to csv --output DIR", "--to"
        )
    return [*arguments[:after], "--output", folder, *arguments[after + 1 :]]


def _form(name: str | None) -> Form | None:
    """The form of this name.

    Raises:
        UsageError: there is none.
    """
    if name is None:
        return None
    if name not in [form.value for form in Form]:
        raise UsageError(f"one of {', '.join(Form)}", repr(name), "choose one", "--to")
    return Form(name)


def _settle(paths: list[str], to: Form | None, output: Path | None) -> tuple[list[str], Form, Path | None]:
    """Which paths to read, what to write and where, or leave with a line that says what is missing.

    Raises:
        UsageError: what was given makes no sense together.
    """
    if to is None:
        if output is not None:
            to = Form.html if output.suffix.lower() in (".html", ".htm") else Form.jsonl
        else:
            to = Form.pretty if sys.stdout.isatty() else Form.jsonl
    if to is Form.csv and output is None:
        if len(paths) < 2 or Path(paths[-1]).is_file() or paths[-1] == "-":
            raise UsageError("a folder to write to", "none", "write --to csv --output DIR", "--to csv")
        *paths, last = paths
        output = Path(last)
    if not paths:
        if sys.stdin is None or sys.stdin.isatty():
            raise UsageError("a path to read", "none", "give files, folders, or - for standard input", "PATH")
        paths = ["-"]
    if output is not None:
        _check_output(output, to, paths)
    return paths, to, output


def _check_output(output: Path, to: Form, paths: list[str]) -> None:
    if to is Form.csv:
        if output.exists() and not output.is_dir():
            raise UsageError("a folder to write to", f"the file {str(output)!r}", "give another", "--output")
        return
    check_output(output, paths)


@dataclass(frozen=True)
class Job:
    """One run of ``asreported code``."""

    reading: Reading
    form: Form | None
    output: Path | None
    min_confidence: float
    is_quiet: bool
    database: Path | None = None
    max_characters: int | None = None
    restarts: bool = False

    @property
    def resumes(self) -> bool:
        """Whether the output is a file of lines, with which a run that was stopped can go on."""
        return self.form is Form.jsonl and self.output is not None and self.database is None

    def run(self) -> int:
        """Read, code, write; the exit code."""
        entries = self.reading.entries()
        from asreported.coder import (
            BATCH_REPORTS,
            MOST_CHARACTERS,
            Coder,
        )  # here, since loading the parser takes seconds and the checks above do not

        with ExitStack() as stack:
            keeper = stack.enter_context(keeping.Keeper.open(self.database)) if self.database is not None else None
            coder = Coder(
                lexicons=self.reading.lexicons,
                min_confidence=self.min_confidence,
                max_seconds=self.reading.max_seconds,
                max_characters=self.max_characters if self.max_characters is not None else MOST_CHARACTERS,
            )
            counts = Counts()
            progress = stack.enter_context(self._progress())
            ahead = 1 if "-" in self.reading.paths else BATCH_REPORTS  # standard input may trickle
            reports = counts.reports(entries, is_quiet=self.is_quiet)
            target = self.output if self.resumes else None
            written = Written.open(target, coder.info, restarts=self.restarts)
            wanted = keeper.missing(reports, coder.info) if keeper is not None else written.missing(reports)
            records = self._records(coder.pipe(wanted, batch_reports=ahead), counts, progress)
            self._write(keeper.keep(records) if keeper is not None else records)
            if keeper is not None and not self.is_quiet:
                tell(str(keeper))
            written.tell_of(self.output, is_quiet=self.is_quiet)
        return counts.finish(is_quiet=self.is_quiet)

    def _records(
        self, coded: Iterator[Record | Failure], counts: Counts, progress: Progress | None
    ) -> Iterator[Record]:
        from asreported.readers import Failure

        for item in coded:
            counts.add(item)
            if progress is not None:
                progress.update(progress.task_ids[0], description=str(counts))
            if not isinstance(item, Failure):
                yield item

    def _write(self, records: Iterator[Record]) -> None:
        if self.form is None:
            for _ in records:
                pass
            return
        if self.form is Form.csv:
            from asreported.exports.tables import write_tables

            assert self.output is not None  # noqa: S101  settled with the arguments
            write_tables(records, self.output)
            return
        with open_output(self.output, appends=self.resumes) as file:
            if self.form is Form.jsonl:
                from asreported.exports.lines import write_lines

                write_lines(records, file)
            elif self.form is Form.html:
                from asreported.exports.page import write_page

                write_page(records, file)
            else:
                _print_all(records, file, is_terminal=self.output is None)

    @contextmanager
    def _progress(self) -> Iterator[Progress | None]:
        """A spinner with counts on standard error, when that is a terminal and nothing else is shown on it."""
        shows_records = self.output is None and sys.stdout.isatty()
        if self.is_quiet or shows_records or not sys.stderr.isatty():
            with nullcontext():
                yield None
            return
        from rich.console import Console
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            progress.add_task("loading", total=None)
            yield progress


def _print_all(records: Iterator[Record], file: TextIO, *, is_terminal: bool) -> None:
    from rich.rule import Rule

    from asreported.exports.pretty import PipeConsole, print_record

    is_plain = not is_terminal or not file.isatty()
    plain = PipeConsole(file=file, width=110, no_color=True, force_terminal=False)
    console = plain if is_plain else PipeConsole(file=file)
    for number, record in enumerate(records):
        if number:
            console.print(Rule(style="dim"))
        print_record(record, console)
        file.flush()


if __name__ == "__main__":
    main()
