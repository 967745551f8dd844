"""Drafts: mentions before anybody knows whom they mean."""

from __future__ import annotations

from dataclasses import dataclass, field

from asreported.parsing.parse import Parse
from asreported.records import ActorKind, MentionType, Span
from asreported.resolution.actor_rows import Entry
from asreported.resolution.nouns import Noun


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


def is_headline(parse: Parse, start: int, end: int) -> bool:
    """Whether a paragraph is a line of capitalised words without a full stop, whose syntax cannot be trusted."""
    words = [word for word in parse.words[start:end] if word[0].isalpha() and len(word) > 3]
    is_short = end - start < 30 and parse.words[end - 1] not in (".", '"', "”", "?", "!")
    return is_short and len(words) > 2 and sum(word[0].isupper() for word in words) > 0.8 * len(words)


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
