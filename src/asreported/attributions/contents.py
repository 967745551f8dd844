"""Contents as code points: token ranges to spans, quotation marks kept whole, loose punctuation left at the edges."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from asreported.attributions.frames import Range
from asreported.parsing.parse import Parse, Quotation
from asreported.records import AttributionKind, Span, Spans

_LOOSE = " \t\n\r\u00a0\u2028\u2029,;"
_FINAL = _LOOSE + ".:"
_MARKS = "“”\"„«»‹›'‘’`"


def to_spans(parse: Parse, ranges: Iterable[Range]) -> list[Span]:
    """Token ranges as spans that neither cut off a quotation mark nor end in loose punctuation."""
    found = []
    for first, last in ranges:
        if first < last:
            span = _with_marks(parse, parse.span(first, last))
            if (tidy := tidied(parse, span)) is not None:
                found.append(tidy)
    return found


def join_spans(spans: Iterable[Span], text: str) -> Spans:
    """Spans in text order; those that overlap, or are parted by white space only, become one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and (start <= merged[-1][1] or not text[merged[-1][1] : start].strip()):
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)


def without(spans: Iterable[Span], holes: Iterable[Span], parse: Parse) -> list[Span]:
    """`spans` less `holes`, what is left tidied again."""
    kept = list(spans)
    for low, high in holes:
        kept = [(a, b) for start, end in kept for a, b in ((start, min(end, low)), (max(start, high), end)) if a < b]
    return [tidy for span in kept if (tidy := tidied(parse, span)) is not None]


def tidied(parse: Parse, span: Span) -> Span | None:
    """`span` without commas and a full stop at its edges, unless quotation marks hold them; None if nothing is left."""
    text = parse.text
    start, end = span
    while start < end and text[start] in _LOOSE:
        start += 1
    while end > start and text[end - 1] in _FINAL and not _is_held(parse, end - 1):
        if text[end - 1] == "." and _is_abbreviation(text, start, end):
            break
        end -= 1
    if not any(map(str.isalnum, text[start:end])):
        return None
    return start, end


def _is_abbreviation(text: str, start: int, end: int) -> bool:
    word = text[start:end].rsplit(maxsplit=1)[-1]
    return "." in word[:-1] and any(map(str.isalpha, word))


def _is_held(parse: Parse, offset: int) -> bool:
    quotation = parse.quotation_at(offset)
    return quotation is not None and (quotation.closed or offset == quotation.end - 1)


def _with_marks(parse: Parse, span: Span) -> Span:
    """`span` grown over the quotation it ends in, shrunk off one whose mark alone it touches."""
    start, end = span
    text = parse.text
    first = _at(parse, start)
    if first is not None and first.start < start and not _has_word(text, first.start, start):
        start = first.start
    last = _at(parse, end - 1)
    if last is not None and last.start > start and not _has_word(text, last.start, end):
        end = last.start
    elif last is not None and last.start < start:
        while end > start and text[end - 1] in _MARKS and end >= last.end - 2 and last.closed:
            end -= 1
    elif last is not None and end < last.end and (last.closed or not _has_word(text, end, last.end)):
        end = last.end
    return start, max(end, start)


def _at(parse: Parse, offset: int) -> Quotation | None:
    return parse.quotation_at(offset)


def _has_word(text: str, start: int, end: int) -> bool:
    return any(map(str.isalnum, text[start:end]))


def quoted_kind(parse: Parse, content: Spans) -> AttributionKind:
    """Direct when all letters and digits of `content` stand in quotation marks, mixed when some do, else indirect."""
    text = parse.text
    inside = outside = False
    for start, end in content:
        at = start
        n = max(bisect_right(parse.quotations, start, key=lambda q: q.start) - 1, 0)
        for quotation in parse.quotations[n:]:
            if quotation.start >= end:
                break
            low, high = max(at, quotation.start), min(end, quotation.end)
            if low < high:
                outside = outside or _has_word(text, at, low)
                inside = inside or _has_word(text, low, high)
                at = high
        outside = outside or _has_word(text, at, end)
    return "mixed" if inside and outside else "direct" if inside else "indirect"
