from __future__ import annotations

import builtins
import contextlib
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.storage.made_records import TEXT, make_record, make_told

from asreported import Store, StoreError, UsageError
from asreported.storage.counting import COLUMNS
from asreported.storage.listing import Wanted
from asreported.storage.search import to_expression

ACCUSED = "Port Avel accused Norland of piracy. “They lied,” said Tom Reed of Port Avel."


@pytest.fixture
def store() -> Store:
    store = Store.open(":memory:")
    store.add(make_told(published="2024-03-12", publisher="Nordpress"))
    store.add(
        make_told(ACCUSED, actor=("Port Avel", None), recipient=("Norland", "NOR"), event="ACCUSE", trigger="accused",
                  day="2024-05-02", published="2024-05-03", voice="q1")
    )  # fmt: skip
    store.add(make_told(TEXT.replace("shelled", "bombed"), trigger="bombed", day=None))
    return store


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["ASSAULT", "ACCUSE", "ASSAULT"]),
        ({"actor": "NOR"}, ["ASSAULT", "ASSAULT"]),
        ({"actor": "NOR MIL"}, ["ASSAULT", "ASSAULT"]),
        ({"actor": "NOR JUD"}, []),
        ({"actor": "country/norland", "recipient": "port avel"}, ["ASSAULT", "ASSAULT"]),
        ({"recipient": "NOR"}, ["ACCUSE"]),
        ({"event_types": ("accuse", "AID")}, ["ACCUSE"]),
        ({"since": "2024-03-11"}, ["ASSAULT", "ACCUSE"]),
        ({"since": "2024-03-12"}, ["ACCUSE"]),
        ({"until": "2024-03"}, ["ASSAULT"]),
        ({"since": "2024", "until": "2024"}, ["ASSAULT", "ACCUSE"]),
        ({"voice": "report"}, ["ASSAULT", "ASSAULT"]),
        ({"voice": "attributed"}, ["ACCUSE"]),
        ({"realis": "denied"}, []),
        ({"place": "NOR"}, ["ACCUSE"]),
        ({"place": "port avel"}, ["ASSAULT", "ASSAULT"]),
        ({"publisher": "nordpress"}, ["ASSAULT"]),
        ({"min_confidence": 0.95}, []),
    ],
)
def test_events_are_those_asked_for(store: Store, wanted: dict[str, Any], found: list[str]) -> None:
    assert [row["event"] for row in store.events(Wanted(**wanted))] == found


def test_a_limit_tells_how_many_there_are(store: Store) -> None:
    rows = store.events(limit=1)
    assert (len(rows), rows.total) == (1, 3)
    assert store.quotes(limit=2).total == 3


@pytest.mark.parametrize(
    "wanted", [{"voice": "nobody"}, {"since": "last year"}, {"until": "2024-3"}, {"realis": "true"}, {"actor": "…"}]
)
def test_what_cannot_be_asked_is_refused(store: Store, wanted: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        store.events(Wanted(**wanted))


def test_quotes_are_found_by_speaker_words_and_day(store: Store) -> None:
    assert [row["content"] for row in store.quotes("port avel")] == ["They lied,"]
    assert len(store.quotes("NOR")) == 2
    assert len(store.quotes(contains="fire first")) == 2
    assert len(store.quotes(since="2024-05", until="2024-05-03")) == 1


def test_search_finds_text_quotes_and_names_and_tells_all(store: Store) -> None:
    found = store.search("norland", limit=1)
    assert [row["within"] for row in found] == ["text", "names"]
    assert found.totals == {"text": 3, "quotes": 0, "names": 3}
    assert found.total == 6
    [quote] = store.search('"they lied"', within=["quotes"])
    assert (quote["snippet"], quote["item"]) == ("[They lied],", "q1")


@given(words=st.text())
def test_no_words_break_the_search(words: str) -> None:
    with Store.open(":memory:") as store, contextlib.suppress(UsageError):
        store.search(words)


@pytest.mark.parametrize(
    ("words", "expression"),
    [
        ("oil price", '"oil" "price"'),
        ('"oil price" OR ga*', '"oil price" OR "ga"*'),
        ("don't (stop) -now", '"don\'t" "(stop)" "-now"'),
    ],
)
def test_words_become_an_expression(words: str, expression: str) -> None:
    assert to_expression(words) == expression


def test_counts_are_the_dyad_month_table(store: Store) -> None:
    rows = store.counts(["actor.country", "recipient.country", "type", "month"])
    assert [tuple(row.values()) for row in rows] == [
        (None, "NOR", "ACCUSE", "2024-05", 1),
        ("NOR", None, "ASSAULT", None, 1),
        ("NOR", None, "ASSAULT", "2024-03", 1),
    ]


def test_zeros_fill_pairs_types_and_months(store: Store) -> None:
    by = ["actor.country", "recipient.country", "type", "month"]
    rows = store.counts(by, Wanted(since="2024"), with_zeros=True)
    assert len(rows) == 2 * 2 * 3
    assert sum(row["events"] for row in rows) == 2
    assert [row["month"] for row in rows[:3]] == ["2024-03", "2024-04", "2024-05"]


def test_counts_add_up_to_the_events(store: Store) -> None:
    for name in COLUMNS:
        assert sum(row["events"] for row in store.counts([name])) == 3, name


@pytest.mark.parametrize("by", [[], ["weather"], ["type", "type"], ["type; DROP TABLE events"]])
def test_counts_by_what_is_not_there_are_refused(store: Store, by: list[str]) -> None:
    with pytest.raises(UsageError):
        store.counts(by)


def test_counts_per_happening_ask_for_groups_first(store: Store) -> None:
    with pytest.raises(UsageError, match="asreported group"):
        store.counts(["type"], per="happening")


def test_rows_become_a_data_frame(store: Store) -> None:
    frame = store.events().to_frame()
    assert list(frame["event"]) == ["ASSAULT", "ACCUSE", "ASSAULT"]
    empty = store.events(Wanted(actor="XXX")).to_frame()
    assert list(empty.columns) == list(frame.columns)


def test_without_pandas_one_sentence_says_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    ordinary = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "pandas":
            raise ImportError
        return ordinary(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UsageError, match="pip install pandas"):
        store.events().to_frame()


def test_plain_sqlite_reads_the_file(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with Store.open(path) as store:
        store.add(make_told())
    rows = sqlite3.connect(path).execute("SELECT event, actors FROM event_rows").fetchall()
    assert rows == [("ASSAULT", "Norland")]


def test_a_damaged_file_is_one_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with Store.open(path) as store:
        store.add_all(make_record(f"Report {n}. " + "words " * 500) for n in range(20))
    content = bytearray(path.read_bytes())
    content[8192 : len(content) // 2] = b"\xff" * (len(content) // 2 - 8192)
    path.write_bytes(content)
    with pytest.raises((StoreError, UsageError)), Store.open(path) as store:
        store.events()
        store.search("words")
        list(store.lines())
