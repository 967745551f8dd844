"""What would be read as what, a line each, without coding any of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from asreported.readers.failure import Failure, Passed
from asreported.readers.paths import Entry

REFUSED, PASSED_OVER = "refused", "passed over"


def list_entries(entries: Iterable[Entry]) -> Iterator[tuple[str, Entry]]:
    """A line for each entry, and the entry.

    Returns:
        Four cells parted by tabs: what it is read as (`Kind`), "refused" or "passed over"; where it is; its id, address
        or headline; its size in code points. For what is not read the last two are one: why.
    """
    for entry in entries:
        yield "\t".join(_clean(cell) for cell in _cells(entry)), entry


def _cells(entry: Entry) -> tuple[str, ...]:
    item = entry.item
    if isinstance(item, Failure):
        why = str(item.error).removeprefix(f"{item.error.place}: ")
        return REFUSED, item.place, why
    if isinstance(item, Passed):
        return PASSED_OVER, item.place, item.what
    name = item.input_id or item.url or item.headline or "-"
    return str(entry.kind), str(item.origin), name, f"{len(item.text):,} characters"


def _clean(cell: str) -> str:
    """The cell on one line, without what would move a terminal's cursor."""
    return "".join(letter if letter.isprintable() else " " for letter in cell)
