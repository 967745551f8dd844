"""Spans of time as people write them: 15m, 24h, 7d."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from asreported.errors import UsageError

_UNITS = {"s": 1.0, "m": 60.0, "h": 3_600.0, "d": 86_400.0, "w": 604_800.0}
_DURATION = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)\s*([smhdw])")
_MOMENT = "%Y-%m-%dT%H:%M:%SZ"


def duration_seconds(written: str, option: str) -> float:
    """The seconds in a number with s, m, h, d or w behind it.

    Raises:
        UsageError: it is written otherwise, or none at all.
    """
    found = _DURATION.fullmatch(written.strip().lower())
    if found is None or float(found[1]) == 0:
        raise UsageError("a span of time such as 15m, 24h or 7d", repr(written), "write it so", option)
    return float(found[1]) * _UNITS[found[2]]


def moment_before(written: str, now: datetime, option: str) -> str:
    """The moment so long ago, or the one that is written as a date or time itself; UTC, as a database has it.

    Arguments:
        written: a span of time, or a date or time in ISO 8601; without a zone it is UTC.
        now: the present, with its zone.
        option: where it was written, for the message.

    Raises:
        UsageError: it is neither.
    """
    if _DURATION.fullmatch(written.strip().lower()):
        return (now - timedelta(seconds=duration_seconds(written, option))).astimezone(UTC).strftime(_MOMENT)
    try:
        moment = datetime.fromisoformat(written)
    except ValueError as error:
        expected = "a span of time such as 24h, or a date or time such as 2024-03-12"
        raise UsageError(expected, repr(written), "write it so", option) from error
    return (moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)).astimezone(UTC).strftime(_MOMENT)
