"""The watch: asks each feed in its time, deals with what is new, keeps what came of it, goes on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from asreported.coder import Coder
from asreported.errors import InputError, PrivateAddressError
from asreported.fetching import Answer, Fetcher, Stopped
from asreported.readers.defaults import Defaults
from asreported.readers.failure import Failure
from asreported.readers.feeds import HEADLINE_ONLY, SUMMARY_ONLY, read_feed
from asreported.records import Origin, Record, Report
from asreported.storage.feeds import FeedState, ItemState, feed_state, item_state, keep_feed, keep_item
from asreported.storage.store import Store
from asreported.watching.items import is_worth_another_try, name_of, read_linked_page

LONGEST_WAIT_SECONDS = 86_400.0
"""A feed that keeps failing is asked once a day; a server may ask for more."""
MOST_TRIES = 3
"""So often a page is asked for, at one poll after the other, before the feed's own text is taken."""
_MOST_DOUBLINGS = 16


@dataclass
class Outcome:
    """What came of asking one feed."""

    feed: str
    items: int = 0
    new: int = 0
    kept: int = 0
    pending: int = 0
    short: int = 0
    failures: list[Failure] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    problem: InputError | None = None
    waits_seconds: float | None = None

    def __str__(self) -> str:
        if self.waits_seconds is not None:
            return f"{self.feed}: not asked; it failed before, and is asked again in {self.waits_seconds:,.0f} s"
        if self.problem is not None:
            return str(self.problem)
        more = f", {self.short} of them a summary or headline only" if self.short else ""
        more += f", {len(self.failures)} failed" if self.failures else ""
        more += f", {self.pending} to be tried again" if self.pending else ""
        return f"{self.feed}: {self.items} items, {self.new} new, {self.kept} reports kept{more}"


class Watch:
    """Feeds that are asked again and again; what is new in them is coded and kept.

        with Store.open("news.db") as store, Fetcher() as fetcher:
            for outcome in Watch(feeds, store, fetcher, Coder()).ask_all():
                print(outcome)

    A feed's ETag and Last-Modified are kept once all its items were dealt with; killed before, it comes whole again and
    what was kept is not coded twice.

    Arguments:
        feeds: their addresses.
        store: where records are kept, and what is known of feeds and items.
        fetcher: what fetches.
        coder: what codes.
        every_seconds: how long from one asking of a feed to the next; after failures twice, four times … as long.
        with_pages: whether the page that an item links to is read in its place.
        defaults: what holds for all items.
    """

    def __init__(
        self,
        feeds: Sequence[str],
        store: Store,
        fetcher: Fetcher,
        coder: Coder,
        *,
        every_seconds: float = 900,
        with_pages: bool = False,
        defaults: Defaults | None = None,
    ) -> None:
        self._feeds = tuple(dict.fromkeys(feeds))
        self._store = store
        self._fetcher = fetcher
        self._clock = fetcher.clock
        self._coder = coder
        self._every_seconds = every_seconds
        self._with_pages = with_pages
        self._defaults = defaults if defaults is not None else Defaults({}, None, None, None)

    def ask_all(self) -> Iterator[Outcome]:
        """Ask each feed once, those that are to be left alone excepted.

        Raises:
            StoreError: the database cannot be written.
            Stopped: the run was told to stop; what was dealt with is kept.
        """
        for feed in self._feeds:
            self._clock.check()
            yield self.ask(feed)

    def run(self, tell: Callable[[Outcome], None], *, is_once: bool = False) -> None:
        """Ask each feed whenever its time has come, until told to stop.

        Arguments:
            tell: called with what came of each asking.
            is_once: ask each feed once and be done.

        Raises:
            StoreError: the database cannot be written.
        """
        try:
            if is_once:
                for outcome in self.ask_all():
                    tell(outcome)
            else:
                self._run(tell)
        except Stopped:
            return

    def _run(self, tell: Callable[[Outcome], None]) -> None:
        due = dict.fromkeys(self._feeds, self._clock.now())
        while True:
            feed = min(due, key=lambda one: due[one])
            self._clock.sleep(max(0.0, due[feed] - self._clock.now()))
            began = self._clock.now()
            tell(self.ask(feed))
            until = feed_state(self._store, feed).not_before or 0.0
            due[feed] = max(began + self._every_seconds, until)

    def ask(self, feed: str) -> Outcome:
        """Ask one feed and deal with what is new in it.

        Raises:
            StoreError: the database cannot be written.
            Stopped: the run was told to stop; what was dealt with is kept.
        """
        state, now = feed_state(self._store, feed), self._clock.now()
        if state.not_before is not None and state.not_before > now:
            return Outcome(feed, waits_seconds=state.not_before - now)
        outcome = Outcome(feed)
        try:
            answer = self._fetcher.fetch(feed, etag=state.etag, modified=state.modified)
            digest = hashlib.sha256(answer.body).hexdigest() if answer.body is not None else state.digest
            if digest != state.digest:
                self._deal_with_all(answer, outcome)
        except InputError as error:
            outcome.problem = error
            self._keep_failure(state, error)
            return outcome
        if outcome.pending or answer.body is None:  # what is to be tried again has to come again
            keep_feed(self._store, replace(state, failures=0, not_before=None))
        else:
            keep_feed(self._store, FeedState(feed, answer.etag, answer.modified, digest))
        return outcome

    def _keep_failure(self, state: FeedState, error: InputError) -> None:
        """A feed that failed is left alone for a while: longer each time, and no shorter than its server asks.

        One that was not asked at all, for its address is not allowed, bothers no server.
        """
        if isinstance(error, PrivateAddressError):
            keep_feed(self._store, state, str(error))
            return
        failures = state.failures + 1
        wait = min(self._every_seconds * 2 ** min(failures, _MOST_DOUBLINGS), LONGEST_WAIT_SECONDS)
        wait = max(wait, getattr(error, "retry_seconds", None) or 0.0)
        state = replace(state, failures=failures, not_before=self._clock.now() + wait)
        keep_feed(self._store, state, str(error))

    def _deal_with_all(self, answer: Answer, outcome: Outcome) -> None:
        """Read a feed and deal with each item that is new.

        Raises:
            InputError: it is no feed.
        """
        origin = Origin(path=outcome.feed)
        for item in _first_of_each(read_feed(answer.body or b"", origin, self._defaults), outcome):
            self._clock.check()
            name = name_of(item, outcome.feed)
            before = item_state(self._store, name, item.id)
            if not before.is_done:
                outcome.new += before.tries == 0
                self._deal_with(item, name, before, outcome)

    def _deal_with(self, item: Report, name: str, before: ItemState, outcome: Outcome) -> None:
        """Read the item's page where that is wanted, code it, keep it."""
        report = item
        if self._with_pages and item.url is not None:
            try:
                report = read_linked_page(item, self._fetcher, self._defaults)
            except InputError as error:
                tries = before.tries + 1
                if is_worth_another_try(error) and tries < MOST_TRIES:
                    outcome.pending += 1
                    state = ItemState(is_done=False, tries=tries)
                    keep_item(self._store, outcome.feed, name, item.id, state, problem=str(error))
                    return
                why = f"{error}; the feed's own text is taken"
                report = replace(item, warnings=(*item.warnings, why))
        told = [line for line in report.warnings if not line.endswith((SUMMARY_ONLY, HEADLINE_ONLY))]
        outcome.short += len(told) < len(report.warnings)
        outcome.warnings += told
        problem = self._code(report, outcome)
        state = ItemState(is_done=True, tries=before.tries)
        kept = report.id if problem is None else None
        keep_item(self._store, outcome.feed, name, item.id, state, report=kept, problem=problem)

    def _code(self, report: Report, outcome: Outcome) -> str | None:
        """Code and keep a report, unless it is here; what was wrong with it, or None."""
        if self._store.has(report, self._coder.info):
            return None
        [coded] = self._coder.pipe([report], batch_reports=1)
        if isinstance(coded, Failure):
            outcome.failures.append(coded)
            return str(coded.error)
        assert isinstance(coded, Record)  # noqa: S101  there is nothing else
        outcome.kept += self._store.add(coded)
        return None


def _first_of_each(items: Iterable[object], outcome: Outcome) -> Iterator[Report]:
    """The reports among a feed's items, each once; failures and warnings of the feed are noted."""
    seen: set[tuple[str, str]] = set()
    for item in items:
        if isinstance(item, Failure):
            outcome.items += 1
            outcome.new += 1
            outcome.failures.append(item)
        elif isinstance(item, Report):
            outcome.items += 1
            key = (name_of(item, outcome.feed), item.id)
            if key not in seen:
                seen.add(key)
                yield item
