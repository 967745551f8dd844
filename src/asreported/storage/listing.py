"""Events and quotations by who, what, when and on whose word."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from asreported.errors import UsageError
from asreported.storage.results import Rows, ask_some
from asreported.storage.search import to_expression

_CODES = re.compile(r"[A-Z]{3}( [A-Z]{3})*")
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
REALIS = ("actual", "denied", "possible", "planned", "conditional", "generic")
Condition = tuple[str, list[str | float]]


@dataclass(frozen=True)
class Wanted:
    """Which events are asked for; what is None is not asked.

    Arguments:
        actor, recipient: codes (``IRN``, ``UNO``, ``IRN MIL``: country, international code and sectors, all of them), a
            lexicon row (``person/ali-khamenei``), or words of the name.
        event_types: PLOVER types, any of them.
        since, until: ``2020``, ``2020-03`` or ``2020-03-09``, both included; an event counts whose days overlap. One
            without a date is left out.
        voice: ``report`` for what the report itself tells, ``attributed`` for what somebody claims.
        realis: ``actual``, ``denied``, ``possible``, ``planned``, ``conditional`` or ``generic``.
        place: a country code or the name of a place.
        publisher: the outlet's name.
        min_confidence: 0 to 1; events without a confidence are left out.
    """

    actor: str | None = None
    recipient: str | None = None
    event_types: Sequence[str] = ()
    since: str | None = None
    until: str | None = None
    voice: str | None = None
    realis: str | None = None
    place: str | None = None
    publisher: str | None = None
    min_confidence: float | None = None

    def __post_init__(self) -> None:
        for name, known in (("voice", ("report", "attributed")), ("realis", REALIS)):
            if getattr(self, name) not in (None, *known):
                raise UsageError(f"one of {', '.join(known)}", repr(getattr(self, name)), "choose one", name)
        for name in ("since", "until"):
            check_day(getattr(self, name), name)

    def conditions(self) -> Condition:
        """What an event ``e`` of a report ``r`` fulfils: SQL, and the values of its marks."""
        sides = (("actor", self.actor), ("recipient", self.recipient))
        parts = [_taking_part("e", "event", role, who) for role, who in sides if who]
        if self.event_types:
            marks = ", ".join("?" * len(self.event_types))
            parts.append((f"e.event IN ({marks})", [one.upper() for one in self.event_types]))
        if self.since is not None:
            parts.append(("e.date_end > ?", [first_day(self.since)]))
        if self.until is not None:
            parts.append(("e.date_start <= ?", [last_day(self.until)]))
        if self.voice is not None:
            parts.append(("(e.voice = 'report') = ?", [self.voice == "report"]))
        if self.place is not None:
            inside = "SELECT report, place_id FROM places WHERE country = ? OR name = ? COLLATE NOCASE"
            parts.append((f"(e.report, e.place_id) IN ({inside})", [self.place, self.place]))
        for column, value in (("e.realis = ?", self.realis), ("r.publisher = ? COLLATE NOCASE", self.publisher)):
            if value is not None:
                parts.append((column, [value]))
        if self.min_confidence is not None:
            parts.append(("e.confidence >= ?", [self.min_confidence]))
        return all_of(parts)


def list_events(connection: sqlite3.Connection, wanted: Wanted, *, limit: int | None) -> Rows:
    """Events as the view `event_rows` tells them, earliest first, undated ones last."""
    condition, values = wanted.conditions()
    inside = f"FROM events AS e JOIN reports AS r USING (report) WHERE {condition}"
    chosen = f"SELECT e.report, e.event_id {inside} ORDER BY e.date_start IS NULL, e.date_start, e.report LIMIT ?"
    query = (
        f"SELECT v.* FROM ({chosen}) AS c JOIN event_rows AS v ON v.report = c.report AND v.event_id = c.event_id "  # noqa: S608
        "ORDER BY v.date_start IS NULL, v.date_start, v.report"
    )
    return ask_some(connection, query, f"SELECT count(*) {inside}", values, limit=limit)


def list_quotes(
    connection: sqlite3.Connection, speaker: str | None, *, since: str | None, until: str | None, contains: str | None,
    limit: int | None,
) -> Rows:  # fmt: skip
    """Attributions as the view `quote_rows` tells them, earliest report first, undated ones last."""
    for name, day in (("since", since), ("until", until)):
        check_day(day, name)
    parts: list[Condition] = []
    if speaker:
        parts.append(_taking_part("q", "attribution", "speaker", speaker))
    if since is not None:
        parts.append(("r.published >= ?", [first_day(since)]))
    if until is not None:
        parts.append(("substr(r.published, 1, 10) <= ?", [last_day(until)]))
    if contains is not None:
        matching = "SELECT rowid FROM quotes_fts WHERE quotes_fts MATCH ?"
        parts.append((f"q.attribution IN ({matching})", [to_expression(contains)]))
    condition, values = all_of(parts)
    inside = f"FROM attributions AS q JOIN reports AS r USING (report) WHERE {condition}"
    chosen = (
        f"SELECT q.report, q.attribution_id {inside} "
        "ORDER BY r.published IS NULL, r.published, q.report, q.span_start LIMIT ?"
    )
    query = (
        f"SELECT v.* FROM ({chosen}) AS c JOIN quote_rows AS v USING (report, attribution_id) "  # noqa: S608
        "ORDER BY v.published IS NULL, v.published, v.report, v.span_start"
    )
    return ask_some(connection, query, f"SELECT count(*) {inside}", values, limit=limit)


def who_is(who: str, alias: str = "a") -> Condition:
    """What an actor, called `alias` in the query, fulfils whom `who` means, as in `Wanted`."""
    if _CODES.fullmatch(who):
        is_sector = f"instr(' ' || {alias}.sectors || ' ', ' ' || ? || ' ') > 0"
        condition = f"({alias}.country = ? OR {alias}.international = ? OR {is_sector})"
        return all_of([(condition, [code] * 3) for code in who.split(" ")])
    if "/" in who and " " not in who:
        return f'{alias}."row" = ?', [who]
    return f"{alias}.actor IN (SELECT rowid FROM names_fts WHERE names_fts MATCH ?)", [to_expression(who)]  # noqa: S608


def check_day(day: str | None, name: str) -> None:
    """Raise UsageError unless `day` is None, a year, a month or a day."""
    if day is not None and not _DAY.fullmatch(day):
        raise UsageError("a day, month or year", repr(day), "write it as 2020, 2020-03 or 2020-03-09", name)


def first_day(day: str) -> str:
    """The first day of a year, month or day, for comparing."""
    return day + "-01-01"[len(day) - 4 :]


def last_day(day: str) -> str:
    """Nothing later than the last day of a year, month or day, for comparing."""
    return day + "-12-31"[len(day) - 4 :]


def _taking_part(alias: str, item: str, role: str, who: str) -> Condition:
    """That somebody whom `who` means has this role in the event or attribution `alias`."""
    condition, values = who_is(who)
    inside = (
        f"SELECT x.report, x.{item}_id FROM actors AS a JOIN {item}_actors AS x USING (report, actor_id) "  # noqa: S608
        f"WHERE x.role = ? AND {condition}"
    )
    return f"({alias}.report, {alias}.{item}_id) IN ({inside})", [role, *values]


def all_of(parts: Sequence[Condition]) -> Condition:
    """What fulfils every one of `parts`; everything where there is none."""
    joined = " AND ".join(condition for condition, _ in parts) or "1"
    return joined, [value for _, values in parts for value in values]
