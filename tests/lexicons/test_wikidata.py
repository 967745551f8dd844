"""Exports of Wikidata become tables that the coder lays over its own. Items, numbers and deeds are invented."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asreported import Coder, InputError
from asreported.lexicons import Lexicons
from asreported.lexicons.overlays import Tables, join, write_overlay
from asreported.lexicons.petrarch import read_dictionaries
from asreported.lexicons.wikidata import is_export, read_exports
from asreported.lexicons.wikidata.dates import UNKNOWN, read_date
from asreported.lexicons.wikidata.files import ITEM_COLUMNS, plain_name
from asreported.lexicons.wikidata.items import COLUMNS

READ = "2026-10-05"
WD = "http://www.wikidata.org/entity/"
HEADER = (
    "item,itemLabel,itemAltLabel,kind,countryCode,article,officeLabel,start,startPrecision,end,endPrecision,inception"
)
CSV = f"""{HEADER}
{WD}Q900000001,Orsolina Vant,"O. Vant, Vant",human,NOR,https://en.wikipedia.org/wiki/Orsolina_Vant_(politician),\
Minister of Fisheries of Norway,2031-01-01T00:00:00Z,11,,,
{WD}Q900000001,Orsolina Vant,"O. Vant, Vant",human,NOR,https://en.wikipedia.org/wiki/Orsolina_Vant_(politician),\
Norwegian Minister of Transport,2033-04-02T00:00:00Z,11,2034-06-01T00:00:00Z,10,
{WD}Q900000002,Lantern League,LL|League of Lanterns,political party,NO,,,,,,,1991-01-01T00:00:00Z
{WD}Q900000003,Q900000003,,human,NOR,,,,,,,
{WD}Q900000004,Tide of Glass,,novel,NOR,,,,,,,
"""


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(path: Path, *others: Path) -> Tables:
    return read_exports([path, *others], Lexicons(), READ)


def binding(**cells: str) -> dict[str, dict[str, str]]:
    return {n: {"type": "uri" if "://" in v else "literal", "value": v} for n, v in cells.items()}


def snak(value: object) -> dict[str, object]:
    return {"snaktype": "value", "datavalue": {"value": value}}


def statement(value: object, rank: str = "normal", **qualifiers: object) -> dict[str, object]:
    return {"mainsnak": snak(value), "rank": rank, "qualifiers": {n: [snak(v)] for n, v in qualifiers.items()}}


def number(id_: str) -> dict[str, str]:
    return {"entity-type": "item", "id": id_}


def day(text: str, precision: int = 11) -> dict[str, object]:
    return {"time": f"+{text}T00:00:00Z", "precision": precision}


def entity(id_: str, label: str, *aliases: str, article: str = "", **claims: Any) -> dict[str, Any]:
    return {
        "type": "item",
        "id": id_,
        "labels": {"en": {"language": "en", "value": label}},
        "aliases": {"en": [{"language": "en", "value": alias} for alias in aliases]},
        "claims": {name: found if isinstance(found, list) else [found] for name, found in claims.items()},
        "sitelinks": {"enwiki": {"title": article}} if article else {},
    }


ENTITIES = [
    entity("Q900000020", "Norway", P298=statement("NOR")),
    entity("Q900000021", "Chancellor of Norway"),
    entity(
        "Q900000001",
        "Orsolina Vant",
        "Vant",
        article="Orsolina Vant (politician)",
        P31=statement(number("Q5")),
        P27=statement(number("Q900000020")),
        P39=[
            statement(number("Q900000021"), P580=day("2031-01-01"), P582=day("2033-05-00", 10)),
            statement(number("Q900000021"), "deprecated", P580=day("2001-01-01")),
            statement(number("Q900000099"), P580=day("2001-01-01")),
        ],
    ),
    entity(
        "Q900000002",
        "Lantern League",
        P31=statement(number("Q7278")),
        P17=statement(number("Q900000020")),
        P571=statement(day("1991-00-00", 9)),
    ),
]
NORWAY = json.dumps(ENTITIES[0])

FORMS = {
    "results.json": json.dumps(
        {
            "head": {"vars": []},
            "results": {"bindings": [
                binding(item=f"{WD}Q900000002", itemLabel="Lantern League", kindLabel="political party", iso3="NOR"),
            ]},
        },
        indent=2,
    ),
    "simple.json": json.dumps(
        [{"item": f"{WD}Q900000002", "itemLabel": "Lantern League", "kind": "party", "countryLabel": "Norway"}]
    ),
    "table.csv": "item,itemLabel,kind,country\r\nQ900000002,Lantern League,party,Kingdom of Norway\r\n",
    "terms.tsv": f'?item\t?itemLabel\t?kindLabel\t?iso2\n<{WD}Q900000002>\t"Lantern League"@en\t"party"@en\t"NO"\n',
    "plain.tsv": "party\tpartyLabel\tcountry_code\nQ900000002\tLantern League\tNOR\n",
    "lines.jsonl": "\n".join(map(json.dumps, ENTITIES)),
    "dump.json": "[\n" + ",\n".join(map(json.dumps, ENTITIES)) + "\n]\n",
    "api.json": json.dumps({"entities": {one["id"]: one for one in ENTITIES}}),
    "one.csv.gz": gzip.compress(b"item,label,type,iso\nQ900000002,Lantern League,movement,NOR\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_every_form_gives_the_item_with_its_number(tmp_path: Path, name: str) -> None:
    path = write(tmp_path, name, FORMS[name])
    assert is_export(path)
    [group] = read(path).groups
    assert (group["row"], group["name"]) == ("group/lantern-league", "Lantern League")
    assert (group["country"], group["wikidata"]) == ("NOR", "Q900000002")
    assert (group["source"], group["date"]) == (f"Wikidata, read {READ}", READ)


def test_results_become_persons_and_spells_with_what_they_say(tmp_path: Path) -> None:
    tables = read(write(tmp_path, "a.csv", CSV.replace("Minister of Fisheries", "Minister of Finance")))
    [person], [group] = tables.persons, tables.groups
    assert (person["row"], person["aliases"]) == ("person/orsolina-vant", "O. Vant|Vant")
    assert person["ambiguous"] == "Vant"
    assert (person["wikidata"], person["wikipedia"]) == ("Q900000001", "Orsolina Vant (politician)")
    assert [(s["office"], s["country"], s["from"], s["to"], s["checked"]) for s in tables.spells[-2:]] == [
        ("office/finance-minister", "NOR", "2031-01-01", "", READ),
        ("office/transport-minister", "NOR", "2033-04-02", "2034-06", READ),
    ]
    assert (group["aliases"], group["sectors"], group["from"]) == ("LL|League of Lanterns", "PTY", "1991")


def test_entities_become_persons_and_spells_with_what_they_say(tmp_path: Path) -> None:
    tables = read(write(tmp_path, "a.jsonl", FORMS["lines.jsonl"]))
    [person], [country] = tables.persons, tables.countries
    assert (person["country"], person["wikipedia"]) == ("NOR", "Orsolina Vant (politician)")
    assert [(s["office"], s["country"], s["from"], s["to"]) for s in tables.spells] == [
        ("office/chancellor", "NOR", "2031-01-01", "2033-05")
    ]
    assert (country["row"], country["wikidata"]) == ("country/nor", "Q900000020")
    assert country["source"].endswith(f"; Wikidata, read {READ}")
    assert tables.left_out == [
        "a.jsonl:3: expected an office of ours, of a country or body of ours, found 'Orsolina Vant', 'Q900000099'"
    ]


def test_an_office_is_of_the_country_that_its_own_entity_names(tmp_path: Path) -> None:
    office = entity("Q900000021", "Federal Chancellor", P1001=statement(number("Q900000020")))
    person = {**ENTITIES[2], "claims": {**ENTITIES[2]["claims"], "P27": []}}
    lines = "\n".join(map(json.dumps, (ENTITIES[0], office, person)))
    [spell] = read(write(tmp_path, "a.jsonl", lines)).spells
    assert (spell["office"], spell["country"]) == ("office/chancellor", "NOR")


def test_what_has_no_form_is_listed_with_its_line(tmp_path: Path) -> None:
    assert read(write(tmp_path, "a.csv", CSV)).left_out == [
        "a.csv:5: expected an English label, found 'Q900000003'",
        "a.csv:6: expected a kind in wikidata/kinds, found 'Tide of Glass': novel",
        "a.csv:2: expected an office of ours, of a country or body of ours, "
        "found 'Orsolina Vant', 'Minister of Fisheries of Norway'",
    ]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ("Prime Minister of Norway,2031,,2032-05-01", "a start and an end to the month, found 'Ada Quill', "),
        ("Prime Minister of Norway,2031-01-01T00:00:00Z,,", "a start and an end to the month"),
        ("Prime Minister of Norway,,,2032-05-01", "a start and an end to the month"),
        (f"Prime Minister of Norway,2031-05-01,11,{WD[:-7]}.well-known/genid/7", "a start and an end to the month"),
        ("Prime Minister of Norway,2031-05-01,11,2030-05-01", "an end after the start"),
        ("Warden of the Lanterns,2031-05-01,11,", "an office of ours"),
        ("Prime Minister of Rivania,2031-05-01,11,", "an office of ours, of a country or body of ours"),
    ],
)
def test_a_spell_that_is_not_certain_is_left_out_and_its_person_kept(tmp_path: Path, cells: str, told: str) -> None:
    text = f"person,personLabel,office,start,startPrecision,end\nQ900000005,Ada Quill,{cells}\n"
    tables = read(write(tmp_path, "a.csv", text))
    assert [row["name"] for row in tables.persons] == ["Ada Quill"]
    assert tables.spells == []
    [line] = tables.left_out
    assert line.startswith("a.csv:2: expected ") and told in line


def test_an_item_that_a_row_of_ours_means_fills_that_row(tmp_path: Path) -> None:
    text = "item,itemLabel,aliases,kind,country,article\nQ900000006,NATO,Lantern Pact,military alliance,,NATO\n"
    [body] = read(write(tmp_path, "a.csv", text)).bodies
    [ours] = [row for row in Lexicons().rows("actors/bodies") if row["row"] == body["row"]]
    assert {**body, "aliases": ours["aliases"], "wikidata": "", "wikipedia": ""} == {
        **ours, "wikipedia": "", "date": READ, "source": f"{ours['source']}; Wikidata, read {READ}"
    }  # fmt: skip
    assert body["aliases"].endswith("|Lantern Pact")


def test_a_namesake_in_another_country_is_a_row_of_its_own(tmp_path: Path) -> None:
    ours = next(row for row in Lexicons().rows("actors/persons") if row["country"] == "FRA")
    text = f"item,itemLabel,kind,iso3\nQ900000007,{ours['name']},human,TUV\n"
    [person] = read(write(tmp_path, "a.csv", text)).persons
    assert person["row"] == f"{ours['row']}-q900000007"
    assert person["ambiguous"] == ours["name"]


def test_an_open_spell_of_ours_ends_where_a_successor_begins(tmp_path: Path) -> None:
    spells = [s for s in Lexicons().rows("actors/spells") if s["office"] == "office/president" and not s["body"]]
    ours = next(spell for spell in spells if not spell["to"])
    text = (
        "item,itemLabel,kind,iso3,office,start,startPrecision\n"
        f"Q900000005,Ada Quill,human,{ours['country']},President,2031-05-02,11\n"
    )
    before, after = read(write(tmp_path, "a.csv", text)).spells
    assert (before["row"], before["to"]) == (ours["row"], "2031-05-02")
    assert (after["person"], after["from"], after["country"]) == ("person/ada-quill", "2031-05-02", ours["country"])


def test_a_spell_beside_a_closed_one_of_somebody_else_is_left_out(tmp_path: Path) -> None:
    spells = [s for s in Lexicons().rows("actors/spells") if s["office"] == "office/president" and not s["body"]]
    ours = next(spell for spell in spells if spell["to"][:4] > spell["from"][:4])
    text = (
        "item,itemLabel,kind,iso3,office,start,startPrecision,end,endPrecision\n"
        f"Q900000005,Ada Quill,human,{ours['country']},President,{ours['from'][:7]}-01,10,{ours['to'][:7]}-01,10\n"
    )
    tables = read(write(tmp_path, "a.csv", text))
    assert tables.spells == []
    assert tables.left_out[0].startswith("a.csv:2: expected an office that nobody else held then, found 'spell/ada-")


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("President of Norway", ("office/president", "NOR", "")),
        ("president of the United States", ("office/president", "USA", "")),
        ("Minister of Foreign Affairs of France", ("office/foreign-minister", "FRA", "")),
        ("French Minister of the Interior", ("office/interior-minister", "FRA", "")),
        ("United States Secretary of State", ("office/secretary-of-state", "USA", "")),
        ("Secretary-General of the United Nations", ("office/un-secretary-general", "", "body/united-nations")),
        ("Secretary General of NATO", ("office/secretary-general", "", "body/nato")),
        ("President of the European Commission", ("office/commission-president", "", "body/european-commission")),
    ],
)
def test_an_office_is_found_by_its_label(tmp_path: Path, label: str, expected: tuple[str, ...]) -> None:
    text = (
        f"item,itemLabel,kind,iso3,office,start,startPrecision\nQ900000005,Ada Quill,human,TUV,{label},2041-05-02,11\n"
    )
    spell = read(write(tmp_path, "a.csv", text)).spells[-1]
    country = expected[1] or "TUV"
    assert (spell["office"], spell["country"], spell["body"]) == (expected[0], country, expected[2])


@pytest.mark.parametrize(
    ("text", "precision", "expected"),
    [
        ("+2010-05-11T00:00:00Z", 11, "2010-05-11"),
        ("2010-05-11T00:00:00Z", None, "2010-05-11"),
        ("2010-05-01T00:00:00Z", 10, "2010-05"),
        ("2010-01-01T00:00:00Z", None, "2010"),
        ("2010-01-01T00:00:00Z", 11, "2010-01-01"),
        ("+2010-00-00T00:00:00Z", 9, "2010"),
        ("2010-05", None, "2010-05"),
        ("2000-01-01T00:00:00Z", 8, UNKNOWN),
        ("-0044-03-15T00:00:00Z", 11, UNKNOWN),
        ("2010-02-30T00:00:00Z", 11, UNKNOWN),
        ("2010-13-00", None, UNKNOWN),
        ("last year", None, UNKNOWN),
        ("", None, ""),
    ],
)
def test_a_date_is_no_more_precise_than_it_is_known(text: str, precision: int | None, expected: str) -> None:
    assert read_date(text, precision) == expected


def test_a_coder_knows_the_actor_and_her_office(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", CSV)
    write_overlay(read(path), tmp_path / "overlay")
    coder = Coder(lexicons=tmp_path / "overlay")
    record = coder.code("Orsolina Vant met officials of the Lantern League on Monday.", published="2033-05-01")
    rows = {actor.row: actor for actor in record.actors}
    assert [role.text for role in rows["person/orsolina-vant"].roles] == ["transport minister of Norway"]
    assert rows["group/lantern-league"].country == "NOR"


def test_dictionaries_and_exports_are_joined(tmp_path: Path) -> None:
    words = write(tmp_path, "a.txt", "LANTERN_LEAGUE_ [KENREB]\nAMBER_ROAD_FRONT_ [YEMREB]\n")
    parts = read_dictionaries([words], Lexicons()), read(write(tmp_path, "b.jsonl", FORMS["lines.jsonl"]))
    tables = join(parts, Lexicons())
    assert [row["row"] for row in tables.groups] == ["group/lantern-league", "group/amber-road-front"]
    assert len({tuple(row) for row in tables.groups}) == 1
    assert tables.left_out[-1] == (
        "actors/groups: expected a key of its own, found 'group/lantern-league', which another file has"
    )
    write_overlay(tables, tmp_path / "overlay")
    assert Lexicons(tmp_path / "overlay").rows("actors/groups")


def test_the_page_names_every_column_and_its_queries_give_columns_that_are_read() -> None:
    page = (Path(__file__).parent.parent.parent / "docs" / "lexicons.md").read_text(encoding="utf-8")
    known = {*ITEM_COLUMNS, *(name for names in COLUMNS.values() for name in names)}
    listed = {plain_name(name) for name in re.findall(r"`(\w+)`", page)}
    assert {names[0] for names in COLUMNS.values()} <= listed and set(ITEM_COLUMNS) <= listed
    asked = [plain_name(name) for select in re.findall(r"SELECT([^{]*)WHERE", page) for name in select.split()]
    assert asked and [name for name in asked if name not in known and name != "itemlabel"] == []


# ---- malformed input: one clear line each ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", "item,itemLabel\n", "a.csv: expected an export of Wikidata"),
        ("a.csv", "item,itemLabel\nQ1\n", "found 1 for 2 cells"),
        ("a.json", "{", "no JSON"),
        ("a.json", '{"head": {}, "results": {"bindings": [', "no JSON"),
        ("a.json", "[]", "found neither"),
        ("a.json", '{"results": {"bindings": 7}}', "found 7"),
        ("a.json", '[{"film": "Q1"}]', "found film"),
        ("a.json", "[[1]]", "found [1]"),
        ("a.json", "[" * 100_000, "no JSON that can be read"),
        ("a.json.gz", "{}", "not a gzipped file"),
    ],
)
def test_what_is_no_export_is_told_in_a_line(tmp_path: Path, name: str, content: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        read(write(tmp_path, name, content))
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("item,label,kind\nQ900000002,Lantern\nQ900000005,Ada Quill,human\n", "a.csv:2: expected 3 cells, found 2"),
        ("item,itemLabel,kind\nnobody,Lantern League,party\n", "a.csv:2: expected an item's number (Q…), found none"),
        (NORWAY + '\n{"id": "Q9', "a.csv:2: expected an entity or a result, found no JSON (unterminated"),
        (NORWAY + '\n{"id": "L9", "labels": {}}', "a.csv:2: expected an item's number (Q…), found none"),
        (
            "item,itemLabel,kind,country\nQ900000002,Lantern League,party,Rivania\n",
            "a.csv:2: expected a country of ours, or its entity with P298, for 'Lantern League' (kept without), "
            "found 'Rivania'",
        ),
        (
            "item,itemLabel,kind,iso3\nQ900000002,Lantern League,party,NOR\nQ900000008,Lantern League,party,NOR\n",
            None,
        ),
        (
            "item,itemLabel,kind,iso3\nQ900000008,Rivania,country,RIV\n",
            "a.csv:2: expected a country of ours, found 'Rivania'",
        ),
    ],
)  # fmt: skip
def test_one_bad_entry_costs_only_itself(tmp_path: Path, content: str, told: str | None) -> None:
    tables = read(write(tmp_path, "a.csv", content))
    assert [line[: len(told or "")] for line in tables.left_out] == ([told] if told else [])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
PATHS = (
    ("labels",), ("labels", "en"), ("labels", "en", "value"), ("aliases", "en"), ("claims",), ("claims", "P31"),
    ("claims", "P27"), ("claims", "P39"), ("sitelinks",), ("sitelinks", "enwiki", "title"), ("id",),
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("exports")


def holds(tables: Tables) -> None:
    for name, rows in tables.named.items():
        for row in rows:
            assert row["row"] and list(row) == list(Lexicons().rows(name)[0])
    assert all("\n" not in line for line in tables.left_out)


EDGE = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_half_a_character_is_replaced(tmp_path: Path) -> None:
    text = '[{"item": "Q900000002", "itemLabel": "Lantern \\ud800 League", "kind": "\\ud800", "x": "party"}]'
    tables = read(write(tmp_path, "a.json", text.replace('"kind": "\\ud800", "x"', '"kind"')))
    write_overlay(tables, tmp_path / "overlay")
    assert [row["name"] for row in tables.groups] == ["Lantern \ufffd League"]
    "".join(read(write(tmp_path, "a.json", text)).left_out).encode()


@EDGE
@given(path=st.sampled_from(PATHS), value=JSON)
def test_an_entity_with_anything_in_it_is_read_or_listed(folder: Path, path: tuple[str, ...], value: object) -> None:
    content: Any = json.loads(json.dumps(ENTITIES[2]))
    inner = content
    for name in path[:-1]:
        inner = inner.setdefault(name, {})
    inner[path[-1]] = value
    lines = "\n".join([json.dumps(ENTITIES[0]), json.dumps(content)])
    holds(read(write(folder, "a.jsonl", lines)))


@EDGE
@given(st.binary(max_size=80) | st.text(max_size=80).map(lambda text: f"item,itemLabel\n{text}".encode()))
def test_any_bytes_are_an_export_or_told_to_be_none(folder: Path, content: bytes) -> None:
    path = write(folder, "a.csv", content)
    try:
        holds(read(path))
    except InputError as error:
        assert "\n" not in str(error)
