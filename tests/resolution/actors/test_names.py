"""Which words are names, of whom, and which short forms mean them. All text is invented."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from asreported.parsing import SpacyParser
from asreported.records import DatelineSpan, Report
from asreported.resolution.actors.casting import resolve_cast
from asreported.resolution.actors.index import ActorIndex

Resolve = Callable[..., Any]

# name, text, (name, kind) of actors that must be there, names that must not
NAMES: list[tuple[str, str, list[tuple[str, str]], list[str]]] = [
    (
        "plural possessors inside",
        "The Dorn Herders' League and the Velmar Women's Livestock Forum met Ines Kolar.",
        [("Dorn Herders' League", "organization"), ("Velmar Women's Livestock Forum", "organization")],
        ["Dorn Herders", "Velmar Women", "League"],
    ),
    (
        "a state's body is not one with its state",
        "Norway's National Coast Service met Ines Kolar.",
        [("National Coast Service", "organization"), ("Norway", "state")],
        ["Norway's National Coast Service"],
    ),
    (
        "members and what they do",
        "A spokesman of the charity Doctors on the Road met Ines Kolar.",
        [("Doctors on the Road", "organization")],
        ["Doctors"],
    ),
    (
        "halves joined by e",
        "Police blamed the Sipah-e-Dorn, an outfit based in Velmar.",
        [("Sipah-e-Dorn", "organization")],
        ["outfit"],
    ),
    (
        "a firm named after its noun",
        "The dam's owner, the consortium Sierra Blanca, denied paying bribes.",
        [("Sierra Blanca", "organization")],
        [],
    ),
    (
        "a striker's country is a team",
        "Norway striker Ada Quill met Ines Kolar.",
        [("Ada Quill", "person")],
        ["Norway"],
    ),
    (
        "the end of a longer name is not the listed body",
        "Coastal Bank of Canada said shareholders approved the plan.",
        [],
        ["Bank of Canada"],
    ),
    ("a capital's radio is not its state", "Voll told Oslo radio that it was over.", [], ["Norway", "Oslo"]),
    ("a firm's suffix is no firm", "Amber Path and Co Inc said its earnings fell.", [], ["Co Inc", "Inc"]),
    ("a lawmaker without a known given name", "Opposition lawmaker Tapi Nyamu left.", [("Tapi Nyamu", "person")], []),
    (
        "a newspaper set off by commas",
        "They were freed, their newspaper, Lidski Chas, said.",
        [("Lidski Chas", "organization")],
        [],
    ),
    (
        "a day and a dash before the first word",
        "BANGUI, Feb 26 - Fighters burned two lorries.",
        [("Fighters", "group")],
        [],
    ),
    (
        "a hyphen is nobody",
        "Ada Onyanga-Omara\n\nDORN TODAY\n\nInes Lund-Kolar left.",
        [("Ines Lund-Kolar", "person")],
        ["-"],
    ),
    ("a ministry is no party", "The Labour Ministry in London met Ines Kolar.", [("Ines Kolar", "person")], ["Labour"]),
    (
        "a name before and is no title",
        "Velmar said that Izzah and Datuk Faiz were invited.",
        [("Izzah", "person"), ("Faiz", "person")],
        [],
    ),
    ("two surnames", "Village leader Eladio Marin Sotelo left.", [("Eladio Marin Sotelo", "person")], ["Sotelo"]),
    (
        "a town where something happens",
        "Fighting resumed in the city of Tamiz. Tamiz has been besieged since May.",
        [],
        ["Tamiz"],
    ),
    ("a district", "Shells landed in the Jebel Dorani district.", [], ["Jebel Dorani"]),
    (
        "a hyphenated town before who",
        "Amina Ag Sidi, a nurse at the clinic in Tamrit-Ouest, who left, spoke to Hugo Lind.",
        [("Amina Ag Sidi", "person")],
        ["Ouest"],
    ),
    ("a lake with the name of a people", "Raids halted around Lake Turkana.", [], ["Turkana", "Lake Turkana"]),
    ("a region with the name of a country", "Storms crossed New England.", [], ["England"]),
    (
        "the Union of an official",
        "A European Union official spoke.",
        [("European Union official", "person"), ("European Union", "organization")],
        [],
    ),
    (
        "a headline in capitals",
        "Airstrike Kills at Least Nine in Dorn, Lind Says\n\nHugo Lind said nine people died.",
        [("Hugo Lind", "person")],
        ["Airstrike Kills at Least", "Airstrike", "Lind Says"],
    ),
    ("a title with brackets", "Inspector General of Police (North) Ada Quill spoke.", [("Ada Quill", "person")], []),
    (
        "what is said with of",
        "Rights groups accuse the military of summary executions.",
        [("military", "organization")],
        ["military of summary executions"],
    ),
]


@pytest.mark.parametrize(("text", "there", "absent"), [c[1:] for c in NAMES], ids=[c[0] for c in NAMES])
def test_names_are_whole_and_of_the_right_kind(
    resolve: Resolve, text: str, there: list[tuple[str, str]], absent: list[str]
) -> None:
    found = {actor.name: actor.kind for actor in resolve(text).cast.actors}
    assert {name: found.get(name) for name, _ in there} == dict(there)
    assert not set(absent) & found.keys()


# name, text, words of one mention, all words of its actor's mentions
SHORT: list[tuple[str, str, str, list[str]]] = [
    (
        "the Council",
        "The Dorn Workers' Council met in May. The Council voted.",
        "Council",
        ["Dorn Workers' Council", "Council"],
    ),
    (
        "the federation in small letters",
        "The Dorn Traders' Federation met. It voted. The federation called a strike.",
        "The federation",
        ["Dorn Traders' Federation", "It", "The federation"],
    ),
    (
        "the ministry",
        "The Home Ministry sent two aides. The ministry gave no reason.",
        "The ministry",
        ["The Home Ministry", "The ministry"],
    ),
    (
        "initials of a title",
        "Inspector General of Police (North) Ada Quill spoke. Later the IGP left.",
        "IGP",
        ["Inspector General of Police (North) Ada Quill", "IGP"],
    ),
    (
        "initials of a body",
        "The Amber Road Union met. Critics called the ARU slow.",
        "ARU",
        ["Amber Road Union", "ARU"],
    ),
    (
        "the military after the army",
        "The army denied it. Rights groups doubted the military.",
        "the military",
        ["The army", "the military"],
    ),
    (
        "fewer words for the same plural",
        "Four herder associations wrote. The four associations waited.",
        "The four associations",
        ["Four herder associations", "The four associations"],
    ),
]


@pytest.mark.parametrize(("text", "words", "expected"), [c[1:] for c in SHORT], ids=[c[0] for c in SHORT])
def test_short_forms_join_what_they_shorten(resolve: Resolve, text: str, words: str, expected: list[str]) -> None:
    cast = resolve(text)
    actor = cast.of(words)
    assert actor is not None
    assert cast.words(actor) == expected


def test_a_plural_before_a_list_of_names_stands_for_them(resolve: Resolve) -> None:
    cast = resolve(
        "Three aid agencies — Relief Bridge, Doctors on the Road and the Dorn Bread Fund — left. Ines Kolar stayed."
    )
    assert cast.several("agencies") == ["Relief Bridge", "Doctors on the Road", "Dorn Bread Fund"]
    assert {cast.named(name).kind for name in cast.several("agencies")} == {"organization"}


def test_its_spokesman_is_of_the_bodys_country(resolve: Resolve) -> None:
    cast = resolve('Norway\'s National Coast Service denied it. "No," said its spokesman, Hugo Lind.')
    assert cast.named("Hugo Lind").country == "NOR"


def test_the_president_of_a_federation_is_no_government(resolve: Resolve) -> None:
    cast = resolve("The Dorn Traders' Federation called a strike. Its president, Hugo Lind, left.")
    assert "GOV" not in cast.named("Hugo Lind").sectors


def test_nobody_stands_in_a_dateline_or_in_furniture(parser: SpacyParser, actor_index: ActorIndex) -> None:
    text = "VELMAR, Norway (Amber Wire) - Ines Kolar left.\n\nSign up for Lantern News."
    furniture = (text.index("Sign"), len(text))
    report = Report(text=text, dateline=DatelineSpan((0, text.index(" - "))), furniture=(furniture,))
    [parse] = parser.parse([report])
    assert [actor.name for actor in resolve_cast(report, parse, (), actor_index).actors] == ["Ines Kolar"]


def test_the_militant_group_is_no_intergovernmental_body(resolve: Resolve) -> None:
    cast = resolve("The United Nations protested. The militant group said nothing.")
    assert cast.words(cast.named("United Nations")) == ["United Nations"]


def test_it_is_no_hospital_where_somebody_works(resolve: Resolve) -> None:
    cast = resolve("Northwind Motors paid a doctor at the regional hospital. It denied this.")
    assert cast.at("It") == "Northwind Motors"


def test_who_is_the_person_though_a_place_stands_nearer(resolve: Resolve) -> None:
    cast = resolve("Amina Ag Sidi, a nurse at the clinic in Velmar, who had left, spoke to Hugo Lind.")
    assert cast.at("who") == "Amina Ag Sidi"


# name, text, what is no actor
THINGS: list[tuple[str, str, str]] = [
    ("social media", "Ines Kolar wrote it in a post on social media.", "social media"),
    ("a clinic where somebody works", "Ines Kolar, a nurse at the clinic, left.", "clinic"),
    ("a network that is rebuilt", "Ines Kolar promised to rebuild its water network.", "water network"),
    ("a body of somebody", "They found the body of a pilot.", "body of a pilot"),
    ("nobody", "No fighters were there.", "fighters"),
    ("a charge", "He was convicted on 18 counts.", "18 counts"),
    ("a six-shooter", "He drew two six-shooters.", "two six-shooters"),
]


@pytest.mark.parametrize(("text", "name"), [c[1:] for c in THINGS], ids=[c[0] for c in THINGS])
def test_things_are_no_actors(resolve: Resolve, text: str, name: str) -> None:
    assert name not in [actor.name for actor in resolve(text).cast.actors]


# name, text, words of a mention, name, row
NEUTRAL: list[tuple[str, str, str, str, str | None]] = [
    ("an epithet of a state", "He rejected the Zionist regime.", "the Zionist regime", "Israel", "country/isr"),
    ("a capital's regime", "He rejected the Kiev regime.", "the Kiev regime", "Ukraine", "country/ukr"),
    ("a regime in a capital", "He rejected the regime in Kyiv.", "the regime", "Ukraine", "country/ukr"),
    (
        "an adjective's regime",
        "He rejected the Norwegian regime.",
        "the Norwegian regime",
        "Norwegian government",
        "organ/government",
    ),
    (
        "a loaded adjective",
        "He fought this despotic regime.",
        "this despotic regime",
        "government",
        "organ/government",
    ),
    ("a loaded noun", "The terrorists fled.", "The terrorists", "militants", "organ/militants"),
]


@pytest.mark.parametrize(("text", "words", "name", "row"), [c[1:] for c in NEUTRAL], ids=[c[0] for c in NEUTRAL])
def test_no_actor_is_called_by_an_epithet(resolve: Resolve, text: str, words: str, name: str, row: str | None) -> None:
    actor = resolve(text).of(words)
    assert actor is not None
    assert (actor.name, actor.row) == (name, row)


# name, text, name of the actor
DESCRIBED: list[tuple[str, str, str]] = [
    ("at", "A doctor at the harbour hospital spoke.", "doctor at the harbour hospital"),
    (
        "from",
        "Four herder groups from both sides of the border met.",
        "Four herder groups from both sides of the border",
    ),
    ("in", "Lawmakers in Brussels voted.", "Lawmakers in Brussels"),
    ("no clause", "A doctor at the hospital who left spoke.", "doctor at the hospital"),
    ("no quantifier", "At least 11 people died.", "11 people"),
    ("no time", "Protesters in May marched.", "Protesters"),
]


@pytest.mark.parametrize(("text", "name"), [c[1:] for c in DESCRIBED], ids=[c[0] for c in DESCRIBED])
def test_an_unnamed_actor_is_called_by_what_identifies_it(resolve: Resolve, text: str, name: str) -> None:
    assert name in [actor.name for actor in resolve(text).cast.actors]


# name, text, words, row
ROWS: list[tuple[str, str, str, str]] = [
    ("drivers", "Their drivers were threatened.", "Their drivers", "agent/driver"),
    ("a crew", "The crew left.", "The crew", "agent/crew"),
    ("donors", "Donors pledged money.", "Donors", "agent/donor"),
    ("conservatives", "Many conservatives voted.", "Many conservatives", "agent/conservative"),
    ("organizers", "The organizers left.", "The organizers", "agent/organizer"),
    ("an office of", "The ombudsman's office spoke.", "The ombudsman's office", "organ/human-rights-commission"),
]


@pytest.mark.parametrize(("text", "words", "row"), [c[1:] for c in ROWS], ids=[c[0] for c in ROWS])
def test_common_nouns_have_their_own_rows(resolve: Resolve, text: str, words: str, row: str) -> None:
    actor = resolve(text).of(words)
    assert actor is not None
    assert actor.row == row
