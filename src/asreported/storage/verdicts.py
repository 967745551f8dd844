"""The kinds of items that people judge, and how a judged item is found again in another reading of its report."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, is_dataclass
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from asreported.records import Actor, Attribution, Event, Place

VERDICTS = ("right", "wrong", "changed")
Item = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """A kind of item: its list in a record, the field that says what type it is, what can be changed in it."""

    name: str
    list_name: str
    type_name: str
    fields: Mapping[str, Any]
    """What can be changed, each with its type in a record."""


def _kind(name: str, list_name: str, type_name: str, made: Any, *more: str) -> Kind:
    types = {name.rstrip("_"): hint for name, hint in get_type_hints(made).items() if name != "id"}
    return Kind(name, list_name, type_name, {**types, **dict.fromkeys(more, str)})


KINDS = {
    "q": _kind("attribution", "attributions", "kind", Attribution),
    "e": _kind("event", "events", "event", Event),
    "a": _kind("actor", "actors", "kind", Actor, "same_as"),
    "p": _kind("place", "places", "use", Place),
}
"""The kinds by the letter their ids begin with. `same_as` names the actor that this one should be one with."""


def find_again(correction: Mapping[str, Any] | sqlite3.Row, record: Item) -> str | None:
    """The id of the item in `record` that a correction of the same report means; None where none is left."""
    kind = next((one for one in KINDS.values() if one.name == correction["kind"]), None)
    if kind is None:  # a story or happening is a matter of whole reports, which do not change
        return str(correction["item"])
    overlaps: list[tuple[bool, int, str]] = []
    for item in record[kind.list_name]:
        start, end = anchor_of(kind, item)
        shared = min(end, correction["span_end"]) - max(start, correction["span_start"])
        if shared > 0 and item[kind.type_name] == correction["type"]:
            overlaps.append((item["id"] == correction["item"], shared, item["id"]))
    return max(overlaps)[2] if overlaps else None


def anchor_of(kind: Kind, item: Item) -> tuple[int, int]:
    """Where an item stands: an attribution by its cue (else content), an event by its trigger, an actor by its first
    mention, a place by its span.
    """
    if kind.name == "attribution":
        start, end = (item["cue"] or item["content"])[0]
    elif kind.name == "event":
        start, end = item["tellings"][0]["trigger"][0]
    elif kind.name == "actor":
        start, end = item["mentions"][0]["span"] if item["mentions"] else (0, 0)
    else:
        start, end = item["span"]
    return start, end


def fits(value: Any, hint: Any) -> bool:
    """Whether a JSON value is of a field's type; what stands inside an object is left to the record to check."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Literal:
        return value in parts
    if origin in (Union, UnionType):
        return any(fits(value, part) for part in parts)
    if origin is tuple and isinstance(value, (list, tuple)):
        hints = [parts[0]] * len(value) if Ellipsis in parts else parts
        return len(hints) == len(value) and all(map(fits, value, hints))
    if is_dataclass(hint):
        return isinstance(value, Mapping)
    if hint is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return value is None if hint is NoneType else hint in (str, int) and type(value) is hint
