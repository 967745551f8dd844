"""The commands that keep and ask, as a user runs them."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.storage.made_records import TEXT, make_told

from asreported.commands.output import when
from asreported.exports.lines import to_line

HOME = Path(__file__).parent.parent.parent


def run(*arguments: str | Path, stdin: str = "", code: int = 0) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(HOME / "src")}
    command = [sys.executable, "-m", "asreported.cli", *map(str, arguments)]
    done = subprocess.run(command, input=stdin, capture_output=True, encoding="utf-8", env=environment, check=False)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture
def database(tmp_path: Path) -> Path:
    lines = [to_line(make_told(published="2024-03-12")), to_line(make_told(f"{TEXT} =More.", published="2024-03-13"))]
    (tmp_path / "records.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    told = run("add", tmp_path / "news.db", tmp_path / "records.jsonl").stderr
    assert "2 reports added, 2 in all" in told
    return tmp_path / "news.db"


def test_what_was_added_is_exported_byte_for_byte(database: Path) -> None:
    source = (database.parent / "records.jsonl").read_text(encoding="utf-8")
    assert run("export", database, "--as", "jsonl").stdout == source
    assert "0 reports added, 2 were there, 2 in all" in run("add", database, "-", stdin=source).stderr


def test_a_bad_line_is_named_and_what_came_before_is_kept(database: Path) -> None:
    line = to_line(make_told(f"{TEXT} Third.")) + "\n"
    done = run("add", database, "-", stdin=f"{line}nonsense\n", code=1)
    assert "-:2: expected a record" in done.stderr
    assert len(run("export", database, "--as", "jsonl").stdout.splitlines()) == 3


def test_code_with_a_database_goes_on_where_it_was(tmp_path: Path) -> None:
    (reports := tmp_path / "reports.jsonl").write_text(json.dumps({"text": TEXT, "id": "one"}) + "\n")
    database = tmp_path / "news.db"
    first = run("code", reports, "--db", database)
    assert first.stdout == ""
    assert "1 reports added, 1 in all" in first.stderr
    with reports.open("a") as file:
        file.write(json.dumps({"text": f"{TEXT} The talks go on.", "id": "two"}) + "\n")
    second = run("code", reports, "--db", database, "--to", "jsonl")
    assert "1 reports added, 1 were there, 2 in all" in second.stderr
    exported = run("export", database, "--as", "jsonl").stdout
    assert exported.splitlines()[1:] == second.stdout.splitlines()
    assert exported == run("code", reports, "--to", "jsonl").stdout


def test_events_flow_as_lines_and_as_a_table_that_runs_no_formula(database: Path) -> None:
    lines = [json.loads(line) for line in run("events", database, "--actor", "NOR").stdout.splitlines()]
    assert [line["event"] for line in lines] == ["ASSAULT", "ASSAULT"]
    done = run("events", database, "--to", "csv", "--limit", "1")
    assert len(list(csv.DictReader(io.StringIO(done.stdout)))) == 1
    assert "1 of 2 shown" in done.stderr


def test_each_question_has_an_answer(database: Path) -> None:
    assert "[shelled]" in run("search", database, "shelled").stdout
    assert "Norland — …" in run("quotes", database, "--speaker", "Norland", "--to", "pretty").stdout
    counted = run("counts", database, "--by", "actor.country,type,month", "--quad").stdout
    assert json.loads(counted) == {"actor.country": "NOR", "quad": "material conflict", "month": "2024-03", "events": 2}
    assert "on the" not in run("events", database, "--to", "pretty").stdout


def test_groups_are_counted_once(database: Path) -> None:
    assert "run asreported group" in run("counts", database, "--by", "type", "--per", "story", code=2).stderr
    assert "1 stories, 1 happenings" in run("group", database).stderr
    counted = run("counts", database, "--by", "type", "--per", "happening").stdout
    assert json.loads(counted) == {"type": "ASSAULT", "events": 1}
    name = json.loads(run("export", database, "--as", "jsonl").stdout.splitlines()[0])["id"]
    shown = run("happening", database, f"{name}/e1", "--to", "pretty").stdout
    assert "Why together" in shown


def test_a_correction_is_kept_listed_and_undone(database: Path) -> None:
    report = json.loads(run("export", database, "--as", "jsonl").stdout.splitlines()[0])["id"]
    about = ("--by", "A. Reader", "--reason", "a threat")
    run("correct", database, f"{report}/e1", "--verdict", "changed", "--to", '{"event": "THREATEN"}', *about)
    [line] = run("corrections", database, "--training").stdout.splitlines()
    assert json.loads(line)["changed_to"] == {"event": "THREATEN"}
    run("undo", database, "1", "--by", "A. Reader")
    assert run("corrections", database).stdout == ""
    assert "expected a JSON object" in run(
        "correct", database, f"{report}/e1", "--verdict", "changed", "--to", "[]", *about, code=2
    ).stderr  # fmt: skip


@pytest.mark.parametrize("command", [["events"], ["search", "x"], ["quotes"], ["counts", "--by", "type"], ["group"]])
def test_a_missing_database_is_one_line(command: list[str], tmp_path: Path) -> None:
    name, *rest = command
    done = run(name, tmp_path / "none.db", *rest, code=2)
    assert done.stderr.count("\n") == 1
    assert "no such file" in done.stderr


def test_corrected_answers_are_told_and_plain_ones_are_as_coded(database: Path) -> None:
    report = json.loads(run("events", database, "--limit", "1").stdout)["report_id"]
    run("correct", database, f"{report}/e1", "--verdict", "wrong", "--by", "A. Reader", "--reason", "a drill")
    plain = run("events", database)
    assert len(plain.stdout.splitlines()) == 2
    assert "as coded; people's verdicts: 1" in plain.stderr
    for command in (("events", database), ("counts", database, "--by", "type"), ("quotes", database)):
        assert "laid over: 1 left out" in run(*command, "--corrected").stderr
    assert len(run("events", database, "--corrected").stdout.splitlines()) == 1
    assert json.loads(run("counts", database, "--by", "type", "--corrected").stdout)["events"] == 1


def test_an_export_says_in_its_codebook_whether_it_is_corrected(database: Path) -> None:
    to = database.parent / "events.txt"
    codebook = database.parent / "events.txt.codebook.md"
    report = json.loads(run("events", database, "--limit", "1").stdout)["report_id"]
    run("export", database, "--as", "polecat", "--to", to)
    assert "verdicts" not in codebook.read_text(encoding="utf-8")
    run("correct", database, f"{report}/e1", "--verdict", "wrong", "--by", "A. Reader", "--reason", "a drill")
    run("export", database, "--as", "polecat", "--to", to)
    assert len(to.read_text(encoding="utf-8").splitlines()) == 3
    assert "verdicts (1 in the database) are not laid over" in codebook.read_text(encoding="utf-8")
    run("export", database, "--as", "polecat", "--to", to, "--corrected")
    assert len(to.read_text(encoding="utf-8").splitlines()) == 2
    assert "verdicts are laid over: 1 left out" in codebook.read_text(encoding="utf-8")
    lines = run("export", database, "--as", "jsonl", "--corrected").stdout.splitlines()
    assert [len(json.loads(line)["events"]) for line in lines] == [0, 1]
    refused = run("export", database.parent / "records.jsonl", "--as", "jsonl", "--corrected", code=2)
    assert "expected a database" in refused.stderr


def test_what_is_shown_is_named_as_other_commands_take_it(database: Path) -> None:
    run("group", database)
    shown = run("events", database, "--to", "pretty", "--limit", "1").stdout
    name = shown.split("·")[-1].strip()
    assert name.endswith("/e1")
    assert "2024-03-11" in shown
    assert "Agree" in run("happening", database, name, "--to", "pretty").stdout
    run("correct", database, name, "--verdict", "right", "--by", "A. Reader", "--reason", "it is so")
    [most] = [json.loads(line) for line in run("happening", database).stdout.splitlines()]
    assert (most["reports"], most["event"], most["first_day"]) == (2, "ASSAULT", "2024-03-12")
    assert "2 reports, 1 stories, 2 tellings" in run("happening", database, "--to", "pretty").stdout


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [("2024-03-11", "2024-03-12", "2024-03-11"), ("2024-03-01", "2024-04-01", "2024-03"),
     ("2024-01-01", "2025-01-01", "2024"), ("2024-03-11", "2024-03-18", "2024-03-11 to 2024-03-17"),
     (None, None, None)],
)  # fmt: skip
def test_days_are_shown_as_exactly_as_they_are_known(start: str | None, end: str | None, told: str | None) -> None:
    assert when({"date_start": start, "date_end": end}) == told


def test_another_reading_of_a_report_is_not_told_as_a_report(database: Path) -> None:
    line = to_line(make_told(published="2024-03-14"))
    told = run("add", database, "-", stdin=f"{line}\n").stderr
    assert "0 reports added, 1 further readings of reports, 2 in all" in told
