"""What every command has in common: exit codes, lines on standard error, counts, the file that is written to."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import typer

from asreported.errors import InputError, LanguageError, UsageError
from asreported.readers.failure import Failure, Passed
from asreported.records import Record, Report

if TYPE_CHECKING:
    from asreported.readers.paths import Entry

DONE, SOME_FAILED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130
MOST_SHOWN = 12


@dataclass
class Counts:
    """How many reports came in, how many of them failed or are in which other language, and what was passed over."""

    seen: int = 0
    failed: int = 0
    languages: Counter[str] = field(default_factory=Counter)
    passed: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        return f"{self.seen} reports" + (f", {self.failed} failed" if self.failed else "")

    def add(self, item: Report | Record | Failure) -> None:
        """Count an item; a failure is told in its line."""
        self.seen += 1
        if isinstance(item, Failure):
            self.failed += 1
            if isinstance(item.error, LanguageError):
                self.languages[item.error.language or "unknown"] += 1
            message = str(item.error)
            tell(message if item.error.place is not None else f"{item.place}: {message}")

    def reports(self, entries: Iterable[Entry], *, is_quiet: bool) -> Iterator[Report | Failure]:
        """What was read, its warnings told; what was passed over is counted."""
        for entry in entries:
            item = entry.item
            if isinstance(item, Passed):
                self.passed[item.what] += 1
                continue
            if not isinstance(item, Failure) and not is_quiet:
                for warning in item.warnings:
                    tell(f"warning: {warning}")
            yield item

    def finish(self, *, is_quiet: bool) -> int:
        """The exit code; how many failed, were set aside or passed over is told."""
        if self.passed and not is_quiet:
            tell(f"passed over: {_summary(self.passed)}")
        if self.languages:
            tell(f"set aside, not in English: {_summary(self.languages)}")
        if self.failed:
            tell(f"{self.failed} of {self.seen} reports failed")
            return SOME_FAILED
        return DONE


def _summary(counts: Counter[str]) -> str:
    """How many there are of each, the most first."""
    listed = counts.most_common(MOST_SHOWN)
    rest = sum(counts.values()) - sum(count for _, count in listed)
    return ", ".join(f"{count} {name}" for name, count in [*listed, *([("of other kinds", rest)] if rest else [])])


def tell(message: str) -> None:
    """One line on standard error, without the control characters of a hostile file name."""
    line = "".join(letter if letter.isprintable() else "?" for letter in message)
    typer.echo(f"asreported: {line}", err=True)


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
def open_output(path: Path | None, *, appends: bool = False) -> Iterator[TextIO]:
    """The file to write to, standard output when None, in UTF-8 and with plain newlines; begun anew unless `appends`.

    Raises:
        UsageError: it cannot be written.
    """
    if path is None:
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
        yield sys.stdout
        sys.stdout.flush()
        return
    try:
        file = path.open("a" if appends else "w", encoding="utf-8", newline="\n")
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
