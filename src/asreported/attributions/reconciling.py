"""Rules and tagger reconciled: the tagger says which words, the rules what kind of cue, the marks where speech ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from asreported.attributions.candidates import Candidate
from asreported.attributions.clauses import cue_class
from asreported.attributions.contents import join_spans, to_spans, without
from asreported.attributions.decoding import Linked
from asreported.attributions.frames import trim
from asreported.attributions.windows import Range
from asreported.parsing.parse import Parse
from asreported.records import Span, Spans

MARKED = frozenset(("named", "quote", "colon"))
"""Frames that quotation marks, colons and dashes give away, whatever the words."""
SURE = 0.8
"""A saying that the tagger overlooks stays if the tables give it this share: 0.1 points of attribution F1 less on
PolNeAR dev, where the tagger is at home, and 2 in 100 sayings more in invented agency reports, where it is not."""
LEAST_IN_HEADLINE = 0.35
"""Of twelve headlines of invented reports, four of the five attributions the tagger is less sure of are none."""
TAGGED = "tagged"
"""The frame of a cue that the rules have no candidate for."""


def reconcile(
    parse: Parse,
    links: Sequence[Linked],
    candidates: Sequence[Candidate],
    kept: Sequence[Candidate],
    closed: Spans,
    headline: Range = (0, 0),
) -> list[Candidate]:
    """The outermost sayings as the tagger has them, the sure ones it overlooked, and the rules' own inside both.

    In a headline the tagger, which has learned from bodies, must be surer than elsewhere.

    Arguments:
        parse: the report's parse.
        links: what the tagger found.
        candidates: every possible saying.
        kept: those that the rules hold for one.
        closed: spans that stay out of every content.
        headline: the headline's tokens.
    """
    links = [one for one in links if one.confidence >= LEAST_IN_HEADLINE or not headline[0] <= one.cue[0] < headline[1]]
    by_head = {one.head: one for one in candidates if one.head is not None}
    tagged = [one for link in links if (one := _tagged(parse, link, by_head, closed)).content]
    spans = sorted(span for one in tagged for span in one.content)
    heads = {one.head for one in tagged}
    found = []
    for one in kept:
        if one.head in heads:
            continue
        is_inside = any(start <= one.position < end for start, end in spans)
        is_free = not any(start < high and low < end for start, end in spans for low, high in one.content)
        is_sure = one.frame in MARKED or one.share >= SURE or headline[0] <= _first(parse, one) < headline[1]
        if is_inside or (is_free and is_sure):
            found.append(one)
    return [*tagged, *found]


def _tagged(parse: Parse, link: Linked, by_head: dict[int, Candidate], closed: Spans) -> Candidate:
    """A candidate with the tagger's spans, on the rules' reading of its cue where they have one."""
    head = next((t for t in range(*link.cue) if t in by_head), _top(parse, link.cue))
    known = by_head.get(head)
    cue = parse.span(*link.cue)
    source: Spans = ()
    if link.source is not None:
        source = (parse.span(*trim(parse, link.source)),)
    elif known is not None:
        source = known.source
    holes = [cue, *closed, *source]
    pieces = [*to_spans(parse, link.content), *_quoted(parse, link.content)]
    content = join_spans(without(join_spans(pieces, parse.text), holes, parse), parse.text)
    word_class = cue_class(parse.words[head], parse.tags[head]) or "verb"
    base = known or Candidate(head, word_class, TAGGED, (), (), (), 1.0, (), parse.starts[head], 0)
    return replace(
        base,
        source=source,
        cue=(cue,),
        content=content,
        size=sum(end - start for start, end in content),
        confidence=link.confidence,
    )


def _first(parse: Parse, candidate: Candidate) -> int:
    """The first token of a candidate's cue."""
    return parse.tokens_in(candidate.cue[0]).start


def _top(parse: Parse, tokens: Range) -> int:
    first, last = tokens
    return next((t for t in range(first, last) if not first <= parse.heads[t] < last or parse.heads[t] == t), first)


def _quoted(parse: Parse, pieces: Sequence[Range]) -> Iterator[Span]:
    """The quotations that a content holds the greater part of: what stands between marks is content verbatim."""
    for first, last in pieces:
        start, end = parse.span(first, last)
        for quotation in parse.quotations:
            if quotation.closed and 2 * (min(end, quotation.end) - max(start, quotation.start)) > (
                quotation.end - quotation.start
            ):
                yield quotation.span
