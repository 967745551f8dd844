"""Files, folders, globs and standard input -> reports: what each is is told by its content."""

from __future__ import annotations

import glob
import hashlib
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from asreported.errors import InputError, UsageError
from asreported.lexicons import Lexicons
from asreported.readers.archives import read_archive
from asreported.readers.containers import read_tar, read_zip
from asreported.readers.decoding import decode
from asreported.readers.defaults import MOST_BYTES, MOST_NESTED, Defaults
from asreported.readers.failure import Failure, Passed
from asreported.readers.feeds import read_feed
from asreported.readers.items import FIELDS
from asreported.readers.json_lines import read_json_lines
from asreported.readers.kinds import SUFFIXES, Kind, has_known_suffix, kind_of
from asreported.readers.pages import read_page
from asreported.readers.parquet import read_parquet
from asreported.readers.report import LONGEST_TEXT, make_report
from asreported.readers.streams import Budget, Counted, Source, buffered, cause_of, gunzip, in_utf8, read_whole
from asreported.readers.tables import read_table
from asreported.records import Origin, Report

STDIN = "-"
_FOLDER_ACTION = "give a file, a folder, a pattern such as 'news/*.html', or - for standard input"
_GLOB = frozenset("*?[")

Item = Report | Failure | Passed


@dataclass(frozen=True)
class Entry:
    """An item of the input and what it was read as; `kind` is None where that was not found out."""

    kind: Kind | None
    item: Item


def read_paths(
    paths: Iterable[str | Path],
    fields: Mapping[str, str] | None = None,
    *,
    published: str | None = None,
    publisher: str | None = None,
    lexicons: Lexicons | None = None,
    longest: int = LONGEST_TEXT,
    max_bytes: int = MOST_BYTES,
    max_depth: int = MOST_NESTED,
    max_seconds: float | None = None,
    delimiter: str | None = None,
    url: str | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Report | Failure]:
    """Read reports from files, folders and standard input, one after the other, in order.

        for item in read_paths(["reports/", "more.jsonl"], {"published": "date"}): ...

    Each input is told by its content: HTML pages, RSS and Atom feeds, WARC and ARC archives, JSON lines and lists, CSV,
    TSV and Parquet tables with a column for the text, plain text, any of these gzipped, and zip and tar archives of
    these. A folder is read with all below it, sorted by name, hidden files left out; in it, and in archives, only files
    with a known suffix are read. A file named itself may have any name. A pattern (``news/*.html``) stands for the
    files it matches, sorted. Items flow as they come: no file is held in memory and the input may never end.

    Arguments:
        paths: paths, patterns, ``-`` for standard input.
        fields: our name of a JSON field or table column to the name it has in the input: ``{"published": "date"}``.
            Ours are `text`, `id`, `url`, `publisher`, `published`, `headline`, `authors`; others are passed over.
        published: the date of reports that carry none.
        publisher: the publisher of reports that carry none.
        lexicons: tables; ours unless given.
        longest: the most code points a text may have.
        max_bytes: the most bytes an item may have (a text, page, feed, line or record), and what has to be held whole.
        max_depth: how many archives may lie in one another, gzip included.
        max_seconds: of the processor's time that reading an item may take, in the main thread on Unix; else no limit.
        delimiter: what parts the columns of CSV tables; told from the header unless given.
        url: the address of the one page or text given.
        stdin: what ``-`` reads; the process's own unless given.

    Returns:
        An iterator over reports; where one could not be read a `Failure` stands in its place and the rest goes on.

    Raises:
        UsageError: `fields` has a name that is none of ours, or a bound makes no sense, at the first item.
        LexiconError: a table of `lexicons` is malformed, likewise.
    """
    defaults = Defaults(
        dict(fields or {}), published, publisher, lexicons, longest, url,
        max_bytes=max_bytes, max_depth=max_depth, delimiter=delimiter, max_seconds=max_seconds,
    )  # fmt: skip
    for entry in read_entries(paths, defaults, stdin):
        if not isinstance(entry.item, Passed):
            yield entry.item


def read_entries(paths: Iterable[str | Path], defaults: Defaults, stdin: BinaryIO | None = None) -> Iterator[Entry]:
    """As `read_paths`, with what each item was read as, and with what was passed over.

    Raises:
        UsageError: as in `read_paths`.
    """
    check_defaults(defaults)
    for path in paths:
        if str(path) == STDIN:
            yield from _read_stdin(stdin if stdin is not None else sys.stdin.buffer, defaults)
        else:
            yield from _read_path(path, defaults)


def check_defaults(defaults: Defaults) -> None:
    """Hold what was given against what there is.

    Raises:
        UsageError: a field is none of ours, or a bound or the delimiter makes no sense.
    """
    for name in defaults.fields:
        if name not in FIELDS:
            raise UsageError(f"one of {', '.join(FIELDS)}", repr(name), "write OURS=THEIRS", "--field")
    if defaults.max_bytes < 1:
        raise UsageError("a number of bytes, 1 or more", str(defaults.max_bytes), "give one", "--max-bytes")
    if defaults.max_depth < 0:
        raise UsageError("a number of archives, 0 or more", str(defaults.max_depth), "give one", "max_depth")
    if defaults.max_seconds is not None and defaults.max_seconds <= 0:
        raise UsageError("a number of seconds, more than 0", f"{defaults.max_seconds:g}", "give one", "--max-seconds")
    if defaults.delimiter is not None and (len(defaults.delimiter) != 1 or defaults.delimiter in '"\r\n\0'):
        found = repr(defaults.delimiter)
        raise UsageError("one character that parts columns", found, "give one such as ';'", "--delimiter")


def _read_path(path: str | Path, defaults: Defaults) -> Iterator[Entry]:
    place = str(path)
    try:
        mode = Path(path).stat().st_mode
    except OSError as error:
        if isinstance(error, FileNotFoundError) and _GLOB & set(place):
            yield from _read_pattern(place, defaults)
        else:
            yield Entry(None, _failure(place, error))
        return
    except ValueError:
        wrong = InputError("a path", "one with a NUL in it", _FOLDER_ACTION, repr(place))
        yield Entry(None, Failure(repr(place), wrong))
        return
    if stat.S_ISDIR(mode):
        yield from _read_folder(place, defaults)
    else:
        yield from _read_file(path, defaults, is_named=True)


def _read_pattern(pattern: str, defaults: Defaults) -> Iterator[Entry]:
    """The files and folders a pattern stands for, when the shell did not put them in its place."""
    found = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207  a Path takes no pattern that begins with a slash
    for path in found:
        yield from _read_path(path, defaults)
    if not found:
        error = InputError("files that match", "none", _FOLDER_ACTION, pattern)
        yield Entry(None, Failure(pattern, error))


def _read_folder(place: str, defaults: Defaults) -> Iterator[Entry]:
    found = False
    for item in _walk(Path(place), place):
        entries = _read_file(item, defaults, is_named=False) if isinstance(item, str) else [Entry(None, item)]
        for entry in entries:
            found = found or not isinstance(entry.item, Passed)
            yield entry
    if not found:
        error = InputError(f"a folder with files to read ({', '.join(SUFFIXES)})", "none", "give the files", place)
        yield Entry(None, Failure(place, error))


def _walk(folder: Path, given: str) -> Iterator[str | Failure | Passed]:
    """The files below `folder`, sorted by their parts; a folder that cannot be listed is a failure."""
    failed: list[OSError] = []
    found: list[Path] = []
    for home, folders, names in os.walk(folder, onerror=failed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found.extend(Path(home, name).relative_to(folder) for name in names if not name.startswith("."))
    for error in failed:
        yield _failure(str(error.filename), error)
    for path in sorted(found, key=lambda path: path.parts):
        place = str(Path(given) / path)
        yield place if has_known_suffix(path.name) else Passed(place, "file of another kind")


def _read_file(path: str | Path, defaults: Defaults, *, is_named: bool) -> Iterator[Entry]:
    place = str(path)
    try:
        with Path(path).open("rb", buffering=0) as file:
            budget = Budget(place)
            stream = buffered(Counted(file, budget.take))
            yield from _read_source(Source(stream, Origin(path=place), budget, is_named=is_named), defaults)
    except OSError as error:
        yield Entry(None, _failure(place, error))


def _read_stdin(stream: BinaryIO, defaults: Defaults) -> Iterator[Entry]:
    budget = Budget("standard input")
    counted = buffered(_Pipe(stream, budget.take))
    yield from _read_source(Source(counted, Origin(), budget), defaults)


class _Pipe(Counted):
    """Standard input, which is read from front to back whatever it is."""

    def seekable(self) -> bool:
        """No."""
        return False


def _read_source(source: Source, defaults: Defaults) -> Iterator[Entry]:
    """Read something by what it is; no further when more was unpacked of the file given than may be."""
    kind = None
    is_empty = True
    try:
        kind = kind_of(source.head(), source.name, defaults)
        if kind in _CONTAINERS and source.depth >= defaults.max_depth:
            yield Entry(kind, _too_deep(source, defaults))
            return
        for item in _READERS[kind](source, defaults):
            is_empty = False
            yield item if isinstance(item, Entry) else Entry(kind, item)
            if source.budget.is_spent:
                return
        if is_empty:
            yield Entry(kind, Passed(str(source.origin), f"{kind} with nothing in it"))
    except InputError as error:
        yield Entry(kind, Failure(str(source.origin), error))
    except OSError as error:
        yield Entry(kind, _failure(str(source.origin), error))


def _too_deep(source: Source, defaults: Defaults) -> Failure | Passed:
    """An archive too deep in others: told once for each file given, for bombs are made of thousands."""
    place = str(source.origin)
    if source.budget.is_depth_told:
        return Passed(place, "archive too deep in others")
    source.budget.is_depth_told = True
    expected = f"archives at most {defaults.max_depth} deep in one another"
    return Failure(place, InputError(expected, "one deeper", "unpack the outer ones", place))


def _read_gzip(source: Source, defaults: Defaults) -> Iterator[Entry]:
    return _read_source(replace(source, stream=gunzip(source), depth=source.depth + 1), defaults)


def _read_zip(source: Source, defaults: Defaults) -> Iterator[Entry | Failure | Passed]:
    return _read_members(read_zip(source, defaults), defaults)


def _read_tar(source: Source, defaults: Defaults) -> Iterator[Entry | Failure | Passed]:
    return _read_members(read_tar(source), defaults)


def _read_members(
    members: Iterator[Source | Failure | Passed], defaults: Defaults
) -> Iterator[Entry | Failure | Passed]:
    for member in members:
        if isinstance(member, Source):
            yield from _read_source(member, defaults)
        else:
            yield member


def _read_feed(source: Source, defaults: Defaults) -> Iterator[Item]:
    place = str(source.origin)
    return read_feed(read_whole(source.stream, defaults.max_bytes, place), source.origin, defaults)


def _read_page(source: Source, defaults: Defaults) -> Iterator[Report]:
    raw = read_whole(source.stream, defaults.max_bytes, str(source.origin))
    origin = replace(source.origin, sha256=hashlib.sha256(raw).hexdigest())
    with defaults.timed(str(origin)):
        report = read_page(raw, url=None, origin=origin, defaults=defaults)
    yield report


def _read_lines(source: Source, defaults: Defaults) -> Iterator[Item]:
    return read_json_lines(in_utf8(source.stream), source.origin, defaults)


def _read_text(source: Source, defaults: Defaults) -> Iterator[Report]:
    place = str(source.origin)
    most = min(defaults.longest * 4, defaults.max_bytes)
    data = source.stream.read(most + 1)
    if len(data) > most:
        action = "give one report at a time, or JSON lines"
        raise InputError(f"a report of at most {most:,} bytes", "more", action, place)
    if not data:
        raise InputError("the text of a report", "an empty file", "give a file with text", place)
    with defaults.timed(place):
        text, warnings = decode(data, place)
        report = make_report(
            text,
            published=defaults.published,
            publisher=defaults.publisher,
            url=defaults.url,
            origin=replace(source.origin, sha256=hashlib.sha256(data).hexdigest()),
            warnings=warnings,
            lexicons=defaults.lexicons,
            longest=defaults.longest,
            place=place,
        )
    yield report


_CONTAINERS = (Kind.gzip, Kind.zip, Kind.tar)
_READERS: Mapping[Kind, Callable[[Source, Defaults], Iterator[Entry | Item]]] = {
    Kind.gzip: _read_gzip,
    Kind.archive: read_archive,
    Kind.zip: _read_zip,
    Kind.tar: _read_tar,
    Kind.parquet: read_parquet,
    Kind.feed: _read_feed,
    Kind.page: _read_page,
    Kind.lines: _read_lines,
    Kind.table: read_table,
    Kind.text: _read_text,
}


def _failure(place: str, error: OSError) -> Failure:
    """What the operating system said, as one of our errors."""
    if isinstance(error, FileNotFoundError):
        found = InputError("a file or folder", "nothing there", "check the path", place)
    elif isinstance(error, PermissionError):
        found = InputError("a file that can be read", "no permission", "change who may read it", place)
    else:
        found = InputError("a file that can be read", cause_of(error).lower(), "check the path", place)
    found.__cause__ = error
    return Failure(place, found)
