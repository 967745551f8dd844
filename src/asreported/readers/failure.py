"""What stands in a stream in the place of a report or record that could not be made, or was not meant to be."""

from __future__ import annotations

from dataclasses import dataclass

from asreported.errors import AsReportedError


@dataclass(frozen=True)
class Failure:
    """One bad item of a stream: where it was (a path, ``path:line``, an id) and what was wrong with it."""

    place: str
    error: AsReportedError


@dataclass(frozen=True)
class Passed:
    """One item that is no report and was passed over: where it was, and what it is, in words that can be counted."""

    place: str
    what: str
