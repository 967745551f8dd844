"""What a reading of a time expression can look at: the words around it, their syntax, and the publication day."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, timedelta

from asreported.parsing.parse import Parse
from asreported.resolution.times.calendar import DAY, Meaning, add_months, around, make_date, week_value
from asreported.resolution.times.direction import Direction
from asreported.resolution.times.table import Relation, TimeTable, Unit

SLACK_DAYS = 1
"""A day-and-month date that the verb puts in the past may still lie this far ahead: time zones, early dating."""
FAR_DAYS = 330
"""How far back, in days, a day-and-month date without a year is believed to lie when the verb is in the past."""


@dataclass(frozen=True, slots=True)
class Found:
    """A meaning with its place in the text."""

    start: int
    end: int
    meaning: Meaning


@dataclass
class Scene:
    """One report while its times are read.

    `lower` is the text in lower case, character for character. `anchor` is the publication day or None. `end` is where
    the current paragraph ends. `day` is the last expression for a single day, of the current paragraph.
    """

    parse: Parse
    lower: str
    table: TimeTable
    anchor: date | None
    end: int = 0
    day: str | None = None
    _names: frozenset[str] | None = field(default=None)

    def token(self, offset: int) -> int:
        """The token at or after an offset."""
        return min(bisect_right(self.parse.ends, offset), len(self.parse) - 1)

    def tag(self, offset: int) -> str:
        """The tag of the token at an offset."""
        return self.parse.tags[self.token(offset)]

    def word_before(self, offset: int) -> str:
        """The lower-case token that ends before an offset in the same paragraph, or ""."""
        token = self.token(offset)
        if token == 0 or self.parse.paragraph_of[token] != self.parse.paragraph_of[token - 1]:
            return ""
        return self.parse.words[token - 1].lower()

    def start_before(self, offset: int) -> int:
        """Where the token before the one at an offset starts, or where that one does if it is the first."""
        return self.parse.starts[max(self.token(offset) - 1, 0)]

    def is_capital(self, offset: int) -> bool:
        """Whether the character there is upper case."""
        return self.parse.text[offset].isupper()

    def direction(self, offset: int) -> Direction | None:
        """Where the date at an offset lies seen from publication, or None."""
        return self.table.directions.direction(self.parse, self.token(offset))

    def person_names(self) -> frozenset[str]:
        """The lower-case words of people's names in the report."""
        if self._names is None:
            parse = self.parse
            self._names = frozenset(
                parse.words[t].lower() for e in parse.entities if e.label == "PERSON" for t in range(e.start, e.end)
            )
        return self._names

    def year_for(self, month: int, day: int, offset: int, weekday: int | None = None) -> date | None:
        """The date of a day and month: the latest behind or earliest ahead as the verb says, else the nearest."""
        if self.anchor is None:
            return None
        days = [d for year in around(self.anchor.year) if (d := make_date(year, month, day)) is not None]
        if weekday is not None and (fits := [d for d in days if d.isoweekday() == weekday]):
            days = fits
        return self.choose(days, None if self.is_modifier(offset) else self.direction(offset))

    def choose(self, days: list[date], told: Direction | None) -> date | None:
        """Of the same day in several years the latest behind, the earliest ahead, or without direction the nearest.

        A day that would lie nearly a year back but for its verb is the one just ahead: reports that look back so far
        name the year.
        """
        anchor = self.anchor
        if anchor is None or not days:
            return None
        nearest = min(days, key=lambda d: abs((d - anchor).days))
        if told == "past":
            behind = max((d for d in days if d <= anchor + SLACK_DAYS * DAY), default=nearest)
            return nearest if (anchor - behind).days > FAR_DAYS else behind
        if told == "future":
            return min((d for d in days if d >= anchor), default=nearest)
        return nearest

    def is_modifier(self, offset: int) -> bool:
        """Whether the token there stands before a noun that it describes: "a planned June 12 meeting"."""
        token = self.token(offset)
        head = self.parse.heads[token]
        return self.parse.deps[token] in {"compound", "nmod", "nummod", "amod"} and head > token

    def weekday(self, number: int, relation: Relation | None, offset: int) -> str:
        """The TIMEX3 value of a weekday (ISO number) under a relation such as "last", or none."""
        if self.anchor is None or (relation is not None and not relation.is_of_publication):
            return f"XXXX-WXX-{number}"
        back = (self.anchor.isoweekday() - number) % 7
        ahead = (number - self.anchor.isoweekday()) % 7
        told = self.direction(offset)
        if relation is None:
            step = ahead if told == "future" else -back
        elif relation.way == "present":
            step = -back if told == "past" else ahead
        else:
            step = -(back or 7) if relation.way == "back" else ahead or 7
        return (self.anchor + timedelta(days=step)).isoformat()

    def unit_value(self, letter: str, multiple: int, steps: int) -> str | None:
        """The TIMEX3 value of the day, week, month … `steps` units from the publication day; X where unknown."""
        anchor = self.anchor
        match letter, multiple:
            case "D", _:
                return "XXXX-XX-XX" if anchor is None else (anchor + timedelta(days=steps)).isoformat()
            case "W", _:
                return "XXXX-WXX" if anchor is None else week_value(anchor + timedelta(days=7 * steps * multiple))
            case "WE", _:
                return "XXXX-WXX-WE" if anchor is None else week_value(anchor + timedelta(days=7 * steps)) + "-WE"
            case "M", _:
                return "XXXX-XX" if anchor is None else add_months(anchor, steps).isoformat()[:7]
            case "Q", _:
                if anchor is None:
                    return "XXXX-QX"
                day = add_months(anchor, 3 * steps)
                return f"{day.year:04}-Q{(day.month + 2) // 3}"
            case "Y", 1:
                return "XXXX" if anchor is None else f"{anchor.year + steps:04}"
            case "Y", 10:
                return "XXX" if anchor is None else f"{anchor.year // 10 + steps:03}"
            case "Y", 100:
                return "XX" if anchor is None else f"{anchor.year // 100 + steps:02}"
        return None

    def open_value(self, unit: Unit) -> str | None:
        """The value of one such unit of which only the kind is known: XXXX-WXX for a week."""
        return Scene(self.parse, self.lower, self.table, None).unit_value(unit.letter, unit.multiple, 0)

    def year(self, relation: str) -> str:
        """The year that "last", "this" or "next" year is."""
        found = self.table.relation(relation)
        steps = found.step if found is not None else 0
        return "XXXX" if self.anchor is None else f"{self.anchor.year + steps:04}"
