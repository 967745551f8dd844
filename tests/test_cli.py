"""The command line: in this process with one coder for all, and as a process of its own. All case text is invented."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from asreported.cli import main, name_csv_folder
from asreported.coder import Coder
from asreported.errors import UsageError

SOURCE = Path(__file__).parent.parent / "src"
EXAMPLES = Path(__file__).parent.parent / "examples"
STORY = "LIMA (Reuters) - Two ministers resigned on Monday, the prime minister said.\n"
GERMAN = (
    "Der Minister sagte am Montag, dass die Gespräche über den Damm in der nächsten Woche fortgesetzt werden.\n" * 3
)


def run(*arguments: str | Path, stdin: bytes = b"", folder: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": f"{SOURCE}:{os.environ.get('PYTHONPATH', '')}"}
    return subprocess.run(
        [sys.executable, "-m", "asreported.cli", *map(str, arguments)],
        input=stdin, capture_output=True, check=False, timeout=120, env=environment, cwd=folder,
    )  # fmt: skip


class Done(NamedTuple):
    returncode: int
    stdout: bytes
    stderr: bytes


Here = Callable[..., Done]


@pytest.fixture(scope="session")
def coder() -> Coder:
    return Coder()


@pytest.fixture
def here(coder: Coder, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Here:
    """Runs the command line in this process: loading a coder takes longer than all else together."""
    monkeypatch.setattr("asreported.coder.Coder", lambda **_: coder)

    def run_here(*arguments: str | Path, stdin: bytes = b"") -> Done:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
        shown = capsysbinary.readouterr()
        code = left.value.code
        return Done(code if isinstance(code, int) else 0, shown.out, shown.err)

    return run_here


def records(output: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.decode("utf-8").splitlines()]


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inputs")
    (folder / "a.txt").write_text(STORY, encoding="utf-8")
    lines = [{"text": STORY, "id": "x-1", "date": "March 5, 2019"}, {"text": "SUVA — It rained.", "date": "03/04/2019"}]
    (folder / "b.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    (folder / "bad.jsonl").write_text(json.dumps({"text": STORY}) + '\n{"text": "ha\n', encoding="utf-8")
    (folder / "german.txt").write_text(GERMAN, encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    return folder


def test_help_shows_a_real_example_and_is_quick_to_import() -> None:
    shown = run("code", "--help")
    assert shown.returncode == 0
    assert b"asreported code examples/reports/*.txt" in shown.stdout
    code = "import sys, asreported.cli; print(sorted({'spacy', 'numpy', 'dateparser', 'jinja2'} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, env={**os.environ, "PYTHONPATH": str(SOURCE)}
    )
    assert done.stdout.strip() == b"[]"


def test_version_and_schema(here: Here) -> None:
    assert here("--version").stdout.startswith(b"asreported ")
    schema = json.loads(here("schema").stdout)
    assert "attributions" in schema["properties"]


def test_pipe_gets_json_lines_and_input_ids_are_echoed(here: Here, inputs: Path) -> None:
    done = here("code", inputs / "a.txt", inputs / "b.jsonl", "--field", "published=date", "--field", "id=id")
    assert done.returncode == 0, done.stderr
    first, second, third = records(done.stdout)
    assert first["publisher"] == "Reuters"
    assert (second["input_id"], second["published"]) == ("x-1", "2019-03-05")
    assert third["published"] is None
    assert done.stderr.count(b"\n") == 1
    assert b"03/04/2019" in done.stderr


def test_standard_input_and_file_give_the_same_records(here: Here, inputs: Path) -> None:
    for name in ("a.txt", "b.jsonl"):
        from_file = records(here("code", inputs / name).stdout)
        for arguments in (("code", "-"), ("code",)):
            from_stdin = records(here(*arguments, stdin=(inputs / name).read_bytes()).stdout)
            for one, other in zip(from_file, from_stdin, strict=True):
                assert {**one, "origin": None} == {**other, "origin": None}


def test_same_input_gives_the_same_bytes(here: Here, inputs: Path) -> None:
    assert here("code", inputs / "b.jsonl").stdout == here("code", inputs / "b.jsonl").stdout


def test_failures_are_named_and_counted_and_the_rest_is_done(here: Here, inputs: Path) -> None:
    done = here(
        "code", inputs / "empty.txt", inputs / "bad.jsonl", inputs / "german.txt", inputs / "none", inputs / "a.txt"
    )
    assert done.returncode == 1
    assert len(records(done.stdout)) == 2
    told = done.stderr.decode().splitlines()
    assert len(told) == 6
    for line, place in zip(told, ("empty.txt:", "bad.jsonl:2:", "german.txt:", "none:"), strict=False):
        assert place in line
    assert told[-2] == "asreported: set aside, not in English: 1 de"
    assert "4 of 6 reports failed" in told[-1]
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("code", "a.txt", "--to", "pdf"), "expected one of pretty, jsonl, html, csv"),
        (("code", "a.txt", "--field", "published"), "OURS=THEIRS"),
        (("code", "a.txt", "--field", "datum=date"), "'datum=date'"),
        (("code", "a.txt", "--published", "03/04/2019"), "03/04/2019"),
        (("code", "a.txt", "--to", "csv"), "--to csv --output DIR"),
        (("code", "--to", "csv", "a.txt"), "--to csv --output DIR"),
        (("code", "a.txt", "--to", "csv", "--output", "b.jsonl"), "a folder to write to"),
        (("code", "a.txt", "--output", "a.txt"), "a file that is not read"),
        (("code", "a.txt", "--output", "none/x.jsonl"), "a file that can be written"),
        (("code", "a.txt", "--lexicons", "none"), "a folder of tables"),
        (("code", "a.txt", "--min-confidence", "2"), "a confidence from 0 to 1"),
        (("code", "a.txt", "--max-bytes", "0"), "a number of bytes, 1 or more"),
        (("code", "a.txt", "--delimiter", ",,"), "one character that parts columns"),
        (("code", "a.txt", "--field", "text=a", "--text-column", "b"), "one name for text"),
        (("code", "--nonsense"), "No such option"),
        (("nonsense",), "No such command"),
    ],
)
def test_wrong_usage_is_told_in_a_line_with_exit_code_2(inputs: Path, arguments: tuple[str, ...], told: str) -> None:
    done = run(*arguments, folder=inputs)
    assert done.returncode == 2
    assert told in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert done.stdout == b""


def test_terminal_without_a_path_is_wrong_usage() -> None:
    import pty

    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "asreported.cli", "code"], stdin=theirs, capture_output=True, check=False, timeout=60,
        env={**os.environ, "PYTHONPATH": f"{SOURCE}:{os.environ.get('PYTHONPATH', '')}"},
    )  # fmt: skip
    os.close(ours)
    os.close(theirs)
    assert done.returncode == 2
    assert b"a path to read" in done.stderr


@pytest.mark.parametrize("form", [("--to", "csv", "out/"), ("--to", "csv", "--output", "out"), ("--to=csv", "out")])
def test_tables_go_to_the_folder_after_csv(
    here: Here, inputs: Path, tmp_path: Path, form: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = here("code", inputs / "a.txt", *form)
    assert done.returncode == 0, done.stderr
    with (tmp_path / "out" / "attributions.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["report_id"] for row in csv.DictReader(file)]


def test_page_and_pretty_go_to_a_file_or_standard_output(here: Here, inputs: Path, tmp_path: Path) -> None:
    assert here("code", inputs / "a.txt", "--to", "html").stdout.startswith(b"<!doctype html>")
    assert here("code", inputs / "a.txt", "--output", tmp_path / "a.html").stdout == b""
    assert (tmp_path / "a.html").read_text(encoding="utf-8").rstrip().endswith("</html>")
    shown = here("code", inputs / "a.txt", "--to", "pretty").stdout.decode()
    assert "Who said what" in shown
    assert "\x1b" not in shown


def test_process_reads_standard_input_writes_lines_and_leaves_with_1_when_an_item_failed(inputs: Path) -> None:
    done = run("code", "-", stdin=(inputs / "bad.jsonl").read_bytes())
    assert done.returncode == 1
    assert len(records(done.stdout)) == 1
    assert b"standard input:2: expected a JSON object" in done.stderr


@pytest.mark.parametrize("form", ["jsonl", "pretty", "html"])
def test_closed_pipe_ends_quietly(form: str) -> None:
    environment = {**os.environ, "PYTHONPATH": f"{SOURCE}:{os.environ.get('PYTHONPATH', '')}"}
    process = subprocess.Popen(
        [sys.executable, "-m", "asreported.cli", "code", "-", "--to", form],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    process.stdin.write(json.dumps({"text": STORY}).encode() + b"\n")
    process.stdin.close()
    assert process.wait(timeout=120) == 0
    assert process.stderr.read() == b""


def test_dictionaries_become_tables_of_their_kind(here: Here, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("AMBER_ROAD_FRONT_ [YEMREB]\nNOBODY_\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("LAMPLIGHTER [~LAB]\n", encoding="utf-8")
    (tmp_path / "c.txt").write_text("--- HARBOUR [060] ---\nHARBOUR\n- WILL * [163]\n", encoding="utf-8")
    dictionaries, folder, listed = [tmp_path / f"{name}.txt" for name in "abc"], tmp_path / "out", tmp_path / "listed"
    done = here("lexicon", *dictionaries, "--to", folder, "--left-out", listed)
    assert done.returncode == 0
    assert done.stderr.decode() == (
        "asreported: wrote 1 row of actors/groups, 1 row of actors/agents, 1 row of events/predicates; "
        "left out 2 entries\n"
    )
    assert done.stdout == b""
    assert [line.split(" ")[0] for line in listed.read_text(encoding="utf-8").splitlines()] == ["a.txt:2:", "c.txt:3:"]
    assert sorted(path.name for path in folder.rglob("*.csv")) == ["agents.csv", "groups.csv", "predicates.csv"]


def test_dictionaries_and_exports_of_wikidata_make_one_folder(here: Here, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("AMBER_ROAD_FRONT_ [YEMREB]\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("item,itemLabel,kind,iso3\nQ900000002,Lantern League,party,NOR\n", encoding="utf-8")
    done = here("lexicon", tmp_path / "a.txt", tmp_path / "b.csv", "--to", tmp_path / "out", "--read-on", "2026-10-05")
    assert done.returncode == 0
    assert done.stderr.decode() == "asreported: wrote 2 rows of actors/groups; left out 0 entries\n"
    assert 'Q900000002,,,"Wikidata, read 2026-10-05",2026-10-05' in (tmp_path / "out/actors/groups.csv").read_text()


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (
            ("none.txt", "--to", "out"),
            1,
            "none.txt: expected a dictionary file or an export of Wikidata, found no such file",
        ),
        (("film.json", "--to", "out"), 1, "film.json: expected an export of Wikidata"),
        (("words.txt", "--to", "out", "--read-on", "May"), 2, "--read-on: expected a day as 2026-11-22, found 'May'"),
        (("story.txt", "--to", "out"), 1, "story.txt: expected a PETRARCH dictionary"),
        (("words.txt", "--to", "words.txt"), 2, "--to: expected a folder to write to, found the file"),
        (("words.txt", "--to", "out", "--left-out", "no/listed"), 2, "--left-out: expected a file that can be written"),
    ],
)
def test_dictionaries_that_cannot_be_read_or_written_are_told_in_a_line(
    here: Here, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], code: int, told: str
) -> None:
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "film.json").write_text('[{"film": "Q900000004"}]', encoding="utf-8")
    (tmp_path / "words.txt").write_text("AMBER_ROAD_FRONT_ [YEMREB]\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    done = here("lexicon", *arguments)
    assert done.returncode == code
    assert told in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1


def test_examples_are_coded(here: Here) -> None:
    done = here("code", EXAMPLES)
    assert done.returncode == 0, done.stderr
    found = records(done.stdout)
    assert len(found) == 7
    assert all(record["headline"] for record in found)
    assert sum(1 for record in found if record["dateline"]) == 7


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["code", "x.txt", "--to", "csv", "new/"], ["code", "x.txt", "--to", "csv", "--output", "new/"]),
        (["code", "--to", "csv", "new", "x.txt"], ["code", "--to", "csv", "--output", "new", "x.txt"]),
        (["code", "--to=csv", "new", "x.txt"], ["code", "--to=csv", "--output", "new", "x.txt"]),
        (["code", "x.txt", "--to", "csv"], ["code", "x.txt", "--to", "csv"]),
        (["code", "x.txt", "--to", "csv", "--quiet"], ["code", "x.txt", "--to", "csv", "--quiet"]),
        (["code", "--to", "csv", "-o", "out", "x.txt"], ["code", "--to", "csv", "-o", "out", "x.txt"]),
        (["code", "--to", "html", "x.txt"], ["code", "--to", "html", "x.txt"]),
    ],
)
def test_folder_after_csv_is_the_output(
    given: list[str], expected: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.txt").write_text("x", encoding="utf-8")
    assert name_csv_folder(given) == expected


def test_folder_that_could_be_either_is_wrong_usage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reports").mkdir()
    with pytest.raises(UsageError, match="could be read as well"):
        name_csv_folder(["code", "--to", "csv", "reports", "out"])


def test_full_disk_is_told_in_one_line(inputs: Path) -> None:
    done = run("code", "-", "--output", "/dev/full", stdin=json.dumps({"text": STORY}).encode())
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert b"expected room to write" in done.stderr


def test_list_says_what_would_be_read_and_codes_nothing(here: Here, inputs: Path) -> None:
    done = here("code", inputs / "*.jsonl", inputs / "empty.txt", "--list")
    assert done.returncode == 1
    listed = [line.split("\t") for line in done.stdout.decode().splitlines()]
    assert [line[0] for line in listed] == ["JSON", "JSON", "JSON", "refused", "refused"]
    assert listed[0][1:] == [f"{inputs}/b.jsonl:1", "x-1", f"{len(STORY)} characters"]
    assert done.stderr == b""
    assert here("code", inputs / "a.txt", "--list").returncode == 0


def test_table_is_coded_by_its_columns_and_what_is_passed_over_is_counted(here: Here, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f'nr,day,body\n7,2031-03-04,"{STORY}"\n', encoding="utf-8")
    (tmp_path / "b.png").write_bytes(b"")
    columns = ("--text-column", "body", "--id-column", "nr", "--date-column", "day")
    done = here("code", tmp_path, *columns)
    [record] = records(done.stdout)
    assert (record["text"], record["input_id"], record["published"]) == (STORY, "7", "2031-03-04")
    assert record["origin"]["row"] == 2  # type: ignore[index]
    assert done.stderr == b"asreported: passed over: 1 file of another kind\n"
    assert here("code", tmp_path, *columns, "--quiet").stderr == b""


def test_reports_in_other_languages_are_counted_at_the_end(here: Here, tmp_path: Path) -> None:
    spanish = "El ministro dijo el lunes que las conversaciones sobre la presa continuarán la próxima semana en Lima."
    lines = [{"text": text} for text in (GERMAN, spanish, GERMAN, STORY)]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    told = here("code", tmp_path / "a.jsonl").stderr.decode().splitlines()
    assert told[-2:] == ["asreported: set aside, not in English: 2 de, 1 es", "asreported: 3 of 4 reports failed"]


def test_standard_input_is_called_so(here: Here) -> None:
    assert b"standard input: expected a report in English" in here("code", "-", stdin=GERMAN.encode()).stderr


def test_a_record_comes_out_before_the_next_report_comes_in() -> None:
    environment = {**os.environ, "PYTHONPATH": f"{SOURCE}:{os.environ.get('PYTHONPATH', '')}"}
    process = subprocess.Popen(
        [sys.executable, "-m", "asreported.cli", "code", "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    for number in range(2):
        process.stdin.write(json.dumps({"text": STORY, "id": str(number)}).encode() + b"\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["input_id"] == str(number)
    process.stdin.close()
    assert process.wait(timeout=120) == 0


PAGE = f"""<!DOCTYPE html><html><head><title>Ministers resign - Fern Daily</title>
<meta property=og:site_name content="Fern Daily">
<meta property=article:published_time content=2019-03-05T08:30:00-05:00>
</head><body><article><h1>Ministers resign over the dam</h1><p>By Ann Roe</p><p>{STORY.strip()}</p>
<p>The opposition praised   the move and asked for the contract.</p><p>Read more: The dam in pictures</p>
</article></body></html>"""


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "page.htm"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_page_is_coded_with_a_way_back(here: Here, saved: Path) -> None:
    [record] = records(here("code", saved).stdout)
    assert (record["publisher"], record["published"]) == ("Fern Daily", "2019-03-05T08:30:00-05:00")
    assert record["headline_span"] == [0, 29]
    assert record["source_map"]
    assert record["attributions"]


def test_reports_read_come_back_as_the_same_records(here: Here, saved: Path, inputs: Path, tmp_path: Path) -> None:
    (tmp_path / "ids.jsonl").write_text(json.dumps({"text": STORY * 2, "id": "x-1"}) + "\n", encoding="utf-8")
    paths = (saved, inputs / "a.txt", tmp_path / "ids.jsonl")
    done = here("read", *paths)
    assert done.returncode == 0, done.stderr
    lines = tmp_path / "reports.jsonl"
    lines.write_bytes(done.stdout)
    direct = records(here("code", *paths).stdout)
    assert records(here("code", lines).stdout) == direct
    assert [line["id"] for line in records(done.stdout)] == [record["id"] for record in direct]
    assert here("read", lines).stdout == done.stdout


def test_records_are_read_back_as_the_reports_they_are_of(here: Here, saved: Path, tmp_path: Path) -> None:
    coded = tmp_path / "records.jsonl"
    coded.write_bytes(here("code", saved).stdout)
    assert here("read", coded).stdout == here("read", saved).stdout


def test_reports_are_read_in_any_language(here: Here, inputs: Path) -> None:
    done = here("read", inputs / "german.txt", inputs / "empty.txt")
    assert done.returncode == 1
    assert [line["text"] for line in records(done.stdout)] == [GERMAN]
    assert "1 of 2 reports failed" in done.stderr.decode()


def test_url_is_the_address_of_the_one_page(here: Here, saved: Path) -> None:
    [report] = records(here("read", saved, "--url", "https://fern.example/a").stdout)
    assert report["url"] == "https://fern.example/a"
    [same] = records(here("read", "-", "--url", "https://fern.example/a", stdin=saved.read_bytes()).stdout)
    assert {**same, "origin": None} == {**report, "origin": None}


def test_page_without_a_report_is_named_in_one_line(here: Here, tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_text("<!DOCTYPE html><title>Dam</title><script>x</script>", encoding="utf-8")
    done = here("read", tmp_path / "empty.html")
    assert done.returncode == 1
    line, count = done.stderr.decode().splitlines()
    assert "expected a page with a report on it, found only its title, 'Dam'" in line
    assert count == "asreported: 1 of 1 reports failed"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("a.txt", "--to", "csv"), "--to: expected jsonl"),
        (("a.txt", "b.jsonl", "--url", "https://a.example"), "expected one page"),
        ((".", "--url", "https://a.example"), "expected one page"),
        (("a.txt", "--url", "a.example"), "expected an address"),
        (("a.txt", "--output", "a.txt"), "a file that is not read"),
        (("a.txt", "--field", "datum=date"), "'datum=date'"),
        (("a.txt", "--published", "03/04/2019"), "03/04/2019"),
    ],
)
def test_wrong_usage_of_read_is_told_in_a_line(
    here: Here, inputs: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], told: str
) -> None:
    monkeypatch.chdir(inputs)
    done = here("read", *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert told in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("command", ["code", "read"])
def test_a_run_that_was_killed_goes_on_with_its_file(here: Here, tmp_path: Path, command: str) -> None:
    reports = tmp_path / "reports.jsonl"
    reports.write_text("".join(json.dumps({"text": f"{STORY} {n}"}) + "\n" for n in range(3)), encoding="utf-8")
    output = tmp_path / "out.jsonl"
    assert here(command, reports, "-o", output).returncode == 0
    whole = output.read_bytes()
    output.write_bytes(whole[: len(whole) // 2])
    done = here(command, reports, "-o", output)
    assert f"{output}: 1 reports were there; --restart begins anew".encode() in done.stderr
    assert output.read_bytes() == whole
    assert b"3 reports were there" in here(command, reports, "-o", output).stderr
    assert output.read_bytes() == whole
    assert b"were there" not in here(command, reports, "-o", output, "--restart").stderr
    assert output.read_bytes() == whole


def test_a_file_of_something_else_is_not_written_to(here: Here, inputs: Path, tmp_path: Path) -> None:
    (notes := tmp_path / "notes.txt").write_text("my notes\nof today\n")
    done = here("code", inputs / "a.txt", "-o", notes)
    assert done.returncode == 2
    assert b"--restart to begin this one anew" in done.stderr
    assert notes.read_text() == "my notes\nof today\n"
