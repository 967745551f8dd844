"""Candidates: every word in a frame that could be a cue, with its roles as code points and the table's share for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from asreported.attributions.clauses import cue_class, inserted_range, is_closing, read_frame
from asreported.attributions.contents import join_spans, to_spans, without
from asreported.attributions.contexts import ContextReader
from asreported.attributions.cues import CueTable
from asreported.attributions.frames import Frame, Range, cut, trim
from asreported.attributions.headlines import HeadlineSaying, find_headline_saying
from asreported.attributions.nominals import light_verb
from asreported.attributions.quotes import Binding, Named, is_title
from asreported.attributions.sources import before_cue, beside, cue_range, find_source
from asreported.attributions.trailing import without_additions, without_incidentals
from asreported.parsing.parse import Parse
from asreported.records import Span, Spans

_AUXILIARY = frozenset(("aux", "auxpass", "case"))
_ABOUT = frozenset(("on", "about", "against", "over", "toward", "towards"))
_OF = frozenset(("of", "for", "to"))
_REQUEST_WORDS = 5
NAMED_SHARE = 0.9
"""`Name: “…”` and `“…” — Name` are attributions nearly always; both are rare in the training articles."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible saying. `head` is the cue's head token, None where punctuation is the cue; `share` from 0 to 1.

    `confidence` is the tagger's, None for what only the rules found.
    """

    head: int | None
    word_class: str
    frame: str
    source: Spans
    cue: Spans
    content: Spans
    share: float
    features: tuple[str, ...]
    position: int
    size: int
    confidence: float | None = None

    def holds(self, offset: int) -> bool:
        """Whether the content covers the character at `offset`."""
        return any(start <= offset < end for start, end in self.content)


class CandidateMaker:
    """Makes the candidates of one parse.

    Arguments:
        parse: the report's parse.
        cues: the cue table.
        binding: its quotations with their cues.
        closed: spans that stay out of every content.
        skipped: the same as token ranges; no cue is looked for there.
        headline: the headline's tokens, (0, 0) without one.
    """

    def __init__(
        self,
        parse: Parse,
        cues: CueTable,
        binding: Binding,
        closed: Spans,
        skipped: tuple[Range, ...],
        headline: Range = (0, 0),
    ) -> None:
        self._parse = parse
        self._cues = cues
        self._binding = binding
        self._closed = closed
        self._skipped = skipped
        self._headline = find_headline_saying(parse, headline, cues)
        self._contexts = ContextReader(parse, cues.lists)

    def candidates(self) -> Iterator[Candidate]:
        """All candidates with content, in text order of the head, names with a colon or dash last."""
        parse, cues = self._parse, self._cues
        for head, (word, tag, dep) in enumerate(zip(parse.words, parse.tags, parse.deps, strict=True)):
            word_class = cue_class(word, tag)
            if self._headline is not None and head == self._headline.head:
                yield self._of_headline(self._headline)
                continue
            if word_class is None or dep in _AUXILIARY or any(a <= head < b for a, b in self._skipped):
                continue
            lemma = "according" if word_class == "preposition" else parse.lemmas[head]
            if not cues.is_known(lemma, word_class) and head not in self._binding.by_head:
                continue
            candidate = self._candidate(head, word_class)
            if candidate is not None and candidate.content:
                yield candidate
        if self._headline is not None and self._headline.head is None:
            yield self._of_headline(self._headline)
        for named, numbers in self._binding.named:
            if numbers:
                yield self._named(named, [parse.quotations[n].span for n in numbers])
        for named, tokens in (*self._binding.turns, *self._binding.posts):
            yield self._named(named, [parse.span(*tokens)])

    def _candidate(self, head: int, word_class: str) -> Candidate | None:
        parse, lists = self._parse, self._cues.lists
        quotations = self._binding.by_head.get(head)
        if word_class == "preposition":
            return self._according(head)
        frame = read_frame(parse, head, word_class, lists, self._cues.takes(parse.lemmas[head], word_class))
        if frame is not None and frame.content and frame.name != "inserted":
            *before, end = frame.content
            frame = frame._replace(content=(*before, without_additions(parse, end, lists)))
        if quotations:
            name = "colon" if head in self._binding.colons else "quote"
            pieces = self._with_quotations(head, frame, quotations)
        elif frame is None or (frame.name == "object" and is_title(parse, parse.starts[frame.content[0][0]])):
            return None
        else:
            light = word_class == "noun" and light_verb(parse, head, lists) is not None and frame.content
            name = "light+" + frame.name if light else frame.name
            pieces = to_spans(parse, frame.content)
        if not quotations and self._is_topic(head, frame):
            return None
        if name == "to" and self._is_unanswered(head):
            return None
        source = find_source(parse, head, word_class, name, lists)
        if name == "inserted" and word_class == "verb" and frame is not None:
            source = source or before_cue(parse, head)
            if is_closing(parse, head):
                name = "closing"
        if quotations and (source is None or self._in_one(parse.starts[source[0]], quotations)):
            source = beside(parse, head)
        joined = frame.preposition if frame is not None and not quotations else None
        cue = cue_range(parse, head, word_class, joined, lists)
        ranges = frame.content if frame is not None else ()
        features = tuple(self._contexts.features(head, word_class, name, source, ranges))
        share = self._cues.probability(parse.lemmas[head], word_class, name, features)
        return self._make(head, word_class, name, source, cue, pieces, share, features)

    def _make(
        self,
        head: int,
        word_class: str,
        name: str,
        source: Range | None,
        cue: Range,
        pieces: list[Span],
        share: float,
        features: tuple[str, ...] = (),
    ) -> Candidate:
        parse = self._parse
        holes = [parse.span(*cue), *self._closed]
        if source is not None:
            source = trim(parse, source)
            holes.append(parse.span(*source))
        content = join_spans(without(pieces, holes, parse), parse.text)
        sources = (parse.span(*source),) if source is not None else ()
        size = sum(end - start for start, end in content)
        return Candidate(
            head, word_class, name, sources, (parse.span(*cue),), content, share, features, parse.starts[head], size
        )

    def _is_unanswered(self, head: int) -> bool:
        """Did not respond to a request for comment: that nothing was said, not what."""
        parse, lists = self._parse, self._cues.lists
        asked = any(parse.lemmas[t] in lists.request_nouns for t in range(head, min(head + _REQUEST_WORDS, len(parse))))
        return asked and parse.lemmas[head] in lists.answering_verbs and parse.child(head, "neg") is not None

    def _in_one(self, offset: int, numbers: list[int]) -> bool:
        return any(self._parse.quotations[n].start <= offset < self._parse.quotations[n].end for n in numbers)

    def _with_quotations(self, head: int, frame: Frame | None, numbers: list[int]) -> list[Span]:
        """The bound quotations, and the unquoted part of the same statement where the quotation only completes it."""
        parse = self._parse
        quoted = [parse.quotations[n].span for n in numbers]
        if frame is None or frame.name not in ("clause", "inserted", "small"):
            return quoted
        first = min(quoted)
        if frame.name == "inserted" and not _begins_small(parse, first):
            return quoted
        pieces = to_spans(parse, cut(frame.content, [inserted_range(parse, head)]))
        if frame.name != "inserted" and pieces and max(quoted)[0] < pieces[0][0]:
            return quoted
        return quoted + pieces

    def _according(self, head: int) -> Candidate | None:
        """`X, according to Y`: the clause it is put to, less the phrase itself."""
        parse = self._parse
        to = head + 1
        if to >= len(parse) or parse.words[to] != "to" or parse.heads[to] != head:
            return None
        noun = parse.child(to, "pobj")
        if noun is None:
            return None
        if (resumed := self._resumed(noun)) is not None:
            source = trim(parse, (parse.edges[noun][0], resumed))
            pieces = to_spans(parse, [(resumed, parse.edges[resumed][1])])
            share = self._cues.share("according", "preposition", "inserted")
            return self._make(head, "preposition", "inserted", source, (head, to + 1), pieces, share)
        source = parse.edges[noun]
        above = parse.heads[head]
        while (
            parse.deps[above] in ("conj", "xcomp", "advcl") and parse.child(above, "nsubj", "nsubjpass", "expl") is None
        ):
            above = parse.heads[above]
        start, end = parse.sentences[parse.sentence_of[head]]
        first, last = parse.edges[above] if parse.tags[above][0] == "V" else (start, end)
        if source[1] >= last - 1:
            comma = next((t for t in range(noun, source[1]) if parse.words[t] == ","), None)
            source = (source[0], comma) if comma is not None and first >= head else source
        first, last = self._own_clause(above, first, last)
        own = (head, max(source[1], to + 1))
        source = without_incidentals(parse, source, noun, head, self._cues.lists)
        pieces = to_spans(parse, cut([(first, last)], [own]))
        share = self._cues.share("according", "preposition", "inserted")
        return self._make(head, "preposition", "inserted", source, (head, to + 1), pieces, share)

    def _own_clause(self, verb: int, first: int, last: int) -> Range:
        """A that-clause without its "that", and without another that is joined to it: "… and that two fell"."""
        parse = self._parse
        mark = parse.child(verb, "mark")
        if mark is None:
            return first, last
        for other in parse.children[verb]:
            begin = parse.child(other, "mark") if parse.deps[other] == "conj" else None
            if begin is not None and parse.words[begin].lower() == parse.words[mark].lower():
                last = min(last, begin - 1 if parse.deps[begin - 1] == "cc" else begin)
        return (mark + 1, last) if mark == first else (first, last)

    def _resumed(self, noun: int) -> int | None:
        """The participle that goes on behind a source in the midst: "was held and, according to X, beaten by Y"."""
        parse = self._parse
        for child in parse.children[noun]:
            if parse.deps[child] == "acl" and parse.tags[child] == "VBN" and parse.words[child - 1] == ",":
                return child
        return None

    def _of_headline(self, found: HeadlineSaying) -> Candidate:
        parse = self._parse
        pieces = to_spans(parse, [found.content])
        if found.head is None:
            return self._named(Named(found.source, parse.span(*found.cue)), pieces)
        share = self._cues.share(parse.lemmas[found.head].lower(), "verb", "closing")
        return self._make(found.head, "verb", "closing", found.source, found.cue, pieces, share)

    def _is_topic(self, head: int, frame: Frame | None) -> bool:
        """A gerund under a preposition that names a subject matter (stances on supporting it): nobody is supporting."""
        parse = self._parse
        if parse.tags[head] != "VBG" or frame is None or not frame.name.startswith("object"):
            return False
        while parse.deps[head] == "conj" and parse.tags[parse.heads[head]] == "VBG":
            head = parse.heads[head]
        above = parse.heads[head]
        if parse.deps[head] != "pcomp":
            return False
        word = parse.lemmas[above]
        return word in _ABOUT or (word in _OF and parse.tags[parse.heads[above]][0] == "N")

    def _named(self, named: Named, spans: list[Span]) -> Candidate:
        parse = self._parse
        cue = named.cue
        source = parse.span(*named.source)
        content = join_spans(without(spans, [cue, source, *self._closed], parse), parse.text)
        size = sum(end - start for start, end in content)
        return Candidate(None, "punctuation", "named", (source,), (cue,), content, NAMED_SHARE, (), cue[0], size)


def _begins_small(parse: Parse, span: Span) -> bool:
    """Whether the first letter of `span` is a small one."""
    return next((c.islower() for c in parse.text[span[0] : span[1]] if c.isalpha()), False)
