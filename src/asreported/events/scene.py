"""The scene: one report's parse, cast, sayings, times and places with the indexes that coding needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from asreported.events.arguments import mentions_at, owners_at
from asreported.events.clauses import Clauses
from asreported.events.numbers import NumberReader, reader_of
from asreported.events.table import EventTable
from asreported.events.voices import find_voices
from asreported.parsing import Parse
from asreported.records import Actor, Attribution, Place, Report, Span, TimeExpression
from asreported.resolution.cast import Cast

FIRST, THIRD = frozenset({"i", "we"}), frozenset({"it", "he", "she", "they"})
Filler = tuple[str, int]
"""An actor's id and the token that names it."""


@dataclass(frozen=True)
class Scene:
    """Everything one report's events are read from; indexes are made when first asked for."""

    report: Report
    parse: Parse
    cast: Cast
    attributions: Sequence[Attribution]
    times: Sequence[TimeExpression]
    places: Sequence[Place]
    table: EventTable
    clauses: Clauses = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "clauses", Clauses(self.parse))

    @cached_property
    def content_of(self) -> list[int | None]:
        """For each token the number of the innermost attribution whose content holds it."""
        found: list[int | None] = [None] * len(self.parse)
        sizes = [sum(end - start for start, end in a.content) for a in self.attributions]
        for number in sorted(range(len(sizes)), key=lambda n: -sizes[n]):
            for span in self.attributions[number].content:
                for token in self.parse.tokens_in(span):
                    found[token] = number
        return found

    @cached_property
    def voice_of(self) -> tuple[int | None, ...]:
        """For each token the number of the innermost attribution that asserts it, None for the report's own word."""
        return find_voices(self.parse, self.attributions, self.table.realis("evaluative"))

    @cached_property
    def numbers(self) -> NumberReader:
        """Reads numbers by the tables."""
        table = self.table
        return reader_of(tuple(table.quantities.items()), tuple(table.currencies.items()))

    @cached_property
    def headline(self) -> range:
        """The tokens of the headline."""
        span = self.report.headline_span
        return self.parse.tokens_in(span) if span is not None else range(0)

    @cached_property
    def cue_of(self) -> dict[int, int]:
        """Tokens of cues to the number of their attribution."""
        return {
            token: number
            for number, attribution in enumerate(self.attributions)
            for span in attribution.cue
            for token in self.parse.tokens_in(span)
        }

    @cached_property
    def number_of(self) -> dict[str, int]:
        """Attribution ids to their number."""
        return {attribution.id: number for number, attribution in enumerate(self.attributions)}

    @cached_property
    def furniture(self) -> frozenset[int]:
        """Tokens of captions, links and other text that is not coded."""
        return frozenset(token for span in self.report.furniture for token in self.parse.tokens_in(span))

    @cached_property
    def mention_spans(self) -> dict[int, Span]:
        """Tokens to the shortest mention that covers them."""
        found: dict[int, Span] = {}
        for actor in self.cast.actors:
            for mention in actor.mentions:
                for token in self.parse.tokens_in(mention.span):
                    known = found.get(token)
                    if known is None or mention.span[1] - mention.span[0] < known[1] - known[0]:
                        found[token] = mention.span
        return found

    @cached_property
    def place_at(self) -> dict[int, Place]:
        """Tokens to the place they name."""
        return {token: place for place in self.places for token in self.parse.tokens_in(place.span)}

    @cached_property
    def time_at(self) -> dict[int, TimeExpression]:
        """Tokens to the time expression they are part of."""
        return {token: time for time in self.times for token in self.parse.tokens_in(time.span)}

    @cached_property
    def span_of(self) -> dict[str, Span]:
        """Ids of times and places to their span."""
        return {t.id: t.span for t in self.times} | {p.id: p.span for p in self.places}

    @cached_property
    def states(self) -> dict[str, str]:
        """Country codes to the actor that is the state."""
        return {a.country: a.id for a in reversed(self.cast.actors) if a.kind == "state" and a.country is not None}

    @cached_property
    def kinds(self) -> dict[str, str]:
        """Actor ids to their kind."""
        return {a.id: a.kind for a in self.cast.actors}

    @cached_property
    def armed(self) -> frozenset[str]:
        """The ids of forces and governments: whoever they possess a killing or an arrest, did it."""
        forces = {"MIL", "COP", "SPY", "REB", "UAF", "PRM", "GOV", "JUD"}
        kinds = ("organization", "group")
        return frozenset(a.id for a in self.cast.actors if a.kind in kinds and forces & set(a.sectors))

    @cached_property
    def countries(self) -> dict[str, str | None]:
        """Actor ids to their country."""
        return {a.id: a.country for a in self.cast.actors}

    @cached_property
    def sides(self) -> dict[str, str | None]:
        """Actor ids to the country they speak for: an official the report gives none is taken for the dateline's."""
        dateline = self.report.dateline
        span = dateline.place_span if dateline is not None else None
        home = next((p.country for p in self.places if span is not None and span[0] <= p.span[0] < span[1]), None)
        return {a.id: a.country or (home if self._is_placeless_official(a) else None) for a in self.cast.actors}

    def _is_placeless_official(self, actor: Actor) -> bool:
        """Whether the report names an official without a word of where: not "an official in Svatove"."""
        if actor.kind != "person" or actor.sectors[:1] not in (("GOV",), ("MIL",)):
            return False
        heads = [self.parse.tokens_in(m.span)[-1] for m in actor.mentions if self.parse.tokens_in(m.span)]
        return not any(t in self.place_at for head in heads for t in self.parse.subtree(head))

    @cached_property
    def nobody(self) -> frozenset[str]:
        """Actors that cannot act: documents, and pronouns that stand for nobody the report names."""
        return frozenset(
            a.id
            for a in self.cast.actors
            if a.kind == "document"
            or (a.mentions and all(m.type == "pronoun" for m in a.mentions))
            or a.name.lower() in self.table.realis("nobody")
            or (a.row is None and a.kind != "person" and self._is_inert(a.name))
        )

    def _is_inert(self, name: str) -> bool:
        """Whether a description names a notion ("position", "the role of women"), which does nothing."""
        words = name.lower().partition(" of ")[0].split()
        return bool(words) and words[-1] in self.table.realis("inert")

    @cached_property
    def businesses(self) -> frozenset[str]:
        """Actors that are firms or their people."""
        return frozenset(a.id for a in self.cast.actors if a.sectors[:1] == ("BUS",) or a.international == "MNC")

    @cached_property
    def named(self) -> frozenset[str]:
        """Actors the report calls by a name."""
        return frozenset(a.id for a in self.cast.actors if any(m.type == "name" for m in a.mentions))

    @cached_property
    def political(self) -> frozenset[str]:
        """Actors that act for a state, a body or an organised group."""
        return frozenset(
            a.id
            for a in self.cast.actors
            if a.kind in ("state", "organization") or (a.sectors and a.sectors[0] != "CVL")
        )

    def actors(self, token: int) -> list[Filler]:
        """The actors a word stands for, coordinated ones included; those counted, for "thousands of teachers"."""
        found = [f for f in mentions_at(self.parse, self.cast, token) if f[0] not in self.nobody]
        if not found and (counted := self._counted(token)) is not None:
            return self.actors(counted)
        return found or self._speakers_at(token)

    def _counted(self, token: int) -> int | None:
        """What a number or a word for one counts behind "of": "tens of thousands of teachers", "17 of the men"."""
        parse = self.parse
        if parse.tags[token] != "CD" and parse.words[token].lower() not in self.table.quantities:
            return None
        of = next((c for c in parse.children[token] if c > token and parse.words[c].lower() == "of"), None)
        return parse.child(of, "pobj") if of is not None else None

    def _speakers_at(self, token: int) -> list[Filler]:
        """The speaker, for a pronoun nobody has resolved: "it" in what somebody says, "I" and "we" in a quotation."""
        is_own = self.parse.quotation_at(self.parse.starts[token]) is not None
        number = self.content_of[token]
        if number is None or self.parse.words[token].lower() not in (FIRST if is_own else THIRD):
            return []
        while not self.attributions[number].cue or not set(self.attributions[number].speaker) - self.nobody:
            parent = self.attributions[number].parent
            if parent is None:
                return []
            number = self.number_of[parent]
        return [(actor, token) for actor in self.attributions[number].speaker if actor not in self.nobody]

    def owners(self, token: int) -> list[Filler]:
        """Whose a thing or deed is; the object of a deed ("the killing of X") is not its owner."""
        lemma = self.parse.lemmas[token].lower()
        frames = self.table.nouns.get(lemma, ())
        if frames:
            taken = set(frames[0].recipient)
            words = tuple(
                slot for slot in ("by", "of", "from") if slot not in taken and slot in (*frames[0].actor, "by")
            )
        else:
            words = ("of", "by", "from")
        found = owners_at(self.parse, self.cast, token, words)
        if frames and frames[0].event in ("ASSAULT", "PROTEST", "COERCE"):
            # "the Harbin attack" says where, not who
            found = [f for f in found if not (self._is_site(f[1]) and self.parse.deps[f[1]] == "compound")]
        return [f for f in found if f[0] not in self.nobody]

    def _is_site(self, token: int) -> bool:
        place = self.place_at.get(token)
        return place is not None and place.feature != "country"

    def state_of_place(self, token: int) -> list[Filler]:
        """The state a place lies in, when the report has it as an actor."""
        place = self.place_at.get(token)
        state = self.states.get(place.country) if place is not None and place.country is not None else None
        return [] if state is None else [(state, token)]
