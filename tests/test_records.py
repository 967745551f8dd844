"""Records are true to their text when made, or are not made."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asreported import Coder, Record, RecordError, Report
from asreported.records import Attribution, DatelineSpan, Event, Mention, Origin, Telling
from asreported.spans import IdMaker, check_spans, to_plain, walk_spans

TEXT = "Police in Lima arrested two men on Monday, the mayor said."  # invented


@pytest.mark.parametrize(
    ("origin", "place"),
    [
        (Origin(), "standard input"),
        (Origin(path="a.txt"), "a.txt"),
        (Origin(path="a.jsonl", offset=9, row=3), "a.jsonl:3"),
        (Origin(path="a.warc", offset=9), "a.warc@9"),
        (Origin(path="a.zip", member="b/c.csv", row=2), "a.zip/b/c.csv:2"),
        (Origin(path="a.tar", member="b\n\x1b.txt"), "a.tar/b??.txt"),
    ],
)
def test_origin_shows_itself_as_messages_give_it(origin: Origin, place: str) -> None:
    assert str(origin) == place


@pytest.fixture(scope="module")
def record(coder: Coder) -> Record:
    return coder.code(TEXT, published="2022-05-10")


def changed(record: Record, part: str, **change: Any) -> Record:
    first, *rest = getattr(record, part)
    return dataclasses.replace(record, **{part: (dataclasses.replace(first, **change), *rest)})


@pytest.mark.parametrize("span", [(5, 5), (6, 5), (-1, 3)])
def test_no_mention_has_an_empty_or_negative_span(span: tuple[int, int]) -> None:
    with pytest.raises(RecordError, match="expected"):
        Mention(span, "name")


def test_no_record_has_a_span_outside_its_text(record: Record) -> None:
    with pytest.raises(RecordError, match=r"\$\.places\[0\]\.span"):
        changed(record, "places", span=(0, len(TEXT) + 1))


def test_no_report_has_a_dateline_or_furniture_outside_its_text() -> None:
    with pytest.raises(RecordError):
        Report(text="Lima.", dateline=DatelineSpan((0, 6)))
    with pytest.raises(RecordError):
        Report(text="Lima.", furniture=((2, 9),))


def test_no_event_names_an_actor_that_is_not_there(record: Record) -> None:
    with pytest.raises(RecordError, match="'a9-9'"):
        changed(record, "events", actor=("a9-9",))


def test_no_event_stands_on_a_word_that_is_not_there(record: Record) -> None:
    with pytest.raises(RecordError, match="'q9-9'"):
        changed(record, "events", voice="q9-9")


def test_no_two_items_share_an_id(record: Record) -> None:
    with pytest.raises(RecordError, match="twice"):
        dataclasses.replace(record, times=record.times * 2)


def test_an_attribution_has_content_and_an_event_a_telling() -> None:
    with pytest.raises(RecordError):
        Attribution("q1-2", "indirect", ((0, 1),), ((1, 2),), ())
    with pytest.raises(RecordError):
        Event("e1-2-AID", "AID", None, (), None, (), (), None, "report", "actual", ())


def test_broken_spans_stand_in_order_without_overlap() -> None:
    check_spans(((0, 3), (3, 5)), "$")
    with pytest.raises(RecordError):
        Telling(((3, 5), (0, 4)), ((0, 5),), "report", "actual")


def test_records_cannot_be_changed(record: Record) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        record.text = "other"  # type: ignore[misc]


def test_json_fields_have_no_underscore(record: Record) -> None:
    def keys(value: Any) -> set[str]:
        if isinstance(value, dict):
            return set(value) | {key for item in value.values() for key in keys(item)}
        return {key for item in value for key in keys(item)} if isinstance(value, list) else set()

    assert "from" in keys(to_plain(record))
    assert not {key for key in keys(to_plain(record)) if key.endswith("_")}


def test_id_is_of_address_and_text() -> None:
    assert Report(text="Lima.").id != Report(text="Lima.", url="https://news.example/1").id
    assert Report(text="Lima.").id.startswith("sha256:")


def test_a_second_item_at_the_same_place_takes_a_number() -> None:
    maker = IdMaker("e")
    assert [maker.make((3, 9), "AID"), maker.make((3, 9), "AID"), maker.make((3, 9), "AGREE")] == [
        "e3-9-AID",
        "e3-9-AID.2",
        "e3-9-AGREE",
    ]


def test_every_span_of_a_record_is_walked(record: Record) -> None:
    found = {path for path, _ in walk_spans(record)}
    assert "$.events[0].tellings[0].trigger[0]" in found
    assert any(path.startswith("$.actors[0].mentions[0]") for path in found)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=5))
def test_only_ordered_spans_pass(spans: list[tuple[int, int]]) -> None:
    flat = [end for span in spans for end in span]
    is_good = flat == sorted(flat) and all(start < end for start, end in spans)
    try:
        check_spans(tuple(spans), "$")
    except RecordError:
        assert not is_good
    else:
        assert is_good
