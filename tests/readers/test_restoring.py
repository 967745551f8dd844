"""Lines that we wrote are read back as they were. All case text is invented."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from asreported.readers import Failure, make_report, read_paths
from asreported.records import Origin, Report

TEXT = "Ministers resign\n\nBy Ann Roe\n\nLIMA (Reuters) - Two ministers resigned.\n\nHer own words"


def written() -> dict[str, Any]:
    report = make_report(
        TEXT, headline="Ministers resign", url="https://a.example", origin=Origin(path="a.html", offset=9)
    )
    return {**report.to_dict(), "source_map": [[0, 16, 40]], "furniture": [[18, 28], [72, 85]], "input_id": "x-1"}


def read(line: dict[str, Any], folder: Path) -> Report | Failure:
    path = folder / "a.jsonl"
    path.write_text(json.dumps(line) + "\n", encoding="utf-8")
    [item] = read_paths([path])
    return item


def test_line_we_wrote_gives_its_own_spans_map_origin_and_id(tmp_path: Path) -> None:
    report = read(written(), tmp_path)
    assert isinstance(report, Report)
    assert report.to_dict() == json.loads(json.dumps(written()))


def test_line_whose_text_was_changed_is_a_new_report_with_the_id_as_its_own(tmp_path: Path) -> None:
    line = written()
    report = read({**line, "text": TEXT.replace("Two", "Three")}, tmp_path)
    assert isinstance(report, Report)
    assert report.input_id == line["id"]
    assert report.source_map == ()
    assert report.origin is not None
    assert report.origin.row == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("furniture", [[0, 1_000]]), ("furniture", [[5, 2]]), ("furniture", [[4, 9], [5, 10]]), ("furniture", 3),
        ("source_map", [[0, 4]]), ("source_map", [[0, 4, -1]]), ("source_map", [["a", 4, 1]]),
        ("source_map", [[0, 99, 1]]),
        ("headline_span", [0, True]), ("headline_span", "ab"), ("dateline", {"place_span": [1, 2]}),
        ("dateline", {"span": [0, 4], "place_span": None, "other": [0, 1]}), ("dateline", 5), ("origin", {"path": 3}),
        ("origin", {"where": "x"}), ("origin", []), ("input_id", 7),
    ],
)  # fmt: skip
def test_what_we_do_not_write_is_told_in_one_line(tmp_path: Path, name: str, value: object) -> None:
    item = read({**written(), name: value}, tmp_path)
    assert isinstance(item, Failure)
    assert "expected a line as `asreported read` writes it" in str(item.error)
    assert item.place.endswith("a.jsonl:1")
