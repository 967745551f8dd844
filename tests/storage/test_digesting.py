"""What came in since some moment. Records are made, not coded."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.storage.made_records import NEWER, TEXT, make_told

from asreported import Store
from asreported.cluster import group
from asreported.storage.digesting import count_new_reports, list_new_events, list_new_quotes


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A report of Monday and two of Tuesday, of which the second tells what the first does."""
    with Store.open(":memory:") as made:
        for moment, text in (("11T08", TEXT), ("12T08", f"{TEXT} More."), ("12T09", f"{TEXT} More still.")):
            monkeypatch.setattr("asreported.storage.store.now", lambda moment=moment: f"2024-03-{moment}:00:00Z")
            made.add(make_told(text, published="2024-03-12"))
        yield made


def test_what_is_new_is_what_was_kept_since_whenever_it_was_published(store: Store) -> None:
    since = "2024-03-12T00:00:00Z"
    assert count_new_reports(store.connection, since) == 2
    events = list_new_events(store.connection, since)
    assert [row["added"] for row in events] == ["2024-03-12T08:00:00Z", "2024-03-12T09:00:00Z"]
    assert {row["event"] for row in events} == {"ASSAULT"}
    assert {"headline", "url", "tellings"} <= set(events.columns)
    assert len(list_new_quotes(store.connection, since)) == 2
    assert list_new_events(store.connection, "2024-03-13T00:00:00Z") == []


def test_a_report_that_is_coded_again_is_not_new(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("asreported.storage.store.now", lambda: "2024-03-13T08:00:00Z")
    store.add(make_told(coder=NEWER, published="2024-03-12"))
    assert count_new_reports(store.connection, "2024-03-13T00:00:00Z") == 0
    assert list_new_quotes(store.connection, "2024-03-13T00:00:00Z") == []


def test_once_grouped_a_happening_is_listed_once_with_its_tellings(store: Store) -> None:
    group(store)
    [event] = list_new_events(store.connection, "2024-03-12T00:00:00Z")
    assert (event["tellings"], event["added"]) == (2, "2024-03-12T08:00:00Z")


def test_a_limit_says_what_it_leaves_out(store: Store) -> None:
    for rows in (
        list_new_events(store.connection, "2024", limit=1),
        list_new_quotes(store.connection, "2024", limit=1),
    ):
        assert (len(rows), rows.total) == (1, 3)
