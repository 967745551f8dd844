"""The body of an answer, as it comes and unpacked, no larger than it may be."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from asreported.errors import FetchError

ACCEPTED = "gzip"
"""What we ask for. Brotli and others can be unpacked here only whole, which a bomb would like."""
_GZIP_OR_ZLIB = 47
_MEMBER = b"\x1f"
_PACKED = ("gzip", "x-gzip", "deflate")


def read_body(parts: Iterable[bytes], packing: str, most_bytes: int, place: str) -> bytes:
    """All of a body.

    Arguments:
        parts: its bytes as they come.
        packing: the answer's Content-Encoding, lower case, empty for none.
        most_bytes: how many there may be, as they come and unpacked.
        place: the address, for messages.

    Raises:
        FetchError: there are more, or they are packed otherwise.
    """
    if packing in ("", "identity"):
        return _joined(parts, most_bytes, place)
    if packing not in _PACKED:
        found = f"packed as {packing[:40]!r}"
        raise FetchError("an answer as it is, or gzipped", found, "tell its publisher", place, is_lasting=True)
    return _joined(_unpacked(_counted(parts, most_bytes, place), most_bytes, place), most_bytes, place)


def _joined(parts: Iterable[bytes], most_bytes: int, place: str) -> bytes:
    return b"".join(_counted(parts, most_bytes, place))


def _counted(parts: Iterable[bytes], most_bytes: int, place: str) -> Iterable[bytes]:
    size = 0
    for part in parts:
        size += len(part)
        if size > most_bytes:
            expected, found = f"an answer of at most {most_bytes:,} bytes", "more"
            raise FetchError(expected, found, "save the page and read it from the file", place, is_lasting=True)
        yield part


def _unpacked(parts: Iterable[bytes], most_bytes: int, place: str) -> Iterable[bytes]:
    """What gzip or zlib holds, member after member, in pieces of which none is larger than the whole may be."""
    unpacker = zlib.decompressobj(wbits=_GZIP_OR_ZLIB)
    try:
        for part in parts:
            rest = part
            while rest:
                if unpacker.eof:
                    if not rest.startswith(_MEMBER):
                        return  # padding, which browsers pass over too
                    unpacker = zlib.decompressobj(wbits=_GZIP_OR_ZLIB)
                yield unpacker.decompress(rest, most_bytes + 1)
                rest = unpacker.unconsumed_tail or unpacker.unused_data
    except zlib.error as error:
        found = f"one that is not ({error})"
        raise FetchError("an answer that is gzipped, as it says", found, "try again later", place) from error
    if not unpacker.eof:
        raise FetchError("a whole answer", "one that breaks off", "try again later", place)
