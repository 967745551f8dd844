"""Watching feeds: ``watch``."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
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
    from asreported.readers.defaults import Defaults
    from asreported.watching import Outcome

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
    asked = Asked(
        feeds, db, every_seconds, fetch_pages, contact, allow_private, publisher, lexicons, max_seconds, once, quiet
    )
    raise typer.Exit(asked.run())


@dataclass(frozen=True)
class Asked:
    """One run of ``asreported watch``, as the command line says it."""

    feeds: list[str]
    database: Path
    every_seconds: float
    with_pages: bool
    contact: str | None
    allows_private: bool
    publisher: str | None
    lexicons: Path | None
    max_seconds: float
    is_once: bool
    is_quiet: bool

    def run(self) -> int:
        """Watch until told to stop, or once; the exit code."""
        from asreported.coder import Coder  # here, since loading the parser takes seconds and the checks before do not
        from asreported.fetching import Fetcher, Limits
        from asreported.storage import Store
        from asreported.watching import Watch

        told = Told(is_quiet=self.is_quiet)
        limits = Limits(allows_private=self.allows_private)
        with Fetcher(limits, contact=self.contact) as fetcher, Store.open(self.database) as store:
            coder = Coder(self.lexicons, max_seconds=self.max_seconds)
            watch = Watch(
                self.feeds, store, fetcher, coder, every_seconds=self.every_seconds, with_pages=self.with_pages,
                defaults=self._defaults(),
            )  # fmt: skip
            with _stopping(fetcher.clock):
                watch.run(told.add, is_once=self.is_once)
            if not self.is_quiet:
                tell(f"{self.database}: {told.kept:,} reports added, {len(store):,} in all")
        return told.finish() if self.is_once else DONE

    def _defaults(self) -> Defaults:
        from asreported.lexicons import Lexicons
        from asreported.readers.defaults import Defaults

        tables = Lexicons(self.lexicons) if self.lexicons is not None else None
        return Defaults({}, None, self.publisher, tables, max_seconds=self.max_seconds)


class Told:
    """What came of asking feeds, told a line each, and counted."""

    def __init__(self, *, is_quiet: bool) -> None:
        self._is_quiet = is_quiet
        self._counts = Counts()
        self._asked = 0
        self._failed = 0
        self.kept = 0

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
