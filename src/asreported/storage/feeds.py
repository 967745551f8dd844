"""What is known of the feeds that are watched and of their items."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from asreported.storage.store import Store
from asreported.storage.times import now


@dataclass(frozen=True)
class FeedState:
    """What a feed said last; `not_before` is in seconds since 1970, UTC."""

    feed: str
    etag: str | None = None
    modified: str | None = None
    digest: str | None = None
    failures: int = 0
    not_before: float | None = None


@dataclass(frozen=True)
class ItemState:
    """How far an item of a feed got: whether it is dealt with, and how often its page was asked for in vain."""

    is_done: bool = False
    tries: int = 0


def feed_state(store: Store, feed: str) -> FeedState:
    """What is known of a feed; nothing of a new one."""
    query = "SELECT etag, modified, digest, failures, not_before FROM feeds WHERE feed = ?"
    row = store.connection.execute(query, (feed,)).fetchone()
    if row is None:
        return FeedState(feed)
    etag, modified, digest, failures, not_before = row
    until = datetime.fromisoformat(not_before).timestamp() if not_before is not None else None
    return FeedState(feed, etag, modified, digest, failures, until)


def keep_feed(store: Store, state: FeedState, problem: str | None = None) -> None:
    """Keep what a feed said, in one transaction.

    Arguments:
        store: the database.
        state: what is known of it now.
        problem: what was wrong, None when it answered.

    Raises:
        StoreError: the file cannot be written.
    """
    until = None
    if state.not_before is not None:
        until = datetime.fromtimestamp(state.not_before, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    moment = now()
    known = (state.feed, state.etag, state.modified, state.digest, moment)
    with store.writing() as connection:
        connection.execute(
            "INSERT INTO feeds (feed, etag, modified, digest, asked, answered, not_before, failures, problem) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (feed) DO UPDATE SET etag = excluded.etag, "
            "modified = excluded.modified, digest = excluded.digest, asked = excluded.asked, "
            "answered = coalesce(excluded.answered, answered), not_before = excluded.not_before, "
            "failures = excluded.failures, problem = excluded.problem",
            (*known, moment if problem is None else None, until, state.failures, problem),
        )


def item_state(store: Store, item: str, version: str) -> ItemState:
    """How far an item got; a new one nowhere."""
    query = "SELECT is_done, tries FROM feed_items WHERE item = ? AND version = ?"
    row = store.connection.execute(query, (item, version)).fetchone()
    return ItemState(bool(row[0]), row[1]) if row is not None else ItemState()


def keep_item(
    store: Store, feed: str, item: str, version: str, state: ItemState, *, report: str | None = None,
    problem: str | None = None,
) -> None:  # fmt: skip
    """Keep how far an item got, in one transaction.

    Arguments:
        store: the database.
        feed: the feed it stands in.
        item: its address, else feed and id.
        version: digest of address and text as the feed has them.
        state: how far it is now.
        report: id of the report that was kept.
        problem: what was wrong with it.

    Raises:
        StoreError: the file cannot be written.
    """
    with store.writing() as connection:
        connection.execute(
            "INSERT INTO feed_items (item, version, feed, seen, tries, is_done, report, problem) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (item, version) DO UPDATE SET tries = excluded.tries, "
            "is_done = excluded.is_done, report = excluded.report, problem = excluded.problem",
            (item, version, feed, now(), state.tries, state.is_done, report, problem),
        )
