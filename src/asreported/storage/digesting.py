"""What came in since some moment: the events and quotations of reports that were not here before."""

from __future__ import annotations

import sqlite3

from asreported.storage.results import Rows, ask_some

_NEW = (
    "SELECT report, min(added) AS added FROM readings WHERE report IN (SELECT report FROM readings WHERE added >= ?) "
    "GROUP BY report HAVING min(added) >= ?"
)
"""Reports whose first reading came in since then; one that a newer coder read again is none of them."""


def list_new_events(connection: sqlite3.Connection, since: str, *, limit: int | None = None) -> Rows:
    """The events of reports that came in since then: `event_rows` with headline and address, in the order they came.

    Once reports are grouped, of the tellings of one happening only the first new one is given; `tellings` says how many
    new ones there are. What was told by a report that was here before is not left out: it is told again.

    Arguments:
        connection: to the database.
        since: UTC, as `readings.added` has it.
        limit: how many at most, all unless given; `Rows.total` says how many there are.
    """
    ranked = (
        f"WITH new AS ({_NEW}), told AS (SELECT e.report, e.event_id, n.added, "  # noqa: S608  no value in it
        "row_number() OVER (PARTITION BY coalesce(h.happening, e.report || '/' || e.event_id), e.event "
        "ORDER BY n.added, e.report, e.event) AS place, "
        "count(*) OVER (PARTITION BY coalesce(h.happening, e.report || '/' || e.event_id), e.event) AS tellings "
        "FROM new AS n JOIN events AS e USING (report) LEFT JOIN happening_events AS h USING (report, event_id)) "
    )
    query = (
        f"{ranked} SELECT v.*, r.headline, r.url, t.added, t.tellings FROM told AS t "  # noqa: S608
        "JOIN event_rows AS v USING (report, event_id) JOIN reports AS r USING (report) "
        "WHERE t.place = 1 ORDER BY t.added, t.report, t.event_id LIMIT ?"
    )
    counted = f"{ranked} SELECT count(*) FROM told WHERE place = 1"  # noqa: S608
    return ask_some(connection, query, counted, (since, since), limit=limit)


def list_new_quotes(connection: sqlite3.Connection, since: str, *, limit: int | None = None) -> Rows:
    """The attributions of reports that came in since then: `quote_rows` with headline and address, as they came.

    Arguments:
        connection: to the database.
        since: UTC, as `readings.added` has it.
        limit: how many at most, all unless given; `Rows.total` says how many there are.
    """
    query = (
        f"WITH new AS ({_NEW}) SELECT v.*, r.headline, r.url, n.added FROM new AS n "  # noqa: S608
        "JOIN quote_rows AS v USING (report) JOIN reports AS r USING (report) "
        "ORDER BY n.added, v.report, v.span_start LIMIT ?"
    )
    counted = f"WITH new AS ({_NEW}) SELECT count(*) FROM new JOIN attributions USING (report)"  # noqa: S608
    return ask_some(connection, query, counted, (since, since), limit=limit)


def count_new_reports(connection: sqlite3.Connection, since: str) -> int:
    """How many reports came in since then."""
    query = f"SELECT count(*) FROM ({_NEW})"  # noqa: S608  no value in it
    return int(connection.execute(query, (since, since)).fetchone()[0])
