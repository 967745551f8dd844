"""Parquet tables -> reports, one group of rows at a time."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from asreported.errors import InputError
from asreported.readers.decoding import decode
from asreported.readers.defaults import FREE_BYTES, MOST_RATIO, Defaults
from asreported.readers.failure import Failure, Passed
from asreported.readers.items import FIELDS, read_item
from asreported.readers.streams import Source, cause_of, read_held
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
    table = _open(source, defaults, place)
    columns: list[str] = table.schema_arrow.names
    if (unlike := check_columns(columns, source, defaults)) is not None:
        yield unlike
        return
    wanted = {defaults.field(name) for name in FIELDS}
    chosen = [name for name in columns if name in wanted]
    first = 0
    for group in range(table.metadata.num_row_groups):
        size = table.metadata.row_group(group).num_rows
        try:
            _check_size(table.metadata.row_group(group), chosen, place)
            yield from _read_group(table, group, chosen, replace(source.origin, row=first), defaults)
        except InputError as error:
            yield Failure(f"{place}:{first + 1}", error)
        first += size


def _open(source: Source, defaults: Defaults, place: str) -> Any:
    try:
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        action = "install it: pip install 'asreported[tables]'"
        raise InputError("pyarrow, which reads Parquet", "none", action, place) from error
    try:
        return ParquetFile(read_held(source, defaults.max_bytes), pre_buffer=False, buffer_size=1 << 16)
    except (OSError, ValueError, KeyError, NotImplementedError, RuntimeError) as error:  # pyarrow's are among these
        raise _broken(error, place) from error


def _broken(error: Exception, place: str) -> InputError:
    return InputError("a whole Parquet file", f"a broken one ({cause_of(error)})", "make it again", place)


def _check_size(group: Any, chosen: list[str], place: str) -> None:
    """Refuse what unpacks out of all proportion, as far as the file says so itself."""
    columns = [group.column(number) for number in range(group.num_columns)]
    for column in columns:
        made, taken = column.total_uncompressed_size, max(1, column.total_compressed_size)
        if column.path_in_schema.split(".")[0] in chosen and made > FREE_BYTES and made > MOST_RATIO * taken:
            found = f"a group of rows that unpacks to more than {MOST_RATIO} times its size"
            raise InputError("a table of reports", found, "make it again", place)


def _read_group(
    table: Any, group: int, chosen: list[str], before: Origin, defaults: Defaults
) -> Iterator[Report | Failure]:
    number = before.row or 0
    batches = table.iter_batches(batch_size=_BATCH_ROWS, row_groups=[group], columns=chosen, use_threads=False)
    while True:
        try:
            batch = next(batches)
        except StopIteration:
            return
        except (OSError, ValueError, KeyError, NotImplementedError, RuntimeError) as error:
            raise _broken(error, str(replace(before, row=number + 1))) from error
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
    return read_item(item, origin, place, defaults, told)


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
