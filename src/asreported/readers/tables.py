"""Tables -> reports: CSV and TSV, a row each, read as the rows come; Parquet in `parquet.py`."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace

from asreported.errors import InputError
from asreported.readers.decoding import decode
from asreported.readers.defaults import Defaults
from asreported.readers.failure import Failure, Passed
from asreported.readers.items import FIELDS, read_item
from asreported.readers.kinds import DELIMITERS, in_utf8_head, split_header
from asreported.readers.streams import Source, in_utf8
from asreported.records import Origin, Report

_CHUNK = 1 << 20
_BOM = b"\xef\xbb\xbf"
_MOST_NAMED = 12
"""How many columns of a table are named when the one with the text is not among them."""


class _Lines:
    """The lines of a table for `csv.reader`, with what is needed to say of each row where it was and what it was.

    Bytes that are no UTF-8 come through as surrogates, to be decoded row by row.
    """

    def __init__(self, stream: io.BufferedReader, most: int) -> None:
        self._stream = stream
        self._most = most
        self._read = 0
        self.begin()

    def begin(self) -> None:
        """Begin a row: `offset` is where, in bytes, `digest` that of its bytes."""
        self.offset = self._read
        self.digest = hashlib.sha256()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._stream.readline(self._most + 1)
        if not line:
            raise StopIteration
        size = len(line)
        self._read += size
        if size > self._most:
            while not line.endswith(b"\n") and (line := self._stream.readline(_CHUNK)):
                self._read += len(line)
            raise csv.Error(f"more than {self._most:,} bytes in one line")
        if self._read == size:
            line = line.removeprefix(_BOM)
        self.digest.update(line)
        return line.decode("utf-8", "surrogateescape")


def read_table(source: Source, defaults: Defaults) -> Iterator[Report | Failure | Passed]:
    """Read a table with a header, its columns parted by comma, tab, semicolon or bar, its cells quoted as in RFC 4180.

    `origin.row` counts the header as the first row, as spreadsheets do.

    Arguments:
        source: the table.
        defaults: which column has which field, and what stands in for one that is empty.

    Returns:
        A report for each row; a failure for one that has more or fewer cells than the header, NULs, a quotation mark
        out of place, or no text.

    Raises:
        InputError: it is empty, or has no column with the text.
    """
    place = str(source.origin)
    csv.field_size_limit(max(csv.field_size_limit(), defaults.longest))  # of the process; there is no other
    most = min(defaults.longest * 4, defaults.max_bytes)
    delimiter = defaults.delimiter or _tell_delimiter(source, defaults)
    rows = _rows(_Lines(in_utf8(source.stream), most), delimiter, source.origin)
    header = next(rows, None)
    if header is None:
        raise InputError("a table", "an empty file", "give one with a header and rows", place)
    if isinstance(header, Failure):
        raise header.error
    columns = [name.strip() for name in header[0]]
    if (unlike := check_columns(columns, source, defaults)) is not None:
        yield unlike
        return
    row = None
    for row in rows:
        try:
            yield row if isinstance(row, Failure) else _read_row(columns, *row, defaults)
        except InputError as error:
            yield Failure(str(row[1]) if isinstance(row, tuple) else place, error)
    if row is None:
        yield Passed(place, "table without rows")


def check_columns(columns: Sequence[str], source: Source, defaults: Defaults) -> Passed | None:
    """What to say of a table that nobody named and that has no column with the text.

    Raises:
        InputError: it was named, or which column has the text was said.
    """
    text, place = defaults.field("text"), str(source.origin)
    if text in columns:
        return None
    if not source.is_named:
        return Passed(place, "table without a column of text")
    found = ", ".join(map(repr, columns[:_MOST_NAMED])) + (", …" if len(columns) > _MOST_NAMED else "")
    raise InputError(f"a column {text!r} with the text", found, "say which has it: --text-column NAME", place)


def _tell_delimiter(source: Source, defaults: Defaults) -> str:
    """What parts the header's cells: what makes the text's name one of them, else what stands in it most often."""
    line = in_utf8_head(source.head()).split(b"\n", 1)[0].decode("utf-8", "replace")
    with_text = [one for one in DELIMITERS if defaults.field("text") in split_header(line, one)]
    return max(with_text or DELIMITERS, key=line.count)


def _rows(lines: _Lines, delimiter: str, origin: Origin) -> Iterator[tuple[list[str], Origin] | Failure]:
    """The rows that have cells, each with its origin; a failure for each that is not quoted as it should be."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    number = 0
    while True:
        lines.begin()
        number += 1
        here = replace(origin, row=number)
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            expected, action = "a row of cells, in which quotation marks are doubled", "mend or take out the row"
            yield Failure(str(here), InputError(expected, f"another ({error})", action, str(here)))
            continue
        if any(cells):
            yield cells, replace(here, offset=lines.offset, sha256=lines.digest.hexdigest())


def _read_row(columns: Sequence[str], cells: list[str], origin: Origin, defaults: Defaults) -> Report:
    place = str(origin)
    if len(cells) != len(columns):
        raise InputError(f"a row of {len(columns)} cells", f"{len(cells)}", "mend or take out the row", place)
    wanted = {defaults.field(name) for name in FIELDS}
    cells, told = _decode_cells(cells, place)
    item = dict(reversed([pair for pair in zip(columns, cells, strict=True) if pair[0] in wanted]))  # the first of two
    if any("\0" in cell for cell in item.values()):
        raise InputError("cells of text", "NUL bytes", "mend or take out the row", place)
    with defaults.timed(place):
        return read_item(item, told, origin, place, defaults)


def _decode_cells(cells: list[str], place: str) -> tuple[list[str], tuple[str, ...]]:
    """The cells, read anew where they are no UTF-8, and what there is to say of that."""
    row = ",".join(cells)
    try:
        row.encode()
    except UnicodeEncodeError:
        _, told = decode(row.encode("utf-8", "surrogateescape"), place)
        return [cell.encode("utf-8", "surrogateescape").decode("cp1252") for cell in cells], told
    return cells, ()
