"""When a report was published: ISO 8601 as it is, other forms only where they can be read in one way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime

from asreported.errors import UsageError

_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:[.,]\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?)?")
_LIKE_ISO = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:?\d\d.*|\d{8}(?:T\d{4,6}Z?)?")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?[.,]*\s+)?"
_TIME = (
    r"(?:[,T]?\s*(?:at\s+|-\s+)?(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*(?P<zone>z|gmt|utc|[+-]\d\d:?\d\d)?(?P<other>\s*\(?[a-z]{2,5}\)?)?)?"
)
_FORMS = tuple(
    re.compile(_WEEKDAY + form + _TIME, re.IGNORECASE)
    for form in (
        r"(?P<month>[a-z]+)\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})",
        r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+(?P<month>[a-z]+)\.?,?[\s-]+(?P<year>\d{4})",
        r"(?P<year>\d{4})(?P<sign>[/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})",
        r"(?P<one>\d{1,2})(?P<sign>[/.-])(?P<two>\d{1,2})(?P=sign)(?P<year>\d{4})",
    )
)


def read_published(value: str) -> tuple[str | None, str | None]:
    """Read a date of publication.

        read_published("Tue, 05 Mar 2019 10:00:00 GMT")  # ("2019-03-05T10:00:00+00:00", None)
        read_published("03/04/2019")                      # (None, "published: …")

    Arguments:
        value: a date or date-time in any form, one that stands in ISO 8601 being kept letter by letter.

    Returns:
        The ISO 8601 date, or date-time with the zone where one is given, and None; or None and a one-line warning when
        it is no date or could be two.
    """
    value = value.strip()
    if _ISO.fullmatch(value) or _LIKE_ISO.fullmatch(value):
        return _read_iso(value)
    for form in _FORMS:
        if match := form.fullmatch(value):
            return _read_match(match, value)
    return _read_other(value)


def check_published(value: str) -> str:
    """`value` as `read_published` reads it.

    Raises:
        UsageError: it is no date, or could be two.
    """
    found, _ = read_published(value)
    if found is None:
        raise UsageError("a date such as 2019-03-05", repr(value), "write it as year-month-day", "published")
    return found


def _warn(value: str, cause: str) -> tuple[None, str]:
    return None, f"published: {value[:60]!r} {cause}; write it as 2019-03-05; coded without a date"


def _read_iso(value: str) -> tuple[str | None, str | None]:
    try:
        if len(value) in (8, 10):
            day = date.fromisoformat(value).isoformat()
            return (value if _ISO.fullmatch(value) else day), None
        moment = datetime.fromisoformat(value)
    except ValueError:
        return _warn(value, "is no date")
    return (value if _ISO.fullmatch(value) else moment.isoformat()), None


def _read_match(match: re.Match[str], value: str) -> tuple[str | None, str | None]:
    parts = match.groupdict()
    if parts.get("one"):
        one, two = int(parts["one"]), int(parts["two"])
        if one <= 12 and two <= 12 and one != two:
            return _warn(value, "could be two dates")
        month, day = (two, one) if one > 12 else (one, two)
    else:
        named = parts["month"].lower()
        month, day = _MONTHS.get(named, 0) if named.isalpha() else int(named), int(parts["day"])
    try:
        found = date(int(parts["year"]), month, day)
        moment = _moment(parts, found)
    except ValueError:
        return _warn(value, "is no date")
    return moment or found.isoformat(), None


def _moment(parts: Mapping[str, str | None], day: date) -> str | None:
    """The date-time, or None where no time is given or its zone is a name that several zones share."""
    if parts["hour"] is None or parts["other"] is not None:
        return None
    hour = int(parts["hour"])
    if parts["half"] is not None:
        if not 1 <= hour <= 12:
            raise ValueError(hour)
        hour = hour % 12 + (12 if parts["half"].lower().startswith("p") else 0)
    moment = datetime(day.year, day.month, day.day, hour, int(parts["minute"] or 0), int(parts["second"] or 0))
    zone = (parts["zone"] or "").upper()
    if zone[:1] in ("+", "-"):
        return f"{moment.isoformat()}{zone[:3]}:{zone[-2:]}"
    return moment.isoformat() + ("+00:00" if zone else "")


def _read_other(value: str) -> tuple[str | None, str | None]:
    """A date with day, month by name and year in some other order, the rest left to dateparser."""
    if not re.search(r"\b\d{4}\b", value) or not re.search(r"[^\W\d_]{3}", value) or len(value) > 80:
        return _warn(value, "is no date that can be read in one way")
    import dateparser

    found = dateparser.parse(
        value,
        languages=["en"],
        settings={
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PARSERS": ["absolute-time"],
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )
    if found is None or re.search(r"\d{1,2}[/.-]\d{1,2}[/.-]", value):
        return _warn(value, "is no date that can be read in one way")
    return found.date().isoformat(), None
