"""Options that say what is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from asreported.errors import UsageError
from asreported.options import Reading, settle_fields
from asreported.readers.failure import Passed
from asreported.records import Report


def test_columns_and_fields_are_one_thing() -> None:
    columns = {"text": "body", "id": None, "published": "day"}
    assert settle_fields(["url=link", "text=body"], columns) == {"url": "link", "text": "body", "published": "day"}


@pytest.mark.parametrize(
    ("pairs", "columns"),
    [(["text"], {}), (["text="], {}), (["datum=x"], {}), (["text=a"], {"text": "b"})],
)
def test_what_makes_no_sense_is_wrong_usage(pairs: list[str], columns: dict[str, str | None]) -> None:
    with pytest.raises(UsageError):
        settle_fields(pairs, columns)


@pytest.mark.parametrize(
    "reading",
    [
        Reading(["-"], {}, published="soon"),
        Reading(["-"], {}, max_bytes=0),
        Reading(["-"], {}, delimiter=",,"),
        Reading(["-"], {}, delimiter='"'),
        Reading(["-"], {"datum": "x"}),
    ],
)
def test_values_are_held_before_anything_is_read(reading: Reading) -> None:
    with pytest.raises(UsageError):
        reading.entries()


def test_what_is_said_holds_for_what_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("nr\tbody\n1\tOne.\n", encoding="utf-8")
    (tmp_path / "b.png").write_bytes(b"")
    reading = Reading([str(tmp_path)], {"text": "body"}, "2031-03-04", "Fern", delimiter="tab")
    first, second = [entry.item for entry in reading.entries()]
    assert isinstance(first, Report)
    assert (first.text, first.published, first.publisher) == ("One.", "2031-03-04", "Fern")
    assert isinstance(second, Passed)
