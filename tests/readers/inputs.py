"""Inputs built in the tests: pages, records of web archives, zip and tar files. All text is invented."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from asreported.errors import InputError
from asreported.readers.defaults import Defaults
from asreported.readers.failure import Failure, Passed
from asreported.readers.paths import Entry, read_entries
from asreported.records import Report

STORY = "LIMA (Reuters) - Two ministers resigned on Monday."
DEFAULTS = Defaults({}, None, None, None)
PARAGRAPH = (
    "Two ministers of the coastal province resigned on Monday after a long night of talks about the new dam, the "
    "governor said in a letter to the assembly, which meets again next week to choose who follows them."
)


def page(number: int, *, charset: str = "utf-8", sign: str = "é") -> bytes:
    """A page with a headline and three paragraphs that no other number has."""
    body = "".join(f"<p>{n}.{number} {PARAGRAPH} {sign}</p>" for n in range(1, 4))
    head = f"<head><title>Ministers resign over dam {number}</title></head>"
    html = f"<!DOCTYPE html><html>{head}<body><article><h1>Ministers resign over dam {number}</h1>{body}</article>"
    return f"{html}</body></html>".encode(charset)


def http(body: bytes, *, status: str = "200 OK", head: str = "Content-Type: text/html; charset=utf-8") -> bytes:
    """An HTTP answer."""
    return f"HTTP/1.1 {status}\r\n{head}\r\n\r\n".encode() + body


def warc(content: bytes, url: str = "https://example.org/1", *, kind: str = "response", more: str = "") -> bytes:
    """A WARC record."""
    media = {"response": "application/http; msgtype=response", "warcinfo": "application/warc-fields"}
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2031-03-04T05:06:07Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n{more}"
        f"Content-Type: {media.get(kind, 'text/plain')}\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def captured(number: int) -> bytes:
    """A WARC record of a page."""
    return warc(http(page(number)), f"https://example.org/{number}")


def arc(content: bytes, url: str) -> bytes:
    """An ARC record."""
    return f"{url} 192.0.2.1 20310304050607 text/html {len(content)}\n".encode() + content + b"\n"


ARC_HEAD = b"1 0 Invented\nURL IP-address Archive-date Content-type Archive-length\n"


def zipped(members: Iterable[tuple[str, bytes]], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return file.getvalue()


def tarred(members: Iterable[tuple[str, bytes]]) -> bytes:
    """A tar archive."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, data in members:
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return file.getvalue()


def entries(data: bytes, path: Path, defaults: Defaults = DEFAULTS) -> list[Entry]:
    """What is found in a file with these bytes, or in one that is there; each failure is held against its contract."""
    path.write_bytes(data)
    return check(read_entries([path], defaults))


def piped(data: bytes, defaults: Defaults = DEFAULTS) -> list[Entry]:
    """What is found on standard input."""
    return check(read_entries(["-"], defaults, io.BytesIO(data)))


def check(found: Iterable[Entry]) -> list[Entry]:
    """The entries, of which each failure says in one line where it was, what was expected, found and can be done."""
    listed = list(found)
    for entry in listed:
        if isinstance(entry.item, Failure):
            error = entry.item.error
            assert isinstance(error, InputError)
            assert error.place
            assert error.expected
            assert error.found
            assert error.action
            assert "\n" not in str(error)
    return listed


def reports(found: Iterable[Entry]) -> list[Report]:
    """The reports among entries."""
    return [entry.item for entry in found if isinstance(entry.item, Report)]


def failures(found: Iterable[Entry]) -> list[str]:
    """The messages of the failures among entries."""
    return [str(entry.item.error) for entry in found if isinstance(entry.item, Failure)]


def passed(found: Iterable[Entry]) -> list[str]:
    """What was passed over among entries."""
    return [entry.item.what for entry in found if isinstance(entry.item, Passed)]
