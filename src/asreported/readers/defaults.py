"""What holds for everything that is read: names of fields, what is taken where an item has none, tables, bounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from asreported.lexicons import Lexicons
from asreported.readers.report import LONGEST_TEXT
from asreported.time_limit import TimeLimit

MOST_BYTES = 20_000_000
"""An item may have this many bytes: the longest text that is read, at four bytes a code point. What cannot be read from
front to back (zip, Parquet) and does not lie in a file of its own is held in memory and may have no more either."""
MOST_NESTED = 4
"""Containers in containers: a gzipped tar in a zip is three deep. Nothing that people pack on purpose is deeper."""
MOST_RATIO = 200
"""What is unpacked may be this many times what was read for it. News packs to a fifth or a tenth; a thousandth, the
least that gzip and zip can do, takes a file made of one byte."""
FREE_BYTES = 64_000_000
"""So many bytes are unpacked in any case: a small file of equal lines is no bomb."""


@dataclass(frozen=True)
class Defaults:
    """What holds for all items.

    `fields` are ours to theirs (``{"published": "date"}``); `published` and `publisher` stand in where an item has
    none; `url` is the address of the one page or text there is. `longest` is in code points, `max_bytes` in bytes an
    item, `max_depth` in containers inside one another. `delimiter` is that of CSV tables; told from the header when
    None. `max_seconds` is of the processor's time an item; no limit when None.
    """

    fields: Mapping[str, str]
    published: str | None
    publisher: str | None
    lexicons: Lexicons | None
    longest: int = LONGEST_TEXT
    url: str | None = None
    max_bytes: int = MOST_BYTES
    max_depth: int = MOST_NESTED
    delimiter: str | None = None
    max_seconds: float | None = None

    def timed(self, place: str) -> TimeLimit:
        """A block in which one item is read; `TimeLimitError` when it takes longer than it may."""
        return TimeLimit(self.max_seconds, place)

    def field(self, name: str) -> str:
        """The name that our field `name` has in the input."""
        return self.fields.get(name, name)
