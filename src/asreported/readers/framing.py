"""Where records begin and end in a web archive, and where the next one begins when one is damaged.

fastwarc reads records, but ends at the first damage; so the frame is found here and each record is given to it alone.
"""

from __future__ import annotations

import io
import re
import zlib
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from asreported.readers.streams import Budget, buffered

_CHUNK = 1 << 14
_LOOKBACK = 8
"""Chunks of a damaged gzip member that are searched again for the next member: the damage shows some way into it."""
_LONGEST_LINE = 1 << 16
_MOST_REWOUND = 1_000_000_000
"""So many bytes of an archive are searched a second time for records; without an end a hostile one would take hours."""
_MOST_ENDS = 8
"""Line ends behind a record: two belong there, some writers add more."""
_LARGEST_HEAD = 1 << 17
_GZIP = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]")
_WARC = re.compile(rb"WARC/\d\.\d+\r?\n")
_ARC = re.compile(rb"[a-z]+:\S* [\da-fA-F.:]+ \d{8,14} [^\r\n]*?(?<= )\d+\r?\n")
_NEXT_ARC = re.compile(rb"^" + _ARC.pattern, re.MULTILINE)
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,18})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class Frame:
    """One record.

    `offset` is as in `Origin`, `head` the record's own header, `body` as much of its content as an item may have and a
    byte more, `size` how much the header announces; `number` counts those that have one gzip member in common.
    """

    offset: int
    head: bytes
    size: int
    is_arc: bool = False
    body: bytes = b""
    number: int = 1


@dataclass(frozen=True)
class Damage:
    """Something at `offset` that is no whole record: what was found."""

    offset: int
    found: str


class Tape:
    """A stream that is read forward, knows its offset, and takes back what was read too far."""

    def __init__(self, stream: BinaryIO, offset: int = 0) -> None:
        self._stream = stream
        self._back = io.BytesIO()
        self.offset = offset
        self.rewound = 0

    def read(self, size: int) -> bytes:
        """So many bytes, fewer only at the end."""
        data = self._back.read(size)
        if len(data) < size:
            data += self._stream.read(size - len(data))
        self.offset += len(data)
        return data

    def readline(self) -> bytes:
        """A line with its end, or 64 KiB of one that is longer."""
        line = self._back.readline(_LONGEST_LINE)
        if not line.endswith(b"\n") and len(line) < _LONGEST_LINE:
            line += self._stream.readline(_LONGEST_LINE - len(line))
        self.offset += len(line)
        return line

    def unread(self, data: bytes) -> None:
        """Take bytes back, to be read next."""
        self.offset -= len(data)
        at = self._back.tell()
        if data and bytes(self._back.getbuffer()[max(0, at - len(data)) : at]) == data:
            self._back.seek(at - len(data))
        elif data:
            self._back = io.BytesIO(data + self._back.read())

    def skip(self, size: int) -> int:
        """Pass over so many bytes; how many there were."""
        passed = 0
        while passed < size and (data := self.read(min(_CHUNK, size - passed))):
            passed += len(data)
        return passed


class _Member(io.RawIOBase):
    """One gzip member of a tape, unzipped; behind its end the tape goes on."""

    def __init__(self, tape: Tape, budget: Budget) -> None:
        self._tape = tape
        self._budget = budget
        self._inflate = zlib.decompressobj(wbits=31)
        self._start = tape.offset
        self._fed: deque[bytes] = deque(maxlen=_LOOKBACK)

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer as far as one step goes; 0 at the member's end.

        Raises:
            zlib.error: it is damaged.
            EOFError: it breaks off.
            InputError: it unpacks to too much.
        """
        while not self._inflate.eof:
            data = self._inflate.unconsumed_tail or self._feed()
            out = self._inflate.decompress(data, len(buffer))
            if self._inflate.eof:
                self._tape.unread(self._inflate.unused_data)
            if out:
                self._budget.make(len(out))
                buffer[: len(out)] = out
                return len(out)
        return 0

    def _feed(self) -> bytes:
        data = self._tape.read(_CHUNK)
        if not data:
            raise EOFError("it breaks off")
        self._fed.append(data)
        return data

    def find_next(self) -> None:
        """After damage: wind the tape to where the next member seems to begin, or to its end."""
        fed = b"".join(self._fed)
        before = self._tape.offset - len(fed)
        self._tape.unread(fed[max(0, self._start + 1 - before) :])
        _find_member(self._tape)


def _find_member(tape: Tape) -> None:
    while data := tape.read(_CHUNK):
        if match := _GZIP.search(data):
            tape.unread(data[match.start() :])
            return
        if len(data) < _CHUNK:
            return
        tape.unread(data[-3:])


def read_frames(stream: io.BufferedReader, budget: Budget, most: int) -> Iterator[Frame | Damage]:
    """The records of an archive, plain or gzipped, and the damage between them, in order.

    Arguments:
        stream: the archive as it is stored.
        budget: what is unpacked is counted here.
        most: how many bytes of a record are held, and one more where it has more.

    Raises:
        InputError: it unpacks to too much.
    """
    tape = Tape(stream)
    if stream.peek(2)[:2] == b"\x1f\x8b":
        yield from _read_members(tape, budget, most)
    else:
        yield from _read_records(tape, most)


def _read_members(tape: Tape, budget: Budget, most: int) -> Iterator[Frame | Damage]:
    while start := tape.read(_CHUNK):
        start = start.lstrip(b"\0")  # padding
        tape.unread(start)
        offset = tape.offset
        if not start:
            continue
        if not _GZIP.match(start):
            yield Damage(offset, "bytes that belong to no record")
            tape.skip(1)
            _find_member(tape)
            continue
        member = _Member(tape, budget)
        try:
            for number, frame in enumerate(_read_records(Tape(buffered(member)), most), start=1):
                if isinstance(frame, Damage):
                    yield Damage(offset, frame.found)
                else:
                    yield replace(frame, offset=offset, number=number)
        except (zlib.error, EOFError) as error:
            yield Damage(offset, f"a gzip member that is broken ({error})")
            member.find_next()


def _read_records(tape: Tape, most: int) -> Iterator[Frame | Damage]:
    while line := tape.readline():
        start = tape.offset - len(line)
        if not line.strip():
            continue
        if _WARC.match(line):
            yield _read_warc(tape, line, start, most)
        elif _ARC.match(line):
            yield _read_arc(tape, line, start, most)
        else:
            yield Damage(start, "bytes that belong to no record")
            tape.unread(line)
            _find_record(tape)


def _read_warc(tape: Tape, line: bytes, start: int, most: int) -> Frame | Damage:
    lines = [line]
    size = len(line)
    while (line := tape.readline()).strip() and size < _LARGEST_HEAD:
        if (match := _WARC.search(line)) is not None:
            tape.unread(line[match.start() :])
            return Damage(start, "a record that breaks off in its header")
        lines.append(line)
        size += len(line)
    head = b"".join(lines)
    if (length := _LENGTH.search(head)) is None:
        _find_record(tape)
        return Damage(start, "a record that does not say its length")
    return _read_body(tape, Frame(start, head, int(length[1])), most)


def _read_arc(tape: Tape, line: bytes, start: int, most: int) -> Frame | Damage:
    return _read_body(tape, Frame(start, line, int(line.split()[-1]), is_arc=True), most)


def _read_body(tape: Tape, frame: Frame, most: int) -> Frame | Damage:
    """The record with its content, when that is whole and the next record or the end follows it."""
    body = tape.read(min(frame.size, most + 1))
    passed = tape.skip(frame.size - len(body)) if len(body) == most + 1 else 0
    if len(body) + passed < frame.size:
        _resume(tape, frame, body if not passed else b"")
        found = f"a record that breaks off after {len(body) + passed:,} of {frame.size:,} bytes"
        return Damage(frame.offset, found)
    after = tape.read(4)
    tape.unread(after)
    if (frame.is_arc or after != b"\r\n\r\n") and not _is_followed(tape):
        _resume(tape, frame, body if not passed else b"")
        return Damage(frame.offset, "a record that is not as long as it says")
    return replace(frame, body=body)


def _is_followed(tape: Tape) -> bool:
    """Whether line ends and then another record or the end follow."""
    ends = tape.read(_MOST_ENDS)
    tape.unread(ends)
    tape.skip(passed := len(ends) - len(ends.lstrip(b"\r\n")))
    line = tape.readline()
    tape.unread(ends[:passed] + line)
    return not line.strip() or _WARC.match(line) is not None or _ARC.match(line) is not None


def _resume(tape: Tape, frame: Frame, body: bytes) -> None:
    """Wind the tape to the record that begins inside what was taken for another one's content, or to the next."""
    if tape.rewound > _MOST_REWOUND:
        body = b""
    tape.rewound += len(body)
    if (match := (_NEXT_ARC if frame.is_arc else _WARC).search(body)) is not None:
        tape.unread(body[match.start() :])
    else:
        tape.unread(body[max(body.rfind(b"\n") + 1, len(body) - _LONGEST_LINE) :])  # it may begin at the very end
        _find_record(tape)


def _find_record(tape: Tape) -> None:
    """Wind the tape to the next record, which may begin inside a line, or to the end."""
    while line := tape.readline():
        match = _WARC.search(line) or _ARC.match(line)
        if match is not None:
            tape.unread(line[match.start() :])
            return
