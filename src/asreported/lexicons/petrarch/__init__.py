"""PETRARCH-style dictionaries as tables to lay over ours: actors, agents with substitution sets, verb patterns.

The form is that of the Open Event Data Alliance's dictionaries (TABARI's, after Schrodt 2009). What kind a file is
shows in its lines: only verb dictionaries have ``--- BLOCKS ---`` and ``&SETS``.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from asreported.lexicons import Lexicons
from asreported.lexicons.overlays import Tables, write_overlay
from asreported.lexicons.petrarch.actors import ActorReader
from asreported.lexicons.petrarch.files import read_lines
from asreported.lexicons.petrarch.verbs import VerbReader

__all__ = ["Tables", "read_dictionaries", "write_overlay"]


def read_dictionaries(paths: Iterable[Path], lexicons: Lexicons) -> Tables:
    """The entries of dictionary files as rows of our tables.

    Of several entries with one name, or several patterns with the same words, the first counts.

    Arguments:
        paths: the files, plain or compressed by gzip, of any kind and in any order.
        lexicons: the tables the rows shall lie over: its countries and its CAMEO codes are what the files may name.

    Returns:
        The rows, and a line for each entry that our tables have no form for.

    Raises:
        InputError: a file cannot be read or is no dictionary.
    """
    tables = Tables()
    actors, verbs = ActorReader(lexicons, tables), VerbReader(lexicons, tables)
    for path in paths:
        lines = read_lines(path)
        is_of_verbs = any(line.text.startswith(("---", "&")) for line in lines)
        (verbs if is_of_verbs else actors).read(lines)
    return tables
