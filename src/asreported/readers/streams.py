"""Streams of bytes: where one is from, how much of it was unpacked, and what is told when it breaks."""

from __future__ import annotations

import codecs
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from asreported.errors import InputError
from asreported.readers.decoding import MARKS
from asreported.readers.defaults import FREE_BYTES, MOST_RATIO
from asreported.records import Origin

PEEK = 4_096
"""How many first bytes tell what something is."""
BUFFER = 1 << 16
BROKEN = (
    EOFError, zlib.error, lzma.LZMAError, struct.error, tarfile.TarError, zipfile.BadZipFile, RuntimeError, ValueError,
    OverflowError, OSError,
)  # fmt: skip
"""What unpacking raises where the data is damaged, encrypted or packed in a way that cannot be unpacked here."""


@dataclass
class Budget:
    """How much was read of one file given and how much was unpacked of it, at all depths together."""

    place: str
    taken: int = 0
    made: int = 0
    is_spent: bool = False
    is_depth_told: bool = False

    def take(self, size: int) -> None:
        """Count bytes that were read from the file itself."""
        self.taken += size

    def make(self, size: int) -> None:
        """Count bytes that were unpacked.

        Raises:
            InputError: they are out of proportion to what was read, from now on at every call.
        """
        self.made += size
        if self.made > FREE_BYTES and self.made > MOST_RATIO * self.taken:
            self.is_spent = True
            found = f"one that unpacks to more than {MOST_RATIO} times its size (stopped at {self.made:,} bytes)"
            raise InputError("an archive of reports", found, "unpack it and give the files", self.place)


@dataclass
class Source:
    """Something to read: a file, standard input, or a member of an archive. `is_named`: the user gave its name."""

    stream: io.BufferedReader
    origin: Origin
    budget: Budget
    depth: int = 0
    is_named: bool = True

    @property
    def name(self) -> str:
        """Its name, in lower case; empty for standard input."""
        return (self.origin.member or self.origin.path or "").lower()

    def head(self) -> bytes:
        """Its first bytes, which stay there to be read."""
        return self.stream.peek(PEEK)[:PEEK]


class Counted(io.RawIOBase):
    """A stream that says how much was read from it, and in our words what was wrong when that fails.

    Arguments:
        stream: what is read.
        count: called with the number of bytes after each read.
        expected: what to say was expected when reading raises one of `BROKEN`; None to leave that to the caller.
        place: where, for that message.
    """

    def __init__(
        self, stream: BinaryIO, count: Callable[[int], None], expected: str | None = None, place: str = ""
    ) -> None:
        self._stream = stream
        self._read = cast("Callable[[int], bytes]", getattr(stream, "read1", stream.read))
        self._count = count
        self._expected = expected
        self._place = place

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Whether the stream below is."""
        return self._expected is None and self._stream.seekable()

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place in the stream below."""
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        """The place in the stream below."""
        return self._stream.tell()

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer as far as one read goes; 0 at the end.

        Raises:
            InputError: what is read is broken, or `count` says that it is too much.
        """
        try:
            data = self._read(len(buffer))
        except InputError:
            raise
        except BROKEN as error:
            if self._expected is None:
                raise
            found = f"a broken one ({cause_of(error)})"
            raise InputError(self._expected, found, "make it again", self._place) from error
        self._count(len(data))
        buffer[: len(data)] = data
        return len(data)


class _Recoded(io.RawIOBase):
    """A stream of UTF-16 or UTF-32 with a mark, as UTF-8: so that it falls into lines."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._rest = b""

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer as far as one read goes; 0 at the end."""
        while not self._rest:
            data = self._stream.read(PEEK)
            self._rest = self._decoder.decode(data, final=not data).encode("utf-8")
            if not data and not self._rest:
                return 0
        taken = self._rest[: len(buffer)]
        buffer[: len(taken)] = taken
        self._rest = self._rest[len(taken) :]
        return len(taken)


def cause_of(error: Exception) -> str:
    """What an error of a library says, in one line, or its name where it says nothing."""
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return " ".join(said.split()) or type(error).__name__


def buffered(stream: io.RawIOBase) -> io.BufferedReader:
    """The stream with the `peek` that telling its content takes."""
    return io.BufferedReader(stream, BUFFER)


def in_utf8(stream: io.BufferedReader) -> io.BufferedReader:
    """Lines in UTF-8, whatever Unicode encoding their mark names."""
    head = stream.peek(4)[:4]
    for mark, encoding in MARKS:
        if encoding != "utf-8-sig" and head.startswith(mark):
            return buffered(_Recoded(stream, encoding))
    return stream


def gunzip(source: Source) -> io.BufferedReader:
    """The content of a gzipped source, member after member."""
    packed = gzip.GzipFile(fileobj=source.stream)
    return buffered(Counted(cast("BinaryIO", packed), source.budget.make, "a whole gzip file", str(source.origin)))


def read_held(source: Source, max_bytes: int) -> BinaryIO:
    """The source as a stream that can be read in any order: itself, or held in memory.

    Raises:
        InputError: it would have to be held and has more than `max_bytes`.
    """
    if source.stream.seekable():
        return source.stream
    data = read_whole(source.stream, max_bytes, str(source.origin))
    return io.BytesIO(data)


def read_whole(stream: BinaryIO, max_bytes: int, place: str) -> bytes:
    """All bytes of an item.

    Raises:
        InputError: they are more than `max_bytes`.
    """
    data = stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        action = "give it as a file of its own, or allow more with --max-bytes"
        raise InputError(f"an item of at most {max_bytes:,} bytes", "more", action, place)
    return data
