"""The actor tables hold together: keys, codes, references, names of one row only, spells in turn."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

import pytest

from asreported.lexicons import Lexicons, Row, values

TABLES = ("agents", "bodies", "countries", "epithets", "groups", "offices", "organs", "peoples", "persons", "spells")
NAME_COLUMNS = {
    "agents": ("words",),
    "bodies": ("name", "aliases"),
    "countries": ("name", "aliases", "adjectives", "people", "capital", "seats"),
    "epithets": ("words",),
    "groups": ("name", "aliases"),
    "offices": ("words",),
    "organs": ("words",),
    "peoples": ("name", "words"),
    "persons": ("name", "aliases"),
}
PREFIXES = {
    "agents": "agent",
    "bodies": "body",
    "countries": "country",
    "epithets": "epithet",
    "groups": "group",
    "offices": "office",
    "organs": "organ",
    "peoples": "people",
    "persons": "person",
    "spells": "spell",
}
SECTORS = set(
    re.findall(
        "[A-Z]+",
        "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC",
    )
)
INTERNATIONAL = {"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"}
KINDS = {"person", "organization", "group", "state", "people", "document", "unnamed"}
LEVELS = set(
    re.findall(
        "[a-z-]+",
        "head-of-state head-of-government minister legislator judge military diplomat spokesperson religious royal "
        "official international regional party police business professional former honorific suffix",
    )
)
MONTH = re.compile(r"\d{4}-\d{2}(-\d{2})?")
YEAR = re.compile(r"\d{4}|")


def key(table: str, row: Row) -> str:
    """A row with its table, for messages."""
    return f"{table}: {row['row']}"


@pytest.fixture(scope="module")
def tables(lexicons: Lexicons) -> dict[str, tuple[Row, ...]]:
    return {name: lexicons.rows(f"actors/{name}") for name in TABLES}


@pytest.mark.parametrize("name", TABLES)
def test_every_key_has_the_tables_prefix_and_is_a_plain_slug(tables: dict[str, tuple[Row, ...]], name: str) -> None:
    slug = re.compile(rf"{PREFIXES[name]}/[a-z0-9]+(-[a-z0-9]+)*")
    assert [row["row"] for row in tables[name] if not slug.fullmatch(row["row"])] == []


@pytest.mark.parametrize("name", TABLES)
def test_every_row_names_source_and_date_in_the_last_columns(tables: dict[str, tuple[Row, ...]], name: str) -> None:
    assert list(tables[name][0])[-2:] == ["source", "date"]
    assert [key(name, row) for row in tables[name] if not row["source"] or not MONTH.fullmatch(row["date"])] == []


@pytest.mark.parametrize("name", TABLES)
def test_no_cell_has_stray_space_or_an_empty_or_double_part(tables: dict[str, tuple[Row, ...]], name: str) -> None:
    bad = []
    for row in tables[name]:
        for column, cell in row.items():
            parts = cell.split("|") if column not in ("note", "source") else [cell]
            if cell and (parts != [part.strip() for part in parts] or "" in parts or len(parts) != len(set(parts))):
                bad.append(f"{key(name, row)} {column}: {cell}")
    assert bad == []


@pytest.mark.parametrize("name", NAME_COLUMNS)
def test_a_name_belongs_to_one_row_or_is_listed_as_ambiguous(tables: dict[str, tuple[Row, ...]], name: str) -> None:
    claims: dict[str, set[str]] = defaultdict(set)
    listed: dict[str, set[str]] = defaultdict(set)
    for row in tables[name]:
        for column in NAME_COLUMNS[name]:
            for form in values(row[column]):
                claims[form].add(row["row"])
        for form in values(row.get("ambiguous", "")):
            listed[form].add(row["row"])
    assert {form: sorted(rows) for form, rows in claims.items() if len(rows) > 1 and rows - listed[form]} == {}


def test_a_name_of_a_body_and_a_group_is_listed_as_ambiguous_in_both(tables: dict[str, tuple[Row, ...]]) -> None:
    forms = {
        name: {form: row for row in tables[name] for form in (row["name"], *values(row["aliases"]))}
        for name in ("bodies", "groups")
    }
    shared = forms["bodies"].keys() & forms["groups"].keys()
    assert [f for f in sorted(shared) for t in forms.values() if f not in values(t[f]["ambiguous"])] == []


@pytest.mark.parametrize("name", [name for name in NAME_COLUMNS if name not in ("agents", "epithets", "organs")])
def test_ambiguous_lists_only_forms_of_the_row(tables: dict[str, tuple[Row, ...]], name: str) -> None:
    bad = []
    for row in tables[name]:
        forms = {form for column in NAME_COLUMNS[name] for form in values(row[column])}
        bad += [f"{row['row']}: {form}" for form in values(row["ambiguous"]) if form not in forms]
    assert bad == []


def test_every_table_of_the_folder_is_tested(lexicons: Lexicons) -> None:
    assert {f"actors/{name}" for name in (*TABLES, "traces")} == {
        name for name in lexicons.names if name.startswith("actors/")
    }


def test_no_key_stands_in_two_tables(tables: dict[str, tuple[Row, ...]]) -> None:
    keys = [row["row"] for name in TABLES for row in tables[name]]
    assert len(keys) == len(set(keys))


def test_a_name_in_two_tables_is_listed_as_ambiguous_in_each(tables: dict[str, tuple[Row, ...]]) -> None:
    """Save that a people may be called like the inhabitants of a country: which is meant is told by the report."""
    bearers: dict[str, dict[str, Row]] = defaultdict(dict)
    for name in ("bodies", "countries", "epithets", "groups", "peoples", "persons"):
        for row in tables[name]:
            for form in (form for column in NAME_COLUMNS[name] for form in values(row[column])):
                bearers[form][name] = row
    assert [
        f"{form}: {row['row']}"
        for form, rows in bearers.items()
        if len(rows) > 1 and rows.keys() != {"countries", "peoples"}
        for row in rows.values()
        if form not in values(row.get("ambiguous", ""))
    ] == []


@pytest.mark.parametrize("column", ["cow", "geonames", "iso3", "wikidata", "wikipedia"])
def test_an_outside_id_belongs_to_one_row(tables: dict[str, tuple[Row, ...]], column: str) -> None:
    bearers: dict[str, list[str]] = defaultdict(list)
    for name in TABLES:
        for row in tables[name]:
            is_former = column in ("cow", "iso3") and (row.get("part_of") or row.get("until"))
            if row.get(column) and not is_former:
                bearers[row[column]].append(row["row"])
    assert {number: rows for number, rows in bearers.items() if len(rows) > 1} == {}


def test_outside_ids_have_their_form(tables: dict[str, tuple[Row, ...]]) -> None:
    for name in TABLES:
        for row in tables[name]:
            assert re.fullmatch(r"(Q[1-9]\d*)?", row.get("wikidata", "")), key(name, row)
            assert "/wiki/" not in row.get("wikipedia", ""), key(name, row)
            if name in ("bodies", "countries", "groups", "persons"):
                assert "wikidata" in row and "wikipedia" in row, key(name, row)


def test_epithets_denote_a_listed_actor(tables: dict[str, tuple[Row, ...]]) -> None:
    keys = {row["row"] for name in TABLES if name != "epithets" for row in tables[name]}
    assert [row["row"] for row in tables["epithets"] if row["actor"] not in keys] == []


def test_every_sector_is_a_plover_sector(tables: dict[str, tuple[Row, ...]]) -> None:
    bad = []
    for name in TABLES:
        for row in tables[name]:
            found = set(values(row.get("sectors", "")))
            for change in values(row.get("changes", "")):
                date, _, sectors = change.partition("=")
                found |= set(sectors.split("+"))
                assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", date), key(name, row)
            if found - SECTORS:
                bad.append(key(name, row))
    assert bad == []


def test_every_international_code_kind_and_level_is_known(tables: dict[str, tuple[Row, ...]]) -> None:
    for name in TABLES:
        for row in tables[name]:
            assert row.get("international", "") in INTERNATIONAL | {""}, key(name, row)
            assert row.get("kind", "group") in KINDS, key(name, row)
            assert row.get("level", "official") in LEVELS, key(name, row)
            assert row.get("honorific", "") in {"", "yes"}, key(name, row)
            assert row.get("collective", "no") in {"yes", "no"}, key(name, row)


def test_every_country_code_is_one_of_the_countries(tables: dict[str, tuple[Row, ...]]) -> None:
    known = {row["iso3"] for row in tables["countries"]} | {""}
    keys = {row["row"] for row in tables["countries"]}
    assert all(re.fullmatch("[A-Z]{3}", code) for code in known - {""})
    assert [key(n, row) for n in TABLES for row in tables[n] if row.get("country", "") not in known] == []
    assert [row["row"] for row in tables["countries"] if row["part_of"] and row["part_of"] not in keys] == []


def test_a_body_or_group_has_a_country_or_an_international_code(tables: dict[str, tuple[Row, ...]]) -> None:
    cross_border = {"group/sinn-fein"}
    found = [
        row["row"]
        for name in ("bodies", "groups")
        for row in tables[name]
        if not row["country"] and not row["international"]
    ]
    assert set(found) <= cross_border


def test_years_of_bodies_and_groups_are_years_in_order(tables: dict[str, tuple[Row, ...]]) -> None:
    for name in ("bodies", "groups", "countries"):
        for row in tables[name]:
            start, end = row["from"], row["until"] if name == "countries" else row["to"]
            assert YEAR.fullmatch(start) and YEAR.fullmatch(end), key(name, row)
            assert not (start and end) or start <= end, key(name, row)


def test_changes_of_sector_come_in_order_and_while_the_group_exists(tables: dict[str, tuple[Row, ...]]) -> None:
    for row in tables["groups"]:
        dates = [change.partition("=")[0] for change in values(row["changes"])]
        assert dates == sorted(set(dates)), row["row"]
        assert not dates or dates[0][:4] >= row["from"], row["row"]
        assert not dates or not row["to"] or dates[-1][:4] <= row["to"], row["row"]


def test_a_part_of_a_country_is_no_part_of_a_part(tables: dict[str, tuple[Row, ...]]) -> None:
    wholes = {row["row"]: row["part_of"] for row in tables["countries"]}
    assert [key for key, whole in wholes.items() if whole and wholes[whole]] == []


def test_gendered_words_are_words_of_the_office(tables: dict[str, tuple[Row, ...]]) -> None:
    for row in tables["offices"]:
        for pair in values(row["gendered"]):
            word, _, gender = pair.partition("=")
            assert word in values(row["words"]) and gender in {"m", "f"}, row["row"]


def test_spells_point_at_persons_offices_and_bodies(tables: dict[str, tuple[Row, ...]]) -> None:
    persons = {row["row"] for row in tables["persons"]}
    offices = {row["row"] for row in tables["offices"]}
    bodies = {row["row"] for name in ("bodies", "groups") for row in tables[name]}
    for row in tables["spells"]:
        assert row["person"] in persons, row["row"]
        assert row["office"] in offices, row["row"]
        assert not row["body"] or row["body"] in bodies, row["row"]
    unheld = persons - {row["person"] for row in tables["spells"]}
    sources = {row["source"] for row in tables["persons"] if row["row"] in unheld}
    assert {source.partition("; ")[0] for source in sources} == {"common knowledge"}


def test_every_spell_has_a_key_of_its_own_and_a_date_up_to_which_it_is_vouched_for(
    tables: dict[str, tuple[Row, ...]],
) -> None:
    keys = [row["row"] for row in tables["spells"]]
    assert sorted(key for key in set(keys) if keys.count(key) > 1) == []
    assert [row["row"] for row in tables["spells"] if not MONTH.fullmatch(row["checked"])] == []


def test_spells_begin_before_they_end(tables: dict[str, tuple[Row, ...]]) -> None:
    for row in tables["spells"]:
        assert MONTH.fullmatch(row["from"]), row["row"]
        assert not row["to"] or MONTH.fullmatch(row["to"]), row["row"]
        assert not row["to"] or row["from"][:7] <= row["to"][:7], row["row"]


def test_nobody_holds_one_office_twice_at_once(tables: dict[str, tuple[Row, ...]]) -> None:
    held: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in tables["spells"]:
        held[row["person"], row["office"], row["country"], row["body"]].append(row)
    bad = []
    for spells in held.values():
        spells.sort(key=lambda row: row["from"])
        bad += [f"{a['row']} / {b['row']}" for a, b in pairwise(spells) if (a["to"] or "9999") > b["from"]]
    assert bad == []


def test_a_source_vouches_at_least_for_the_start_of_a_spell(tables: dict[str, tuple[Row, ...]]) -> None:
    assert [row["row"] for row in tables["spells"] if row["from"][:7] > row["checked"][:7]] == []


def test_a_body_has_officers_only_while_it_exists(tables: dict[str, tuple[Row, ...]]) -> None:
    bodies = {row["row"]: row for name in ("bodies", "groups") for row in tables[name]}
    for row in tables["spells"]:
        if (body := bodies.get(row["body"])) is not None:
            assert row["from"][:4] >= body["from"], row["row"]
            assert not body["to"] or (row["to"] or "9999")[:4] <= body["to"], row["row"]


def test_an_office_has_one_holder_at_a_time(tables: dict[str, tuple[Row, ...]]) -> None:
    """Holders may share the month of the handover: REIGN is used to the month."""
    by_office: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in tables["spells"]:
        by_office[row["office"], row["country"] if not row["body"] else "", row["body"]].append(row)
    bad = []
    for spells in by_office.values():
        spells.sort(key=lambda row: (row["from"][:7], row["to"][:7] or "9999"))
        bad += [
            f"{a['row']} to {a['to'] or 'now'} / {b['row']}"
            for a, b in pairwise(spells)
            if (a["to"][:7] or "9999") > b["from"][:7]
        ]
    assert bad == []


def test_no_two_rows_are_one_page(tables: dict[str, tuple[Row, ...]]) -> None:
    named = [row for table in ("bodies", "countries", "groups", "persons") for row in tables[table]]
    for column in ("wikipedia", "wikidata"):
        given = [row[column] for row in named if row[column]]
        assert len(given) == len(set(given))


def test_an_outside_id_names_the_table_it_was_read_from(tables: dict[str, tuple[Row, ...]]) -> None:
    for table in ("bodies", "countries", "groups", "persons"):
        for row in tables[table]:
            assert bool(row["wikipedia"]) == ("titles: " in row["source"])
            assert bool(row["wikidata"]) == ("items: " in row["source"])


def test_every_trace_is_of_a_row_and_dated_where_it_is_a_report(tables: dict[str, tuple[Row, ...]]) -> None:
    keys = {row["row"] for table in ("bodies", "groups", "persons") for row in tables[table]}
    for row in Lexicons().rows("actors/traces"):
        assert row["row"] in keys
        assert bool(row["seen_on"]) == (" " in row["seen_in"])


def test_the_tables_are_as_large_as_promised(tables: dict[str, tuple[Row, ...]]) -> None:
    floors = {"countries": 193, "bodies": 300, "groups": 400, "agents": 250, "persons": 3000, "spells": 3000}
    assert {name: len(tables[name]) for name, floor in floors.items() if len(tables[name]) < floor} == {}


# ---- what a reader would look up -------------------------------------------------------------------------------------

LOOKED_UP = [
    ("countries", "U.K.", "country/gbr"),
    ("countries", "Burma", "country/mmr"),
    ("countries", "Swaziland", "country/swz"),
    ("countries", "Kremlin", "country/rus"),
    ("countries", "Soviet Union", "country/ussr"),
    ("countries", "Kosovars", "country/kos"),
    ("bodies", "UNSC", "body/united-nations-security-council"),
    ("bodies", "Capitol Hill", "body/us-congress"),
    ("bodies", "IRGC", "body/islamic-revolutionary-guard-corps"),
    ("groups", "ISIL", "group/islamic-state"),
    ("groups", "Tories", "group/conservative-party"),
    ("groups", "Ansar Allah", "group/houthis"),
    ("offices", "Lt. Gen.", "office/lieutenant-general"),
    ("agents", "gunman", "agent/gunman"),
    ("organs", "armed forces", "organ/armed-forces"),
    ("peoples", "Kurdish", "people/kurds"),
]


@pytest.mark.parametrize(("table", "form", "row"), LOOKED_UP)
def test_a_form_leads_to_its_row(tables: dict[str, tuple[Row, ...]], table: str, form: str, row: str) -> None:
    found = [r["row"] for r in tables[table] if any(form in values(r[column]) for column in NAME_COLUMNS[table])]
    assert found == [row]
