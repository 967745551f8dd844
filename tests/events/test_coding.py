"""Who did what to whom, on whose word. All sentences are invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.events.coded_texts import Coded

from asreported.events import EventTable, code_events
from asreported.parsing import SpacyParser
from asreported.records import DatelineSpan, Place, Report
from asreported.resolution.cast import Cast

Coder = Callable[[str], Coded]

TOLD = [
    # active, passive, participles, relative clauses
    ("Norway condemned Kenya on Tuesday.", "ACCUSE", ["Norway"], ["Kenya"]),
    ("Kenya was condemned by Norway on Tuesday.", "ACCUSE", ["Norway"], ["Kenya"]),
    ("Two Kenyan soldiers were killed by rebels on Tuesday.", "ASSAULT", ["rebels"], ["Two Kenyan soldiers"]),
    ("Norway, praised by Kenya for its help, sent a letter.", "SUPPORT", ["Kenya"], ["Norway"]),
    ("Norway closed the meeting, praising Kenya for its help.", "SUPPORT", ["Norway"], ["Kenya"]),
    ("Police arrested and jailed two Kenyan journalists on Tuesday.", "COERCE", ["Police"], ["two Kenyan journalists"]),
    # possessors when the object is no actor
    ("Norway rejected Kenya's proposal on Tuesday.", "REJECT", ["Norway"], ["Kenya"]),
    ("Norway rejected a Kenyan proposal on Tuesday.", "REJECT", ["Norway"], ["Kenya"]),
    ("Norway rejected a proposal by Kenya on Tuesday.", "REJECT", ["Norway"], ["Kenya"]),
    # nominalisations
    ("Norway's condemnation of Kenya drew applause.", "ACCUSE", ["Norway"], ["Kenya"]),
    ("An attack on Kenya by Norway began at dawn.", "ASSAULT", ["Norway"], ["Kenya"]),
    # light verbs
    ("Norway imposed sanctions on Kenya on Tuesday.", "SANCTION", ["Norway"], ["Kenya"]),
    ("Norway launched an attack on Kenya on Tuesday.", "ASSAULT", ["Norway"], ["Kenya"]),
    # what is agreed to, refused, demanded or threatened is no deed of its own
    ("Norway agreed to hold talks with Kenya.", "AGREE", ["Norway"], ["Kenya"]),
    ("Norway refused to hold talks with Kenya.", "REJECT", ["Norway"], ["Kenya"]),
    ("Norway demanded that Kenya withdraw its troops.", "REQUEST", ["Norway"], ["Kenya"]),
    ("Norway urged Kenya to withdraw its troops.", "REQUEST", ["Norway"], ["Kenya"]),
    ("Norway threatened to bomb Kenya.", "THREATEN", ["Norway"], ["Kenya"]),
    ("Norway vowed to attack Kenya.", "THREATEN", ["Norway"], ["Kenya"]),
    # what is promised
    ("Norway will visit Kenya in June.", "AGREE", ["Norway"], ["Kenya"]),
    ("Norway will withdraw its troops from Kenya in June.", "CONCEDE", ["Norway"], ["Kenya"]),
    ("Norway will not help Kenya.", "REJECT", ["Norway"], ["Kenya"]),
    # steps and strikes
    ("Norway promised tougher steps against Kenya.", "THREATEN", ["Norway"], ["Kenya"]),
    ("Norway froze the assets of two Kenyan companies.", "SANCTION", ["Norway"], ["two Kenyan companies"]),
    ("Police froze the accounts of a school on Friday.", "COERCE", ["Police"], ["school"]),
    ("Two rockets fired from the hills struck a school on Monday.", "ASSAULT", [], ["school"]),
    ("Kenyan soldiers responded with artillery fire on a border post.", "ASSAULT", ["Kenyan soldiers"], []),
    ("Norway evacuated Kenyan tourists after an avalanche.", "AID", ["Norway"], ["Kenyan tourists"]),
    ("Three villagers died in a raid by rebels on Saturday.", "ASSAULT", ["rebels"], ["Three villagers"]),
    ("Norway took part in talks with Kenya.", "CONSULT", ["Norway", "Kenya"], []),
    # close cases
    ("Ambassador Mary Otieno was summoned to the ministry.", "ACCUSE", ["ministry"], ["Mary Otieno"]),
    ("Norway summoned Kenya's ambassador on Tuesday.", "ACCUSE", ["Norway"], ["Kenya"]),
    ("Norway recalled its ambassador from Kenya on Tuesday.", "SANCTION", ["Norway"], ["Kenya"]),
    ("Norway called off a meeting with Kenya on Tuesday.", "REJECT", ["Norway"], ["Kenya"]),
    ("Norway and Kenya held talks on Tuesday.", "CONSULT", ["Norway", "Kenya"], []),
    ("Norway met with Kenya on Tuesday.", "CONSULT", ["Norway", "Kenya"], []),
]


@pytest.mark.parametrize(("text", "kind", "actors", "recipients"), TOLD)
def test_a_deed_is_coded_once_with_its_sides(
    code_text: Coder, text: str, kind: str, actors: list[str], recipients: list[str]
) -> None:
    coded = code_text(text)
    actual = [e for e in coded.events if e.realis == "actual"]
    assert [e.event for e in actual] == [kind], coded.brief()

    def spoken(ids: tuple[str, ...]) -> list[str]:
        return [
            coded.parse.text[slice(*a.span)]
            for e in actual
            for a in e.tellings[0].arguments
            if a.ref in ids and a.role in ("actor", "recipient")
        ]

    wanted = [name in " ".join([*coded.names(actual[0].actor), *spoken(actual[0].actor)]) for name in actors]
    assert all(wanted), coded.brief()
    assert len(actual[0].recipient) == len(recipients), coded.brief()
    heard = " ".join([*coded.names(actual[0].recipient), *spoken(actual[0].recipient)])
    assert all(name in heard for name in recipients), coded.brief()


NOT_TOLD = [
    "The striker attacked the goal twice before half time.",
    "Kenya beat Norway 3-1 in the match on Saturday.",
    "The storm hit Kenya and killed two people.",
    "Shares in Oslo fell after investors rejected the offer price.",
    "The studio released a film about Kenya.",
    "The minister declined to comment on the report.",
    "The company released its results on Monday.",
    "Heart attacks kill thousands every year.",
    "Prices in Kenya hit a record on Monday.",
]


@pytest.mark.parametrize("text", NOT_TOLD)
def test_sport_markets_weather_and_figures_of_speech_are_not_coded(code_text: Coder, text: str) -> None:
    assert [e for e in code_text(text).events if e.realis == "actual"] == []


REALIS = [
    ("Norway did not attack Kenya.", "ASSAULT", "denied"),
    ("Norway denied attacking Kenya.", "ASSAULT", "denied"),
    ("Norway may attack Kenya.", "ASSAULT", "possible"),
    ("Norway allegedly attacked Kenya.", "ASSAULT", "possible"),
    ("Norway plans to attack Kenya.", "ASSAULT", "planned"),
    ("Norway was going to attack Kenya.", "ASSAULT", "planned"),
    ("If Norway attacks Kenya, prices rise.", "ASSAULT", "conditional"),
    ("Norway usually arrests Kenyan fishermen.", "COERCE", "generic"),
    ("Norway began shelling Kenya.", "ASSAULT", "actual"),
    ("Norway continued to shell Kenya.", "ASSAULT", "actual"),
]


@pytest.mark.parametrize(("text", "kind", "realis"), REALIS)
def test_realis_follows_the_words(code_text: Coder, text: str, kind: str, realis: str) -> None:
    coded = code_text(text)
    assert (kind, realis) in [(e.event, e.realis) for e in coded.events], coded.brief()


def test_a_claimed_deed_stands_on_the_claim(code_text: Coder) -> None:
    coded = code_text("Witnesses said that police detained two Kenyan journalists on Tuesday.")
    event = coded.only("COERCE")
    assert event.voice == coded.attributions[0].id
    assert event.attribution is None


def test_saying_is_itself_doing(code_text: Coder) -> None:
    coded = code_text("Norway accused Kenya of shelling its border post.")
    event = coded.only("ACCUSE")
    assert (event.voice, event.realis) == ("report", "actual")
    assert all(e.voice != "report" for e in coded.events if e.event == "ASSAULT" and e.realis == "actual")


def test_the_promise_of_a_speaker_is_the_speakers_deed(code_text: Coder) -> None:
    coded = code_text("Norway said it would send aid to Kenya.")
    event = coded.only("AGREE")
    assert event.voice == "report"
    assert event.attribution == coded.attributions[0].id


def test_what_a_speaker_says_another_must_do_is_a_request(code_text: Coder) -> None:
    coded = code_text("Norway said Kenya must withdraw its troops.")
    event = coded.only("REQUEST")
    assert (coded.names(event.actor), coded.names(event.recipient)) == (["Norway"], ["Kenya"])


def test_an_accusation_to_the_face_is_coded(code_text: Coder) -> None:
    coded = code_text('"You stole our gas," the Kenyan delegate told the Norwegian ambassador.')
    event = coded.only("ACCUSE")
    assert event.voice == "report"
    assert event.attribution is not None
    assert len(coded.events) == 1


def test_the_speakers_own_words_are_on_the_reports_word(code_text: Coder) -> None:
    coded = code_text('"We condemn this raid and demand that Kenya release the crew," Norway said.')
    assert coded.only("ACCUSE").voice == "report"
    request = coded.only("REQUEST")
    assert (request.voice, coded.names(request.recipient)) == ("report", ["Kenya"])


def test_what_a_protest_demands_is_no_second_event(code_text: Coder) -> None:
    coded = code_text("Students marched in Nairobi on Monday, demanding that the president resign.")
    assert [e.event for e in coded.events if e.realis == "actual"] == ["PROTEST"]


NOT_TOLD = [
    ("Norway's minister said he would respond if the ban on fishermen was not lifted.", "CONCEDE"),
    ("Norway's minister said he would respond if his demand was ignored.", "REJECT"),
    ("Twelve men were held on charges of financing the rebels.", "AID"),
    ("Norway's school housed foreign soldiers.", "AID"),
    ("Kenya said Norway would never take part in any attempt to divide it.", "REJECT"),
]


@pytest.mark.parametrize(("text", "kind"), NOT_TOLD)
def test_a_condition_a_charge_and_a_figure_tell_no_deed(code_text: Coder, text: str, kind: str) -> None:
    coded = code_text(text)
    assert kind not in {e.event for e in coded.events}, coded.brief()


def test_talks_beside_a_saying_have_its_subject_as_party(code_text: Coder) -> None:
    coded = code_text("Kenya's minister Mary Otieno praised the move during talks with Norwegian envoy Arne Lund.")
    assert coded.names(coded.only("CONSULT").actor) == ["Mary Otieno", "Arne Lund"]


def test_a_threat_of_countermeasures_is_the_speakers_own(code_text: Coder) -> None:
    text = '"If Kenya keeps its course, Norway will take countermeasures," Norwegian spokesman Arne Lund added.'
    coded = code_text(text)
    event = coded.only("THREATEN")
    assert (coded.names(event.recipient), event.voice) == (["Kenya"], "report")
    assert "added" in coded.triggers(event)[0]


def test_what_a_side_must_do_is_asked_of_who_the_side_is(code_text: Coder) -> None:
    coded = code_text('"The Kenyan side must stop this," said Norway.')
    assert coded.names(coded.only("REQUEST").recipient) == ["Kenya"]


def test_readiness_goes_where_an_attack_follows(code_text: Coder) -> None:
    coded = code_text("Norway deployed troops near Kenya on Monday. Norway attacked Kenya on Tuesday.")
    assert [e.event for e in coded.events] == ["ASSAULT"]


def test_two_tellings_are_one_event(code_text: Coder) -> None:
    coded = code_text("Norway condemns Kenya\n\nNorway condemned Kenya on Tuesday over the closed border.")
    event = coded.only("ACCUSE")
    assert len(event.tellings) == 2


def test_an_attack_and_its_dead_are_one_event(code_text: Coder) -> None:
    coded = code_text("Rebels attacked a village in Kenya on Tuesday, killing at least eight people.")
    event = coded.only("ASSAULT")
    assert [(q.of, q.low, q.high) for q in event.quantities] == [("killed", 8.0, None)]


QUANTITIES = [
    ("Police arrested no fewer than 20 Kenyan students.", ("arrested", 20.0, None)),
    ("Police arrested up to 20 Kenyan students.", ("arrested", None, 20.0)),
    ("Police arrested dozens of Kenyan students.", ("arrested", 24.0, None)),
    ("Rebels killed twelve Kenyan soldiers.", ("killed", 12.0, 12.0)),
    ("Rebels wounded more than 1,500 Kenyan soldiers.", ("injured", 1500.0, None)),
    ("Some 3,000 teachers protested against the government in Kenya.", ("participants", 3000.0, 3000.0)),
]


@pytest.mark.parametrize(("text", "quantity"), QUANTITIES)
def test_numbers_are_read(code_text: Coder, text: str, quantity: tuple[str, float | None, float | None]) -> None:
    coded = code_text(text)
    found = [(q.of, q.low, q.high) for e in coded.events for q in e.quantities]
    assert found == [quantity], coded.brief()


def test_the_date_in_the_clause_comes_first(code_text: Coder) -> None:
    event = code_text("Norway condemned Kenya on Monday, the ministry said on Tuesday.").only("ACCUSE")
    assert event.date is not None
    assert (event.date.from_, event.date.interval) == ("text", ("2021-05-10", "2021-05-11"))


def test_news_without_a_date_has_the_reports(code_text: Coder) -> None:
    event = code_text("Norway has condemned Kenya.").only("ACCUSE")
    assert event.date is not None
    assert (event.date.from_, event.date.interval) == ("published", ("2021-05-12", "2021-05-13"))


def test_background_has_no_date_of_publication(code_text: Coder) -> None:
    event = code_text("Norway had condemned Kenya.").only("ACCUSE")
    assert event.date is None


def test_places_come_from_the_clause_else_the_dateline(
    parser: SpacyParser, event_table: EventTable, code_text: Coder
) -> None:
    text = "LIMA - Police arrested two Kenyan students in Cusco.\n\nPolice jailed a banker."
    report = Report(text=text, dateline=DatelineSpan((0, 6), (0, 4)))
    [parse] = parser.parse([report])
    coded = code_text(text)
    at = text.index("Cusco")
    lima = Place("p0-4", (0, 4), "Lima", country="PER", feature="settlement")
    cusco = Place(f"p{at}-{at + 5}", (at, at + 5), "Cusco", country="PER", feature="settlement")
    cast = Cast(tuple(coded.actors.values()), _heads(parse.words, coded), {})
    first = code_events(report, parse, cast, (), (), (lima, cusco), event_table)[0]
    assert first.place is not None
    assert (first.place.place, first.place.from_) == (cusco.id, "sentence")
    first = code_events(report, parse, cast, (), (), (lima,), event_table)[0]
    assert first.place is None  # Cusco is a place, even to who does not know where it lies
    text = text.replace(" in Cusco", "")
    report = Report(text=text, dateline=DatelineSpan((0, 6), (0, 4)))
    [parse] = parser.parse([report])
    cast = Cast(tuple(coded.actors.values()), _heads(parse.words, coded), {})
    first = code_events(report, parse, cast, (), (), (lima,), event_table)[0]
    assert first.place is not None
    assert (first.place.place, first.place.from_) == (lima.id, "dateline")


def _heads(words: tuple[str, ...], coded: Coded) -> dict[int, str]:
    police = next(a.id for a in coded.actors.values() if "olice" in a.name)
    return {n: police for n, word in enumerate(words) if word == "Police"}


def test_ids_carry_the_trigger_and_the_type(code_text: Coder) -> None:
    assert code_text("Norway condemned Kenya.").only("ACCUSE").id == "e7-16-ACCUSE"


def test_furniture_is_not_coded(parser: SpacyParser, event_table: EventTable, code_text: Coder) -> None:
    text = "Norway condemned Kenya."
    report = Report(text=text, furniture=((0, len(text)),))
    [parse] = parser.parse([report])
    actors = tuple(code_text(text).actors.values())
    cast = Cast(actors, {0: actors[0].id, 2: actors[1].id}, {})
    assert code_events(report, parse, cast, (), (), (), event_table) == ()


def test_the_same_text_gives_the_same_events(code_text: Coder) -> None:
    text = "Norway condemned Kenya. Police arrested 20 students. Rebels attacked Kenya."
    assert code_text(text).events == code_text(text).events


@pytest.mark.parametrize(
    "text",
    [
        "Norway said that " * 300 + "Kenya attacked.",
        "Kenya's " * 500 + "plan was condemned.",
        "Norway " + "attacked and " * 500 + "bombed Kenya.",
        "Norway agreed " + "to agree " * 400 + "to help Kenya.",
        "Norway condemned " + "Kenya, " * 500 + "and Peru.",
    ],
)
def test_long_chains_end(code_text: Coder, text: str) -> None:
    for event in code_text(text).events:
        assert event.tellings


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.one_of(
            st.text(max_size=12),
            st.sampled_from(
                ["Norway", "condemned", "attacked", "Kenya", "said", "will", "by", "killing", "talks", "'s", "of", "?"]
            ),
        ),
        max_size=25,
    )
)
def test_arbitrary_text_never_crashes(code_text: Coder, words: list[str]) -> None:
    text = " ".join(words).encode("utf-8", "replace").decode()
    for event in code_text(text).events:
        assert event.tellings
        assert all(0 <= s < e <= len(text) for t in event.tellings for s, e in (*t.trigger, *t.evidence))
        assert event.actor or event.recipient


SUFFERED = [
    ("The minister's murder shocked Norway.", "ASSAULT", [], ["minister"]),
    ("Marta Lund's arrest angered the union.", "COERCE", [], ["Marta Lund"]),
    ("The army's killing of two students angered the city.", "ASSAULT", ["army"], ["two students"]),
    ("Kenya's arrest of two fishermen angered Norway.", "COERCE", ["Kenya"], ["two fishermen"]),
]


@pytest.mark.parametrize(("text", "kind", "actor", "recipient"), SUFFERED)
def test_who_owns_a_killing_suffered_it_unless_a_force_or_a_state(
    code_text: Coder, text: str, kind: str, actor: list[str], recipient: list[str]
) -> None:
    event = code_text(text).only(kind)
    assert (code_text(text).names(event.actor), code_text(text).names(event.recipient)) == (actor, recipient)


REALIS = [
    ("Two students were reportedly abducted by soldiers on Monday.", "ASSAULT", "possible"),
    ("Norway did attack the port on Monday.", "ASSAULT", "actual"),
    ("The pact would prevent Norway from attacking Kenya.", "ASSAULT", "possible"),
    ("May met several leaders on Friday.", "CONSULT", "actual"),
]


@pytest.mark.parametrize(("text", "kind", "realis"), REALIS)
def test_how_a_deed_is_told_to_hold(code_text: Coder, text: str, kind: str, realis: str) -> None:
    assert code_text(text).only(kind).realis == realis


OTHER_SENSES = [
    "Marta Lund killed off the plan.",
    "Voters are fed up with the party.",
    "Marta Lund told Pedro Quispe that her daughter just left.",
    "Ministers suggest that the polls show a lead.",
    "Soldiers grapple with low pay.",
]


@pytest.mark.parametrize("text", OTHER_SENSES)
def test_another_sense_of_the_verb_is_no_deed(code_text: Coder, text: str) -> None:
    assert code_text(text).events == ()


SET_ELSEWHERE = [
    "Kenya accused Norway of spying in 2011. The following year, Kenya criticized Peru.",
    "Kenya left the talks in 2011. At the time, Kenya criticized Peru.",
]


@pytest.mark.parametrize("text", SET_ELSEWHERE)
def test_a_sentence_set_at_another_time_is_not_todays_news(code_text: Coder, text: str) -> None:
    coded = code_text(text)
    [event] = [e for e in coded.events if coded.names(e.recipient) == ["Peru"]]
    assert event.date is None or event.date.from_ != "published"
