from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from tests.exports.conftest import empty_record, hostile_record, record

from asreported.cli import main
from asreported.exports import FORMS, to_line
from asreported.records import Record

__all__ = ["empty_record", "hostile_record", "record"]  # fixtures of the exports' tests


@pytest.fixture
def records(tmp_path: Path, record: Record, empty_record: Record) -> Path:
    path = tmp_path / "records.jsonl"
    path.write_text("".join(f"{to_line(one)}\n" for one in (record, empty_record)), encoding="utf-8")
    return path


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as left:
        main([str(one) for one in arguments])
    return int(left.value.code or 0)


def test_export_writes_a_file_and_its_codebook(
    records: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("export", records, "--as", "polecat", "--to", tmp_path / "events.txt") == 0
    assert capsys.readouterr().err.startswith("asreported: wrote 2 records as polecat")
    lines = (tmp_path / "events.txt").read_text(encoding="utf-8").splitlines()
    assert [line.split("\t")[2] for line in lines] == ["Event Type", "ACCUSE"]
    assert (tmp_path / "events.txt.codebook.md").read_text(encoding="utf-8").startswith("# Codebook: polecat")


def test_export_streams_to_standard_output(records: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run("export", records, "--as", "jsonl") == 0
    assert capsysbinary.readouterr().out == records.read_bytes()


def test_attributed_and_other_events_come_when_asked_for(records: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("export", records, "--as", "icews", "--include-attributed", "--realis", "all") == 0
    assert len(capsys.readouterr().out.splitlines()) == 3
    assert run("export", records, "--as", "icews", "--realis", "planned,denied") == 0
    assert len(capsys.readouterr().out.splitlines()) == 1
    assert run("export", records, "--as", "icews", "--include-attributed", "--min-confidence", "0.8") == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_several_files_are_one_export(records: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("export", records, records, "--as", "csv", "--to", tmp_path / "out") == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "attributions.csv",
        "codebook.md",
        "events.csv",
    ]
    assert "wrote 4 records" in capsys.readouterr().err


def test_formulas_are_escaped_unless_asked_not_to(
    tmp_path: Path, hostile_record: Record, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "records.jsonl"
    path.write_text(to_line(hostile_record) + "\n", encoding="utf-8")
    assert run("export", path, "--as", "icews") == 0
    assert "'=HYPERLINK" in capsys.readouterr().out
    assert run("export", path, "--as", "icews", "--no-escape") == 0
    assert "'=HYPERLINK" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(("--as", "pdf"), "polecat"), (("--as", "xlsx"), "give --to PATH"), (("--as", "brat"), "give --to PATH"),
     (("--as", "icews", "--realis", "maybe"), "--realis"), (("--as", "icews", "--min-confidence", "2"), "from 0 to 1"),
     (("--as", "icews", "--to", "/nowhere/at/all"), "give another")],
)  # fmt: skip
def test_wrong_usage_is_told_in_a_line(
    records: Path, arguments: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("export", records, *arguments) == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1


def test_file_that_is_read_is_not_written_over(records: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = records.read_bytes()
    assert run("export", records, "--as", "jsonl", "--to", records) == 2
    assert records.read_bytes() == before


def test_line_that_is_no_record_ends_the_export(records: Path, capsys: pytest.CaptureFixture[str]) -> None:
    records.write_text(records.read_text(encoding="utf-8") + "{}\n", encoding="utf-8")
    assert run("export", records, "--as", "icews") == 1
    assert f"{records}:3" in capsys.readouterr().err


def test_help_names_every_form(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    run("export", "--help")
    shown = capsys.readouterr().out
    assert all(name in shown for name in FORMS)


def test_reading_forms_loads_no_heavy_package() -> None:
    import subprocess

    heavy = "{'spacy', 'networkx', 'pyarrow', 'xlsxwriter'}"
    code = f"import sys, asreported.exports; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout.replace("'", '"')) == []
