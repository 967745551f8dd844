"""Circumstances of a deed: its date, its place, its numbers and what matter it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from asreported.events.filling import Match
from asreported.events.numbers import Number
from asreported.events.scene import Scene
from asreported.parsing import Parse
from asreported.records import EventDate, EventPlace, Place, Quantity, Realis, Span, TimeExpression

LOCATIVE = frozenset({
    "in", "at", "near", "outside", "inside", "around", "across", "on", "throughout", "over", "along", "off", "of",
    "from", "to",
})  # fmt: skip
ONLY_WITH_PLACE_NOUNS = frozenset({"of", "from", "to"})
ALONGSIDE = frozenset({"after", "during", "amid", "following", "before"})
"""What happens after a march in a town is taken to happen there too."""
ADVERBIAL = frozenset({"npadvmod", "pobj", "prep", "advmod", "pcomp", "appos", "conj", "dep", "nmod"})
FORWARD = frozenset({"REQUEST", "AGREE", "THREATEN", "REJECT", "CONCEDE"})
"""Deeds about what is to come: a time inside their object is that of the thing wanted, not of the wanting."""
HEDGE_WORDS = 5
"""So many tokens before a noun phrase "no fewer than" may begin."""
MONEYED = frozenset({"AID", "AGREE", "SANCTION", "SUPPORT", "COOPERATE", "REQUEST", "COERCE", "REJECT"})
MONEY_DEPTH = 8
CLIMB = 8
"""How many heads up a time or place looks for its deed; farther up it belongs to something else."""
OPENING = 5
"""So many words at the head of a sentence may set its time."""
WEEK = timedelta(days=7)
SHIFTS = ("day", "month")


class Anchor(NamedTuple):
    """The verb or deed a time or place hangs on, the prepositions between, whether through another noun."""

    bearer: int
    prepositions: tuple[str, ...]
    is_direct: bool


@dataclass(frozen=True)
class Circumstances:
    """Times and places of a scene, each known by the verb or deed it hangs on."""

    scene: Scene
    triggers: frozenset[int]

    @cached_property
    def times(self) -> dict[int, list[tuple[TimeExpression, Anchor]]]:
        """The dated expressions that hang on each word, days before hours."""
        found: dict[int, list[tuple[TimeExpression, Anchor]]] = {}
        for time in sorted(self.scene.times, key=lambda t: t.type == "TIME"):
            if time.type not in ("DURATION", "SET"):
                anchor = self._anchor(time.span)
                if anchor is not None:
                    found.setdefault(anchor.bearer, []).append((time, anchor))
        return found

    @cached_property
    def places(self) -> dict[int, tuple[Place, Anchor]]:
        """The first literal place that hangs on each word by a preposition of place."""
        found: dict[int, tuple[Place, Anchor]] = {}
        for place in self.scene.places:
            if place.use != "literal" and not self._is_place_noun(place.span):
                continue
            anchor = self._anchor(place.span)
            words = set(anchor.prepositions) if anchor is not None else set()
            if anchor is not None and words & (LOCATIVE - ONLY_WITH_PLACE_NOUNS) and words <= LOCATIVE | ALONGSIDE:
                found.setdefault(anchor.bearer, (place, anchor))
        return found

    def _is_place_noun(self, span: Span) -> bool:
        """Whether a name stands before a noun of place: "Sopore town", "the Kidal region"."""
        parse = self.scene.parse
        tokens = parse.tokens_in(span)
        head = parse.heads[tokens[-1]] if tokens else None
        if head is None or parse.deps[tokens[-1]] not in ("compound", "amod", "nmod"):
            return False
        return parse.lemmas[head].lower() in self.scene.table.realis("site")

    def _anchor(self, span: Span) -> Anchor | None:
        """The verb or deed that the words of `span` hang on, and the prepositions between, the nearest first."""
        parse = self.scene.parse
        tokens = parse.tokens_in(span)
        inside = set(tokens)
        top = next((t for t in tokens if parse.heads[t] not in inside or parse.heads[t] == t), None)
        if top is None or parse.heads[top] == top:
            return None
        prepositions: list[str] = []
        is_direct, is_first = True, True
        for _ in range(CLIMB):
            head = parse.heads[top]
            is_named = is_first and parse.deps[top] in ("compound", "poss", "nummod")  # "Sopore town", "a 2015 raid"
            if parse.deps[top] not in ADVERBIAL and head not in self.triggers and not is_named:
                return None
            if parse.deps[top] == "prep":
                prepositions.append(parse.words[top].lower())
            if head in self.triggers or parse.tags[head].startswith("V"):
                return Anchor(head, tuple(prepositions), is_direct)
            if head == top:
                return None
            is_direct = is_direct and (is_named or parse.tags[head][0] != "N")
            top, is_first = head, False
        return None

    def bearers(self, match: Match) -> list[int]:
        """The words a circumstance of the deed may hang on: its trigger, its verb, the verb a noun serves."""
        parse = self.scene.parse
        found = [match.token, match.clause.verb, *match.trigger]
        if parse.tags[match.token][0] == "N" and parse.deps[match.token] in ("dobj", "nsubj", "nsubjpass"):
            found.append(parse.heads[match.token])
        return found

    def sharers(self, match: Match) -> list[int]:
        """Verbs whose time and place are the deed's too: coordinated ones, and what a participle goes with."""
        parse, verb = self.scene.parse, match.clause.verb
        found = [c for c in parse.children[verb] if parse.deps[c] == "conj" and not _has_subject(parse, c)]
        if parse.deps[verb] == "conj" and not _has_subject(parse, verb):
            found.append(parse.heads[verb])
        if parse.deps[verb] == "advcl" and parse.tags[verb] == "VBG":
            found.append(parse.heads[verb])
        return found

    def date_of(self, match: Match, realis: Realis) -> EventDate | None:
        """The date the words give the deed, or None."""
        is_forward = match.frame.event in FORWARD
        return self.date_at((*self.bearers(match), *self.sharers(match)), realis, is_forward=is_forward)

    def date_at(self, words: Iterable[int], realis: Realis, *, is_forward: bool = False) -> EventDate | None:
        """The date that hangs on one of these words, or None; `is_forward` leaves out what hangs on an object."""
        for bearer in words:
            for time, anchor in self.times.get(bearer, ()):
                if is_forward and (not anchor.is_direct or self._is_of_object(bearer, time.span)):
                    continue
                return EventDate(time.id, self._settle(time, realis), time.precision, "text")
        return None

    def _is_of_object(self, verb: int, span: Span) -> bool:
        """Whether what is wanted stands between the verb and the words: "invited both to a meeting on Wednesday"."""
        parse = self.scene.parse
        at = parse.tokens_in(span)[0]
        return any(
            verb < c < at
            and (parse.deps[c] in ("xcomp", "ccomp") or (parse.deps[c] == "prep" and parse.words[c] in ("to", "for")))
            for c in parse.children[verb]
        )

    def _settle(self, time: TimeExpression, realis: Realis) -> tuple[str, str] | None:
        """The interval, moved by a week or a year where it would put a plan in the past or news in the future."""
        stamp, interval = self._day, time.interval
        text = self.scene.report.text[time.span[0] : time.span[1]]
        if stamp is None or interval is None or any(c.isdigit() for c in text) or time.precision not in SHIFTS:
            return interval
        try:
            start, end = (date.fromisoformat(one) for one in interval)
        except ValueError:
            return interval
        names_day = time.precision == "day" and text.lower().strip(".").endswith("day")
        if names_day and text.lower() not in ("today", "yesterday"):
            if realis in ("planned", "conditional") and timedelta() < stamp - start <= WEEK:
                return (start + WEEK).isoformat(), (end + WEEK).isoformat()
            if realis == "actual" and timedelta() < start - stamp <= WEEK:
                return (start - WEEK).isoformat(), (end - WEEK).isoformat()
        if time.precision == "month" and realis == "actual" and start > stamp:
            return start.replace(year=start.year - 1).isoformat(), end.replace(year=end.year - 1).isoformat()
        return interval

    @cached_property
    def _day(self) -> date | None:
        """The day of publication."""
        try:
            return date.fromisoformat((self.scene.report.published or "")[:10])
        except ValueError:
            return None

    def place_of(self, match: Match) -> EventPlace | None:
        """The literal place the words give the deed, or None."""
        parse = self.scene.parse
        nearby: list[int] = []
        for child in parse.children[match.clause.verb]:
            if parse.deps[child] == "prep" and parse.words[child].lower() in ALONGSIDE:
                nearby.extend(parse.children[child])
            elif parse.deps[child] == "advcl" and any(
                parse.words[c].lower() in ALONGSIDE | {"when", "as"} for c in parse.children[child]
            ):
                nearby.append(child)
        sharers = self.sharers(match)
        beside = [c for verb in sharers for c in parse.children[verb] if parse.deps[c] in ("dobj", "nsubj")]
        for bearer in (*self.bearers(match), *match.clause.objects, *nearby, *sharers, *beside):
            known = self.places.get(bearer)
            if known is None:
                continue
            place, anchor = known
            if match.frame.event in FORWARD and (not anchor.is_direct or self._is_of_object(bearer, place.span)):
                continue
            return EventPlace(place.id, "sentence")
        is_here = any(parse.words[c].lower() == "here" for c in parse.children[match.clause.verb])
        return EventPlace(self.dateline, "dateline") if is_here and self.dateline is not None else None

    def published(self, match: Match) -> EventDate | None:
        """The day of publication for a deed told as the news: in a main clause, not as background."""
        stamp = self._day
        if stamp is None or not is_news(self.scene, match):
            return None
        if self.scene.parse.quotation_at(self.scene.parse.starts[match.token]) is not None:
            return None  # what a speaker recalls has no day
        if self._is_set_elsewhere(match):
            return None
        return EventDate(None, (stamp.isoformat(), (stamp + timedelta(days=1)).isoformat()), "day", "published")

    def _is_set_elsewhere(self, match: Match) -> bool:
        """Whether its sentence begins with another time: "The following year, they met", "At the time, he left"."""
        parse = self.scene.parse
        first = parse.sentences[parse.sentence_of[match.token]][0]
        for token in range(first, min(first + OPENING, match.clause.verb)):
            time = self.scene.time_at.get(token)
            if time is None or time.type != "DATE" or time.value == "PRESENT_REF":
                continue
            if time.interval is None or time.interval[1] <= (self._day or date.min).isoformat():
                return True
        opening = " ".join(parse.words[first : first + OPENING]).lower()
        return any(opening.startswith(f"{phrase} ") for phrase in self.scene.table.realis("then"))

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
        """The sentences that name a place of their own, known to the gazetteer or not."""
        parse = self.scene.parse
        found = {
            parse.sentence_of[token]
            for token, place in self.scene.place_at.items()
            if place.id != self.dateline and (place.use == "literal" or self._is_place_noun(place.span))
        }
        for entity in parse.entities:
            if entity.label in ("GPE", "LOC", "FAC") and not any(
                t in self.scene.place_at for t in range(entity.start, entity.end)
            ):
                top = parse.heads[entity.end - 1]
                if parse.words[top].lower() in LOCATIVE:
                    found.add(parse.sentence_of[entity.start])
        return frozenset(found)

    def is_main(self, match: Match) -> bool:
        """Whether the deed is the main one of its sentence: its root, or coordinated with it or said by it."""
        parse, verb = self.scene.parse, match.clause.verb
        for _ in range(3):
            if parse.heads[verb] == verb:
                return True
            if parse.deps[verb] not in ("conj", "ccomp"):
                return False
            verb = parse.heads[verb]
        return False

    @cached_property
    def lead(self) -> int | None:
        """The number of the first sentence after the dateline."""
        dateline = self.scene.report.dateline
        if dateline is None:
            return None
        parse = self.scene.parse
        after = parse.tokens_in((dateline.span[1], len(parse.text))) if dateline.span[1] < len(parse.text) else ()
        return parse.sentence_of[after[0]] if after else None


def _has_subject(parse: Parse, verb: int) -> bool:
    return any(parse.deps[c] in ("nsubj", "nsubjpass") for c in parse.children[verb])


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
    """The numbers that the deed's own words give: people killed, injured, arrested, displaced, taking part; money."""
    clause, counted = match.clause, scene.table.counted.get(scene.parse.lemmas[match.token].lower())
    if counted is None and match.frame.event == "PROTEST":
        counted = ("participants", "persons")
    tokens: Iterable[int] = ()
    if counted is not None and counted[0] in ("participants", "died"):
        tokens = clause.subjects
    elif counted is not None:
        tokens = clause.objects or clause.obliques.get("of", ())
    people = [
        Quantity(counted[0].replace("died", "killed"), n.low, n.high, counted[1], (n.start, n.end), voice)
        for token in _heads(scene, tokens)
        if counted is not None and (n := read_number(scene, token)) is not None
    ]
    return (*people, *_money(scene, match, voice))


def read_number(scene: Scene, noun: int) -> Number | None:
    """The number of what a noun counts: "at least eight people", "dozens of students", "two soldiers and a cook"."""
    parse = scene.parse
    heads = [t for t in parse.conjuncts(noun) if parse.tags[t].startswith(("N", "C"))]
    found = [_own_number(scene, t) for t in heads]
    if len(found) > 1 and all(n is not None and n.unit is None for n in found):
        each = [n for n in found if n is not None]
        lows, highs = [n.low for n in each], [n.high for n in each]
        low = None if None in lows else sum(n for n in lows if n is not None)
        high = None if None in highs else sum(n for n in highs if n is not None)
        return Number(low, high, each[0].start, parse.ends[heads[-1]])
    return _own_number(scene, noun)


def _own_number(scene: Scene, noun: int) -> Number | None:
    """The number nearest before a noun in its own phrase, or the noun itself; "a cook" is one."""
    parse = scene.parse
    edge = min((parse.edges[c][0] for c in parse.children[noun] if c < noun), default=noun)
    first = max(parse.sentences[parse.sentence_of[noun]][0], edge - HEDGE_WORDS)
    last = noun
    known = scene.table.quantities
    while last + 2 < len(parse) and parse.words[last + 1] == "of" and parse.words[last + 2].lower() in known:
        last += 2
    found = scene.numbers.read(parse.text, parse.starts[first], parse.ends[last])
    numbers = [n for n in found if n.unit is None and n.end > parse.starts[edge]]
    if numbers:
        return numbers[-1]
    determiner = parse.child(noun, "det")
    if determiner is not None and parse.words[determiner].lower() in ("a", "an") and parse.deps[noun] == "conj":
        return Number(1.0, 1.0, parse.starts[determiner], parse.ends[noun])
    return None


def _heads(scene: Scene, tokens: Iterable[int]) -> list[int]:
    """The tokens without those joined to one before: their numbers are added to it."""
    kept: list[int] = []
    joined: set[int] = set()
    for token in tokens:
        if token not in joined:
            kept.append(token)
            joined.update(scene.parse.conjuncts(token))
    return kept


def _money(scene: Scene, match: Match, voice: str) -> Iterator[Quantity]:
    """Sums of money in what the deed was done with or to: a loan, a fine, a deal's worth."""
    parse = scene.parse
    if match.frame.event not in MONEYED:
        return
    for token in match.trigger:
        first, last = parse.edges[token] if parse.tags[token][0] == "N" else parse.sentences[parse.sentence_of[token]]
        for number in scene.numbers.read(parse.text, parse.starts[first], parse.ends[last - 1]):
            at = next(iter(parse.tokens_in((number.start, number.end))), None)
            if number.unit is not None and at is not None and _is_under(scene, at, match.token):
                yield Quantity("money", number.low, number.high, number.unit, (number.start, number.end), voice)
        return


def _is_under(scene: Scene, token: int, verb: int) -> bool:
    """Whether a word hangs on a verb without another verb between."""
    parse = scene.parse
    for _ in range(MONEY_DEPTH):
        if token == verb:
            return True
        token = parse.heads[token]
        if token != verb and parse.tags[token][0] == "V":
            return parse.deps[token] in ("xcomp", "acl") and parse.heads[token] == verb
    return False


# ---- what it is about ------------------------------------------------------------------------------------------------


def contexts_of(scene: Scene, match: Match) -> tuple[str, ...]:
    """The PLOVER contexts of the row and of the words in the deed's own phrase, each once."""
    parse, table = scene.parse, scene.table
    found = dict.fromkeys(match.frame.contexts)
    start, end = parse.edges[match.clause.verb]
    for token in range(max(start, match.token - 25), min(end, match.token + 25)):
        found.update(dict.fromkeys(table.contexts.get(parse.lemmas[token].lower(), ())))
    return tuple(found)
