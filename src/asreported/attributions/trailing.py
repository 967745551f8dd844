"""Trailing parts: what stands at the end of a content, or of a source, but is the writer's own addition."""

from __future__ import annotations

from bisect import bisect_left

from asreported.attributions.frames import Range
from asreported.attributions.lists import WordLists
from asreported.parsing.parse import Parse

_SET_OFF = frozenset((",", "-", "–", "—", "--", "("))
_DASHES = frozenset(("-", "–", "—", "--"))
_INDEFINITE = frozenset(("a", "an", "one"))
_RELATIVE_TAGS = frozenset(("WDT", "WP", "WP$", "WRB"))
_FAR = 4
"""Tokens within which a relative clause shows its pronoun: "most of whom"."""


def without_additions(parse: Parse, content: Range, lists: WordLists) -> Range:
    """`content` less what the writer adds after a comma or dash at its end: ", who …", ", a charge the army rejects",
    ", claiming that …". In unquoted contents of PolNeAR train 25 of 37 such relative clauses are left out, and 49 of 66
    appositions with "a", "an" or "one", or with "the" and a clause of their own; barer ones are mostly kept.
    """
    first, last = content
    at = last - 1
    while at > first and parse.deps[at] == "punct":
        at -= 1
    cut = last
    while first <= parse.heads[at] < last and parse.heads[at] != at:
        begin = parse.edges[at][0]
        above = parse.heads[at]
        is_set_off = first < begin and above < at and parse.words[begin - 1] in _SET_OFF
        if is_set_off and _is_added(parse, at, begin, lists) and not _quotes(parse, begin, last):
            cut = begin - 1
        at = above
    return (first, cut) if cut > first else content


def _quotes(parse: Parse, first: int, last: int) -> bool:
    """Whether a quotation begins in, or reaches into, these tokens."""
    start, end = parse.span(first, last)
    number = bisect_left(parse.quotations, start, key=lambda q: q.end)
    return number < len(parse.quotations) and parse.quotations[number].start < end


def _is_added(parse: Parse, head: int, begin: int, lists: WordLists) -> bool:
    dep = parse.deps[head]
    if dep == "relcl":
        return any(parse.tags[t] in _RELATIVE_TAGS for t in range(begin, min(head, begin + _FAR)))
    if dep == "appos":
        has_clause = parse.child(head, "relcl", "acl") is not None
        word = parse.words[begin].lower()
        named = parse.lemmas[head] in lists.claim_nouns and has_clause
        return named or word in _INDEFINITE or (word == "the" and (has_clause or parse.words[begin - 1] in _DASHES))
    return dep == "advcl" and parse.tags[head] == "VBG" and begin == head and parse.child(head, "ccomp") is not None


def without_incidentals(parse: Parse, source: Range, top: int, cue: int, lists: WordLists) -> Range:
    """The noun phrase of a source, headed by `top`, less an incidental clause set off after it: ", speaking on Monday",
    ", which …", ", who met both".

    A ", who …" that identifies (is, works, leads) stays: 69 of 83 are in the source in PolNeAR train. Others stay
    after the cue only, where train keeps 85 of 116, against half of those before it.
    """
    first, last = source
    described = [top, *(c for c in parse.children[top] if parse.deps[c] == "appos" and c > top)]
    below = {c for noun in described for c in parse.children[noun]}
    below.update(t for t in range(first, last) if parse.deps[t] == "relcl")
    for child in sorted(below):
        begin = parse.edges[child][0]
        if child < top or not first < begin < last or parse.words[begin - 1] not in _SET_OFF:
            continue
        if _is_incidental(parse, child, begin, after_cue=cue < top, lists=lists):
            last = begin - 1
            break
    return first, _before_open_bracket(parse, first, last)


def _is_incidental(parse: Parse, clause: int, begin: int, *, after_cue: bool, lists: WordLists) -> bool:
    dep, word = parse.deps[clause], parse.words[begin].lower()
    if dep == "acl":
        return True
    if dep != "relcl" or word not in ("which", "where", "who"):
        return False
    if word != "who":
        return True
    verb = parse.lemmas[clause]
    if verb in lists.identifying_verbs:
        return False
    return not after_cue or verb in lists.speaking_verbs


def _before_open_bracket(parse: Parse, first: int, last: int) -> int:
    """`last`, or the bracket that opens before it and does not close."""
    opened = [t for t in range(first + 1, last) if parse.words[t] == "("]
    if opened and not any(parse.words[t] == ")" for t in range(opened[-1], last)):
        return opened[-1]
    return last
