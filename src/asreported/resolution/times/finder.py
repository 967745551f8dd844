"""Time expressions: where they stand, what TIMEX3 value they have, and which days they cover.

    find_times(parse, "2021-03-17", TimeTable(lexicons))
    "The committee met on Monday"   -> DATE 2021-03-15, [2021-03-15, 2021-03-16), day

Values follow TIMEX3 (TimeML; ISO 24617-1) as annotated for TempEval-3 (UzZaman et al. 2013).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from asreported.parsing.parse import Parse
from asreported.records import IdMaker, TimeExpression
from asreported.resolution.times import dates as dates
from asreported.resolution.times import periods as periods
from asreported.resolution.times import relative as relative
from asreported.resolution.times.calendar import Meaning
from asreported.resolution.times.scene import Found, Scene
from asreported.resolution.times.table import WORD, TimeTable

__all__ = ["TimeTable", "find_times"]

PUBLICATION_YEARS = range(1500, 3000)
"""A publication day in any other year is an error in the input, and counts as none."""
Reading = Callable[[re.Match[str], Scene], Found | tuple[Found, ...] | None]
_LOOK_BACK_WORDS = 6
"""How many words before a month, unit or number an expression may begin: "the night of the 3rd of August" has six."""
_READINGS: tuple[tuple[str, Reading], ...] = (
    ("iso", dates.iso),
    ("numeric", dates.numeric),
    ("clock", dates.clock),
    ("month_day", dates.day_of_month),
    ("day_month", dates.day_of_month),
    ("month_year", dates.month_year),
    ("holiday", periods.holiday),
    ("named", periods.named),
    ("month", dates.month),
    ("weekday_set", relative.weekday_set),
    ("weekday", dates.weekday),
    ("dayword", relative.dayword),
    ("fiscal", periods.fiscal),
    ("quarter", periods.quarter),
    ("season", periods.season),
    ("decade", periods.decade),
    ("century", periods.century),
    ("year", dates.year),
    ("ago", relative.ago),
    ("relative_unit", relative.relative_unit),
    ("relative_units", relative.relative_units),
    ("every", relative.every),
    ("frequency", relative.frequency),
    ("vague", relative.vague),
    ("part", relative.part),
    ("duration", relative.duration),
    ("the_day", relative.the_day),
    ("units", relative.units),
)


def find_times(parse: Parse, published: str | None, table: TimeTable) -> tuple[TimeExpression, ...]:
    """Find every time expression of a report.

    Arguments:
        parse: the report's parse.
        published: an ISO 8601 date or date-time, from which relative expressions count, or None: then they stay open
            ("XXXX-WXX-1") and have no interval. Anything else counts as None.
        table: the time words.

    Returns:
        The expressions in text order, none overlapping another; () when there are none.
    """
    scene = Scene(parse, _lower(parse.text), table, _day_of(published))
    maker = IdMaker("t")
    return tuple(
        TimeExpression(maker.make((f.start, f.end)), (f.start, f.end), m.type, m.value, m.interval, m.precision)
        for f in _scan(scene)
        for m in (f.meaning,)
    )


def _day_of(published: str | None) -> date | None:
    try:
        day = date.fromisoformat(published[:10]) if published is not None else None
    except ValueError:
        return None
    return day if day is not None and day.year in PUBLICATION_YEARS else None


def _lower(text: str) -> str:
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(small if len(small := character.lower()) == 1 else character for character in text)


def _scan(scene: Scene) -> Iterator[Found]:
    """Read each paragraph from left to right; where several readings begin, the longest holds."""
    parse = scene.parse
    for first, last in parse.paragraphs:
        begin, scene.end = parse.span(first, last)
        scene.day = None
        reached = begin
        for start in _starts(scene, begin):
            if start < reached:
                continue
            for found in _read_at(scene, start):
                reached = max(reached, found.end)
                if found.meaning.precision == "day" and found.meaning.type == "DATE" and "X" not in found.meaning.value:
                    scene.day = found.meaning.value
                yield found


def _starts(scene: Scene, begin: int) -> Iterator[int]:
    """The offsets in a paragraph where an expression may begin: starter words shortly before a nucleus."""
    nuclei, starters = scene.table.nuclei, scene.table.starters
    words = [(m.start(), m.group()) for m in WORD.finditer(scene.lower, begin, scene.end)]
    done = 0
    for n, (_, word) in enumerate(words):
        if word in nuclei or "0" <= word[0] <= "9":
            for near in range(max(done, n - _LOOK_BACK_WORDS), n + 1):
                start, starter = words[near]
                if starter in starters or "0" <= starter[0] <= "9":
                    if starter[0] <= "9" and start > begin + 1 and _is_tail(scene.lower, start):
                        continue
                    yield start - (start > begin and scene.lower[start - 1] in "'’" and starter[0] in "23456789")
            done = n + 1


def _is_tail(lower: str, start: int) -> bool:
    """Whether the digits at `start` go on a number or word before them: the 2 of "1/2", the 16 of "F-16"."""
    before, earlier = lower[start - 1], lower[start - 2]
    if before == "-":
        return earlier.isalpha() and not lower.endswith(("mid-", "pre-", "post-", "late-", "early-"), 0, start)
    return before in "/.,:" and earlier.isdigit()


def _read_at(scene: Scene, start: int) -> tuple[Found, ...]:
    """The longest reading that begins here, with an edge ("the end of") before or a clock time after; () if none."""
    plain = _read_plain(scene, start)
    edged = _read_prefixed(scene, start)
    if edged is not None and (not plain or edged.end > plain[-1].end):
        return (edged,)
    return plain


def _read_plain(scene: Scene, start: int) -> tuple[Found, ...]:
    best: tuple[Found, ...] = ()
    for name, read in _READINGS:
        match = scene.table.patterns[name].match(scene.lower, start, scene.end)
        if match is None or (best and match.end() <= best[-1].end):
            continue
        found = read(match, scene)
        if found is not None:
            best = found if isinstance(found, tuple) else (found,)
    if len(best) == 1:
        return (_join_clock(scene, best[0]),)
    return best


def _join_clock(scene: Scene, found: Found) -> Found:
    """A clock time with the day beside it: "10:30 a.m. on Tuesday", "Tuesday at 10:30 a.m."."""
    meaning, calendar = found.meaning, scene.table.calendar
    if meaning.type == "TIME" and meaning.precision in {"minute", "hour"} and "T" in meaning.value:
        gap = scene.table.day_after.match(scene.lower, found.end, scene.end)
        day = _read_day(scene, gap.end()) if gap is not None else None
        if day is not None:
            value = f"{day.meaning.value[:10]}T{meaning.value.partition('T')[2]}"
            return Found(found.start, day.end, calendar.date(value, "TIME"))
    elif meaning.precision in {"day", "daypart"} and re.match(r"[\dX]{4}-[\dX]{2}-[\dX]{2}(?!T.*:)", meaning.value):
        gap = scene.table.clock_after.match(scene.lower, found.end, scene.end)
        match = scene.table.patterns["clock"].match(scene.lower, gap.end(), scene.end) if gap is not None else None
        clock = dates.clock(match, scene) if match is not None else None
        if clock is not None:
            value = f"{meaning.value[:10]}T{clock.meaning.value.partition('T')[2]}"
            return Found(found.start, clock.end, calendar.date(value, "TIME"))
    return found


def _read_day(scene: Scene, start: int) -> Found | None:
    """A single day that begins here, or None."""
    for name, read in (
        ("month_day", dates.day_of_month),
        ("day_month", dates.day_of_month),
        ("weekday", dates.weekday),
        ("dayword", relative.dayword),
    ):
        match = scene.table.patterns[name].match(scene.lower, start, scene.end)
        found = read(match, scene) if match is not None else None
        if (
            isinstance(found, Found)
            and found.meaning.precision in {"day", "daypart"}
            and found.meaning.type != "DURATION"
        ):
            return found
    return None


def _read_prefixed(scene: Scene, start: int) -> Found | None:
    """The end of 2027, early next week, late on Tuesday, the night of March 3: the inner expression's value."""
    for name, pattern in scene.table.prefixes.items():
        match = pattern.match(scene.lower, start, scene.end)
        if match is None:
            continue
        inner = _read_at(scene, match.end()) or _bare_unit(scene, name, match)
        if not inner or inner[0].meaning.type not in {"DATE", "TIME"} or inner[0].meaning.precision == "vague":
            continue
        meaning = inner[0].meaning
        if (
            name == "edge"
            and scene.table.edges.get(match["edge"]) == "eve-of"
            and meaning.precision == "day"
            and "X" not in meaning.value
        ):
            day = date.fromisoformat(meaning.value) - timedelta(days=1)
            meaning = scene.table.calendar.date(day.isoformat())
        if name == "part_of":
            if meaning.type != "DATE" or meaning.precision != "day":
                continue
            meaning = scene.table.calendar.date(f"{meaning.value}T{scene.table.parts[match['part']]}", "TIME")
        return Found(start, inner[0].end, meaning)
    return None


def _bare_unit(scene: Scene, name: str, prefix: re.Match[str]) -> tuple[Found, ...]:
    """The "the year" of "the end of the year": the present one, or the last when a verb looks back early in it."""
    match = scene.table.bare_unit.match(scene.lower, prefix.end(), scene.end) if name == "edge" else None
    if match is None:
        return ()
    unit = scene.table.units[match["unit"]]
    anchor, steps = scene.anchor, 0
    if (
        anchor is not None
        and unit.letter == "Y"
        and unit.multiple == 1
        and scene.table.edges.get(prefix["edge"]) == "end-of"
    ):
        is_behind = scene.direction(match.start("unit")) == "past"
        steps = -1 if is_behind and anchor.month <= 6 else 0
    value = scene.unit_value(unit.letter, unit.multiple, steps)
    meaning: Meaning = scene.table.calendar.date(value or "XXXX")
    return (Found(match.start(), match.end(), meaning),)
