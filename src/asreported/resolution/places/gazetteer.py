"""The gazetteer: from a name as it stands in a report to the places in the world that bear it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple, cast

from asreported.lexicons import HOME, Lexicons, values
from asreported.records import Claim, Feature
from asreported.resolution.confidence import Confidences

_SETTLEMENTS = "places/settlements"
_LETTERS = (
    ("ø", "o"), ("Ø", "O"), ("ł", "l"), ("Ł", "L"), ("ı", "i"), ("đ", "d"), ("Đ", "D"), ("ß", "ss"), ("æ", "ae"),
    ("Æ", "AE"), ("œ", "oe"), (".", ""), ("'", " "), ("-", " "), ("`", " "), ("\u2019", " "), ("\u2018", " "),
    ("\u2013", " "),
)  # fmt: skip
_SHORT_WORDS = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}
MOST_BEARERS = 60
"""Of the places that share a name the most populous ones considered; the commonest name in the tables has some 150."""


class Entry(NamedTuple):
    """A place in the world: a row of one of the tables. `country` is ISO alpha-3, `adm1` a GeoNames code ("US.TX")."""

    row: str
    name: str
    geonames: int | None
    country: str | None
    adm1: str
    lat: float | None
    lon: float | None
    feature: Feature
    population: int
    capital: str
    claims: tuple[Claim, ...]


def fold(text: str) -> str:
    """A name as it is looked up: no case, accents, dots; hyphens and apostrophes are spaces; "St" is "saint"."""
    return " ".join(_SHORT_WORDS.get(word, word) for word in _bare(text).split())


def _bare(text: str) -> str:
    """`text` without accents, case and marks; lines and cells stay."""
    for letter, plain in _LETTERS:
        text = text.replace(letter, plain)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return text.lower()


class Gazetteer:
    """Every place of the tables by name, read once from `lexicons`; about 0.6 s and 110 MB.

    Names of countries, first-level divisions, areas and abbreviations are kept apart from those of settlements and
    second-level divisions, which are many and need evidence.
    """

    def __init__(self, lexicons: Lexicons) -> None:
        self._entries: dict[str, Entry] = {}
        self._known: dict[str, list[str]] = {}
        self._exact: dict[str, list[str]] = {}
        self._adjectives: dict[str, list[str]] = {}
        self._longest: dict[str, int] = {}
        self._iso3: dict[str, str] = {}
        self._seats: dict[str, str] = {}
        self._status: dict[str, tuple[str | None, tuple[Claim, ...]]] = {}
        self._add_areas(lexicons)
        self._add_countries(lexicons)
        self._add_divisions(lexicons)
        self._add_words(lexicons)
        self.capitals = frozenset(self._seats) | {entry.capital for entry in self._entries.values() if entry.capital}
        self._lines, self._settled = _read_settlements(lexicons, self._longest)
        self.ordinary = frozenset(fold(row["word"]) for row in lexicons.rows("places/ordinary"))
        verbs = lexicons.rows("places/verbs")
        self.verbs_by = frozenset(row["verb"] for row in verbs if row["place_is"] == "subject")
        self.verbs_to = frozenset(row["verb"] for row in verbs if row["place_is"] == "object")
        self.verbs_of_state = frozenset(row["verb"] for row in verbs if row["place_is"] == "setting")
        self.cues: Mapping[str, frozenset[str]] = _cues(lexicons)
        self.confidences = Confidences(lexicons)
        self._line_entry = lru_cache(maxsize=20_000)(self._make_line_entry)

    # ---- asking ----------------------------------------------------------------------------------------------------

    def longest(self, first: str) -> int:
        """How many words the longest name that begins with the folded word `first` has; 0 when none does."""
        return self._longest.get(first, 0) or int(first in self._settled)

    def known(self, key: str) -> list[Entry]:
        """Countries, first-level divisions and areas with the folded name `key`."""
        return [self._entries[row] for row in self._known.get(key, ())]

    def exact(self, word: str) -> list[Entry]:
        """Countries and divisions with the abbreviation `word`, case and dots as written ("US", "Ky.")."""
        return [self._entries[row] for row in self._exact.get(word, ())]

    def adjective(self, key: str) -> list[Entry]:
        """Places whose adjective or people the folded word `key` is: "turkish", "turks"."""
        return [self._entries[row] for row in self._adjectives.get(key, ())]

    def seat(self, key: str) -> Entry | None:
        """The country whose government the folded name of a building or street stands for: "kremlin"."""
        row = self._seats.get(key)
        return None if row is None else self._entries[row]

    def settled(self, key: str) -> list[Entry]:
        """Settlements and second-level divisions with the folded name `key`, most populous first."""
        found = self._settled.get(key)
        if found is None:
            return []
        return [self._line_entry(n) for n in ((found,) if isinstance(found, int) else found[:MOST_BEARERS])]

    def entry(self, row: str) -> Entry | None:
        """The country, division or area with this row key, or None."""
        return self._entries.get(row)

    # ---- reading ---------------------------------------------------------------------------------------------------

    def _add(self, entry: Entry, names: Iterable[str]) -> None:
        self._entries[entry.row] = entry
        for name in names:
            if (bare := name.replace(".", "")).isupper() and len(bare) <= 4:
                _append(self._exact, name, entry.row)
            else:
                key = fold(name)
                _append(self._known, key, entry.row)
                _note(self._longest, key)

    def _add_areas(self, lexicons: Lexicons) -> None:
        for row in lexicons.rows("places/areas"):
            claims = tuple(Claim(claimant, row["row"]) for claimant in values(row["claimants"]))
            for inside in values(row["inside"]):
                self._status[inside] = (row["country"] or None, claims)
            if row["inside"].startswith(("settlements/", "country/")):
                continue  # a town or country of its own: its entry is the other table's, with these claims
            entry = Entry(
                row["row"], row["name"], int(row["geonames"]) if row["geonames"] else None, row["country"] or None, "",
                float(row["lat"]), float(row["lon"]), cast("Feature", row["feature"]), 0, "", claims
            )  # fmt: skip
            self._add(entry, (row["name"], *values(row["aliases"])))
            self._add_adjectives(entry.row, values(row["adjectives"]))

    def _add_countries(self, lexicons: Lexicons) -> None:
        for row in lexicons.rows("places/countries"):
            self._iso3[row["iso2"]] = row["iso3"]
            country, claims = self._standing(row["iso3"], row["row"])
            entry = Entry(
                row["row"], row["name"], int(row["geonames"]), country, "", float(row["lat"]), float(row["lon"]),
                "country", int(row["population"]), fold(row["capital"]), claims
            )  # fmt: skip
            self._add(entry, (row["name"], *values(row["aliases"])))
        if "actors/countries" not in lexicons.names:
            return
        by_number = {str(entry.geonames): entry.row for entry in self._entries.values()}
        for row in lexicons.rows("actors/countries"):
            key = by_number.get(row["geonames"])
            if key is None:
                continue
            self._add(self._entries[key], (row["name"], *values(row["aliases"])))
            self._add_adjectives(key, (*values(row["adjectives"]), *values(row["people"])))
            for seat in values(row.get("seats", "")):
                self._add_seat(key, seat)

    def _add_divisions(self, lexicons: Lexicons) -> None:
        for row in lexicons.rows("places/adm1"):
            code = row["row"].removeprefix("adm1/")
            iso3 = self._iso3.get(row["iso2"])
            country, claims = self._standing(iso3, row["row"], f"country/{iso3}")
            entry = Entry(
                row["row"], row["name"], int(row["geonames"]), country, code, float(row["lat"]), float(row["lon"]),
                "adm1", int(row["population"]), "", claims
            )  # fmt: skip
            self._add(entry, (row["name"], *values(row["aliases"])))

    def _add_words(self, lexicons: Lexicons) -> None:
        for row in lexicons.rows("places/words"):
            if row["place"] not in self._entries:
                continue
            for text in values(row["texts"]):
                if row["kind"] == "adjective":
                    self._add_adjectives(row["place"], (text,))
                elif row["kind"] == "seat":
                    self._add_seat(row["place"], text)
                else:
                    _append(self._exact, text, row["place"])

    def _add_adjectives(self, row: str, texts: Iterable[str]) -> None:
        for text in texts:
            key = fold(text)
            if key in self._known or text in self._exact:
                continue  # "US officials", "Taiwan officials": the name itself, whose use the syntax tells
            _append(self._adjectives, key, row)
            _note(self._longest, key)

    def _add_seat(self, row: str, text: str) -> None:
        key = fold(text)
        self._seats.setdefault(key, row)
        _note(self._longest, key)

    def _make_line_entry(self, number: int) -> Entry:
        row, name, _, iso2, adm1, feature, lat, lon, population = self._lines[number].split(",")
        iso3 = self._iso3.get(iso2)
        country, claims = self._standing(iso3, f"settlements/{row}", f"adm1/{adm1}", f"country/{iso3}")
        return Entry(
            f"settlements/{row}", name, int(row), country, adm1, float(lat), float(lon),
            cast("Feature", feature or "settlement"), int(population), "", claims
        )  # fmt: skip

    def _standing(self, country: str | None, *rows: str) -> tuple[str | None, tuple[Claim, ...]]:
        """The country and the claims of a place that is or lies in the first of `rows` whose status is disputed."""
        for row in rows:
            if row in self._status:
                other, claims = self._status[row]
                return other or country, claims
        return country, ()


def _cues(lexicons: Lexicons) -> dict[str, frozenset[str]]:
    """The words that stand beside places, by what they do there."""
    words: dict[str, set[str]] = {}
    for row in lexicons.rows("places/cues"):
        words.setdefault(row["kind"], set()).add(row["word"])
    return {kind: frozenset(found) for kind, found in words.items()}


def _append(index: dict[str, list[str]], key: str, row: str) -> None:
    rows = index.setdefault(key, [])
    if row not in rows:
        rows.append(row)


def _note(longest: dict[str, int], key: str) -> None:
    first = key.partition(" ")[0]
    longest[first] = max(longest.get(first, 1), key.count(" ") + 1)


def _read_settlements(
    lexicons: Lexicons, longest: dict[str, int]
) -> tuple[list[str], dict[str, int | tuple[int, ...]]]:
    """The lines of the large table, and folded name to line numbers.

    The table is read as lines, not by `Lexicons.rows`: 190,000 dicts would take seconds and half a gigabyte. With an
    overlay its rows are taken from there and written as lines again.
    """
    if "+" in lexicons.digests[_SETTLEMENTS]:
        lines = [",".join(row.values()) for row in lexicons.rows(_SETTLEMENTS)]
    else:
        lines = (HOME / f"{_SETTLEMENTS}.csv").read_text(encoding="utf-8").splitlines()[1:]
    cells = [line.split(",", 3) for line in lines]
    text = _bare("\n".join([f"{name}|{others}" if others else name for _, name, others, _ in cells]))
    del cells
    for short, full in _SHORT_WORDS.items():
        text = text.replace(f" {short} ", f" {full} ").replace(f"|{short} ", f"|{full} ")
        text = text.replace(f"\n{short} ", f"\n{full} ")
    settled: dict[str, int | tuple[int, ...]] = {}
    for number, line in enumerate(text.split("\n")):
        for key in line.split("|"):
            if (before := settled.setdefault(key, number)) != number:
                settled[key] = (before, number) if isinstance(before, int) else (*before, number)
            elif " " in key:
                first, _, rest = key.partition(" ")
                size = rest.count(" ") + 2
                if size > longest.get(first, 1):
                    longest[first] = size
    return lines, settled
