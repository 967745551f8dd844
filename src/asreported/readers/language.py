"""Which language a text is in, from its first letters."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any

LETTERS = 2_000
"""Code points looked at: more changes no answer on news text and costs time."""
FEWEST_WORDS = 20
"""Below this the identifier guesses; a short text in Latin letters is taken for English unless both the identifier and
the lack of any common English word speak against it (none of 4,901 eight-word pieces of English news was refused)."""
LEAST_WORDS = 6
"""A text of fewer words is a headline or nothing, and tells no language."""

_COMMON = frozenset((
    "the", "and", "of", "that", "was", "were", "with", "from", "has", "his", "their", "which", "to", "in", "is", "are",
    "on", "for", "by", "it", "as", "be", "this", "an", "at", "not", "he", "she", "they", "we", "said", "says", "will",
    "have", "had", "but", "or", "its",
))  # fmt: skip
_ENGLISH = frozenset(("the", "and", "of", "that", "was", "were", "with", "from", "has", "his", "their", "which"))
_FIRST_GUESSES = 3
_ENGLISH_SHARE = 0.12
"""English news has 0.13 to 0.22 of these words; no other language has half of that."""


def detect_language(text: str) -> str:
    """The language of `text` as an ISO 639-1 code.

        detect_language("El presidente dijo el lunes que no habrá …")  # "es"

    Arguments:
        text: any text; its first `LETTERS` code points are looked at.

    Returns:
        A code such as "en"; "en" also for a text of fewer than `FEWEST_WORDS` words in Latin letters of which nothing
        speaks against it, and for one without letters.

    Source: py3langid, naive Bayes over byte n-grams (Lui and Baldwin 2012).
    """
    start = text[:LETTERS] if not text[:1].isspace() else text.lstrip()[:LETTERS]
    words = {word.strip('.,:;!?"“”').lower() for word in start.split()}
    is_short = len(start.split()) < FEWEST_WORDS and _is_latin(start)
    if is_short and (len(start.split()) < LEAST_WORDS or words & _COMMON):
        return "en"
    ranked = [str(language) for language, _ in _identifier().rank(start)]
    if is_short and "en" in ranked[:_FIRST_GUESSES]:
        return "en"
    return "en" if ranked[0] != "en" and _is_english(start, ranked) else ranked[0]


def _is_english(text: str, ranked: list[str]) -> bool:
    """Whether the commonest English words make up what they make up in English only.

    An English report full of foreign names is sometimes taken for another language (1 of 2,273 articles), a single
    sentence full of them more often (1 of 230); there English need only be among the identifier's first guesses.
    """
    words = text.lower().split()
    share = sum(1 for word in words if word in _ENGLISH) / max(1, len(words))
    return share > _ENGLISH_SHARE or (share > _ENGLISH_SHARE / 2 and "en" in ranked[:_FIRST_GUESSES])


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)


def _is_latin(text: str) -> bool:
    """Whether at least half the letters are Latin ones."""
    letters = [letter for letter in text if letter.isalpha()]
    latin = sum(1 for letter in letters if letter.isascii() or "LATIN" in unicodedata.name(letter, ""))
    return latin * 2 >= len(letters)
