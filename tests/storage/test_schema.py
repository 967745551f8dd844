from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from asreported import Store, StoreError
from asreported.storage.rows import TABLES
from asreported.storage.schema import STEPS, describe, migrate


def test_every_table_and_column_says_what_it_means() -> None:
    for table in describe():
        assert table.about, table.name
        for column, _, meaning in table.columns:
            assert meaning, f"{table.name}.{column}"


def test_rows_name_columns_that_are_there() -> None:
    known = {table.name: {column for column, _, _ in table.columns} for table in describe()}
    for table, columns in TABLES.items():
        assert set(columns.split(", ")) <= known[table], table


@pytest.mark.parametrize("version", range(1, len(STEPS)))
def test_every_earlier_schema_is_brought_forward(version: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "old.db"
    with monkeypatch.context() as older:
        older.setattr("asreported.storage.schema.STEPS", STEPS[:version])
        Store.open(path).close()
    with Store.open(path) as store, Store.open(":memory:") as fresh:
        schemas = [one.connection.execute("SELECT sql FROM sqlite_master").fetchall() for one in (store, fresh)]
        assert [tuple(row) for row in schemas[0]] == [tuple(row) for row in schemas[1]]


def test_a_file_of_a_later_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "later.db"
    with Store.open(path) as store:
        store.connection.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
    with pytest.raises(StoreError, match="newer asreported"):
        Store.open(path)


def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (bad := tmp_path / "bad.sql").write_text("CREATE TABLE new (a);\nCREATE TABLE coders (a);\n")
    connection = sqlite3.connect(tmp_path / "news.db", isolation_level=None)
    migrate(connection, "news.db")
    monkeypatch.setattr("asreported.storage.schema.STEPS", [*STEPS, bad])
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, "news.db")
    assert connection.execute("PRAGMA user_version").fetchone()[0] == len(STEPS)
    assert not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'new'").fetchone()


@pytest.mark.parametrize("table", ["reports", "attributions", "actors"])
def test_datasette_finds_the_full_text_of_a_table(table: str) -> None:
    """The pattern is that of `datasette.utils.detect_fts_sql` (0.65)."""
    with Store.open(":memory:") as store:
        query = "SELECT name FROM sqlite_master WHERE sql LIKE ?"
        [found] = store.connection.execute(query, (f'%VIRTUAL TABLE%USING FTS%content="{table}"%',)).fetchall()
    assert found["name"].endswith("_fts")
