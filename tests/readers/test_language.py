"""All case text is invented."""

from __future__ import annotations

import pytest

from asreported.readers import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Two ministers resigned on Monday after a long night of talks about the dam, the prime minister said in Lima "
         "before he left for the coast.", "en"),
        ("TWO MINISTERS RESIGNED ON MONDAY AFTER A LONG NIGHT OF TALKS ABOUT THE DAM, THE PRIME MINISTER SAID IN LIMA "
         "BEFORE HE LEFT FOR THE COAST.", "en"),
        ("Der Minister sagte am Montag, dass die Gespräche über den Damm in der nächsten Woche fortgesetzt werden, "
         "wenn beide Seiten dem Vorschlag zustimmen.", "de"),
        ("El ministro dijo el lunes que las conversaciones sobre la presa continuarán la próxima semana si las dos "
         "partes aceptan la propuesta del gobierno.", "es"),
        ("Министр заявил в понедельник, что переговоры о плотине продолжатся на следующей неделе, если обе стороны "
         "согласятся с предложением правительства страны.", "ru"),
        ("قال الوزير يوم الاثنين إن المحادثات بشأن السد ستستمر الأسبوع المقبل إذا وافق الطرفان على الاقتراح", "ar"),
    ],
)  # fmt: skip
def test_language_of_a_paragraph(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize("text", ["Talks fail.", "Roe resigns", "", "12 34", "El presidente dijo"])
def test_short_latin_text_is_taken_for_english(text: str) -> None:
    assert detect_language(text) == "en"


def test_short_text_in_other_letters_is_not() -> None:
    assert detect_language("Переговоры провалились") != "en"
    assert detect_language("部长周一辞职") != "en"


def test_english_full_of_foreign_names_stays_english() -> None:
    text = (
        "Mzwandile Ntombela, Nkosazana Dlomo and Siyabonga Mthembu of the Amathole council met with the chiefs of " * 3
    )
    assert detect_language(text) == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("El presidente dijo el lunes que no habrá elecciones.", "es"),
        ("Le ministre a démissionné lundi à Paris.", "fr"),
        ("Der Minister trat am Montag zurück.", "de"),
        ("Ministers resigned Monday, Kenya's president said.", "en"),
    ],
)
def test_a_sentence_is_told_where_it_can_be(text: str, language: str) -> None:
    assert detect_language(text) == language
