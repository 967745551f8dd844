"""Drafts: mentions before anybody knows whom they mean."""

from __future__ import annotations

from dataclasses import dataclass, field

from asreported.parsing.parse import Parse
from asreported.records import ActorKind, MentionType, Span
from asreported.resolution.actors.nouns import Noun
from asreported.resolution.actors.rows import Entry


@dataclass(frozen=True, slots=True)
class Draft:
    """A mention before anybody knows whom it means.

    `head` is its head token, `start`, `end` its tokens; `named` the tokens of a name, `title` those of the titles
    before it. `belongs` are the heads of the names and nouns that qualify it ("Israeli" in "Israeli troops").
    `modifiers` are the lower-cased content words before the head, `count` the number or quantifier. `quotation` is
    the chain of the quotation it stands in, -1 outside.
    """

    head: int
    start: int
    end: int
    type: MentionType
    kind: ActorKind | None
    entry: Entry | None
    number: str
    is_definite: bool
    quotation: int
    is_subject: bool
    gender: str = ""
    named: tuple[int, ...] = ()
    title: tuple[int, ...] = ()
    nouns: tuple[Noun, ...] = ()
    belongs: tuple[int, ...] = ()
    modifiers: tuple[str, ...] = ()
    count: str = ""
    lead: Entry | None = None
    is_former: bool = False
    others: tuple[int, ...] = field(default=())
    """Head tokens that mean the same: "movements" in "groups and movements"."""
    alias: int = -1
    """Head token of the earlier mention that this is a short form of, -1 for none."""


def quotation_chains(parse: Parse) -> tuple[int, ...]:
    """For each token the chain of the quotation it stands in, -1 outside."""
    chains = [-1] * len(parse)
    for quotation in parse.quotations:
        for token in parse.tokens_in(quotation.span):
            chains[token] = quotation.chain
    return tuple(chains)


def span_of(parse: Parse, draft: Draft) -> Span:
    """A mention's characters."""
    return parse.span(draft.start, draft.end)
