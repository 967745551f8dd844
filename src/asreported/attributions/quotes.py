"""Quotation binding: which cue a quotation belongs to, and which quotations go on without a cue of their own."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from asreported.attributions.frames import Range, trim
from asreported.parsing.parse import Parse, Quotation
from asreported.records import Span

ShareOf = Callable[[int, str], float]
"""How often a verb, given as a token, is a cue in a frame, "quote" or "colon"; 0 to 1."""
_ENDINGS = frozenset(",.?!…-–—:;")
_LEADS_ON = frozenset((",", "-", "–", "—", "--", "..."))
_DASHES = frozenset(("-", "–", "—", "--", "―"))
_STOPS = frozenset((".", "!", "?", ";"))
_FINITE = ("VBD", "VBP", "VBZ", "MD")
_VERBS = ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ")
LEAST_QUOTE_SHARE = 0.4
"""A verb beside a quotation counts as its cue from this share on: best F1 on PolNeAR dev."""
GAP_WORDS = 40
"""How far, in tokens, a cue may stand from the quotation it introduces or follows."""
_NEAR = 12
"""How far when only a comma parts them."""
NAME_WORDS = 14
"""The longest name or description, in tokens, that a colon or a dash makes a source."""


_SIGNATURE = re.compile(r"([-–—])\s?(\S[^\n—]{1,50}\(@\w+(\)))(?=[\s\w,]{0,25}\.?$)")
_SIDES = ("Q", "A")
FEWEST_TURNS = 3
"""A transcript has at least so many; a lone "UPDATE: …" is a label."""
TURN_WORDS = 6
"""The longest name, in tokens, before the colon of a transcript's turn."""


class Named(NamedTuple):
    """`Name: “…”` or `“…” — Name`: the source as a token range, the cue, one mark, as a span."""

    source: Range
    cue: Span


@dataclass
class Binding:
    """Quotations by number: bound to a cue's head token, or to a name set off by a colon or dash.

    `colons` are the heads whose quotation follows a colon; `turns` what a transcript gives each speaker ("SMITH: No."),
    `posts` what a post that a page shows whole gives its author ("No deal. — Ada Quill (@adaquill)"), as tokens.
    """

    by_head: dict[int, list[int]] = field(default_factory=dict)
    colons: set[int] = field(default_factory=set)
    named: list[tuple[Named, list[int]]] = field(default_factory=list)
    turns: list[tuple[Named, Range]] = field(default_factory=list)
    posts: list[tuple[Named, Range]] = field(default_factory=list)


@dataclass
class _Paragraph:
    """Where binding stands inside one paragraph: the quotation list that a quotation with no cue would join."""

    current: list[int] | None = None
    pending: list[int] = field(default_factory=list)


def is_title(parse: Parse, offset: int) -> bool:
    """Whether the quotation at `offset` is a title (read “The Long Winter”): no end mark, its longer words capitals."""
    quotation = parse.quotation_at(offset)
    if quotation is None:
        return False
    words = parse.text[quotation.start : quotation.end].strip(_QUOTATION_MARKS).split()
    if len(words) < 2 or words[-1][-1] in ".?!":
        return False
    return all(word[0].isupper() for word in words if len(word) >= _TITLE_WORD or word is words[0])


_QUOTATION_MARKS = "“”\"„«»‹›'‘’`, "
_TITLE_WORD = 4
"""Letters; shorter words in a title may be small."""


class QuotationBinder:
    """Binds the quotations of one parse.

    Arguments:
        parse: the report's parse.
        share_of: how often a verb introduces a quotation, with or without a colon.
        skipped: token ranges (dateline, furniture) whose quotations are left alone.
        headline: the headline's tokens; its quotations are not carried on in the body.
    """

    def __init__(
        self, parse: Parse, share_of: ShareOf, skipped: tuple[Range, ...] = (), headline: Range = (0, 0)
    ) -> None:
        self._parse = parse
        self._share_of = share_of
        self._skipped = skipped
        self._headline = headline
        quotations = parse.quotations
        self._ranges = [(r.start, r.stop) for r in (parse.tokens_in(q.span) for q in quotations)]
        self._inside = bytearray(len(parse))
        for first, last in self._ranges:
            self._inside[first:last] = b"\1" * (last - first)
        self._binding = Binding()

    def bind(self) -> Binding:
        """Every quotation that is somebody's speech, with its cue."""
        parse = self._parse
        starts = [first for first, _ in self._ranges]
        previous: list[int] | None = None
        introduced: list[int] | None = None
        for start, end in parse.paragraphs:
            if self._is_turn(start, end) or self._is_post(start, end):
                previous = None
                continue
            numbers = range(bisect_left(starts, start), bisect_left(starts, end))
            if not numbers or any(first <= start < last for first, last in self._skipped):
                if previous is not None and not self._attach_signature(start, end, previous):
                    previous = None
                introduced = self._introduction(start, end)
                continue
            previous = self._bind_paragraph(start, end, numbers, introduced if introduced is not None else previous)
            introduced = self._introduction(start, end)
            if self._headline[0] <= start < self._headline[1]:
                previous = None
        if len(self._binding.turns) < FEWEST_TURNS:
            self._binding.turns.clear()
        return self._binding

    def _bind_paragraph(self, start: int, end: int, numbers: range, previous: list[int] | None) -> list[int] | None:
        state = _Paragraph()
        for number in numbers:
            found = self._own_cue(number, start, end)
            if found is not None:
                found.extend(state.pending)
                state.pending = []
                found.append(number)
                state.current = found
            elif self._is_utterance(number) and self._starts_sentence(number, start):
                if state.current is None and (head := self._earlier_cue(number, start)) is not None:
                    state.current = self._binding.by_head.setdefault(head, [])
                (state.current if state.current is not None else state.pending).append(number)
        if state.pending and previous is not None and self._continues(start, end, numbers, state.pending, previous):
            previous.extend(state.pending)
            return previous
        if state.current is not None:
            return state.current
        return state.pending if state.pending and self._wholly_quoted(start, end) else None

    def _continues(self, start: int, end: int, numbers: range, pending: list[int], previous: list[int]) -> bool:
        if pending[0] != numbers[0]:
            return False
        if not previous:
            return self._ranges[pending[0]][0] == start
        quotations = self._parse.quotations
        last, here = quotations[previous[-1]], quotations[pending[0]]
        same_mark = self._parse.text[last.start] == self._parse.text[here.start]
        return last.chain == here.chain or (same_mark and self._wholly_quoted(start, end))

    def _introduction(self, start: int, end: int) -> list[int] | None:
        """The list for what the next paragraph quotes, where this one ends in a colon: "She wrote:"."""
        parse = self._parse
        if parse.words[end - 1] != ":" or self._inside[end - 1]:
            return None
        first = max(start, parse.sentences[parse.sentence_of[end - 1]][0])
        for at in range(end - 2, first - 1, -1):
            if parse.tags[at] in _VERBS and not self._inside[at] and self._is_cue(at, "colon"):
                self._binding.colons.add(at)
                return self._binding.by_head.setdefault(at, [])
        return None

    def _wholly_quoted(self, start: int, end: int) -> bool:
        parse = self._parse
        return all(self._inside[t] or not parse.words[t][0].isalnum() for t in range(start, end))

    def _own_cue(self, number: int, start: int, end: int) -> list[int] | None:
        """The list of quotations of this quotation's own cue, new or begun; None without one."""
        head: int | None = None
        utterance = self._is_utterance(number)
        if utterance and not self._ends_with(number, "."):
            head = self._cue_after(number, end)
        if head is None:
            head = self._cue_before(number, start)
        if head is None and utterance and self._ends_with(number, "."):
            head = self._inverted_after(number, end)
        if head is not None:
            return self._binding.by_head.setdefault(head, [])
        named = self._named(number, start, end)
        if named is not None:
            quotations: list[int] = []
            self._binding.named.append((named, quotations))
            return quotations
        return None

    # ---- what kind of quotation ----------------------------------------------------------------------------------

    def _text_end(self, number: int) -> str:
        quotation = self._parse.quotations[number]
        inner = self._parse.text[quotation.start : quotation.end].rstrip()
        return inner.rstrip("”\"»'’›") if quotation.closed else inner

    def _is_utterance(self, number: int) -> bool:
        """Speech by its punctuation, not a title or a scare-quoted term: it ends in a mark or never ends."""
        quotation: Quotation = self._parse.quotations[number]
        inner = self._text_end(number).rstrip()
        ended = bool(inner) and (inner[-1] in _ENDINGS or self._is_ended_outside(number))
        return not quotation.closed or ended or self._after_colon(number) or self._goes_on(number)

    def _goes_on(self, number: int) -> bool:
        """Whether it takes up a quotation that the paragraph before left open."""
        quotations = self._parse.quotations
        return number > 0 and quotations[number - 1].chain == quotations[number].chain

    def _is_ended_outside(self, number: int) -> bool:
        """A whole sentence whose comma stands after the mark, as British papers print it: “We leave now”, she said."""
        parse = self._parse
        first, last = self._ranges[number]
        if last >= len(parse) or parse.words[last] != "," or not self._begins_large(number):
            return False
        start = parse.paragraphs[parse.paragraph_of[first]][0]
        spoken = any(parse.tags[t] in _FINITE for t in range(first, last))
        return spoken and self._starts_sentence(number, start)

    def _ends_with(self, number: int, mark: str) -> bool:
        return self._text_end(number).rstrip().endswith(mark)

    def _begins_large(self, number: int) -> bool:
        quotation = self._parse.quotations[number]
        return next((not c.islower() for c in self._parse.text[quotation.start : quotation.end] if c.isalnum()), False)

    def _after_colon(self, number: int) -> bool:
        first = self._ranges[number][0]
        return first > 0 and self._parse.words[first - 1] == ":"

    def _starts_sentence(self, number: int, start: int) -> bool:
        first = self._ranges[number][0]
        if first == start or self._parse.words[first - 1] in (*_STOPS, ":"):
            return True
        return bool(self._inside[first - 1]) or (self._parse.words[first - 1] in _DASHES and first - 1 == start)

    # ---- cues ----------------------------------------------------------------------------------------------------

    def _cue_after(self, number: int, end: int) -> int | None:
        """The cue of “…,” she said: the first verb after the quotation, unless a participle or a relative clause's."""
        parse = self._parse
        token = self._ranges[number][1]
        while token < end and parse.words[token] in _LEADS_ON:
            token += 1
        if token >= end or parse.tags[token] in ("CC", "WDT", "WP", "TO"):
            return None
        for at in range(token, min(end, token + GAP_WORDS)):
            if self._inside[at] or parse.words[at] in _STOPS:
                return None
            if parse.tags[at] in _VERBS and parse.deps[at] not in ("relcl", "acl", "aux", "auxpass", "amod"):
                if parse.tags[at] == "VBG" or not self._is_cue(at, "quote"):
                    return None
                return at
        return None

    def _inverted_after(self, number: int, end: int) -> int | None:
        """“….” said the mayor: after a full stop only a cue that follows at once, in small letters."""
        token = self._ranges[number][1]
        for at in (token, token + 1):
            if at >= end or not self._parse.words[at][0].islower():
                return None
            if self._parse.tags[at] in _VERBS and self._is_cue(at, "quote"):
                return at
        return None

    def _cue_before(self, number: int, start: int) -> int | None:
        """The cue of: she said, “…”, she said: “…”, she said “…”."""
        parse = self._parse
        token = self._ranges[number][0] - 1
        mark = ""
        while token >= start and parse.words[token] in (",", ":", *_DASHES):
            mark = mark or parse.words[token]
            token -= 1
        if not mark:
            adjacent = token >= start and parse.tags[token] in _VERBS and not self._inside[token]
            if not adjacent or not self._begins_large(number) or is_title(parse, parse.quotations[number].start):
                return None
            return token if self._is_cue(token, "quote") else None
        best: tuple[float, int] | None = None
        for at in range(token, max(start - 1, token - GAP_WORDS), -1):
            if self._inside[at] or parse.words[at] in _STOPS or parse.words[at] == ":":
                break
            if parse.tags[at] in _VERBS and parse.deps[at] not in ("relcl", "aux", "auxpass", "amod"):
                if mark != ":":
                    return at if token - at < _NEAR and self._is_cue(at, "quote") else None
                share = self._share_of(at, "colon")
                if share >= LEAST_QUOTE_SHARE and (best is None or share > best[0]):
                    best = (share, at)
        if best is None:
            return None
        self._binding.colons.add(best[1])
        return best[1]

    def _is_cue(self, token: int, frame: str) -> bool:
        is_word = self._parse.words[token][0].isalpha()  # not a dash that the parser takes for a verb
        return is_word and self._share_of(token, frame) >= LEAST_QUOTE_SHARE

    def _earlier_cue(self, number: int, start: int) -> int | None:
        """The cue of: she said that it rained. “…”: the main verb of the sentence just before."""
        parse = self._parse
        first = self._ranges[number][0]
        if first <= start or self._inside[first - 1]:
            return None
        sentence = parse.sentences[parse.sentence_of[first - 1]]
        for at in range(first - 1, max(start, sentence[0]) - 1, -1):
            is_main = parse.heads[at] == at and parse.tags[at] in _VERBS and not self._inside[at]
            if is_main and self._is_cue(at, "quote"):
                return at if parse.child(at, "ccomp", "xcomp", "parataxis") is not None else None
        return None

    # ---- names with a colon or a dash ----------------------------------------------------------------------------

    def _named(self, number: int, start: int, end: int) -> Named | None:
        parse = self._parse
        first, last = self._ranges[number]
        if first - 1 > start and parse.words[first - 1] == ":" and first - 1 - start <= NAME_WORDS:
            source = trim(parse, (start, first - 1))
            if self._is_name(source):
                return Named(source, parse.span(first - 1, first))
        if parse.words[last - 1][-1] not in _DASHES:
            last += 1
        finish = end - 1 if parse.words[end - 1] == "." else end
        if last < finish and parse.words[last - 1][-1] in _DASHES and finish - last <= NAME_WORDS:
            source = trim(parse, (last, finish))
            if self._is_name(source):
                return Named(source, (parse.ends[last - 1] - 1, parse.ends[last - 1]))
        return None

    def _attach_signature(self, start: int, end: int, previous: list[int]) -> bool:
        """`— Name` as a paragraph of its own after a quoted one that has no cue yet."""
        parse = self._parse
        heads = self._binding.by_head.values()
        if any(one is previous for one in heads) or any(one is previous for _, one in self._binding.named):
            return False
        if end - start > NAME_WORDS or end - start < 2 or parse.words[start] not in _DASHES:
            return False
        source = trim(parse, (start + 1, end))
        if not self._is_name(source):
            return False
        self._binding.named.append((Named(source, parse.span(start, start + 1)), previous))
        return True

    def _is_turn(self, start: int, end: int) -> bool:
        """Whether the paragraph is a turn in a transcript: a name in capitals, a colon, words without marks.

        A mark before the name, on every turn, only says that all of it is quoted.
        """
        words = self._parse.words
        is_quoted = bool(self._inside[start]) and not words[start].isalnum()
        start += is_quoted
        colon = next((t for t in range(start, min(end, start + TURN_WORDS)) if words[t] == ":"), None)
        if colon is None or colon + 1 >= end or not any(map(str.isalpha, words[start])):
            return False
        if self._inside[colon + 1] and not is_quoted:
            return False
        if not all(words[t].isupper() or not words[t].isalpha() for t in range(start, colon)):
            return False
        if (len(words[start]) > 1 or words[start] in _SIDES) and not any(
            first <= start < last for first, last in self._skipped
        ):
            self._binding.turns.append((Named((start, colon), self._parse.span(colon, colon + 1)), (colon + 1, end)))
            return True
        return False

    def _is_post(self, start: int, end: int) -> bool:
        """Whether the paragraph is a post with its author behind a dash, or is the author of the one before."""
        parse = self._parse
        first, last = parse.span(start, end)
        signature = _SIGNATURE.search(parse.text, first, last)
        if signature is None or any(low <= start < high for low, high in self._skipped):
            return False
        dash, *author = (next(iter(parse.tokens_in(signature.span(n))), start) for n in (1, 2, 3))
        posted = (start, dash)
        if dash == start:
            number = parse.paragraph_of[start]
            posted = parse.paragraphs[number - 1] if number else (start, start)
        if posted[0] == posted[1]:
            return False
        self._binding.posts.append((Named((author[0], author[1] + 1), signature.span(1)), posted))
        return True

    def _is_name(self, tokens: Range) -> bool:
        """A noun phrase with a name or title in it and no verb: nothing that makes a statement by itself."""
        tags = [self._parse.tags[t] for t in range(*tokens)]
        if any(self._inside[t] for t in range(*tokens)):
            return False
        return "NNP" in tags and not any(tag in ("VBD", "VBP", "VBZ", "MD") for tag in tags)
