"""Which mentions mean one actor, and what a verb's argument stands for. All text is invented."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asreported.attributions.saying import Saying
from asreported.resolution.actors.coreference import is_acronym
from asreported.resolution.speakers import attribute

Resolve = Callable[..., Any]

# name, text, token, which of them, the actor it stands for (None: nobody)
POINTS: list[tuple[str, str, str, int, str | None]] = [
    ("he is the speaker of a reported clause", "Marek Voll told Karl Brandt he would stay.", "he", 1, "Marek Voll"),
    ("she fits the woman", "Robert Quill met Maria Sand. She smiled.", "She", 1, "Maria Sand"),
    ("he fits the man", "Maria Sand met Robert Quill. He smiled.", "He", 1, "Robert Quill"),
    ("him is not the subject", "Robert Quill said Karl Brandt had thanked him.", "him", 1, "Robert Quill"),
    ("a surname that is an office", "Rep. Ada King spoke. King criticized the plan.", "King", 2, "Ada King"),
    ("a surname that is a body", "Ada Boeing spoke. Boeing criticized the plan.", "Boeing", 2, "Ada Boeing"),
    (
        "a paper named in full before",
        "The New York Times asked two officials. The Times said they left.",
        "Times",
        2,
        "New York Times",
    ),
    ("they are the plural", "Marek Voll met protesters. They shouted.", "They", 1, "protesters"),
    ("it stands for nothing", "Norway said it is clear that the talks failed.", "it", 1, None),
    ("rain is nobody", "Norway closed the road. It rained.", "It", 1, None),
    ("no look across a quotation mark", 'Marek Voll said: "He is late."', "He", 1, None),
    ("whose", "Marek Voll, whose car was taken, left.", "whose", 1, "Marek Voll"),
    (
        "a phrase in front points ahead",
        "Karl Brandt left. In her first speech, Maria Sand spoke.",
        "her",
        1,
        "Maria Sand",
    ),
    ("a fronted clause points ahead", "Hours after she was sworn in, Maria Sand spoke.", "she", 1, "Maria Sand"),
    (
        "who denies is the one accused",
        "Robert Quill has accused Karl Brandt of fraud. He denied it.",
        "He",
        1,
        "Karl Brandt",
    ),
    (
        "who calls him a liar is another",
        "Robert Quill apologised to Karl Brandt for calling him weak.",
        "him",
        1,
        "Karl Brandt",
    ),
    (
        "grammar bars a person under any name",
        "Karl Brandt came. Robert Quill spoke. Quill thanked him.",
        "him",
        1,
        "Karl Brandt",
    ),
    (
        "they are those of whom the speaker is one",
        "Marek Voll and Maria Sand were heard. Prosecutors left. Voll said they had inherited it.",
        "they",
        1,
        "Marek Voll",
    ),
    (
        "what a judge orders acts",
        "The prisons directorate was silent. A judge ordered it to answer.",
        "it",
        1,
        "prisons directorate",
    ),
    ("what a state says it is", "Norway, which holds the chair, said it had been impartial.", "it", 1, "Norway"),
    (
        "a ship that a navy has is not the state",
        "Norway keeps a navy, which patrols. It sent lawyers.",
        "It",
        1,
        "Norway",
    ),
    ("a kingdom is a kingdom", "Norway left after Iran had shot. The kingdom protested.", "kingdom", 1, "Norway"),
    ("the latter", "Marek Voll and Maria Sand were heard. The latter left.", "latter", 1, "Maria Sand"),
    ("the former", "Marek Voll and Maria Sand were heard. The former left.", "former", 1, "Marek Voll"),
    ("a retired judge is the judge", "A retired judge, Maria Sand, spoke. The judge left.", "judge", 2, "Maria Sand"),
    ("a senator is a lawmaker", "Senator Maria Sand spoke. The lawmaker left.", "lawmaker", 1, "Maria Sand"),
    ("an imam is a cleric", "The imam Karl Brandt spoke. The cleric left.", "cleric", 1, "Karl Brandt"),
    (
        "an acronym in its own language",
        "The Popular Front of Workers (FTR) spoke. FTR left.",
        "FTR",
        2,
        "Popular Front of Workers",
    ),
    (
        "a company is a body",
        "The steelmaker Velmar Mills cut jobs. The company said it was ready.",
        "it",
        1,
        "Velmar Mills",
    ),
    (
        "an acronym behind a name is that name's",
        "The Cocoa Producers' Alliance (CPA) met. CPA left.",
        "CPA",
        2,
        "Cocoa Producers' Alliance",
    ),
    ("who defends itself", "Chad stood by Norway's right to defend itself.", "itself", 1, "Norway"),
    ("his leadership is nobody", "Marek Voll won by his leadership.", "leadership", 1, None),
    ("a described nation", "Chad left the talks. The oil-rich nation denied it.", "nation", 1, "Chad"),
    (
        "the two persons of the sentence before",
        "Karl Brandt will meet Norway's Maria Sand in Oslo. The two will discuss tariffs.",
        "two",
        1,
        "Karl Brandt",
    ),
    ("a republic is nobody's byname", "The founder of the republic, Marek Voll, spoke.", "republic", 1, None),
    (
        "a given name alone, as Malay names are used",
        "Communications Minister Fahmi Fadzlan spoke. Fahmi said that using this charter saved money.",
        "Fahmi",
        2,
        "Fahmi Fadzlan",
    ),
    ("an age tells who", "Maria Sand, 54, beat Karl Brandt, 61. The 54-year-old smiled.", "old", 1, "Maria Sand"),
    ("a countryman", "French coach Karl Brandt fell. The Frenchman left.", "Frenchman", 1, "Karl Brandt"),
    ("the pair", "Karl Brandt and Maria Sand drove off. The pair left.", "pair", 1, "Karl Brandt"),
    ("the two", "Karl Brandt and Maria Sand drove off. The two denied everything.", "two", 1, "Karl Brandt"),
    (
        "a patronymic tells he from she",
        "Alpa Petrovna Sand met Belo Ivanovich Dorn. She left.",
        "She",
        1,
        "Alpa Petrovna Sand",
    ),
    (
        "the former president is not the president",
        "Former President Marek Voll spoke. The president left.",
        "president",
        1,
        "president",
    ),
    (
        "another country's minister is another",
        "Norwegian Foreign Minister Ines Kolar spoke. The Danish foreign minister left.",
        "minister",
        1,
        "foreign minister of Denmark",
    ),
    (
        "another office is another",
        "Foreign Minister Ines Kolar spoke. The interior minister left.",
        "minister",
        1,
        "interior minister",
    ),
    (
        "a copula tells an office",
        "Ines Kolar is the foreign minister of Norway. The minister left.",
        "minister",
        2,
        "Ines Kolar",
    ),
    (
        "a past office",
        "Marek Voll was interior minister in May. Ines Kolar came. The former minister left.",
        "minister",
        2,
        "Marek Voll",
    ),
    (
        "an office given up",
        "Marek Voll resigned as transport minister. The minister left.",
        "minister",
        2,
        "Marek Voll",
    ),
    ("the one armed group", "Gunmen seized a mill. The kidnappers left.", "kidnappers", 1, "Gunmen"),
    ("he is whom the sentence is about", "Marek Voll quit after Karl Brandt spoke. He left.", "He", 1, "Marek Voll"),
    ("no family is a she", "Ines Kolar hid. Kolar's family said she is safe.", "she", 1, "Ines Kolar"),
    (
        "the country the sentence is about",
        "Bolivia lost its coast to Chile. The country kept a navy.",
        "country",
        1,
        "Bolivia",
    ),
    (
        "the first of two surnames",
        "Ines Kolar met the treasurer, Rodrigo Prado Larrondo. Mr. Prado left.",
        "Prado",
        2,
        "Rodrigo Prado Larrondo",
    ),
    ("two surnames by given name", "Anders Voll met Marek Voll. Anders Voll left.", "Voll", 3, "Anders Voll"),
    (
        "the description is the one named behind it",
        "A Norwegian-appointed official in Dorn, Marek Voll, spoke.",
        "official",
        1,
        "Marek Voll",
    ),
    (
        "the surname after a long title",
        "Norwegian Minister of Transport Marek Voll arrived. Voll left on Monday.",
        "Voll",
        2,
        "Marek Voll",
    ),
    (
        "the minister after a long title",
        "Norwegian Minister of Transport Marek Voll arrived. The minister left on Monday.",
        "minister",
        1,
        "Marek Voll",
    ),
    (
        "those told with their number",
        "Two gunmen of the valley attacked a mill. The gunmen fled.",
        "gunmen",
        2,
        "Two gunmen of the valley",
    ),
    (
        "two spokesmen",
        "A spokesman for the union spoke. A spokesman for the bank left.",
        "spokesman",
        2,
        "spokesman for the bank",
    ),
]


@pytest.mark.parametrize(("text", "word", "occurrence", "name"), [c[1:] for c in POINTS], ids=[c[0] for c in POINTS])
def test_a_mention_points_at(resolve: Resolve, text: str, word: str, occurrence: int, name: str | None) -> None:
    assert resolve(text).at(word, occurrence) == name


def test_two_spokesmen_are_two(resolve: Resolve) -> None:
    cast = resolve("A spokesman for the union spoke. A spokesman for the bank left.")
    assert len([actor for actor in cast.cast.actors if actor.name.startswith("spokesman")]) == 2


def test_i_and_we_in_a_quotation_are_its_speaker(resolve: Resolve) -> None:
    text = 'Marek Voll spoke on Monday. "I will stay and we will win," he said.'
    start = text.index('"')
    saying = Saying(
        "direct", ((text.index("he said"), text.index("he said") + 2),), (), ((start, text.index(" he said")),)
    )
    cast = resolve(text, sayings=[saying])
    assert cast.words(cast.named("Marek Voll")) == ["Marek Voll", "I", "we", "he"]


def test_the_diplomat_quoted_next_is_the_official_quoted_before(resolve: Resolve) -> None:
    text = (
        "Deputy Director of the ministry's Third Rivers Department Marek Voll said the post was shut. "
        "The school was shut, the diplomat said."
    )
    director, diplomat = text.index("Deputy"), text.index("the diplomat")
    sayings = [
        Saying("indirect", ((director, text.index(" said")),), (), ((text.index("the post"), text.index(". The")),)),
        Saying("indirect", ((diplomat, diplomat + 12),), (), ((text.index("The school"), diplomat - 2),)),
    ]
    cast = resolve(text, sayings=sayings)
    assert cast.at("diplomat") == "Marek Voll"


def test_i_without_a_saying_is_nobody(resolve: Resolve) -> None:
    assert resolve('"I will stay," it was said.').at("I") is None


# name, text, the head of the argument, the actors
ARGUMENTS: list[tuple[str, str, str, list[str]]] = [
    ("a coordination", "Norway, Portugal and Denmark signed.", "Norway", ["Norway", "Portugal", "Denmark"]),
    (
        "such as",
        "Groups such as the Amber Road Union and the Lantern Council met.",
        "Groups",
        ["Groups", "Amber Road Union", "Lantern Council"],
    ),
    ("they of two", "Norway and Portugal signed a pact. They met in May.", "They", ["Norway", "Portugal"]),
    (
        "both countries",
        "Norway and Portugal signed a pact. Both countries agreed.",
        "countries",
        ["Norway", "Portugal"],
    ),
    ("the two sides", "Norway and Portugal met. The two sides agreed.", "sides", ["Norway", "Portugal"]),
    (
        "the two governments",
        "Norway wrote to Portugal. Nobody answered. The two governments met.",
        "governments",
        ["Norway", "Portugal"],
    ),
    (
        "the two sides of people of two countries",
        "Norwegian Vice Premier Ines Kolar met Danish Minister of Transport Marek Voll, with the two sides agreeing.",
        "sides",
        ["Norway", "Denmark"],
    ),
    (
        "a headline's comma",
        "Norway, Portugal pledge closer ties as Oslo slams arms sale",
        "Portugal",
        ["Norway", "Portugal"],
    ),
    ("a headline's comma before a verb", "Norway, Portugal agree to end talks", "Portugal", ["Norway", "Portugal"]),
    ("a clause after a comma", "In Norway, Portugal opened an embassy.", "Portugal", ["Portugal"]),
    (
        "three of them",
        "Parliament named nine companies. Three of them – Orlen Mills, Tarn Grain and Pell Lines – denied it.",
        "Three",
        ["Orlen Mills", "Tarn Grain", "Pell Lines"],
    ),
    ("some of", "Some of the protesters left.", "Some", ["protesters"]),
    ("a title and a name", "Foreign Minister Ines Kolar left.", "Kolar", ["Ines Kolar"]),
    ("nobody", "The weather improved.", "weather", []),
]


@pytest.mark.parametrize(("text", "word", "names"), [c[1:] for c in ARGUMENTS], ids=[c[0] for c in ARGUMENTS])
def test_an_argument_stands_for(resolve: Resolve, text: str, word: str, names: list[str]) -> None:
    assert resolve(text).several(word) == names


@pytest.mark.parametrize(
    ("short", "words", "expected"),
    [
        ("ARU", ["Amber", "Road", "Union"], True),
        ("PFT", ["People", "'s", "Front", "of", "Tarn"], True),
        ("ARU", ["Lantern", "Council"], False),
        ("Aru", ["Amber", "Road", "Union"], False),
    ],
)
def test_capitals_abbreviate_a_name(short: str, words: list[str], expected: bool) -> None:
    assert is_acronym(short, words) is expected


WORDS = st.sampled_from(
    (
        *(
            "Norway",
            "Norwegian",
            "Voll",
            "President",
            "the",
            "The",
            "a",
            "he",
            "she",
            "they",
            "it",
            "who",
            "said",
            "that",
        ),
        *(
            '"',
            "“",
            "”",
            "(",
            ")",
            "-",
            ",",
            ".",
            ":",
            "’s",
            "'s",
            "and",
            "of",
            "in",
            "Lisbon",
            "UN",
            "(ARU)",
            "troops",
        ),
        *(
            "groups",
            "minister",
            "I",
            "we",
            "former",
            "Former",
            "MINISTER",
            "al-Sudari",
            "\n\n",
            "|",
            "/",
            "&",
            "12",
            "Monday",
        ),
        *("´", "𐍈", "e\u0301", "both", "sides", "countries", "such", "as", "'s", "ex-minister", "Gen.", "Mr", "whose"),
    )
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(WORDS, max_size=40), text=st.text(max_size=60), cut=st.integers(0, 200))
def test_any_text_gives_a_cast_that_holds_together(resolve: Resolve, words: list[str], text: str, cut: int) -> None:
    whole = " ".join(words)[:cut] + text + " ".join(words)[cut:]
    size = len(whole)
    saying = Saying("direct", ((0, max(1, size // 3)),), (), ((size // 2, size),))
    cast = resolve(whole, sayings=[saying] if size > 2 else [])
    ids = {actor.id for actor in cast.cast.actors}
    assert len(ids) == len(cast.cast.actors)
    assert set(cast.cast.heads.values()) | set(cast.cast.parts.values()) <= ids
    for actor in cast.cast.actors:
        assert actor.name
        assert actor.mentions
        assert all(0 <= start < end <= size for start, end in (mention.span for mention in actor.mentions))
    assert cast.cast == resolve(whole, sayings=[saying] if size > 2 else []).cast
    if size > 2 and any(letter.isalnum() for letter in whole[: max(1, size // 3)]):
        assert attribute([saying], cast.parse, cast.cast)[0].speaker
