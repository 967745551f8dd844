"""Readings that hang on the publication day or on nothing: yesterday, last week, two years ago, daily, now."""

from __future__ import annotations

import math
import re
from datetime import date, timedelta

from asreported.records import Interval, Precision
from asreported.resolution.times.calendar import DAY, Meaning, add_months, interval_between
from asreported.resolution.times.scene import Found, Scene
from asreported.resolution.times.table import Relation, Unit

Match = re.Match[str]
REACH_YEARS = 800
"""Farther from publication no date is counted out: the calendar ends, and nobody means a day."""
LONG = 10
"""From a decade on "the next decade" means the years ahead and not a calendar decade."""


def _found(match: Match, meaning: Meaning) -> Found:
    return Found(match.start(), match.end(), meaning)


def shift(day: date, unit: Unit, number: float) -> date | None:
    """`day` some units on (negative: back); hours and less count as the days they touch. None beyond `REACH_YEARS`."""
    if abs(number) * unit.years > REACH_YEARS:
        return None
    scaled = number * unit.multiple
    if unit.vague.startswith("PT"):
        hours = {"H": 1.0, "M": 1 / 60, "S": 1 / 3600}[unit.letter] * scaled
        days = math.copysign(math.ceil(abs(hours) / 24), hours)
    elif unit.letter in {"Y", "M", "Q"}:
        months = scaled * {"Y": 12, "M": 1, "Q": 3}[unit.letter]
        return add_months(day, round(months))
    else:
        days = scaled * (1 if unit.letter == "D" else 7)
    return day + timedelta(days=round(days))


def _stretch(scene: Scene, unit: Unit, number: float | None, way: int) -> Interval | None:
    """The days from `number` units back to publication (`way` -1), or from publication on (1), both ends counted."""
    if scene.anchor is None or number is None:
        return None
    other = shift(scene.anchor, unit, way * number)
    if other is None:
        return None
    return interval_between(min(other, scene.anchor), max(other, scene.anchor) + DAY)


def _duration(match: Match, scene: Scene, number: float | None, way: int = 0) -> Found:
    unit = scene.table.units[match["unit"]]
    interval = _stretch(scene, unit, number, way) if way else None
    return _found(match, Meaning("DURATION", unit.duration(number), interval, unit.precision))


def dayword(match: Match, scene: Scene) -> Found | None:
    """yesterday, tonight, overnight, tomorrow morning; not in a name (USA Today)."""
    if (
        scene.is_capital(match.start())
        and scene.tag(match.start())[:3] == "NNP"
        and scene.tag(match.start() - 2) == "NNP"
    ):
        return None
    if match["word"].endswith("night") and scene.tag(scene.start_before(match.start())) == "PRP$":
        return None
    days, part = scene.table.daywords[re.sub(r"\s+", " ", match["word"])]
    part = scene.table.parts[match["part"]] if match["part"] else part
    value = scene.unit_value("D", 1, days) or "XXXX-XX-XX"
    if not part:
        return _found(match, scene.table.calendar.date(value))
    meaning = scene.table.calendar.date(f"{value}T{part}", "TIME")
    if match["word"] == "overnight" and scene.anchor is not None:
        meaning = Meaning("TIME", meaning.value, interval_between(scene.anchor - DAY, scene.anchor + DAY), "daypart")
    return _found(match, meaning)


def part(match: Match, scene: Scene) -> Found | None:
    """The words "this morning"; the morning, at night, at dawn: of the last day named in the paragraph, else open."""
    table, word = scene.table, match["part"]
    determiner = " ".join((match["det"] or "").split())
    if scene.is_capital(match.start("part")):
        return None
    if determiner == "this":
        if word in table.bare_parts:
            return None
        day = scene.unit_value("D", 1, 0)
    else:
        cue = scene.word_before(match.start())
        if not determiner and not (cue in table.cues["part"] and scene.tag(match.start("part"))[:2] == "NN"):
            return None
        if determiner == "the" and cue not in table.cues["part-article"]:
            return None
        day = scene.day if determiner != "one" else None
    return _found(match, table.calendar.date(f"{day or 'XXXX-XX-XX'}T{table.parts[word]}", "TIME"))


def relative_unit(match: Match, scene: Scene) -> Found | None:
    """Last week, this year, next month, the past year, the following day."""
    unit = scene.table.units[match["unit"]]
    relation = scene.table.relations[" ".join(match["rel"].split())]
    has_article = match["det"] == "the"
    if match["unit"] == "night" or unit.vague.startswith("PT"):
        return _last_hours(match, scene, relation, unit)
    is_of_other = has_article and relation.step and scene.lower[match.end() : match.end() + 4] == " of "
    is_next_day = unit.letter == "D" and relation.way == "ahead" and not relation.is_stretch
    if is_of_other or is_next_day or not relation.is_of_publication:
        return _elsewhere(match, scene, relation, unit)
    is_over = has_article and scene.word_before(match.start()) in scene.table.cues["over"]
    is_long_ahead = has_article and unit.multiple >= LONG and relation.way == "ahead"
    if relation.step and unit.letter != "WE" and (relation.is_stretch or is_over or is_long_ahead):
        return _duration(match, scene, 1.0, relation.step)
    if unit.letter == "D":
        return None
    step = relation.step
    if relation.way == "present" and unit.letter == "WE" and _is_past_weekend(match, scene):
        step = -1
    value = scene.unit_value(unit.letter, unit.multiple, step)
    return _found(match, scene.table.calendar.date(value)) if value is not None else None


def _is_past_weekend(match: Match, scene: Scene) -> bool:
    """Whether "this weekend" is the one before: early in the week, with a verb in the past."""
    is_early = scene.anchor is not None and scene.anchor.isoweekday() < 5
    return is_early and scene.direction(match.start("unit")) == "past"


def _last_hours(match: Match, scene: Scene, relation: Relation, unit: Unit) -> Found | None:
    """The past hour; "last minute" and the like are no times, "last night" is a word for a day."""
    if match["unit"] == "night" or not relation.step or not relation.is_of_publication:
        return None
    if relation.is_stretch or (match["det"] and unit.letter == "H"):
        return _duration(match, scene, 1.0, relation.step)
    return None


def _elsewhere(match: Match, scene: Scene, relation: Relation, unit: Unit) -> Found | None:
    """The same day, the following week: counted from another date, which for days is the last one in the paragraph."""
    has_article = match["det"] or scene.word_before(match.start()) == "the"
    if not has_article and match["rel"] != "that":
        return None
    value = scene.open_value(unit)
    if value is None:
        return None
    if unit.letter == "D" and scene.day is not None:
        value = (date.fromisoformat(scene.day) + timedelta(days=relation.step)).isoformat()
    return _found(match, scene.table.calendar.date(value))


def relative_units(match: Match, scene: Scene) -> Found | None:
    """The past three months, the next 10 days, the first two weeks of 2019, the last few years."""
    relation = scene.table.relation(match["rel"])
    number = scene.table.number(match["n"]) if match["n"] else None
    unit = scene.table.units[match["unit"]]
    is_bare = match["n"] is None and match["rel"] in {"last", "next"} and match.start() == match.start("rel")
    if is_bare or scene.tag(match.start("rel")) in {"VB", "VBP"}:
        return None
    if number is not None and number < 2 and match["unit"] in scene.table.many and unit.letter != "S" and number != 1.5:
        return None
    if match["y"] and number is not None:
        is_first = match["rel"] in {"first", "opening"}
        interval = _within_year(int(match["y"]), unit, number if is_first else -number)
        return _found(match, Meaning("DURATION", unit.duration(number), interval, unit.precision))
    way = relation.step if relation is not None and relation.is_of_publication and not match["y"] else 0
    return _duration(match, scene, number, way)


def _within_year(year: int, unit: Unit, number: float) -> Interval | None:
    """The days of the first (negative: the last) so many units of a year, or None where they leave it."""
    first, end = date(year, 1, 1), date(year + 1, 1, 1)
    edge = shift(first if number > 0 else end, unit, number)
    if edge is None or not first < edge < end:
        return None
    return interval_between(first, edge) if number > 0 else interval_between(edge, end)


def ago(match: Match, scene: Scene) -> Found | None:
    """Two years ago, three days from now; "two days later" counts from elsewhere and stays open."""
    unit, way = scene.table.units[match["unit"]], match["way"]
    is_many = match["unit"] in scene.table.many
    if match["n"] is None and not is_many:
        return None
    number = _with_half(match, scene) if match["n"] else None
    is_from_now = way == "ago" or way not in {"earlier", "later"}
    if (number is None or number * unit.years > REACH_YEARS) and is_from_now:
        return _found(match, Meaning("DATE", "PAST_REF" if way == "ago" else "FUTURE_REF", None, "vague"))
    if unit.vague.startswith("PT"):
        return _hours_ago(match, scene, unit, number, -1 if way == "ago" else 1, is_known=is_from_now)
    anchor = scene.anchor if is_from_now else None
    if anchor is None or number is None:
        value = scene.open_value(unit) or "XXXX"
        return _found(match, scene.table.calendar.date(value))
    steps = number if way != "ago" else -number
    if steps != int(steps):
        value = (shift(anchor, unit, steps) or anchor).isoformat()[:7]
        return _found(match, scene.table.calendar.date(value))
    value = scene.unit_value(unit.letter, 1, int(steps) * unit.multiple) or "XXXX"
    return _found(match, scene.table.calendar.date(value))


def _hours_ago(match: Match, scene: Scene, unit: Unit, number: float | None, way: int, *, is_known: bool) -> Found:
    """Hours and minutes before publication, whose own hour is not used: only the days they may fall on."""
    interval = _stretch(scene, unit, number, way) if is_known else None
    return _found(match, Meaning("TIME", "XXXX-XX-XXTXX", interval, unit.precision))


def duration(match: Match, scene: Scene) -> Found | None:
    """Three weeks, a 12-hour battle, half a century; "twice a year" is a rate."""
    table, words = scene.table, match["n"]
    unit_word, end = match["unit"], match.end()
    if re.match(r"[\s-]{1,3}olds?\b", scene.lower[end : end + 6]):
        return None
    unit = table.units[unit_word]
    number = _with_half(match, scene)
    is_one = words in {"a", "an", "one"} and not match["half"]
    is_single = unit_word in table.one
    if unit_word == "quarter" or (unit_word == "quarters" and (number is None or scene.lower[end : end + 3] == " of")):
        return None
    if (words in {"half", "some"} and is_single) or (words in {"a", "an"} and not is_single):
        return None
    if number is not None and number > 1 and is_single and "-" not in match[0] and number != 1.5:
        return None
    if is_one and (_is_rate(match, scene) if words != "one" else _is_someday(match, scene)):
        if words == "one":
            return None
        return _found(match, Meaning("SET", unit.duration(1.0), None, unit.precision))
    if unit_word in {"night", "weekend"} and is_one:
        return None
    return _duration(match, scene, number)


def _with_half(match: Match, scene: Scene) -> float | None:
    number = scene.table.number(match["n"])
    return number + 0.5 if number is not None and match["half"] else number


def the_day(match: Match, scene: Scene) -> Found:
    """The day before the vote, the 99th day: a day counted from something that is not a date."""
    unit = scene.table.units[match["unit"] or "day"]
    value = scene.open_value(unit) or "XXXX-XX-XX"
    return _found(match, scene.table.calendar.date(value))


def _is_someday(match: Match, scene: Scene) -> bool:
    """Whether "one day" means some day: not after a preposition, not with a hyphen."""
    return (
        match["unit"] == "day"
        and "-" not in match[0]
        and scene.word_before(match.start()) not in scene.table.cues["one-day"]
    )


def _is_rate(match: Match, scene: Scene) -> bool:
    """Whether "a year" means each year: after "twice", an amount or a number of things."""
    cue = scene.word_before(match.start())
    if cue in scene.table.cues["rate"] or scene.lower[max(match.start() - 1, 0)] == "-":
        return True
    parse, token = scene.parse, scene.token(match.start("unit"))
    head = parse.heads[token]
    first = scene.token(match.start())
    if first == 0 or parse.tags[first - 1] not in {"NNS", "CD"}:
        return False
    follows = parse.words[token + 1].lower() if token + 1 < len(parse) else ""
    is_counted = follows in scene.table.cues["not-rate"]
    return not is_counted and (parse.tags[head][0] in "NC" or parse.tags[first - 1] == "NNS")


def units(match: Match, scene: Scene) -> Found | None:
    """weeks, decades: an unknown number of them, unless they are part of a longer name ("office hours")."""
    unit_word = match["unit"]
    unit = scene.table.units[unit_word]
    if unit.letter in {"Q", "S"} or unit_word in {"nights"}:
        return None
    if unit_word == "weekends":
        return _found(match, Meaning("SET", "XXXX-WXX-WE", None, "weekend"))
    start = match.start()
    token = scene.token(start)
    parse = scene.parse
    if token and parse.heads[token - 1] == token and parse.deps[token - 1] in {"compound", "poss", "case"}:
        return None
    if scene.lower[start - 1 : start] == "-" or (scene.is_capital(start) and scene.tag(start) == "NNPS"):
        return None
    return _found(match, Meaning("DURATION", unit.vague, None, unit.precision))


def every(match: Match, scene: Scene) -> Found | None:
    """Every three months, each morning, per year."""
    table = scene.table
    if match["part"]:
        return _found(match, Meaning("SET", f"XXXX-XX-XXT{table.parts[match['part']]}", None, "daypart"))
    if match["season"]:
        return _found(match, Meaning("SET", f"XXXX-{table.seasons[match['season']]}", None, "season"))
    unit = table.units[match["unit"]]
    number = 2.0 if match["n"] == "other" else table.number(match["n"])
    if unit.letter == "WE":
        return _found(match, Meaning("SET", "XXXX-WXX-WE", None, "weekend"))
    return _found(match, Meaning("SET", unit.duration(number), None, unit.precision))


def weekday_set(match: Match, scene: Scene) -> Found | None:
    """Every Friday, Mondays."""
    name = match["wd"] or match["wds"]
    if not scene.is_capital(match.start("wd" if match["wd"] else "wds")):
        return None
    value, precision = f"XXXX-WXX-{scene.table.weekdays[name]}", "day"
    if match["wd"] and match["part"]:
        value, precision = f"{value}T{scene.table.parts[match['part']]}", "daypart"
    return _found(match, Meaning("SET", value, None, _as_precision(precision)))


def _as_precision(name: str) -> Precision:
    return "daypart" if name == "daypart" else "day"


def frequency(match: Match, scene: Scene) -> Found | None:
    """daily, annual; not in a name (the Daily Star)."""
    if scene.is_capital(match.start()) and scene.tag(match.start())[:3] == "NNP":
        return None
    return _found(match, scene.table.frequencies[re.sub(r"\s+", " ", match["word"])])


def vague(match: Match, scene: Scene) -> Found | None:
    """now, recently, the future."""
    value, tags = scene.table.vague[re.sub(r"\s+", " ", match["word"])]
    last = scene.token(match.end() - 1)
    if tags and scene.parse.tags[last] not in tags:
        return None
    if match["word"] == "recently" and scene.word_before(match.start()) == "as":
        return None
    if match["word"] == "soon" and scene.direction(match.start()) == "past":
        return None
    return _found(match, Meaning("DATE", value, None, "vague"))
