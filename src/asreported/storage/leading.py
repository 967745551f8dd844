"""Which telling stands for its story and its happening: the order of tellings, kept in one place."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence

Telling = tuple[int, str]
"""A report's number and the event_id there; empty for a report without events."""
Strength = tuple[str | bool, ...]
REPORT, EVENT, STORY, TYPE = -4, -3, -2, -1
"""Where `strength_of` says of which report, event, story and type a telling is."""


def strength_of(connection: sqlite3.Connection, telling: Telling) -> Strength:
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


def leads_of(members: Sequence[Telling], order: Mapping[Telling, Strength]) -> Iterator[tuple[Telling, bool, bool]]:
    """Whether each telling of a happening leads its story, and whether the happening.

    The first telling of each type does: reports of one occasion may tell its attack and the blame for it, and neither
    must swallow the other in a count.

    Arguments:
        members: all tellings of one happening, strongest first.
        order: what `strength_of` says of each.
    """
    types: set[str | bool] = set()
    of_stories: set[tuple[str | bool, str | bool]] = set()
    for telling in members:
        story, event = order[telling][STORY], order[telling][TYPE]
        yield telling, (story, event) not in of_stories, event not in types
        types.add(event)
        of_stories.add((story, event))


def lead_again(connection: sqlite3.Connection, reports: Iterable[int]) -> None:
    """Choose anew who leads in the happenings of these reports, whose events are not what they were."""
    happenings: set[str] = set()
    for report in reports:
        query = "SELECT DISTINCT happening FROM happening_events WHERE report = ?"
        happenings |= {row[0] for row in connection.execute(query, (report,))}
        gone = "event_id <> '' AND event_id NOT IN (SELECT event_id FROM events WHERE report = :report)"
        connection.execute(f"DELETE FROM happening_events WHERE report = :report AND {gone}", {"report": report})  # noqa: S608
    for name in sorted(happenings):
        query = "SELECT report, event_id FROM happening_events WHERE happening = ?"
        members = [(int(row[0]), str(row[1])) for row in connection.execute(query, (name,)).fetchall()]
        order = {one: strength_of(connection, one) for one in members}
        update = "UPDATE happening_events SET leads_story = ?, leads_happening = ? WHERE report = ? AND event_id = ?"
        for telling, leads_story, leads_happening in leads_of(sorted(members, key=order.__getitem__), order):
            connection.execute(update, (leads_story, leads_happening, *telling))
