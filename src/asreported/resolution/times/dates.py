"""Readings of dates: day, month, year, weekday, season, quarter, decade, century, holiday, and clock times."""

from __future__ import annotations

import re
from datetime import date, timedelta

from asreported.resolution.times.calendar import (
    DAY,
    Meaning,
    interval_between,
    make_date,
)
from asreported.resolution.times.scene import Found, Scene

Match = re.Match[str]
SOON_MONTHS = 2
"""A month no verb places lies ahead when it comes within so many months, else behind."""


def _found(match: Match, scene: Scene, value: str) -> Found:
    return Found(match.start(), match.end(), scene.table.calendar.date(value))


def _month_name_holds(match: Match, scene: Scene, *, is_bare: bool) -> bool:
    """Whether a month's name is one, and not a person, a modal verb or an order to march."""
    name, start = match["month"], match.start("month")
    if not scene.is_capital(start):
        return False
    if not is_bare:
        return True
    table = scene.table
    if name not in table.ambiguous_months:
        return name not in scene.person_names()
    if scene.parse.text[start : match.end("month")].isupper() or scene.tag(start)[:2] != "NN":
        return False
    if match["rel"]:
        return True
    cue = scene.word_before(start)
    return cue in table.cues["month-strong" if name in scene.person_names() else "month"]


def iso(match: Match, scene: Scene) -> Found | None:
    """2013-03-22."""
    day = make_date(int(match["y"]), int(match["m"]), int(match["d"]))
    return _found(match, scene, day.isoformat()) if day is not None else None


def numeric(match: Match, scene: Scene) -> Found | None:
    """3/22/2013, 22.03.2013; where day and month cannot be told apart only the year is given."""
    a, b, year = int(match["a"]), int(match["b"]), int(match["y"])
    days = {make_date(year, a, b) if match["s"] == "/" else None, make_date(year, b, a)} - {None}
    if not days:
        return None
    if len(days) > 1:
        return Found(
            match.start(), match.end(), Meaning("DATE", f"{year}-XX-XX", (f"{year}-01-01", f"{year + 1}-01-01"), "year")
        )
    [day] = days
    return _found(match, scene, str(day))


def _day_number(words: str) -> int:
    return int(re.sub(r"\D", "", words))


def day_of_month(match: Match, scene: Scene) -> Found | tuple[Found, ...] | None:
    """March 3, 3 March 2020, Saturday, September 29, May 3-5, May 3 and 5."""
    if not _month_name_holds(match, scene, is_bare=False):
        return None
    month, number = scene.table.months[match["month"]], _day_number(match["d"])
    if make_date(2000, month, number) is None:
        return None
    if match["y"]:
        day = make_date(int(match["y"]), month, number)
    else:
        weekday = {**scene.table.short_weekdays, **scene.table.weekdays}.get(match["wd"] or "")
        day = scene.year_for(month, number, match.start("month"), weekday)
    if match["d2"]:
        return _day_range(match, month, number, day)
    if match["d3"]:
        return _two_days(match, scene, month, (number, _day_number(match["d3"])), day)
    if day is None:
        return None if match["y"] else _found(match, scene, f"XXXX-{month:02}-{number:02}")
    return _found(match, scene, day.isoformat())


def _day_range(match: Match, month: int, number: int, day: date | None) -> Found | None:
    last = _day_number(match["d2"])
    if last <= number or make_date(2000, month, last) is None:
        return None
    end = make_date(day.year, month, last) if day is not None else None
    interval = interval_between(day, end + DAY) if day is not None and end is not None else None
    return Found(match.start(), match.end(), Meaning("DURATION", f"P{last - number + 1}D", interval, "day"))


def _two_days(match: Match, scene: Scene, month: int, numbers: tuple[int, int], day: date | None) -> tuple[Found, ...]:
    """The two days of "May 3 and 5", each a date of its own."""
    year = f"{day.year:04}" if day is not None else "XXXX"
    first, second = (scene.table.calendar.date(f"{year}-{month:02}-{number:02}") for number in numbers)
    return (Found(match.start(), match.end("d"), first), Found(match.start("d3"), match.end(), second))


def month_year(match: Match, scene: Scene) -> Found | None:
    """January 2020, May of last year."""
    if not _month_name_holds(match, scene, is_bare=False):
        return None
    year = match["y"] or scene.year(match["ry"])
    return _found(match, scene, f"{year}-{scene.table.months[match['month']]:02}")


def month(match: Match, scene: Scene) -> Found | None:
    """May, last June; its year as the verb says, or that of the month it is paired with ("March to June 2012")."""
    if not _month_name_holds(match, scene, is_bare=True) or re.match(r"\s\d{1,2}\b", scene.lower[match.end() :][:4]):
        return None
    number, anchor = scene.table.months[match["month"]], scene.anchor
    relation = scene.table.relation(match["rel"])
    if relation is not None and not relation.is_of_publication:
        return _found(match, scene, f"XXXX-{number:02}")
    paired = scene.table.month_after.match(scene.lower, match.end(), scene.end)
    if paired:
        return _found(match, scene, f"{paired['y']}-{number:02}")
    if anchor is None:
        return _found(match, scene, f"XXXX-{number:02}")
    if relation is not None:
        shift = {-1: number >= anchor.month, 0: False, 1: number <= anchor.month}[relation.step]
        year = anchor.year + relation.step * shift
    else:
        told = scene.direction(match.start("month"))
        is_soon = told is None and 0 < (number - anchor.month) % 12 <= SOON_MONTHS
        is_ahead = told == "future" or is_soon
        year = anchor.year + (number < anchor.month if is_ahead else -(number > anchor.month))
    return _found(match, scene, f"{year:04}-{number:02}")


def weekday(match: Match, scene: Scene) -> Found | None:
    """Monday, last Friday, Tuesday night, Monday of next week."""
    start = match.start("wd")
    relation = scene.table.relation(match["rel"])
    if not scene.is_capital(start) or (relation is not None and relation.way == "after" and not match["det"]):
        return None
    number = scene.table.weekdays[match["wd"]]
    is_elsewhere = match["det"] and scene.lower[match.end() : match.end() + 4] == " of "
    value = f"XXXX-WXX-{number}" if is_elsewhere else scene.weekday(number, relation, start)
    if match["week"] and scene.anchor is not None:
        steps = scene.table.relations[match["week"]].step
        monday = scene.anchor - timedelta(days=scene.anchor.isoweekday() - 1)
        value = (monday + timedelta(days=7 * steps + number - 1)).isoformat()
    if match["part"]:
        return _part_of_day(match, scene, value, match["part"])
    return _found(match, scene, value)


def _part_of_day(match: Match, scene: Scene, day: str, part: str) -> Found:
    value = f"{day}T{scene.table.parts[part]}"
    return Found(match.start(), match.end(), scene.table.calendar.date(value, "TIME"))


def year(match: Match, scene: Scene) -> tuple[Found, ...] | None:
    """2014, the 2016 election, 1957-58; not 2000 people."""
    if not _is_year(match, scene):
        return None
    calendar = scene.table.calendar
    first, second = match["y"], match["y2"]
    if not second:
        return (_found(match, scene, first),)
    second = second if len(second) == 4 else first[:2] + second
    if int(second) <= int(first):
        return None
    return (
        Found(match.start(), match.end("y"), calendar.date(first)),
        Found(match.start("y2"), match.end("y2"), calendar.date(second)),
    )


def _is_year(match: Match, scene: Scene) -> bool:
    start, end, lower = match.start("y"), match.end(), scene.lower
    before, after = lower[start - 1 : start], lower[end : end + 2]
    if before in {"$", "£", "€", "#", ".", ",", ":", "/", "+", "_", "@"} or re.match(
        r"[.,:/]\d|\s?%|\s?°|[-–]\d|['’]?s\b", after
    ):
        return False
    if match.start() < start:
        return True
    cue, cues = scene.word_before(start), scene.table.cues
    if (
        before in {"-", "–"}
        and cue not in cues["year"]
        and not re.search(r"(?:\d{4}|pre|post|mid|late|early|since)[-–]$", lower[:start][-8:])
    ):
        return False
    parse, token = scene.parse, scene.token(start)
    is_ancient = int(match["y"]) < 1900
    head = parse.heads[token]
    if parse.deps[token] in {"nummod", "compound", "quantmod"} and head > token and not match["y2"]:
        if parse.tags[head] == "NNS":
            return cue in cues["year"] and int(match["y"]) % 100 != 0 and not (is_ancient and cue not in {"in", "the"})
        if parse.words[head].lower() in {"percent", "million", "billion", "gmt", "utc"} or (
            is_ancient and cue != "the"
        ):
            return False
    return cue in cues["year-early"] if is_ancient else True


def clock(match: Match, scene: Scene) -> Found | None:
    """10:30 a.m. GMT, 15:42, noon, 0930 GMT; the day is the last one named in the paragraph, else open."""
    time = _clock_time(match, scene)
    if time is None:
        return None
    value = f"{scene.day or 'XXXX-XX-XX'}T{time}"
    return Found(match.start(), match.end(), scene.table.calendar.date(value, "TIME"))


def _clock_time(match: Match, scene: Scene) -> str | None:
    if match["word"]:
        return "12:00" if match["word"] == "noon" else "24:00"
    if match["mil"]:
        return f"{match['mil'][:2]}:{match['mil'][2:]}"
    if match["h24"]:
        has_cue = scene.word_before(match.start()) in scene.table.cues["clock"] or match["zone"]
        return f"{int(match['h24']):02}:{match['m24']}" if has_cue else None
    if match["oh"]:
        number = scene.table.number(match["oh"])
        return f"{int(number):02}" if number is not None and number <= 12 else None
    hour = int(match["h"]) % 12 + (12 if match["ap"] == "p" else 0)
    return f"{hour:02}:{match['m']}" if match["m"] else f"{hour:02}"
