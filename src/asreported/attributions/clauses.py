"""Syntax frames: what a possible cue takes as its content, and whose word it is, read from the dependency parse.

A frame names the shape of the content: "clause" (said that it rained), "infinitive" (wants to run), "object" (defended
the plan), "object+for" (faulted her for the delay), "for" (called for talks), "inserted" (it rained, he said) …
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from asreported.parsing.parse import Parse

Range = tuple[int, int]
"""Tokens [start, end)."""

SUBJECTS = ("nsubj", "csubj")
PASSIVE_SUBJECTS = ("nsubjpass", "csubjpass")
COMPLEMENT_PREPOSITIONS = frozenset(
    ("as", "for", "of", "over", "about", "against", "on", "with", "from", "to", "at", "in", "into", "behind")
)
_BOUND_PREPOSITIONS = frozenset(("as", "for", "of", "over", "about", "against"))
"""After an object these belong to the content: blamed her for the delay. Others mostly say where or when."""
QUOTING = frozenset(("quote", "cite"))
ASIDES = frozenset(("view", "opinion", "judgment", "estimation", "assessment", "account", "telling", "word"))
LIGHT_VERBS = frozenset(
    (
        "make", "have", "take", "express", "offer", "issue", "show", "draw", "give", "raise", "provide", "deliver",
        "hold", "voice", "share", "send", "release", "cast", "repeat", "sound",
    )
)  # fmt: skip
VERB_GROUP = frozenset(("aux", "auxpass", "neg", "advmod", "prt"))
RELATIVE_TAGS = frozenset(("WDT", "WP", "WRB", "WP$"))


class Frame(NamedTuple):
    """A frame's name, its content as token ranges, and the preposition that joins the cue (or None)."""

    name: str
    content: tuple[Range, ...]
    preposition: int | None = None


def cue_class(word: str, tag: str) -> str | None:
    """The class of words a cue is looked up in, by its Penn tag: verb, noun, adjective, preposition or None."""
    return "preposition" if word in _PREPOSITIONS else _CLASSES.get(tag)


_PREPOSITIONS = frozenset(("according", "According"))


_CLASSES = {
    **dict.fromkeys(("VB", "VBD", "VBG", "VBN", "VBP", "VBZ"), "verb"),
    **dict.fromkeys(("NN", "NNS"), "noun"),
    **dict.fromkeys(("JJ", "JJR", "JJS"), "adjective"),
}


def read_frame(parse: Parse, head: int, word_class: str, takes: str = "") -> Frame | None:
    """The frame of the word `head`, or None when nothing there could be content.

    `takes` is the cue table's word on the verb: with "addressee" its object is spoken to (urged them to go) and no
    content, with "raising" its subject is part of the content (she seems to agree).
    """
    if word_class == "verb":
        return _verb_frame(parse, head, takes)
    if word_class == "noun":
        return _noun_frame(parse, head)
    if word_class == "adjective":
        return _adjective_frame(parse, head)
    return None


# ---- verbs -----------------------------------------------------------------------------------------------------------


def _verb_frame(parse: Parse, head: int, takes: str) -> Frame | None:
    by_dep: dict[str, int] = {}
    for child in parse.children[head]:
        dep = parse.deps[child]
        if dep in ("ccomp", "prep", "dobj") and child < head:
            dep = "left " + dep
        by_dep.setdefault(dep, child)
    if is_passive(parse, head):
        return _passive_frame(parse, head, by_dep)
    if "ccomp" in by_dep:
        return Frame(_clause_name(parse, by_dep["ccomp"]), (_lengthened(parse, head, by_dep["ccomp"]),))
    if "left ccomp" in by_dep or parse.deps[head] == "parataxis":
        return Frame("inserted", _around(parse, head, by_dep))
    if "advcl" in by_dep and _is_that_clause(parse, head, by_dep["advcl"]):
        return Frame("clause", (parse.edges[by_dep["advcl"]],))
    if "xcomp" in by_dep:
        return _open_complement(parse, head, by_dep, takes)
    if "dobj" in by_dep:
        return _object_frame(parse, by_dep["dobj"], by_dep)
    if "left dobj" in by_dep:
        left = by_dep["left dobj"]
        if parse.tags[left] in RELATIVE_TAGS:
            return Frame("relative", (parse.edges[left],))
        return Frame("object", (parse.edges[left],))
    if "oprd" in by_dep:
        return Frame("predicate", (parse.edges[by_dep["oprd"]],))
    if "prep" in by_dep and (frame := _prepositional(parse, by_dep["prep"])):
        return frame
    return None


def is_passive(parse: Parse, head: int) -> bool:
    """Whether the verb is a passive participle, reduced ones ("a plan backed by") included."""
    if parse.tags[head] != "VBN":
        return False
    return parse.deps[head] == "acl" or any(
        parse.deps[c] in ("auxpass", "nsubjpass", "csubjpass", "agent") for c in parse.children[head]
    )


def later_cue(parse: Parse, verb: int) -> int | None:
    """The cue that `verb` goes on from, where the parser took it into that cue's content: "A said it rained and warned
    that …", with one tense and no subject of its own. None elsewhere.
    """
    clause = parse.heads[verb]
    if parse.deps[verb] != "conj" or parse.deps[clause] != "ccomp" or parse.heads[clause] >= clause:
        return None
    cue = parse.heads[clause]
    own = parse.child(verb, "ccomp")
    if parse.tags[verb] not in _FINITE or parse.tags[verb] != parse.tags[cue] or own is None or own < verb:
        return None
    return None if parse.child(verb, *SUBJECTS, *PASSIVE_SUBJECTS, "aux", "expl") is not None else cue


_FINITE = ("VBD", "VBZ", "VBP")


def _is_that_clause(parse: Parse, head: int, clause: int) -> bool:
    """An adverbial clause that begins with "that" is a complement the parser hung wrongly: wrote on Monday that …"""
    first = parse.edges[clause][0]
    return first > head and parse.words[first] == "that" and parse.words[first - 1] not in ("so", "such")


def _lengthened(parse: Parse, head: int, clause: int) -> Range:
    """The clause with a further one that the parser hung on the cue: said that it rained, but that it would stop."""
    first, last = parse.edges[clause]
    for child in parse.children[clause]:
        if parse.deps[child] == "conj" and later_cue(parse, child) is not None:
            last = min(last, parse.edges[child][0])
            while last - 1 > clause and parse.deps[last - 1] in ("cc", "punct"):
                last -= 1
            return first, last
    for child in parse.children[head]:
        is_later = child > clause and parse.deps[child] in ("conj", "ccomp") and parse.edges[child][0] >= last - 1
        if is_later and any(parse.deps[c] == "mark" and parse.lemmas[c] == "that" for c in parse.children[child]):
            last = parse.edges[child][1]
    return first, last


def _clause_name(parse: Parse, verb: int) -> str:
    """Finite clauses are "clause"; those with "to" or a bare participle "small"."""
    tags = [parse.tags[c] for c in parse.children[verb] if parse.deps[c] in ("aux", "auxpass")]
    return "small" if "TO" in tags or (parse.tags[verb] == "VBG" and not tags) else "clause"


def _open_complement(parse: Parse, head: int, by_dep: dict[str, int], takes: str) -> Frame:
    verb = by_dep["xcomp"]
    first, last = parse.edges[verb]
    if head < verb and first <= head:
        first = head + 1
    name = "infinitive" if parse.tags[first] == "TO" or "to" in parse.words[first:verb] else "gerund"
    if parse.tags[verb][0] != "V" and name == "gerund":
        name = "predicate"
    if "dobj" in by_dep and by_dep["dobj"] < verb:
        if takes != "addressee":
            first = min(first, parse.edges[by_dep["dobj"]][0])
        return Frame("object+" + name, ((first, last),))
    if takes == "raising":
        subject = by_dep.get("nsubj")
        above = () if subject is None or parse.words[subject].lower() == "it" else (parse.edges[subject],)
        return Frame("raising", (*above, (first, last)))
    return Frame(name, ((first, last),))


def _object_frame(parse: Parse, noun: int, by_dep: dict[str, int]) -> Frame | None:
    first, last = parse.edges[noun]
    if parse.tags[noun] in RELATIVE_TAGS:
        return Frame("relative", ((first, last),))
    if light_verb(parse, noun) is not None and _noun_is_cue(parse, noun):
        return None
    if "oprd" in by_dep and by_dep["oprd"] > noun:
        return Frame("object+predicate", ((first, parse.edges[by_dep["oprd"]][1]),))
    for child in parse.children[parse.heads[noun]]:
        if child > noun and parse.deps[child] == "prep" and parse.lemmas[child] in _BOUND_PREPOSITIONS:
            return Frame("object+" + parse.lemmas[child], ((first, last), parse.edges[child]))
    return Frame("object", ((first, last),))


def _noun_is_cue(parse: Parse, noun: int) -> bool:
    """Whether the object of a light verb says it itself: expressed concern about, issued a statement saying that."""
    frame = _noun_frame(parse, noun)
    return (frame is not None and bool(frame.content)) or any(
        parse.deps[c] == "acl" and parse.child(c, "ccomp") is not None for c in parse.children[noun]
    )


def _prepositional(parse: Parse, preposition: int) -> Frame | None:
    word = parse.lemmas[preposition]
    for child in parse.children[preposition]:
        if child > preposition and (parse.deps[child] in ("pobj", "pcomp") or word == "as"):
            return Frame(word, ((preposition + 1, parse.edges[preposition][1]),), preposition)
    return None


def _passive_frame(parse: Parse, head: int, by_dep: dict[str, int]) -> Frame | None:
    if parse.lemmas[head] in QUOTING and "prep" in by_dep and parse.child(by_dep["prep"], "pcomp") is not None:
        return None
    subject = by_dep.get("nsubjpass", by_dep.get("csubjpass"))
    above: tuple[Range, ...] = ()
    if subject is not None and parse.words[subject].lower() not in ("it", "there"):
        above = (parse.edges[subject],)
    if "ccomp" in by_dep:
        return Frame("passive+clause", (parse.edges[by_dep["ccomp"]],))
    if "left ccomp" in by_dep:
        return Frame("inserted", _around(parse, head, by_dep))
    for dep, name in (("xcomp", "infinitive"), ("oprd", "predicate")):
        if dep in by_dep and by_dep[dep] > head:
            return Frame("passive+" + name, (*above, parse.edges[by_dep[dep]]))
    if "prep" in by_dep and parse.lemmas[by_dep["prep"]] in COMPLEMENT_PREPOSITIONS:
        frame = _prepositional(parse, by_dep["prep"])
        if frame is not None:
            if subject is None and parse.deps[head] == "acl":
                return Frame("reduced+" + frame.name, (*_noun_before(parse, head), *frame.content), frame.preposition)
            return Frame("passive+" + frame.name, (*above, *frame.content), frame.preposition)
    if subject is None and parse.deps[head] == "acl":
        return Frame("reduced", _noun_before(parse, head))
    return Frame("passive", above) if above else None


def _noun_before(parse: Parse, head: int) -> tuple[Range, ...]:
    noun = parse.heads[head]
    first = parse.edges[noun][0]
    return ((first, noun + 1),) if first <= noun < head else ()


def _around(parse: Parse, head: int, by_dep: dict[str, int]) -> tuple[Range, ...]:
    """The clause into which, or after which, "he said" is put: its subtree without what belongs to "he said"."""
    if "left ccomp" in by_dep:
        main = by_dep["left ccomp"]
        first, last = parse.edges[main]
        if last <= head:
            last = _resumed(parse, head, last)
    else:
        main = parse.heads[head]
        while parse.deps[main] in (*SUBJECTS, *PASSIVE_SUBJECTS, "pobj", "prep", "appos"):
            main = parse.heads[main]
        first, last = parse.edges[main]
    own = inserted_range(parse, head)
    return tuple((a, b) for a, b in ((first, min(last, own[0])), (max(first, own[1]), last)) if a < b)


def _resumed(parse: Parse, head: int, last: int) -> int:
    """Where the content ends when it goes on after "he said," as a conjunct that the parser hung on the cue."""
    for child in parse.children[head]:
        if parse.deps[child] in ("conj", "ccomp") and child > head and parse.child(child, "nsubj", "nsubjpass", "expl"):
            last = max(last, parse.edges[child][1])
    return last


def inserted_range(parse: Parse, head: int) -> Range:
    """The tokens of an inserted "a spokesman said on Saturday": the cue, its subject, its short complements."""
    first, last = head, head + 1
    for child in parse.children[head]:
        dep = parse.deps[child]
        left, right = parse.edges[child]
        if dep in (*SUBJECTS, *PASSIVE_SUBJECTS, *VERB_GROUP, "agent", "nmod", "dobj", "dative"):
            first, last = min(first, left), max(last, right)
        elif dep in ("prep", "npadvmod", "advcl") and left > head and right - left < 12:
            last = max(last, right)
    return first, last


# ---- nouns and adjectives --------------------------------------------------------------------------------------------


def _noun_frame(parse: Parse, head: int) -> Frame | None:
    if parse.lemmas[head] in ASIDES and (aside := _aside(parse, head)) is not None:
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
            return _prepositional(parse, child)
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


def light_verb(parse: Parse, noun: int) -> int | None:
    """The verb of "made the claim", "has doubts", which adds nothing to the noun; None for other objects."""
    verb = parse.heads[noun]
    if parse.deps[noun] == "dobj" and parse.lemmas[verb] in LIGHT_VERBS and verb < noun:
        return verb
    return None


def _adjective_frame(parse: Parse, head: int) -> Frame | None:
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
            return _prepositional(parse, child)
    return None


# ---- token ranges ----------------------------------------------------------------------------------------------------


def trim(parse: Parse, tokens: Range) -> Range:
    """`tokens` without commas, dashes and brackets that stand alone at either edge; never empty."""
    first, last = tokens
    while first < last - 1 and parse.words[first] in _EDGE_MARKS:
        first += 1
    while last - 1 > first and parse.words[last - 1] in _EDGE_MARKS:
        last -= 1
    return first, last


_EDGE_MARKS = frozenset((",", ";", "-", "–", "—", "--", ":", "“", "”", '"', "''", "``"))


def cut(pieces: Iterable[Range], holes: Iterable[Range]) -> tuple[Range, ...]:
    """`pieces` without the tokens of `holes`, in text order, merged where they touch."""
    kept = list(pieces)
    for low, high in holes:
        kept = [(a, b) for first, last in kept for a, b in ((first, min(last, low)), (max(first, high), last)) if a < b]
    merged: list[Range] = []
    for first, last in sorted(kept):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return tuple(merged)
