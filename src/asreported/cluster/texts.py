"""What texts are compared by: word shingles, weights of words, names in the lead."""

from __future__ import annotations

import csv
import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

TABLE = Path(__file__).parent / "words.csv"
"""In how many of 1,700 news articles each word stands; see ``building/cluster_words.py``."""
SHINGLE_WORDS = 4
LEAD_CHARACTERS = 800
HEADLINE_WEIGHT = 3
PROFILE_WORDS = 40
"""800, 3 and 40 were chosen on cluster_news5w1h, where 600 to 1,000 characters and 40 to 60 words do as well."""
_PLAIN = 1.0
"""Words that stand in more than 37 of 100 articles tell nothing of what one is about."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d[\d,.]*\d|\d")
_NAME = re.compile(r"(?<![.!?:\"“”’'\n] )(?<!^)(?<=[\w,;] )[A-Z][^\W\d_]{2,}")

_YEAR = re.compile(r"(?:19|20)\d\d")
"""A year tells what many reports are about: "1987/88" brought budgets of five countries together."""

Profile = dict[str, float]


def words_of(text: str) -> list[str]:
    """The words and numbers of a text, in lower case."""
    return [word.lower() for word in _WORD.findall(text)]


def body_of(record: dict[str, Any]) -> str:
    """A record's text without its furniture."""
    pieces, reached = [], 0
    for start, end in record["furniture"]:
        pieces.append(record["text"][reached:start])
        reached = end
    return "".join([*pieces, record["text"][reached:]])


def shingles_of(text: str) -> frozenset[str]:
    """Every run of four words."""
    words = words_of(text)
    size = min(SHINGLE_WORDS, len(words))
    return frozenset(" ".join(words[n : n + size]) for n in range(len(words) - size + 1)) if size else frozenset()


def profile_of(headline: str | None, text: str) -> Profile:
    """What a report is about: the weightiest words of its headline and lead, as a vector of length 1.

    Weights are (1 + log count) · log inverse frequency (Salton and Buckley 1988), a word of the headline counting three
    times; empty where there is no telling word.
    """
    counts = Counter(words_of(text[:LEAD_CHARACTERS]))
    for word in words_of(headline or ""):
        counts[word] += HEADLINE_WEIGHT
    telling = {word: rarity(word) for word in counts if not _YEAR.fullmatch(word)}
    weights = {word: (1 + math.log(counts[word])) * weight for word, weight in telling.items() if weight > _PLAIN}
    heaviest = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:PROFILE_WORDS]
    length = math.sqrt(sum(weight**2 for _, weight in heaviest))
    return {word: round(weight / length, 4) for word, weight in heaviest}


def rarity(word: str) -> float:
    """The logarithm of how many articles there are for one with this word."""
    seen = _seen()
    return math.log((seen[""] + 1) / (seen.get(word, 0) + 1))


def names_in(text: str) -> set[str]:
    """Capitalised words inside sentences: names, weekdays, months."""
    return set(_NAME.findall(text))


def lead_of(text: str) -> str:
    """The first two paragraphs, 600 characters at most."""
    paragraphs = [line for line in text.splitlines() if len(line) > 60]
    return "\n".join(paragraphs[:2])[:600]


def shared_words(first: Profile, second: Profile, most: int = 6) -> list[str]:
    """The words that make two profiles alike, weightiest first."""
    return sorted(first.keys() & second.keys(), key=lambda word: (-first[word] * second[word], word))[:most]


def dot(first: Profile, second: Profile) -> float:
    """How alike two profiles are, 0 to 1."""
    return sum(first[word] * second[word] for word in first.keys() & second.keys())


def joined(parts: Iterable[str]) -> str:
    """Parts of a reason."""
    return "; ".join(parts)


@cache
def _seen() -> dict[str, int]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return {word: int(count) for word, count in list(csv.reader(lines))[1:]}
