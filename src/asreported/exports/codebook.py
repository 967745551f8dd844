"""The codebook beside an export: what it holds, what every column means, how often events are right."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from asreported.exports.columns import Column

MEASURED = Path(__file__).parent / "measured.csv"
EMPTY = "always empty: "
GUARDED = (
    "Text that a spreadsheet would run as a formula (it begins with = + - @, a tab or a line break) has an apostrophe "
    "before it; numbers are as they are. Written with --no-escape it has none."
)
RAW = "Text is not escaped (--no-escape): a spreadsheet may run a cell that begins with = + - or @ as a formula."


@dataclass
class Seen:
    """What went into an export, counted while it was written."""

    records: int = 0
    coders: set[str] = field(default_factory=set)

    def __str__(self) -> str:
        coders = ", ".join(sorted(self.coders)) or "none"
        return f"{self.records:,} records; coder {coders}"


def make_codebook(
    name: str, about: Sequence[str], tables: Mapping[str, Sequence[Column[Any]]], *, has_events: bool = True
) -> str:
    """A codebook as Markdown.

    Arguments:
        name: what it is of.
        about: lines on what the export holds and how it is written.
        tables: the columns of each table, or the fields of a form that is no table; an empty name needs no heading.
        has_events: whether to say how often events are right.
    """
    parts = [f"# Codebook: {name}", *(f"- {line}" for line in about), ""]
    for title, columns in tables.items():
        parts += [f"## Columns{f' of {title}' if title else ''}", "", *_columns(columns), ""]
        if empty := [column.name for column in columns if column.filled_from.startswith(EMPTY)]:
            parts += [f"Always empty ({len(empty)} of {len(columns)}): {', '.join(empty)}.", ""]
    if has_events:
        parts += ["## How often events are right", "", *_measured(), ""]
    return "\n".join(parts)


def _columns(columns: Sequence[Column[Any]]) -> Iterator[str]:
    yield from _table(
        ("", "column", "meaning", "filled from"),
        ((str(n), column.name, column.meaning, column.filled_from) for n, column in enumerate(columns, 1)),
    )


def _measured() -> Iterator[str]:
    yield (
        "Precision: of the events that are given, the share that is right in a field, with its 95 % interval (Wilson). "
        "Sides are judged where the type is right. The events of the first set are in any voice and of any realis. "
        "What is not listed has not been measured: CAMEO codes, modes, contexts, dates and places of events."
    )
    yield ""
    with MEASURED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    sets = list(dict.fromkeys(row["set"] for row in rows))
    yield from (f"{number}. {one}" for number, one in enumerate(sets, 1))
    yield ""
    yield from _table(
        ("event", "field", "set", "right", "of", "precision", "95 % interval"),
        (
            (
                row["event"], row["field"], str(sets.index(row["set"]) + 1), row["right"] or "-", row["n"] or "-",
                row["precision"], f"{row['low']}-{row['high']}" if row["low"] else "not known",
            )
            for row in rows
        ),
    )  # fmt: skip


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield "|" + "---|" * len(header)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"
