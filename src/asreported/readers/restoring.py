"""Lines that we wrote ourselves -> the same reports: what was found before is taken over, not looked for again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from asreported.errors import InputError, RecordError
from asreported.records import DatelineSpan, Origin, Report


def restore(report: Report, line: Mapping[str, Any], where: str) -> Report:
    """The report as it was when it was written.

    Arguments:
        report: as `make_report` makes it of the line's text and what stands beside it.
        line: what was written: a report by `Report.to_dict`, or a record.
        where: its place, for messages.

    Returns:
        The report with the line's headline span, dateline, furniture, source map, origin and the id its own input
        carried; what the line lacks stays as it was.

    Raises:
        InputError: one of these is not what we write.
    """
    found: dict[str, Any] = {"input_id": None}
    name = ""
    try:
        for name, read in _READERS.items():
            if (value := line.get(name)) is not None and (name != "dateline" or "place_span" in value):
                found[name] = read(value)
        return replace(report, **found)
    except (RecordError, TypeError, ValueError, AttributeError) as error:
        expected = f"a line as `asreported read` writes it, with spans of its text and {name!r} as it was"
        raise InputError(expected, "something else there", "read the report again", where) from error


def _span(value: Any) -> Any:
    numbers = tuple(value)
    if not all(type(number) is int and number >= 0 for number in numbers):
        raise TypeError(value)
    return numbers


def _spans(value: Any) -> Any:
    return tuple(map(_span, value))


def _dateline(value: Mapping[str, Any]) -> DatelineSpan:
    rest = {name: _span(one) for name, one in value.items() if one is not None}
    return DatelineSpan(rest.pop("span", ()), **rest)


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _origin(value: Mapping[str, Any]) -> Origin:
    for key, one in value.items():
        if one is not None and type(one) is not (int if key in ("offset", "row") else str):
            raise TypeError(key)
    return Origin(**value)


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "headline_span": _span,
    "furniture": _spans,
    "source_map": _spans,
    "dateline": _dateline,
    "origin": _origin,
    "input_id": _string,
}
