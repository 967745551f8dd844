"""JSON lines -> reports: one object a line, read as the lines come.

A line whose id is what its own address and text make is one that `asreported read` or `asreported code` wrote: its
spans, source map and origin are taken over as they are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from asreported.errors import InputError
from asreported.lexicons import Lexicons
from asreported.readers.decoding import decode
from asreported.readers.failure import Failure
from asreported.readers.report import make_report
from asreported.readers.restoring import restore
from asreported.records import Origin, Report

FIELDS = ("text", "id", "url", "publisher", "published", "headline", "authors")
"""The fields of a line that are read; all but `text` may be missing."""
_ESCAPED = 8
"""A line may have this many bytes for each code point of the longest text: JSON writes some as twelve for two."""
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Defaults:
    """What holds for all items: fields renamed, what is taken where an item has none, tables, the longest text.

    `url` is the address of the one page or text there is.
    """

    fields: Mapping[str, str]
    published: str | None
    publisher: str | None
    lexicons: Lexicons | None
    longest: int
    url: str | None = None


def read_json_lines(stream: BinaryIO, path: str | None, place: str, defaults: Defaults) -> Iterator[Report | Failure]:
    """Read reports from JSON lines as they come, empty lines passed over.

    Arguments:
        stream: bytes; read a line at a time, of which no more than eight bytes for each code point allowed are held.
        path: the path to give as origin, None for standard input.
        place: the same for messages.
        defaults: see there.

    Returns:
        A report or failure for each line; a failure where there was no line at all.
    """
    most = defaults.longest * _ESCAPED
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
        origin = Origin(path=path, offset=start, row=number, sha256=digest)
        try:
            if items == 1 and (whole := _read_whole(stream, line, most, place)) is not None:
                yield from _read_items(whole, path, place, defaults)
                continue
            item, warnings = _parse(line, where)
            yield _read_item(item, origin, where, defaults, warnings)
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


def _read_items(items: list[Any], path: str | None, place: str, defaults: Defaults) -> Iterator[Report | Failure]:
    for number, item in enumerate(items, start=1):
        where = f"{place}:{number}"
        digest = hashlib.sha256(json.dumps(item, sort_keys=True).encode()).hexdigest()
        try:
            yield _read_item(item, Origin(path=path, row=number, sha256=digest), where, defaults)
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


def _read_item(item: Any, origin: Origin, where: str, defaults: Defaults, told: Sequence[str] = ()) -> Report:
    if not isinstance(item, dict):
        raise InputError("a JSON object", _kind(item), 'write {"text": "…"}', where)
    values = {name: item.get(defaults.fields.get(name, name)) for name in FIELDS}
    name = defaults.fields.get("text", "text")
    text = values.pop("text")
    if not isinstance(text, str):
        found = f"{_kind(text)} there" if name in item else "none"
        action = "say which field has it: --field text=NAME"
        raise InputError(f'a field "{name}" with the text', found, action, where)
    warnings = list(told)
    known = {name: _string(name, value, where, warnings) for name, value in values.items() if name != "authors"}
    report = make_report(
        text,
        input_id=known["id"],
        url=known["url"],
        publisher=known["publisher"] or defaults.publisher,
        published=known["published"] or defaults.published,
        headline=known["headline"],
        authors=_authors(values["authors"], where, warnings),
        origin=origin,
        warnings=warnings,
        lexicons=defaults.lexicons,
        longest=defaults.longest,
        place=where,
    )
    return restore(report, item, where) if item.get("id") == report.id else report


def _string(name: str, value: Any, where: str, warnings: list[str]) -> str | None:
    """A field's value as a string, None where it is missing, null or blank; a number is a string for an id only."""
    if value is None or isinstance(value, str):
        return value if value and not value.isspace() else None
    if name == "id" and isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    warnings.append(f"{where}: {name} is {_kind(value)}, not a string; left out")
    return None


def _authors(value: Any, where: str, warnings: list[str]) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value.strip(),) if value.strip() else ()
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        return tuple(name.strip() for name in value if name.strip())
    if value is not None:
        warnings.append(f"{where}: authors is {_kind(value)}, not a list of strings; left out")
    return ()


def _kind(value: Any) -> str:
    """What kind of JSON value it is, for a message."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    kinds = {dict: "an object", list: "a list", str: "a string", int: "a number", float: "a number"}
    return kinds.get(type(value), type(value).__name__)
