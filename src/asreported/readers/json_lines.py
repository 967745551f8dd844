"""JSON lines -> reports: one object a line, read as the lines come.

A line whose id is what its own address and text make is one that `asreported read` or `asreported code` wrote: its
spans, source map and origin are taken over as they are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from asreported.errors import InputError
from asreported.readers.decoding import decode
from asreported.readers.defaults import Defaults as Defaults
from asreported.readers.failure import Failure
from asreported.readers.items import read_item
from asreported.records import Origin, Report

_ESCAPED = 8
"""A line may have this many bytes for each code point of the longest text: JSON writes some as twelve for two."""
_CHUNK = 1 << 20


def read_json_lines(stream: BinaryIO, origin: Origin, defaults: Defaults) -> Iterator[Report | Failure]:
    """Read reports from JSON lines as they come, empty lines passed over.

    Arguments:
        stream: bytes; read a line at a time, of which no more than eight bytes for each code point allowed are held,
            nor more than an item may have.
        origin: the file or member the lines are in.
        defaults: see there.

    Returns:
        A report or failure for each line; a failure where there was no line at all.
    """
    most = min(defaults.longest * _ESCAPED, defaults.max_bytes)
    place = str(origin)
    offset = number = items = 0
    while line := stream.readline(most + 1):
        number += 1
        start, where = offset, f"{place}:{number}"
        offset += len(line)
        if len(line) > most:
            offset += _skip_line(stream, line)
            items += 1
            found = f"more than {most:,} bytes in one line"
            yield Failure(where, InputError("one JSON object a line", found, "give one report a line", where))
            continue
        if not line.strip():
            continue
        items += 1
        digest = hashlib.sha256(line.rstrip(b"\r\n")).hexdigest()
        here = replace(origin, offset=start, row=number, sha256=digest)
        try:
            whole = _read_whole(stream, line, most, place) if items == 1 else None
            if whole is not None:
                yield from _read_items(whole, origin, defaults)
                continue
            with defaults.timed(where):
                report = read_item(*_parse(line, where), here, where, defaults)
            yield report
        except InputError as error:
            yield Failure(where, error)
    if items == 0:
        found = "white space only" if number else "an empty file"
        yield Failure(place, InputError("JSON lines", found, "give one report a line", place))


def _skip_line(stream: BinaryIO, line: bytes) -> int:
    """Read on to the end of a line that is too long, keeping nothing; how many bytes that were."""
    skipped = 0
    while not line.endswith(b"\n") and (line := stream.readline(_CHUNK)):
        skipped += len(line)
    return skipped


def _read_whole(stream: BinaryIO, line: bytes, most: int, place: str) -> list[Any] | None:
    """The items of a JSON array on the first line, of one over the whole file, or the one object over several lines.

    None for JSON lines.
    """
    start = line.strip().removeprefix(b"\xef\xbb\xbf").strip()
    if not (start in (b"{", b"[", b"[{") or (start.startswith(b"[") and start.endswith((b"]", b",", b"{", b"[")))):
        return None
    try:
        alone = json.loads(line)
    except (ValueError, RecursionError):
        alone = None
    if isinstance(alone, list):
        return alone
    data = line + stream.read(most)
    try:
        parsed = json.loads(data)
    except (ValueError, RecursionError) as error:
        cause = error.msg if isinstance(error, json.JSONDecodeError) else type(error).__name__
        found = f"neither ({cause})"
        raise InputError("JSON lines, or one JSON list", found, "give one object a line", place) from error
    return parsed if isinstance(parsed, list) else [parsed]


def _read_items(items: list[Any], origin: Origin, defaults: Defaults) -> Iterator[Report | Failure]:
    for number, item in enumerate(items, start=1):
        here = replace(origin, row=number)
        where = str(here)
        try:
            with defaults.timed(where):
                digest = hashlib.sha256(json.dumps(item, sort_keys=True).encode()).hexdigest()
                report = read_item(item, (), replace(here, sha256=digest), where, defaults)
            yield report
        except InputError as error:
            yield Failure(where, error)


def _parse(line: bytes, where: str) -> tuple[Any, tuple[str, ...]]:
    """The value on a line, and what there is to say about its encoding."""
    try:
        text, warnings = decode(line, where)
        return json.loads(text), warnings
    except RecursionError as error:
        found = "one nested too deeply"
        raise InputError("a JSON object", found, "give one report a line", where) from error
    except json.JSONDecodeError as error:
        found = f"a line that breaks off or is no JSON at column {error.colno} ({error.msg})"
        raise InputError("a JSON object", found, "mend or take out the line", where) from error
    except ValueError as error:
        raise InputError("a JSON object", f"a value that cannot be read ({error})", "mend the line", where) from error
