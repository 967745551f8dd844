"""What terms are found, in whose voice and of whom. Every sentence is invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.checks.builders import attribution, list_cast, span_of

from asreported.checks.wording import WordingTable, find_wording
from asreported.errors import LexiconError
from asreported.lexicons import Lexicons
from asreported.parsing import Parse
from asreported.records import Attribution, Place, Wording
from asreported.resolution.cast import Cast

NOBODY = Cast((), {}, {})


@pytest.fixture(scope="module")
def table(lexicons: Lexicons) -> WordingTable:
    return WordingTable(lexicons)


@pytest.fixture
def find(table: WordingTable, parse_text: Callable[[str], Parse]) -> Callable[..., tuple[Wording, ...]]:
    def run(text: str, *attributions: Attribution, cast: Cast = NOBODY) -> tuple[Wording, ...]:
        return find_wording(parse_text(text), cast, (), attributions, table)

    return run


TERMS = [
    ("The Zionist regime shelled the village of Kalan.", "Zionist regime", "contested-name"),
    ("Officials toured Judea and Samaria on Monday.", "Judea and Samaria", "contested-name"),
    ("The mullahs' regime closed the bridge.", "mullah regime", "loaded"),
    ("The convoy left for the Arabian Gulf.", "Arabian Gulf", "contested-name"),
    ("The convoy left for the Persian Gulf.", "Persian Gulf", "contested-name"),
    ("The special military operation entered its third week.", "special military operation", "euphemism"),
    ("The unprovoked invasion entered its third week.", "unprovoked invasion", "loaded"),
    ("The Kiev regime closed two stations.", "Kiev regime", "loaded"),
    ("The Kremlin regime closed two stations.", "Kremlin regime", "loaded"),
    ("Trains from Kharkov were late.", "Kharkov", "contested-name"),
    ("Trains from Kharkiv were late.", "Kharkiv", "contested-name"),
    ("The Taiwan authorities bought ten boats.", "Taiwan authorities", "contested-name"),
    ("The secessionist forces held a march, and black-clad rioters broke windows.", "black-clad rioter", "loaded"),
    ("They visited vocational training centers in the north.", "vocational training center", "euphemism"),
    ("He was born in East Turkistan.", "East Turkistan", "contested-name"),
    ("A shell fell in Indian-occupied Kashmir.", "Indian-occupied Kashmir", "contested-name"),
    ("A shell fell in Pakistan-occupied Kashmir.", "Pakistan-occupied Kashmir", "contested-name"),
    ("The Dear Leader opened the dam.", "Dear Leader", "honorific"),
    ("The puppet forces began war games near the line.", "puppet forces", "loaded"),
    ("They sailed in the Sea of Japan.", "Sea of Japan", "contested-name"),
    ("Two PKK terrorists were neutralized in the hills.", "PKK terrorist", "loaded"),
    ("The Turkish occupation forces left the town.", "Turkish occupation forces", "loaded"),
    ("Regime forces took the hill.", "regime forces", "loaded"),
    ("The Saudi mercenaries fled.", "Saudi mercenaries", "loaded"),
    ("The coup militia fled.", "coup militia", "loaded"),
    ("The TPLF junta opened fire.", "TPLF junta", "loaded"),
    ("The junta closed the airport.", "junta", "loaded"),
    ("They live in Londonderry.", "Londonderry", "contested-name"),
    ("They live in Derry.", "Derry", "contested-name"),
    ("Ships near the Malvinas turned back.", "Malvinas", "contested-name"),
    ("Two illegal aliens were held.", "illegal alien", "loaded"),
    ("Two undocumented immigrants were held.", "undocumented immigrant", "euphemism"),
    ("The pro-life group met the pro-choice group.", "pro-life", "contested-name"),
    ("The late-term abortion bill failed.", "late-term abortion", "loaded"),
    ("They want to repeal the death tax.", "death tax", "loaded"),
    ("The rich should pay their fair share.", "fair share", "loaded"),
    ("Four people were martyred near the gate.", "martyred", "honorific"),
    ("Nine died as collateral damage.", "collateral damage", "euphemism"),
    ("The strongman left the hall.", "strongman", "loaded"),
    ("His Excellency opened the school.", "His Excellency", "honorific"),
    ("The so-called governor left.", "so-called", "distancing"),
    ("The freedom fighters left.", "freedom fighter", "honorific"),
    ("The terror group left.", "terror group", "loaded"),
]


@pytest.mark.parametrize(("text", "term", "kind"), TERMS)
def test_a_term_of_any_side_is_found_with_its_kind(find, text: str, term: str, kind: str) -> None:
    assert (term, kind, "report") in [(w.term, w.kind, w.voice) for w in find(text)]


NEAR_MISSES = [
    "The sanctions regime ends in May.",
    "The tax regime was changed again.",
    "The Office of Counter-Terrorism opened a branch.",
    "She ate chicken Kiev in the canteen.",
    "He plays for Derry City FC.",
    "The Al-Aqsa Martyrs Brigades sent a letter.",
    "The mobile regimental band played.",
    "The court reads the Genocide Convention.",
    "He was convicted under the counter-terrorist law.",
    "Salem witch hunts drew a crowd at the museum.",
    "The road is supposed to open in June.",
    "They study at Ulster University.",
    "She claimed the prize, conceded a goal and slammed the door.",
    "Children read about the Norman invaders at school.",
    "Workers mined coal in the northern territories of the country.",
]


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_a_harmless_use_is_not_found(find, text: str) -> None:
    assert find(text) == ()


def test_a_term_wrapped_over_a_line_or_with_a_curly_apostrophe_is_found(find) -> None:
    assert [w.term for w in find("The special military\noperation of the mullahs’ regime went on.")] == [
        "special military operation",
        "mullah regime",
    ]


def test_the_longest_term_hides_those_inside_it(find) -> None:
    assert [w.term for w in find("A state sponsor of terror, the Zionist regime, met the terrorist group.")] == [
        "state sponsor of terror",
        "Zionist regime",
        "terrorist group",
    ]


def test_a_term_behind_a_cancelled_one_is_found(find) -> None:
    assert [w.term for w in find("The Islamic State terror group left the hall.")] == ["terror group"]


def test_the_voice_is_the_innermost_attribution(find) -> None:
    text = "The envoy said the minister believed the Kalan junta would fall, and the junta fell."
    outer = attribution(text, "the minister believed the Kalan junta would fall", name="q1")
    inner = Attribution("q2", "indirect", (), (), (span_of(text, "the Kalan junta would fall"),), parent="q1")
    assert [w.voice for w in find(text, inner, outer)] == ["q2", "report"]


def test_a_judging_verb_counts_only_as_a_cue(find) -> None:
    text = "The mayor admitted that he claimed the money."
    said = attribution(text, "that he claimed the money", cue="admitted", speaker=("a0-9",))
    [wording] = find(text, said)
    assert (wording.term, wording.kind, wording.voice, wording.refers_to) == ("admit", "judging-verb", "report", "a0-9")


@pytest.mark.parametrize(
    ("cue", "term"),
    [
        ("conceded", "concede"),
        ("boasts", "boast"),
        ("ranted", "rant"),
        ("lashed out", "lash out"),
        ("slams", "slam"),
        ("blasted", "blast"),
        ("insisted", "insist"),
        ("claims", "claim"),
        ("tore into", "tear into"),
    ],
)
def test_every_judging_verb_is_given_in_its_base_form(find, cue: str, term: str) -> None:
    text = f"The mayor {cue} that the road was closed."
    assert [w.term for w in find(text, attribution(text, "that the road was closed", cue=cue))] == [term]


def test_a_neutral_cue_is_no_wording(find) -> None:
    text = "The mayor said that the road was closed."
    assert find(text, attribution(text, "that the road was closed", cue="said")) == ()


SCARE_QUOTES = [
    ("The “referendum” ended on Sunday.", "referendum"),
    ('Police held the "peace activists" overnight.', "peace activists"),
    ("The 'liberation' of the town took a week.", "liberation"),
    ("The «elections» were held in the occupied part.", "elections"),
    ("The island's “Legislative Yuan” met on Friday.", "Legislative Yuan"),
]


@pytest.mark.parametrize(("text", "term"), SCARE_QUOTES)
def test_a_few_quoted_words_in_the_reports_own_voice_are_scare_quotes(find, text: str, term: str) -> None:
    [wording] = [w for w in find(text) if w.kind == "scare-quote"]
    assert (wording.term, wording.row, wording.voice) == (term, "wording/scare-quote", "report")
    assert text[wording.span[0] + 1 : wording.span[1] - 1] == term


@pytest.mark.parametrize(
    "text",
    [
        "She sang in the film “Green River” last year.",
        "He read the novel “a quiet house” twice.",
        "Pat “Lucky” Marlow won the race.",
        "They searched for the word “harvest” in the letter.",
        "The group is known as “the orchard” to its members.",
        "“Never!” came the answer from the hall.",
        "The text is “a long letter about the road that nobody in the town had read”.",
        'The bar is 12" long and 3" wide.',
        "The mayor said “maybe later” twice.",
        "It was what the mayor called an “ambush” of the council.",
        "“Sunrise” host Ilan Maro left the studio.",
        "The board described him as “reckless” in May.",
        "“Stay at home” read the largest banner.",
        "“Thank you.”",
    ],
)
def test_titles_names_words_and_speech_are_no_scare_quotes(find, text: str) -> None:
    assert [w for w in find(text) if w.kind == "scare-quote"] == []


def test_quoted_words_inside_an_attribution_are_no_scare_quotes(find) -> None:
    text = "The envoy called for “free elections” in spring."
    assert find(text, attribution(text, "“free elections” in spring", cue="called for")) == ()


def test_a_term_is_said_of_the_actor_it_belongs_to_or_modifies(table, parse_text) -> None:
    parse = parse_text("The terrorist Kalan Front left, and the Tamra junta stayed.")
    cast = list_cast(parse, {"Kalan Front": "group", "Tamra junta": "state"})
    front, junta = cast.actors
    wordings = find_wording(parse, cast, (), (), table)
    assert [(w.term, w.refers_to) for w in wordings] == [("terrorist", front.id), ("junta", junta.id)]


def test_a_place_name_is_said_of_the_place(table, parse_text) -> None:
    parse = parse_text("They live in Londonderry.")
    place = Place("p13-24", (13, 24), "Derry")
    [wording] = find_wording(parse, NOBODY, (place,), (), table)
    assert wording.refers_to == "p13-24"


def test_two_rows_with_one_form_are_an_error(tmp_path) -> None:
    (tmp_path / "wording").mkdir()
    (tmp_path / "wording" / "terms.csv").write_text(
        "row,term,forms,case,kind\nwording/own,junta,junta,no,loaded\n", encoding="utf-8"
    )
    with pytest.raises(LexiconError, match="junta"):
        WordingTable(Lexicons(tmp_path))


PIECES = st.sampled_from(
    ["junta", "“", "”", '"', "’", "the regime", "İ", " ", "\n", "Kiev", "said", ".", "1", "x", "ﬁ", "'", "-"]
)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=14).map("".join)))
def test_spans_lie_in_any_text(table: WordingTable, parse_text: Callable[[str], Parse], text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    parse = parse_text(text)
    said = [Attribution("q1", "indirect", (), ((0, 1),), ((1, len(text)),))] if len(text) > 1 else []
    wordings = find_wording(parse, NOBODY, (), said, table)
    assert all(0 <= w.span[0] < w.span[1] <= len(text) for w in wordings)
    assert list(wordings) == sorted(wordings, key=lambda w: (w.span, w.kind, w.row))
