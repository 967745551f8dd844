"""How many events: the dyad-month table and its like."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Any, Literal, get_args

from asreported.errors import UsageError
from asreported.storage.listing import Wanted, all_of, who_is
from asreported.storage.results import Rows, ask

Per = Literal["telling", "story", "happening"]
_EXACT = "('minute', 'hour', 'daypart', 'day')"
_IN_MONTH = "('minute', 'hour', 'daypart', 'day', 'month')"
_DAY = f"CASE WHEN e.date_precision IN {_EXACT} THEN e.date_start END"
_MONTH = (
    f"CASE WHEN e.date_precision IN {_IN_MONTH} OR substr(e.date_start, 1, 7) = "
    "substr(date(e.date_end, '-1 day'), 1, 7) THEN substr(e.date_start, 1, 7) END"
)
_YEAR = (
    "CASE WHEN substr(e.date_start, 1, 4) = substr(date(e.date_end, '-1 day'), 1, 4) "
    "THEN substr(e.date_start, 1, 4) END"
)
_SIDES = {"country": "country", "name": "name", "row": '"row"', "kind": "kind", "sectors": "sectors",
          "international": "international"}  # fmt: skip
COLUMNS = {
    **{f"{role}.{name}": f"{role}s.{column}" for role in ("actor", "recipient") for name, column in _SIDES.items()},
    "type": "e.event",
    "mode": "e.mode",
    "quad": "t.quad",
    "realis": "e.realis",
    "voice": "CASE e.voice WHEN 'report' THEN 'report' ELSE 'attributed' END",
    "day": _DAY,
    "month": _MONTH,
    "year": _YEAR,
    "published.day": "substr(r.published, 1, 10)",
    "published.month": "substr(r.published, 1, 7)",
    "published.year": "substr(r.published, 1, 4)",
    "publisher": "r.publisher",
    "place.country": "p.country",
}
"""What counts can be taken by, and the SQL for it."""
_SIDE = (
    "LEFT JOIN event_actors AS {0}_part ON {0}_part.report = e.report AND {0}_part.event_id = e.event_id "
    "AND {0}_part.role = '{0}' "
    "LEFT JOIN actors AS {0}s ON {0}s.report = e.report AND {0}s.actor_id = {0}_part.actor_id "
)


def count_events(
    connection: sqlite3.Connection, by: Sequence[str], wanted: Wanted, *, per: Per, with_zeros: bool
) -> Rows:
    """How many events there are for each combination of values.

    An event with two actors counts once for each country (name, …) among them. What is unknown is None: the month of an
    event without a date, or one that may lie in two. Where `wanted` names an actor, only that side's own values count.

    Arguments:
        connection: to a database of ours.
        by: names of `COLUMNS`, as ``("actor.country", "recipient.country", "type", "month")``.
        wanted: which events.
        per: ``telling`` counts what each report tells; ``story`` counts once what copies of one wire story tell,
            ``happening`` once what is told of one event anywhere (`asreported group` finds both).
        with_zeros: give a row also to combinations that do not occur: of every pair of sides that does, with every
            value of the others, and every day, month or year between the first and the last.

    Returns:
        Rows with the columns of `by` and `events`, in the order of their values.

    Raises:
        UsageError: a name in `by` or `per` is unknown, or events are not grouped.
    """
    _check(connection, by, per)
    condition, values = wanted.conditions()
    if per != "telling":
        column = {"story": "leads_story", "happening": "leads_happening"}[per]
        inside = f"SELECT report, event_id FROM happening_events WHERE {column}"  # noqa: S608  our names
        condition += f" AND (e.report, e.event_id) IN ({inside})"
    sides = ""
    for role, who in (("actor", wanted.actor), ("recipient", wanted.recipient)):
        if any(name.startswith(f"{role}.") for name in by):
            sides += _SIDE.format(role)
            condition, values = all_of([(condition, values), *([who_is(who, f"{role}s")] if who else [])])
    columns = ", ".join(f'{COLUMNS[name]} AS "{name}"' for name in by)
    names = ", ".join(f'"{name}"' for name in by)
    query = (
        f"SELECT {names}, count(*) AS events FROM (SELECT DISTINCT e.report, e.event_id, {columns} "  # noqa: S608  our names
        f"FROM events AS e JOIN reports AS r USING (report) LEFT JOIN event_types AS t USING (event) {sides}"
        "LEFT JOIN places AS p ON p.report = e.report AND p.place_id = e.place_id "
        f"WHERE {condition}) GROUP BY {names} ORDER BY {names}"
    )
    rows = ask(connection, query, values)
    return _filled(rows, by) if with_zeros else rows


def _check(connection: sqlite3.Connection, by: Sequence[str], per: str) -> None:
    for name in by:
        if name not in COLUMNS:
            raise UsageError(f"any of {', '.join(COLUMNS)}", repr(name), "choose among them", "by")
    if not by or len(set(by)) < len(by):
        raise UsageError("something to count by, each once", repr(",".join(by)), "write --by type,month", "by")
    if per not in get_args(Per):
        raise UsageError(f"one of {', '.join(get_args(Per))}", repr(per), "choose one", "per")
    if per != "telling":
        query = "SELECT count(*) FROM reports WHERE report NOT IN (SELECT report FROM groupings WHERE story <> '')"
        [ungrouped] = connection.execute(query).fetchone()
        if ungrouped:
            found, action = f"{ungrouped:,} that are not", "run asreported group on this database first"
            raise UsageError("reports that are grouped", found, action, "per")


def _filled(rows: Rows, by: Sequence[str]) -> Rows:
    """`rows` with those that count nothing."""
    sides = [name for name in by if name.startswith(("actor.", "recipient."))]
    others = [name for name in by if name not in sides]
    pairs = list(dict.fromkeys(tuple(row[name] for name in sides) for row in rows))
    ranges = [_range(name, [row[name] for row in rows]) for name in others]
    known = {tuple(row[name] for name in by): row for row in rows}

    def every() -> Iterator[dict[str, Any]]:
        for pair, rest in product(pairs, product(*ranges)):
            values = dict(zip((*sides, *others), (*pair, *rest), strict=True))
            key = tuple(values[name] for name in by)
            yield known.get(key) or {**dict(zip(by, key, strict=True)), "events": 0}

    ordered = sorted(every(), key=lambda row: [(row[name] is not None, str(row[name])) for name in by])
    return Rows(ordered, columns=rows.columns)


def _range(name: str, values: Iterable[Any]) -> list[Any]:
    """Every value of a column, for times without a gap."""
    present = set(values)
    known = sorted(value for value in present if value is not None)
    unknown = [None] if None in present else []
    if not known or name.rpartition(".")[2] not in ("day", "month", "year"):
        return [*unknown, *known]
    return [*unknown, *_times(known[0], known[-1])]


def _times(first: str, last: str) -> Iterator[str]:
    """Every year, month or day from `first` to `last`, both written alike."""
    from datetime import date, timedelta

    if len(first) == 4:
        yield from (f"{year:04}" for year in range(int(first), int(last) + 1))
    elif len(first) == 7:
        start, end = (int(one[:4]) * 12 + int(one[5:]) - 1 for one in (first, last))
        yield from (f"{month // 12:04}-{month % 12 + 1:02}" for month in range(start, end + 1))
    else:
        start_day, end_day = date.fromisoformat(first), date.fromisoformat(last)
        yield from ((start_day + timedelta(n)).isoformat() for n in range((end_day - start_day).days + 1))
