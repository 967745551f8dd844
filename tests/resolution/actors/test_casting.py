"""Who a report's actors are: names, kinds, countries, sectors, roles and mentions. All text is invented."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from asreported import Coder

Resolve = Callable[..., Any]

# name, text, expected: (name, kind, country, sectors) of actors that must be there
ACTORS: list[tuple[str, str, list[tuple[str, str, str | None, tuple[str, ...]]]]] = [
    ("a king of a country", "King Harun of Norway left.", [("Harun", "person", "NOR", ("GOV",))]),
    ("rebels in a country", "Rebels in Portugal left.", [("Rebels in Portugal", "group", "PRT", ("REB",))]),
    ("troops in a country", "Troops in Portugal left.", [("Troops in Portugal", "group", None, ("MIL",))]),
    ("a leader of no country", "Their leader, Anders Voll, left.", [("Anders Voll", "person", None, ())]),
    (
        "a spokesman of an office",
        "A spokesman for the Norwegian prime minister left.",
        [("spokesman for the Norwegian prime minister", "person", "NOR", ("GOV",))],
    ),
    ("a country by name", "Norway rejected the offer.", [("Norway", "state", "NOR", ())]),
    ("a country by adjective", "A Norwegian strike hit the port.", [("Norway", "state", "NOR", ())]),
    (
        "two countries",
        "Norway and Portugal signed a pact.",
        [("Norway", "state", "NOR", ()), ("Portugal", "state", "PRT", ())],
    ),
    (
        "an organ by adjective",
        "Norwegian troops crossed the river.",
        [("Norwegian troops", "group", "NOR", ("MIL",))],
    ),
    (
        "an organ by possessive",
        "Portugal's parliament voted on Monday.",
        [("Portugal's parliament", "organization", "PRT", ("LEG",))],
    ),
    (
        "an organ by of",
        "The parliament of Portugal voted.",
        [("parliament of Portugal", "organization", "PRT", ("LEG",))],
    ),
    (
        "a ministry",
        "The Norwegian foreign ministry summoned him.",
        [("Norwegian foreign ministry", "organization", "NOR", ("GOV",))],
    ),
    (
        "an office without a name",
        "The Norwegian foreign minister left.",
        [("foreign minister of Norway", "person", "NOR", ("GOV",))],
    ),
    ("a titled unknown person", "Foreign Minister Ines Kolar left.", [("Ines Kolar", "person", None, ("GOV",))]),
    (
        "a titled person of a country",
        "Norwegian Foreign Minister Ines Kolar left.",
        [("Ines Kolar", "person", "NOR", ("GOV",))],
    ),
    ("a possessive title", "Norway's foreign minister, Ines Kolar, left.", [("Ines Kolar", "person", "NOR", ("GOV",))]),
    ("an apposition", "Ines Kolar, the foreign minister of Norway, left.", [("Ines Kolar", "person", "NOR", ("GOV",))]),
    ("a rank", "General Anders Voll inspected the line.", [("Anders Voll", "person", None, ("MIL",))]),
    ("a former minister", "Former foreign minister Ines Kolar left.", [("Ines Kolar", "person", None, ("ELI",))]),
    ("a former president", "Former President Marek Voll spoke.", [("Marek Voll", "person", None, ("ELI",))]),
    ("an Arabic particle", "President Karim al-Sudari left Lisbon.", [("Karim al-Sudari", "person", None, ("GOV",))]),
    ("a patronymic particle", "Minister Omar bin Rashad left Lisbon.", [("Omar bin Rashad", "person", None, ("GOV",))]),
    ("a Romance particle", "Senator Paulo de Moraz left Lisbon.", [("Paulo de Moraz", "person", None, ("LEG",))]),
    (
        "an unlisted organisation",
        "The Amber Road Union condemned the raid.",
        [("Amber Road Union", "organization", None, ())],
    ),
    (
        "an organisation of a country",
        "The Norwegian Lantern Council met.",
        [("Norwegian Lantern Council", "organization", "NOR", ())],
    ),
    ("unnamed gunmen", "Gunmen attacked a convoy.", [("Gunmen", "group", None, ("UAF",))]),
    ("protesters", "Hundreds of protesters marched.", [("protesters", "group", None, ("CVL", "OPP"))]),
    ("a people", "The Norwegians voted.", [("Norwegians", "people", "NOR", ())]),
    ("a listed body", "The United Nations condemned the raid.", [("United Nations", "organization", None, ())]),
    (
        "soldiers called invaders",
        "Norwegian invaders shelled a mill.",
        [("Norwegian soldiers", "group", "NOR", ("MIL",))],
    ),
    (
        "a name behind a description that ends with a place",
        "A spokesperson for the harbour council in Dorn, Ines Kolar, denied the report.",
        [("Ines Kolar", "person", None, ("GOV",))],
    ),
    (
        "a minister of a field",
        "Norwegian Minister of Transport Marek Voll said the road was open.",
        [("Marek Voll", "person", "NOR", ("GOV",))],
    ),
    (
        "a head of a department",
        "Deputy Director of the ministry's Third Rivers Department Ines Kolar told the union that talks failed.",
        [("Ines Kolar", "person", None, ("GOV",))],
    ),
    (
        "a body told by its apposition",
        "A spokesman for the Lantern of the North left. The army accused the Lantern of the North, an armed group.",
        [("Lantern of the North", "organization", None, ())],
    ),
    (
        "two countries' troops are two",
        "Norwegian and Danish soldiers met.",
        [("Norwegian soldiers", "group", "NOR", ("MIL",)), ("Danish soldiers", "group", "DNK", ("MIL",))],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in ACTORS], ids=[case[0] for case in ACTORS])
def test_actors_have_name_kind_country_and_sectors(
    resolve: Resolve, text: str, expected: list[tuple[str, str, str | None, tuple[str, ...]]]
) -> None:
    cast = resolve(text)
    for name, kind, country, sectors in expected:
        actor = cast.named(name)
        assert (actor.kind, actor.country, actor.sectors) == (kind, country, sectors)


# name, text, the words of one mention, all words of its actor's mentions
MENTIONS: list[tuple[str, str, str, list[str]]] = [
    ("surname after full name", "Ines Kolar left Oslo. Kolar will return.", "Ines Kolar", ["Ines Kolar", "Kolar"]),
    (
        "title and surname",
        "President Marek Voll spoke. President Voll left.",
        "President Voll",
        ["President Marek Voll", "President Voll"],
    ),
    ("she", "Ines Kolar, the minister, spoke. She left.", "She", ["Ines Kolar", "the minister", "She"]),
    ("he and his", "President Marek Voll said he kept his word.", "he", ["President Marek Voll", "he", "his"]),
    ("who", "Ines Kolar, who led the talks, left.", "who", ["Ines Kolar", "who"]),
    (
        "the minister",
        "Foreign Minister Ines Kolar spoke. The minister left.",
        "The minister",
        ["Foreign Minister Ines Kolar", "The minister"],
    ),
    (
        "the president",
        "President Marek Voll spoke. The president left.",
        "The president",
        ["President Marek Voll", "The president"],
    ),
    (
        "an acronym in brackets",
        "The Amber Road Union (ARU) met. The ARU voted.",
        "ARU",
        ["Amber Road Union", "ARU", "ARU"],
    ),
    ("it for an organisation", "The Amber Road Union met. It voted for a strike.", "It", ["Amber Road Union", "It"]),
    ("it for a state", "Norway rejected the offer. It recalled its envoy.", "It", ["Norway", "It", "its"]),
    (
        "the groups and they",
        "Five valley resistance groups met. The groups voted. They left.",
        "They",
        ["Five valley resistance groups", "The groups", "They"],
    ),
    (
        "told again",
        "Several valley farmers wrote a letter. In it, five valley farmers thanked him.",
        "five valley farmers",
        ["Several valley farmers", "five valley farmers"],
    ),
    ("gunmen", "Gunmen attacked a convoy. The gunmen fled.", "The gunmen", ["Gunmen", "The gunmen"]),
    (
        "the spokesman",
        "A spokesman for the union spoke. The spokesman gave no details.",
        "The spokesman",
        ["A spokesman", "The spokesman"],
    ),
    (
        "the company",
        "Northwind Motors cut jobs. The company gave no reason.",
        "The company",
        ["Northwind Motors", "The company"],
    ),
    (
        "the country",
        "Portugal recalled its envoy. The country also closed its border.",
        "The country",
        ["Portugal", "its", "The country", "its"],
    ),
    (
        "groups and movements",
        "Five valley groups and movements met. The groups voted.",
        "The groups",
        ["Five valley groups and movements", "The groups"],
    ),
    ("himself", "Marek Voll defended himself.", "himself", ["Marek Voll", "himself"]),
    (
        "same organ, other words",
        "Norwegian troops advanced. The troops took a bridge.",
        "The troops",
        ["Norwegian troops", "The troops"],
    ),
]


@pytest.mark.parametrize(
    ("text", "words", "expected"), [case[1:] for case in MENTIONS], ids=[case[0] for case in MENTIONS]
)
def test_mentions_of_one_actor_are_joined(resolve: Resolve, text: str, words: str, expected: list[str]) -> None:
    cast = resolve(text)
    actor = cast.of(words)
    assert actor is not None
    assert cast.words(actor) == expected


# name, text, nobody of this name
NOBODY: list[tuple[str, str, str]] = [
    ("a capital where something happens", "The talks were held in Lisbon on Friday.", "Portugal"),
    ("a capital that is visited", "The envoy flew to Lisbon on Friday.", "Portugal"),
    ("a day", "The vote is on Friday.", "Friday"),
    ("a revolution", "They marked the anniversary of the October Revolution.", "October Revolution"),
    ("an abstract group", "The first group of questions was sent.", "first group of questions"),
    ("an office nobody holds", "He was elected president in May.", "president"),
    ("a railway", "The engineers rebuilt the Tarnow railway in May.", "Tarnow"),
    ("each other", "Marek Voll and Karl Brandt told each other the truth.", "other"),
    ("a clock", "The vote is at 7:33 pm on Friday.", "7:33 pm"),
    ("justice", "He was charged with obstruction of justice.", "justice"),
]


@pytest.mark.parametrize(("text", "name"), [case[1:] for case in NOBODY], ids=[case[0] for case in NOBODY])
def test_what_is_no_actor_is_left_out(resolve: Resolve, text: str, name: str) -> None:
    assert name not in [actor.name for actor in resolve(text).cast.actors]


METONYMS: list[tuple[str, str]] = [
    ("as the subject of a decision", "Lisbon rejected the offer."),
    ("as an owner", "Lisbon's refusal surprised the envoy."),
    ("in talks between", "Talks between Lisbon and the union failed."),
    ("as one to deal with", "The union broke off its ties with Lisbon."),
    ("as one accused", "The union accused Lisbon of delay."),
]


@pytest.mark.parametrize("text", [case[1] for case in METONYMS], ids=[case[0] for case in METONYMS])
def test_a_capital_stands_for_its_state(resolve: Resolve, text: str) -> None:
    assert resolve(text).at("Lisbon") == "Portugal"


def test_a_title_is_a_role_in_the_reports_own_words(resolve: Resolve) -> None:
    cast = resolve("Norway's top coastal commander, General Anders Voll, resigned.")
    roles = cast.named("Anders Voll").roles
    assert {role.text for role in roles} == {"General", "Norway's top coastal commander"}
    assert all(role.from_ == "report" and cast.text[slice(*role.span)] == role.text for role in roles)


def test_a_style_is_no_role(resolve: Resolve) -> None:
    assert resolve("Mr Voll left. He was late.").named("Voll").roles == ()


def test_a_title_belongs_to_the_mention_of_the_name(resolve: Resolve) -> None:
    cast = resolve("Norwegian Foreign Minister Ines Kolar left.")
    assert cast.words(cast.named("Ines Kolar")) == ["Norwegian Foreign Minister Ines Kolar"]
    assert cast.at("Norwegian") == "Norway"
    assert cast.at("Kolar") == "Ines Kolar"


def test_a_names_other_tokens_are_parts(resolve: Resolve) -> None:
    cast = resolve("General Anders Voll left.")
    assert set(cast.cast.parts) == {0, 1}


def test_an_organ_alone_takes_the_datelines_country_when_the_report_is_about_it(resolve: Resolve) -> None:
    text = "LISBON\n\nPortugal closed its border. The army was sent there."
    assert resolve(text, place="LISBON").at("army") == "army"
    assert resolve(text, place="LISBON").of("The army").country == "PRT"
    assert resolve(text).of("The army").country is None


def test_an_organ_alone_is_the_one_named_before(resolve: Resolve) -> None:
    cast = resolve("The Norwegian army crossed the river. The army took a bridge.")
    assert cast.words(cast.of("The army")) == ["The Norwegian army", "The army"]


def test_a_party_with_a_common_name_needs_its_country_or_full_name_beside_it(resolve: Resolve) -> None:
    assert resolve("Vox told readers that the talks failed.").named("Vox").row is None
    assert resolve("In Spain, Vox said that the talks failed.").named("Vox").row == "group/vox"


def test_a_word_before_group_makes_a_name_an_organisation(resolve: Resolve) -> None:
    actor = resolve("The Karim al-Sudari group attacked a convoy.").named("Karim al-Sudari")
    assert actor.kind in ("organization", "group")


def test_an_official_short_name_is_the_country_the_dateline_tells(resolve: Resolve) -> None:
    text = "TEHRAN\n\nThe Islamic Republic rejected the offer."
    assert resolve(text, place="TEHRAN").at("Republic") == "Iran"


def test_a_listed_person_has_the_office_held_on_the_day(resolve_listed: Resolve) -> None:
    actor = resolve_listed("Ines Kolar left Oslo.", "2020-06-01").named("Ines Kolar")
    assert (actor.row, actor.country, actor.sectors) == ("person/ines-kolar", "NOR", ("GOV",))
    assert [(role.text, role.from_, role.row) for role in actor.roles] == [
        ("foreign minister of Norway", "lexicon", "spell/ines-kolar-1")
    ]


def test_a_listed_person_whose_offices_are_over_is_elite(resolve_listed: Resolve) -> None:
    actor = resolve_listed("Ines Kolar left Oslo.", "2022-06-01").named("Ines Kolar")
    assert (actor.sectors, actor.roles) == (("ELI",), ())


def test_without_a_date_the_tables_give_no_office(resolve_listed: Resolve) -> None:
    assert resolve_listed("Ines Kolar left Oslo.", None).named("Ines Kolar").roles == ()


def test_an_office_is_its_holder_on_the_day(resolve_listed: Resolve) -> None:
    text = "The Norwegian foreign minister left Oslo."
    assert resolve_listed(text, "2020-06-01").at("minister") == "Ines Kolar"
    assert resolve_listed(text, "2022-06-01").at("minister") == "foreign minister of Norway"


def test_a_listed_surname_with_another_given_name_is_another_person(resolve_listed: Resolve) -> None:
    names = [actor.name for actor in resolve_listed("Robert Kolar left Oslo.", "2020-06-01").cast.actors]
    assert "Ines Kolar" not in names


@pytest.mark.parametrize(
    ("text", "published", "name"),
    [
        ("New Zealand's prime minister left.", "2019-04-16", "Jacinda Ardern"),
        ("NATO's secretary general left.", "2019-06-26", "Jens Stoltenberg"),
        ("The UN secretary-general left.", "2010-09-20", "Ban Ki-moon"),
        ("NATO's deputy secretary general left.", "2019-06-26", None),
        ("Norway's secretary general left.", "2019-06-26", None),
    ],
)
def test_an_office_is_whoever_holds_it_that_day(coder: Coder, text: str, published: str, name: str | None) -> None:
    people = [actor.name for actor in coder.code(text, published=published).actors if actor.row is not None]
    assert (name in people) if name is not None else "Jens Stoltenberg" not in people
