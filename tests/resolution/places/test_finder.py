"""Places found and resolved. All sentences are invented; the deeds in them are nobody's."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asreported.lexicons import Lexicons
from asreported.parsing import Parse, SpacyParser
from asreported.records import DatelineSpan, Place, Report
from asreported.resolution.places.finder import find_places
from asreported.resolution.places.gazetteer import Gazetteer, fold

ParseText = Callable[[str], Parse]


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer(Lexicons())


def shown(text: str, places: tuple[Place, ...]) -> list[tuple[str, str, str | None, str]]:
    return [(text[p.span[0] : p.span[1]], p.name, p.country, p.use) for p in places]


CASES = [
    # names, adjectives, metonyms
    ("The minister arrived in Tokyo on Monday.", [("Tokyo", "Tokyo", "JPN", "literal")]),
    ("A Turkish patrol stopped the truck.", [("Turkish", "Turkey", "TUR", "modifier")]),
    ("Washington said the offer stands.", [("Washington", "Washington", "USA", "metonym")]),
    ("The Kremlin rejected the report.", [("Kremlin", "Russia", "RUS", "metonym")]),
    ("Norway condemned the decision.", [("Norway", "Norway", "NOR", "metonym")]),
    ("Chile lies west of the mountains.", [("Chile", "Chile", "CHL", "literal")]),
    ("Thousands marched in Nairobi and Mombasa.", [
        ("Nairobi", "Nairobi", "KEN", "literal"), ("Mombasa", "Mombasa", "KEN", "literal")]),
    ("The U.S.-led mission left Kabul.", [
        ("U.S.", "United States", "USA", "modifier"), ("Kabul", "Kabul", "AFG", "literal")]),
    # which bearer
    ("A barn burned in Paris, Texas, on Friday.", [
        ("Paris", "Paris", "USA", "literal"), ("Texas", "Texas", "USA", "literal")]),
    ("A barn burned in Paris on Friday.", [("Paris", "Paris", "FRA", "literal")]),
    ("The bridge in Birmingham, Ala., was closed.", [
        ("Birmingham", "Birmingham", "USA", "literal"), ("Ala.", "Alabama", "USA", "literal")]),
    ("The bridge in Birmingham, England, was closed.", [
        ("Birmingham", "Birmingham", "GBR", "literal"), ("England", "England", "GBR", "literal")]),
    ("Voters in Atlanta and Savannah queued early, Georgia officials reported.", [
        ("Atlanta", "Atlanta", "USA", "literal"), ("Savannah", "Savannah", "USA", "literal"),
        ("Georgia", "Georgia", "USA", "modifier")]),
    ("Voters in Tbilisi and Batumi queued early as Georgia held elections.", [
        ("Tbilisi", "Tbilisi", "GEO", "literal"), ("Batumi", "Batumi", "GEO", "literal"),
        ("Georgia", "Georgia", "GEO", "literal")]),
    ("Mexico has not changed its mind, Texas and Missouri officials said in Washington.", [
        ("Mexico", "Mexico", "MEX", "metonym"), ("Texas", "Texas", "USA", "modifier"),
        ("Missouri", "Missouri", "USA", "modifier"), ("Washington", "Washington", "USA", "literal")]),
    ("A hotel on the Gold Coast of Australia reopened.", [
        ("Gold Coast", "Gold Coast", "AUS", "literal"), ("Australia", "Australia", "AUS", "literal")]),
    # directions, kinds, spellings
    ("Rain flooded roads in Southern California.", [("Southern California", "Southern California", "USA", "literal")]),
    ("Shops closed in St. Louis.", [("St. Louis", "St. Louis", "USA", "literal")]),
    ("Rescuers reached Port-au-Prince by boat.", [("Port-au-Prince", "Port-au-Prince", "HTI", "literal")]),
    ("The court sits in Côte d'Ivoire.", [("Côte d'Ivoire", "Ivory Coast", "CIV", "literal")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:40] for text, _ in CASES])
def test_mentions_are_found_with_their_place_and_use(
    text: str, expected: list[tuple[str, str, str, str]], parse_text: ParseText, gazetteer: Gazetteer
) -> None:
    assert shown(text, find_places(parse_text(text), gazetteer)) == expected


NOT_PLACES = [
    "Jordan Delmarvo and Chad Ostrivek signed the letter.",
    "Reading books is good for children.",
    "He drove down Boston Road to the office.",
    "Of course the Mobile phone rang.",
    "Mr. Burton declined to answer. Alice Burton had asked Burton twice.",
    "In March, the committee met.",
]


@pytest.mark.parametrize("text", NOT_PLACES)
def test_names_of_people_streets_and_months_are_no_places(
    text: str, parse_text: ParseText, gazetteer: Gazetteer
) -> None:
    assert shown(text, find_places(parse_text(text), gazetteer)) == []


DISPUTED = [
    ("Shelling resumed in Crimea overnight.", "Crimea", {"Russia", "Ukraine"}),
    ("Ships crossed the Taiwan Strait.", "Taiwan Strait", {"China", "Taiwan"}),
    ("A patrol was seen in Kashmir.", "Kashmir", {"India", "Pakistan", "China"}),
    ("A school opened in Simferopol.", "Simferopol", {"Russia", "Ukraine"}),
    ("Trucks entered Western Sahara.", "Western Sahara", {"Morocco", "Sahrawi Arab Democratic Republic"}),
    ("Crowds gathered in Jerusalem.", "Jerusalem", {"Israel", "Palestine"}),
    ("A school opened in Nablus.", "Nablus", {"Israel", "Palestine"}),
    ("The ministers met in Taipei.", "Taipei", {"China", "Taiwan"}),
    ("The ministers met in Pristina.", "Pristina", {"Kosovo", "Serbia"}),
]


@pytest.mark.parametrize(("text", "name", "claimants"), DISPUTED)
def test_disputed_places_carry_every_claim_and_the_row_it_comes_from(
    text: str, name: str, claimants: set[str], parse_text: ParseText, gazetteer: Gazetteer, lexicons: Lexicons
) -> None:
    [place] = find_places(parse_text(text), gazetteer)
    rows = {row["row"]: row for row in lexicons.rows("places/areas")}
    assert place.name == name
    assert {claim.claimant for claim in place.disputed} == claimants
    assert all(rows[claim.row]["source"] for claim in place.disputed)


def test_a_table_laid_over_ours_adds_its_places(tmp_path: Path, parse_text: ParseText) -> None:
    (tmp_path / "places").mkdir()
    (tmp_path / "places" / "settlements.csv").write_text(
        "row,name,aliases,iso2,adm1,feature,lat,lon,population\n1,Qarvunesht,,IQ,,,35.5,45.5,900\n", encoding="utf-8"
    )
    overlaid = Gazetteer(Lexicons(tmp_path))
    text = "Nine houses burned in the village of Qarvunesht."
    [place] = find_places(parse_text(text), overlaid)
    assert (place.name, place.country, place.lat, place.lon) == ("Qarvunesht", "IRQ", 35.5, 45.5)


def test_a_name_means_one_place_throughout_the_report(parse_text: ParseText, gazetteer: Gazetteer) -> None:
    text = "A fire broke out in Paris, Texas.\n\nPolice in Paris said nobody was hurt."
    points = {(p.lat, p.lon) for p in find_places(parse_text(text), gazetteer) if p.name == "Paris"}
    assert len(points) == 1


def test_a_dateline_in_capitals_is_a_place(parser: SpacyParser, gazetteer: Gazetteer) -> None:
    text = "CAIRO (AP) — The committee met on Sunday."
    dateline = DatelineSpan(span=(0, 13), place_span=(0, 5), agency_span=(7, 9))
    [parse] = parser.parse([Report(text=text, dateline=dateline)])
    [place] = find_places(parse, gazetteer, dateline)
    assert (place.span, place.name, place.country, place.use) == ((0, 5), "Cairo", "EGY", "literal")


def test_a_place_no_table_has_keeps_its_words_and_claims_nothing(parse_text: ParseText, gazetteer: Gazetteer) -> None:
    text = "Nine houses burned in the village of Qarvunesht in northern Iraq."
    village = find_places(parse_text(text), gazetteer)[0]
    assert (village.name, village.geonames, village.country, village.lat) == ("Qarvunesht", None, None, None)


def test_no_place_in_an_empty_report(parse_text: ParseText, gazetteer: Gazetteer) -> None:
    assert find_places(parse_text("It rained."), gazetteer) == ()


def test_geonames_numbers_codes_and_points_come_from_the_tables(parse_text: ParseText, gazetteer: Gazetteer) -> None:
    [place] = find_places(parse_text("The ministers met in Brussels."), gazetteer)
    assert (place.geonames, place.country, place.feature) == (2800866, "BEL", "settlement")
    assert place.confidence is not None and 0.9 < place.confidence < 1
    assert place.lat is not None and place.lon is not None
    assert abs(place.lat - 50.85) < 0.05 and abs(place.lon - 4.35) < 0.05


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("St. Louis", "saint louis"),
        ("Côte d’Ivoire", "cote d ivoire"),
        ("Łódź", "lodz"),
        ("Port-au-Prince", "port au prince"),
    ],
)
def test_names_are_looked_up_without_accents_marks_and_case(written: str, folded: str) -> None:
    assert fold(written) == folded


SCRAPS = """
Paris , Texas . in New York U.S. the Turkish St. said “ ” — ( ) North of County Georgia Côte d'Ivoire 42 D.C.
WASHINGTON Sask . Port - au Prince 's Kremlin İzmir
"""
WORDS = st.sampled_from([*SCRAPS.split(), "\n\n"])


@settings(max_examples=60, deadline=None)
@given(words=st.lists(WORDS, max_size=25))
def test_spans_lie_in_the_text_in_order_and_ids_are_unique(
    words: list[str], parser: SpacyParser, gazetteer: Gazetteer
) -> None:
    text = " ".join(words)
    [parse] = parser.parse([Report(text=text)])
    places = find_places(parse, gazetteer)
    spans = [p.span for p in places]
    assert all(0 <= start < end <= len(text) and text[start:end].strip() for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert len({p.id for p in places}) == len(places)
    assert places == find_places(parse, gazetteer)
    assert all(p.lat is None or (-90 <= p.lat <= 90 and -180 <= (p.lon or 0) <= 180) for p in places)
