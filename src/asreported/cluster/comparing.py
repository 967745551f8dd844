"""One happening, its tellings side by side: what they agree on and what not."""

from __future__ import annotations

from typing import Any

from asreported.errors import UsageError
from asreported.storage import Store
from asreported.storage.results import Rows, ask

FIELDS = ("actors", "recipients", "date_start", "date_end", "place", "numbers", "voice", "realis")
"""What tellings are compared by."""
_QUERY = """
SELECT r.id AS report_id, r.publisher, r.published, r.headline, g.story, h.leads_story, h.event_id, v.event, v.mode,
    v.actors, v.actor_countries, v.recipients, v.recipient_countries, v.voice, v.voice_source, v.realis, v.date_start,
    v.date_end, v.date_precision, v.place, v.place_country, v.evidence, v.confidence, (
    SELECT group_concat(q.counted || ' ' || CASE WHEN q.low = q.high THEN printf('%g', q.low)
        ELSE coalesce(printf('%g', q.low), '') || '–' || coalesce(printf('%g', q.high), '') END || ' ' || q.unit, ' | ')
    FROM quantities AS q WHERE q.report = h.report AND q.event_id = h.event_id) AS numbers
FROM happening_events AS h
JOIN groupings AS g USING (report)
JOIN reports AS r USING (report)
LEFT JOIN event_rows AS v ON v.report = h.report AND v.event_id = h.event_id
WHERE h.happening = ?
ORDER BY h.leads_happening DESC, r.published, r.id, h.event_id
"""
_WHY = """
SELECT a.id AS report_id, l.first_event AS event_id, b.id AS other_report_id, l.second_event AS other_event_id, l.why
FROM event_links AS l JOIN reports AS a ON a.report = l.first JOIN reports AS b ON b.report = l.second
WHERE (l.first, l.first_event) IN (SELECT report, event_id FROM happening_events WHERE happening = :name)
AND (l.second, l.second_event) IN (SELECT report, event_id FROM happening_events WHERE happening = :name)
UNION ALL
SELECT a.id, ga.lead, b.id, gb.lead, l.kind || ': ' || l.why
FROM report_links AS l JOIN reports AS a ON a.report = l.first JOIN reports AS b ON b.report = l.second
JOIN groupings AS ga ON ga.report = l.first JOIN groupings AS gb ON gb.report = l.second
WHERE ga.occasion = gb.occasion
AND (l.first, ga.lead) IN (SELECT report, event_id FROM happening_events WHERE happening = :name)
AND (l.second, gb.lead) IN (SELECT report, event_id FROM happening_events WHERE happening = :name)
"""


_MOST = """
SELECT happening, count(DISTINCT h.report) AS reports, count(DISTINCT g.story) AS stories, count(*) AS tellings,
    min(g.day) AS first_day, max(g.day) AS last_day,
    max(CASE WHEN r.id || ' ' || h.event_id = happening THEN e.event END) AS event,
    max(CASE WHEN trim(r.id || ' ' || h.event_id) = happening THEN r.headline END) AS headline
FROM happening_events AS h
JOIN groupings AS g USING (report)
JOIN reports AS r USING (report)
LEFT JOIN events AS e ON e.report = h.report AND e.event_id = h.event_id
GROUP BY happening
ORDER BY reports DESC, stories DESC, happening
LIMIT ?
"""


def most_told(store: Store, *, limit: int | None = None) -> Rows:
    """The happenings that most reports tell, most first; none where nothing is grouped.

    Arguments:
        store: a database whose reports are grouped.
        limit: at most so many, 1 or more; all unless given.

    Returns:
        Rows with `happening` (its name), `reports`, `stories`, `tellings`, `first_day` and `last_day` of publication,
        `event` and `headline` of the telling that stands for it. `Rows.total` says how many happenings there are.

    Raises:
        UsageError: the limit is below 1.
    """
    if limit is not None and limit < 1:
        raise UsageError("a limit of 1 or more", str(limit), "give another", "limit")
    rows = ask(store.connection, _MOST, [-1 if limit is None else limit])
    [rows.total] = store.connection.execute("SELECT count(DISTINCT happening) FROM happening_events").fetchone()
    return rows


def compare_tellings(store: Store, happening: str) -> dict[str, Any]:
    """A happening with all its tellings.

    Arguments:
        store: a database whose reports are grouped.
        happening: as `happening_events.happening` names it.

    Returns:
        `tellings`: rows like those of the view `event_rows`, with `story` and `numbers`, the one that stands for all
            first; a report in which no event was found has a row without one;
        `agree`: for each of `FIELDS` on which those that say anything agree, what they say;
        `differ`: for the others, each value and the ids of the reports that give it, none of them preferred;
        `why`: the pairs that were linked and what they have in common.

    Raises:
        UsageError: there is no such happening.
    """
    tellings = ask(store.connection, _QUERY, [happening])
    if not tellings:
        found, action = repr(happening), "look it up in happening_events.happening"
        raise UsageError("the name of a happening of this database", found, action, store.path)
    values = {name: _by_value(tellings, name) for name in FIELDS}
    why = [dict(row) for row in store.connection.execute(_WHY, {"name": happening})]
    return {
        "happening": happening,
        "tellings": list(tellings),
        "agree": {name: next(iter(found)) for name, found in values.items() if len(found) == 1},
        "differ": {name: found for name, found in values.items() if len(found) > 1},
        "why": why,
    }


def _by_value(tellings: Rows, name: str) -> dict[str, list[str]]:
    """Each value that is given for a field, and by which reports."""
    found: dict[str, list[str]] = {}
    for row in tellings:
        value = "attributed" if name == "voice" and row[name] != "report" else row[name]
        if value is not None:
            found.setdefault(str(value), []).append(row["report_id"])
    return found
