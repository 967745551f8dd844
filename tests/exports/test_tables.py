from __future__ import annotations

import csv
from pathlib import Path

import pytest

from asreported.errors import UsageError
from asreported.exports import write_tables
from asreported.exports.tables import show_quantity
from asreported.records import Quantity, Record


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_attribution_and_event_is_a_row_with_names_beside_ids(tmp_path: Path, record: Record) -> None:
    assert write_tables([record, record], tmp_path / "new" / "tables") == 2
    attributions = read(tmp_path / "new" / "tables" / "attributions.csv")
    events = read(tmp_path / "new" / "tables" / "events.csv")
    assert len(attributions) == 2 * len(record.attributions)
    assert len(events) == 2 * len(record.events)
    said = next(row for row in attributions if row["attribution_id"] == "q1")
    assert said["speaker_names"] == "Odalys Brenk"
    assert said["cue"] == "told"
    assert said["content"] == "They took our boats, and they said ‘this sea is ours’,"
    assert record.text[int(said["start"]) : int(said["end"])] == said["content"]
    assert (said["kind"], said["act"], said["realis"], said["confidence"]) == ("direct", "say", "actual", "0.91")
    accuse, seize = events[:2]
    assert (accuse["event"], accuse["actor_names"], accuse["recipient_names"]) == ("ACCUSE", "Odalys Brenk", "Tarsk")
    assert (accuse["date_start"], accuse["date_end"]) == ("2031-03-03", "2031-03-04")
    assert (accuse["place_name"], accuse["place_lat"]) == ("Port Halvard", "-12.5")
    assert accuse["evidence"] == "accused Tarsk on Monday of seizing two boats"
    assert (accuse["publisher"], accuse["published"], accuse["input_id"]) == ("Velmora Wire", "2031-03-04", "x-7")
    assert seize["quantities"] == "seized 2 boats"


def test_claimed_event_has_its_speaker_beside_it(tmp_path: Path, record: Record) -> None:
    write_tables([record], tmp_path)
    accuse, seize = read(tmp_path / "events.csv")
    assert (accuse["voice"], accuse["voice_speaker"]) == ("report", "the report")
    assert (seize["voice"], seize["voice_speaker"]) == ("q3", "Odalys Brenk")


def test_cell_that_a_spreadsheet_would_run_is_marked_as_text(tmp_path: Path, hostile_record: Record) -> None:
    write_tables([hostile_record], tmp_path)
    for name in ("attributions.csv", "events.csv"):
        for row in read(tmp_path / name):
            assert row["publisher"].startswith("'=")
            assert row["input_id"] == "'+1"
            assert not [cell for key, cell in row.items() if cell[:1] in "=+-@\t" and cell and key != "place_lat"]
    assert "'=Red Anchor/union" in {row["speaker_names"] for row in read(tmp_path / "attributions.csv")}


def test_every_row_is_one_line(tmp_path: Path, record: Record) -> None:
    write_tables([record], tmp_path)
    data = (tmp_path / "attributions.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == 1 + len(record.attributions)


def test_no_records_give_tables_with_a_header(tmp_path: Path) -> None:
    assert write_tables([], tmp_path) == 0
    assert (tmp_path / "events.csv").read_text(encoding="utf-8-sig").startswith("report_id,")


def test_folder_that_cannot_be_made_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError):
        write_tables([], tmp_path / "file")


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(2, 2, "killed 2 persons"), (2, None, "killed 2 or more persons"), (None, 9, "killed up to 9 persons"),
     (1_000, 2_000, "killed 1,000 to 2,000 persons"), (None, None, "killed some persons")],
)  # fmt: skip
def test_quantity_in_words(low: float | None, high: float | None, expected: str) -> None:
    assert show_quantity(Quantity("killed", low, high, "persons", (0, 1), "report")) == expected
