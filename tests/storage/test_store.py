from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.storage.made_records import CODER, NEWER, TEXT, make_record, make_told

from asreported import Store, StoreError, UsageError
from asreported.exports.lines import to_line
from asreported.records import Report

HOME = Path(__file__).parent.parent.parent
WRITER = """
import sys
from asreported import Store
with Store.open(sys.argv[1]) as store:
    for line in open(sys.argv[2], encoding="utf-8", newline="\\n"):
        store.add(line)
        print(flush=True)
"""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "news.db")


def count(store: Store, table: str) -> int:
    return int(store.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_a_record_comes_back_as_its_line_and_as_rows(store: Store) -> None:
    record = make_told(published="2024-03-12", publisher="Nordpress")
    assert store.add(record)
    assert list(store.lines()) == [to_line(record)]
    assert list(store.records()) == [record.to_dict()]
    assert store.record(record.id) == record.to_dict()
    [event] = store.connection.execute("SELECT * FROM event_rows").fetchall()
    assert (event["actors"], event["recipient_countries"], event["place"]) == ("Norland", None, "Port Avel")
    assert event["evidence"] == "Norland shelled Port Avel"
    [quote] = store.connection.execute("SELECT * FROM quote_rows").fetchall()
    assert (quote["content"], quote["speakers"], quote["source"]) == ("We did not fire first,", "Norland", "Mara Voss")


def test_the_same_again_changes_nothing(store: Store) -> None:
    assert store.add(make_told())
    before = list(store.connection.iterdump())
    assert not store.add(make_told())
    assert not store.add(to_line(make_told()) + "\n")
    assert list(store.connection.iterdump()) == before


def test_a_newer_coder_keeps_both_readings_and_the_tables_tell_the_newer(store: Store) -> None:
    old, new = make_told(), make_record(TEXT, NEWER)
    assert [store.add(old), store.add(new), len(store)] == [True, True, 1]
    assert count(store, "events") == 0
    assert list(store.lines()) == [to_line(new)]
    assert list(store.lines(every_reading=True)) == [to_line(old), to_line(new)]


def test_an_older_coder_coming_late_is_kept_and_not_current(store: Store) -> None:
    store.add_all([make_record(TEXT, NEWER), make_told()])
    assert count(store, "events") == 0
    assert count(store, "readings") == 2


def test_the_same_text_with_another_date_is_coded_again(store: Store) -> None:
    store.add(make_told(published="2024-03-12"))
    assert store.has(Report(TEXT, published="2024-03-12"), CODER)
    assert not store.has(Report(TEXT, published="2023-03-12"), CODER)
    assert not store.has(Report(TEXT, published="2024-03-12"), NEWER)
    assert not store.has(Report(TEXT, published="2024-03-12", url="https://example.org/a"), CODER)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(TEXTS, min_size=1, unique=True), name=st.none() | TEXTS)
def test_every_record_makes_the_round_trip_byte_for_byte(texts: list[str], name: str | None) -> None:
    lines = [to_line(make_record(text, publisher=name, headline=name)) for text in texts]
    with Store.open(":memory:") as first, Store.open(":memory:") as second:
        first.add_all(lines)
        assert list(first.lines()) == lines
        second.add_all(first.lines())
        assert list(second.lines()) == lines


@pytest.mark.parametrize("line", ["", "{}", "[]", "nonsense", '{"id": 1}'])
def test_what_is_no_record_is_refused_and_nothing_is_kept(store: Store, line: str) -> None:
    with pytest.raises(StoreError):
        store.add(line)
    assert len(store) == 0


def test_a_line_with_spaces_is_refused_since_it_would_not_come_back(store: Store) -> None:
    with pytest.raises(StoreError, match="as written"):
        store.add(json.dumps(make_told().to_dict()))


def test_a_failure_inside_keeps_nothing_of_the_record(store: Store) -> None:
    twice = make_told().to_dict()
    twice["events"] *= 2
    line = json.dumps(twice, ensure_ascii=False, separators=(",", ":"))
    with pytest.raises(StoreError):
        store.add(line)
    assert [count(store, table) for table in ("reports", "readings", "actors", "coders")] == [0, 0, 0, 0]


def test_other_files_are_refused_by_name(tmp_path: Path) -> None:
    (text := tmp_path / "notes.txt").write_text("not a database at all, only words " * 9)
    other = tmp_path / "other.db"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE dogs (name)")
    connection.close()
    for path in (text, other, tmp_path):
        with pytest.raises(StoreError, match=str(path)):
            Store.open(path)
    with pytest.raises(UsageError, match="no such file"):
        Store.open(tmp_path / "none.db", must_exist=True)
    assert not (tmp_path / "none.db").exists()


def kill_while_writing(folder: Path, lines: list[str], moment: float) -> int:
    """Kill a writing process `moment` seconds after its first record, look at the file, then let it finish; how many
    records were there."""
    database, source = folder / "news.db", folder / "records.jsonl"
    source.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
    command = [sys.executable, "-c", WRITER, str(database), str(source)]
    environment = {**os.environ, "PYTHONPATH": str(HOME / "src")}
    writer = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment)
    assert writer.stdout is not None
    writer.stdout.readline()
    time.sleep(moment)
    writer.send_signal(signal.SIGKILL)
    told = 1 + len(writer.stdout.read().splitlines())
    writer.wait()
    with Store.open(database) as store:
        kept = check_sound(store)
        assert kept == lines[: len(kept)]
        assert len(kept) in (told, told + 1), "a record that was said to be kept is gone"
    subprocess.run(command, stdout=subprocess.DEVNULL, env=environment, check=True)
    with Store.open(database) as store:
        assert check_sound(store) == lines
    return told


def check_sound(store: Store) -> list[str]:
    assert store.connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert not store.connection.execute("PRAGMA foreign_key_check").fetchall()
    for table in ("reports", "quotes", "names"):
        store.connection.execute(f"INSERT INTO {table}_fts ({table}_fts, rank) VALUES ('integrity-check', 1)")
    lines = list(store.lines())
    assert count(store, "reports") == count(store, "readings") == count(store, "events") == len(lines)
    return lines


def killings(folder: Path, times: int) -> None:
    lines = [to_line(make_told(f"{TEXT} Note {n}. " + "More was said about the matter. " * 40)) for n in range(150)]
    chance = random.Random(7)  # noqa: S311  for moments, not secrets
    reached = set()
    for number in range(times):
        (run := folder / str(number)).mkdir()
        reached.add(kill_while_writing(run, lines, chance.uniform(0, 0.12)))
    assert min(reached) < len(lines), "no process was killed before it was done"


def test_a_killed_process_leaves_whole_reports_and_goes_on(tmp_path: Path) -> None:
    killings(tmp_path, 8)


@pytest.mark.slow
def test_killed_a_hundred_times(tmp_path: Path) -> None:
    killings(tmp_path, 100)
