"""When a row is a page, which row a name has in a record, and which names are listed as political actors."""

from __future__ import annotations

from typing import Any

import pytest
from benchmarks.actors import EQUAL, KINDS, LINKING, NAMED, is_page, our_row, title
from benchmarks.quality import SHARED, read_lines

from asreported.lexicons import Lexicons

ROWS = {
    "body/assembly": {"row": "body/assembly", "name": "Assembly of Rivers", "aliases": "Rivers' Assembly|AR"},
    "country/rva": {"row": "country/rva", "name": "Rivania", "aliases": ""},
}


def record(*actors: tuple[str | None, str, tuple[int, int]], places: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    found = [{"row": row, "mentions": [{"type": kind, "span": list(span)}]} for row, kind, span in actors]
    return {"actors": found, "places": list(places)}


@pytest.mark.parametrize(
    ("link", "page"),
    [
        ("http://dbpedia.org/resource/Ana_R\\u00EDo", "Ana Río"),
        ("http://dbpedia.org/resource/Ana_R%C3%ADo_%28poet%29", "Ana Río (poet)"),
        ("http://aksw.org/notInWiki/Ana_Rio", None),
    ],
)
def test_a_link_gives_its_page_title(link: str, page: str | None) -> None:
    assert title(link) == page


@pytest.mark.parametrize(
    ("page", "expected"),
    [("The Assembly of Rivers", True), ("Rivers’ assembly", True), ("AR", True), ("Assembly of Lakes", False)],
)
def test_without_a_wikipedia_cell_a_name_or_alias_is_the_page(page: str, expected: bool) -> None:
    assert is_page(ROWS["body/assembly"], page) is expected


def test_a_page_that_moved_is_the_row_by_its_old_title_too() -> None:
    row = {**ROWS["body/assembly"], "wikipedia": "Assembly_of_Rivers_(Rivania)"}
    assert is_page(row, "Assembly of Rivers (Rivania)")
    assert is_page(row, "Assembly of Rivers")
    assert not is_page(row, "Assembly of Lakes")


def test_the_nearest_name_decides() -> None:
    coded = record(("country/rva", "name", (0, 7)), ("body/assembly", "nominal", (0, 20)))
    assert our_row(coded, (0, 7), ROWS, with_places=False) == "country/rva"
    assert our_row(coded, (0, 12), ROWS, with_places=False) == "country/rva"
    assert our_row(coded, (0, 20), ROWS, with_places=False) == "body/assembly"


def test_a_title_before_the_name_is_no_hindrance_and_a_far_longer_mention_is_none_of_the_name() -> None:
    assert our_row(record(("body/assembly", "name", (0, 40))), (35, 40), ROWS, with_places=False) == "body/assembly"
    assert our_row(record(("body/assembly", "name", (0, 40))), (20, 25), ROWS, with_places=False) is None


def test_a_common_noun_links_to_nobody() -> None:
    assert our_row(record(("organ/army", "nominal", (0, 4))), (0, 4), ROWS, with_places=False) is None


def test_a_country_place_answers_only_when_asked() -> None:
    place = {"feature": "country", "country": "RVA", "span": [0, 7]}
    assert our_row(record(places=(place,)), (0, 7), ROWS, with_places=True) == "country/rva"
    assert our_row(record(places=(place,)), (0, 7), ROWS, with_places=False) is None
    town = {**place, "feature": "settlement"}
    assert our_row(record(places=(town,)), (0, 7), ROWS, with_places=True) is None


def test_the_rows_of_equal_titles_exist() -> None:
    rows = {row["row"] for table in NAMED for row in Lexicons().rows(f"actors/{table}")}
    assert {row for row, _ in EQUAL.values()} <= rows


@pytest.mark.skipif(not SHARED.is_dir(), reason="the corpora lie beside the checkout")
def test_every_listed_name_is_one_of_its_set() -> None:
    listed = read_lines(KINDS)
    names = {
        (name, int(item["id"].split("/")[-1].split("#")[0]), one["start"], one["end"])
        for name, path in LINKING.items()
        for item in read_lines(path)
        for one in item["mentions"]
        if title(one["link"]) is not None
    }
    keys = [(line["set"], line["text"], line["start"], line["end"]) for line in listed]
    assert set(keys) <= names
    assert len(keys) == len(set(keys))
