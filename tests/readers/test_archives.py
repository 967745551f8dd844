"""Web archives: whole ones, encodings, damage. All text is invented."""

from __future__ import annotations

import gzip
import re
import zlib
from pathlib import Path

import brotli
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.readers.inputs import (
    ARC_HEAD,
    DEFAULTS,
    arc,
    captured,
    entries,
    failures,
    http,
    page,
    passed,
    piped,
    reports,
    warc,
    zipped,
)

from asreported.errors import InputError
from asreported.readers.defaults import Defaults
from asreported.readers.pages import read_page
from asreported.records import Origin

INFO = warc(b"software: invented\r\n", kind="warcinfo")
RECORDS = [INFO, captured(1), captured(2), captured(3)]


def urls(data: bytes) -> list[str | None]:
    return [report.url for report in reports(piped(data))]


def test_record_gives_what_the_page_gives_with_its_address(tmp_path: Path) -> None:
    [found] = reports(entries(gzip.compress(INFO) + gzip.compress(captured(1)), tmp_path / "a.warc.gz"))
    alone = read_page(page(1), url="https://example.org/1", origin=Origin(), defaults=DEFAULTS)
    assert (found.text, found.headline, found.url, found.id) == (alone.text, alone.headline, alone.url, alone.id)


def test_offset_is_where_the_record_begins_as_it_is_stored(tmp_path: Path) -> None:
    plain = entries(b"".join(RECORDS), tmp_path / "a.warc")
    packed = entries(b"".join(map(gzip.compress, RECORDS)), tmp_path / "a.warc.gz")
    for found, sizes in ((plain, map(len, RECORDS)), (packed, (len(gzip.compress(one)) for one in RECORDS))):
        starts = [0]
        for size in sizes:
            starts.append(starts[-1] + size)
        offsets = [report.origin.offset for report in reports(found) if report.origin]
        assert offsets == starts[1:4]
    assert str(reports(plain)[0].origin) == f"{tmp_path}/a.warc@{len(INFO)}"


def test_a_member_that_holds_many_records_is_read_and_they_are_numbered() -> None:
    found = reports(piped(gzip.compress(b"".join(RECORDS))))
    assert [(report.origin.offset, report.origin.row) for report in found if report.origin] == [(0, 2), (0, 3), (0, 4)]


def test_arc_records_are_read_plain_and_gzipped() -> None:
    records = [
        arc(ARC_HEAD, "filedesc://a.arc"), arc(http(page(1)), "http://example.org/1"),
        arc(http(b"", status="404 Not Found"), "http://example.org/2"), arc(http(page(3)), "http://example.org/3"),
    ]  # fmt: skip
    for data in (b"".join(records), b"".join(map(gzip.compress, records))):
        found = piped(data)
        assert [report.url for report in reports(found)] == ["http://example.org/1", "http://example.org/3"]
        assert passed(found) == ["header of the archive", "answer 404"]


def chunked(body: bytes) -> bytes:
    pieces = [body[at : at + 500] for at in range(0, len(body), 500)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def deflated(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("Content-Encoding: gzip", gzip.compress(page(1))),
        ("Content-Encoding: x-gzip", gzip.compress(page(1))),
        ("Content-Encoding: deflate", zlib.compress(page(1))),
        ("Content-Encoding: deflate", deflated(page(1))),
        ("Content-Encoding: br", brotli.compress(page(1))),
        ("Transfer-Encoding: chunked", chunked(page(1))),
        ("Transfer-Encoding: chunked\r\nContent-Encoding: gzip", chunked(gzip.compress(page(1)))),
        ("Content-Encoding: gzip", page(1)),
        ("Content-Encoding: br", page(1)),
        ("Transfer-Encoding: chunked", page(1)),
        ("Transfer-Encoding: chunked\r\nContent-Encoding: gzip", page(1)),
        ("Content-Encoding: invented", page(1)),
    ],
)
def test_body_is_decoded_as_it_is_and_not_only_as_the_header_says(head: str, body: bytes) -> None:
    [found] = reports(piped(warc(http(body, head=f"Content-Type: text/html; charset=utf-8\r\n{head}"))))
    assert "1.1 Two ministers" in found.text
    assert "é" in found.text


def test_encoding_comes_from_the_server() -> None:
    body = page(1, charset="windows-1251", sign="Министр")
    [found] = reports(piped(warc(http(body, head="Content-Type: text/html; charset=windows-1251"))))
    assert "Министр" in found.text
    assert reports(piped(warc(http(page(1), head="Content-Type: text/html; charset=nonsense"))))


@pytest.mark.parametrize("media", ["", "Content-Type: text/plain", "Content-Type: application/octet-stream"])
def test_page_without_its_type_is_told_by_content(media: str) -> None:
    assert len(reports(piped(warc(http(page(1), head=media or "X-None: 1"))))) == 1


def test_what_is_no_page_is_passed_over_and_named() -> None:
    others = [
        INFO, warc(b"GET / HTTP/1.1\r\n\r\n", kind="request"), warc(http(b"", status="301 Moved")),
        warc(http(b"\x89PNG", head="Content-Type: image/png")), warc(http(b"plain", head="Content-Type: text/plain")),
        warc(http(page(1)), kind="revisit"), warc(page(1), kind="resource"),
    ]  # fmt: skip
    found = piped(b"".join(others))
    assert passed(found) == [
        "warcinfo record", "request record", "answer 301", "image/png", "text/plain", "revisit record",
        "resource record",
    ]  # fmt: skip
    assert len(found) == len(others)


def test_page_without_a_report_is_a_failure() -> None:
    [told] = failures(piped(warc(http(b"<!DOCTYPE html><html><body></body></html>"))))
    assert "standard input@0" in told or "example.org" in told


def test_address_is_taken_from_the_record_where_it_is_one() -> None:
    for url, expected in (("<https://example.org/1>", "https://example.org/1"), ("https://example.org/\n x", None)):
        assert [report.url for report in reports(piped(warc(http(page(1)), url)))] == [expected]


def test_page_cut_off_when_captured_is_read_with_a_warning() -> None:
    [found] = reports(piped(warc(http(page(1)), more="WARC-Truncated: length\r\n")))
    assert any("cut off" in warning for warning in found.warnings)


def test_damaged_gzip_member_costs_only_itself() -> None:
    packed = [gzip.compress(record) for record in RECORDS]
    broken = bytearray(packed[2])
    broken[300:310] = bytes(10)
    for middle in (bytes(broken), packed[2][:-40], packed[2][:200], b"garbage" * 9, packed[2][4:]):
        found = piped(packed[0] + packed[1] + middle + packed[3])
        assert [report.url for report in reports(found)] == ["https://example.org/1", "https://example.org/3"]
        [told] = failures(found)
        assert told.startswith(f"standard input@{len(packed[0]) + len(packed[1])}: expected a whole record")


@pytest.mark.parametrize(
    "change",
    [
        lambda record: record[:-60],
        lambda record: record[:200],
        lambda record: record[:30],
        lambda record: record.replace(b"Content-Length: ", b"Content-Length: 1"),
        lambda record: record.replace(b"Content-Length: ", b"Content-Length: 9999999"),
        lambda record: re.sub(rb"Content-Length: \d+", b"Content-Length: 300", record),
        lambda record: record.replace(b"Content-Length", b"Content-Lenght"),
        lambda record: record.replace(b"WARC/1.0", b"WORC/1.0"),
        lambda record: b"garbage\r\n\r\n" * 5,
        lambda record: b"\0" * 99_999 + b"\n",
    ],
)
def test_damaged_record_costs_only_itself(change: object) -> None:
    assert callable(change)
    found = piped(RECORDS[0] + RECORDS[1] + change(RECORDS[2]) + RECORDS[3])
    assert [report.url for report in reports(found)] == ["https://example.org/1", "https://example.org/3"]
    [told] = failures(found)
    assert f"standard input@{len(RECORDS[0]) + len(RECORDS[1])}:" in told


def test_damaged_arc_record_costs_only_itself() -> None:
    records = [arc(http(page(n)), f"http://example.org/{n}") for n in range(3)]
    wrong = records[1].replace(b"text/html ", b"text/html 9", 1)
    found = piped(arc(ARC_HEAD, "filedesc://a.arc") + records[0] + wrong + records[2])
    assert [report.url for report in reports(found)] == ["http://example.org/0", "http://example.org/2"]
    assert len(failures(found)) == 1


def test_record_larger_than_allowed_costs_only_itself() -> None:
    large = warc(http(page(2) + b" " * 50_000))
    bomb = warc(http(gzip.compress(page(2) + b" " * 500_000), head="Content-Type: text/html\r\nContent-Encoding: gzip"))
    image = warc(http(b"\x89PNG" + b" " * 50_000, head="Content-Type: image/png"))
    found = check_small(captured(1) + large + bomb + image + captured(3))
    assert len(reports(found)) == 2
    assert [told.split(": ", 1)[1].startswith("expected a page of at most 30,000") for told in failures(found)] == [
        True
    ] * 2
    assert passed(found) == ["image/png"]


def check_small(data: bytes) -> list:  # type: ignore[type-arg]
    return piped(data, Defaults({}, None, None, None, max_bytes=30_000))


def test_archive_in_a_zip_names_its_member(tmp_path: Path) -> None:
    data = zipped([("day/a.warc.gz", gzip.compress(captured(1)))])
    [found] = reports(entries(data, tmp_path / "a.zip"))
    assert found.origin is not None
    assert (found.origin.path, found.origin.member, found.origin.offset) == (
        str(tmp_path / "a.zip"),
        "day/a.warc.gz",
        0,
    )


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_truncated_anywhere_never_raises_and_keeps_what_is_whole(pack: object) -> None:
    assert callable(pack)
    packed = [pack(record) for record in RECORDS]
    data = b"".join(packed)
    for end in range(0, len(data), 97):
        whole = sum(1 for n in range(1, 4) if sum(map(len, packed[: n + 1])) <= end)
        assert len(urls(data[:end])) >= whole


PIECES = [*RECORDS, captured(4)[:-99], captured(5).replace(b"Content-Length: ", b"Content-Length: 7"), b"\r\n", b"x"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pieces=st.lists(st.sampled_from(range(len(PIECES))), max_size=7), packs=st.booleans())
def test_whole_records_are_read_in_any_order_between_broken_ones(pieces: list[int], packs: bool) -> None:
    parts = [PIECES[0], *(PIECES[n] for n in pieces)]
    found = urls(b"".join(gzip.compress(part) if packs else part for part in parts))
    assert found == [f"https://example.org/{n}" for n in pieces if 1 <= n <= 3]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    changes=st.lists(st.tuples(st.integers(0, 9_999), st.integers(0, 255)), min_size=1, max_size=12),
    start=st.sampled_from([b"WARC/1.0\r\n", b"filedesc:a 1.1.1.1 20310304050607 text/plain 3\n", b""]),
    packs=st.booleans(),
)
def test_any_damage_gives_named_errors_only(changes: list[tuple[int, int]], start: bytes, packs: bool) -> None:
    data = bytearray(start + b"".join(map(gzip.compress, RECORDS) if packs else RECORDS))
    for at, value in changes:
        data[at % len(data)] = value
    piped(bytes(data))


def test_arguments_of_the_stand_in_are_those_of_the_page_reader() -> None:
    with pytest.raises(InputError):
        read_page(b"", url=None, origin=Origin(), defaults=DEFAULTS, encoding=None)
