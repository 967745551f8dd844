"""The JSON Schema of a record, made from the dataclasses themselves."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from asreported.records import SCHEMA_VERSION, Record


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one coded record, as `Record.to_dict` gives it."""
    found = TypeAdapter(Record).json_schema(mode="serialization")
    plain: dict[str, Any] = _rename(found)
    _close(plain)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "version": SCHEMA_VERSION, **plain}


def _rename(value: Any) -> Any:
    """Field names without the trailing underscore that keeps ``from_`` off Python's keywords."""
    if isinstance(value, dict):
        return {
            key.rstrip("_"): [name.rstrip("_") for name in item] if key == "required" else _rename(item)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [_rename(item) for item in value]
    return value


def _close(found: dict[str, Any]) -> None:
    """Every field is always written and none is added: all are required, no others allowed."""
    for one in (found, *found.get("$defs", {}).values()):
        if "properties" in one:
            one["required"] = list(one["properties"])
            one["additionalProperties"] = False
