"""The two tables as Parquet files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from asreported.errors import UsageError
from asreported.exports.columns import Cell, Column, fill
from asreported.exports.reading import Readable, as_records
from asreported.exports.tables import TABLES

GROUP_ROWS = 10_000
"""Rows of a row group; that many are held in memory."""


class Rows:
    """Rows of one table on their way into a file, written group by group."""

    def __init__(self, path: Path, columns: Sequence[Column[Any]], stack: ExitStack) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        types = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64()}
        self._columns = columns
        self._schema = pa.schema([(column.name, types[column.kind]) for column in columns])
        self._writer = stack.enter_context(pq.ParquetWriter(path, self._schema, compression="zstd"))
        self._held: list[list[Cell]] = []
        stack.callback(self.flush)  # before the writer closes: last in, first out

    def add(self, item: Any) -> None:
        """Take one row."""
        self._held.append(fill(self._columns, item))
        if len(self._held) >= GROUP_ROWS:
            self.flush()

    def flush(self) -> None:
        """Write what is held."""
        import pyarrow as pa

        if self._held:
            arrays = [
                pa.array([None if cell == "" else cell for cell in cells], kind.type)
                for cells, kind in zip(zip(*self._held, strict=True), self._schema, strict=True)
            ]
            self._writer.write_table(pa.Table.from_arrays(arrays, schema=self._schema))
            self._held = []


def write_parquet(records: Iterable[Readable], folder: str | Path) -> int:
    """Write ``attributions.parquet`` and ``events.parquet``: the columns of the CSV tables, typed, text as it was.

    Arguments:
        records: any number, read once.
        folder: made where it is missing; tables in it are overwritten.

    Returns:
        How many records were written.

    Raises:
        UsageError: pyarrow is not installed.
    """
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError as error:
        action = "install it with pip install 'asreported[tables]'"
        raise UsageError("the package pyarrow", "none", action, "--as parquet") from error
    home = Path(folder)
    home.mkdir(parents=True, exist_ok=True)
    count = 0
    with ExitStack() as stack:
        rows = {name: Rows(home / f"{name}.parquet", columns, stack) for name, (columns, _) in TABLES.items()}
        for record in as_records(records):
            for name, (_, items_of) in TABLES.items():
                for item in items_of(record):
                    rows[name].add(item)
            count += 1
    return count
