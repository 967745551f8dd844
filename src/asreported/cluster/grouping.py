"""Grouping what a database holds: report by report, each touching only its neighbours.

Links between two reports depend on these two alone, and groups on the links alone. So whatever the order in which
reports came, and whether at once or in pieces, the groups are the same. A report read anew is unlinked, then linked.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from asreported.cluster.gathering import gather, gather_by_average, reach
from asreported.cluster.happenings import (
    ALIKE,
    AVERAGE,
    Told,
    compare_events,
    days_around,
    lead_event,
    likeness_of_days,
    told_events,
)
from asreported.cluster.stories import Text, are_of_one_mould, bands_of, compare
from asreported.cluster.tellings import pair_verdicts, regroup_happenings
from asreported.cluster.texts import body_of, dot, profile_of, shared_words
from asreported.storage import Store

STORY_DAYS = 14
"""A report that says the same two weeks later is another story: the yearly one, the anniversary."""
_REMEMBERED = 256
_WAITING = ""
"""The story of a report that is linked and not gathered yet."""
_STORY_KINDS = ("copy", "update", "rewrite")


@dataclass
class View:
    """A report as far as it is compared."""

    report: int
    day: str | None
    lead: str
    text: Text
    events: tuple[Told, ...]

    @cached_property
    def bands(self) -> list[int]:
        """Its MinHash signature in bands."""
        return bands_of(self.text.shingles)


def group(store: Store) -> int:
    """Group the reports that are new or read anew since the last time; how many these were.

    Each is linked to the others in one transaction, then all are gathered in one, so that a group is made once however
    many of its reports are new. A killed process goes on where it was.

    Raises:
        StoreError: the file cannot be written.
    """
    query = (
        "SELECT n.report, n.reading FROM readings AS n "
        "LEFT JOIN groupings AS g USING (report) WHERE n.is_current AND g.reading IS NOT n.reading ORDER BY n.report"
    )
    waiting = store.connection.execute(query).fetchall()
    views = _Views(store)
    for report, reading in waiting:
        with store.writing() as connection:
            _link_one(connection, views, report, reading)
    linked = [row[0] for row in store.connection.execute(f"SELECT report FROM groupings WHERE story = '{_WAITING}'")]  # noqa: S608
    if linked:
        regroup(store, linked)
    return len(waiting)


def group_anew(store: Store) -> int:
    """Forget all groups, but not what people said of them, and group every report; how many there are."""
    with store.writing() as connection:
        for table in ("happening_events", "event_links", "report_links", "bands", "profiles", "groupings"):
            connection.execute(f"DELETE FROM {table}")  # noqa: S608  our names
    return group(store)


def regroup(store: Store, reports: Iterable[int]) -> None:
    """Make the groups of some reports and their neighbours again, from links and corrections as they are now."""
    with store.writing() as connection:
        _regroup(connection, set(reports))


class _Views:
    """Reports as they are compared; the last ones are remembered, since neighbours come together."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[int, View] = {}

    def __call__(self, report: int, *, anew: bool = False) -> View:
        if anew or report not in self._known:
            if len(self._known) >= _REMEMBERED:
                self._known.pop(next(iter(self._known)))
            [report_id] = self._store.connection.execute(
                "SELECT id FROM reports WHERE report = ?", (report,)
            ).fetchone()
            self._known[report] = view_of(report, self._store.record(report_id))
        return self._known[report]


def view_of(report: int, record: dict[str, Any]) -> View:
    """What of a record is compared."""
    body = body_of(record)
    text = Text.of(body, profile_of(record["headline"], body))
    day = record["published"][:10] if record["published"] else None
    return View(report, day, lead_event(record), text, tuple(told_events(record)))


def _link_one(connection: sqlite3.Connection, views: _Views, report: int, reading: int) -> None:
    """Link a report to those that are here, and let it and those it was linked to wait for being gathered."""
    view = views(report, anew=True)
    for other in _unlink(connection, report):
        connection.execute("UPDATE groupings SET story = ? WHERE report = ?", (_WAITING, other))
    connection.execute(
        "INSERT INTO groupings VALUES (:report, :reading, :day, :lead, :none, :none) ON CONFLICT (report) DO UPDATE "
        "SET reading = :reading, day = :day, lead = :lead, story = :none",
        {"report": report, "reading": reading, "day": view.day, "lead": view.lead, "none": _WAITING},
    )
    alike = dict(_alike(connection, view))
    candidates = sorted(_maybe_copies(connection, view) | alike.keys())
    linked = {other for other in candidates if _link_reports(connection, view, views(other), alike.get(other, 0.0))}
    for other in sorted(linked | _same_days(connection, view)):
        _link_events(connection, view, views(other), are_linked=other in linked)
    words = [(word, report, weight) for word, weight in view.text.profile.items()]
    connection.executemany("INSERT INTO profiles VALUES (?, ?, ?)", words)
    bands = [(value, band, report) for band, value in enumerate(view.bands)]
    connection.executemany("INSERT INTO bands VALUES (?, ?, ?)", bands)


def _unlink(connection: sqlite3.Connection, report: int) -> set[int]:
    """Take a report out of everything; which reports it was linked to."""
    neighbours: set[int] = set()
    for table in ("report_links", "event_links"):
        query = f"DELETE FROM {table} WHERE first = :report OR second = :report RETURNING first, second"  # noqa: S608
        neighbours.update(*(tuple(row) for row in connection.execute(query, {"report": report}).fetchall()))
    for table in ("bands", "profiles", "happening_events"):
        connection.execute(f"DELETE FROM {table} WHERE report = ?", (report,))  # noqa: S608  our names
    return neighbours - {report}


def _alike(connection: sqlite3.Connection, view: View) -> Iterator[tuple[int, float]]:
    """Reports whose leads are alike, and how much, the days between them counted; none that can be neither."""
    rows = [(word, weight) for word, weight in view.text.profile.items()]
    values = ", ".join("(?, ?)" for _ in rows)
    if not rows:
        return
    query = (
        f"WITH mine (word, weight) AS (VALUES {values}) "  # noqa: S608  marks only
        "SELECT report, day, sum(p.weight * mine.weight) AS likeness FROM mine JOIN profiles AS p USING (word) "
        "JOIN groupings USING (report) WHERE report <> ? GROUP BY report HAVING likeness >= ?"
    )
    for report, day, likeness in connection.execute(query, [*(x for row in rows for x in row), view.report, ALIKE]):
        counted = round(likeness * likeness_of_days(view.day, day), 4)
        if counted >= ALIKE or _are_near(view.day, day):
            yield report, counted


def _maybe_copies(connection: sqlite3.Connection, view: View) -> set[int]:
    query = "SELECT report FROM bands WHERE hash = ? AND band = ? AND report <> ?"
    return {row[0] for n, value in enumerate(view.bands) for row in connection.execute(query, (value, n, view.report))}


def _link_reports(connection: sqlite3.Connection, view: View, other: View, alike: float) -> bool:
    """Link two reports as one story and as one occasion, where they are; whether they are either."""
    first, second = sorted((view, other), key=lambda one: one.report)
    found = compare(first.text, second.text) if _are_near(first.day, second.day) else None
    insert = "INSERT INTO report_links VALUES (?, ?, ?, ?, ?)"
    if found is not None:
        connection.execute(insert, (first.report, second.report, found.kind, found.shared, found.why))
    is_occasion = alike >= ALIKE and not are_of_one_mould(first.text, second.text)
    if is_occasion:
        words = ", ".join(shared_words(first.text.profile, second.text.profile))
        far = "" if likeness_of_days(first.day, second.day) == 1 else ", counted less for more than a week between them"
        why = f"leads {dot(first.text.profile, second.text.profile):.2f} alike{far}: {words}"
        connection.execute(insert, (first.report, second.report, "occasion", alike, why))
    return found is not None or is_occasion


def _are_near(first: str | None, second: str | None) -> bool:
    if first is None or second is None:
        return True
    return abs(date.fromisoformat(first) - date.fromisoformat(second)) <= timedelta(days=STORY_DAYS)


def _link_events(connection: sqlite3.Connection, view: View, other: View, *, are_linked: bool) -> None:
    first, second = sorted((view, other), key=lambda one: one.report)
    for one in first.events:
        for two in second.events:
            why = compare_events(one, two, one_occasion=are_linked)
            if why is not None:
                row = (first.report, one.event_id, second.report, two.event_id, why)
                connection.execute("INSERT INTO event_links VALUES (?, ?, ?, ?, ?)", row)


def _same_days(connection: sqlite3.Connection, view: View) -> set[int]:
    """Reports with an event of the same type and exact days, an actor and a recipient in common."""
    side = (
        "EXISTS (SELECT 1 FROM event_actors AS x JOIN actors AS a USING (report, actor_id) "
        "WHERE x.report = e.report AND x.event_id = e.event_id AND x.role = '{0}' AND (a.country IN {1} "
        'OR a."row" IN {1} OR lower(a.name) IN {1}))'
    )
    sides = [side.format(role, f"(SELECT value FROM json_each(:{role}))") for role in ("actor", "recipient")]  # noqa: S608
    query = (
        "SELECT DISTINCT e.report FROM events AS e JOIN groupings USING (report) WHERE e.event = :event "  # noqa: S608
        f"AND e.date_start BETWEEN :first AND :last AND e.report <> :report AND {' AND '.join(sides)}"
    )
    found: set[int] = set()
    for event in view.events:
        if event.is_exact and event.interval and event.actor and event.recipient:
            first, last = days_around(event.interval)
            keys = {"actor": json.dumps(sorted(event.actor)), "recipient": json.dumps(sorted(event.recipient))}
            values = {"event": event.event, "first": first, "last": last, "report": view.report, **keys}
            found.update(row[0] for row in connection.execute(query, values))
    return found


def _regroup(connection: sqlite3.Connection, touched: set[int]) -> None:
    """Make stories, occasions and happenings again wherever these reports have a part."""
    _set_groups(connection, "story", _STORY_KINDS, touched)
    moved = _set_groups(connection, "occasion", (*_STORY_KINDS, "occasion"), touched)
    regroup_happenings(connection, touched | moved)


def _set_groups(connection: sqlite3.Connection, column: str, kinds: tuple[str, ...], touched: set[int]) -> set[int]:
    """Set the story or occasion of all reports that links of these kinds reach; which of them changed."""
    query = (
        "SELECT first, second, max(likeness) FROM report_links WHERE (first = ? OR second = ?) "  # noqa: S608  marks
        f"AND kind IN ({', '.join('?' * len(kinds))}) GROUP BY first, second"
    )
    links: dict[tuple[int, int], float] = {}
    verdicts = pair_verdicts(connection, column)
    links |= {(first[0], second[0]): 2.0 for (first, second), holds in verdicts.items() if holds}
    joined = list(links)

    def neighbours(report: int) -> Iterator[int]:
        for first, second, likeness in connection.execute(query, (report, report, *kinds)).fetchall():
            links.setdefault((first, second), likeness)
            yield second if first == report else first
        yield from (pair[pair[0] == report] for pair in joined if report in pair)

    order = _order(connection, reach(touched, neighbours))
    links = {pair: likeness for pair, likeness in links.items() if pair[0] in order and pair[1] in order}
    if column == "story":
        apart = [(first[0], second[0]) for (first, second), holds in verdicts.items() if not holds]
        groups = gather(order, links, apart, order.__getitem__)
    else:
        groups = gather_by_average(order, links, AVERAGE, order.__getitem__)
    update = f"UPDATE groupings SET {column} = ? WHERE report = ? AND {column} <> ? RETURNING report"  # noqa: S608
    changed: set[int] = set()
    for members in groups:
        name = order[members[0]][1]
        for report in members:
            changed.update(row[0] for row in connection.execute(update, (name, report, name)).fetchall())
    return changed


def _order(connection: sqlite3.Connection, reports: Iterable[int]) -> dict[int, tuple[str, str]]:
    """What reports are put in order by, of those that are grouped: day, undated ones last, then id."""
    query = "SELECT coalesce(day, '~'), id FROM groupings JOIN reports USING (report) WHERE report = ?"
    found = {report: connection.execute(query, (report,)).fetchone() for report in reports}
    return {report: (row[0], row[1]) for report, row in found.items() if row is not None}
