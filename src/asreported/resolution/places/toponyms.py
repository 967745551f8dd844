"""Toponyms: which words of a report name a place, before anybody knows which of its bearers they mean."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from math import log10
from typing import Literal

from asreported.parsing import Parse
from asreported.records import Span
from asreported.resolution.places.gazetteer import Entry, Gazetteer, fold

Form = Literal["name", "adjective", "seat", "abbreviation", "unlisted"]

_THRESHOLD = 1.0
"""Evidence a settlement's name needs; set, like the weights below, on TR-News, LGL and GeoVirus."""
_CERTAIN = 2.0
_LARGE_TOWN = 100_000
"""A seat of government that is also a town of this size (Dar es Salaam) is read as the town."""


@dataclass(frozen=True, slots=True)
class Toponym:
    """Tokens [start, end) that name a place; `bearers` are the places in the world they may mean.

    `span` is the name's own characters: "U.S." in the token "U.S.-led".
    """

    start: int
    end: int
    span: Span
    key: str
    form: Form
    bearers: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    end: int
    span: Span
    key: str
    form: Form
    known: tuple[Entry, ...]
    settled: tuple[Entry, ...]


class _Words:
    """What is asked of each token of a parse again and again."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.label = [""] * len(parse)
        self.entity = [(-1, -1)] * len(parse)
        self.surnames: set[str] = set()
        self.given_names: set[str] = set()
        for start, end, label in parse.entities:
            for token in range(start, end):
                self.label[token] = label
                self.entity[token] = (start, end)
            if label == "PERSON" and end - start > 1:
                last = end - 2 if parse.words[end - 1] in {"'s", "’s"} else end - 1
                if last > start:
                    self.surnames.add(fold(parse.words[last]))
                    self.given_names.add(fold(parse.words[start]))
        self.first = {start for start, _ in parse.sentences}

    def word(self, token: int) -> str:
        """The token's word, empty outside the report."""
        return self.parse.words[token] if 0 <= token < len(self.parse) else ""

    def is_capital(self, token: int) -> bool:
        """Whether the token begins with a capital letter."""
        return self.word(token)[:1].isupper()


def find_toponyms(parse: Parse, gazetteer: Gazetteer, stated: Span | None = None) -> list[Toponym]:
    """Every mention of a place in text order, none inside or across another.

    Arguments:
        parse: the report's parse.
        gazetteer: the places of the world.
        stated: where the dateline names its place; a listed name there needs no other evidence.
    """
    words = _Words(parse)
    matches = list(_matches(words, gazetteer))
    certain = {m.key for m in matches if m.form == "name" and _stands_by_itself(words, gazetteer, m)}
    return [
        Toponym(m.start, m.end, m.span, m.key, m.form, (*m.known, *m.settled))
        for m in matches
        if m.span == stated or _is_place(words, gazetteer, m, certain)
    ]


# ---- finding names of the tables -------------------------------------------------------------------------------------


def _matches(words: _Words, gazetteer: Gazetteer) -> Iterator[_Match]:
    """The longest match at each token, left to right."""
    token, size = 0, len(words.parse)
    while token < size:
        match = None
        if words.is_capital(token):
            match = _match_at(words, gazetteer, token) or _unlisted(words, gazetteer, token)
        if match is None:
            token += 1
        else:
            yield match
            token = match.end


def _match_at(words: _Words, gazetteer: Gazetteer, start: int) -> _Match | None:
    """The longest name at a token; a direction before a name belongs to it: "Southern California"."""
    abbreviation = _abbreviation_at(words, gazetteer, start)
    if abbreviation is not None:
        return abbreviation
    match = _listed_at(words, gazetteer, start)
    if match is not None and match.key in gazetteer.ordinary and match.end > start + 1:
        return match
    if words.word(start).lower() in gazetteer.cues["direction"] and (match is None or match.end == start + 1):
        after = start + 2 if words.word(start + 1) == "-" else start + 1
        inner = _match_at(words, gazetteer, after) if words.is_capital(after) else None
        if inner is not None:
            span = (words.parse.starts[start], inner.span[1])
            return _Match(start, inner.end, span, inner.key, inner.form, inner.known, inner.settled)
    return match


def _abbreviation_at(words: _Words, gazetteer: Gazetteer, start: int) -> _Match | None:
    """Abbreviations: "US", "Ky.", "Sask" with its stop as the next token, "U.S." in "U.S.-led"."""
    parse = words.parse
    word, end = parse.words[start], start + 1
    found = gazetteer.exact(word)
    if not found and words.word(end) == "." and parse.starts[end] == parse.ends[start]:
        found = gazetteer.exact(word + ".")
        if found:
            return _Match(start, end + 1, parse.span(start, end + 1), word + ".", "abbreviation", tuple(found), ())
    if not found and "-" in word:
        word = word.partition("-")[0]
        found = gazetteer.exact(word)
    if not found:
        return None
    begin = parse.starts[start]
    return _Match(start, end, (begin, begin + len(word)), word, "abbreviation", tuple(found), ())


def _listed_at(words: _Words, gazetteer: Gazetteer, start: int) -> _Match | None:
    parse = words.parse
    key = fold(parse.words[start])
    longest = gazetteer.longest(key.partition(" ")[0]) if key else 0
    if not longest:
        return None
    best = None
    end, limit = start + 1, parse.sentences[parse.sentence_of[start]][1]
    while True:
        if words.is_capital(end - 1) or "'" in parse.words[end - 1]:
            best = _look_up(words, gazetteer, key, start, end) or best
        if end >= limit or key.count(" ") + 1 >= longest or not _may_continue(words, gazetteer, end):
            return best
        if more := fold(parse.words[end]):
            key = f"{key} {more}"
        end += 1


def _may_continue(words: _Words, gazetteer: Gazetteer, token: int) -> bool:
    """Whether a name may run on over this token."""
    word = words.parse.words[token]
    if word[0].isupper() or word in gazetteer.cues["particle"] or word[0] in "'’-–" or word[1:2] in {"'", "’"}:
        return True
    return words.word(token - 1) in {"-", "–"} and words.parse.starts[token] == words.parse.ends[token - 1]


def _look_up(words: _Words, gazetteer: Gazetteer, key: str, start: int, end: int) -> _Match | None:
    span = words.parse.span(start, end)
    if adjective := gazetteer.adjective(key):
        return _Match(start, end, span, key, "adjective", tuple(adjective), ())
    known, settled = gazetteer.known(key), gazetteer.settled(key)
    seat = gazetteer.seat(key)
    if seat is not None and not any(e.population >= _LARGE_TOWN and fold(e.name) == key for e in settled):
        return _Match(start, end, span, key, "seat", (seat,), ())
    if known or settled:
        return _Match(start, end, span, key, "name", tuple(known), tuple(settled))
    return None


def _unlisted(words: _Words, gazetteer: Gazetteer, token: int) -> _Match | None:
    """A name no table has, where the recogniser is sure of a place and the words around agree."""
    if words.label[token] not in {"GPE", "LOC"}:
        return None
    start, end = words.entity[token]
    before = words.word(start - 1).lower()
    if before == "the":
        before = words.word(start - 2).lower()
    is_led = before in gazetteer.cues["within"] or (
        before == "of" and words.word(start - 2).lower() in gazetteer.cues["kind"]
    )
    if token != start or not (is_led or words.word(end).lower() in gazetteer.cues["kind"]):
        return None
    if not all(words.word(t).isalpha() or words.word(t) in {"-", "'"} for t in range(start, end)):
        return None
    return _Match(start, end, words.parse.span(start, end), fold(words.word(start)), "unlisted", (), ())


# ---- telling whether a name means a place ----------------------------------------------------------------------------


def _stands_by_itself(words: _Words, gazetteer: Gazetteer, match: _Match) -> bool:
    """Whether this mention alone shows its name to be a place, so that weaker mentions may lean on it."""
    start, end = words.entity[match.start]
    if words.label[match.start] in {"GPE", "LOC"} and match.start <= start + 1 and end <= match.end + 1:
        return True
    return _evidence(words, gazetteer, match, frozenset()) >= _CERTAIN


def _is_place(words: _Words, gazetteer: Gazetteer, match: _Match, certain: Set[str]) -> bool:
    if match.form == "unlisted":
        return True
    if match.form == "abbreviation":
        return _is_abbreviation(words, match)
    label = words.label[match.start]
    if label == "PERSON" and _is_part_of_entity(words, match):
        return False
    if words.word(match.end).lower().rstrip(".") in gazetteer.cues["street"] and words.is_capital(match.end):
        return False
    if match.form in {"adjective", "seat"}:
        return True
    if match.key in gazetteer.ordinary or len(match.key) < 3:
        return _has_division_after(words, gazetteer, match)
    if any(entry.feature in {"country", "area", "water"} for entry in match.known):
        return label in {"GPE", "LOC"} or match.key not in words.surnames
    return _evidence(words, gazetteer, match, certain) >= _THRESHOLD


def _is_part_of_entity(words: _Words, match: _Match) -> bool:
    """Whether the entity here reaches over more than the match."""
    start, end = words.entity[match.start]
    if end - 1 == match.end and words.word(match.end) in {"'s", "’s"}:
        end -= 1
    return start < match.start or match.end < end


def _is_abbreviation(words: _Words, match: _Match) -> bool:
    """Abbreviations of countries stand anywhere, those of divisions need stops, three letters or a comma before."""
    word = match.key
    if match.known[0].feature != "adm1" or (word.isupper() and len(word) > 2):
        return True
    if "." in word:
        return len(word) > 2
    return words.word(match.start - 1) == "," and words.is_capital(match.start - 2)


def _evidence(words: _Words, gazetteer: Gazetteer, match: _Match, certain: Set[str]) -> float:
    """How much speaks for a settlement's or division's name meaning the place here."""
    if _has_division_after(words, gazetteer, match):
        return 3.0
    score = _from_recogniser(words, match) + _from_neighbours(words, gazetteer, match)
    if match.key in certain:
        score += 1.5
    most = max(entry.population for entry in (*match.known, *match.settled))
    if words.label[match.start] != "GPE":
        score -= 2.5 if match.key in words.surnames else 1.5 if match.key in words.given_names else 0.0
    elif match.key in words.surnames and most < _LARGE_TOWN:
        score -= 2.0
    if any(entry.population >= 2_000_000 or entry.country in {"USA", "CAN", "AUS", "GBR"} for entry in match.known):
        score += 1.5
    if match.key.rpartition(" ")[2] in gazetteer.cues["kind"] and " " in match.key:
        score += 1.5
    if match.key in gazetteer.capitals:
        score += 1.0
    return score + min(1.0, max(-0.5, 0.5 * (log10(most + 1) - 4.3)))


def _from_recogniser(words: _Words, match: _Match) -> float:
    label = words.label[match.start]
    start, _ = words.entity[match.start]
    leads = match.start == start or (match.start == start + 1 and words.word(start).lower() == "the")
    if label == "GPE":
        return 2.0 if leads else 0.0
    if label in {"LOC", "FAC"}:
        return 1.5 if leads else -1.0
    if label == "ORG":
        return 0.5 if leads else -0.5
    if label == "PERSON":
        return -0.5
    return 0.0 if label in {"", "NORP"} else -0.5


def _from_neighbours(words: _Words, gazetteer: Gazetteer, match: _Match) -> float:
    parse = words.parse
    before, after = words.word(match.start - 1), words.word(match.end)
    score = 0.0
    if (
        parse.text[match.span[0] : match.span[1]].isupper()
        and match.start in words.first
        and after in gazetteer.cues["dash"]
    ):
        score += 3.0
    if not _is_written_as_name(words, match):
        score -= 3.0
    if before.lower() in gazetteer.cues["within"]:
        score += 1.5
    elif (
        before.lower() in gazetteer.cues["towards"]
        and words.word(match.start - 2).lower() not in gazetteer.cues["no-way"]
    ):
        score += 2.5 if words.word(match.start - 2).lower() in gazetteer.cues["kind"] else 0.8
    if after.lower() in gazetteer.cues["kind"]:
        score += 1.0
    last = match.end - 1
    if parse.deps[last] == "nsubj" and parse.lemmas[parse.heads[last]] in gazetteer.verbs_by:
        score += 0.5 if match.key in gazetteer.capitals else 0.0
    if parse.deps[last] in {"compound", "nmod", "poss"} and words.word(parse.heads[last]).islower():
        score += 1.0
    if before.lower() in gazetteer.cues["title"]:
        score -= 3.0
    elif words.is_capital(match.start - 1) and match.start not in words.first and before.isalpha():
        score -= 1.5
    if words.is_capital(match.end) and after.isalpha() and match.end not in words.first:
        score -= 0.5
    return score


def _is_written_as_name(words: _Words, match: _Match) -> bool:
    """Not "VerDi" for Verdi nor, outside a heading or a dateline, "BARDA" for Barda."""
    text = words.parse.text[match.span[0] : match.span[1]]
    if text.isupper():
        before, after = words.word(match.start - 1), words.word(match.end)
        beside = (before.isalpha() and before.isupper()) or (after.isalpha() and after.isupper())
        return len(text) > 4 and (beside or match.start in words.first or " " in text)
    if any(c.isupper() for word in text.replace("-", " ").split() for c in word[1:]):
        return any(entry.name in text or text in entry.name for entry in (*match.known, *match.settled))
    return True


def _has_division_after(words: _Words, gazetteer: Gazetteer, match: _Match) -> bool:
    """As in "Paris, Texas": whether a country or division that holds one of the bearers follows a comma."""
    if words.word(match.end) != "," or not words.is_capital(match.end + 1):
        return False
    after = _match_at(words, gazetteer, match.end + 1)
    if after is None:
        return False
    bearers = (*match.known, *match.settled)
    return any(holds(outer, inner) for outer in (*after.known, *after.settled) for inner in bearers)


def holds(outer: Entry, inner: Entry) -> bool:
    """Whether `inner` lies in the country or division `outer`; of a second-level one only the ADM1 is known."""
    if outer.feature == "country":
        return outer.country == inner.country and inner.feature != "country"
    if outer.feature == "adm1":
        return outer.adm1 == inner.adm1 and inner.feature not in {"country", "adm1"}
    return False
