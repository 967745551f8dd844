"""Rules and tagger reconciled: the tagger says which words, the rules what kind of cue, the marks where speech ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

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
LEAST_CONFIDENCE = 0.25
"""What the tagger is less sure of is left to the rules: attribution F1 on PolNeAR dev rises by 0.2 points, by 0.6 with
0.35, at which invented reports lose three sayings in a hundred."""
TAGGED = "tagged"
"""The frame of a cue that the rules have no candidate for."""


class Possible(NamedTuple):
    """What the rules found: every candidate, those they hold for sayings, those that may be sayings inside others."""

    candidates: Sequence[Candidate]
    kept: Sequence[Candidate]
    inner: Sequence[Candidate]


def reconcile(
    parse: Parse,
    links: Sequence[Linked],
    possible: Possible,
    closed: Spans,
    headline: Range = (0, 0),
) -> list[Candidate]:
    """The outermost sayings as the tagger has them, the sure ones it overlooked, and the rules' own inside both.

    Arguments:
        parse: the report's parse.
        links: what the tagger found.
        possible: what the rules found.
        closed: spans that stay out of every content.
        headline: the headline's tokens.
    """
    links = [one for one in links if one.confidence >= LEAST_CONFIDENCE]
    named = [one for one in possible.kept if one.frame == "named"]
    by_head = {one.head: one for one in possible.candidates if one.head is not None}
    tagged = []
    for link in links:
        start, end = parse.span(*link.cue)
        if any(start < high and low < end for one in named for low, high in one.cue):
            continue
        holes = [span for one in named if not one.holds(start) for span in one.content]
        if (found_one := _tagged(parse, link, by_head, (*closed, *holes))).content:
            tagged.append(found_one)
    spans = sorted(span for one in tagged for span in one.content)
    heads = {one.head for one in tagged}
    found = []
    kept = {id(one) for one in possible.kept}
    inner = {id(one) for one in possible.inner}
    for one in possible.candidates:
        if one.head in heads:
            continue
        is_inside = any(start <= one.position < end for start, end in spans)
        if is_inside and _is_governed(parse, one.head, heads):
            continue
        if id(one) not in kept and not (is_inside and id(one) in inner):
            continue
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
    if known is not None and known.frame in ("quote", "colon") and _all_quoted(parse, known.content):
        content = tuple(span for span in content if _all_quoted(parse, (span,))) or content
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


def _is_governed(parse: Parse, head: int | None, heads: set[int | None]) -> bool:
    """Whether a cue is the infinitive of another's: in "declined to say" one saying, or none, took place."""
    return head is not None and parse.deps[head] == "xcomp" and parse.heads[head] in heads


def _first(parse: Parse, candidate: Candidate) -> int:
    """The first token of a candidate's cue."""
    return parse.tokens_in(candidate.cue[0]).start


def _top(parse: Parse, tokens: Range) -> int:
    first, last = tokens
    return next((t for t in range(first, last) if not first <= parse.heads[t] < last or parse.heads[t] == t), first)


def _all_quoted(parse: Parse, spans: Spans) -> bool:
    """Whether every span begins with a quotation: where the rules find nothing else said, nothing else was."""
    return all((found := parse.quotation_at(start)) is not None and found.start == start for start, _ in spans)


def _quoted(parse: Parse, pieces: Sequence[Range]) -> Iterator[Span]:
    """The quotations that a content holds the greater part of: what stands between marks is content verbatim."""
    for first, last in pieces:
        start, end = parse.span(first, last)
        for quotation in parse.quotations:
            if quotation.closed and 2 * (min(end, quotation.end) - max(start, quotation.start)) > (
                quotation.end - quotation.start
            ):
                yield quotation.span
