"""Bearers: which of the places in the world that bear a name a report means.

Each name starts with its bearers' prior (decades of population, a weight by feature). Then, twice, each bearer gains by
how much the report's other names speak for its country, its division and its neighbourhood, each name having one
vote that it spreads over its own bearers. Population as the default and the smallest common frame as the correction are
the usual heuristics: Leidner, "Toponym Resolution in Text" (2007). Weights were set on TR-News, LGL, GeoVirus and
GeoWebNews.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import exp, log10

from asreported.parsing import Parse
from asreported.records import DatelineSpan
from asreported.resolution.places.gazetteer import Entry, Gazetteer, fold
from asreported.resolution.places.toponyms import Toponym, holds

_FEATURE_WEIGHT: Mapping[str, float] = {
    "country": 1.0, "adm1": 0.2, "area": 9.0, "water": 9.0, "point": 6.0, "adm2": -1.0, "settlement": 0.0
}  # fmt: skip
# Weights count decades of population: 1.0 makes up for a place ten times as large. Those from CAPITAL to KIND are added
# to a bearer's prior, COUNTRY to NEIGHBOURHOOD are given in full when every other name speaks for it.
_WEIGHT_OF_CAPITAL = 1.5
_WEIGHT_OF_OUTER_PLACE_BESIDE = 3.0
_WEIGHT_OF_SAME_SPELLING = 0.5
_WEIGHT_OF_BYNAME = -1.0
_WEIGHT_OF_DIVISION_NAMED_AFTER_TOWN = -1.0
_WEIGHT_OF_NAMESAKE_OF_COUNTRY = -2.0
_WEIGHT_OF_OLD_NAME = -3.0
_WEIGHT_OF_KIND = 2.0
_WEIGHT_OF_COUNTRY = 1.5
_WEIGHT_OF_DIVISION = 3.0
_WEIGHT_OF_NEIGHBOURHOOD = 1.0
_WEIGHT_OF_DATELINE = 2.0
_WEIGHT_OF_TOWN_IN_DATELINE = 2.0
_LARGE_TOWN = 100_000
_LARGE_CAPITAL = 400_000
_SHARPNESS = 1.7
"""Chances go with population to the power 0.74: scores count decades, and the natural logarithm of ten is 2.3."""
_ROUNDS = 2
_MOST_WORDS_BETWEEN = 4
_LOCAL = frozenset({"settlement", "adm2", "point"})

Cell = tuple[int, int]


def choose_bearers(
    parse: Parse, gazetteer: Gazetteer, toponyms: Sequence[Toponym], dateline: DatelineSpan | None
) -> list[tuple[Entry | None, float]]:
    """The place each toponym means and its share of the chances (0 to 1) among the name's bearers.

    None and 0 where no table has it; one name means one place throughout the report.

    Arguments:
        parse: the report's parse.
        gazetteer: the places of the world.
        toponyms: what `find_toponyms` found.
        dateline: where the dateline stands; a name in it has two votes.
    """
    bearers = {toponym.key: toponym.bearers for toponym in toponyms if toponym.bearers}
    if not bearers:
        return [(None, 0.0)] * len(toponyms)
    written = {t.key: parse.text[t.span[0] : t.span[1]] for t in reversed(toponyms)}
    scores = {
        key: _priors(entries, key, written[key], is_capital=key in gazetteer.capitals)
        for key, entries in bearers.items()
    }
    weight = dict.fromkeys(bearers, 1.0)
    _add_words_beside(parse, gazetteer, toponyms, scores)
    for toponym in toponyms:
        if dateline is not None and toponym.bearers and dateline.span[0] <= toponym.span[0] < dateline.span[1]:
            weight[toponym.key] = _WEIGHT_OF_DATELINE
            for n, entry in enumerate(toponym.bearers):
                scores[toponym.key][n] += _WEIGHT_OF_TOWN_IN_DATELINE if entry.feature == "settlement" else 0.0
    chances = {key: _softmax(values) for key, values in scores.items()}
    for _ in range(_ROUNDS):
        chances = _support(bearers, scores, chances, weight)
    best = {key: max(range(len(c)), key=lambda n: (c[n], -n)) for key, c in chances.items()}
    chosen = {key: (bearers[key][n], chances[key][n]) for key, n in best.items()}
    return [chosen[toponym.key] if toponym.bearers else (None, 0.0) for toponym in toponyms]


def _priors(entries: Sequence[Entry], key: str, written: str, *, is_capital: bool) -> list[float]:
    """What each bearer of a name has before the rest of the report is asked."""
    towns = [entry for entry in entries if entry.feature == "settlement" and fold(entry.name) == key]
    largest = max((town.population for town in towns), default=0)
    with_town = {town.adm1 for town in entries if town.feature == "settlement"}
    is_country = largest < _LARGE_TOWN and any(entry.feature == "country" for entry in entries)
    priors = []
    for entry in entries:
        prior = log10(entry.population + 10) + _FEATURE_WEIGHT[entry.feature]
        if entry.name == written:
            prior += _WEIGHT_OF_SAME_SPELLING
        elif entry.feature == "settlement" and key not in fold(entry.name):
            prior += _WEIGHT_OF_BYNAME
        elif entry.feature == "country" and largest >= _LARGE_TOWN and key not in fold(entry.name):
            prior += _WEIGHT_OF_OLD_NAME
        if is_country and entry.feature in _LOCAL:
            prior += _WEIGHT_OF_NAMESAKE_OF_COUNTRY
        if (entry.feature == "adm1" and entry.adm1 in with_town) or (entry.feature == "adm2" and towns):
            prior += _WEIGHT_OF_DIVISION_NAMED_AFTER_TOWN
        if is_capital and entry.feature == "settlement" and entry.population > _LARGE_CAPITAL:
            prior += _WEIGHT_OF_CAPITAL
        priors.append(prior)
    return priors


def _softmax(scores: Sequence[float]) -> list[float]:
    top = max(scores)
    raised = [exp(_SHARPNESS * (score - top)) for score in scores]
    total = sum(raised)
    return [value / total for value in raised]


def _add_words_beside(
    parse: Parse, gazetteer: Gazetteer, toponyms: Sequence[Toponym], scores: dict[str, list[float]]
) -> None:
    """Add to `scores` what the words around say: "Paris, Texas", "a city in northern Syria", "Washington state"."""
    for n, here in enumerate(toponyms):
        if not here.bearers:
            continue
        own = scores[here.key]
        if here.end < len(parse) and parse.words[here.end] in gazetteer.cues["division"]:
            for k, entry in enumerate(here.bearers):
                own[k] += _WEIGHT_OF_KIND if entry.feature in {"adm1", "adm2"} else 0.0
        if n + 1 < len(toponyms) and _is_beside(parse, gazetteer, here, toponyms[n + 1]):
            for k, entry in enumerate(here.bearers):
                if any(holds(outer, entry) for outer in toponyms[n + 1].bearers):
                    own[k] += _WEIGHT_OF_OUTER_PLACE_BESIDE


def _is_beside(parse: Parse, gazetteer: Gazetteer, here: Toponym, after: Toponym) -> bool:
    between = parse.words[here.end : after.start]
    return len(between) <= _MOST_WORDS_BETWEEN and all(word.lower() in gazetteer.cues["joining"] for word in between)


def _support(
    bearers: Mapping[str, Sequence[Entry]],
    scores: Mapping[str, Sequence[float]],
    chances: Mapping[str, Sequence[float]],
    weight: Mapping[str, float],
) -> dict[str, list[float]]:
    """New chances: the scores and what the other names add to them."""
    countries, divisions, cells = _votes(bearers, chances, weight)
    new = {}
    for key, entries in bearers.items():
        own_countries, own_divisions, own_cells = _votes({key: entries}, chances, weight)
        in_countries, in_divisions = _shares(countries, own_countries), _shares(divisions, own_divisions)
        new[key] = _softmax(
            [
                score
                + _WEIGHT_OF_COUNTRY * in_countries.get(entry.country or "", 0.0)
                + _WEIGHT_OF_DIVISION * in_divisions.get(entry.adm1, 0.0)
                + _WEIGHT_OF_NEIGHBOURHOOD * _near(entry, cells, own_cells)
                for score, entry in zip(scores[key], entries, strict=True)
            ]
        )
    return new


def _votes(
    bearers: Mapping[str, Sequence[Entry]], chances: Mapping[str, Sequence[float]], weight: Mapping[str, float]
) -> tuple[dict[str, float], dict[str, float], dict[Cell, float]]:
    """How much the names speak for each country, each division and each square degree."""
    countries: defaultdict[str, float] = defaultdict(float)
    divisions: defaultdict[str, float] = defaultdict(float)
    cells: defaultdict[Cell, float] = defaultdict(float)
    for key, entries in bearers.items():
        for entry, chance in zip(entries, chances[key], strict=True):
            vote = chance * weight[key]
            if entry.country:
                countries[entry.country] += vote
            if entry.adm1:
                divisions[entry.adm1] += vote
            if entry.feature in _LOCAL:
                # A small place's chance says little before its neighbours are known, so its root is taken.
                cells[_cell(entry)] += vote**0.5
    return countries, divisions, cells


def _shares(votes: Mapping[str, float], own: Mapping[str, float]) -> dict[str, float]:
    """Each vote without one's own, as a share of all of them."""
    left = {key: value - own.get(key, 0.0) for key, value in votes.items()}
    total = sum(left.values())
    return {key: value / total for key, value in left.items()} if total > 1e-9 else {}


def _cell(entry: Entry) -> Cell:
    return int((entry.lat or 0.0) // 1), int((entry.lon or 0.0) // 1)


def _near(entry: Entry, cells: Mapping[Cell, float], own: Mapping[Cell, float]) -> float:
    """How much other names speak for the square degrees around a place, at most 1.5."""
    if entry.feature not in _LOCAL:
        return 0.0
    return min(1.5, sum(cells.get(cell, 0.0) - own.get(cell, 0.0) for cell in _around(_cell(entry))))


def _around(cell: Cell) -> Iterator[Cell]:
    for north in (-1, 0, 1):
        for east in (-1, 0, 1):
            yield cell[0] + north, cell[1] + east
