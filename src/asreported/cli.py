"""The command line: ``asreported code`` and its smaller sisters. Records flow to standard output as they are made."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TextIO

import typer

from asreported.commands import export
from asreported.errors import AsReportedError, InputError, LexiconError, UsageError
from asreported.lexicons.petrarch import command as petrarch

if TYPE_CHECKING:
    from rich.progress import Progress

    from asreported.lexicons import Lexicons
    from asreported.readers import Failure
    from asreported.records import Record, Report

DONE, SOME_FAILED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130
MOST_SHOWN = 12
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
        _tell(str(error))
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


@app.command()
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


@app.command(epilog=EXAMPLE)
def code(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH", help="Text files, JSON lines files, folders of these, or - for stdin."),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option(
            metavar="pretty|jsonl|html|csv", help="What to write. [default: pretty on a terminal, else jsonl]"
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file; with --to csv, to this folder.")
    ] = None,
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
    min_confidence: Annotated[
        float,
        typer.Option(
            metavar="0-1", help="Leave out attributions and events less sure than this, and what stands on their word."
        ),
    ] = 0.0,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no warnings.")] = False,  # noqa: FBT002
) -> None:
    """Code news reports, one record each, written as they are made.

    Give text files, JSON lines files ({"text": …, "published": …, "headline": …, "url": …, "publisher": …, "id": …}),
    folders of these, or - for standard input. A report that cannot be read or coded is named on standard error, and the
    others go on.

    Streams: JSON lines are read and records written as they come; only a page and tables are complete at the end alone.

    Leaves with 0 when all was done, 1 when some reports failed (they are counted), 2 for wrong usage.
    """
    wanted, form, target = _settle(paths or [], _form(to), output)
    job = Job(
        wanted, form, target, _fields(field or []), published, publisher, lexicons, min_confidence, is_quiet=quiet
    )
    try:
        result = job.run()
    except BrokenPipeError:
        _close_quietly()
        result = DONE
    except OSError as error:
        _close_quietly()
        place, cause = str(output or "standard output"), (error.strerror or str(error)).lower()
        _tell(str(InputError("room to write the records", cause, "make room or write elsewhere", place)))
        result = SOME_FAILED
    except KeyboardInterrupt:
        result = INTERRUPTED
    raise typer.Exit(result)


app.command(epilog=petrarch.EXAMPLE)(petrarch.lexicon)
app.command(epilog=export.EXAMPLE)(export.export)


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
    if not output.parent.is_dir():
        found = f"no folder {str(output.parent)!r}"
        raise UsageError("a file that can be written", found, "make the folder or give another file", "--output")
    if output.is_dir():
        raise UsageError("a file to write to", f"the folder {str(output)!r}", "give a file", "--output")
    if output.exists() and any(path != "-" and Path(path).exists() and output.samefile(path) for path in paths):
        raise UsageError("a file that is not read", repr(str(output)), "write to another file", "--output")


def _fields(pairs: list[str]) -> dict[str, str]:
    """Our field names to theirs, from ``OURS=THEIRS``.

    Raises:
        UsageError: one is written otherwise, or is none of ours.
    """
    from asreported.readers.json_lines import FIELDS

    found: dict[str, str] = {}
    for pair in pairs:
        ours, sign, theirs = pair.partition("=")
        if not sign or not theirs or ours not in FIELDS:
            names = ", ".join(FIELDS)
            raise UsageError(f"OURS=THEIRS with one of {names}", repr(pair), "write it as published=date", "--field")
        found[ours] = theirs
    return found


@dataclass
class Counts:
    """How many reports came in and how many of them failed, while they are counted."""

    seen: int = 0
    failed: int = 0

    def __str__(self) -> str:
        return f"{self.seen} reports" + (f", {self.failed} failed" if self.failed else "")


@dataclass(frozen=True)
class Job:
    """One run of ``asreported code``."""

    paths: list[str]
    form: Form
    output: Path | None
    fields: dict[str, str]
    published: str | None
    publisher: str | None
    lexicons: Path | None
    min_confidence: float
    is_quiet: bool

    def run(self) -> int:
        """Read, code, write; the exit code."""
        from asreported.lexicons import Lexicons
        from asreported.readers import check_published

        published = check_published(self.published) if self.published is not None else None
        tables = Lexicons(self.lexicons) if self.lexicons is not None else None
        from asreported.coder import (
            BATCH_REPORTS,
            Coder,
        )  # here, since loading the parser takes seconds and the checks above do not

        coder = Coder(lexicons=self.lexicons, min_confidence=self.min_confidence)
        counts = Counts()
        with self._progress() as progress:
            ahead = 1 if "-" in self.paths else BATCH_REPORTS  # standard input may trickle
            coded = coder.pipe(self._reports(published, tables), batch_reports=ahead)
            records = self._records(coded, counts, progress)
            self._write(records)
        if counts.failed:
            _tell(f"{counts.failed} of {counts.seen} reports failed")
            return SOME_FAILED
        return DONE

    def _reports(self, published: str | None, tables: Lexicons | None) -> Iterator[Report | Failure]:
        from asreported.readers import Failure, read_paths

        for item in read_paths(self.paths, self.fields, published=published, publisher=self.publisher, lexicons=tables):
            if not isinstance(item, Failure) and not self.is_quiet:
                for warning in item.warnings:
                    _tell(f"warning: {warning}")
            yield item

    def _records(
        self, coded: Iterator[Record | Failure], counts: Counts, progress: Progress | None
    ) -> Iterator[Record]:
        from asreported.readers import Failure

        for item in coded:
            counts.seen += 1
            if isinstance(item, Failure):
                counts.failed += 1
                message = str(item.error)
                _tell(message if item.error.place is not None else f"{item.place}: {message}")
            if progress is not None:
                progress.update(progress.task_ids[0], description=str(counts))
            if not isinstance(item, Failure):
                yield item

    def _write(self, records: Iterator[Record]) -> None:
        if self.form is Form.csv:
            from asreported.exports.tables import write_tables

            assert self.output is not None  # noqa: S101  settled with the arguments
            write_tables(records, self.output)
            return
        with self._open() as file:
            if self.form is Form.jsonl:
                from asreported.exports.lines import write_lines

                write_lines(records, file)
            elif self.form is Form.html:
                from asreported.exports.page import write_page

                write_page(records, file)
            else:
                _print_all(records, file, is_terminal=self.output is None)

    @contextmanager
    def _open(self) -> Iterator[TextIO]:
        if self.output is None:
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
            yield sys.stdout
            sys.stdout.flush()
            return
        try:
            file = self.output.open("w", encoding="utf-8", newline="\n")
        except OSError as error:
            cause = (error.strerror or str(error)).lower()
            found = f"{str(self.output)!r} ({cause})"
            raise UsageError("a file that can be written", found, "give another", "--output") from error
        with file:
            yield file

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


def _tell(message: str) -> None:
    """One line on standard error, without the control characters of a hostile file name."""
    line = "".join(letter if letter.isprintable() else "?" for letter in message)
    typer.echo(f"asreported: {line}", err=True)


def _close_quietly() -> None:
    """Send what is left to nowhere, since nobody reads standard output any more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
