"""A mapping of fields -> Report: what lines of JSON and rows of tables share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from asreported.errors import InputError
from asreported.readers.defaults import Defaults
from asreported.readers.report import make_report
from asreported.readers.restoring import restore
from asreported.records import Origin, Report

FIELDS = ("text", "id", "url", "publisher", "published", "headline", "authors")
"""The fields of an item that are read; all but `text` may be missing."""


def read_item(item: Any, told: Sequence[str], origin: Origin, where: str, defaults: Defaults) -> Report:
    """The report that a JSON object or a row holds.

    Arguments:
        item: a mapping; anything else is refused.
        told: warnings there are already.
        origin: where it was read from.
        where: the same for messages.
        defaults: which name each field has, and what stands in where one is missing.

    Raises:
        InputError: it is no mapping, has no text, or `make_report` refuses it.
    """
    if not isinstance(item, Mapping):
        raise InputError("a JSON object", kind_of_value(item), 'write {"text": "…"}', where)
    values = {name: item.get(defaults.field(name)) for name in FIELDS}
    name = defaults.field("text")
    text = values.pop("text")
    if not isinstance(text, str):
        found = f"{kind_of_value(text)} there" if name in item else "none"
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
    warnings.append(f"{where}: {name} is {kind_of_value(value)}, not a string; left out")
    return None


def _authors(value: Any, where: str, warnings: list[str]) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value.strip(),) if value.strip() else ()
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        return tuple(name.strip() for name in value if name.strip())
    if value is not None:
        warnings.append(f"{where}: authors is {kind_of_value(value)}, not a list of strings; left out")
    return ()


def kind_of_value(value: Any) -> str:
    """What kind of JSON value it is, for a message."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    kinds = {dict: "an object", list: "a list", str: "a string", int: "a number", float: "a number"}
    return kinds.get(type(value), type(value).__name__)
