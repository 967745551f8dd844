"""Watching feeds: ``watch``."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from asreported.commands.durations import duration_seconds
from asreported.console import DONE, SOME_FAILED, Counts, tell
from asreported.errors import FetchError, UsageError
from asreported.options import MOST_SECONDS, LexiconFolder, MaxSeconds, Publisher

if TYPE_CHECKING:
    from asreported.fetching import Clock
    from asreported.watching import Outcome, Watch

EXAMPLE = """Example:

\b
  asreported watch https://example.org/world.rss --db news.db --every 15m
  asreported digest news.db --since 24h"""
SHORTEST_SECONDS = 60.0


def watch(
    feeds: Annotated[list[str], typer.Argument(metavar="FEED", help="Addresses of RSS or Atom feeds.")],
    db: Annotated[Path, typer.Option(metavar="FILE", help="The database in which records are kept.")],
    every: Annotated[str, typer.Option(metavar="TIME", help="How often a feed is asked, such as 15m or 1h.")] = "15m",
    once: Annotated[bool, typer.Option("--once", help="Ask each feed once and leave, as for cron.")] = False,
    fetch_pages: Annotated[
        bool, typer.Option("--fetch-pages", help="Read the page that each new item links to, not the feed's summary.")
    ] = False,
    contact: Annotated[
        str | None, typer.Option(metavar="WORDS", help="How servers can reach you: a mailbox or address, told to them.")
    ] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Also fetch from this machine and private networks.")
    ] = False,
    publisher: Publisher = None,
    lexicons: LexiconFolder = None,
    max_seconds: MaxSeconds = MOST_SECONDS,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Tell failures only.")] = False,
) -> None:
    """Ask feeds again and again, code what is new in them, and keep it in a database.

    Feeds are asked whether anything changed (ETag, Last-Modified), robots.txt is honoured, a host has one request at a
    time with a second or more between two; one that fails is left alone longer each time, as long as it asks at least.
    Addresses on private networks are refused, five redirects are followed, an answer may have 10 MB and take a minute.

    Streams: each record is kept as it is made. Ctrl-C or SIGTERM ends it after the item in hand; started again it goes
    on where it was.

    Leaves with 0 when all was done, with --once 1 when some feeds or items failed, 2 for wrong usage.
    """
    every_seconds = duration_seconds(every, "--every")
    if every_seconds < SHORTEST_SECONDS:
        raise UsageError("a minute or more", repr(every), "give one such as 15m", "--every")
    _check_feeds(feeds)
    from asreported.coder import Coder  # here, since loading the parser takes seconds and the checks above do not
    from asreported.fetching import Fetcher, Limits, Stopped
    from asreported.lexicons import Lexicons
    from asreported.readers.defaults import Defaults
    from asreported.storage import Store
    from asreported.watching import Watch

    tables = Lexicons(lexicons) if lexicons is not None else None
    defaults = Defaults({}, None, publisher, tables, max_seconds=max_seconds)
    report = Told(is_quiet=quiet)
    with Store.open(db) as store, Fetcher(Limits(allows_private=allow_private), contact=contact) as fetcher:
        coder = Coder(lexicons=lexicons, max_seconds=max_seconds)
        made = Watch(
            feeds, store, fetcher, coder, every_seconds=every_seconds, with_pages=fetch_pages, defaults=defaults
        )
        with _stopping(fetcher.clock):
            try:
                _run(made, report, once=once)
            except Stopped:
                report.is_stopped = True
        if not quiet:
            tell(f"{db}: {report.kept:,} reports added, {len(store):,} in all")
    raise typer.Exit(report.finish() if once else DONE)


def _run(made: Watch, report: Told, *, once: bool) -> None:
    if not once:
        made.run(report.add)
        return
    for outcome in made.ask_all():
        report.add(outcome)


class Told:
    """What came of asking feeds, told a line each, and counted."""

    def __init__(self, *, is_quiet: bool) -> None:
        self._is_quiet = is_quiet
        self._counts = Counts()
        self._asked = 0
        self._failed = 0
        self.kept = 0
        self.is_stopped = False

    def add(self, outcome: Outcome) -> None:
        """Tell what came of asking one feed; nothing of one that has nothing new."""
        self._asked += 1
        self._failed += outcome.problem is not None
        self.kept += outcome.kept
        self._counts.seen += outcome.new - len(outcome.failures)
        if not self._is_quiet:
            for warning in outcome.warnings:
                tell(f"warning: {warning}")
        for failure in outcome.failures:
            self._counts.add(failure)
        if outcome.problem is not None or (not self._is_quiet and (outcome.new or outcome.waits_seconds)):
            tell(str(outcome))

    def finish(self) -> int:
        """The exit code, when each feed was asked once."""
        code = self._counts.finish(is_quiet=self._is_quiet)
        if self._failed:
            tell(f"{self._failed} of {self._asked} feeds failed")
        return SOME_FAILED if self._failed else code


def _check_feeds(feeds: list[str]) -> None:
    from asreported.fetching.addresses import check_url

    for feed in feeds:
        try:
            check_url(feed)
        except FetchError as error:
            raise UsageError(error.expected, error.found, error.action, "FEED") from error


@contextmanager
def _stopping(clock: Clock) -> Iterator[None]:
    """The first Ctrl-C or SIGTERM ends the run after what it has in hand, a second one at once."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def stop(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
        clock.stop()
        for one in before:
            signal.signal(one, signal.SIG_DFL)

    for number in before:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
