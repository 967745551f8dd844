"""Happenings: which tellings of events, in which reports, belong together, and which of them stands for the others."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from asreported.cluster.gathering import gather, reach

Telling = tuple[int, str]
"""A report's number and the event_id there; empty for a report without events."""
_BY_LEAD = 0.5
_BY_PERSON = 2.0


def pair_verdicts(connection: sqlite3.Connection, kind: str) -> dict[tuple[Telling, Telling], bool]:
    """What people said of pairs, the latest word of each: whether two reports are one story, two events one happening."""
    query = (
        "SELECT report, item, other, other_item, verdict FROM corrections "
        "WHERE kind = ? AND undone IS NULL AND other IS NOT NULL ORDER BY correction"
    )
    return {
        ((report, item), (other, other_item)): verdict == "right"
        for report, item, other, other_item, verdict in connection.execute(query, (kind,)).fetchall()
    }


def regroup_happenings(connection: sqlite3.Connection, reports: set[int]) -> None:
    """Make the happenings again in which these reports have a part, or had one."""
    verdicts = pair_verdicts(connection, "happening")
    links: dict[tuple[Telling, Telling], float] = {pair: _BY_PERSON for pair, holds in verdicts.items() if holds}
    joined = list(links)

    def neighbours(telling: Telling) -> Iterator[Telling]:
        for other, strength in _linked(connection, telling):
            links.setdefault((min(telling, other), max(telling, other)), strength)
            yield other
        yield from (other for pair in joined if telling in pair for other in pair)

    start = {one for report in reports for one in _tellings(connection, report)}
    start |= {one for telling in start for one in _mates(connection, telling)}
    start |= {one for pair in joined for one in pair}
    found = {one for one in reach(start, neighbours) if _exists(connection, one)}
    order = {one: _strength(connection, one) for one in found}
    apart = [pair for pair, holds in verdicts.items() if not holds]
    known = {pair: strength for pair, strength in links.items() if pair[0] in found and pair[1] in found}
    for members in gather(found, known, apart, order.__getitem__):
        _write(connection, members, order)


def _tellings(connection: sqlite3.Connection, report: int) -> list[Telling]:
    rows = connection.execute("SELECT event_id FROM events WHERE report = ?", (report,)).fetchall()
    return [(report, row[0]) for row in rows] or [(report, "")]


def _exists(connection: sqlite3.Connection, telling: Telling) -> bool:
    return telling in _tellings(connection, telling[0])


def _mates(connection: sqlite3.Connection, telling: Telling) -> Iterable[Telling]:
    """What has been one happening with this telling up to now."""
    query = (
        "SELECT report, event_id FROM happening_events WHERE happening = "
        "(SELECT happening FROM happening_events WHERE report = ? AND event_id = ?)"
    )
    return [(row[0], row[1]) for row in connection.execute(query, telling)]


def _linked(connection: sqlite3.Connection, telling: Telling) -> list[tuple[Telling, float]]:
    """Tellings of other reports that look like the same happening; with a lead, the first lead of its occasion too."""
    report, event_id = telling
    query = (
        "SELECT second, second_event FROM event_links WHERE first = :report AND first_event = :event "
        "UNION SELECT first, first_event FROM event_links WHERE second = :report AND second_event = :event"
    )
    about = {"report": report, "event": event_id}
    found = [((row[0], row[1]), 1.0) for row in connection.execute(query, about)]
    leads = (
        "SELECT other.report, other.lead FROM groupings AS mine JOIN groupings AS other USING (occasion) "
        "WHERE mine.report = :report AND mine.lead = :event AND other.report <> :report"
    )
    return [*found, *(((row[0], row[1]), _BY_LEAD) for row in connection.execute(leads, about))]


def _strength(connection: sqlite3.Connection, telling: Telling) -> tuple[str | bool, ...]:
    """What tellings are put in order by: the report's own word first, then what is done, dated, placed, early."""
    query = (
        "SELECT coalesce(g.day, '~'), r.id, g.story, e.voice, e.realis, e.date_precision, e.place_id "
        "FROM groupings AS g JOIN reports AS r USING (report) "
        "LEFT JOIN events AS e ON e.report = g.report AND e.event_id = ? WHERE g.report = ?"
    )
    day, report_id, story, voice, realis, precision, place = connection.execute(query, telling[::-1]).fetchone()
    weak = (voice != "report", realis != "actual", precision is None, place is None)
    return (*weak, day, report_id, telling[1], story)


def _write(
    connection: sqlite3.Connection, members: list[Telling], order: dict[Telling, tuple[str | bool, ...]]
) -> None:
    """Write one happening; its first member stands for it, and the first of each story for that story."""
    first = order[members[0]]
    name = f"{first[-3]} {first[-2]}".strip()
    stories: set[str | bool] = set()
    for number, telling in enumerate(members):
        story = order[telling][-1]
        row = (*telling, name, story not in stories, number == 0)
        stories.add(story)
        connection.execute("INSERT OR REPLACE INTO happening_events VALUES (?, ?, ?, ?, ?)", row)
