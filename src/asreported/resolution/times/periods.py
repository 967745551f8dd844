"""Readings of longer periods and named days: quarter, season, fiscal year, decade, century, holiday."""

from __future__ import annotations

import re
from datetime import date

from asreported.resolution.times.calendar import DAY, Meaning, add_months, around, interval_between
from asreported.resolution.times.scene import Found, Scene
from asreported.resolution.times.table import Relation

Match = re.Match[str]


def _found(match: Match, scene: Scene, value: str) -> Found:
    return Found(match.start(), match.end(), scene.table.calendar.date(value))


def decade(match: Match, scene: Scene) -> Found | None:
    """The 1990s, the '80s, the nineties."""
    if match["d"]:
        return _found(match, scene, match["d"])
    if not match[0].startswith("the") and not match["mark"]:
        return None
    value = f"19{match['short']}" if match["short"] else scene.table.decades[match["word"]]
    return _found(match, scene, value)


def century(match: Match, scene: Scene) -> Found | None:
    """The 19th century; before our era it has no value of its own."""
    value = f"{scene.table.ordinals[match['n']] - 1:02}"
    if match["bc"]:
        return Found(match.start(), match.end(), Meaning("DATE", f"BC{value}", None, "century"))
    return _found(match, scene, value)


def quarter(match: Match, scene: Scene) -> Found | None:
    """The third quarter of 2020, Q1, the first half of last year; a half only with its year."""
    if match["what2"]:
        if not match["y2"] and match["what2"] == "h":
            return None
        return _found(match, scene, _quarter_value(scene, match["what2"].upper(), int(match["n2"]), match["y2"], match))
    letter = "Q" if match["what"] == "quarter" else "H"
    has_year = match["y"] or match["ry"] is not None
    most = 4 if letter == "Q" else 2
    ordinal = match["n"]
    number = most if ordinal == "final" or (ordinal == "last" and has_year) else scene.table.ordinals.get(ordinal, 0)
    if ordinal == "last" and not has_year and letter == "Q":
        value = scene.unit_value("Q", 1, -1)
        return _found(match, scene, value) if value else None
    if not 0 < number <= most or (letter == "H" and not has_year):
        return None
    year_words = match["y"] or (scene.year(match["ry"]) if match["ry"] is not None else None)
    value = _quarter_value(scene, letter, number, year_words, match)
    if match["fiscal"]:
        return Found(
            match.start(), match.end(), Meaning("DATE", f"FY{value}", None, "quarter" if letter == "Q" else "half")
        )
    return _found(match, scene, value)


def _quarter_value(scene: Scene, letter: str, number: int, year_words: str | None, match: Match) -> str:
    if year_words is None and scene.anchor is not None:
        first_month = (number - 1) * (3 if letter == "Q" else 6) + 1
        anchor, told = scene.anchor, scene.direction(match.start())
        shift = -1 if told != "future" and first_month > anchor.month else 0
        if told == "future" and first_month + 2 < anchor.month:
            shift = 1
        year_words = f"{anchor.year + shift:04}"
    return f"{year_words or 'XXXX'}-{letter}{number}"


def season(match: Match, scene: Scene) -> Found | None:
    """Last summer, the spring of 2011, winter; "spring" and "fall" only where they must be seasons."""
    name, relation = match["season"], scene.table.relation(match["rel"])
    start, table = match.start("season"), scene.table
    has_year = match["y"] or match["ry"]
    cue = scene.word_before(match.start())
    is_bare = not has_year and (relation is None or not relation.is_of_publication)
    if name in table.ambiguous_seasons and is_bare:
        if not (cue in table.cues["season"] and scene.tag(start) == "NN") or name == "fall":
            return None
        if scene.is_modifier(start) or scene.lower[match.end() : match.end() + 4] in {" of ", " in "}:
            return None
    if scene.is_capital(start) and is_bare and cue != "":
        return None
    if (
        relation is None
        and not has_year
        and not match["det"]
        and (scene.lower[match.end() : match.end() + 1] == "-" or cue not in table.cues["month"])
    ):
        return None
    code = table.seasons[name]
    if has_year:
        return _found(match, scene, f"{match['y'] or scene.year(match['ry'])}-{code}")
    if scene.anchor is None or (relation is not None and not relation.is_of_publication):
        return _found(match, scene, f"XXXX-{code}")
    return _found(match, scene, f"{_season_year(scene, code, relation, start):04}-{code}")


def _season_year(scene: Scene, code: str, relation: Relation | None, offset: int) -> int:
    """The year a season begins in."""
    assert scene.anchor is not None  # noqa: S101
    anchor, first = scene.anchor, scene.table.season_starts[code]
    starts = [date(year, first, 1) for year in range(anchor.year - 2, anchor.year + 2)]
    begun = [start for start in starts if start <= anchor]
    ahead = [start for start in starts if start > anchor]
    current = max(begun) if add_months(max(begun), 3) > anchor else None
    if relation is not None and relation.step:
        return (ahead[0] if relation.step > 0 else begun[-2] if current is not None else begun[-1]).year
    told = scene.direction(offset)
    if current is not None and (relation is not None or told != "past"):
        return current.year
    if relation is not None and told is None:
        return min(starts, key=lambda start: abs((start - anchor).days)).year
    return (ahead[0] if told == "future" else begun[-1]).year


def fiscal(match: Match, scene: Scene) -> Found:
    """Fiscal 2014, the last fiscal year: whose fiscal year is not known, so no days are given."""
    value = f"FY{match['y'] or scene.year(match['rel'])}"
    return Found(match.start(), match.end(), Meaning("DATE", value, None, "year"))


def holiday(match: Match, scene: Scene) -> Found | None:
    """Christmas Day, Easter 2019: by the table's rule; in which year as the verb says, else the nearest."""
    start = match.start("name")
    if not scene.is_capital(start):
        return None
    entry = scene.table.holidays[re.sub(r"\s+", " ", match["name"].replace("’", "'"))]
    words = match["y"] or (scene.year(match["ry"]) if match["ry"] else None)
    if words and words.isdigit():
        day = entry.day_in(int(words))
    elif scene.anchor is None:
        day = None
    else:
        day = _holiday_near(match, scene, [d for y in around(scene.anchor.year) if (d := entry.day_in(y)) is not None])
    if day is None:
        return Found(match.start(), match.end(), Meaning("DATE", "XXXX-XX-XX", None, "day"))
    interval = interval_between(day, day + entry.days * DAY)
    return Found(match.start(), match.end(), Meaning("DATE", day.isoformat(), interval, "day"))


def _holiday_near(match: Match, scene: Scene, days: list[date]) -> date | None:
    assert scene.anchor is not None  # noqa: S101
    anchor = scene.anchor
    relation = scene.table.relation(match["rel"])
    if relation is not None and relation.step < 0:
        return max((d for d in days if d < anchor), default=None)
    if relation is not None and relation.step > 0:
        return min((d for d in days if d > anchor), default=None)
    start = match.start("name")
    last_word = match.end("name") - 1
    return scene.choose(days, None if scene.is_modifier(last_word) else scene.direction(start))


def named(match: Match, scene: Scene) -> Found:
    """9/11: a day known by its name."""
    return _found(match, scene, scene.table.named[match["name"]])
