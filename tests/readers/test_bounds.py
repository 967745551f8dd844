"""Bombs, huge and strange input: one clear line each, and the rest is read. All text is invented."""

from __future__ import annotations

import gzip
import json
import resource
import zlib
from collections.abc import Callable
from importlib import import_module
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.readers.inputs import DEFAULTS, STORY, check, entries, failures, http, page, piped, reports, warc, zipped

from asreported.errors import UsageError
from asreported.readers.defaults import Defaults
from asreported.readers.paths import read_entries, read_paths


def zeros(gigabytes: int) -> bytes:
    """So many gigabytes of zeros, gzipped: one block that is packed again and again, since each ends on a byte."""
    packer = zlib.compressobj(1, wbits=-15)
    block = packer.compress(bytes(100_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)
    return b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + block * 10 * gigabytes + b"\x03\0" + bytes(8)


@pytest.fixture(scope="module")
def bomb() -> bytes:
    return zeros(10)


def grown(before: int) -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before


@pytest.mark.parametrize("name", ["a.gz", "a.jsonl.gz", "a.csv.gz", "a.warc.gz", "a.tar.gz"])
def test_gzip_bomb_is_told_in_one_line_and_the_next_file_is_read(bomb: bytes, name: str, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / name).write_bytes(bomb)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = check(read_entries([tmp_path / name, tmp_path / "b.txt"], DEFAULTS))
    assert len(failures(found)) == 1
    assert len(reports(found)) == 1
    assert grown(before) < 80_000, "kilobytes"


def test_gzip_bomb_that_begins_as_a_web_archive_is_told_in_one_line(tmp_path: Path) -> None:
    record = b"WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 9999999999\r\n\r\n"
    data = gzip.compress(record + bytes(200_000_000), 1)
    [told] = failures(entries(data, tmp_path / "a.warc.gz"))
    assert "unpacks to more than 200 times its size" in told


def test_bomb_of_nested_zips_is_told_in_one_line(tmp_path: Path) -> None:
    data = b" " * 10_000_000
    names = [f"{n}.jsonl" for n in range(16)]
    for _ in range(3):
        data = zipped([(name, data) for name in names])
        names = [f"{n}.zip" for n in range(16)]
    found = entries(data, tmp_path / "42.zip")
    assert len(found) < 20, "the first members end as they should"
    assert "unpacks to more than 200 times its size" in failures(found)[-1]


def test_deepest_bomb_gives_two_lines_at_most(tmp_path: Path) -> None:
    data = zipped([("0.txt", bytes(1_000_000))])
    for _ in range(5):
        data = zipped([(f"{n}.zip", data) for n in range(16)])
    assert len(failures(entries(data, tmp_path / "42.zip"))) <= 2


def test_gzip_in_gzip_without_end_stops() -> None:
    data = STORY.encode()
    for _ in range(9):
        data = gzip.compress(data)
    assert "at most 4 deep" in failures(piped(data))[0]


def test_honest_large_file_is_no_bomb() -> None:
    lines = (json.dumps({"text": f"{n} {STORY}", "id": f"{n * 7919 % 104729:x}"}) for n in range(2_000))
    assert len(reports(piped(gzip.compress("\n".join(lines).encode())))) == 2_000


def test_line_of_ten_megabytes_costs_only_itself() -> None:
    data = json.dumps({"text": "x" * 10_000_000}).encode() + b'\n{"text": "Two."}\n'
    found = piped(data)
    assert [report.text for report in reports(found)] == ["Two."]
    assert failures(found)[0].startswith("standard input:1: expected a report of at most 5,000,000 characters")


def test_largest_item_can_be_chosen(tmp_path: Path) -> None:
    large = (STORY + "\n\n") * 40
    small = Defaults({}, None, None, None, max_bytes=1_000)
    rows = [{"text": large}, {"text": STORY}]
    lines = "".join(json.dumps(row) + "\n" for row in rows).encode()
    table = f'text,id\n"{large}",1\n{STORY},2\n'.encode()
    feed = f"<rss><channel><item><title>{large}</title></item></channel></rss>".encode()
    page = f"<!DOCTYPE html><html><p>{large}</html>".encode()
    assert [len(failures(piped(data, small))) for data in (lines, large.encode(), feed, page)] == [1, 1, 1, 1]
    assert len(reports(piped(lines, small))) == 1
    assert len(reports(piped(table, small))) == 2, "a row may have several lines"
    for defaults in (Defaults({}, None, None, None, max_bytes=0), Defaults({}, None, None, None, max_depth=-1)):
        with pytest.raises(UsageError):
            list(read_entries([tmp_path], defaults))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b'{"text": "a\0b"}', "NUL bytes"),
        (b'{"text": ' + b"[" * 50_000 + b"]" * 50_000 + b"}", "nested too deeply"),
        (b'{"text": "\xd0\xcf\xce\xcd\xcc\xcb\xca"}', "expected text in UTF-8"),
        (b"\0" * 10_000, "NUL bytes"),
        (b"x" * 3_000_000, "is no JSON"),
    ],
)
def test_strange_line_gives_one_clear_line(line: bytes, expected: str) -> None:
    found = piped(b'{"text": "One."}\n' + line + b'\n{"text": "Three."}\n')
    assert [report.text for report in reports(found)] == ["One.", "Three."]
    assert expected in failures(found)[0]


def test_lone_surrogates_and_nuls_written_out_are_text() -> None:
    first, second = reports(piped(b'{"text": "\\ud800 x \\udc00\\ud83d\\ude00"}\n{"text": "a\\u0000b"}\n'))
    assert first.text == "\ufffd x \ufffd😀"
    assert second.text == "a\0b"
    first.text.encode()


@settings(max_examples=300, deadline=None)
@given(
    start=st.sampled_from([b"", b"\x1f\x8b\x08", b"PK\x03\x04", b"PAR1", b"WARC/1.0\r\n", b"filedesc:x", b"<rss>",
                           b"<html>", b'{"text"', b"[{", b"text,id\n", b"\xff\xfe", b"<!--", b"<?xml "]),
    data=st.binary(max_size=600) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")),
)  # fmt: skip
def test_any_bytes_are_read_or_refused_by_name(start: bytes, data: bytes) -> None:
    assert piped(start + data)


@pytest.mark.parametrize("piece", [b"<!---->", b"<?a?>", b"<!DOCTYPE a[]>", b" ", b"<!--", b"<!DOCTYPE ["])
def test_long_prologues_take_no_time(piece: bytes) -> None:
    check(piped(piece * 2_000 + b"x"))


class Endless:
    """Lines that are made as they are read."""

    def __init__(self, rows: int) -> None:
        self.rows = (b'{"text": "Row %d."}\n' % n for n in range(rows))
        self.rest = b""

    def read(self, size: int = -1) -> bytes:
        while len(self.rest) < size and (row := next(self.rows, b"")):
            self.rest += row
        data, self.rest = self.rest[:size], self.rest[size:]
        return data


def test_memory_stays_flat_over_many_rows() -> None:
    items = read_paths(["-"], stdin=Endless(40_000))  # type: ignore[arg-type]
    count = sum(1 for _ in islice(items, 10_000))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    count += sum(1 for _ in items)
    assert count == 40_000
    assert grown(before) < 3_000, "kilobytes"


def slow_at(words: str, real: Callable[..., object]) -> Callable[..., object]:
    """What a reader calls, made to run for ever where `words` stand in what it is given."""

    def call(*given: object, **named: object) -> object:
        while any(words in str(one) for one in given):
            pass
        return real(*given, **named)

    return call


HASTY = Defaults({}, None, None, None, max_seconds=0.3)


@pytest.mark.parametrize(
    ("data", "module", "name", "places"),
    [
        (b'{"text": "One."}\n{"text": "Stall."}\n{"text": "Three."}\n', "items", "make_report", ":2"),
        (b"text,id\nOne.,1\nStall.,2\nThree.,3\n", "items", "make_report", ":3"),
        (b"<rss><channel><item><title>One.</title></item><item><title>Stall.</title></item><item><title>Three.</title>"
         b"</item></channel></rss>", "feeds", "make_report", ":2"),
        (warc(http(page(1))) + warc(http(page(2, sign="Stall."))) + warc(http(page(3))), "archives", "read_page", ":"),
        (zipped([("1.txt", b"One."), ("2.txt", b"Stall."), ("3.txt", b"Three.")]), "paths", "make_report", "2.txt"),
    ],
    ids=["lines", "table", "feed", "archive", "zip"],
)  # fmt: skip
def test_an_item_that_stalls_costs_only_itself(
    data: bytes, module: str, name: str, places: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = f"asreported.readers.{module}.{name}"
    monkeypatch.setattr(home, slow_at("Stall.", getattr(import_module(f"asreported.readers.{module}"), name)))
    found = piped(data, HASTY)
    [told] = failures(found)
    assert places in told
    assert "expected an item that takes at most 0.3 s, found one that takes longer" in told
    assert len(reports(found)) == 2


def test_a_limit_of_no_time_makes_no_sense(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--max-seconds"):
        list(read_entries([tmp_path], Defaults({}, None, None, None, max_seconds=0)))
