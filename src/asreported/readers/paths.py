"""Files, folders and standard input -> reports: text, pages, JSON lines, plain or gzipped, told by their content."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import io
import os
import re
import stat
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, cast

from asreported.errors import AsReportedError, InputError, UsageError
from asreported.lexicons import Lexicons
from asreported.readers.decoding import MARKS, decode
from asreported.readers.failure import Failure
from asreported.readers.json_lines import FIELDS, Defaults, read_json_lines
from asreported.readers.pages import LARGEST_PAGE, is_page, read_page
from asreported.readers.report import LONGEST_TEXT, make_report
from asreported.records import Origin, Report

STDIN = "-"
_SUFFIXES = (".txt", ".text", ".jsonl", ".ndjson", ".json", ".html", ".htm", ".xhtml")
_LINES_SUFFIXES = (".jsonl", ".ndjson", ".json")
_GZIP = b"\x1f\x8b"
_OBJECT = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\s*[\"}]")
_PEEK = 4_096
_FOLDER_ACTION = "give a text file, a JSON lines file (.jsonl), a folder of these, or - for standard input"


def read_paths(
    paths: Iterable[str | Path],
    fields: Mapping[str, str] | None = None,
    *,
    published: str | None = None,
    publisher: str | None = None,
    lexicons: Lexicons | None = None,
    longest: int = LONGEST_TEXT,
    url: str | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Report | Failure]:
    """Read reports from files, folders and standard input, one after the other, in order.

        for item in read_paths(["reports/", "more.jsonl"], {"published": "date"}): ...

    A folder is read with all below it, sorted by name, hidden files left out; in it only .txt, .text, .jsonl, .ndjson,
    .json, .html, .htm and .xhtml files are read, and these gzipped. A file named itself may have any name. Lines flow
    as they come: no JSON lines file is held in memory and the input may never end.

    Arguments:
        paths: paths, ``-`` for standard input.
        fields: our name of a JSON field to the name it has in the input: ``{"published": "date"}``. Ours are `text`,
            `id`, `url`, `publisher`, `published`, `headline`, `authors`; others in the input are passed over.
        published: the date of reports that carry none.
        publisher: the publisher of reports that carry none.
        lexicons: tables; ours unless given.
        longest: the most code points a text may have.
        url: the address of the one page or text given.
        stdin: what ``-`` reads; the process's own unless given.

    Returns:
        An iterator over reports; where one could not be read a `Failure` stands in its place and the rest goes on.

    Raises:
        UsageError: `fields` has a name that is none of ours, at the first item.
        LexiconError: a table of `lexicons` is malformed, likewise.
    """
    fields = dict(fields or {})
    for name in fields:
        if name not in FIELDS:
            raise UsageError(f"one of {', '.join(FIELDS)}", repr(name), "write OURS=THEIRS", "--field")
    defaults = Defaults(fields, published, publisher, lexicons, longest, url)
    for path in paths:
        if str(path) == STDIN:
            yield from _read_stdin(stdin if stdin is not None else sys.stdin.buffer, defaults)
        else:
            yield from _read_path(path, defaults)


def _read_path(path: str | Path, defaults: Defaults) -> Iterator[Report | Failure]:
    place = str(path)
    try:
        mode = Path(path).stat().st_mode
    except OSError as error:
        yield _failure(place, error)
        return
    except ValueError:
        yield Failure(repr(place), InputError("a path", "one with a NUL in it", _FOLDER_ACTION, repr(place)))
        return
    if not stat.S_ISDIR(mode):
        yield from _read_file(path, defaults)
        return
    found = False
    for item in _walk(Path(path), place):
        found = True
        if isinstance(item, Failure):
            yield item
        else:
            yield from _read_file(item, defaults)
    if not found:
        kinds = ", ".join(_SUFFIXES)
        yield Failure(place, InputError(f"a folder with files to read ({kinds})", "none", "give the files", place))


def _walk(folder: Path, given: str) -> Iterator[str | Failure]:
    """The files to read below `folder`, sorted by their parts; a folder that cannot be listed is a failure."""
    failed: list[OSError] = []
    found: list[Path] = []
    for home, folders, names in os.walk(folder, onerror=failed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            base = name.lower().removesuffix(".gz")
            if not name.startswith(".") and base.endswith(_SUFFIXES):
                found.append(Path(home, name).relative_to(folder))
    for error in failed:
        yield _failure(str(error.filename), error)
    for path in sorted(found, key=lambda path: path.parts):
        yield str(Path(given) / path)


def _read_file(path: str | Path, defaults: Defaults) -> Iterator[Report | Failure]:
    place = str(path)
    name = place.lower().removesuffix(".gz")
    try:
        with Path(path).open("rb") as file:
            yield from _read_stream(_unzip(file), place, place, defaults, is_lines=name.endswith(_LINES_SUFFIXES))
    except (OSError, EOFError, zlib.error) as error:
        yield _failure(place, error)


def _read_stdin(stream: BinaryIO, defaults: Defaults) -> Iterator[Report | Failure]:
    place = "standard input"
    try:
        yield from _read_stream(_unzip(stream), None, place, defaults, is_lines=False)
    except (OSError, EOFError, zlib.error) as error:
        yield _failure(place, error)


def _unzip(stream: BinaryIO) -> io.BufferedReader:
    """The stream, unzipped where it is gzipped, with the `peek` that telling its content takes."""
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", stream))
    if buffered.peek(2)[:2] == _GZIP:
        return io.BufferedReader(cast("io.RawIOBase", gzip.GzipFile(fileobj=buffered)))
    return buffered


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
            data = self._stream.read(_PEEK)
            self._rest = self._decoder.decode(data, final=not data).encode("utf-8")
            if not data and not self._rest:
                return 0
        taken = self._rest[: len(buffer)]
        buffer[: len(taken)] = taken
        self._rest = self._rest[len(taken) :]
        return len(taken)


def _in_utf8(stream: io.BufferedReader) -> io.BufferedReader:
    """JSON lines in UTF-8, whatever Unicode encoding their mark names."""
    head = stream.peek(4)[:4]
    for mark, encoding in MARKS:
        if encoding != "utf-8-sig" and head.startswith(mark):
            return io.BufferedReader(_Recoded(stream, encoding))
    return stream


def _read_stream(
    stream: io.BufferedReader, path: str | None, place: str, defaults: Defaults, *, is_lines: bool
) -> Iterator[Report | Failure]:
    """Read one file or the standard input: JSON lines if named so or if it begins with an object, else one text."""
    if is_lines or _OBJECT.match(stream.peek(_PEEK)[:_PEEK]):
        yield from read_json_lines(_in_utf8(stream), path, place, defaults)
        return
    try:
        if is_page(stream.peek(_PEEK)[:_PEEK]):
            raw = stream.read(LARGEST_PAGE + 1)
            origin = Origin(path=path, sha256=hashlib.sha256(raw).hexdigest())
            yield read_page(raw, url=None, origin=origin, defaults=defaults)
            return
        yield _read_text(stream, path, place, defaults)
    except InputError as error:
        yield Failure(place, error)


def _read_text(stream: BinaryIO, path: str | None, place: str, defaults: Defaults) -> Report:
    most = defaults.longest * 4
    data = stream.read(most + 1)
    if len(data) > most:
        action = "give one report at a time, or JSON lines"
        raise InputError(f"a report of at most {defaults.longest:,} characters", "more", action, place)
    if not data:
        raise InputError("the text of a report", "an empty file", "give a file with text", place)
    text, warnings = decode(data, place)
    return make_report(
        text,
        published=defaults.published,
        publisher=defaults.publisher,
        url=defaults.url,
        origin=Origin(path=path, sha256=hashlib.sha256(data).hexdigest()),
        warnings=warnings,
        lexicons=defaults.lexicons,
        longest=defaults.longest,
        place=place,
    )


def _failure(place: str, error: Exception) -> Failure:
    """What the operating system or the decompressor said, as one of our errors."""
    found: AsReportedError
    if isinstance(error, FileNotFoundError):
        found = InputError("a file or folder", "nothing there", "check the path", place)
    elif isinstance(error, PermissionError):
        found = InputError("a file that can be read", "no permission", "change who may read it", place)
    elif isinstance(error, (gzip.BadGzipFile, EOFError, zlib.error)):
        found = InputError("a whole gzip file", f"a broken one ({error})", "make it again", place)
    else:
        cause = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        found = InputError("a file that can be read", cause.lower(), "check the path", place)
    found.__cause__ = error
    return Failure(place, found)
