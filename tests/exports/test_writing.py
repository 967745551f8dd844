"""Each form is whole, streamed, the same every time, and readable by the tools it is for."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import weakref
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import networkx as nx
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.exports.conftest import make_record

from asreported.errors import UsageError
from asreported.exports import FORMS, Selection, export, to_line
from asreported.exports.columns import guard
from asreported.exports.event_tables import gdelt, icews, phoenix, polecat
from asreported.exports.naming import one_line
from asreported.exports.selection import EVERYTHING, REALIS
from asreported.records import Record, Telling

ALL = sorted(FORMS)
TABLES = {"polecat": polecat, "icews": icews, "phoenix": phoenix, "gdelt": gdelt}
ODD = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=40),
    st.sampled_from(["=1+1", "+x", "-x", "@x", '"', "'", '"a"\t"b"', "a\nb", "a\r\nb", "\u202eabc", "٣ ل", "None", "NA",
                     "_x0041_", "|", "＝1", " = 1", "\ufeffx", "\u2028", ", ; \t", "<&>", "\ufffe", "\x1b[31m"]),
)  # fmt: skip


def write(record: Record, form: str, folder: Path, **options: Any) -> Path:
    path = folder / f"out.{form}"
    export([record], form, path, **options)
    return path


def read_table(path: Path, form: str) -> pd.DataFrame:
    header = {} if TABLES[form].LAYOUT.has_header else {"names": [one.name for one in TABLES[form].COLUMNS]}  # type: ignore[attr-defined]
    empty = TABLES[form].LAYOUT.empty  # type: ignore[attr-defined]
    return pd.read_csv(path, sep="\t", dtype=str, keep_default_na=False, na_values=[empty], **header)


def with_text(record: Record, odd: str) -> Record:
    """The odd text wherever an input can bring one."""
    actors = tuple(replace(actor, name=odd) for actor in record.actors)
    return replace(record, publisher=odd, input_id=odd, headline=odd, url=odd, actors=actors)


# ---- all forms -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ALL)
def test_same_records_give_the_same_bytes_and_a_codebook(tmp_path: Path, record: Record, form: str) -> None:
    def files(path: Path) -> dict[str, bytes]:
        found = path.rglob("*") if path.is_dir() else path.parent.glob(f"{path.name}*")
        return {one.name: one.read_bytes() for one in found if one.is_file()}

    first, second = files(write(record, form, tmp_path)), {}
    (tmp_path / "again").mkdir()
    second = files(write(record, form, tmp_path / "again"))
    assert first == second
    [codebook] = [data.decode() for name, data in first.items() if name.endswith("codebook.md")]
    assert "1 records" in codebook
    for columns in FORMS[form].tables.values():
        assert all(f"| {column.name} |" in codebook for column in columns)


@pytest.mark.parametrize("form", ALL)
def test_no_records_and_records_without_anything_are_written(tmp_path: Path, empty_record: Record, form: str) -> None:
    assert export([], form, tmp_path / "none") == 0
    assert export([empty_record], form, tmp_path / "empty") == 1


@pytest.mark.parametrize("form", ALL)
def test_hostile_record_is_written(tmp_path: Path, hostile_record: Record, form: str) -> None:
    write(hostile_record, form, tmp_path)


@pytest.mark.parametrize("form", [form for form in ALL if FORMS[form].target == "text"])
def test_plain_dictionaries_give_what_records_give(tmp_path: Path, record: Record, form: str) -> None:
    ours, theirs = io.StringIO(newline=""), io.StringIO(newline="")
    export([record], form, ours)
    export([json.loads(to_line(record))], form, theirs)
    assert ours.getvalue() == theirs.getvalue()


class Counted(dict[str, Any]):
    """A record whose life can be watched."""


def many(record: Record, count: int, alive: weakref.WeakSet[Counted]) -> Iterator[Counted]:
    plain = record.to_dict()
    for number in range(count):
        one = Counted(plain, id=f"sha256:{number:064x}")
        alive.add(one)
        yield one
        del one
        assert len(alive) <= 3, "records are gathered"


Counted.__hash__ = object.__hash__  # type: ignore[method-assign,assignment]


@pytest.mark.parametrize("form", ALL)
def test_records_are_taken_one_at_a_time(tmp_path: Path, record: Record, form: str) -> None:
    assert export(many(record, 40, weakref.WeakSet()), form, tmp_path / "out") == 40


@pytest.mark.slow
@pytest.mark.parametrize("form", ["icews", "csv", "jsonl"])
def test_hundred_thousand_records_are_streamed(tmp_path: Path, record: Record, form: str) -> None:
    event = replace(
        record.events[0],
        attribution=None,
        date=None,
        place=None,
        tellings=(Telling(((0, 7),), (), "report", "actual"),),
    )
    actors = tuple(replace(actor, mentions=(), roles=()) for actor in record.actors[1:3])
    small = make_record("Velmora accused Tarsk.", actors=actors, events=(event,))
    assert export(many(small, 100_000, weakref.WeakSet()), form, tmp_path / "out") == 100_000
    path = tmp_path / "out" / "events.csv" if form == "csv" else tmp_path / "out"
    with path.open("rb") as file:
        assert sum(1 for _ in file) == 100_000 + (form != "jsonl")


@pytest.mark.parametrize("form", [form for form in ALL if FORMS[form].target in ("file", "folder")])
def test_form_that_is_no_stream_needs_a_path(record: Record, form: str) -> None:
    with pytest.raises(UsageError, match="give a path"):
        export([record], form, io.StringIO())


def test_place_that_cannot_be_written_and_unknown_form_are_wrong_usage(tmp_path: Path, record: Record) -> None:
    for form in ("icews", "gexf", "xlsx"):
        with pytest.raises(UsageError):
            export([record], form, tmp_path / "no" / "folder" / "here")
    with pytest.raises(UsageError, match="polecat"):
        export([record], "pdf", tmp_path / "x")


# ---- voice -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", sorted(TABLES))
def test_what_somebody_claims_is_left_out_unless_asked_for(tmp_path: Path, record: Record, form: str) -> None:
    assert len(read_table(write(record, form, tmp_path), form)) == 1
    everything = read_table(write(record, form, tmp_path, selection=EVERYTHING), form)
    assert len(everything) == 2
    codebook = (tmp_path / f"out.{form}.codebook.md").read_text(encoding="utf-8")
    assert "no place for a voice" in codebook
    assert "(--include-attributed), unmarked" in codebook


def test_only_what_happened_is_in_forms_without_a_voice(record: Record) -> None:
    planned = replace(record, events=tuple(replace(event, realis="planned", voice="report") for event in record.events))
    for form in FORMS.values():
        kept = form.chosen.apply(planned).events
        assert len(kept) == (0 if form.chosen.is_report_only else 2), form.name
    assert len(Selection(realis=frozenset({"planned"})).apply(planned).events) == 2


def test_selection_leaves_a_whole_record(record: Record) -> None:
    for selection in (Selection(), Selection(min_confidence=0.8), Selection(is_report_only=False, realis=frozenset())):
        assert selection.apply(record).text == record.text  # making the record checks its references
    assert EVERYTHING.apply(record) is record
    assert set(REALIS) == EVERYTHING.realis


# ---- each in its reader ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", sorted(TABLES))
def test_event_tables_are_read_by_pandas_and_duckdb(tmp_path: Path, record: Record, form: str) -> None:
    path = write(record, form, tmp_path, selection=EVERYTHING)
    frame = read_table(path, form)
    assert list(frame.columns) == [column.name for column in TABLES[form].COLUMNS]  # type: ignore[attr-defined]
    header = "true" if TABLES[form].LAYOUT.has_header else "false"  # type: ignore[attr-defined]
    rows = duckdb.sql(f"select * from read_csv('{path}', delim='\t', header={header}, all_varchar=true)").fetchall()
    assert len(rows) == len(frame) == 2
    assert len(rows[0]) == len(frame.columns)


@pytest.mark.parametrize("form", sorted(TABLES))
@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_event_tables_are_read_by_readr(tmp_path: Path, record: Record, form: str) -> None:
    path = write(record, form, tmp_path, selection=EVERYTHING)
    names = "TRUE" if TABLES[form].LAYOUT.has_header else "FALSE"  # type: ignore[attr-defined]
    script = f"d <- readr::read_tsv('{path}', col_names={names}, show_col_types=FALSE); cat(nrow(d), ncol(d))"
    done = subprocess.run(["Rscript", "-e", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["2", str(len(TABLES[form].COLUMNS))]  # type: ignore[attr-defined]


def test_csv_is_read_by_pandas_and_duckdb_alike(tmp_path: Path, record: Record) -> None:
    path = write(record, "csv", tmp_path)
    for table in ("events", "attributions"):
        frame = pd.read_csv(path / f"{table}.csv")
        rows = duckdb.sql(f"select * from read_csv('{path / table}.csv', header=true, all_varchar=true)")
        assert rows.columns == list(frame.columns)
        assert len(rows.fetchall()) == len(frame) > 1


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_csv_is_read_by_readr(tmp_path: Path, record: Record) -> None:
    path = write(record, "csv", tmp_path) / "events.csv"
    script = (
        f"d <- readr::read_csv('{path}', show_col_types=FALSE); cat(d$event, nrow(readr::problems(d)), names(d)[1])"
    )
    done = subprocess.run(["Rscript", "-e", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["ACCUSE", "COERCE", "0", "report_id"]


def test_parquet_is_read_by_pyarrow_and_duckdb_with_types(tmp_path: Path, record: Record) -> None:
    path = write(record, "parquet", tmp_path)
    rows = pq.read_table(path / "events.parquet").to_pylist()
    assert [row["event"] for row in rows] == ["ACCUSE", "COERCE"]
    assert (rows[0]["place_lat"], rows[0]["tellings"], rows[0]["confidence"]) == (-12.5, 1, None)
    names = duckdb.read_parquet(str(path / "attributions.parquet")).filter("attribution_id = 'q1'")
    [[name]] = names.project("speaker_names").fetchall()
    assert name == "Odalys Brenk"


def test_workbook_is_read_by_openpyxl(tmp_path: Path, hostile_record: Record) -> None:
    book = openpyxl.load_workbook(write(hostile_record, "xlsx", tmp_path))
    header, *rows = book["events"].iter_rows()
    cells = {head.value: cell for head, cell in zip(header, rows[0], strict=True)}
    assert (cells["publisher"].value, cells["publisher"].data_type) == ('=HYPERLINK("http://x")', "s")
    assert (cells["place_lat"].value, cells["place_lat"].data_type) == (-12.5, "n")


def test_quotations_are_lines_of_json(tmp_path: Path, record: Record) -> None:
    [line] = write(record, "gqg", tmp_path).read_text(encoding="utf-8").splitlines()
    found = json.loads(line)
    assert list(found) == ["date", "url", "title", "lang", "quotes"]
    [quote] = found["quotes"]  # the inner one stands within it
    assert quote["quote"] == "They took our boats, and they said ‘this sea is ours’,"
    assert record.text.count(quote["pre"] + quote["quote"] + quote["post"]) == 1


@pytest.mark.parametrize("form", ["gexf", "graphml"])
def test_network_is_read_by_networkx(tmp_path: Path, record: Record, form: str) -> None:
    path = write(record, form, tmp_path, selection=EVERYTHING)
    graph = nx.read_gexf(path) if form == "gexf" else nx.read_graphml(path)
    by_name = {about["label"]: node for node, about in graph.nodes(data=True)}
    about = graph.nodes[by_name["Odalys Brenk"]]
    assert (about["kind"], about["sectors"]) == ("person", "GOV AGR")
    edge = graph.edges[by_name["Odalys Brenk"], by_name["Tarsk"]]
    assert (edge["acts_on"], edge["ACCUSE"], edge["COERCE"]) == (1, 1, 0)
    assert graph.edges[by_name["Tarsk"], by_name["Velmora"]]["COERCE"] == 1


# ---- odd texts come back ---------------------------------------------------------------------------------------------

odd_texts = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("form", sorted(TABLES))
@odd_texts
@given(odd=ODD)
def test_odd_texts_survive_tab_separated_tables(tmp_path: Path, record: Record, form: str, odd: str) -> None:
    column = {"polecat": "Source", "icews": "Publisher", "phoenix": "NewsSources", "gdelt": "SOURCEURL"}[form]
    expected = one_line(odd)
    for is_guarded in (True, False):
        path = write(with_text(record, odd), form, tmp_path, is_guarded=is_guarded)
        [cell] = read_table(path, form)[column].fillna("")
        assert cell == ("" if expected == "None" and form == "polecat" else guard(expected) if is_guarded else expected)


@odd_texts
@given(odd=ODD)
def test_odd_texts_survive_csv_parquet_and_the_workbook(tmp_path: Path, record: Record, odd: str) -> None:
    odd_record = with_text(record, odd)
    expected = one_line(odd)
    path = write(odd_record, "csv", tmp_path)
    cells = pd.read_csv(path / "events.csv", dtype=str, keep_default_na=False)["publisher"]
    assert set(cells) == {guard(expected)}
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    path = write(odd_record, "csv", tmp_path, is_guarded=False)
    assert set(pd.read_csv(path / "events.csv", dtype=str, keep_default_na=False)["publisher"]) == {expected}
    path = write(odd_record, "parquet", tmp_path)
    assert set(pq.read_table(path / "events.parquet")["publisher"].to_pylist()) == {odd}
    book = openpyxl.load_workbook(write(odd_record, "xlsx", tmp_path))
    values = {row[3].value or "" for row in book["events"].iter_rows(min_row=2)}
    assert {openpyxl.utils.escape.unescape(value) for value in values} == {expected}


@pytest.mark.parametrize("form", ["jsonl", "gqg", "webannotation", "prodigy", "ftm"])
@odd_texts
@given(odd=ODD)
def test_odd_texts_survive_lines_of_json(tmp_path: Path, record: Record, form: str, odd: str) -> None:
    lines = write(with_text(record, odd), form, tmp_path).read_text(encoding="utf-8").splitlines()
    found = [json.loads(line) for line in lines]
    shown = {
        "jsonl": lambda: found[0]["publisher"], "gqg": lambda: found[0]["title"],
        "webannotation": lambda: found[0]["target"]["source"], "prodigy": lambda: found[0]["meta"]["publisher"],
        "ftm": lambda: found[0]["properties"]["publisher"][0],
    }  # fmt: skip
    assert shown[form]() == odd


@pytest.mark.parametrize("form", ["gexf", "graphml"])
@odd_texts
@given(odd=ODD)
def test_odd_texts_leave_networks_readable(tmp_path: Path, record: Record, form: str, odd: str) -> None:
    path = write(with_text(record, odd), form, tmp_path)
    assert len(nx.read_gexf(path) if form == "gexf" else nx.read_graphml(path))
