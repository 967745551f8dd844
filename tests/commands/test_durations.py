from __future__ import annotations

from datetime import UTC, datetime

import pytest

from asreported.commands.durations import duration_seconds, moment_before
from asreported.errors import UsageError

NOW = datetime(2031, 3, 4, 5, 6, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "seconds"), [("90s", 90), ("15m", 900), ("1.5h", 5_400), ("7 d", 604_800), ("1W", 604_800)]
)
def test_spans_are_read_as_people_write_them(written: str, seconds: float) -> None:
    assert duration_seconds(written, "--every") == seconds


@pytest.mark.parametrize("written", ["", "15", "m", "0m", "-5m", "15 minutes", "1e9h", "²m"])
def test_other_spans_are_refused_in_one_line(written: str) -> None:
    with pytest.raises(UsageError, match="--every: expected a span of time such as 15m"):
        duration_seconds(written, "--every")


@pytest.mark.parametrize(
    ("written", "moment"),
    [("24h", "2031-03-03T05:06:07Z"), ("2031-03-01", "2031-03-01T00:00:00Z"),
     ("2031-03-01T06:00+02:00", "2031-03-01T04:00:00Z"), ("2031-03-01 06:00", "2031-03-01T06:00:00Z")],
)  # fmt: skip
def test_a_moment_is_so_long_ago_or_itself(written: str, moment: str) -> None:
    assert moment_before(written, NOW, "--since") == moment


def test_what_is_neither_is_refused() -> None:
    with pytest.raises(UsageError, match="--since"):
        moment_before("yesterday", NOW, "--since")
