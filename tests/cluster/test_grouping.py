"""Stories and happenings. All case text is invented."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.storage.made_records import NEWER, make_record, make_told

from asreported import Record, Store, UsageError
from asreported.cluster import compare_tellings, correct_pair, group, group_anew, grouping, regroup
from asreported.cluster.gathering import gather, gather_by_average
from asreported.cluster.happenings import Told, compare_events
from asreported.cluster.stories import Text, compare
from asreported.cluster.texts import profile_of
from asreported.storage.corrections import undo

PAIRS = Path(__file__).parent.parent.parent / "benchmarks" / "sets" / "story_pairs.jsonl"
BY = {"author": "A. Reader", "reason": "read both"}
LONG = (
    "Norland shelled Port Avel on Monday, killing 8. The harbour burned until dawn and the hospital took in dozens of "
    "the wounded, its director told visitors. Fishermen had been warned by radio to stay away from the eastern mole. A "
    "truce signed in winter has been broken four times since. “We did not fire first,” said Mara Voss of Norland."
)
OTHER = (
    "Norland shelled Port Avel, killing 11. Sirens were heard across the strait while ferries turned back and the "
    "market closed its gates, residents wrote. Governments in the region called for calm."
)
FAR = (
    "Norland thanked Port Avel for sheltering trawler crews during the gale. Schoolchildren sang, a brass band played "
    "and the bishop blessed a lighthouse that engineers had rebuilt from granite blocks. Architects praised its stairs."
)


def read_pairs() -> list[dict[str, Any]]:
    return [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]


def texts_of(pair: dict[str, Any]) -> list[Text]:
    return [Text.of(one["text"], profile_of(one["headline"], one["text"])) for one in (pair["first"], pair["second"])]


@pytest.mark.parametrize("pair", read_pairs(), ids=lambda pair: pair["id"])
def test_copies_are_one_story_and_near_misses_two(pair: dict[str, Any]) -> None:
    first, second = texts_of(pair)
    found = compare(first, second)
    assert (found is not None) is pair["same"]
    assert compare(second, first) == found


def some_records() -> list[Record]:
    about: dict[str, Any] = {"published": "2024-03-12"}
    return [
        make_told(LONG, publisher="Nordpress", **about),
        make_told(f"PORT AVEL (Nordpress) - {LONG}", publisher="Daily Wire", **about),
        make_told(OTHER, killed=11, publisher="Harbour Post", voice="report", **about),
        make_told(FAR, event="COOPERATE", trigger="thanked", day="2024-06-01", published="2024-06-02"),
        make_record("A museum of clocks opened in Lisse. Children may wind the largest one.", published="2024-03-12"),
    ]


def grouped(records: list[Record]) -> Store:
    store = Store.open(":memory:")
    store.add_all(records)
    group(store)
    return store


def state(store: Store) -> list[tuple[Any, ...]]:
    query = (
        "SELECT id, event_id, happening, leads_story, leads_happening, story, occasion FROM happening_events "
        "JOIN groupings USING (report) JOIN reports USING (report) ORDER BY id, event_id"
    )
    return [tuple(row) for row in store.connection.execute(query)]


def test_copies_are_counted_once() -> None:
    store = grouped(some_records())
    counted = {per: store.counts(["type"], per=per) for per in ("telling", "story", "happening")}  # type: ignore[arg-type]
    assert {per: [tuple(row.values()) for row in rows] for per, rows in counted.items()} == {
        "telling": [("ASSAULT", 3), ("COOPERATE", 1)],
        "story": [("ASSAULT", 2), ("COOPERATE", 1)],
        "happening": [("ASSAULT", 1), ("COOPERATE", 1)],
    }


def test_tellings_stand_side_by_side() -> None:
    store = grouped(some_records())
    name = store.connection.execute(
        "SELECT happening FROM happening_events GROUP BY 1 ORDER BY count(*) DESC"
    ).fetchone()[0]
    found = compare_tellings(store, name)
    assert len(found["tellings"]) == 3
    assert found["agree"]["place"] == "Port Avel"
    assert {value: len(reports) for value, reports in found["differ"]["numbers"].items()} == {
        "killed 8 persons": 2,
        "killed 11 persons": 1,
    }
    assert any("four-word runs" in pair["why"] for pair in found["why"])
    assert any("both ASSAULT" in pair["why"] for pair in found["why"])


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000), pieces=st.integers(1, 4))
def test_order_and_pieces_make_no_difference(seed: int, pieces: int) -> None:
    records = some_records()
    expected = state(grouped(records))
    random.Random(seed).shuffle(records)  # noqa: S311
    store = Store.open(":memory:")
    for n in range(pieces):
        store.add_all(records[n::pieces])
        group(store)
    assert state(store) == expected
    group_anew(store)
    assert state(store) == expected


def test_grouping_again_touches_nothing() -> None:
    store = grouped(some_records())
    assert group(store) == 0


def test_a_report_read_anew_is_grouped_anew() -> None:
    records = some_records()
    store = grouped(records)
    anew = make_told(OTHER, NEWER, event="AID", killed=11, publisher="Harbour Post", published="2024-03-12")
    store.add(anew)
    assert group(store) == 1
    assert state(store) == state(grouped([*records[:2], anew, *records[3:]]))


def test_a_process_killed_between_linking_and_gathering_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    records = some_records()
    store = Store.open(":memory:")
    store.add_all(records)
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(grouping, "regroup", interrupted)
        group(store)
    with pytest.raises(UsageError, match="run asreported group"):
        store.counts(["type"], per="story")
    group(store)
    assert state(store) == state(grouped(records))


def interrupted(*_: Any) -> None:
    raise KeyboardInterrupt


def test_a_person_splits_and_joins_and_takes_it_back() -> None:
    records = some_records()
    store = grouped(records)
    before = state(store)

    def same(column: str, first: Record, second: Record) -> bool:
        found = {row[0]: row[5 if column == "story" else 2] for row in state(store)}
        return bool(found[first.id] == found[second.id])

    assert same("story", records[0], records[1])
    split = correct_pair(store, records[0].id, records[1].id, "wrong", **BY)
    assert not same("story", records[0], records[1])
    joined = correct_pair(store, records[0].id, records[4].id, "right", **BY)
    assert same("story", records[0], records[4])
    apart = correct_pair(store, f"{records[0].id}/e1", f"{records[2].id}/e1", "wrong", **BY)
    assert not same("happening", records[0], records[2])
    kept = state(store)
    group_anew(store)
    assert state(store) == kept
    for number in (split, joined, apart):
        undo(store, number, author="A. Reader")
    regroup(store, [row[0] for row in store.connection.execute("SELECT report FROM reports")])
    assert state(store) == before


def test_apart_holds_against_a_chain() -> None:
    links = {("a", "b"): 1.0, ("b", "c"): 0.5}
    assert gather("abc", links, [("a", "c")], str) == [["a", "b"], ["c"]]
    assert gather("abc", links, [], str) == [["a", "b", "c"]]


@pytest.mark.parametrize(
    ("first", "second", "is_same"),
    [
        ({"NOR"}, {"NOR"}, False),
        ({"NOR"}, {"SUD"}, True),
        ({"NOR", "person/voss"}, {"NOR"}, True),
        ({"NOR"}, set(), False),
    ],
)
def test_a_country_that_is_on_both_sides_is_nobody(first: set[str], second: set[str], is_same: bool) -> None:
    told = Told("e1", "ACCUSE", ("2024-03-11", "2024-03-12"), True, None, frozenset(first), frozenset(second))
    for one_occasion in (True, False):
        assert (compare_events(told, told, one_occasion=one_occasion) is not None) is is_same


def test_a_year_does_not_tell_what_a_report_is_about() -> None:
    assert profile_of("Budget for 2031", "In 1987 the harbour burned.").keys() == {"budget", "harbour", "burned"}


def test_one_link_does_not_join_two_crowds() -> None:
    crowd = {(one, other): 1.0 for group in ("abc", "xyz") for one in group for other in group if one < other}
    assert gather_by_average("abcxyz", {**crowd, ("c", "x"): 0.5}, 0.1, str) == [["a", "b", "c"], ["x", "y", "z"]]


LINKS = st.dictionaries(st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] < pair[1]),
                        st.sampled_from([0.1, 0.16, 0.3, 0.5]))  # fmt: skip


@example(links={(0, 1): 0.3, (0, 2): 0.3, (0, 3): 0.3, (3, 4): 0.1})  # a mean of 0.1, but for rounding
@given(links=LINKS)
def test_average_linkage_joins_the_two_most_alike_until_none_are(links: dict[tuple[int, int], float]) -> None:
    groups = [[n] for n in range(10)]

    def likeness(one: list[int], other: list[int]) -> float:
        between = sum(links.get((min(a, b), max(a, b)), 0.0) for a in one for b in other)
        return round(between / (len(one) * len(other)), 9)

    while True:
        pairs = [
            (likeness(one, other), -n, -m) for n, one in enumerate(groups) for m, other in enumerate(groups) if n < m
        ]
        best, n, m = max(pairs, default=(0.0, 0, 0))
        if best < 0.08:
            break
        groups[-n] += groups.pop(-m)
    assert gather_by_average(range(10), links, 0.08, int) == [sorted(group) for group in groups]
