"""Full-text search over reports, quotations and names (SQLite FTS5)."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence

from asreported.errors import UsageError
from asreported.storage.results import Row, Rows

KINDS = ("text", "quotes", "names")
_SNIPPET_WORDS = 24
_PART = re.compile(r'"[^"]*"\*?|\S+')
_QUERIES = {
    "text": (
        "reports_fts",
        f"SELECT r.id AS report_id, r.publisher, r.published, r.headline, NULL AS item, NULL AS name, "  # noqa: S608
        f"snippet(reports_fts, -1, '[', ']', '…', {_SNIPPET_WORDS}) AS snippet "
        "FROM (SELECT rowid AS report FROM reports_fts WHERE reports_fts MATCH :words ORDER BY rank LIMIT :limit) "
        "JOIN reports AS r USING (report) JOIN reports_fts ON reports_fts.rowid = r.report "
        "WHERE reports_fts MATCH :words ORDER BY rank",
    ),
    "quotes": (
        "quotes_fts",
        f"SELECT r.id AS report_id, r.publisher, r.published, r.headline, q.attribution_id AS item, "  # noqa: S608
        f"q.source AS name, snippet(quotes_fts, 0, '[', ']', '…', {_SNIPPET_WORDS}) AS snippet "
        "FROM quotes_fts JOIN attributions AS q ON q.attribution = quotes_fts.rowid JOIN reports AS r USING (report) "
        "WHERE quotes_fts MATCH :words ORDER BY rank LIMIT :limit",
    ),
    "names": (
        "names_fts",
        "SELECT r.id AS report_id, r.publisher, r.published, r.headline, a.actor_id AS item, a.name, "
        'coalesce(a."row", a.kind) AS snippet '
        "FROM names_fts JOIN actors AS a ON a.actor = names_fts.rowid JOIN reports AS r USING (report) "
        "WHERE names_fts MATCH :words ORDER BY rank LIMIT :limit",
    ),
}


class Found(Rows):
    """Hits of a search; `totals` says for each kind how many there are."""

    totals: dict[str, int]


def search(connection: sqlite3.Connection, words: str, *, within: Sequence[str] = KINDS, limit: int = 10) -> Found:
    """Where words stand, best first (BM25), the hits of each kind by themselves.

    Arguments:
        connection: to a database of ours.
        words: all of these, in any order; ``"in this order"``; ``word*`` for its beginnings; ``OR`` and ``NOT``
            between. Case and accents make no difference.
        within: ``text`` (with headline), ``quotes`` (content of attributions), ``names`` (of actors).
        limit: at most so many hits of each kind, 1 or more.

    Returns:
        Rows with `within`, `report_id`, `publisher`, `published`, `headline`, `item` (id of the attribution or actor),
        `name` (source or actor), `snippet` with the words in brackets.

    Raises:
        UsageError: no word is given, or they cannot be read.
    """
    expression = to_expression(words)
    wrong = [kind for kind in within if kind not in KINDS]
    if wrong or limit < 1:
        found = repr(wrong[0]) if wrong else f"a limit of {limit}"
        raise UsageError(f"any of {', '.join(KINDS)}, and a limit of 1 or more", found, "choose among them", "search")
    rows: list[Row] = []
    totals: dict[str, int] = {}
    try:
        for kind in within:
            table, query = _QUERIES[kind]
            hits = connection.execute(query, {"words": expression, "limit": limit})
            rows += [{"within": kind, **dict(row)} for row in hits]
            count = f"SELECT count(*) FROM {table} WHERE {table} MATCH ?"  # noqa: S608  our name
            [totals[kind]] = connection.execute(count, (expression,)).fetchone()
    except sqlite3.OperationalError as error:
        raise UsageError(
            "words to look for", f"{words!r} ({error})", 'write them as: oil "price cap"', "search"
        ) from error
    result = Found(rows, sum(totals.values()))
    result.totals = totals
    return result


def to_expression(words: str) -> str:
    """An FTS5 expression of what people type: each word or quoted phrase a string, ``OR`` and ``NOT`` operators.

    Raises:
        UsageError: there is no letter or digit in it.
    """
    parts = []
    for part in _PART.findall(words):
        if part in ("OR", "NOT", "AND"):
            parts.append(part)
        elif any(map(str.isalnum, part)):
            is_prefix = part.endswith("*")
            parts.append('"' + part.rstrip("*").replace('"', "") + '"' + ("*" if is_prefix else ""))
    if not any(part.startswith('"') for part in parts):
        raise UsageError("a word to look for", repr(words), 'write it as: oil "price cap"', "search")
    return " ".join(parts)
