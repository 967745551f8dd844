from __future__ import annotations

import io
import json
from dataclasses import replace

from asreported.exports import to_line, write_lines
from asreported.records import Record


def test_line_read_back_is_the_record(record: Record) -> None:
    assert json.loads(to_line(record)) == record.to_dict()


def test_keys_stand_in_the_published_order(record: Record) -> None:
    assert list(json.loads(to_line(record)))[:4] == ["schema", "id", "input_id", "url"]


def test_letters_are_written_as_they_are(record: Record) -> None:
    assert "‘this sea is ours’" in to_line(record)


def test_record_is_one_line_whatever_its_text(empty_record: Record) -> None:
    record = replace(empty_record, text="a\nb\r\u2028c\u2029d\x85e\x0bf\x0c")
    line = to_line(record)
    assert line.splitlines() == [line]
    assert json.loads(line)["text"] == record.text


def test_same_record_gives_the_same_bytes(record: Record) -> None:
    assert to_line(record) == to_line(replace(record))


def test_lines_flow(record: Record) -> None:
    file = io.StringIO()
    assert write_lines([record, record], file) == 2
    assert file.getvalue() == 2 * (to_line(record) + "\n")
