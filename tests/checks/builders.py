"""Small factories for the checks' tests: words of a sentence into attributions, actors and a cast."""

from __future__ import annotations

import re

from asreported.parsing import Parse
from asreported.records import Actor, ActorKind, Attribution, Mention, MentionType, Spans
from asreported.resolution.cast import Cast


def span_of(text: str, words: str) -> tuple[int, int]:
    """Where `words` first stand in `text`."""
    start = text.index(words)
    return start, start + len(words)


def attribution(
    text: str, content: str, *, source: str = "", cue: str = "", name: str = "q1", speaker: tuple[str, ...] = ()
) -> Attribution:
    """An attribution by its words; each part is found at its first place in `text`."""

    def spans(words: str) -> Spans:
        return (span_of(text, words),) if words else ()

    return Attribution(name, "indirect", spans(source), spans(cue), spans(content), speaker)


def actor(text: str, words: str, *, name: str, kind: ActorKind = "group", type_: MentionType = "name") -> Actor:
    """An actor with one mention, at the first place of `words`."""
    return Actor(name, words, kind, mentions=(Mention(span_of(text, words), type_),))


def list_cast(parse: Parse, names: dict[str, ActorKind]) -> Cast:
    """A cast of named actors, each word for word in the text; the last word of a name is its head."""
    actors, heads, parts = [], {}, {}
    for name, kind in names.items():
        match = re.search(rf"\b{re.escape(name)}\b", parse.text)
        assert match is not None
        id_ = f"a{match.start()}-{match.end()}"
        actors.append(Actor(id_, name, kind, mentions=(Mention(match.span(), "name"),)))
        tokens = list(parse.tokens_in(match.span()))
        heads[tokens[-1]] = id_
        parts.update(dict.fromkeys(tokens[:-1], id_))
    return Cast(tuple(actors), heads, parts)
