"""Parquet tables -> reports, one group of rows at a time."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import SEEK_END
from typing import Any, BinaryIO

from asreported.errors import InputError
from asreported.readers.decoding import decode
from asreported.readers.defaults import FREE_BYTES, MOST_RATIO, Defaults
from asreported.readers.failure import Failure, Passed
from asreported.readers.items import FIELDS, read_item
from asreported.readers.streams import BUFFER, Source, cause_of, read_held
from asreported.readers.tables import check_columns
from asreported.records import Origin, Report

_BATCH_ROWS = 16


def read_parquet(source: Source, defaults: Defaults) -> Iterator[Report | Failure | Passed]:
    """Read a Parquet table, a group of rows at a time. `origin.row` counts from 1.

    Arguments:
        source: the table; one that is not a file of its own is held in memory.
        defaults: which column has which field, and what stands in for one that is null.

    Returns:
        A report for each row; a failure for one without text, and for a group of rows that is damaged.

    Raises:
        InputError: it is broken, is too large to hold, has no column with the text, or pyarrow is not installed.
    """
    place = str(source.origin)
    file = read_held(source, defaults.max_bytes)
    table = _open(file, place)
    with _told_as_broken(place):
        _check_size(table, file.seek(0, SEEK_END), place)
        columns: list[str] = table.schema_arrow.names
        sizes = [table.metadata.row_group(group).num_rows for group in range(table.metadata.num_row_groups)]
    if (unlike := check_columns(columns, source, defaults)) is not None:
        yield unlike
        return
    if not sum(sizes):
        yield Passed(place, "table without rows")
    wanted = {defaults.field(name) for name in FIELDS}
    chosen = [name for name in columns if name in wanted]
    first = 0
    for group, size in enumerate(sizes):
        before = replace(source.origin, row=first)
        try:
            yield from _read_group(table, group, chosen, before, defaults)
        except InputError as error:
            yield Failure(error.place or place, error)
        first += size


def _open(file: BinaryIO, place: str) -> Any:
    try:
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        action = "install it: pip install 'asreported[tables]'"
        raise InputError("pyarrow, which reads Parquet", "none", action, place) from error
    with _told_as_broken(place):
        return ParquetFile(file, pre_buffer=False, buffer_size=BUFFER, page_checksum_verification=True)


@contextmanager
def _told_as_broken(place: str) -> Iterator[None]:
    """What pyarrow raises for damage, in our words; its own errors are among these."""
    try:
        yield
    except (OSError, ValueError, KeyError, NotImplementedError, RuntimeError) as error:
        found = f"a broken one ({cause_of(error)})"
        raise InputError("a whole Parquet file", found, "make it again", place) from error


def _check_size(table: Any, size: int, place: str) -> None:
    """Refuse what unpacks out of all proportion, as far as the file says so itself.

    Groups are asked and not their columns, for pyarrow ends the process when a column's statistics are damaged.
    """
    groups = range(table.metadata.num_row_groups)
    made = sum(table.metadata.row_group(group).total_byte_size for group in groups)
    if made > FREE_BYTES and made > MOST_RATIO * size:
        found = f"one that unpacks to more than {MOST_RATIO} times its size"
        raise InputError("a table of reports", found, "make it again", place)


def _read_group(
    table: Any, group: int, chosen: list[str], before: Origin, defaults: Defaults
) -> Iterator[Report | Failure]:
    number = before.row or 0
    with _told_as_broken(str(replace(before, row=number + 1))):
        batches = table.iter_batches(batch_size=_BATCH_ROWS, row_groups=[group], columns=chosen, use_threads=False)
    while True:
        with _told_as_broken(str(replace(before, row=number + 1))):
            batch = next(batches, None)
        if batch is None:
            return
        columns = dict(zip(batch.schema.names, batch.columns, strict=True))
        for index in range(batch.num_rows):
            number += 1
            here = replace(before, row=number)
            try:
                yield _read_row(columns, index, here, defaults)
            except InputError as error:
                yield Failure(str(here), error)


def _read_row(columns: dict[str, Any], index: int, origin: Origin, defaults: Defaults) -> Report:
    place = str(origin)
    told: list[str] = []
    item = {name: _plain(name, column[index], place, told) for name, column in columns.items()}
    with defaults.timed(place):
        return read_item(item, told, origin, place, defaults)


def _plain(name: str, cell: Any, place: str, told: list[str]) -> Any:
    """A cell as JSON would have it: bytes decoded, dates written out."""
    try:
        value = cell.as_py()
    except (ValueError, OverflowError) as error:
        found = f"a value in column {name!r} that cannot be read ({cause_of(error)})"
        raise InputError("a row of a table", found, "mend or take out the row", place) from error
    if isinstance(value, bytes):
        value, warnings = decode(value, place)
        told.extend(warnings)
    return value.isoformat() if isinstance(value, (datetime.date, datetime.time)) else value
