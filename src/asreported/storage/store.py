"""The store: records in one SQLite file, whole, and in tables that answer questions."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from asreported.errors import StoreError, UsageError
from asreported.records import CoderInfo, Record, Report
from asreported.storage.counting import Per, count_events
from asreported.storage.listing import Wanted, list_events, list_quotes
from asreported.storage.overlay import Laid, lay_over_tables, standing
from asreported.storage.packing import Packed, coder_digest, given_digest, pack, unpack
from asreported.storage.results import Rows
from asreported.storage.rows import TABLES, report_row, rows_of
from asreported.storage.schema import migrate
from asreported.storage.search import KINDS, Found, search
from asreported.storage.times import now

_SETTINGS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",  # a killed process loses nothing; a power cut the last reports, never the file
)
_PATIENCE_SECONDS = 60


def _insert(table: str, columns: Sequence[str]) -> str:
    names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608  our names, their values apart


_INSERTS = {table: _insert(table, columns.split(", ")) for table, columns in TABLES.items()}


def is_database(path: Path | str) -> bool:
    """Whether a path is a SQLite file, by its first bytes; False where there is none."""
    try:
        with Path(path).open("rb") as file:
            return file.read(16) == b"SQLite format 3\0"
    except OSError:
        return False


class Store:
    """Records kept in one SQLite file; open it with `Store.open` and close it, or use it in a ``with``.

        with asreported.Store.open("news.db") as store:
            for record in coder.pipe(reports):
                store.add(record)

    Adding a record is one transaction: a process that is killed leaves the file sound, with all records but the one in
    hand. Several processes may read while one writes. Any SQLite tool opens the file; `docs/reference.md` tells its
    tables.
    """

    def __init__(self, connection: sqlite3.Connection, path: str) -> None:
        self.connection = connection
        self.path = path

    @classmethod
    def open(cls, path: Path | str, *, must_exist: bool = False) -> Self:
        """Open a database, make it where there is none, and bring an older one forward.

        Arguments:
            path: the file; ``:memory:`` for one that is gone with the process.
            must_exist: whether a missing file is an error.

        Raises:
            UsageError: it must exist and does not.
            StoreError: it cannot be opened, is no database of ours, or was written by a later version.
        """
        place = str(path)
        if must_exist and not Path(path).is_file():
            raise UsageError("a database", "no such file", "make it with asreported code … --db FILE", place)
        try:
            connection = sqlite3.connect(place, timeout=_PATIENCE_SECONDS, isolation_level=None)
            try:
                migrate(connection, place)
                for setting in _SETTINGS:
                    connection.execute(setting)
            except BaseException:
                connection.close()
                raise
        except sqlite3.Error as error:
            raise StoreError("a database that can be opened", str(error), "give another file", place) from error
        connection.row_factory = sqlite3.Row
        return cls(connection, place)

    def close(self) -> None:
        """Close the file; nothing is left to be written."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def __len__(self) -> int:
        return int(self.connection.execute("SELECT count(*) FROM reports").fetchone()[0])

    # ---- writing -----------------------------------------------------------------------------------------------------

    def add(self, record: Record | str) -> bool:
        """Keep one record, in one transaction.

        A record of the same report by the same coder is here already: nothing changes. By another coder it is kept as a
        further reading; the tables then tell what the reading by the newest version says, and among equals the last.

        Arguments:
            record: a record, or its line of JSON as `asreported code` writes it.

        Returns:
            Whether it was new.

        Raises:
            StoreError: it is no record, or the file cannot be written; nothing of it is kept then.
        """
        packed = pack(record)
        with self.writing():
            return self._add(packed)

    def add_all(self, records: Iterable[Record | str]) -> int:
        """`add` each; how many were new."""
        return sum(self.add(record) for record in records)

    def has(self, report: Report | Record, coder: CoderInfo) -> bool:
        """Whether this report is here as this coder reads it, so that it need not be coded."""
        about = {name: getattr(report, name) for name in ("published", "headline", "publisher", "authors")}
        return self._is_here(report.id, coder_digest(coder), given_digest(about))

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all that is written inside is kept, or nothing.

        Raises:
            StoreError: the file cannot be written.
        """
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise
        except sqlite3.Error as error:
            found, action = str(error), "make room or look who else writes to it"
            raise StoreError("a database that can be written", found, action, self.path) from error

    def _is_here(self, report_id: str, coder: str, given: str) -> bool:
        query = (
            "SELECT 1 FROM readings JOIN reports USING (report) JOIN coders USING (coder) "
            "WHERE reports.id = ? AND coders.digest = ? AND readings.given = ?"
        )
        return self.connection.execute(query, (report_id, coder, given)).fetchone() is not None

    def _add(self, packed: Packed) -> bool:
        record, digest = packed.record, coder_digest(packed.coder)
        given = given_digest(record)
        if self._is_here(record["id"], digest, given):
            return False
        coder = self._number_of_coder(packed, digest)
        report, is_current = self._number_of_report(record)
        if is_current:
            self.connection.execute("UPDATE readings SET is_current = 0 WHERE report = ? AND is_current", (report,))
        self.connection.execute(
            "INSERT INTO readings (report, coder, given, is_current, added, record) VALUES (?, ?, ?, ?, ?, ?)",
            (report, coder, given, is_current, now(), packed.body),
        )
        if is_current:
            self.fill_tables(report, record)
        return True

    def fill_tables(self, report: int, record: dict[str, Any]) -> None:
        """Make the tables tell what this record says of a report; inside `writing`."""
        for table in reversed(TABLES):
            self.connection.execute(f"DELETE FROM {table} WHERE report = ?", (report,))  # noqa: S608  our name
        for table, rows in rows_of(report, record).items():
            self.connection.executemany(_INSERTS[table], rows)

    def _number_of_coder(self, packed: Packed, digest: str) -> int:
        query = (
            "INSERT INTO coders (digest, version, about) VALUES (?, ?, ?) "
            "ON CONFLICT (digest) DO UPDATE SET digest = digest RETURNING coder"
        )
        about = (digest, packed.record["coder"]["version"], packed.coder)
        return int(self.connection.execute(query, about).fetchone()[0])

    def _number_of_report(self, record: Mapping[str, Any]) -> tuple[int, bool]:
        """The report's number, made where it is new, and whether this record is its current reading."""
        row = report_row(dict(record))
        found = self.connection.execute("SELECT report FROM reports WHERE id = ?", (row["id"],)).fetchone()
        if found is None:
            names = ", ".join(row)
            marks = ", ".join(f":{name}" for name in row)
            query = f"INSERT INTO reports ({names}) VALUES ({marks}) RETURNING report"  # noqa: S608  our names
            return int(self.connection.execute(query, row).fetchone()[0]), True
        report = int(found[0])
        query = "SELECT version FROM readings JOIN coders USING (coder) WHERE report = ? AND is_current"
        present = self.connection.execute(query, (report,)).fetchone()[0]
        if _release(present) > _release(record["coder"]["version"]):
            return report, False
        sets = ", ".join(f"{name} = :{name}" for name in row)
        query = f"UPDATE reports SET {sets} WHERE report = :report"  # noqa: S608  our names
        self.connection.execute(query, {**row, "report": report})
        return report, True

    # ---- asking ----------------------------------------------------------------------------------------------------

    def search(self, words: str, *, within: Sequence[str] = KINDS, limit: int = 10) -> Found:
        """Reports, quotations and names in which `words` stand; see `asreported.storage.search.search`."""
        return search(self.connection, words, within=within, limit=limit)

    def events(self, wanted: Wanted | None = None, *, limit: int | None = None) -> Rows:
        """Events as `event_rows` tells them, earliest first.

        Arguments:
            wanted: which, as ``Wanted(actor="IRN", event_types=("ASSAULT",), voice="report")``; all unless given.
            limit: how many at most, all unless given; `Rows.total` says how many there are.
        """
        return list_events(self.connection, wanted or Wanted(), limit=limit)

    def quotes(self, speaker: str | None = None, *, since: str | None = None, until: str | None = None,
               contains: str | None = None, limit: int | None = None) -> Rows:  # fmt: skip
        """Attributions as `quote_rows` tells them, earliest report first.

        Arguments:
            speaker: a name, country, sector or lexicon row, as the actor in `Wanted`.
            since: day, month or year of the report's publication, included.
            until: likewise, included.
            contains: words of the content, as in `search`.
            limit: how many at most, all unless given; `Rows.total` says how many there are.
        """
        return list_quotes(self.connection, speaker, since=since, until=until, contains=contains, limit=limit)

    def counts(self, by: Sequence[str], wanted: Wanted | None = None, *, per: Per = "telling",
               with_zeros: bool = False) -> Rows:  # fmt: skip
        """How many events there are for each combination of values; see `asreported.storage.counting.count_events`."""
        return count_events(self.connection, by, wanted or Wanted(), per=per, with_zeros=with_zeros)

    @contextmanager
    def corrected(self) -> Iterator[Laid]:
        """Inside, every table tells what people's verdicts make of what was coded; afterwards nothing has changed.

            with store.corrected():
                store.counts(["actor.country", "type"], per="happening")

        It is one transaction that is taken back: others may read meanwhile, but not write. Full-text search follows;
        the whole records and the groups do not, except that another telling leads where the first is left out.

        Returns:
            What came of the verdicts; as a string a line for people.

        Raises:
            StoreError: another process writes for longer than a minute, or the file cannot be written.
        """
        laid = Laid()
        if not standing(self):
            yield laid
            return
        try:
            self.connection.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            raise StoreError(
                "a database that can be written", str(error), "look who writes to it", self.path
            ) from error
        try:
            lay_over_tables(self, laid)
            yield laid
        finally:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")

    # ---- reading -----------------------------------------------------------------------------------------------------

    def records(self, *, every_reading: bool = False) -> Iterator[dict[str, Any]]:
        """The records as plain lists and dictionaries, in the order their reports were first added.

        `asreported.storage.overlay.corrected_records` gives them with people's verdicts laid over.

        Arguments:
            every_reading: also what earlier coders made of a report, oldest first.
        """
        return map(json.loads, self.lines(every_reading=every_reading))

    def lines(self, *, every_reading: bool = False) -> Iterator[str]:
        """The records' lines of JSON without the newline, byte for byte as they were added; else as `records`."""
        return (line for _, line in self.numbered_lines(every_reading=every_reading))

    def numbered_lines(self, *, every_reading: bool = False) -> Iterator[tuple[int, str]]:
        """The lines of `lines`, each behind its report's number."""
        wanted = "" if every_reading else "WHERE is_current "
        query = f"SELECT report, record, coder FROM readings {wanted}ORDER BY report, reading"  # noqa: S608  no value
        coders = dict(self.connection.execute("SELECT coder, about FROM coders").fetchall())
        for report, body, coder in self.connection.execute(query):
            if coder not in coders:  # added since by another process
                coders |= dict(self.connection.execute("SELECT coder, about FROM coders").fetchall())
            yield int(report), unpack(body, coders[coder])

    def record(self, report_id: str) -> dict[str, Any]:
        """The current record of one report.

        Raises:
            StoreError: the report is not here.
        """
        query = (
            "SELECT record, about FROM readings JOIN reports USING (report) JOIN coders USING (coder) "
            "WHERE id = ? AND is_current"
        )
        found = self.connection.execute(query, (report_id,)).fetchone()
        if found is None:
            raise StoreError("the id of a report that is here", repr(report_id), "look it up in reports", self.path)
        plain: dict[str, Any] = json.loads(unpack(*found))
        return plain


def _release(version: str) -> list[int]:
    """A version's numbers, for comparing."""
    return [int("".join(filter(str.isdigit, part)) or 0) for part in version.split(".")]
