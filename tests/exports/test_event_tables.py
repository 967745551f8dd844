"""The columns are those of the data they stand beside, and rows hold what the record says and no more."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import pytest

from asreported.exports.columns import Column, Layout
from asreported.exports.event_tables import gdelt, icews, phoenix, polecat
from asreported.exports.event_tables.codes import SECTORS, gdelt_quad, number_of, province_of
from asreported.exports.event_tables.rows import Row, dyads_of, events_of
from asreported.records import EventDate, Place, Record

# from ../shared/ontology/event_data_columns.md, which names the public file each list is from
POLECAT = """Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW
Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|Recipient Country
Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|Wikipedia Recipient ID
Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type|Source
Publication Date|Story People|Story Organizations|Story Locations|Language|Version"""
ICEWS = """Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|Intensity|Target Name
Target Sectors|Target Country|Story ID|Sentence Number|Publisher|City|District|Province|Country|Latitude|Longitude"""
PHOENIX = """EventID|Date|Year|Month|Day|SourceActorFull|SourceActorEntity|SourceActorRole|SourceActorAttribute
TargetActorFull|TargetActorEntity|TargetActorRole|TargetActorAttribute|EventCode|EventRootCode|PentaClass|GoldsteinScore
Issues|Lat|Lon|LocationName|StateName|CountryCode|SentenceID|URLs|NewsSources"""
GDELT = """GLOBALEVENTID|SQLDATE|MonthYear|Year|FractionDate|Actor1Code|Actor1Name|Actor1CountryCode
Actor1KnownGroupCode|Actor1EthnicCode|Actor1Religion1Code|Actor1Religion2Code|Actor1Type1Code|Actor1Type2Code
Actor1Type3Code|Actor2Code|Actor2Name|Actor2CountryCode|Actor2KnownGroupCode|Actor2EthnicCode|Actor2Religion1Code
Actor2Religion2Code|Actor2Type1Code|Actor2Type2Code|Actor2Type3Code|IsRootEvent|EventCode|EventBaseCode|EventRootCode
QuadClass|GoldsteinScale|NumMentions|NumSources|NumArticles|AvgTone|Actor1Geo_Type|Actor1Geo_FullName
Actor1Geo_CountryCode|Actor1Geo_ADM1Code|Actor1Geo_ADM2Code|Actor1Geo_Lat|Actor1Geo_Long|Actor1Geo_FeatureID
Actor2Geo_Type|Actor2Geo_FullName|Actor2Geo_CountryCode|Actor2Geo_ADM1Code|Actor2Geo_ADM2Code|Actor2Geo_Lat
Actor2Geo_Long|Actor2Geo_FeatureID|ActionGeo_Type|ActionGeo_FullName|ActionGeo_CountryCode|ActionGeo_ADM1Code
ActionGeo_ADM2Code|ActionGeo_Lat|ActionGeo_Long|ActionGeo_FeatureID|DATEADDED|SOURCEURL"""
Rows = Callable[[Iterable[Record]], Iterator[Row]]


def table(columns: tuple[Column[Row], ...], rows: Iterator[Row]) -> list[dict[str, str]]:
    out = io.StringIO(newline="")
    Layout().write(columns, rows, out, is_guarded=True)
    return list(csv.DictReader(io.StringIO(out.getvalue(), newline=""), delimiter="\t"))


@pytest.mark.parametrize(
    ("module", "expected", "size"),
    [(polecat, POLECAT, 40), (icews, ICEWS, 20), (phoenix, PHOENIX, 26), (gdelt, GDELT, 61)],
)
def test_columns_are_those_of_the_original_in_its_order(module: object, expected: str, size: int) -> None:
    columns: tuple[Column[Row], ...] = module.COLUMNS  # type: ignore[attr-defined]
    assert [column.name for column in columns] == expected.replace("\n", "|").split("|")
    assert len(columns) == size


@pytest.mark.parametrize("module", [polecat, icews, phoenix, gdelt])
def test_column_that_is_never_filled_says_why(module: object) -> None:
    for column in module.COLUMNS:  # type: ignore[attr-defined]
        assert (column.fill is None) == column.filled_from.startswith("always empty: "), column.name


def test_polecat_has_a_row_an_event(record: Record) -> None:
    accuse, seize = table(polecat.COLUMNS, events_of([record]))
    assert accuse["Event ID"] == f"{record.id[7:]}_e1"
    assert (accuse["Event Type"], accuse["Event Date"], accuse["Quad Code"]) == (
        "ACCUSE",
        "2031-03-03",
        "VERBAL CONFLICT",
    )
    assert (accuse["Actor Name"], accuse["Recipient Name"]) == ("Odalys Brenk", "Tarsk")
    assert (accuse["Actor Sectors"], accuse["Primary Actor Sector"]) == ("GOV|AGR", "GOV")
    assert (accuse["Actor Title"], accuse["Actor Name Raw"]) == ("fisheries minister", "Odalys Brenk")
    assert (accuse["City"], accuse["Latitude"], accuse["Raw Placename"]) == ("Port Halvard", "-12.5", "PORT HALVARD")
    assert (seize["Event Mode"], seize["Event Date"], seize["Intensity"]) == ("seize", "", "")


def test_several_sides_are_one_row_in_polecat_and_pairs_in_cameo_data(record: Record) -> None:
    velmora, tarsk, brenk, *_ = (actor.id for actor in record.actors)
    event = replace(record.events[0], actor=(velmora, brenk), recipient=(tarsk,))
    record = replace(record, events=(event,))
    assert [row["Actor Name"] for row in table(polecat.COLUMNS, events_of([record]))] == ["Velmora; Odalys Brenk"]
    pairs = [(row["Source Name"], row["Target Name"]) for row in table(icews.COLUMNS, dyads_of([record]))]
    assert pairs == [("Velmora", "Tarsk"), ("Odalys Brenk", "Tarsk")]


@pytest.mark.parametrize(
    ("why", "expected"),
    [("events/meet.v.01 subject→with", [("Velmora", "Tarsk"), ("Tarsk", "Velmora")]),
     ("events/pledge.v.04 subject→none", [("Velmora", ""), ("Tarsk", "")])],
)  # fmt: skip
def test_only_what_sides_do_to_one_another_has_both_orders(
    record: Record, why: str, expected: list[tuple[str, str]]
) -> None:
    both = (record.actors[0].id, record.actors[1].id)
    record = replace(record, events=(replace(record.events[0], actor=both, recipient=(), why=why),))
    rows = table(icews.COLUMNS, dyads_of([record]))
    assert [(row["Source Name"], row["Target Name"]) for row in rows] == expected
    assert len({row["Event ID"] for row in rows}) == 2
    assert len({row["Story ID"] for row in rows}) == 1


@pytest.mark.parametrize(
    ("interval", "day", "month", "year"),
    [(("2031-03-03", "2031-03-04"), "20310303", "203103", "2031"), (("2031-03-01", "2031-04-01"), "", "203103", "2031"),
     (("2031-01-01", "2032-01-01"), "", "", "2031"), (("2030-12-30", "2031-01-02"), "", "", ""), (None, "", "", "")],
)  # fmt: skip
def test_date_is_given_as_far_as_it_is_known(
    record: Record, interval: tuple[str, str] | None, day: str, month: str, year: str
) -> None:
    event = replace(record.events[0], date=EventDate(None, interval, None, "text"))
    [row] = table(gdelt.COLUMNS, dyads_of([replace(record, events=(event,))]))
    assert (row["SQLDATE"], row["MonthYear"], row["Year"]) == (day, month, year)
    [row] = table(phoenix.COLUMNS, dyads_of([replace(record, events=(event,))]))
    assert (row["Date"], row["Year"]) == (day, year)


def test_codes_follow_the_cameo_code(record: Record) -> None:
    first = next(dyads_of([record]))
    [row] = table(gdelt.COLUMNS, iter([first]))
    assert [row[name] for name in ("EventCode", "EventBaseCode", "EventRootCode", "QuadClass")] == [
        "112",
        "112",
        "11",
        "3",
    ]
    assert (row["Actor1Code"], row["Actor1Type1Code"], row["Actor1Type2Code"]) == ("GOVAGR", "GOV", "AGR")
    [row] = table(phoenix.COLUMNS, iter([first]))
    assert (row["EventRootCode"], row["PentaClass"], row["SourceActorAttribute"]) == ("11", "3", "AGR")
    quads = [gdelt_quad(replace(first.event, cameo=f"{root:02}0")) for root in range(1, 21)]
    assert quads == [1] * 5 + [2] * 3 + [3] * 5 + [4] * 7


def test_row_numbers_are_whole_in_spreadsheets_and_r() -> None:
    assert number_of("a", "b") == number_of("a", "b") != number_of("ab")
    assert all(number_of(str(n)) < 2**53 for n in range(1000))


def test_province_is_that_of_the_gazetteer() -> None:
    def place(geonames: int | None, feature: str) -> Place:
        return Place("p1", (0, 1), "There", geonames=geonames, feature=feature)  # type: ignore[arg-type]

    assert province_of(place(1796236, "settlement")) == "Shanghai"
    assert province_of(place(None, "adm1")) == "There"
    assert province_of(place(None, "settlement")) is None


def test_every_sector_of_plover_has_a_name() -> None:
    assert len(SECTORS) == 25
    assert SECTORS["JRN"][1] == "MED"
    assert SECTORS["MED"][1] is None
