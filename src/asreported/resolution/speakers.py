"""Sayings become attributions: the actors behind source, addressee and outlet, and ids."""

from __future__ import annotations

from collections.abc import Sequence

from asreported.attributions.saying import Saying
from asreported.parsing.parse import Parse
from asreported.records import Attribution, IdMaker, Spans
from asreported.resolution.actors.nouns import head_of
from asreported.resolution.arguments import actors_at
from asreported.resolution.cast import Cast


def attribute(sayings: Sequence[Saying], parse: Parse, cast: Cast) -> tuple[Attribution, ...]:
    """The attributions of a report, one for each saying, in their order.

    An id is anchored at the first cue span, without a cue at the first content span. A saying without a source names
    nobody: its speaker is ().

    Raises:
        RecordError: a saying has no content or spans out of order.
    """
    ids = IdMaker("q")
    names = [ids.make(saying.cue[0] if saying.cue else saying.content[0]) for saying in sayings]
    return tuple(
        Attribution(
            id=name,
            kind=saying.kind,
            source=saying.source,
            cue=saying.cue,
            content=saying.content,
            speaker=actors_behind(parse, cast, saying.source),
            addressee=actors_behind(parse, cast, saying.addressee),
            relayed_by=actors_behind(parse, cast, saying.relayed_by),
            act=saying.act,
            realis=saying.realis,
            channel=saying.channel,
            parent=names[saying.parent] if saying.parent is not None else None,
            confidence=saying.confidence,
        )
        for name, saying in zip(names, sayings, strict=True)
    )


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
