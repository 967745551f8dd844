"""Files, folders, standard input; bad input. All case text is invented."""

from __future__ import annotations

import gzip
import io
import json
import os
import resource
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from asreported.errors import InputError, UsageError
from asreported.readers import Failure, read_paths
from asreported.records import Report

STORY = "LIMA (Reuters) - Two ministers resigned on Monday."


def only(items: Iterator[Report | Failure]) -> Report | Failure:
    [item] = items
    return item


def failure(path: Path | str, **about: int) -> str:
    item = only(read_paths([path], **about))
    assert isinstance(item, Failure)
    assert isinstance(item.error, InputError)
    message = str(item.error)
    assert "\n" not in message
    assert item.error.expected
    assert item.error.found
    assert item.error.action
    assert item.error.place == item.place
    return message


def lines(*items: object) -> bytes:
    return "".join(json.dumps(item) + "\n" for item in items).encode()


def test_text_file_gives_one_report(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(STORY, encoding="utf-8")
    report = only(read_paths([path]))
    assert isinstance(report, Report)
    assert report.text == STORY
    assert report.publisher == "Reuters"
    assert report.origin is not None
    assert report.origin.path == str(path)
    assert report.origin.sha256 is not None
    assert report.origin.row is None


def test_path_stays_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text(STORY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    found = [item.origin.path for item in read_paths(["sub/a.txt", "sub"]) if isinstance(item, Report) and item.origin]
    assert found == ["sub/a.txt", "sub/a.txt"]


def test_folder_is_read_with_all_below_it_sorted_and_without_hidden_files(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a/z.text",
        "a/b/c.txt",
        "README.md",
        ".hidden.txt",
        ".git/x.txt",
        "c.csv",
        "d.jsonl",
        "e.txt.gz",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        data = lines({"text": name}) if name.endswith("jsonl") else name.encode()
        path.write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    found = [item.text for item in read_paths([tmp_path]) if isinstance(item, Report)]
    assert found == ["a/b/c.txt", "a/z.text", "b.txt", "d.jsonl", "e.txt.gz"]


def test_json_lines_give_a_report_each_with_what_stands_beside_the_text(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    item = {"text": STORY, "id": 7, "url": "https://example.org/1", "publisher": "Fern Daily",
            "published": "2031-03-04", "headline": "Ministers resign",
            "authors": ["Ann Roe", "Bo Poe"], "other": {"x": 1}}  # fmt: skip
    path.write_bytes(b"\n" + lines(item, {"text": "Another."}))
    first, second = read_paths([path])
    assert isinstance(first, Report)
    assert isinstance(second, Report)
    assert (first.text, first.input_id, first.url, first.publisher) == (
        STORY,
        "7",
        "https://example.org/1",
        "Fern Daily",
    )
    assert (first.published, first.headline, first.headline_span) == ("2031-03-04", "Ministers resign", None)
    assert first.authors == ("Ann Roe", "Bo Poe")
    assert first.origin is not None
    assert (first.origin.row, first.origin.offset) == (2, 1)
    assert second.input_id is None


def test_fields_can_have_other_names(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines({"body": STORY, "date": "March 5, 2019", "text": 3}))
    report = only(read_paths([path], {"text": "body", "published": "date"}))
    assert isinstance(report, Report)
    assert (report.text, report.published) == (STORY, "2019-03-05")


def test_field_that_is_none_of_ours_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="'datum'"):
        list(read_paths([], {"datum": "date"}))


def test_defaults_hold_only_for_reports_that_carry_none(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines({"text": "One.", "published": "2030-01-01", "publisher": "Fern"}, {"text": "Two."}))
    found = [
        (item.published, item.publisher)
        for item in read_paths([path], published="2031-03-04", publisher="Moss")
        if isinstance(item, Report)
    ]
    assert found == [("2030-01-01", "Fern"), ("2031-03-04", "Moss")]


@pytest.mark.parametrize("data", [STORY.encode(), lines({"text": STORY}, {"text": "Two."}), lines({"text": 5})])
def test_standard_input_gives_what_the_file_gives(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "input"
    path.write_bytes(data)
    for stdin in (data, gzip.compress(data)):
        from_file = list(read_paths([path]))
        from_stdin = list(read_paths(["-"], stdin=io.BytesIO(stdin)))
        assert [type(item) for item in from_file] == [type(item) for item in from_stdin]
        for one, other in zip(from_file, from_stdin, strict=True):
            if isinstance(one, Report) and isinstance(other, Report):
                assert one.id == other.id
                assert other.origin is not None
                assert other.origin.path is None


def test_content_decides_and_not_the_name(tmp_path: Path) -> None:
    path = tmp_path / "lines.txt"
    path.write_bytes(lines({"text": "One."}, {"text": "Two."}))
    assert [item.text for item in read_paths([path]) if isinstance(item, Report)] == ["One.", "Two."]


@pytest.mark.parametrize("data", [b'[{"text": "One."},\n {"text": "Two."}]', b'[\n{"text": "One."},{"text": "Two."}]'])
def test_json_list_is_read_as_its_items(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(data)
    assert [item.text for item in read_paths([path]) if isinstance(item, Report)] == ["One.", "Two."]


def test_endless_input_flows() -> None:
    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            line = b'{"text": "One."}\n'
            buffer[: len(line)] = line
            return len(line)

    found = list(islice(read_paths(["-"], stdin=io.BufferedReader(Endless())), 1_000))
    assert len(found) == 1_000


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.txt", b"", "an empty file"),
        ("a.txt", b" \n\t\n", "white space only"),
        ("a.jsonl", b"", "an empty file"),
        ("a.jsonl", b"\n\n", "white space only"),
        ("a.txt", b"abc\0def", "NUL bytes"),
        ("a.txt", bytes(range(1, 32)) * 20, "binary data"),
        ("a.txt", b"%PDF-1.7\n...", "a PDF"),
        ("a.docx.txt", b"PK\x03\x04rest", "office document"),
        ("a.txt", b"<!DOCTYPE html><title>Dam</title>", "a page with a report on it, found only its title, 'Dam'"),
        ("a.txt", b'<?xml version="1.0"?><rss>', "a web page or feed"),
        ("a.txt", "Переговоры провалились в понедельник".encode("koi8-r"), "unknown encoding"),
        ("a.txt", "協議は月曜日に決裂した".encode("shift-jis"), "expected text in UTF-8"),
        ("a.txt", "café café".encode()[:-1], "which breaks it"),
        ("a.txt", b"\xff\xfea\0b", "UTF-16"),
        ("a.txt.gz", gzip.compress(b"x" * 999)[:-9], "a broken one"),
        ("a.jsonl", b'{"text": "half', "a.jsonl:1: expected a JSON object, found a line that breaks off"),
        ("a.jsonl", b'["text"]\n', "found a string"),
        ("a.jsonl", b'"text"\n', "found a string"),
        ("a.jsonl", b"null\n", "found null"),
        ("a.jsonl", b'{"body": "x"}\n', 'a field "text" with the text, found none'),
        ("a.jsonl", b'{"text": null}\n', "found null there"),
        ("a.jsonl", b'{"text": ["x"]}\n', "found a list there"),
        ("a.jsonl", b'{"text": ""}\n', "found nothing"),
        ("a.jsonl", b'{"text": "x", "id": ' + b"9" * 5_000 + b"}\n", "cannot be read"),
        ("a.jsonl", b'{"text": ' + b"[" * 100_000 + b"\n", "nested too deeply"),
    ],
)
def test_bad_file_gives_one_clear_line(tmp_path: Path, name: str, data: bytes, expected: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert expected in failure(path)


def test_missing_path_and_broken_link_give_one_clear_line(tmp_path: Path) -> None:
    assert "nothing there" in failure(tmp_path / "none.txt")
    (tmp_path / "link.txt").symlink_to("nowhere")
    assert "nothing there" in failure(tmp_path / "link.txt")
    assert "NUL" in failure(tmp_path / "a\0b")


def test_link_to_itself_and_file_below_a_file_give_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    failure(tmp_path / "loop.txt")
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    failure(tmp_path / "a.txt" / "b.txt")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_file_that_may_not_be_read_gives_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(STORY, encoding="utf-8")
    path.chmod(0)
    assert "no permission" in failure(path)


def test_refused_permission_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text(STORY, encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "no permission" in failure(path)


def test_folder_without_reports_is_told(tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text("a,b\n", encoding="utf-8")
    assert "a folder with files to read" in failure(tmp_path)


def test_one_bad_item_does_not_stop_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines({"text": "One."}) + b'{"text": "ha\n' + lines(["x"], {"text": "Four."}))
    found = list(read_paths([tmp_path / "none.txt", path]))
    assert [item.place if isinstance(item, Failure) else item.text for item in found] == [
        str(tmp_path / "none.txt"), "One.", f"{path}:2", f"{path}:3", "Four.",
    ]  # fmt: skip


def test_windows_1252_is_read_with_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Café talks “began” in São Paulo on Monday – at last.".encode("cp1252"))
    report = only(read_paths([path]))
    assert isinstance(report, Report)
    assert report.text == "Café talks “began” in São Paulo on Monday – at last."
    assert len(report.warnings) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_mark_is_removed(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Straße\r\nó\n".encode(encoding))
    report = only(read_paths([path]))
    assert isinstance(report, Report)
    assert report.text == "Straße\r\nó\n"


def test_json_lines_may_begin_with_a_byte_order_mark() -> None:
    data = b"\xef\xbb\xbf" + lines({"text": "One."}, {"text": "Two."})
    assert [item.text for item in read_paths(["-"], stdin=io.BytesIO(data)) if isinstance(item, Report)] == [
        "One.",
        "Two.",
    ]


def test_field_of_the_wrong_kind_is_left_out_with_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines({"text": "One.", "publisher": {"name": "Fern"}, "authors": 3, "published": 20190305}))
    report = only(read_paths([path]))
    assert isinstance(report, Report)
    assert (report.publisher, report.authors, report.published) == (None, (), None)
    assert len(report.warnings) == 3


def test_huge_line_is_passed_over_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "' + b"x" * 50_000_000 + b'"}\n' + lines({"text": "Two."}))
    text = tmp_path / "a.txt"
    text.write_bytes(b"x" * 50_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = list(read_paths([path, text], longest=100_000))
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert [isinstance(item, Failure) for item in found] == [True, False, True]
    assert grown < 20_000, "kilobytes"
    assert isinstance(found[1], Report)
    assert found[1].text == "Two."


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_json_lines_in_other_unicode_encodings_are_lines(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes('{"text": "Straße."}\n{"text": "Ó."}\n'.encode(encoding))
    assert [item.text for item in read_paths([path]) if isinstance(item, Report)] == ["Straße.", "Ó."]


def test_a_list_on_the_first_line_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'["a", 1]\n' + lines({"text": "One."}))
    assert [isinstance(item, Report) for item in read_paths([path])] == [False, False, True]


def test_unpaired_surrogates_are_mended_in_every_string() -> None:
    data = lines(
        {"text": "One.", "id": "i\udfff", "url": "http://x/\ud800", "authors": ["\ud800"], "headline": "\ud801"}
    )
    report = only(read_paths(["-"], stdin=io.BytesIO(data)))
    assert isinstance(report, Report)
    strings = (report.input_id, report.url, report.headline, *report.authors)
    assert strings == ("i\ufffd", "http://x/\ufffd", "\ufffd", "\ufffd")
