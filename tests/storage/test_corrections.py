from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.storage.made_records import NEWER, TEXT, make_record, make_told

from asreported import Store, UsageError
from asreported.storage.corrections import correct, list_corrections, undo

BY: dict[str, Any] = {"author": "A. Reader", "reason": "only a threat is told"}


@pytest.fixture
def store() -> Store:
    store = Store.open(":memory:")
    store.add(make_told())
    return store


def test_a_verdict_is_kept_with_anchor_author_time_and_reason(store: Store) -> None:
    number = correct(store, "e1", "changed", changed_to={"event": "THREATEN"}, **BY)
    [row] = list_corrections(store, with_text=True)
    assert row["correction"] == number
    assert (row["anchor"], row["type"], row["item_now"]) == ("shelled", "ASSAULT", "e1")
    assert (row["author"], row["changed_to"]) == ("A. Reader", {"event": "THREATEN"})
    assert row["made"].endswith("Z")
    assert row["was"]["event"] == "ASSAULT"
    assert row["text"] == TEXT


def test_it_outlives_re_coding_by_id_then_by_overlap_and_type(store: Store) -> None:
    correct(store, "e1", "wrong", **BY)
    recoded = make_told(coder=NEWER)
    [event] = recoded.events
    store.add(replace(recoded, events=(replace(event, id="e8-15-ASSAULT"),)))
    assert list_corrections(store)[0]["item_now"] == "e8-15-ASSAULT"


@pytest.mark.parametrize("fields", [{"events": ()}, {"type": "AID"}])
def test_what_is_not_found_again_is_listed_not_dropped(store: Store, fields: dict[str, Any]) -> None:
    correct(store, "e1", "wrong", **BY)
    store.add(make_record(TEXT, NEWER) if "events" in fields else make_told(coder=NEWER, event="AID"))
    [row] = list_corrections(store)
    assert row["item_now"] is None


def test_undone_it_is_not_listed_but_kept(store: Store) -> None:
    number = correct(store, "q1", "right", **BY)
    undo(store, number, author="B. Reader")
    assert not list_corrections(store)
    [row] = list_corrections(store, with_undone=True)
    assert row["undone_by"] == "B. Reader"
    with pytest.raises(UsageError):
        undo(store, number, author="B. Reader")


@pytest.mark.parametrize(
    ("item", "verdict", "changed_to"),
    [
        ("e9", "wrong", None),
        ("x1", "wrong", None),
        ("sha256:zz/e1", "wrong", None),
        ("e1", "maybe", None),
        ("e1", "changed", None),
        ("e1", "right", {"event": "AID"}),
        ("e1", "changed", {"weather": "fine"}),
        ("/e1", "wrong", None),
    ],
)
def test_a_verdict_that_makes_no_sense_is_refused(store: Store, item: str, verdict: str, changed_to: Any) -> None:
    with pytest.raises(UsageError):
        correct(store, item, verdict, changed_to=changed_to, **BY)


def test_an_id_that_two_reports_have_needs_the_report(store: Store) -> None:
    other = make_told(f"{TEXT} More.")
    store.add(other)
    with pytest.raises(UsageError, match="several"):
        correct(store, "e1", "wrong", **BY)
    correct(store, f"{other.id[7:19]}/e1", "wrong", **BY)
    assert list_corrections(store)[0]["report_id"] == other.id
