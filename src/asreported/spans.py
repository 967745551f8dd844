"""Spans, and walking a record for them: what records check themselves with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from asreported.errors import RecordError

Span = tuple[int, int]
Spans = tuple[Span, ...]

SPAN_FIELDS = {"span", "headline_span"}
SPANS_FIELDS = {"source", "cue", "content", "trigger", "evidence", "spans", "furniture"}


def check_span(span: Span, where: str) -> None:
    """Raise RecordError unless `span` is a non-empty, non-negative range of code points."""
    start, end = span
    if not 0 <= start < end:
        raise RecordError("a span (start, end) with 0 <= start < end", repr(span), "report this as a bug", where)


def check_spans(spans: Iterable[Span], where: str) -> None:
    """Raise RecordError unless `spans` are valid, in text order and do not overlap."""
    reached = 0
    for span in spans:
        check_span(span, where)
        if span[0] < reached:
            raise RecordError("spans in text order without overlap", repr(tuple(spans)), "report this as a bug", where)
        reached = span[1]


def outside(size: int, end: int, where: str) -> RecordError:
    """The error for a span that ends at `end` in a text of `size` code points."""
    return RecordError(
        f"a span within the {size} code points of the text", f"one to {end}", "report this as a bug", where
    )


def to_plain(value: Any) -> Any:
    """A record as plain JSON values: tuples become lists, ``from_`` becomes ``from``."""
    if is_dataclass(value):
        return {f.name.rstrip("_"): to_plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, (tuple, list)):
        return [to_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    return value


def walk_spans(value: Any, where: str = "$") -> Iterator[tuple[str, Span]]:
    """Every span in a record with its path inside it, in field order."""
    if is_dataclass(value):
        for f in fields(value):
            inner, path = getattr(value, f.name), f"{where}.{f.name.rstrip('_')}"
            if inner is None:
                continue
            if f.name in SPAN_FIELDS:
                yield path, inner
            elif f.name in SPANS_FIELDS:
                yield from ((f"{path}[{n}]", span) for n, span in enumerate(inner))
            else:
                yield from walk_spans(inner, path)
    elif isinstance(value, tuple) and value and is_dataclass(value[0]):
        for n, item in enumerate(value):
            yield from walk_spans(item, f"{where}[{n}]")


class IdMaker:
    """Makes ids from content and position: a letter, the anchor's span, a suffix; a second of the same takes ``.2``."""

    def __init__(self, letter: str) -> None:
        self._letter = letter
        self._count: dict[str, int] = {}

    def make(self, anchor: Span, suffix: str = "") -> str:
        """The id for `anchor`, unlike any this maker gave before."""
        base = f"{self._letter}{anchor[0]}-{anchor[1]}" + (f"-{suffix}" if suffix else "")
        n = self._count[base] = self._count.get(base, 0) + 1
        return base if n == 1 else f"{base}.{n}"
