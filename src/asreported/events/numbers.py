"""Numbers in words and figures with what bends them: "at least eight", "between 20 and 30", "half a million"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from asreported.events.table import QuantityWord

_UNITS = {"m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12, "k": 1e3}


class Number(NamedTuple):
    """A number in a text: at least `low`, at most `high`, None where open; code points; the ISO `unit` of money."""

    low: float | None
    high: float | None
    start: int
    end: int
    unit: str | None = None


@dataclass(frozen=True)
class NumberReader:
    """Reads the numbers of a text by the words of the table `events/quantities`."""

    pattern: re.Pattern[str]
    words: Mapping[str, QuantityWord]
    currencies: Mapping[str, str]

    @classmethod
    def make(cls, words: Mapping[str, QuantityWord], currencies: Mapping[str, str]) -> NumberReader:
        """A reader of these number words and currencies."""

        def any_of(kind: str) -> str:
            found = sorted((word for word, row in words.items() if row.kind == kind), key=len, reverse=True)
            return "|".join(map(re.escape, found))

        simple = rf"(?:\d[\d,]*(?:\.\d+)?|{any_of('number')})"
        multiple = rf"(?:{any_of('multiple')}|dozen)"
        value = (
            rf"(?:(?:half|a quarter of) an? {multiple}|{simple} and a half {multiple}|an? {multiple}(?: {multiple})?"
            rf"|{simple}(?:[ -]?{multiple})*(?:(?:bn|mn|tn|m|k)\b)?"
            rf"|(?:(?:several|a few|few) )?(?:{any_of('vague')}|{any_of('multiple')})(?: of (?:{any_of('vague')}))?)"
        )
        signs = "|".join(re.escape(word) for word in currencies if not word[0].isalpha())
        names = "|".join(sorted((re.escape(word) for word in currencies if word[0].isalpha()), key=len, reverse=True))
        pattern = re.compile(
            rf"(?<![\w.,])(?:(?P<least>{any_of('least')}) |(?P<most>{any_of('most')}) |(?:{any_of('about')}) "
            rf"|(?P<between>between) )*"
            rf"(?P<sign>(?:US|U\.S\. |A|C)?(?:{signs}))?(?P<one>{value})"
            rf"(?:(?: (?P<joint>and as many as|and up to|and|or|to) |[-–])(?P<other>{value}))?"
            rf"(?![\w%]|[.,]\d)(?:[ -](?P<name>{names})\b)?",
            re.IGNORECASE,
        )
        return cls(pattern, words, currencies)

    def read(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Number]:
        """The numbers of text[start:end], in order."""
        for match in self.pattern.finditer(text, start, len(text) if end is None else end):
            low: float | None
            low, high = self._bounds(match["one"])
            last = match.end()
            if match["other"]:
                if match["between"] or match["joint"] != "and":
                    high = self._bounds(match["other"])[1]
                else:
                    last = match.end("one")
            if match["least"] and not match["other"]:
                high = None
            if match["most"]:
                low, high = None, high if high is not None else low
            money = match["sign"] or match["name"]
            unit = self._unit(money) if money else None
            yield Number(low, high, match.start(), last, unit)

    def _unit(self, money: str) -> str | None:
        return self.currencies.get(money.lower()) or self.currencies.get(money[-1])

    def _bounds(self, value: str) -> tuple[float, float | None]:
        """What a value means at least and at most: "dozens" 24 and nothing, "1.2 billion" 1,200,000,000 twice."""
        words = re.findall(r"\d[\d,]*(?:\.\d+)?|[a-z-]+", value.lower())
        is_open = not {"several", "few"}.isdisjoint(words)
        low, factor = 0.0, 2.0 if is_open else 1.0
        for word in words:
            row = self.words.get(word)
            if word[0].isdigit():
                low += float(word.replace(",", "").rstrip("."))
            elif word == "half":
                low += 0.5
            elif word == "quarter":
                low += 0.25
            elif word in _UNITS:
                factor *= _UNITS[word]
            elif row is not None and row.low is not None and row.kind == "number":
                low += row.low
            elif row is not None and row.low is not None and (row.kind == "multiple" or word == "dozen"):
                factor *= row.low
            elif row is not None and row.low is not None:  # "hundreds of thousands": two hundred times a thousand
                factor *= row.low if not is_open else row.low / 2
                is_open = True
        low = (low or 1.0) * factor
        return low, None if is_open else low


@lru_cache(4)
def reader_of(words: tuple[tuple[str, QuantityWord], ...], currencies: tuple[tuple[str, str], ...]) -> NumberReader:
    """One reader for each table."""
    return NumberReader.make(dict(words), dict(currencies))
