"""Patterns: what a verb must stand beside, and where who does it and to whom it is done are found.

In a pattern ``*`` is the verb, ``$`` who does it, ``+`` to whom, ``%`` several who do it to each other, ``&SET`` any
word of a set. A row of ``events/predicates`` demands one thing beside its word and a particle: an object, a preposition
with its word, or an actor. So a pattern with one is expressed; where a further preposition leads to an actor, the actor
is looked for there and not demanded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

Sets = Mapping[str, tuple[str, ...]]

DOER, TARGET, EACH_OTHER = "$", "+", "%"
ARTICLES = frozenset({"a", "an", "the"})
AUXILIARIES = frozenset({"is", "are", "was", "were", "be", "been", "being", "has", "have", "had"})
PARTICLES = frozenset({
    "up", "down", "out", "off", "back", "away", "forth", "forward", "together", "apart", "aside", "along", "ahead",
})  # fmt: skip
PREPOSITIONS = frozenset({
    "to", "in", "of", "for", "with", "by", "on", "from", "against", "between", "into", "at", "over", "after", "as",
    "under", "through", "about", "toward", "towards", "upon", "during", "before", "near", "among", "without", "inside",
    "outside", "across", "around", "behind", "within", "until", "since", "alongside", "onto",
})  # fmt: skip
FUNCTION_WORDS = AUXILIARIES | {
    "not", "no", "never", "will", "would", "could", "should", "must", "may", "might", "can", "cannot", "shall", "do",
    "does", "did", "and", "or", "but", "that", "if", "unless", "whether", "who", "which", "when", "where", "while",
    "it", "he", "she", "they", "them", "his", "her", "its", "their", "there", "this", "said",
}  # fmt: skip
AFTER_VERB = "object|dative|with|against|to|on|for|from|of"
AFTER_OBJECT = "dative|with|against|to|on|for|from|of|object"
_WORD = re.compile(r"[a-z][a-z'-]*")


class LeftOutError(ValueError):
    """A pattern that our table has no form for: what was expected, what was found."""

    def __init__(self, expected: str, found: str) -> None:
        super().__init__(expected, found)
        self.expected = expected
        self.found = found


@dataclass
class Form:
    """The columns of a row that a pattern fills: what must stand beside the verb, who fills its slots."""

    particle: str = ""
    object: str = ""
    actor: str = "subject"
    recipient: str = ""
    is_reciprocal: bool = False


@dataclass
class _Side:
    """What stands behind the verb, while it is read."""

    particle: str = ""
    demands: list[str] = field(default_factory=list)
    slots: dict[str, str] = field(default_factory=dict)


def read_pattern(pattern: str, sets: Sets, behind_verb: Sequence[str] = ()) -> Form:
    """The form of a pattern, such as ``+ WAS * BY $``.

    Arguments:
        pattern: the pattern without its code.
        sets: the sets it may name, in small letters.
        behind_verb: words that belong to the verb itself, such as ("up",).

    Raises:
        LeftOutError: our table has no form for it.
    """
    tokens = pattern.replace("_", " ").replace("*", " * ").lower().split()
    if tokens.count("*") != 1:
        raise LeftOutError("one * for the verb", repr(pattern))
    verb = tokens.index("*")
    before, after = tokens[:verb], [*behind_verb, *tokens[verb + 1 :]]
    form = Form(is_reciprocal=before == [EACH_OTHER])
    without_agent = _without_agent(after)
    is_passive = before[:1] == [TARGET] and _is_passive(before[1:], sets, has_agent=without_agent != after)
    if not is_passive and before not in ([], [DOER], [TARGET], [EACH_OTHER]):
        raise LeftOutError("nothing but $, + or % before the verb", repr(" ".join(before).upper()))
    after = without_agent[1:] if is_passive and without_agent[:1] == [DOER] else without_agent
    side = _read_after(after, sets)
    form.particle, form.object = side.particle, _one_demand(side.demands)
    form.actor = side.slots.get(DOER, "subject")
    has_words = bool(form.object) and ":" not in form.object and form.object != "@actor"
    form.recipient = side.slots.get(TARGET, AFTER_OBJECT if has_words else AFTER_VERB)
    if is_passive:
        form.recipient = "object"
    elif before == [TARGET]:
        if DOER not in side.slots:
            raise LeftOutError("who does it to the subject", "no $ behind the verb")
        form.recipient = "subject"
    return form


def _is_passive(between: Sequence[str], sets: Sets, *, has_agent: bool) -> bool:
    """Whether the target is a passive's subject: only auxiliaries part them, or "by" and the doer follow."""
    auxiliaries = {word for token in between for word in _words(token, sets)}
    return auxiliaries <= AUXILIARIES and (bool(auxiliaries) or has_agent)


def _without_agent(after: list[str]) -> list[str]:
    """The words behind the verb without "by" and the doer: our clauses give a passive its subject back."""
    for n, pair in enumerate(pairwise(after)):
        if pair == ("by", DOER):
            return [*after[:n], *after[n + 2 :]]
    return after


def _read_after(tokens: Sequence[str], sets: Sets) -> _Side:
    side = _Side()
    prepositions: tuple[str, ...] = ()
    for token in (token for token in tokens if token not in ARTICLES):
        if token in (DOER, TARGET):
            _place_actor(side, token, prepositions)
            prepositions = ()
            continue
        words = _words(token, sets)
        if PREPOSITIONS.issuperset(words) and not prepositions:
            prepositions = words
        elif token in PARTICLES and not (side.particle or side.demands or prepositions):
            side.particle = token
        else:
            meant = [_lemma(word) for word in words]
            side.demands.append("|".join(f"{p}:{w}" for p in prepositions for w in meant) or "|".join(meant))
            prepositions = ()
    if prepositions:
        side.demands.append("|".join(f"{word}:*" for word in prepositions))
    return side


def _place_actor(side: _Side, actor: str, prepositions: Sequence[str]) -> None:
    """Note where an actor stands: behind prepositions, or as the object."""
    if actor in side.slots or (not prepositions and (side.demands or side.slots)):
        raise LeftOutError("an actor behind the verb or a preposition", f"{actor!r} elsewhere")
    side.slots[actor] = "|".join(prepositions) or "object"
    side.demands.append("|".join(f"{word}:@" for word in prepositions) or "@actor")


def _one_demand(demands: Sequence[str]) -> str:
    """The demand on words, else the last on an actor."""
    on_words = [one for one in demands if "@" not in one]
    if len(on_words) > 1:
        raise LeftOutError("one word to stand beside the verb", f"{len(on_words)} ({' and '.join(on_words)})")
    return (on_words or list(demands[-1:]) or [""])[0]


def _words(token: str, sets: Sets) -> tuple[str, ...]:
    """A word, or the words of a set.

    Raises:
        LeftOutError: there is no such set, or it has none but phrases.
    """
    if not token.startswith("&"):
        return (token,)
    words = sets.get(token.strip("&"), ())
    if not words:
        raise LeftOutError("a set that the file names, of single words", token.upper())
    return words


def _lemma(word: str) -> str:
    """A word as the parser would give it, in the singular.

    Raises:
        LeftOutError: it is a sign, or a word that only serves others.
    """
    if not _WORD.fullmatch(word) or word in FUNCTION_WORDS | PREPOSITIONS:
        raise LeftOutError("a noun, an adjective or an infinitive", repr(word.upper()))
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def guard_word(pattern: str) -> str:
    """The one word of a pattern that tells no event, such as ``SHIP`` of ``* SHIP [---]``.

    Raises:
        LeftOutError: it has several, or none of its own.
    """
    tokens = pattern.replace("_", " ").replace("*", " ").lower().split()
    words = [token for token in tokens if token not in (DOER, TARGET, EACH_OTHER, *ARTICLES)]
    if len(words) != 1:
        raise LeftOutError("one word that shows that no event is meant", repr(pattern))
    return _lemma(words[0])
