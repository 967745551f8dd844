"""Every form that records are exported as."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Literal

from asreported.errors import UsageError
from asreported.exports import followthemoney, lines, networks, quotations, tables
from asreported.exports.annotations import brat, prodigy, timeml, web
from asreported.exports.columns import Column, Layout
from asreported.exports.event_tables import gdelt, icews, phoenix, polecat
from asreported.exports.event_tables.rows import Row, dyads_of, events_of
from asreported.exports.parquet import write_parquet
from asreported.exports.reading import Readable, as_records
from asreported.exports.selection import EVERYTHING, REPORTED, Selection
from asreported.exports.workbook import write_workbook
from asreported.records import Record

Target = Literal["text", "bytes", "file", "folder"]
Tables = Mapping[str, Sequence[Column[Any]]]
Write = Callable[..., int]


@dataclass(frozen=True)
class Form:
    """One form of export.

    Arguments:
        name: as in ``--as``.
        about: what it is, in a line.
        for_whom: who reads it, and with what.
        target: a stream of text or bytes, a file that must be seekable, or a folder.
        write: writes records there; what is left out has been left out already.
        tables: columns or fields, for the codebook.
        chosen: which events it holds unless asked otherwise: a form without a voice holds the report's own.
        is_guarded: whether cells that a spreadsheet would run are escaped; `write` then takes `is_guarded`.
        notes: what else a reader has to know.
        has_events: whether it holds events.
    """

    name: str
    about: str
    for_whom: str
    target: Target
    write: Write
    tables: Tables
    chosen: Selection = EVERYTHING
    is_guarded: bool = False
    notes: tuple[str, ...] = ()
    has_events: bool = True


def _write_rows(
    layout: Layout, columns: Sequence[Column[Row]], rows: Callable[[Iterable[Record]], Iterator[Row]],
    records: Iterable[Readable], out: Any, *, is_guarded: bool = True,
) -> int:  # fmt: skip
    return layout.write(columns, rows(as_records(records)), out, is_guarded=is_guarded)


def _event_table(name: str, about: str, for_whom: str, module: Any, rows: Any, *notes: str) -> Form:
    layout: Layout = module.LAYOUT
    header = "the header" if layout.has_header else "no header"
    empty = f"the word {layout.empty} where there is nothing" if layout.empty else "nothing where there is nothing"
    written = (
        f"Written as: UTF-8, tabs, {header}, {empty}; a cell with a quotation mark in it stands between such marks, "
    )
    written += "the inner ones doubled; white space in cells is single spaces, control characters are left out"
    return Form(
        name, about, for_whom, "text", partial(_write_rows, layout, module.COLUMNS, rows), {"": module.COLUMNS},
        REPORTED, is_guarded=True, notes=(*notes, written),
    )  # fmt: skip


PAIRS = (
    "One row a pair of an actor and a recipient; an event without one side has an empty one; what sides do to one "
    "another (by the table row that told it) has a row for each order of two. To find a row's event again: the first "
    "52 bits of SHA-256 over id of the record, id of the event, ids of actor and recipient (or nothing), a line each"
)
OURS = {name: columns for name, (columns, _) in tables.TABLES.items()}
NETWORK = {"nodes": networks.NODE_COLUMNS, "edges": networks.EDGE_COLUMNS}
NETWORK_NOTES = (
    "Nodes: actors that a lexicon lists are the same in all reports; others with a name where kind, country and name "
    "are the same, which may join two people of one name; others are of their report alone",
    "Buffers: the network is held in memory, as large as there are actors and pairs, not reports",
)
PARTED = "Several values in a cell are parted by | and in step with the cells beside; days are half open"

_ALL = (
    _event_table(
        "polecat",
        "Events in POLECAT's 40 columns",
        "users of POLECAT, in R, pandas, Excel",
        polecat,
        events_of,
        "One row an event; several sides in a cell, `; ` between them, in step with the cells beside",
    ),
    _event_table(
        "icews", "Events in ICEWS's 20 columns", "users of ICEWS, in R (icews), pandas", icews, dyads_of, PAIRS
    ),
    _event_table(
        "phoenix",
        "Events in the 26 columns of Phoenix's daily files",
        "users of Phoenix, in R (phoxy, events)",
        phoenix,
        dyads_of,
        PAIRS,
    ),
    _event_table(
        "gdelt", "Events in GDELT 2.0's 61 columns", "users of GDELT, in gdeltPyR, BigQuery, R", gdelt, dyads_of, PAIRS
    ),
    Form(
        "gqg",
        "Quotations as GDELT's Global Quotation Graph has them, a report a line",
        "users of the GQG",
        "text",
        quotations.write_quotations,
        {"": quotations.COLUMNS},
        has_events=False,
        notes=("Reports that quote nobody have no line; GDELT names no speaker, for that take csv",),
    ),
    Form(
        "csv",
        "Two tables: attributions.csv and events.csv",
        "spreadsheets, R, Stata, pandas",
        "folder",
        tables.write_tables,
        OURS,
        is_guarded=True,
        notes=("Written as: UTF-8 with byte-order mark, commas, CRLF, the header", PARTED),
    ),
    Form(
        "jsonl",
        "The records, one a line",
        "programs; `asreported explain` and `export` read them",
        "text",
        lines.write_lines,
        {"": lines.COLUMNS},
    ),
    Form(
        "parquet",
        "The two tables, typed: attributions.parquet and events.parquet",
        "DuckDB, Arrow, pandas, R (arrow)",
        "folder",
        write_parquet,
        OURS,
        notes=(PARTED,),
    ),
    Form(
        "xlsx",
        "The two tables as a workbook",
        "Excel, LibreOffice",
        "file",
        write_workbook,
        OURS,
        notes=(
            "A table longer than a sheet goes on in further ones; a text longer than a cell stands whole, in "
            "parts, in long_texts. Text is stored as text and runs nowhere",
            PARTED,
        ),
    ),
    Form(
        "brat",
        "A text and its annotations for each report, and annotation.conf",
        "the brat annotation tool",
        "folder",
        brat.write_brat,
        {"": brat.COLUMNS},
    ),
    Form(
        "webannotation",
        "W3C Web Annotations, a JSON-LD document a line",
        "Hypothesis, Recogito, triple stores",
        "text",
        web.write_web_annotations,
        {"": web.COLUMNS},
    ),
    Form(
        "prodigy",
        "Tasks with tokens, spans and relations, a report a line",
        "Prodigy: spans.manual, rel.manual",
        "text",
        prodigy.write_prodigy,
        {"": prodigy.COLUMNS},
        REPORTED,
    ),
    Form(
        "timex",
        "TIMEX3 in the text, a TimeML file for each report",
        "readers of TimeML",
        "folder",
        timeml.write_timeml,
        {"": timeml.COLUMNS},
        has_events=False,
    ),
    Form(
        "gexf",
        "Who speaks of whom, who acts on whom, as GEXF 1.2",
        "Gephi",
        "bytes",
        networks.write_gexf,
        NETWORK,
        REPORTED,
        notes=NETWORK_NOTES,
    ),
    Form(
        "graphml",
        "The same network as GraphML",
        "igraph, Cytoscape, yEd, networkx",
        "bytes",
        networks.write_graphml,
        NETWORK,
        REPORTED,
        notes=NETWORK_NOTES,
    ),
    Form(
        "ftm",
        "Entities of FollowTheMoney, one a line",
        "Aleph, OpenAleph, ftm",
        "text",
        followthemoney.write_entities,
        {"": followthemoney.COLUMNS},
        REPORTED,
        notes=("A listed actor comes once a report, under one id; `ftm aggregate` joins the parts",),
    ),
)
FORMS: dict[str, Form] = {form.name: form for form in _ALL}


def find_form(name: str) -> Form:
    """The form of this name.

    Raises:
        UsageError: there is none.
    """
    if name not in FORMS:
        raise UsageError(f"one of {', '.join(FORMS)}", repr(name), "choose one", "--as")
    return FORMS[name]


def with_choice(form: Form, *, include_attributed: bool, realis: Iterable[str], min_confidence: float) -> Selection:
    """The form's own choice of events, changed as asked; no `realis` leaves the form's."""
    wanted = frozenset(realis) or form.chosen.realis
    is_report_only = form.chosen.is_report_only and not include_attributed
    return replace(form.chosen, is_report_only=is_report_only, realis=wanted, min_confidence=min_confidence)
