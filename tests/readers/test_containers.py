"""Zip and tar archives, gzip, and what lies in them. All text is invented."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.readers.inputs import STORY, entries, failures, passed, piped, reports, tarred, zipped

from asreported.readers.defaults import Defaults

STORIES = [(f"{name}.txt", f"{STORY} {name}".encode()) for name in "abc"]


def texts(data: bytes) -> list[str]:
    return [report.text for report in reports(piped(data))]


@pytest.mark.parametrize("pack", [zipped, tarred, lambda members: gzip.compress(tarred(members))])
def test_members_are_read_in_order_from_a_file_and_from_a_pipe(pack: object, tmp_path: Path) -> None:
    assert callable(pack)
    data = pack(STORIES)
    expected = [f"{STORY} {name}" for name in "abc"]
    found = reports(entries(data, tmp_path / "archive"))
    assert [report.text for report in found] == expected
    assert [report.origin.member for report in found if report.origin] == ["a.txt", "b.txt", "c.txt"]
    assert texts(data) == expected


def test_archives_in_archives_are_read(tmp_path: Path) -> None:
    inner = gzip.compress(tarred([("x.jsonl.gz", gzip.compress(b'{"text": "One."}\n{"text": "Two."}\n'))]))
    found = reports(entries(zipped([("day/x.tgz", inner)]), tmp_path / "a.zip"))
    assert [report.text for report in found] == ["One.", "Two."]
    assert str(found[1].origin) == f"{tmp_path}/a.zip/day/x.tgz/x.jsonl.gz:2"


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_names_that_lead_out_of_the_archive_do_no_harm(pack: object, tmp_path: Path) -> None:
    assert callable(pack)
    (tmp_path / "sub").mkdir()
    names = ["../../out.txt", "/abs.txt", "C:\\x.txt", "a/../../b.txt"]
    found = reports(entries(pack([(name, STORY.encode()) for name in names]), tmp_path / "sub" / "archive"))
    assert len(found) == 4
    assert [path.name for path in tmp_path.rglob("*")] == ["sub", "archive"]


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_hidden_files_and_other_kinds_are_passed_over(pack: object) -> None:
    assert callable(pack)
    names = [".a.txt", "b/.git/a.txt", "__MACOSX/a.txt", "a.png", "README", "a.txt"]
    found = piped(pack([(name, STORY.encode()) for name in names]))
    assert passed(found) == ["hidden file"] * 3 + ["file of another kind"] * 2
    assert len(reports(found)) == 1


def test_links_and_devices_in_a_tar_are_passed_over() -> None:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.DIRTYPE):
            member = tarfile.TarInfo("a.txt")
            member.type, member.linkname = kind, "/etc/passwd"
            archive.addfile(member)
    assert passed(piped(file.getvalue())) == ["link or device"] * 3


def encrypted(data: bytes, name: bytes) -> bytes:
    """The archive with this member marked as encrypted, in both of its headers."""
    changed = bytearray(data)
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(name) if mark == b"PK\x03\x04" else data.rindex(name)
        changed[data.rindex(mark, 0, at) + flags] |= 1
    return bytes(changed)


def test_encrypted_member_costs_only_itself() -> None:
    found = piped(encrypted(zipped(STORIES), b"b.txt"))
    assert len(reports(found)) == 2
    [told] = failures(found)
    assert told == "standard input/b.txt: expected a member that can be read, found an encrypted one; unpack it first"


def test_damaged_member_costs_only_itself() -> None:
    data = bytearray(zipped(STORIES, zipfile.ZIP_STORED))
    data[data.index(b" b", data.index(b"b.txt")) + 1] = ord("x")
    found = piped(bytes(data))
    assert len(reports(found)) == 2
    assert "standard input/b.txt: expected a whole member, found a broken one (Bad CRC-32" in failures(found)[0]


def test_office_document_is_refused_by_name() -> None:
    [told] = failures(piped(zipped([("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>")])))
    assert "found an office document" in told


def test_too_deep_is_told_once() -> None:
    data = STORY.encode()
    for _ in range(5):
        data = zipped([("a.zip", data), ("b.zip", data)])
    found = piped(zipped([("x.txt", STORY.encode()), ("y.zip", data), ("z.txt", STORY.encode())]))
    assert len(reports(found)) == 2
    assert [told.split(": ")[1].split(";")[0] for told in failures(found)] == [
        "expected archives at most 4 deep in one another, found one deeper"
    ]
    assert set(passed(found)) == {"archive too deep in others"}


def test_depth_can_be_chosen() -> None:
    data = zipped([("a.zip", zipped(STORIES))])
    assert len(reports(piped(data, Defaults({}, None, None, None, max_depth=2)))) == 3
    assert not reports(piped(data, Defaults({}, None, None, None, max_depth=1)))


def test_what_must_be_held_may_be_no_larger_than_an_item(tmp_path: Path) -> None:
    inner = zipped(STORIES, zipfile.ZIP_STORED)
    small = Defaults({}, None, None, None, max_bytes=len(inner) - 1)
    [told] = failures(entries(zipped([("a.zip", inner)]), tmp_path / "a.zip", small))
    assert "allow more with --max-bytes" in told
    assert len(reports(entries(inner, tmp_path / "b.zip", small))) == 3, "a file of its own is not held"


@pytest.mark.parametrize(("pack", "word"), [(zipped, "zip"), (tarred, "tar")])
def test_truncated_anywhere_never_raises(pack: object, word: str) -> None:
    assert callable(pack)
    data = pack(STORIES)
    for end in range(0, len(data), 13):
        found = piped(data[:end])
        if end in (600, 1_300) and word == "tar":
            assert "standard input" in failures(found)[0]


def test_damaged_header_of_a_tar_is_told_and_what_stands_before_it_is_read() -> None:
    data = bytearray(tarred(STORIES))
    data[1024 + 148 : 1024 + 156] = b"damaged!"
    found = piped(bytes(data))
    assert len(reports(found)) == 1
    assert "a whole tar file, found a broken one (invalid header)" in failures(found)[0]


def test_tar_header_that_announces_ten_gigabytes_of_attributes_is_refused() -> None:
    member = tarfile.TarInfo("x")
    member.type, member.size = tarfile.XHDTYPE, 10**10
    [told] = failures(piped(member.tobuf(tarfile.GNU_FORMAT) + bytes(10_240)))
    assert "a header that is too large" in told


@settings(max_examples=150, deadline=None)
@given(
    changes=st.lists(st.tuples(st.integers(0, 99_999), st.integers(0, 255)), min_size=1, max_size=8),
    data=st.sampled_from([zipped(STORIES), tarred(STORIES)[:4_000], gzip.compress(tarred(STORIES)),
                          zipped(STORIES, zipfile.ZIP_LZMA), zipped(STORIES, zipfile.ZIP_BZIP2)]),
)  # fmt: skip
def test_any_damage_gives_named_errors_only(changes: list[tuple[int, int]], data: bytes) -> None:
    damaged = bytearray(data)
    for at, value in changes:
        damaged[at % len(damaged)] = value
    piped(bytes(damaged))


@settings(max_examples=40, deadline=None)
@given(order=st.permutations(range(5)), pack=st.sampled_from([zipped, tarred]))
def test_whole_members_are_read_in_any_order_between_bad_ones(order: list[int], pack: object) -> None:
    assert callable(pack)
    bad = [("d.txt", b"\0\0"), ("e.zip", b"PK\x03\x04broken")]
    members = [*STORIES, *bad]
    found = piped(pack([members[n] for n in order]))
    assert [report.text[-1] for report in reports(found)] == ["abc"[n] for n in order if n < 3]
    assert len(failures(found)) == 2


def test_an_archive_or_list_with_nothing_in_it_is_passed_over(tmp_path: Path) -> None:
    assert passed(piped(zipped([]))) == ["zip with nothing in it"]
    assert passed(piped(zipped([("folder/", b"")]))) == ["zip with nothing in it"]
    assert passed(entries(b"[]", tmp_path / "a.json")) == ["JSON with nothing in it"]


def test_a_zip_that_lost_its_directory_is_broken() -> None:
    """Fuzzing, 2026-11-26: it begins with a member and ends with an empty directory."""
    [told] = failures(piped(zipped(STORIES) + zipped([])))
    assert "one that lost its directory" in told
