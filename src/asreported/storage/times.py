"""The present, as it is written in a database."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> str:
    """The present time, UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
