"""Happenings: which tellings of events, in which reports, belong together, and which of them stands for the others."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from asreported.cluster.gathering import gather, reach

Telling = tuple[int, str]
"""A report's number and the event_id there; empty for a report without events."""
_BY_LEAD = 0.5
_BY_PERSON = 2.0
_REPORT, _EVENT, _STORY, _TYPE = -4, -3, -2, -1
"""Where `_strength` says of which report, event, story and type a telling is."""


def pair_verdicts(connection: sqlite3.Connection, kind: str) -> dict[tuple[Telling, Telling], bool]:
    """The last word of people on pairs: whether two reports are one story, two events one happening."""
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
    found = {one for one in reach(start, neighbours) if _exists(connection, one)}
    order = {one: _strength(connection, one) for one in found}
    apart = [pair for pair, holds in verdicts.items() if not holds]
    known = {pair: strength for pair, strength in links.items() if pair[0] in found and pair[1] in found}
    for members in gather(found, known, apart, order.__getitem__):
        _write(connection, members, order)


def _tellings(connection: sqlite3.Connection, report: int) -> list[Telling]:
    """The tellings of a report, none where it is not grouped yet."""
    query = "SELECT coalesce(event_id, '') FROM groupings LEFT JOIN events USING (report) WHERE report = ?"
    return [(report, row[0]) for row in connection.execute(query, (report,)).fetchall()]


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
        "SELECT coalesce(g.day, '~'), r.id, g.story, coalesce(e.event, ''), e.voice, e.realis, e.date_precision, "
        "e.place_id "
        "FROM groupings AS g JOIN reports AS r USING (report) "
        "LEFT JOIN events AS e ON e.report = g.report AND e.event_id = ? WHERE g.report = ?"
    )
    day, report_id, story, event, voice, realis, precision, place = connection.execute(query, telling[::-1]).fetchone()
    weak = (voice != "report", realis != "actual", precision is None, place is None)
    return (*weak, day, report_id, telling[1], story, event)


def _write(
    connection: sqlite3.Connection, members: list[Telling], order: dict[Telling, tuple[str | bool, ...]]
) -> None:
    """Write one happening. The first telling of each type stands for the happening, and in each story for the story:
    reports of one occasion may tell its attack and the blame for it, and neither must swallow the other in a count.
    """
    first = order[members[0]]
    name = f"{first[_REPORT]} {first[_EVENT]}".strip()
    types: set[str | bool] = set()
    of_stories: set[tuple[str | bool, str | bool]] = set()
    for telling in members:
        story, event = order[telling][_STORY], order[telling][_TYPE]
        row = (*telling, name, (story, event) not in of_stories, event not in types)
        connection.execute("INSERT OR REPLACE INTO happening_events VALUES (?, ?, ?, ?, ?)", row)
        types.add(event)
        of_stories.add((story, event))
