"""Records out of what was written of them: plain dictionaries, lines of JSON."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, TextIO, Union, get_args, get_origin, get_type_hints

from asreported.errors import InputError, RecordError, UsageError
from asreported.records import Record

Readable = Record | Mapping[str, Any]
Decode = Callable[[Any, str], Any]


def as_record(value: Readable) -> Record:
    """A record as the dataclass that checks itself, from itself or from what `Record.to_dict` gave.

    Fields this version does not know are passed over, so that a later one's records can be read.

    Raises:
        RecordError: a field is missing or malformed, a span leaves the text, or an id points at nothing.
    """
    return value if isinstance(value, Record) else _decoder(Record)(value, "$")


def as_records(values: Iterable[Readable]) -> Iterator[Record]:
    """Each of `values` as a record, one at a time."""
    return map(as_record, values)


def read_records(path: str) -> Iterator[dict[str, Any]]:
    """The records of a file as plain dictionaries, one a line, read as they are asked for.

    Arguments:
        path: a file that ``asreported code --to jsonl`` wrote, perhaps gzipped, or ``-`` for standard input.

    Raises:
        UsageError: there is no such file.
        InputError: a line holds no record; it is named, and nothing behind it is read, for an export that leaves
            records out would not show it.
    """
    place = "standard input" if path == "-" else path
    with nullcontext(_standard_input()) if path == "-" else _open(path) as lines:
        try:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _read_line(line, f"{place}:{number}")
        except (UnicodeDecodeError, EOFError, gzip.BadGzipFile) as error:
            action = "give what `asreported code --to jsonl` wrote"
            raise InputError("records as lines in UTF-8", str(error), action, place) from error


def _standard_input() -> TextIO:
    sys.stdin.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    return sys.stdin


def _open(path: str) -> TextIO:
    try:
        if path.endswith(".gz"):
            return gzip.open(path, "rt", encoding="utf-8", newline="\n")
        return open(path, encoding="utf-8", newline="\n")  # noqa: PTH123  closed by the caller
    except OSError as error:
        cause = (error.strerror or str(error)).lower()
        raise UsageError("a file of records", cause, "give what `asreported code --to jsonl` wrote", path) from error


def _read_line(line: str, place: str) -> dict[str, Any]:
    action = "write records with `asreported code --to jsonl`"
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError("a record as a line of JSON", str(error), action, place) from error
    if not isinstance(found, dict) or not {"events", "actors", "attributions", "text"} <= found.keys():
        raise InputError("a record", "another JSON value", action, place)
    return found


# ---- plain values -> dataclasses: the way back of `spans.to_plain` ---------------------------------------------------


@cache
def _decoder(kind: Any) -> Decode:
    """What makes a value of this type out of plain JSON values."""
    if is_dataclass(kind):
        return _dataclass_decoder(kind)
    if get_origin(kind) in (Union, UnionType):
        [inner] = [one for one in get_args(kind) if one is not NoneType]
        decode = _decoder(inner)
        return lambda value, where: None if value is None else decode(value, where)
    if get_origin(kind) is tuple:
        return _tuple_decoder(get_args(kind))
    return lambda value, _: value


def _dataclass_decoder(kind: Any) -> Decode:
    hints = get_type_hints(kind)
    known = [(f.name, f.name.rstrip("_"), _decoder(hints[f.name])) for f in fields(kind)]
    needed = {f.name.rstrip("_") for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING}

    def decode(value: Any, where: str) -> Any:
        if not isinstance(value, Mapping):
            raise _malformed("an object", value, where)
        if missing := needed - value.keys():
            raise _malformed(f"the field {min(missing)!r}", None, where)
        return kind(**{name: part(value[key], f"{where}.{key}") for name, key, part in known if key in value})

    return decode


def _tuple_decoder(kinds: tuple[Any, ...]) -> Decode:
    parts = [_decoder(kind) for kind in kinds if kind is not Ellipsis]
    is_open = kinds[-1] is Ellipsis

    def decode(value: Any, where: str) -> Any:
        if not isinstance(value, (list, tuple)) or not (is_open or len(value) == len(parts)):
            raise _malformed("a list" if is_open else f"a list of {len(parts)}", value, where)
        steps = parts * len(value) if is_open else parts
        return tuple(step(one, f"{where}[{n}]") for n, (step, one) in enumerate(zip(steps, value, strict=True)))

    return decode


def _malformed(expected: str, found: Any, where: str) -> RecordError:
    shown = "nothing" if found is None else repr(found)[:60]
    return RecordError(expected, shown, "give records as `asreported code` wrote them", where)
