"""Circumstances of a deed: its date, its place, its numbers and what matter it belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from asreported.events.matching import Match
from asreported.events.scene import Scene
from asreported.records import EventDate, EventPlace, Place, Quantity, Span, TimeExpression

LOCATIVE = frozenset({
    "in", "at", "near", "outside", "inside", "around", "across", "on", "throughout", "over", "along", "off", "of",
    "from", "to",
})  # fmt: skip
ONLY_WITH_PLACE_NOUNS = frozenset({"of", "from", "to"})
ADVERBIAL = frozenset({"npadvmod", "pobj", "prep", "advmod", "pcomp", "appos", "conj", "dep", "nmod"})
CLIMB = 8
"""How many heads up a time or place looks for its deed; farther up it belongs to something else."""


@dataclass(frozen=True)
class Circumstances:
    """Times and places of a scene, each known by the verb or deed it hangs on."""

    scene: Scene
    triggers: frozenset[int]

    @cached_property
    def times(self) -> dict[int, TimeExpression]:
        """The first dated expression that hangs on each word."""
        found: dict[int, TimeExpression] = {}
        for time in self.scene.times:
            if time.type not in ("DURATION", "SET"):
                anchor = self._anchor(time.span)
                if anchor is not None:
                    found.setdefault(anchor[0], time)
        return found

    @cached_property
    def places(self) -> dict[int, Place]:
        """The first literal place that hangs on each word by a preposition of place."""
        found: dict[int, Place] = {}
        for place in self.scene.places:
            if place.use == "literal":
                anchor = self._anchor(place.span)
                if anchor is not None and anchor[1] in LOCATIVE - ONLY_WITH_PLACE_NOUNS:
                    found.setdefault(anchor[0], place)
        return found

    def _anchor(self, span: Span) -> tuple[int, str] | None:
        """The verb or deed that the words of `span` hang on, and the topmost preposition between."""
        parse = self.scene.parse
        tokens = parse.tokens_in(span)
        inside = set(tokens)
        top = next((t for t in tokens if parse.heads[t] not in inside or parse.heads[t] == t), None)
        if top is None or parse.heads[top] == top:
            return None
        preposition = ""
        for _ in range(CLIMB):
            head = parse.heads[top]
            if parse.deps[top] not in ADVERBIAL and head not in self.triggers:
                return None
            if parse.deps[top] == "prep":
                preposition = parse.words[top].lower()
            if head in self.triggers or parse.tags[head].startswith("V"):
                return head, preposition
            if head == top:
                return None
            top = head
        return None

    def bearers(self, match: Match) -> list[int]:
        """The words a circumstance of the deed may hang on: its trigger, its verb, the verb a noun serves."""
        parse = self.scene.parse
        found = [match.token, match.clause.verb, *match.trigger]
        if parse.tags[match.token][0] == "N" and parse.deps[match.token] in ("dobj", "nsubj", "nsubjpass"):
            found.append(parse.heads[match.token])
        return found

    def date_of(self, match: Match) -> EventDate | None:
        """The date the words give the deed, or None."""
        return self.date_at(self.bearers(match))

    def date_at(self, words: Iterable[int]) -> EventDate | None:
        """The date that hangs on one of these words, or None."""
        for bearer in words:
            time = self.times.get(bearer)
            if time is not None:
                return EventDate(time.id, time.interval, time.precision, "text")
        return None

    def place_of(self, match: Match) -> EventPlace | None:
        """The literal place the words give the deed, or None."""
        for bearer in (*self.bearers(match), *match.clause.objects):
            place = self.places.get(bearer)
            if place is not None:
                return EventPlace(place.id, "sentence")
        return None

    def published(self, match: Match) -> EventDate | None:
        """The day of publication for a deed told as the news: in a main clause, not as background."""
        stamp = self.scene.report.published
        if stamp is None or not is_news(self.scene, match):
            return None
        try:
            day = date.fromisoformat(stamp[:10])
        except ValueError:
            return None
        return EventDate(None, (day.isoformat(), (day + timedelta(days=1)).isoformat()), "day", "published")

    @cached_property
    def dateline(self) -> str | None:
        """The id of the dateline's place."""
        dateline = self.scene.report.dateline
        if dateline is None or dateline.place_span is None:
            return None
        start, end = dateline.place_span
        return next((p.id for p in self.scene.places if start <= p.span[0] < end), None)

    @cached_property
    def placed(self) -> frozenset[int]:
        """The sentences that name a literal place of their own."""
        of = self.scene.parse.sentence_of
        return frozenset(
            of[token]
            for token, place in self.scene.place_at.items()
            if place.use == "literal" and place.id != self.dateline
        )

    @cached_property
    def lead(self) -> int | None:
        """The number of the first sentence after the dateline."""
        dateline = self.scene.report.dateline
        if dateline is None:
            return None
        parse = self.scene.parse
        after = parse.tokens_in((dateline.span[1], len(parse.text))) if dateline.span[1] < len(parse.text) else ()
        return parse.sentence_of[after[0]] if after else None


def is_news(scene: Scene, match: Match) -> bool:
    """Whether the deed is told as new: a finite main clause that is neither past perfect nor a relative clause."""
    parse = scene.parse
    verb = match.clause.verb
    for _ in range(CLIMB):
        if not parse.tags[verb].startswith("V"):
            return parse.deps[match.token] in ("nsubj", "nsubjpass", "ROOT") and parse.tags[match.token][0] == "N"
        if any(parse.deps[c] == "aux" and parse.words[c].lower() in ("had", "'d") for c in parse.children[verb]):
            return False
        dep = parse.deps[verb]
        if dep == "ROOT":
            return True
        if dep not in ("conj", "ccomp", "xcomp", "parataxis") and not (dep == "advcl" and parse.tags[verb] == "VBG"):
            return False
        verb = parse.heads[verb]
    return False


# ---- numbers ---------------------------------------------------------------------------------------------------------


def quantities_of(scene: Scene, match: Match, voice: str) -> tuple[Quantity, ...]:
    """The numbers of people the deed's own words give: killed, injured, arrested, displaced, taking part."""
    parse, table = scene.parse, scene.table
    counted = table.counted.get(parse.lemmas[match.token].lower())
    if counted is None and match.frame.event == "PROTEST":
        counted = ("participants", "persons")
        tokens: Iterable[int] = match.clause.subjects
    elif counted is None:
        return ()
    else:
        tokens = match.clause.objects or match.clause.obliques.get("of", ())
        if counted[0] == "participants":
            tokens = match.clause.subjects
    found = []
    for token in tokens:
        number = read_number(scene, token)
        if number is not None:
            low, high, span = number
            found.append(Quantity(counted[0], low, high, counted[1], span, voice))
    return tuple(found)


def read_number(scene: Scene, noun: int) -> tuple[float | None, float | None, Span] | None:
    """The number before (or in) a noun: "at least eight people", "dozens of students", "no fewer than 20"."""
    parse, words = scene.parse, scene.table.quantities
    last = noun
    value = _value(scene, noun)
    for child in parse.children[noun]:
        if parse.deps[child] in ("nummod", "amod") and value is None:
            value, last = _value(scene, child), child
    if value is None:
        return None
    first = min(parse.edges[last][0], last)
    low: float | None = value[0]
    high: float | None = value[1]
    for token in range(max(first - 4, parse.edges[noun][0]), last):
        word = words.get(parse.words[token].lower())
        if word is not None and word.kind in ("least", "most"):
            first = min(first, token)
            # "no fewer than": the negation turns an upper bound into a lower one
            is_turned = token > 0 and parse.words[token - 1].lower() in ("no", "not")
            kind = word.kind if not is_turned else {"least": "most", "most": "least"}[word.kind]
            low = value[0] if kind == "least" else None
            high = value[1] if kind == "most" else None
            if is_turned or (token > 0 and parse.words[token - 1].lower() == "at"):
                first = token - 1
    return low, high, (parse.starts[first], parse.ends[last])


def _value(scene: Scene, token: int) -> tuple[float, float | None] | None:
    """The number a word says, times the number words right before it: "4", "eight", "dozens", "2 million"."""
    parse, words = scene.parse, scene.table.quantities
    text = parse.words[token].lower()
    known = words.get(text)
    if known is not None and known.kind == "number" and known.low is not None:
        return known.low, known.low
    if known is not None and known.kind == "vague" and known.low is not None:
        return known.low, known.high
    digits = text.replace(",", "")
    if digits.isascii() and digits.isdigit() and len(digits) < 12:
        return float(digits), float(digits)
    if known is not None and known.kind == "multiple" and known.low is not None and token > 0:
        before = _value(scene, token - 1)
        if before is not None and parse.heads[token - 1] == token:
            return before[0] * known.low, None if before[1] is None else before[1] * known.low
        return known.low, known.low
    return None


# ---- what it is about ------------------------------------------------------------------------------------------------


def contexts_of(scene: Scene, match: Match) -> tuple[str, ...]:
    """The PLOVER contexts of the row and of the words in the deed's own phrase, each once."""
    parse, table = scene.parse, scene.table
    found = dict.fromkeys(match.frame.contexts)
    start, end = parse.edges[match.clause.verb]
    for token in range(max(start, match.token - 25), min(end, match.token + 25)):
        found.update(dict.fromkeys(table.contexts.get(parse.lemmas[token].lower(), ())))
    return tuple(found)
