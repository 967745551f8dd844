"""A run that was killed goes on: nothing is lost, nothing is made twice. All text is invented."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.storage.made_records import CODER, NEWER, TEXT, make_told

from asreported.errors import InputError, UsageError
from asreported.exports.lines import to_line
from asreported.readers.failure import Failure
from asreported.records import Report
from asreported.resuming import Written

TEXTS = [f"{TEXT} {number}" for number in range(4)]
LINES = [to_line(make_told(text)) + "\n" for text in TEXTS]
REPORTS = [Report(text) for text in TEXTS]


def left(path: Path, reports: list[Report] = REPORTS) -> list[str]:
    """The texts that are still to be coded."""
    found = Written.open(path, CODER, restarts=False).missing(reports)
    return [item.text for item in found if isinstance(item, Report)]


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "out.jsonl"


def test_cut_off_anywhere_what_is_whole_is_kept_and_the_rest_is_made(output: Path) -> None:
    whole = "".join(LINES[:2]).encode()
    for size in range(len(whole) - len(LINES[1].encode()), len(whole), 7):
        output.write_bytes(whole[:size])
        assert left(output) == TEXTS[1:]
        assert output.read_bytes() == LINES[0].encode()
    output.write_bytes(whole)
    assert left(output) == TEXTS[2:]


def test_the_same_report_twice_in_the_input_is_twice_in_the_file(output: Path) -> None:
    output.write_text(LINES[0])
    assert left(output, [REPORTS[0], REPORTS[0], REPORTS[1]]) == [TEXTS[0], TEXTS[1]]


def test_a_report_with_another_date_is_another(output: Path) -> None:
    output.write_text(LINES[0])
    assert left(output, [Report(TEXTS[0], published="2024-03-12"), REPORTS[0]]) == [TEXTS[0]]


def test_failures_are_tried_again(output: Path) -> None:
    failure = Failure("a", InputError("a report", "nothing", "give one", "a"))
    output.write_text(LINES[0])
    assert list(Written.open(output, CODER, restarts=False).missing([failure, REPORTS[0]])) == [failure]


def test_begun_anew_nothing_is_known(output: Path) -> None:
    output.write_text(LINES[0])
    assert list(Written.open(output, CODER, restarts=True).missing(REPORTS)) == REPORTS
    assert output.read_bytes() == b""


@pytest.mark.parametrize("end", [b"\0" * 500, b'{"id": 1}\n', b"\xff\n", b"[]\n", b"\n"])
def test_a_last_line_that_is_none_is_cut_off(output: Path, end: bytes) -> None:
    output.write_bytes(LINES[0].encode() + end)
    assert left(output) == TEXTS[1:]
    assert output.read_bytes() == LINES[0].encode()


def test_a_file_of_something_else_is_never_touched(output: Path) -> None:
    newer = to_line(make_told(coder=NEWER))
    for content in (
        "notes\nof today\n",
        "a note",
        f"{LINES[0]}nonsense\n{LINES[1]}",
        f"{newer}\n",
        f"{LINES[0]}{newer}\n",
    ):
        output.write_text(content)
        with pytest.raises(UsageError, match="--restart to begin this one anew") as told:
            left(output)
        assert f"{output}:" in str(told.value)
        assert output.read_text() == content


def test_reports_are_known_too(output: Path) -> None:
    output.write_text(to_line(REPORTS[0]) + "\n")
    assert list(Written.open(output, None, restarts=False).missing(REPORTS)) == REPORTS[1:]
    assert json.loads(output.read_text())["text"] == TEXTS[0]
