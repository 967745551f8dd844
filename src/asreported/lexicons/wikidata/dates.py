"""Dates as Wikidata gives them, no more precise than they are."""

from __future__ import annotations

import re
from datetime import date

UNKNOWN = "unknown"
"""There was a beginning or an end, and Wikidata does not know when."""
_YEAR, _MONTH, _DAY = 9, 10, 11
"""Wikidata's numbers for how precise a time is; smaller ones are decades and centuries."""
_TIME = re.compile(r"\+?0*(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?)?)?")


def read_date(text: str, precision: int | None = None) -> str:
    """A time as ``2010-05-11``, ``2010-05`` or ``2010``, as far as it is known.

    The query service writes a year alone as its 1 January and a month alone as its first day; without its precision a
    1 January is therefore read as the year, and any other first of a month as the day it says.

    Arguments:
        text: ``+2010-05-11T00:00:00Z``, ``2010-00-00``, ``2010-05``; anything else is unknown.
        precision: Wikidata's number (11 a day, 10 a month, 9 a year), or None where it was not exported.

    Returns:
        The date; "" for an empty text; `UNKNOWN` for what is no date, lies before 1000, or is vaguer than a year.
    """
    if not text.strip():
        return ""
    found = _TIME.fullmatch(text.strip())
    if found is None or found[1] < "1000" or (precision is not None and precision < _YEAR):
        return UNKNOWN
    year, month, day = found[1], found[2] or "00", found[3] or "00"
    if month == "00" or precision == _YEAR:
        return year
    if not "01" <= month <= "12":
        return UNKNOWN
    if precision is None and (month, day) == ("01", "01"):
        return year
    if day == "00" or precision == _MONTH:
        return f"{year}-{month}"
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return UNKNOWN
