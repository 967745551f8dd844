"""What a question gives: rows, and how many there are beside those shown."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from asreported.errors import StoreError, UsageError

Row = dict[str, Any]


class Rows(list[Row]):
    """Rows as dictionaries; `total` says how many there are in all, also where a limit leaves some out."""

    def __init__(self, rows: Iterable[Row], total: int | None = None, columns: Sequence[str] = ()) -> None:
        super().__init__(rows)
        self.total = len(self) if total is None else total
        self.columns = tuple(columns) or (tuple(self[0]) if self else ())

    def to_frame(self) -> Any:
        """The rows as a pandas data frame, its columns named also where there is no row.

        Raises:
            UsageError: pandas is not installed.
        """
        try:
            import pandas
        except ImportError as error:
            found, action = "none", "install it with: pip install pandas"
            raise UsageError("pandas for a data frame", found, action, "to_frame") from error
        return pandas.DataFrame(list(self), columns=list(self.columns))


def _limit_of(limit: int | None) -> int:
    """SQLite's LIMIT, for which a negative number is none.

    Raises:
        UsageError: it is below 1.
    """
    if limit is not None and limit < 1:
        raise UsageError("a limit of 1 or more", str(limit), "leave it away for all", "limit")
    return -1 if limit is None else limit


def ask_some(
    connection: sqlite3.Connection, query: str, counted: str, values: Sequence[Any], *, limit: int | None
) -> Rows:
    """The first rows of a query whose last parameter is the limit; where there is one, `total` says how many there are.

    Raises:
        StoreError: SQLite cannot answer, as when the file is damaged or locked.
    """
    rows = ask(connection, query, [*values, _limit_of(limit)], leave_out=["report"])
    if limit is not None:
        [rows.total] = connection.execute(counted, values).fetchone()
    return rows


def ask(connection: sqlite3.Connection, query: str, values: Sequence[Any], *, leave_out: Sequence[str] = ()) -> Rows:
    """All rows of a query.

    Raises:
        StoreError: SQLite cannot answer, as when the file is damaged or locked.
    """
    try:
        cursor = connection.execute(query, values)
        columns = [one[0] for one in cursor.description if one[0] not in leave_out]
        return Rows(({name: row[name] for name in columns} for row in cursor), columns=columns)
    except sqlite3.Error as error:
        raise StoreError("an answer from the database", str(error), "look whether the file is sound") from error
