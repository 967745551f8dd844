"""One table decides the names of contested actors and places: every other table agrees, and no name is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from asreported import Coder
from asreported.lexicons import Lexicons, Row, values
from asreported.resolution.actors.rows import forms_of
from asreported.resolution.places.gazetteer import Gazetteer, fold

KINDS = {"state", "territory", "water", "settlement", "place", "administration", "group", "body"}
NOTED = {"contested-name", "loaded"}


@pytest.fixture(scope="module")
def contested(lexicons: Lexicons) -> tuple[Row, ...]:
    return lexicons.rows("resolution/contested")


@pytest.fixture(scope="module")
def decided(lexicons: Lexicons, contested: tuple[Row, ...]) -> dict[str, Row]:
    """Every decided row by "table key"."""
    targets = {target for row in contested for target in values(row["decides"])}
    found: dict[str, Row] = {}
    for table in {target.split(" ")[0] for target in targets}:
        for row in lexicons.rows(table):
            key = f"settlements/{row['row']}" if table == "places/settlements" else row["row"]
            if f"{table} {key}" in targets:
                found[f"{table} {key}"] = row
    assert targets == found.keys()
    return found


def others(row: Row) -> Iterator[tuple[str, str]]:
    """The other names with who uses them, "" for mere forms."""
    for other in values(row["others"]):
        name, _, who = other.partition("=")
        yield name, who


def test_every_row_is_complete_and_decides_rows_that_nothing_else_decides(contested: tuple[Row, ...]) -> None:
    targets = [target for row in contested for target in values(row["decides"])]
    assert len(targets) == len(set(targets))
    names = [row["name"] for row in contested]
    assert len(names) == len(set(names))
    for row in contested:
        assert re.fullmatch(r"contested/[a-z-]+", row["row"]), row["row"]
        assert row["kind"] in KINDS and row["source"] and row["date"], row["row"]
        assert row["reason"].endswith("."), row["row"]
        listed = [name for name, _ in others(row)]
        assert row["name"] not in listed and len(listed) == len(set(listed)), row["row"]


def test_a_decided_row_bears_the_name_that_was_decided(contested: tuple[Row, ...], decided: dict[str, Row]) -> None:
    bad = [
        f"{target}: {decided[target]['name']} for {row['name']}"
        for row in contested
        for target in values(row["decides"])
        if decided[target]["name"] != row["name"]
    ]
    assert bad == []


def test_actor_and_place_tables_call_a_country_alike(lexicons: Lexicons) -> None:
    actors = {row["geonames"]: row["name"] for row in lexicons.rows("actors/countries") if row["geonames"]}
    places = {row["geonames"]: row["name"] for row in lexicons.rows("places/countries")}
    assert {actors[n]: places[n] for n in actors.keys() & places.keys() if actors[n] != places[n]} == {}


def test_a_breakaway_body_and_its_territory_have_one_name(lexicons: Lexicons) -> None:
    bodies = {row["row"].removeprefix("body/"): row["name"] for row in lexicons.rows("actors/bodies")}
    areas = {row["row"].removeprefix("area/"): row["name"] for row in lexicons.rows("places/areas")}
    assert {n: (bodies[n], areas[n]) for n in bodies.keys() & areas.keys() if bodies[n] != areas[n]} == {}


def test_every_other_name_leads_to_a_decided_row(
    contested: tuple[Row, ...], decided: dict[str, Row], lexicons: Lexicons
) -> None:
    gazetteer = Gazetteer(lexicons)
    epithets: dict[str, set[str]] = {}
    for row in lexicons.rows("actors/epithets"):
        epithets.setdefault(row["actor"], set()).update(word.casefold() for word in values(row["words"]))
    lost = []
    for row in contested:
        forms = {row["name"].casefold()}
        places = set()
        for target in values(row["decides"]):
            table, key = target.split(" ")
            if table.startswith("actors/"):
                forms |= {form.casefold() for form, _ in forms_of(table.split("/")[1], decided[target])}
                forms |= epithets.get(key, set())
            else:
                places.add(key)
                forms |= {form.casefold() for form in values(decided[target]["aliases"])}
        for name, _ in others(row):
            entries = [*gazetteer.known(fold(name)), *gazetteer.exact(name), *gazetteer.settled(fold(name))]
            is_part = any(f" {form} " in f" {name.casefold()} " for form in forms)
            if not is_part and places.isdisjoint(entry.row for entry in entries):
                lost.append(f"{row['row']}: {name}")
    assert lost == []


def test_every_name_that_a_party_uses_is_noted_as_wording(contested: tuple[Row, ...], lexicons: Lexicons) -> None:
    noted = {
        form if row["case"] == "yes" else form.lower()
        for row in lexicons.rows("wording/terms")
        if row["kind"] in NOTED
        for form in values(row["forms"])
    }
    missed = [
        f"{row['row']}: {name}"
        for row in contested
        for name, who in others(row)
        if who and name not in noted and name.lower() not in noted
    ]
    assert missed == []


def test_every_epithet_of_an_actor_is_decided_by_a_row(contested: tuple[Row, ...], lexicons: Lexicons) -> None:
    keys = {target.split(" ")[1] for row in contested for target in values(row["decides"])}
    assert [row["row"] for row in lexicons.rows("actors/epithets") if row["actor"] not in keys] == []


# ---- in records; the deeds are invented -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "row", "name"),
    [
        ("The Zionist regime", "country/isr", "Israel"),
        ("The Jewish state", "country/isr", "Israel"),
        ("The mullah regime", "country/irn", "Iran"),
        ("FYROM", "country/mkd", "North Macedonia"),
        ("Türkiye", "country/tur", "Turkey"),
        ("Burma", "country/mmr", "Myanmar"),
        ("Daesh", "group/islamic-state", "Islamic State"),
        ("FETÖ", "group/gulen-movement", "Gülen movement"),
        ("The Houthi militia", "group/houthis", "Houthis"),
        ("The Islamic Emirate", "group/taliban", "Taliban"),
        ("The Tatmadaw", "body/tatmadaw", "Myanmar military"),
        ("The Republic of Artsakh", "body/nagorno-karabakh-republic", "Nagorno-Karabakh Republic"),
    ],
)
def test_an_actor_has_our_name_and_the_report_keeps_its_own(coder: Coder, words: str, row: str, name: str) -> None:
    record = coder.code(f"{words} rejected a proposal on fish on Monday, a spokesman said.", published="2024-05-13")
    [actor] = [actor for actor in record.actors if actor.row == row]
    assert actor.name == name
    [noted] = [noted for noted in record.wording if noted.kind in NOTED]
    own = words.removeprefix("The ")
    assert record.text[slice(*noted.span)].removeprefix("The ") == own
    assert own in record.text[slice(*actor.mentions[0].span)]
    assert noted.refers_to in {actor.id, *(place.id for place in record.places)}


@pytest.mark.parametrize(
    ("words", "name", "claimants"),
    [
        ("the Arabian Gulf", "Persian Gulf", set()),
        ("the Gulf of America", "Gulf of Mexico", set()),
        (
            "the West Philippine Sea",
            "South China Sea",
            {"China", "Philippines", "Vietnam", "Malaysia", "Brunei", "Taiwan"},
        ),
        ("the Malvinas", "Falkland Islands", {"Argentina", "United Kingdom"}),
        ("Judea and Samaria", "West Bank", {"Israel", "Palestine"}),
        ("the Temple Mount", "Haram al-Sharif / Temple Mount", {"Israel", "Palestine"}),
        ("Azad Kashmir", "Pakistan-administered Kashmir", {"India", "Pakistan"}),
        ("the Diaoyu Islands", "Senkaku Islands", {"China", "Japan", "Taiwan"}),
        ("Dokdo", "Liancourt Rocks", {"Japan", "South Korea"}),
        ("Zangnan", "Arunachal Pradesh", {"China", "India"}),
        ("Xizang", "Tibet", set()),
        ("Kiev", "Kyiv", set()),
    ],
)
def test_a_place_has_our_name_and_every_claim(coder: Coder, words: str, name: str, claimants: set[str]) -> None:
    record = coder.code(f"Two invented fishermen from {words} met reporters on Monday.", published="2024-05-13")
    [place] = [place for place in record.places if place.name == name]
    assert {claim.claimant for claim in place.disputed} == claimants
    [noted] = [noted for noted in record.wording if noted.kind in NOTED]
    assert record.text[slice(*noted.span)] in words
