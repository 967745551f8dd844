"""Whose word it is, and which words say so: the source's noun phrase and the cue's verb group, as token ranges."""

from __future__ import annotations

from asreported.attributions.clauses import (
    PASSIVE_SUBJECTS,
    RELATIVE_TAGS,
    SUBJECTS,
    VERB_GROUP,
    is_passive,
    later_cue,
)
from asreported.attributions.frames import Range, trim
from asreported.attributions.lists import WordLists
from asreported.attributions.nominals import light_verb, owner_of
from asreported.attributions.trailing import without_incidentals
from asreported.parsing.parse import Parse

_MATRIX = frozenset(("xcomp", "conj", "advcl", "acl", "relcl", "pcomp", "prep"))
_LONGEST_CLIMB = 6
_OF_OBJECT = frozenset(("for", "of", "from"))
"""After an object these give its deed: thanked her for supporting it, accused him of lying."""


# ---- source ----------------------------------------------------------------------------------------------------------


def find_source(parse: Parse, head: int, word_class: str, frame: str, lists: WordLists) -> Range | None:
    """The noun phrase whose word the cue is, as tokens, or None."""
    if word_class == "noun":
        return _noun_source(parse, head, frame, lists)
    if word_class == "adjective":
        return _adjective_source(parse, head, lists)
    if frame == "raising":
        return None
    if frame in ("quote", "colon") and is_passive(parse, head):
        found = parse.child(head, "nsubjpass") if parse.lemmas[head] in lists.quoting_verbs else None
        if found is not None:
            return phrase(parse, found, head, lists)
        frame = "passive"
    if frame.startswith(("passive", "reduced")):
        agent = parse.child(head, "agent")
        by = parse.child(agent, "pobj") if agent is not None else None
        return phrase(parse, by, head, lists) if by is not None else None
    return _subject(parse, head, lists)


def quoting_outlet(parse: Parse, head: int, lists: WordLists) -> int | None:
    """Who quotes: the head noun of "state media" in "state media quoted her as saying", None elsewhere."""
    quote = (
        head if parse.lemmas[head] in lists.quoting_verbs and is_passive(parse, head) else _quoting(parse, head, lists)
    )
    if quote is None:
        return None
    agent = parse.child(quote, "agent")
    return parse.child(agent, "pobj") if agent is not None else parse.child(quote, "nsubj")


def _quoting(parse: Parse, head: int, lists: WordLists) -> int | None:
    """The verb "quote" or "cite" over "as saying", None elsewhere."""
    above = parse.heads[head]
    if parse.deps[head] != "pcomp" or parse.lemmas[above] != "as":
        return None
    verb = parse.heads[above]
    return verb if parse.lemmas[verb] in lists.quoting_verbs else None


def _subject(parse: Parse, verb: int, lists: WordLists) -> Range | None:
    """The subject of `verb`, or of the verb it hangs on when it has none: "went out and said", "left, saying"."""
    quote = _quoting(parse, verb, lists)
    if quote is not None:
        quoted = parse.child(quote, "dobj", "nsubjpass")
        return phrase(parse, quoted, verb, lists) if quoted is not None else None
    at = later_cue(parse, verb) or verb
    for _ in range(_LONGEST_CLIMB):
        subject = parse.child(at, *SUBJECTS) if at == verb else parse.child(at, *SUBJECTS, *PASSIVE_SUBJECTS)
        if subject is not None:
            return phrase(parse, subject, verb, lists)
        if parse.tags[at] == "VBN" and parse.deps[at] == "advcl" and parse.child(at, "aux", "auxpass") is None:
            return None
        dep = parse.deps[at]
        if dep not in _MATRIX or parse.heads[at] == at:
            return None
        if dep == "acl":
            noun = parse.heads[at]
            light = light_verb(parse, noun, lists)
            if light is not None:
                return _subject(parse, light, lists)
            if any(parse.tags[c] == "TO" for c in parse.children[at]):
                at = _verb_above(parse, noun)
                continue
            first = parse.edges[noun][0]
            return (first, noun + 1) if first <= noun < verb else None
        if dep == "xcomp" and (object_ := parse.child(parse.heads[at], "dobj")) is not None and object_ < at:
            return phrase(parse, object_, verb, lists)
        above = parse.heads[at]
        if dep == "prep" and parse.lemmas[at] in _OF_OBJECT and parse.tags[above][0] == "V":
            object_ = parse.child(above, "dobj")
            if object_ is not None and object_ < at:
                return phrase(parse, object_, verb, lists)
        at = above
    return None


def before_cue(parse: Parse, head: int) -> Range | None:
    """The noun phrase from the last comma to the cue, where the parser lost the subject of "…, a doctor said"."""
    start = max(parse.sentences[parse.sentence_of[head]][0], head - _LONGEST_SUBJECT)
    if any(parse.deps[c] in (*SUBJECTS, *PASSIVE_SUBJECTS) for c in parse.children[head]):
        return None
    comma = next((t for t in range(head - 2, start, -1) if parse.words[t] == ","), None)
    if comma is None:
        return None
    tags = [parse.tags[t] for t in range(comma + 1, head)]
    is_phrase = tags[0] != "IN" and not any(tag[0] == "V" or tag in ("CC", "MD") for tag in tags)
    return (comma + 1, head) if is_phrase and any(tag in _NOUNS for tag in tags) else None


_LONGEST_SUBJECT = 12


def beside(parse: Parse, head: int) -> Range | None:
    """The noun phrase right after or right before a quotation's cue: where the parser lost its subject."""
    for edge, side in ((0, head + 1), (1, head)):
        best: Range | None = None
        start, end = parse.sentences[parse.sentence_of[head]]
        for token in range(head + 1, min(end, head + 25)) if edge == 0 else range(max(start, head - 25), head):
            first, last = parse.edges[token]
            if parse.edges[token][edge] != side or parse.tags[token] not in _NOUNS or first <= head < last:
                continue
            if any(e.label in ("DATE", "TIME") and e.start <= token < e.end for e in parse.entities):
                continue
            if best is None or last - first > best[1] - best[0]:
                best = (first, last)
        if best is not None:
            return trim(parse, best)
    return None


_NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS", "PRP"))


def _verb_above(parse: Parse, noun: int) -> int:
    """The verb that governs `noun`: who takes steps "in order to honour", "in a bid to persuade", does so himself."""
    at = parse.heads[noun]
    while parse.tags[at][0] != "V" and parse.heads[at] != at:
        at = parse.heads[at]
    return at


def phrase(parse: Parse, noun: int, cue: int, lists: WordLists) -> Range:
    """The whole noun phrase headed by `noun`, edge punctuation left out, on one side of `cue`."""
    first, last = parse.edges[noun]
    if first <= cue < last:
        first, last = (first, cue) if noun < cue else (cue + 1, last)
    return trim(parse, without_incidentals(parse, (first, last), noun, cue, lists))


def _noun_source(parse: Parse, head: int, frame: str, lists: WordLists) -> Range | None:
    owner = parse.child(head, "poss")
    if owner is not None:
        return parse.edges[owner]
    if frame == "aside":
        owner = owner_of(parse, head)
        return parse.edges[owner] if owner is not None else None
    light = light_verb(parse, head, lists)
    return _subject(parse, light, lists) if light is not None else None


def _adjective_source(parse: Parse, head: int, lists: WordLists) -> Range | None:
    if parse.deps[head] in ("acomp", "oprd", "attr", "conj", "ccomp", "advcl", "ROOT"):
        at = parse.heads[head] if parse.deps[head] in ("acomp", "oprd", "attr") else head
        found = _subject(parse, at, lists)
        if found is None or parse.words[found[0]].lower() not in ("it", "there"):
            return found
    return None


# ---- the cue's own words ---------------------------------------------------------------------------------------------


def cue_range(parse: Parse, head: int, word_class: str, preposition: int | None, lists: WordLists) -> Range:
    """The cue with the unbroken rest of its verb group; with `preposition` when that follows it at once."""
    group = {head}
    for child in parse.children[head]:
        dep, lemma = parse.deps[child], parse.lemmas[child]
        if dep in VERB_GROUP and not (dep == "advmod" and _is_long(parse, child)):
            if parse.tags[child] not in RELATIVE_TAGS:
                group.add(child)
        elif dep == "dep" and lemma == "not":
            group.add(child)
    if word_class == "noun" and parse.child(head, "poss") is None:
        group |= _noun_cue(parse, head, lists)
    elif word_class == "noun":
        group.update(c for c in parse.children[head] if parse.deps[c] in ("amod", "compound") and c < head)
    if word_class == "adjective":
        verb = parse.heads[head]
        if parse.deps[head] in ("acomp", "oprd", "attr") and verb < head:
            group.add(verb)
            group.update(c for c in parse.children[verb] if parse.deps[c] in VERB_GROUP and c < head)
    if word_class == "verb":
        group |= _words_before(parse, head, lists)
    first = last = head
    while first - 1 in group:
        first -= 1
    while last + 1 in group:
        last += 1
    if preposition == last + 1:
        last = preposition
    return first, last + 1


def _words_before(parse: Parse, head: int, lists: WordLists) -> set[int]:
    """What comes before "saying" in "issued a statement saying" and "was quoted as saying"."""
    above = parse.heads[head]
    if parse.deps[head] == "acl" and (light := light_verb(parse, above, lists)) is not None and head - light < _NEAR:
        begin = light
    elif (quote := _quoting(parse, head, lists)) is not None:
        begin = quote if parse.heads[head] == quote + 1 and is_passive(parse, quote) else above
    else:
        return set()
    group = set(range(begin, head))
    group.update(c for c in parse.children[begin] if parse.deps[c] in VERB_GROUP and c < begin)
    return group


_NEAR = 8
"""Tokens: a statement at greater length keeps its own cue."""


def _is_long(parse: Parse, token: int) -> bool:
    first, last = parse.edges[token]
    return last - first > 2


def _noun_cue(parse: Parse, head: int, lists: WordLists) -> set[int]:
    """The noun's own modifiers and its light verb: "made the bold claim"."""
    group = {c for c in parse.children[head] if c < head and parse.deps[c] in ("det", "amod", "advmod", "compound")}
    light = light_verb(parse, head, lists)
    if parse.deps[head] == "pobj" and parse.lemmas[head] in lists.aside_nouns and parse.heads[head] < head:
        group.update(range(parse.heads[head], head))
    if light is not None:
        group.update(range(light, head))
        group.update(c for c in parse.children[light] if parse.deps[c] in VERB_GROUP and c < light)
    return group
