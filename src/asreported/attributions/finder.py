"""Finding sayings: candidates from syntax and quotation marks, kept by the cue table, inner ones hung on outer ones."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from asreported.attributions.acts import find_act, find_addressee, find_channel, find_realis
from asreported.attributions.candidates import Candidate, CandidateMaker
from asreported.attributions.contents import quoted_kind
from asreported.attributions.cues import CueTable
from asreported.attributions.decoding import Scores
from asreported.attributions.frames import Range
from asreported.attributions.quotes import LEAST_QUOTE_SHARE, QuotationBinder, ShareOf
from asreported.attributions.reconciling import Possible, reconcile
from asreported.attributions.saying import Saying
from asreported.attributions.tagger import Tagger
from asreported.parsing.parse import Parse
from asreported.records import Report, Spans

LEAST_SHARE = 0.55
"""A word in a frame counts as a cue from this probability on. Attribution F1 rises slowly from 0.36 to 0.6, on PolNeAR
dev (54.3 to 55.7 strict) and on 80 training articles kept out of the counts (51.0 to 52.4); recall falls by 2 points.
"""
LEAST_TELLING_SHARE = 0.4
"""The same for verbs that are deeds of speech (promise, accuse, deny …), which matter most to the events: F1 is the
same on both sets down to 0.3.
"""


LEAST_INSIDE = 0.35
"""Inside another's content words of speech and belief need no more: the corpus that shares were counted on marks none
there. Found F1 on invented sentences, half a, rises from 83 to 87; 0.25 and 0.4 are worse.
"""


class Heard(NamedTuple):
    """A report's sayings in text order of the cue, and the tagger's vectors of its words, (words, 768)."""

    sayings: tuple[Saying, ...]
    vectors: Scores | None = None


def find_sayings(report: Report, parse: Parse, cues: CueTable, tagger: Tagger | None = None) -> tuple[Saying, ...]:
    """The sayings alone, as `hear` finds them."""
    return hear(report, parse, cues, tagger).sayings


def hear(report: Report, parse: Parse, cues: CueTable, tagger: Tagger | None = None) -> Heard:
    """Who said what, by rules over syntax and quotation marks and by the tagger.

    Arguments:
        report: the report; dateline and furniture stay out of everything, the headline out of the body's contents.
        parse: its parse.
        cues: the cue table.
        tagger: decides on the outermost sayings; the rules alone do without it.

    Returns:
        Sayings; one inside another's content points at it by `parent`. Empty when nobody says anything. Without the
        tagger there are no vectors.
    """
    vectors = None
    candidates = list(find_candidates(report, parse, cues))
    nested = _keep(parse, cues, candidates)
    if tagger is not None:
        outer = [(one.source, one.cue, one.content) for one, parent in nested if parent is None]
        links, vectors = tagger.find(parse, outer)
        kept = [one for one, _ in nested]
        inner = [one for one in candidates if _may_be_inside(parse, cues, one)]
        possible = Possible(candidates, kept, inner)
        nested = _nest(parse, reconcile(parse, links, possible, _closed(report), _headline(report, parse)))
    number = {id(candidate): n for n, (candidate, _) in enumerate(nested)}
    sayings = (
        _saying(parse, cues, candidate, None if parent is None else number[id(parent)]) for candidate, parent in nested
    )
    return Heard(tuple(sayings), vectors)


def find_kept(report: Report, parse: Parse, cues: CueTable) -> list[tuple[Candidate, Candidate | None]]:
    """The candidates that are sayings by the rules, each with the one whose content holds it, in text order."""
    return _keep(parse, cues, find_candidates(report, parse, cues))


def _keep(parse: Parse, cues: CueTable, candidates: Iterable[Candidate]) -> list[tuple[Candidate, Candidate | None]]:
    return _nest(parse, [one for one in candidates if _is_likely(parse, cues, one)])


def find_candidates(
    report: Report, parse: Parse, cues: CueTable, share_of: ShareOf | None = None
) -> Iterator[Candidate]:
    """Every possible saying with its share, unfiltered and without nesting: what a tagger would choose from."""
    closed = _closed(report)
    skipped = tuple((r.start, r.stop) for r in map(parse.tokens_in, closed) if r)
    headline = _headline(report, parse)

    def by_table(token: int, frame: str) -> float:
        return cues.share(parse.lemmas[token], "verb", frame)

    binding = QuotationBinder(parse, share_of or by_table, skipped, headline).bind()
    return CandidateMaker(parse, cues, binding, closed, skipped, headline).candidates()


def _headline(report: Report, parse: Parse) -> Range:
    """The headline's tokens, (0, 0) without one."""
    tokens = parse.tokens_in(report.headline_span) if report.headline_span is not None else range(0)
    return tokens.start, tokens.stop


def _closed(report: Report) -> Spans:
    """What stays out of every content."""
    dateline = (report.dateline.span,) if report.dateline is not None else ()
    return (*dateline, *report.furniture)


def _is_likely(parse: Parse, cues: CueTable, candidate: Candidate) -> bool:
    if candidate.frame in ("quote", "colon"):
        return candidate.share >= LEAST_QUOTE_SHARE
    if candidate.share >= LEAST_SHARE or candidate.share < LEAST_TELLING_SHARE:
        return candidate.share >= LEAST_SHARE
    lemma = parse.lemmas[candidate.head] if candidate.head is not None else ""
    act = cues.act(lemma, candidate.word_class, candidate.frame)
    return candidate.word_class == "verb" and act in cues.lists.telling_acts


def _may_be_inside(parse: Parse, cues: CueTable, candidate: Candidate) -> bool:
    if candidate.share < LEAST_INSIDE or candidate.head is None:
        return False
    act = cues.listed_act(parse.lemmas[candidate.head], candidate.word_class, candidate.frame)
    return act in cues.lists.inner_acts


def _nest(parse: Parse, candidates: list[Candidate]) -> list[tuple[Candidate, Candidate | None]]:
    """Each candidate with the innermost one whose content holds its cue; outer ones are settled first.

    One whose content swallows the cue of another that is already settled and not around it is given up, and so is one
    inside a quotation that nobody says.
    """
    in_text = sorted(candidates, key=lambda c: c.position)
    positions = [c.position for c in in_text]
    number = {id(candidate): n for n, candidate in enumerate(in_text)}
    holders: list[list[int]] = [[] for _ in in_text]
    settled: dict[int, tuple[Candidate, Candidate | None]] = {}
    for one in sorted(in_text, key=lambda c: (c.frame not in ("quote", "colon", "named"), -c.size, c.position)):
        here = number[id(one)]
        around = holders[here]
        inside = [
            n
            for start, end in one.content
            for n in range(bisect_left(positions, start), bisect_left(positions, end))
            if n != here
        ]
        is_lost = not around and one.frame != "named" and _is_quoted(parse, one.position)
        if is_lost or any(n in settled for n in inside):
            continue
        parent = min((in_text[n] for n in around), key=lambda c: c.size, default=None)
        settled[here] = (one, parent)
        for n in inside:
            holders[n].append(here)
    return [settled[n] for n in sorted(settled)]


def _is_quoted(parse: Parse, offset: int) -> bool:
    """Whether the cue stands in a quotation; one that nothing closes may have swallowed it, and does not count."""
    quotation = parse.quotation_at(offset)
    if quotation is None or quotation.closed:
        return quotation is not None
    number = bisect_left(parse.quotations, quotation)
    beside = parse.quotations[max(number - 1, 0) : number + 2]
    return sum(one.chain == quotation.chain for one in beside) > 1


def _saying(parse: Parse, cues: CueTable, candidate: Candidate, parent: int | None) -> Saying:
    head = candidate.head
    addressee, relay = find_addressee(parse, candidate, cues) if head is not None else ((), ())
    return Saying(
        kind=quoted_kind(parse, candidate.content),
        source=candidate.source,
        cue=candidate.cue,
        content=candidate.content,
        act=find_act(parse, candidate, cues),
        realis=find_realis(parse, head, cues.lists) if head is not None else "actual",
        channel=find_channel(parse, candidate, cues),
        addressee=addressee,
        relayed_by=relay,
        parent=parent,
        confidence=_confidence(cues, candidate) if parent is None else None,
    )


def _confidence(cues: CueTable, candidate: Candidate) -> float:
    """The tagger's, calibrated on dev; else how often such a cue is one times how often its frame's source and content
    are exact, both counted on train. Inner sayings have none: the corpus marks none.
    """
    if candidate.confidence is not None:
        return round(candidate.confidence, 2)
    return round(candidate.share * cues.exactness(candidate.word_class, candidate.frame), 2)
