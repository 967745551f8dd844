"""What every command has in common: exit codes, lines on standard error, counts, the file that is written to."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import typer

from asreported.errors import InputError, UsageError
from asreported.readers.failure import Failure
from asreported.records import Record, Report

DONE, SOME_FAILED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130


@dataclass
class Counts:
    """How many reports came in and how many of them failed, while they are counted."""

    seen: int = 0
    failed: int = 0

    def __str__(self) -> str:
        return f"{self.seen} reports" + (f", {self.failed} failed" if self.failed else "")

    def add(self, item: Report | Record | Failure) -> None:
        """Count an item; a failure is told in its line."""
        self.seen += 1
        if isinstance(item, Failure):
            self.failed += 1
            message = str(item.error)
            tell(message if item.error.place is not None else f"{item.place}: {message}")

    def finish(self) -> int:
        """The exit code; how many failed is told."""
        if self.failed:
            tell(f"{self.failed} of {self.seen} reports failed")
            return SOME_FAILED
        return DONE


def tell(message: str) -> None:
    """One line on standard error, without the control characters of a hostile file name."""
    line = "".join(letter if letter.isprintable() else "?" for letter in message)
    typer.echo(f"asreported: {line}", err=True)


def warn(report: Report) -> None:
    """Tell what the reader had to say of a report, a line each."""
    for warning in report.warnings:
        tell(f"warning: {warning}")


def read_fields(pairs: list[str]) -> dict[str, str]:
    """Our field names to theirs, from ``OURS=THEIRS``.

    Raises:
        UsageError: one is written otherwise, or is none of ours.
    """
    from asreported.readers.json_lines import FIELDS  # here, since it takes the half of a second that --help has

    found: dict[str, str] = {}
    for pair in pairs:
        ours, sign, theirs = pair.partition("=")
        if not sign or not theirs or ours not in FIELDS:
            names = ", ".join(FIELDS)
            raise UsageError(f"OURS=THEIRS with one of {names}", repr(pair), "write it as published=date", "--field")
        found[ours] = theirs
    return found


def check_output(output: Path, paths: list[str]) -> None:
    """See that a file can be written and is none of those that are read.

    Raises:
        UsageError: it is not so.
    """
    if not output.parent.is_dir():
        found = f"no folder {str(output.parent)!r}"
        raise UsageError("a file that can be written", found, "make the folder or give another file", "--output")
    if output.is_dir():
        raise UsageError("a file to write to", f"the folder {str(output)!r}", "give a file", "--output")
    if output.exists() and any(path != "-" and Path(path).exists() and output.samefile(path) for path in paths):
        raise UsageError("a file that is not read", repr(str(output)), "write to another file", "--output")


@contextmanager
def open_output(path: Path | None) -> Iterator[TextIO]:
    """The file to write to, standard output when None, in UTF-8 and with plain newlines.

    Raises:
        UsageError: it cannot be written.
    """
    if path is None:
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
        yield sys.stdout
        sys.stdout.flush()
        return
    try:
        file = path.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        cause = (error.strerror or str(error)).lower()
        found = f"{str(path)!r} ({cause})"
        raise UsageError("a file that can be written", found, "give another", "--output") from error
    with file:
        yield file


def run_to_the_end(run: Callable[[], int], output: Path | None) -> int:
    """The exit code of a run; a closed pipe ends it quietly, a full disk with a line."""
    try:
        return run()
    except BrokenPipeError:
        close_quietly()
        return DONE
    except OSError as error:
        close_quietly()
        place, cause = str(output or "standard output"), (error.strerror or str(error)).lower()
        tell(str(InputError("room to write the records", cause, "make room or write elsewhere", place)))
        return SOME_FAILED
    except KeyboardInterrupt:
        return INTERRUPTED


def close_quietly() -> None:
    """Send what is left to nowhere, since nobody reads standard output any more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
