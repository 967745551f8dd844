"""Sources whom the report does not name: "a senior official", "a person who asked not to be identified"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from asreported.lexicons import Lexicons, values
from asreported.lexicons.phrases import Phrases
from asreported.parsing import Parse
from asreported.records import Actor, Attribution, Check, Span

_THIRD_PERSON = frozenset(("he", "she", "they"))
_NAME_TAGS = frozenset(("NNP", "NNPS"))


class UnnamedTable:
    """Nouns for sources who are not named, and the phrases and modifiers that ask for anonymity."""

    def __init__(self, lexicons: Lexicons) -> None:
        kinds: Mapping[str, list[str]] = {"head": [], "head-with-phrase": [], "phrase": [], "modifier": []}
        for row in lexicons.rows("checks/unnamed"):
            kinds[row["kind"]].extend(values(row["words"]))
        self.heads = frozenset(kinds["head"])
        self.phrase_heads = frozenset(kinds["head-with-phrase"])
        self.phrases: Phrases[str] = Phrases({phrase: phrase for phrase in kinds["phrase"] + kinds["modifier"]})


class _Source(NamedTuple):
    key: str
    words: str
    phrase: str | None


def check_unnamed(
    parse: Parse, attributions: Sequence[Attribution], actors: Sequence[Actor], table: UnnamedTable
) -> Iterator[Check]:
    """An `unnamed-source` for each source that is described and never named, with all its attributions' sources.

    A source counts when its noun is one of the table's and it has neither a name nor a named actor behind it, or when
    the report says in the same sentence that it asked for anonymity. Institutions ("the ministry said") name
    themselves and do not count.
    """
    known = {actor.id: actor for actor in actors}
    phrases = _phrases(parse, table)
    found: dict[str, list[Span]] = {}
    described: dict[str, _Source] = {}
    for attribution in attributions:
        source = _unnamed(parse, attribution, known, phrases, table)
        if source is not None:
            found.setdefault(source.key, []).extend(attribution.source)
            earlier = described.setdefault(source.key, source)
            if earlier.phrase is None and source.phrase is not None:
                described[source.key] = source._replace(words=earlier.words)
    for key, source in described.items():
        yield Check("unnamed-source", tuple(sorted(set(found[key]))), _message(source, len(set(found[key]))))


def _message(source: _Source, times: int) -> str:
    often = "once" if times == 1 else f"{times} times"
    reason = f", {source.phrase!r}" if source.phrase is not None else ""
    return f"{source.words!r} is quoted {often} and not named{reason}"


def _phrases(parse: Parse, table: UnnamedTable) -> dict[int, str]:
    """Sentence number to the first anonymity phrase in it, as written."""
    lower = parse.text.lower()
    if len(lower) != len(parse.text):
        lower = "".join(c if len(c.lower()) > 1 else c.lower() for c in parse.text)
    found: dict[int, str] = {}
    for span, _ in table.phrases.find(lower):
        tokens = parse.tokens_in(span)
        if tokens:
            found.setdefault(parse.sentence_of[tokens[0]], parse.text[span[0] : span[1]])
    return found


def _unnamed(
    parse: Parse,
    attribution: Attribution,
    known: Mapping[str, Actor],
    phrases: Mapping[int, str],
    table: UnnamedTable,
) -> _Source | None:
    if not attribution.source:
        return None
    actor = next((known[one] for one in attribution.speaker if one in known), None)
    if actor is not None and _is_named(actor):
        return None
    tokens = parse.tokens_in(attribution.source[0])
    if not tokens or _holds_name(parse, tokens):
        return None
    phrase = phrases.get(parse.sentence_of[tokens[0]])
    head = _head(parse, tokens)
    words = " ".join(parse.text[attribution.source[0][0] : attribution.source[0][1]].split())
    key = actor.id if actor is not None else words.lower()
    if parse.tags[head] == "PRP":
        described = _description(parse, actor, table)
        is_anonymous = phrase is not None and parse.words[head].lower() in _THIRD_PERSON
        return _Source(key, described or words, phrase) if described is not None or is_anonymous else None
    word = parse.words[head].lower()
    if word in table.heads or (phrase is not None and word in table.phrase_heads):
        return _Source(key, words, phrase)
    return None


def _description(parse: Parse, actor: Actor | None, table: UnnamedTable) -> str | None:
    """The words for the official or source that a pronoun stands for, or None when it stands for nobody of the kind."""
    for mention in actor.mentions if actor is not None else ():
        tokens = parse.tokens_in(mention.span)
        if mention.type == "nominal" and tokens and parse.words[_head(parse, tokens)].lower() in table.heads:
            return " ".join(parse.text[mention.span[0] : mention.span[1]].split())
    return None


def _is_named(actor: Actor) -> bool:
    is_institution = actor.kind in ("organization", "state", "document")
    return is_institution or any(mention.type == "name" for mention in actor.mentions)


def _head(parse: Parse, tokens: range) -> int:
    """The token of the source that the others hang from."""
    return next(
        (token for token in tokens if parse.heads[token] not in tokens or parse.heads[token] == token), tokens[0]
    )


def _holds_name(parse: Parse, tokens: range) -> bool:
    """Whether a person is named in the source, or a name is its head ("official Ana Reyes", "Reyes, an aide")."""
    head = _head(parse, tokens)
    people = any(
        start < tokens.stop and tokens.start < end for start, end, label in parse.entities if label == "PERSON"
    )
    return parse.tags[head] in _NAME_TAGS or (people and _names_itself(parse, tokens, head))


def _names_itself(parse: Parse, tokens: range, head: int) -> bool:
    """Whether the person named in `tokens` is the source and not somebody it belongs to ("an aide to Mr Reyes")."""
    for start, end, label in parse.entities:
        if label == "PERSON" and start < tokens.stop and tokens.start < end:
            name = next((t for t in range(start, end) if not start <= parse.heads[t] < end), start)
            if parse.heads[name] == head and parse.deps[name] in ("appos", "conj", "nsubj"):
                return True
            if name == head:
                return True
    return False
