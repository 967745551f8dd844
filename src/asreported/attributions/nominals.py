"""Frames of nouns and adjectives: her claim that …, made the claim that …, in her view …, is sure that …"""

from __future__ import annotations

from asreported.attributions.frames import Frame, cut, prepositional
from asreported.attributions.lists import WordLists
from asreported.parsing.parse import Parse


def noun_frame(parse: Parse, head: int, lists: WordLists) -> Frame | None:
    """The frame of a noun that may say something; "bare" with no content for one that only has an owner."""
    if parse.lemmas[head] in lists.aside_nouns and (aside := _aside(parse, head)) is not None:
        return aside
    for child in parse.children[head]:
        dep = parse.deps[child]
        if child < head:
            continue
        first, last = parse.edges[child]
        if dep in ("acl", "ccomp", "relcl") and parse.words[first] == "that" and parse.deps[first] == "mark":
            return Frame("clause", ((first, last),))
        if dep in ("acl", "xcomp") and any(parse.tags[c] == "TO" for c in parse.children[child]):
            return Frame("infinitive", ((first, last),))
        if dep == "prep" and child <= head + 1:
            return prepositional(parse, child)
    light = light_verb(parse, head, lists)
    if light is not None and (to := parse.child(light, "dative")) == head + 1:
        return prepositional(parse, to)
    if parse.child(head, "poss") is not None:
        return Frame("bare", ())
    return None


def _aside(parse: Parse, head: int) -> Frame | None:
    """In her view, …: the clause that the phrase is put to, without the phrase."""
    preposition = parse.heads[head]
    verb = parse.heads[preposition]
    if parse.deps[head] != "pobj" or parse.lemmas[preposition].lower() not in ("in", "by", "to"):
        return None
    owned = parse.child(head, "poss") is not None or owner_of(parse, head) is not None
    if not owned or parse.deps[preposition] != "prep" or parse.tags[verb][0] != "V":
        return None
    return Frame("aside", cut([parse.edges[verb]], [parse.edges[preposition]]))


def owner_of(parse: Parse, noun: int) -> int | None:
    """Whose view it is in "in the view of the minister": the head noun after "of", or None."""
    of = next((c for c in parse.children[noun] if parse.lemmas[c] == "of" and c > noun), None)
    return parse.child(of, "pobj") if of is not None else None


def light_verb(parse: Parse, noun: int, lists: WordLists) -> int | None:
    """The verb of "made the claim", "has doubts", which adds nothing to the noun; None for other objects."""
    verb = parse.heads[noun]
    if parse.deps[noun] == "dobj" and parse.lemmas[verb] in lists.light_verbs and verb < noun:
        return verb
    return None


def adjective_frame(parse: Parse, head: int) -> Frame | None:
    """The frame of an adjective that may hold an attitude: sure that, willing to, critical of."""
    for child in parse.children[head]:
        dep = parse.deps[child]
        if child < head:
            continue
        first, last = parse.edges[child]
        if dep in ("ccomp", "advcl") and parse.words[first].lower() in ("that", "if", "whether", "how", "what"):
            return Frame("clause", ((first, last),))
        if dep == "ccomp":
            return Frame("clause", ((first, last),))
        if dep == "xcomp":
            return Frame("infinitive", ((first, last),))
        if dep == "prep" and child <= head + 1:
            return prepositional(parse, child)
    return None
