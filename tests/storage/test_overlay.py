"""What people judged, laid over records and tables."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.storage.made_records import NEWER, TEXT, make_told

from asreported import Store, UsageError
from asreported.cluster import group
from asreported.exports.lines import to_line
from asreported.exports.reading import as_record
from asreported.records import Actor, Mention
from asreported.storage.corrections import correct, undo
from asreported.storage.listing import Wanted
from asreported.storage.overlay import Laid, corrected_records

BY: dict[str, Any] = {"author": "A. Reader", "reason": "read again"}


@pytest.fixture
def store() -> Store:
    store = Store.open(":memory:")
    store.add(make_told(published="2024-03-12"))
    return store


def corrected(store: Store) -> Any:
    """The corrected record of the only report, checked by being made."""
    [plain] = corrected_records(store, Laid())
    return as_record(plain)


def test_without_a_verdict_a_record_is_byte_for_byte_as_it_was(store: Store) -> None:
    [plain] = corrected_records(store, Laid())
    assert [to_line(plain)] == list(store.lines())
    with store.corrected() as laid:
        assert not store.connection.in_transaction  # nobody is kept from writing
    assert str(laid).endswith("none stands")


def test_what_is_wrong_is_left_out_and_nothing_is_changed_in_the_file(store: Store) -> None:
    before, events = list(store.lines()), store.events()
    correct(store, "e1", "wrong", **BY)
    with store.corrected() as laid:
        assert not store.events()
        assert not store.counts(["type"])
    assert str(laid) == "people's verdicts are laid over: 1 left out"
    assert list(store.lines()) == before
    assert store.events() == events
    assert corrected(store).events == ()


def test_the_corrected_record_says_so_in_its_coder(store: Store) -> None:
    correct(store, "e1", "wrong", **BY)
    assert corrected(store).coder.settings == {"corrected": ["e1: wrong"]}
    [plain] = corrected_records(store, Laid())
    with Store.open(":memory:") as other:
        assert other.add(to_line(plain))
        assert other.add(next(store.lines())), "another reading, not the same"


def test_a_changed_type_loses_what_was_said_of_the_old_one(store: Store) -> None:
    correct(store, "e1", "changed", changed_to={"event": "THREATEN"}, **BY)
    [event] = corrected(store).events
    assert (event.event, event.mode, event.cameo, event.confidence) == ("THREATEN", None, None, 1.0)
    assert event.why == "correction"
    with store.corrected():
        assert [row["event"] for row in store.events(Wanted(min_confidence=0.95))] == ["THREATEN"]


def test_changes_add_up_and_the_last_word_holds(store: Store) -> None:
    correct(store, "e1", "changed", changed_to={"event": "THREATEN"}, **BY)
    correct(store, "e1", "changed", changed_to={"realis": "planned", "cameo": "130"}, **BY)
    [event] = corrected(store).events
    assert (event.event, event.cameo, event.realis, event.tellings[0].realis) == (
        "THREATEN",
        "130",
        "planned",
        "planned",
    )
    number = correct(store, "e1", "wrong", **BY)
    assert corrected(store).events == ()
    undo(store, number, author="A. Reader")
    correct(store, "e1", "right", **BY)
    [event] = corrected(store).events
    assert (event.event, event.cameo, event.confidence) == ("ASSAULT", "190", 1.0)


def test_a_changed_voice_is_that_of_tellings_and_numbers_too(store: Store) -> None:
    correct(store, "e1", "changed", changed_to={"voice": "q1"}, **BY)
    [event] = corrected(store).events
    assert (event.voice, event.tellings[0].voice, event.quantities[0].voice) == ("q1", "q1", "q1")
    correct(store, "q1", "wrong", **BY)
    assert corrected(store).events == (), "what stands on the word of what is not said goes with it"


def test_a_wrong_actor_leaves_every_side_and_the_event_stays(store: Store) -> None:
    correct(store, "a0", "wrong", **BY)
    record = corrected(store)
    assert [actor.id for actor in record.actors] == ["a1"]
    assert (record.events[0].actor, record.attributions[0].speaker) == ((), ())
    with store.corrected():
        assert not store.quotes("Norland")
        assert not store.events(Wanted(actor="NOR"))


def test_a_changed_actor_is_found_under_its_new_name(store: Store) -> None:
    correct(store, "a0", "changed", changed_to={"name": "Sudland", "country": "SUD"}, **BY)
    with store.corrected():
        assert len(store.events(Wanted(actor="sudland"))) == len(store.events(Wanted(actor="SUD"))) == 1
        assert store.search("Sudland", within=["names"])
    assert not store.search("Sudland", within=["names"])


def test_an_actor_that_is_another_gives_it_its_mentions(store: Store) -> None:
    told = make_told(published="2024-03-12", coder=NEWER)
    start = TEXT.index("Mara Voss")
    voss = Actor("a9", "Mara Voss", "person", mentions=(Mention((start, start + 9), "name"),))
    store.add(replace(told, actors=(*told.actors, voss)))
    correct(store, "a9", "changed", changed_to={"same_as": "a0"}, **BY)
    norland, _ = corrected(store).actors
    assert (norland.id, len(norland.mentions), norland.name) == ("a0", 2, "Norland")


def test_a_wrong_place_places_nothing(store: Store) -> None:
    correct(store, "p1", "wrong", **BY)
    record = corrected(store)
    assert (record.places, record.events[0].place) == ((), None)


def test_what_does_not_fit_or_is_not_found_is_counted_and_the_rest_holds(store: Store) -> None:
    correct(store, "e1", "changed", changed_to={"voice": "q1"}, **BY)
    correct(store, "a0", "changed", changed_to={"country": "SUD"}, **BY)
    correct(store, "q1", "right", **BY)
    store.add(replace(make_told(published="2024-03-12", coder=NEWER), attributions=()))
    laid = Laid()
    [record] = corrected_records(store, laid)
    assert dict(laid.counts) == {"changed": 1, "not found any more": 1, "that do not fit a newer reading": 1}
    assert record["actors"][0]["country"] == "SUD"
    assert record["events"][0]["voice"] == "report"


@pytest.mark.parametrize(
    ("item", "changed_to", "told"),
    [("e1", {"event": "WEATHER"}, "ASSAULT"), ("e1", {"realis": "maybe"}, "denied"), ("e1", {"voice": "q7"}, "q7"),
     ("e1", {"actor": ["a7"]}, "a7"), ("e1", {"actor": "a1"}, "value"), ("a0", {"same_as": "a7"}, "another actor"),
     ("a0", {"country": 5}, "str"), ("p1", {"span": [3]}, "value"), ("q1", {"content": [[0, 9999]]}, "code points")],
)  # fmt: skip
def test_a_change_that_would_make_no_record_is_refused(
    store: Store, item: str, changed_to: dict[str, Any], told: str
) -> None:
    with pytest.raises(UsageError, match=told):
        correct(store, item, "changed", changed_to=changed_to, **BY)


def test_another_telling_stands_for_the_happening_whose_first_is_wrong(store: Store) -> None:
    other = make_told(TEXT.replace("on Monday", "at dawn on Monday"), published="2024-03-13")
    store.add(other)
    group(store)
    assert store.counts(["type"], per="happening")[0]["events"] == 1
    query = "SELECT id FROM happening_events JOIN reports USING (report) WHERE leads_happening"
    first = store.connection.execute(query).fetchone()[0]
    correct(store, f"{first}/e1", "wrong", **BY)
    with store.corrected():
        assert store.counts(["type"], per="happening")[0]["events"] == 1
        assert store.counts(["type"], per="story")[0]["events"] == 1
        assert store.counts(["type"])[0]["events"] == 1
        assert store.connection.execute(query).fetchone()[0] != first
    assert store.counts(["type"])[0]["events"] == 2


def test_others_read_what_was_coded_meanwhile(tmp_path: Path) -> None:
    with Store.open(tmp_path / "news.db") as one, Store.open(tmp_path / "news.db") as other:
        one.add(make_told())
        correct(one, "e1", "wrong", **BY)
        with one.corrected():
            assert not one.events()
            assert len(other.events()) == 1
