"""What is known about time words, read once from the tables `times/*`, and the patterns made with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from asreported.lexicons import Lexicons, values
from asreported.records import Precision
from asreported.resolution.times.calendar import Calendar, Meaning, holiday_rule
from asreported.resolution.times.direction import DirectionTable
from asreported.resolution.times.grammar import PATTERNS, PREFIXES

WORD = re.compile(r"[^\W\d_]+|\d+")
_DETERMINERS = frozenset(
    ("the", "these", "those", "its", "his", "her", "their", "every", "each", "per", "final", "very", "fy", "q", "h")
)
_GUARD = r"(?![\w])"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of time: `multiple` times the TIMEX3 `letter`, `vague` the duration of an unknown number of it."""

    multiple: int
    letter: str
    vague: str
    precision: Precision

    @property
    def years(self) -> float:
        """About how many years one is."""
        if self.vague.startswith("PT"):
            return self.multiple * {"H": 1.1e-4, "M": 1.9e-6, "S": 3.2e-8}[self.letter]
        return self.multiple * {"D": 0.003, "W": 0.02, "WE": 0.02, "M": 0.083, "Q": 0.25, "Y": 1.0}[self.letter]

    def duration(self, number: float | None) -> str:
        """The TIMEX3 duration of `number` units, or of an unknown number."""
        if number is None:
            return self.vague
        time = "T" if self.vague.startswith("PT") else ""
        scaled = number * self.multiple
        if self.letter == "Q":
            return f"P{scaled * 3:g}M"
        return f"P{time}{scaled:g}{self.letter}"


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday: its day in a year, where known, and how many days it lasts."""

    day_in: Callable[[int], date | None]
    days: int


@dataclass(frozen=True, slots=True)
class Relation:
    """A word such as "last": which way it points, and whether with one unit it means a length ("the past year")."""

    way: Literal["back", "present", "ahead", "elsewhere", "before", "after"]
    is_stretch: bool

    @property
    def step(self) -> int:
        """-1 back, 1 ahead, 0 neither: from publication, or from the other date that is meant."""
        return {"back": -1, "before": -1, "ahead": 1, "after": 1}.get(self.way, 0)

    @property
    def is_of_publication(self) -> bool:
        """Whether it counts from the publication day."""
        return self.way in {"back", "present", "ahead"}


def alternation(words: Iterable[str]) -> str:
    """A pattern for any of these words or phrases, longest first."""
    pieces = (
        re.escape(word).replace(r"\ ", " ").replace(" ", r"\s{1,3}").replace(r"\-", "-").replace("'", "['’]")
        for word in sorted(set(words), key=lambda word: (-len(word), word))
    )
    return "(?:" + "|".join(pieces) + ")"


def _words(lexicons: Lexicons, table: str, column: str, value: str) -> dict[str, str]:
    return {word.lower(): row[value] for row in lexicons.rows(f"times/{table}") for word in values(row[column])}


class TimeTable:
    """The time words, patterns and calendar; built once and shared.

    Arguments:
        lexicons: where the tables `times/*` are read from.

    Raises:
        LexiconError: a holiday's rule is malformed.
    """

    def __init__(self, lexicons: Lexicons) -> None:
        self.directions = DirectionTable(lexicons)
        self._read_calendar_words(lexicons)
        self._read_units(lexicons)
        self._read_phrases(lexicons)
        pieces = self._pieces(lexicons)
        self.patterns = {name: re.compile(f"(?:{_fill(p, pieces)}){_GUARD}") for name, p in PATTERNS.items()}
        self.prefixes = {name: re.compile(_fill(p, pieces)) for name, p in PREFIXES.items()}
        self.bare_unit = re.compile(_fill(r"(?:the{W})?(?P<unit>year|month|week|decade|century)", pieces) + _GUARD)
        self.clock_after = re.compile(_fill(r"(?:,?{W}at(?:{W}(?:about|around))?)?{W}(?=[\dnm])", pieces))
        self.day_after = re.compile(_fill(r",?{W}(?:on{W})?", pieces))
        self.month_after = re.compile(
            _fill(
                r"(?:{W}(?:to|and|through|until|or){W}|\s?[-–]\s?)(?:{MONTH})\.?(?:{W}\d{{1,2}},?)?{W}(?P<y>{YEAR})",
                pieces,
            )
        )
        self._collect_triggers()

    def _read_calendar_words(self, lexicons: Lexicons) -> None:
        months = lexicons.rows("times/months")
        self.months = {n: int(r["number"]) for r in months for n in (*values(r["names"]), *values(r["short"]))}
        self.short_months = {n for r in months for n in values(r["short"])}
        self.full_months = {n for r in months for n in values(r["names"])}
        self.ambiguous_months = {n for r in months if r["ambiguous"] for n in values(r["names"])}
        self.weekdays = {n: int(v) for n, v in _words(lexicons, "weekdays", "names", "number").items()}
        self.short_weekdays = {n: int(v) for n, v in _words(lexicons, "weekdays", "short", "number").items()}
        seasons = lexicons.rows("times/seasons")
        self.seasons = _words(lexicons, "seasons", "words", "code")
        self.ambiguous_seasons = {n for r in seasons if r["ambiguous"] for n in values(r["words"])}
        self.season_starts = {r["code"]: int(r["first_month"]) for r in seasons}
        self.calendar = Calendar(self.season_starts)
        self.parts = _words(lexicons, "dayparts", "words", "code")
        self.bare_parts = {w for w, bare in _words(lexicons, "dayparts", "words", "bare").items() if bare}
        self.holidays = {
            name.lower().replace("’", "'"): Holiday(holiday_rule(row), int(row["days"]))
            for row in lexicons.rows("times/holidays")
            for name in values(row["names"])
        }
        self.named = _words(lexicons, "named_days", "names", "value")

    def _read_units(self, lexicons: Lexicons) -> None:
        self.units: dict[str, Unit] = {}
        self.one: set[str] = set()
        self.many: set[str] = set()
        for row in lexicons.rows("times/units"):
            precision: Precision = row["precision"]  # type: ignore[assignment]
            unit = Unit(int(row["multiple"]), row["letter"], row["vague"], precision)
            self.one.update(values(row["one"]))
            self.many.update(values(row["many"]))
            for word in (*values(row["one"]), *values(row["many"])):
                self.units[word] = unit
        self.numbers = _words(lexicons, "numbers", "words", "value")
        self.ordinals = {n: int(v) for n, v in _words(lexicons, "ordinals", "words", "value").items()}

    def _read_phrases(self, lexicons: Lexicons) -> None:
        self.relations = {
            word: Relation(row["way"], row["stretch"] == "yes")  # type: ignore[arg-type]
            for row in lexicons.rows("times/relations")
            for word in values(row["words"])
        }
        self.cues = {
            row["row"].removeprefix("cue/"): frozenset(values(row["words"])) for row in lexicons.rows("times/cues")
        }
        self.edges = _words(lexicons, "edges", "words", "kind")
        self.decades = _words(lexicons, "decades", "words", "value")
        self.daywords = {
            word: (int(row["days"]), row["part"])
            for row in lexicons.rows("times/daywords")
            for word in values(row["words"])
        }
        self.frequencies = {
            word: Meaning("SET", row["value"], None, row["precision"])  # type: ignore[arg-type]
            for row in lexicons.rows("times/frequencies")
            for word in values(row["words"])
        }
        self.vague = {
            word: (row["value"], values(row["tags"]))
            for row in lexicons.rows("times/vague")
            for word in values(row["words"])
        }

    def _pieces(self, lexicons: Lexicons) -> dict[str, str]:
        small = alternation(self.numbers)
        tens = alternation(word for word, value in self.numbers.items() if value != "X" and float(value) >= 20)
        return {
            "W": r"\s{1,3}",
            "H": r"(?:\s{1,3}|[-‑])",
            "TO": r"(?:\s?[-–—]\s?|\s{1,3}(?:to|through)\s{1,3})",
            "YEAR": r"(?:(?:1[5-9]|20)\d\d)",
            "DAYN": r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d)",
            "MONTH": alternation(self.months),
            "MONTHFULL": alternation(self.full_months),
            "WD": alternation(self.weekdays),
            "WDA": alternation([*self.weekdays, *self.short_weekdays]),
            "PART": alternation(w for w in self.parts if w not in self.bare_parts),
            "PARTALL": alternation(self.parts),
            "DAYWORD": alternation(self.daywords),
            "ONE": alternation(self.one),
            "MANY": alternation(self.many),
            "UNIT": alternation(self.one | self.many),
            "NUM": rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?(?:-\d+(?!/))?|{small}|{tens}-{small}|{small}\s{tens})"
            r"(?:[-\s]and[-\s]a[-\s]half|[-\s]1/2|½)?(?=[\s-])",
            "ORD": alternation(self.ordinals),
            "SEASON": alternation(self.seasons),
            "FREQUENCY": alternation(self.frequencies),
            "DECADE": alternation(self.decades),
            "HOLIDAY": alternation(self.holidays),
            "NAMED": alternation(self.named),
            "VAGUE": alternation(self.vague),
            "RELATION": alternation(w for w, r in self.relations.items() if r.is_of_publication),
            "ELSEWHERE": alternation(w for w, r in self.relations.items() if not r.is_of_publication),
            "EDGE_OF": alternation(w for w, kind in self.edges.items() if kind != "before"),
            "EDGE_BEFORE": alternation(w for w, kind in self.edges.items() if kind == "before"),
            "ZONE": alternation(_words(lexicons, "zones", "words", "row")),
        }

    def _collect_triggers(self) -> None:
        """`nuclei`: a word without which nothing is a time expression; `starters`: what may stand before one."""
        phrases = (*self.daywords, *self.frequencies, *self.vague, *self.holidays)
        last_words = {WORD.findall(phrase)[-1] for phrase in phrases}
        plain = (self.full_months, self.short_months, self.weekdays, self.one, self.many, self.parts, self.seasons)
        nuclei = {word for words in plain for word in words} | last_words | {w + "s" for w in self.weekdays}
        nuclei |= {*self.decades, "half", "fiscal", "noon", "midnight", "clock", "fy", "q", "centuries"}
        self.nuclei = frozenset(nuclei)
        first_words = {
            WORD.findall(p)[0]
            for p in (*phrases, *self.relations, *self.edges, *self.numbers, *self.ordinals, *self.short_weekdays)
            if p[0].isalpha()
        }
        self.starters = frozenset(nuclei | first_words | _DETERMINERS | set(self.short_weekdays))

    def relation(self, words: str | None) -> Relation | None:
        """The relation that words as matched name, or None for none."""
        return self.relations.get(" ".join(words.split())) if words is not None else None

    def number(self, words: str | None) -> float | None:
        """The number some digits or words say, None for a vague one; "twenty-five" gives 25, no words give 1."""
        if words is None:
            return 1.0
        whole = re.sub(r"[-\s]and[-\s]a[-\s]half$|[-\s]1/2$|½$", "", words)
        if whole != words:
            number = self.number(whole)
            return None if number is None else number + 0.5
        if words[0].isdigit():
            return float(words.replace(",", "").partition("-")[2] or words.replace(",", "").partition("-")[0])
        found = self.numbers.get(" ".join(words.split()))
        if found is not None:
            return None if found == "X" else float(found)
        total = 0.0
        for word in re.split(r"[-\s]+", words):
            value = self.numbers.get(word, "X")
            if value == "X":
                return None
            total = (total or 1) * float(value) if float(value) >= 100 else total + float(value)
        return total


def _fill(pattern: str, pieces: Mapping[str, str]) -> str:
    return pattern.format_map(pieces)
