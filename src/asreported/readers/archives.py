"""Web archives -> reports: WARC and ARC, plain and gzipped, the pages in them that were captured as they should be."""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from asreported.errors import InputError
from asreported.readers.defaults import Defaults
from asreported.readers.failure import Failure, Passed
from asreported.readers.framing import Damage, Frame, read_frames
from asreported.readers.pages import is_page, read_page
from asreported.readers.streams import PEEK, Source, cause_of
from asreported.records import Origin, Report

_OK = 200
_HTML = ("text/html", "application/xhtml+xml")
_OPEN = ("", "text/plain", "application/octet-stream", "application/xml", "text/xml", "unk", "no-type")
"""Types that say nothing: what is sent so may be a page, and its first bytes tell."""
_ARC_AS_WARC = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\n"
    b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
)
_ZLIB, _DEFLATE = 47, -15
"""What zlib calls gzip or zlib, whichever it is, and deflate without a header, which old servers send."""


def read_archive(source: Source, defaults: Defaults) -> Iterator[Report | Failure | Passed]:
    """Read the pages of a web archive, record after record.

    A report's `origin.offset` is where its record begins in the archive as it is stored, in bytes, which for a gzipped
    record is where its gzip member begins; `origin.row` is the record's number in a member that holds several.

    Arguments:
        source: the archive, not unzipped.
        defaults: how large a record may be, and what holds for its page.

    Returns:
        A report for each HTTP answer 200 with an HTML page; a failure for each that is damaged or holds no report,
        after which the next record is looked for; what other records are, each passed over.

    Raises:
        InputError: the archive unpacks to too much.
    """
    for frame in read_frames(source.stream, source.budget, defaults.max_bytes):
        origin = replace(source.origin, offset=frame.offset)
        if isinstance(frame, Damage):
            error = InputError("a whole record of a web archive", frame.found, "capture it again", str(origin))
            yield Failure(str(origin), error)
            continue
        if frame.number > 1:
            origin = replace(origin, row=frame.number)
        try:
            with defaults.timed(str(origin)):
                item = _read_record(frame, origin, defaults)
            yield item
        except InputError as error:
            yield Failure(str(origin), error)


def _read_record(frame: Frame, origin: Origin, defaults: Defaults) -> Report | Passed:
    place = str(origin)
    if frame.is_arc and frame.head.startswith(b"filedesc:"):
        return Passed(place, "header of the archive")
    record = _parse(frame, place)
    kind = _kind(record)
    if kind is not None:
        return Passed(place, kind)
    _parse_http(record, place, "none")
    status = record.http_headers.status_code if record.http_headers is not None else None
    if status != _OK:
        return Passed(place, "answer without status" if status is None else f"answer {status}")
    body = _read_body(record, frame, defaults.max_bytes, place)
    if body is None:
        return Passed(place, _media_type(record) or "answer of another kind")
    return _read_page(record, body, origin, defaults)


def _parse(frame: Frame, place: str) -> Any:
    """The record as fastwarc has it, its HTTP part not yet parsed."""
    from fastwarc.warc import ArchiveIterator

    head = frame.head + b"\r\n"
    if frame.is_arc:
        head = _ARC_AS_WARC % (frame.head.split(b" ", 1)[0], len(frame.body))
    try:
        return next(iter(ArchiveIterator(io.BytesIO(head + frame.body), parse_http=False)))
    except (OSError, ValueError, StopIteration) as error:
        found = f"one that cannot be parsed ({cause_of(error)})"
        raise InputError("a record of a web archive", found, "capture it again", place) from error


def _kind(record: Any) -> str | None:
    """What the record is, when it is no answer to a request over HTTP."""
    name = (record.headers.get("WARC-Type") or "unknown").lower()
    if name != "response":
        return f"{name} record"
    return None if record.is_http else "response of another protocol"


def _parse_http(record: Any, place: str, decoding: str) -> None:
    try:
        record.parse_http(auto_decode=decoding)
    except (OSError, ValueError) as error:
        found = f"one that cannot be parsed ({cause_of(error)})"
        raise InputError("an HTTP answer", found, "capture it again", place) from error


def _media_type(record: Any) -> str:
    return (record.http_content_type or "").split(";")[0].strip().lower()


def _read_body(record: Any, frame: Frame, most: int, place: str) -> bytes | None:
    """The page in a record, None where there is none.

    Raises:
        InputError: it has more than `most` bytes, or is packed otherwise than its header says.
    """
    kind = _media_type(record)
    if kind not in _HTML and kind not in _OPEN:
        return None
    if frame.size > most:
        if kind not in _HTML:
            return None
        raise _too_large(most, place)
    body = _decode_body(frame, most, place)
    if len(body) > most:
        raise _too_large(most, place)
    return body if kind in _HTML or is_page(body[:PEEK]) else None


def _too_large(most: int, place: str) -> InputError:
    return InputError(f"a page of at most {most:,} bytes", "more", "allow more with --max-bytes", place)


def _decode_body(frame: Frame, most: int, place: str) -> bytes:
    """The content without chunks and compression; as it is stored where the header speaks of some that are not there.

    Archives are often written by crawlers that undo these and keep the header, so a page that is found is believed.
    """
    cause: InputError | None = None
    for decoding in ("all", "transfer", "none"):
        record = _parse(frame, place)
        try:
            _parse_http(record, place, decoding)
            body: bytes = record.reader.read(most + 1)
        except (InputError, OSError, ValueError) as error:
            found = f"one packed otherwise than its header says ({cause_of(error)})"
            cause = cause or InputError("an HTTP answer", found, "capture it again", place)
            continue
        if cause is None or is_page(body[:PEEK]):
            return body
        for window in (_ZLIB, _DEFLATE):
            unpacked = _inflate(body, window, most)
            if is_page(unpacked[:PEEK]):
                return unpacked
    assert cause is not None  # noqa: S101  the loop is left otherwise
    raise cause


def _inflate(body: bytes, window: int, most: int) -> bytes:
    try:
        return zlib.decompressobj(wbits=window).decompress(body, most + 1)
    except zlib.error:
        return b""


def _read_page(record: Any, body: bytes, origin: Origin, defaults: Defaults) -> Report:
    place = str(origin)
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    report = read_page(
        body,
        url=url if url and url.isprintable() else None,
        origin=replace(origin, sha256=hashlib.sha256(body).hexdigest()),
        defaults=defaults,
        encoding=_encoding(record),
    )
    if record.headers.get("WARC-Truncated"):
        return replace(report, warnings=(*report.warnings, f"{place}: the page was cut off when it was captured"))
    return report


def _encoding(record: Any) -> str | None:
    """What the server said of the encoding, when it is one."""
    try:
        charset: str | None = record.http_charset
        if charset:
            b"<html>".decode(charset, "replace")
    except (LookupError, ValueError, OSError):
        return None
    return charset or None
