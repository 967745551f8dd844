"""A draft: one telling of one event before tellings are joined."""

from __future__ import annotations

from dataclasses import dataclass

from asreported.events.scene import Filler, Scene
from asreported.parsing import Parse
from asreported.records import Argument, EventDate, EventPlace, Quantity, Realis, Span, Spans, Telling

PLACING = frozenset({"for", "of", "against", "on", "to", "at", "with", "over"})
"""Prepositions that bring in what a deed is about."""


ASIDES = frozenset({"relcl", "acl", "appos", "punct", "advcl", "cc", "conj", "parataxis"})
NEAR = 8
"""A partner farther off in a coordination is not needed to check the deed."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One telling with all that the event made of it needs.

    `token` is the predicate's, `tokens` are all tokens of the trigger, `attribution` the id of the saying that is the
    deed, `is_certain` whether actor and recipient were both read from the words.
    """

    token: int
    tokens: tuple[int, ...]
    event: str
    mode: str | None
    cameo: str | None
    contexts: tuple[str, ...]
    actors: tuple[Filler, ...]
    recipients: tuple[Filler, ...]
    attribution: str | None
    voice: str
    realis: Realis
    why: str
    date: EventDate | None = None
    place: EventPlace | None = None
    quantities: tuple[Quantity, ...] = ()
    confidence: float | None = None

    @property
    def actor(self) -> tuple[str, ...]:
        """The ids of the actors."""
        return tuple(actor for actor, _ in self.actors)

    @property
    def recipient(self) -> tuple[str, ...]:
        """The ids of the recipients."""
        return tuple(actor for actor, _ in self.recipients)


def token_spans(scene: Scene, tokens: tuple[int, ...]) -> Spans:
    """The spans of `tokens` in text order, neighbours joined."""
    found: list[Span] = []
    last = -2
    for token in sorted(set(tokens)):
        start, end = scene.parse.starts[token], scene.parse.ends[token]
        if token == last + 1:
            start = found.pop()[0]
        found.append((start, end))
        last = token
    return tuple(found)


def make_telling(scene: Scene, draft: Draft) -> Telling:
    """The telling of a draft: trigger, arguments, and from the first to the last of them as evidence."""
    arguments = []
    first, last = min(draft.tokens), max(draft.tokens)
    for token in draft.tokens:
        last = max(last, *_object_tokens(scene.parse, token))
    for role, fillers in (("actor", draft.actors), ("recipient", draft.recipients)):
        for actor, token in fillers:
            span = scene.mention_spans.get(token, (scene.parse.starts[token], scene.parse.ends[token]))
            arguments.append(Argument("actor" if role == "actor" else "recipient", actor, span))
            if scene.parse.sentence_of[token] == scene.parse.sentence_of[draft.token]:
                first, last = min(first, token), max(last, token)
    start, end = scene.parse.starts[first], scene.parse.ends[last]
    if draft.place is not None:
        place = draft.place.place
        arguments.append(Argument("place", place, scene.span_of[place]))
    if draft.date is not None and draft.date.time is not None:
        time = draft.date.time
        arguments.append(Argument("date", time, scene.span_of[time]))
    for argument in arguments:
        if argument.role in ("actor", "recipient") and _is_near(scene, draft, argument.span):
            start, end = min(start, argument.span[0]), max(end, argument.span[1])
    return Telling(token_spans(scene, draft.tokens), ((start, end),), draft.voice, draft.realis, tuple(arguments))


def _object_tokens(parse: Parse, token: int, depth: int = 2) -> list[int]:
    """The words that say to what it was done: the object, a governed infinitive with its object, "for" and "of"."""
    found = [token]
    for child in parse.children[token]:
        dep = parse.deps[child]
        if child < token or parse.sentence_of[child] != parse.sentence_of[token]:
            continue
        if dep in ("dobj", "pobj", "attr", "oprd"):
            found.extend(_phrase(parse, child))
        elif dep == "xcomp" and depth:
            found.extend(_object_tokens(parse, child, depth - 1))
        elif dep == "prep" and parse.words[child].lower() in PLACING and not _has_object(parse, token):
            found.extend(_object_tokens(parse, child, 0))
    return found


def _has_object(parse: Parse, token: int) -> bool:
    return any(parse.deps[c] == "dobj" for c in parse.children[token])


def _phrase(parse: Parse, head: int) -> list[int]:
    """A noun phrase without its clauses and asides."""
    found = [head]
    for child in parse.children[head]:
        is_partner = parse.deps[child] == "conj" and parse.tags[child][0] == "N" and child - head <= NEAR
        if is_partner or parse.deps[child] not in ASIDES:
            found.extend(_phrase(parse, child))
    return found


def _is_near(scene: Scene, draft: Draft, span: Span) -> bool:
    first, last = scene.parse.sentences[scene.parse.sentence_of[draft.token]]
    return scene.parse.starts[first] <= span[0] and span[1] <= scene.parse.ends[last - 1]
