"""CSV, TSV and Parquet tables. All text is invented."""

from __future__ import annotations

import csv
import datetime
import io
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.readers.inputs import STORY, entries, failures, passed, piped, reports, zipped

from asreported.readers.defaults import Defaults

OURS = {"text": "body", "id": "nr", "published": "day", "headline": "title", "url": "link", "publisher": "paper"}
HEADER = ["nr", "day", "title", "link", "paper", "body", "other"]
ROW = ["7", "March 4, 2031", "Ministers resign", "https://example.org/7", "Fern", STORY, "x"]
NAMED = Defaults(OURS, None, None, None)


def written(*rows: list[str], delimiter: str = ",") -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue().encode()


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_columns_are_named_as_fields_are(delimiter: str) -> None:
    [found] = reports(piped(written(HEADER, ROW, delimiter=delimiter), NAMED))
    assert (found.text, found.input_id, found.published) == (STORY, "7", "2031-03-04")
    assert (found.headline, found.url, found.publisher) == ("Ministers resign", "https://example.org/7", "Fern")
    assert found.origin is not None
    assert found.origin.row == 2


def test_header_with_our_name_is_enough() -> None:
    assert [report.text for report in reports(piped(b"id,text\n1,One.\n2,Two.\n"))] == ["One.", "Two."]
    assert reports(piped(b"id,body\n1,One.\n"))[0].text == "id,body\n1,One.\n", "any other is text"


def test_table_without_a_column_of_text(tmp_path: Path) -> None:
    data = b"nr,body\n1,One.\n"
    [told] = failures(entries(data, tmp_path / "a.csv"))
    assert told.endswith(
        "expected a column 'text' with the text, found 'nr', 'body'; say which has it: --text-column NAME"
    )
    found = piped(zipped([("a.csv", data), ("b.txt", b"One.")]))
    assert passed(found) == ["table without a column of text"]
    assert passed(entries(b"text\n", tmp_path / "b.csv")) == ["table without rows"]
    assert "an empty file" in failures(entries(b"", tmp_path / "c.csv"))[0]


def test_cells_hold_line_ends_quotation_marks_and_delimiters_unchanged() -> None:
    text = 'One, "two";\r\nthree\n\n\tfour | five '
    assert reports(piped(written(["id", "text"], ["1", text])))[0].text == text


def test_delimiter_can_be_said(tmp_path: Path) -> None:
    data = b"id:text\n1:One, two.\n"
    assert reports(piped(data, Defaults({}, None, None, None, delimiter=":")))[0].text == "One, two."


def test_bad_row_costs_only_itself() -> None:
    rows = [b"id,text", b"1,One.", b"2,Two.,more", b"3", b"4,N\0", b'5,"Five" six', b"6,", b"", b"7,Seven."]
    found = piped(b"\n".join(rows))
    assert [report.input_id for report in reports(found)] == ["1", "7"]
    told = failures(found)
    assert [message.split(": ")[0] for message in told] == [f"standard input:{row}" for row in (3, 4, 5, 6, 7)]
    assert [message.split("found ")[1].split(";")[0] for message in told] == [
        "3", "1", "NUL bytes", """another (',' expected after '"')""", "nothing",
    ]  # fmt: skip


def test_quotation_mark_that_does_not_close_is_told() -> None:
    found = piped(b'id,text\n1,One.\n2,"Two.\n3,Three.\n')
    assert [report.input_id for report in reports(found)] == ["1"]
    assert "standard input:3: expected a row of cells" in failures(found)[0]


def test_huge_cells_are_read_and_what_is_too_long_costs_only_itself() -> None:
    data = written(["id", "text"], ["1", "x" * 300_000], ["2", "y" * 2_000_000], ["3", "Three."])
    found = piped(data, Defaults({}, None, None, None, longest=400_000))
    assert [report.input_id for report in reports(found)] == ["1", "3"]
    assert len(failures(found)) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    found = reports(
        piped("id,text\n1,Talks on the harbour “began” in São Paulo on Monday – at last.\n".encode(encoding))
    )[0]
    assert found.text == "Talks on the harbour “began” in São Paulo on Monday – at last."
    assert len(found.warnings) == (encoding == "cp1252")


@settings(max_examples=100, deadline=None)
@given(rows=st.lists(st.text(alphabet='a,"\n\r;é\0 ', min_size=1, max_size=12), max_size=8), cut=st.integers(0, 200))
def test_what_csv_writes_is_read_and_what_is_cut_never_raises(rows: list[str], cut: int) -> None:
    data = written(["id", "text"], *([str(n), text] for n, text in enumerate(rows)))
    found = piped(data)
    good = [text for text in rows if text.strip() and "\0" not in text]
    assert [report.text for report in reports(found)] == good
    piped(data[:cut])


def parquet(columns: dict[str, list[object]], rows_a_group: int = 2) -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.table(columns), file, row_group_size=rows_a_group)
    return file.getvalue()


ROWS: dict[str, list[object]] = {
    "body": ["One.", "Two.", None, "Four.", "Five."], "nr": [1, 2, 3, 4, 5],
    "day": [datetime.date(2031, 3, n) for n in range(1, 6)], "people": [["Ann Roe", "Bo Poe"], None, [], None, None],
}  # fmt: skip


def test_parquet_is_read_group_by_group_from_a_file_and_a_pipe(tmp_path: Path) -> None:
    names = Defaults({"text": "body", "id": "nr", "published": "day", "authors": "people"}, None, None, None)
    for found in (entries(parquet(ROWS), tmp_path / "a", names), piped(parquet(ROWS), names)):
        assert [report.text for report in reports(found)] == ["One.", "Two.", "Four.", "Five."]
        assert [report.origin.row for report in reports(found) if report.origin] == [1, 2, 4, 5]
        first = reports(found)[0]
        assert (first.input_id, first.published, first.authors) == ("1", "2031-03-01", ("Ann Roe", "Bo Poe"))
        assert ":3: expected a field" in failures(found)[0]


def test_parquet_without_a_column_of_text_names_those_there_are() -> None:
    assert "found 'body', 'nr', 'day', 'people'" in failures(piped(parquet(ROWS)))[0]


def test_damaged_group_of_rows_costs_only_itself() -> None:
    texts: list[object] = [f"{n} " + " ".join(str(n + m * m) for m in range(500)) for n in range(6)]
    file = io.BytesIO()
    pq.write_table(
        pa.table({"text": texts}), file, row_group_size=2, compression="gzip", use_dictionary=False,
        write_page_checksum=True, write_statistics=False,
    )  # fmt: skip
    data = bytearray(file.getvalue())
    column = pq.ParquetFile(io.BytesIO(file.getvalue())).metadata.row_group(1).column(0)
    at = column.data_page_offset + column.total_compressed_size // 2
    data[at : at + 30] = bytes(30)
    found = piped(bytes(data))
    assert [report.text[0] for report in reports(found)] == ["0", "1", "4", "5"]
    assert "standard input:3: expected a whole Parquet file" in failures(found)[0]


def test_parquet_without_pyarrow_is_told_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    [told] = failures(piped(parquet(ROWS)))
    assert told.endswith("install it: pip install 'asreported[tables]'")


@settings(max_examples=100, deadline=None)
@given(changes=st.lists(st.tuples(st.integers(0, 9_999), st.integers(0, 255)), max_size=6), cut=st.integers(1, 3_000))
def test_damaged_parquet_gives_named_errors_only(changes: list[tuple[int, int]], cut: int) -> None:
    data = bytearray(parquet({"text": ["One.", "Two.", "Three."]}))
    for at, value in changes:
        data[4 + at % (len(data) - 4)] = value
    piped(bytes(data))
    piped(bytes(data[: max(4, cut)]))
