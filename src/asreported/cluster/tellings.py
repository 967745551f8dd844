"""Happenings: which tellings of events, in which reports, belong together, and which of them stands for the others."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from asreported.cluster.gathering import gather, reach
from asreported.storage.leading import EVENT, REPORT, Strength, Telling, leads_of, strength_of

_BY_LEAD = 0.5
_BY_PERSON = 2.0


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
    order = {one: strength_of(connection, one) for one in found}
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


def _write(connection: sqlite3.Connection, members: list[Telling], order: dict[Telling, Strength]) -> None:
    """Write one happening."""
    first = order[members[0]]
    name = f"{first[REPORT]} {first[EVENT]}".strip()
    for telling, leads_story, leads_happening in leads_of(members, order):
        row = (*telling, name, leads_story, leads_happening)
        connection.execute("INSERT OR REPLACE INTO happening_events VALUES (?, ?, ?, ?, ?)", row)
