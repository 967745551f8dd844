"""Quotations as lines of GDELT's Global Quotation Graph: a report with what stands in quotation marks in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from asreported.exports.columns import Column
from asreported.exports.lines import write_items
from asreported.exports.reading import Readable, as_records
from asreported.records import Attribution, Record, Span

CONTEXT_LETTERS = 100
"""How much of the text stands before and after a quotation; GDELT does not say how much its own give."""
_MARKS = '"“”„«»'
_QUOTED = re.compile(r'"([^"]+)"|“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»')
COLUMNS: tuple[Column[Any], ...] = (
    Column("date", "as the report gives it", "`published`"),
    Column("url", "of the report", "`url`"),
    Column("title", "of the report", "`headline`"),
    Column("lang", "ISO 639-1", "`language`"),
    Column("quotes[].pre", f"{CONTEXT_LETTERS} code points before", "`text`"),
    Column(
        "quotes[].quote", "what stands in quotation marks, without them", "`attributions[].content` of direct and mixed"
    ),
    Column("quotes[].post", f"{CONTEXT_LETTERS} code points after", "`text`"),
)


def write_quotations(records: Iterable[Readable], out: TextIO) -> int:
    """Write a line for each report that quotes anybody: `date`, `url`, `title`, `lang`, `quotes`.

    Each of `quotes` has `pre`, `quote`, `post`. GDELT names no speaker and neither does this; the words of the
    attribution stand before or after.

    Returns:
        How many records were read.
    """
    return write_items(as_records(records), out, _lines_of)


def _lines_of(record: Record) -> Iterator[dict[str, Any]]:
    """The line of a report, none without a quotation."""
    if quotes := [_quote(record.text, span) for span in quoted_spans(record)]:
        yield {
            "date": record.published,
            "url": record.url,
            "title": record.headline,
            "lang": record.language,
            "quotes": quotes,
        }


def quoted_spans(record: Record) -> list[Span]:
    """What attributions hold in quotation marks, in text order; one that stands within another is not given again."""
    found: list[Span] = []
    spans = {span for one in record.attributions for span in _quoted(one, record.text)}
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not found or span[1] > found[-1][1]:
            found.append(span)
    return found


def _quoted(attribution: Attribution, text: str) -> Iterator[Span]:
    if attribution.kind == "indirect":
        return
    for start, end in attribution.content:
        inside = [match.span(match.lastindex or 0) for match in _QUOTED.finditer(text, start, end)]
        if inside:
            yield from inside
        elif attribution.kind == "direct":
            yield _strip(text, start, end)


def _strip(text: str, start: int, end: int) -> Span:
    """The span without marks at its edges."""
    low, high = start, end
    while low < high and text[low] in _MARKS:
        low += 1
    while high > low and text[high - 1] in _MARKS:
        high -= 1
    return (low, high) if low < high else (start, end)


def _quote(text: str, span: Span) -> dict[str, Any]:
    start, end = span
    return {
        "pre": text[max(0, start - CONTEXT_LETTERS) : start],
        "quote": text[start:end],
        "post": text[end : end + CONTEXT_LETTERS],
    }
