from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from asreported.errors import InputError, RecordError, UsageError
from asreported.exports.lines import to_line
from asreported.exports.reading import as_record, read_records
from asreported.records import Record


def test_record_comes_back_from_its_line(record: Record, hostile_record: Record, empty_record: Record) -> None:
    for one in (record, hostile_record, empty_record):
        assert as_record(json.loads(to_line(one))) == one


def test_fields_of_a_later_version_are_passed_over(record: Record) -> None:
    plain = record.to_dict()
    plain["mood"] = "sunny"
    plain["events"][0]["weather"] = [1]
    assert as_record(plain) == record


@pytest.mark.parametrize(
    ("change", "place"),
    [({"events": [{}]}, r"\$\.events\[0\]"), ({"text": "x"}, r"\$"), ({"authors": "Ann"}, r"\$\.authors"),
     ({"furniture": [[1]]}, r"\$\.furniture\[0\]"), ({"coder": None}, r"\$\.coder")],
)  # fmt: skip
def test_malformed_record_is_named_with_its_place(record: Record, change: dict[str, Any], place: str) -> None:
    with pytest.raises(RecordError, match=place):
        as_record({**record.to_dict(), **change})


def test_lines_are_read_plain_and_gzipped(tmp_path: Path, record: Record) -> None:
    line = to_line(record) + "\n"
    (tmp_path / "a.jsonl").write_text(line + "\n" + line, encoding="utf-8")
    with gzip.open(tmp_path / "a.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(line)
    assert [as_record(one) for one in read_records(str(tmp_path / "a.jsonl"))] == [record, record]
    assert len(list(read_records(str(tmp_path / "a.jsonl.gz")))) == 1


@pytest.mark.parametrize("line", ["{", "[]", '{"text": "no record"}', "null", '"\\ud800"'])
def test_line_that_is_no_record_is_named_by_number(tmp_path: Path, record: Record, line: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f"{to_line(record)}\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.jsonl:2"):
        list(read_records(str(path)))


def test_file_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        list(read_records(str(tmp_path / "none.jsonl")))


def test_file_that_is_no_text_or_no_gzip_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "b.gz").write_bytes(b"plain")
    for name in ("a.jsonl", "b.gz"):
        with pytest.raises(InputError):
            list(read_records(str(tmp_path / name)))
