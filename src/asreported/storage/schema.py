"""The tables of a database: made and brought forward by the SQL in ``steps/``, described by the comments in it.

SQLite keeps the text of each ``CREATE``, comments included, so the file in a user's hands explains itself
(``.schema``).
"""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from asreported.errors import StoreError

STEPS = sorted((Path(__file__).parent / "steps").glob("*.sql"))
"""The nth brings a database from version n - 1 to version n. A released step never changes; a change is a new step."""
APPLICATION = 0x61735270
"""``PRAGMA application_id`` of our files: "asRp"."""


@dataclass(frozen=True)
class Table:
    """A table or view: its name, what a row of it is, and each column's name, type and meaning."""

    name: str
    about: str
    columns: tuple[tuple[str, str, str], ...]


def migrate(connection: sqlite3.Connection, place: str) -> None:
    """Bring a database forward to this version's schema, each step whole or not at all; a new file gets all steps.

    Arguments:
        connection: in autocommit mode.
        place: the file's name, for messages.

    Raises:
        StoreError: it is another program's database, or was written by a later version.
    """
    if _version(connection, place) == len(STEPS):
        return
    connection.execute("BEGIN IMMEDIATE")  # another process may be making the same file
    try:
        for number in range(_version(connection, place), len(STEPS)):
            _run(connection, STEPS[number].read_text(encoding="utf-8"))
            connection.execute(f"PRAGMA user_version = {number + 1}")
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _version(connection: sqlite3.Connection, place: str) -> int:
    [application] = connection.execute("PRAGMA application_id").fetchone()
    [version] = connection.execute("PRAGMA user_version").fetchone()
    [tables] = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application != APPLICATION and (application or version or tables):
        raise StoreError("a database of asreported", "another program's", "give another file", place)
    if version > len(STEPS):
        found = f"schema version {version}"
        raise StoreError(f"schema version {len(STEPS)} or earlier", found, "use a newer asreported", place)
    return int(version)


def _run(connection: sqlite3.Connection, script: str) -> None:
    """Each statement of `script`; `executescript` would end the transaction first."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""


def describe() -> list[Table]:
    """Every table and view of the present schema, in the order they were made, without FTS5's own tables."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection, ":memory:")
    rows = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'view') AND sql NOT LIKE 'CREATE VIRTUAL%' "
        "AND name NOT LIKE '%\\_fts\\_%' ESCAPE '\\' ORDER BY rowid"
    ).fetchall()
    found = []
    for name, sql in rows:
        columns = connection.execute("SELECT name, type FROM pragma_table_xinfo(?)", (name,)).fetchall()
        about = re.match(r"CREATE .*? -- (.+)", sql)
        meanings = tuple((column, kind, _meaning(sql, column)) for column, kind in columns)
        found.append(Table(name, about[1] if about else "", meanings))
    connection.close()
    return found


def _meaning(sql: str, column: str) -> str:
    """The comment on the line that defines `column`; empty where there is none."""
    name = re.escape(column)
    found = re.search(rf'^ *"?{name}"? [^\n]*?-- (.+)$|(?:\.|\bAS )"?{name}"?,? -- (.+)$', sql, re.MULTILINE)
    return (found[1] or found[2]) if found else ""
