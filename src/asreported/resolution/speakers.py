"""Sayings become attributions: the actors behind source, addressee and outlet, and ids."""

from __future__ import annotations

from collections.abc import Sequence

from asreported.attributions.saying import Saying
from asreported.parsing.parse import Parse
from asreported.records import Attribution, IdMaker, Spans
from asreported.resolution.actors.nouns import head_of
from asreported.resolution.arguments import actors_at
from asreported.resolution.cast import Cast

_AUTHORED = frozenset(("by", "from", "of"))
_KNOWN = frozenset(("the", "this", "that"))


def attribute(sayings: Sequence[Saying], parse: Parse, cast: Cast) -> tuple[Attribution, ...]:
    """The attributions of a report, one for each saying, in their order.

    An id is anchored at the first cue span, without a cue at the first content span. A saying without a source names
    nobody: its speaker is (). Behind a document stands its author, where the report names one.

    Raises:
        RecordError: a saying has no content or spans out of order.
    """
    ids = IdMaker("q")
    speakers = _speakers(sayings, parse, cast)
    names = [ids.make(saying.cue[0] if saying.cue else saying.content[0]) for saying in sayings]
    return tuple(
        Attribution(
            id=name,
            kind=saying.kind,
            source=saying.source,
            cue=saying.cue,
            content=saying.content,
            speaker=speaker,
            addressee=actors_behind(parse, cast, saying.addressee),
            relayed_by=actors_behind(parse, cast, saying.relayed_by),
            act=saying.act,
            realis=saying.realis,
            channel=saying.channel,
            parent=names[saying.parent] if saying.parent is not None else None,
            confidence=saying.confidence,
        )
        for name, saying, speaker in zip(names, sayings, speakers, strict=True)
    )


def _speakers(sayings: Sequence[Saying], parse: Parse, cast: Cast) -> list[tuple[str, ...]]:
    """Who says each saying; for "the statement" who was last said to speak in one."""
    found: list[tuple[str, ...]] = []
    authors: dict[str, tuple[str, ...]] = {}
    for saying in sayings:
        speaker = actors_behind(parse, cast, saying.source)
        document = _document(parse, saying)
        if document is not None and saying.channel is not None:
            speaker = _owner(parse, cast, document) or _known(parse, document, authors, saying.channel.name) or speaker
        if saying.channel is not None and speaker:
            authors[saying.channel.name] = speaker
        found.append(speaker)
    return found


def _document(parse: Parse, saying: Saying) -> int | None:
    """The noun of the document that is the source itself: "the statement", "a letter from the ministry"."""
    if saying.channel is None or not saying.source:
        return None
    tokens = parse.tokens_in(saying.source[0])
    head = head_of(parse, tokens.start, tokens.stop) if len(tokens) else -1
    start, end = saying.channel.span
    return head if head >= 0 and start <= parse.starts[head] < end else None


def _owner(parse: Parse, cast: Cast, document: int) -> tuple[str, ...]:
    """Whose document it says it is: "the ministry's letter", "a letter by / from / of the ministry"."""
    for child in parse.children[document]:
        owner = child if parse.deps[child] == "poss" else None
        if parse.deps[child] == "prep" and parse.words[child].lower() in _AUTHORED:
            owner = parse.child(child, "pobj")
        if owner is not None and (meant := actors_at(parse, cast, owner)):
            return meant
    return ()


def _known(parse: Parse, document: int, authors: dict[str, tuple[str, ...]], channel: str) -> tuple[str, ...]:
    """The author of the document named last, if this one is spoken of as known: "the", "that", or nothing before it."""
    first = parse.edges[document][0]
    is_known = (
        parse.words[first].lower() in _KNOWN and parse.child(document, "prep", "acl", "relcl", "compound") is None
    )
    return authors.get(channel, ()) if is_known else ()


def actors_behind(parse: Parse, cast: Cast, spans: Spans) -> tuple[str, ...]:
    """The ids of the actors that spans of words name, in text order, without repeats; () for no spans."""
    found: dict[str, None] = {}
    for span in spans:
        tokens = parse.tokens_in(span)
        if not len(tokens):
            continue
        head = head_of(parse, tokens.start, tokens.stop)
        meant = actors_at(parse, cast, head)
        if not meant:
            meant = next(((cast.heads[t],) for t in tokens if t in cast.heads), ())
        found.update(dict.fromkeys(meant))
    return tuple(found)
