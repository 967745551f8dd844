"""A researcher's export of Wikidata as tables to lay over ours: actors with their outside ids, offices with dates.

Results of the query service (JSON, CSV, TSV) and entities (lines of a dump, answers of the API) are read. See
``docs/lexicons.md`` for the columns and for a query that gives a usable export.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from asreported.lexicons import Lexicons
from asreported.lexicons.overlays import Tables
from asreported.lexicons.wikidata.files import Broken, is_export, read_file, saved_on
from asreported.lexicons.wikidata.items import Items
from asreported.lexicons.wikidata.rows import RowMaker

__all__ = ["is_export", "read_exports"]


def read_exports(paths: Iterable[Path], lexicons: Lexicons, read: str | None = None) -> Tables:
    """The items of exported files as rows of our tables.

    An item that one of our rows means becomes that row with its ids and further names; others become new rows. What an
    item's offices, countries and classes are called may stand in any of the files.

    Arguments:
        paths: the files, plain or compressed by gzip, in any order.
        lexicons: the tables the rows shall lie over: their countries, offices and kinds are what the files may name.
        read: the day the export was made (ISO), up to which its open spells are vouched for; None takes the day each
            file was last written.

    Returns:
        The rows, and a line for each item or office that our tables have no form for.

    Raises:
        InputError: a file cannot be read or is no export of Wikidata.
    """
    tables, items = Tables(), Items()
    for path in paths:
        day = read or saved_on(path)
        for found in read_file(path):
            if isinstance(found, Broken):
                tables.leave_out(found.place, found.expected, found.found)
            elif not items.add(found, day):
                tables.leave_out(found.place, "an item's number (Q…)", "none")
    RowMaker(lexicons, items, tables).make()
    return tables
