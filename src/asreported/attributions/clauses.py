"""Syntax frames: what a possible cue takes as its content, and whose word it is, read from the dependency parse.

A frame names the shape of the content: "clause" (said that it rained), "infinitive" (wants to run), "object" (defended
the plan), "object+for" (faulted her for the delay), "for" (called for talks), "inserted" (it rained, he said) …
"""

from __future__ import annotations

from asreported.attributions.frames import Frame, Range, prepositional
from asreported.attributions.lists import WordLists
from asreported.attributions.nominals import adjective_frame, light_verb, noun_frame
from asreported.parsing.parse import Parse

SUBJECTS = ("nsubj", "csubj")
PASSIVE_SUBJECTS = ("nsubjpass", "csubjpass")
VERB_GROUP = frozenset(("aux", "auxpass", "neg", "advmod", "prt"))
RELATIVE_TAGS = frozenset(("WDT", "WP", "WRB", "WP$"))


def cue_class(word: str, tag: str) -> str | None:
    """The class of words a cue is looked up in, by its Penn tag: verb, noun, adjective, preposition or None."""
    return "preposition" if word in _PREPOSITIONS else _CLASSES.get(tag)


_PREPOSITIONS = frozenset(("according", "According"))


_CLASSES = {
    **dict.fromkeys(("VB", "VBD", "VBG", "VBN", "VBP", "VBZ"), "verb"),
    **dict.fromkeys(("NN", "NNS"), "noun"),
    **dict.fromkeys(("JJ", "JJR", "JJS"), "adjective"),
}


def read_frame(parse: Parse, head: int, word_class: str, lists: WordLists, takes: str = "") -> Frame | None:
    """The frame of the word `head`, or None when nothing there could be content.

    `takes` is the cue table's word on the verb: with "addressee" its object is spoken to (urged them to go) and no
    content, with "raising" its subject is part of the content (she seems to agree).
    """
    if word_class == "verb":
        return _verb_frame(parse, head, lists, takes)
    if word_class == "noun":
        return noun_frame(parse, head, lists)
    if word_class == "adjective":
        return adjective_frame(parse, head)
    return None


# ---- verbs -----------------------------------------------------------------------------------------------------------


def _verb_frame(parse: Parse, head: int, lists: WordLists, takes: str) -> Frame | None:
    by_dep: dict[str, int] = {}
    for child in parse.children[head]:
        dep = parse.deps[child]
        if dep in ("ccomp", "prep", "dobj") and child < head:
            dep = "left " + dep
        by_dep.setdefault(dep, child)
    if is_passive(parse, head):
        return _passive_frame(parse, head, lists, by_dep)
    if "ccomp" in by_dep:
        return Frame(_clause_name(parse, by_dep["ccomp"]), (_lengthened(parse, head, by_dep["ccomp"]),))
    if "left ccomp" in by_dep or parse.deps[head] == "parataxis":
        return Frame("inserted", _around(parse, head, by_dep))
    if "advcl" in by_dep and _is_that_clause(parse, head, by_dep["advcl"]):
        return Frame("clause", (parse.edges[by_dep["advcl"]],))
    if "xcomp" in by_dep and (called := _called_on(parse, head, by_dep)) is not None:
        return called
    if "xcomp" in by_dep:
        return _open_complement(parse, head, by_dep, takes)
    if "dobj" in by_dep:
        return _object_frame(parse, by_dep["dobj"], lists, by_dep)
    if "left dobj" in by_dep:
        left = by_dep["left dobj"]
        if parse.tags[left] in RELATIVE_TAGS:
            return Frame("relative", (parse.edges[left], *_named_as(parse, head, lists, by_dep)))
        return Frame("object", (parse.edges[left],))
    if "oprd" in by_dep:
        return Frame("predicate", (parse.edges[by_dep["oprd"]],))
    if (noun := _object_gap(parse, head)) is not None:
        return Frame("relative+noun", _noun_before(parse, noun, head))
    if "prep" in by_dep and (frame := prepositional(parse, by_dep["prep"])):
        return frame
    return None


def _named_as(parse: Parse, head: int, lists: WordLists, by_dep: dict[str, int]) -> tuple[Range, ...]:
    """What comes after the cue in "what she called a mistake", "which he described as weak"."""
    if parse.lemmas[head] not in lists.naming_verbs:
        return ()
    for dep in ("oprd", "acomp", "attr", "xcomp", "prep"):
        child = by_dep.get(dep)
        if child is not None and child > head and (dep != "prep" or parse.lemmas[child] == "as"):
            return (_within_quotation(parse, parse.edges[child]),)
    return ()


def _within_quotation(parse: Parse, tokens: Range) -> Range:
    """`tokens` up to the end of the quotation they begin with, if they do: “a hard choice” on Monday."""
    first, last = tokens
    quotation = parse.quotation_at(parse.starts[first])
    if quotation is None or not quotation.closed:
        return tokens
    return first, min(last, parse.tokens_in(quotation.span).stop)


def _object_gap(parse: Parse, head: int) -> int | None:
    """The noun that "the minister rejected" leaves out in "a charge the minister rejected"; None elsewhere."""
    if parse.deps[head] != "relcl" or parse.heads[head] >= head:
        return None
    subject = parse.child(head, "nsubj")
    if subject is None or subject > head or parse.tags[subject] in RELATIVE_TAGS:
        return None
    above = parse.heads[head]
    between = parse.edges[head][0]
    return above if above < between and parse.tags[above][0] == "N" and parse.words[between - 1] != "," else None


def is_passive(parse: Parse, head: int) -> bool:
    """Whether the verb is a passive participle, reduced ones ("a plan backed by") included."""
    if parse.tags[head] != "VBN":
        return False
    return parse.deps[head] == "acl" or any(
        parse.deps[c] in ("auxpass", "nsubjpass", "csubjpass", "agent") for c in parse.children[head]
    )


def later_cue(parse: Parse, verb: int) -> int | None:
    """The cue that `verb` goes on from, where the parser took it into that cue's content: "A said it rained and warned
    that …", with one tense and no subject of its own, or "A said it rained, claiming that …". None elsewhere.
    """
    clause = parse.heads[verb]
    if parse.deps[clause] != "ccomp" or parse.heads[clause] >= clause:
        return None
    cue = parse.heads[clause]
    own = parse.child(verb, "ccomp")
    if own is None or own < verb:
        return None
    if parse.deps[verb] == "advcl" and parse.tags[verb] == "VBG" and parse.edges[verb][0] == verb:
        return cue if parse.words[verb - 1] == "," and verb > clause else None
    if parse.deps[verb] != "conj" or parse.tags[verb] not in _TENSED or parse.tags[verb] != parse.tags[cue]:
        return None
    return None if parse.child(verb, *SUBJECTS, *PASSIVE_SUBJECTS, "aux", "expl") is not None else cue


_TENSED = ("VBD", "VBZ", "VBP", "VBG")


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


def _called_on(parse: Parse, head: int, by_dep: dict[str, int]) -> Frame | None:
    """The frame of "called on the council to act", whose "on" belongs to the cue; None elsewhere."""
    on = by_dep.get("prep")
    if on != head + 1 or parse.words[on].lower() not in ("on", "upon", "for") or by_dep["xcomp"] < on:
        return None
    first, last = parse.edges[by_dep["xcomp"]]
    if parse.child(on, "pobj") is None or parse.tags[first] != "TO":
        return None
    return Frame(parse.words[on].lower() + "+infinitive", ((on + 1, last),), on)


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
            if parse.tags[by_dep["dobj"]] in ("CD", "$"):
                return Frame("object", ((first, last),))
        return Frame("object+" + name, ((first, last),))
    if takes == "raising":
        subject = by_dep.get("nsubj")
        above = () if subject is None or parse.words[subject].lower() == "it" else (parse.edges[subject],)
        return Frame("raising", (*above, (first, last)))
    return Frame(name, ((first, last),))


def _object_frame(parse: Parse, noun: int, lists: WordLists, by_dep: dict[str, int]) -> Frame | None:
    first, last = parse.edges[noun]
    if parse.tags[noun] in RELATIVE_TAGS:
        return Frame("relative", ((first, last),))
    if light_verb(parse, noun, lists) is not None and _noun_is_cue(parse, noun, lists):
        return None
    if "oprd" in by_dep and by_dep["oprd"] > noun:
        return Frame("object+predicate", ((first, parse.edges[by_dep["oprd"]][1]),))
    verb = parse.heads[noun]
    bound = lists.bound_to(parse.lemmas[verb])
    for child in parse.children[verb]:
        if child > noun and parse.deps[child] == "prep" and parse.lemmas[child] in bound:
            return Frame("object+" + parse.lemmas[child], _pieces(parse, verb, (first, last), parse.edges[child]))
    return Frame("object", ((first, _extended(parse, verb, last)),))


def _pieces(parse: Parse, verb: int, noun: Range, phrase: Range) -> tuple[Range, ...]:
    """An object and its prepositional phrase, as one where nothing stands between."""
    last = _extended(parse, verb, phrase[1])
    return ((noun[0], last),) if noun[1] >= phrase[0] else (noun, (phrase[0], last))


def _extended(parse: Parse, verb: int, last: int) -> int:
    """Where an object ends that goes on, right after it, in what the parser hung on the verb: their resolve | to
    continue, his stances | on supporting it, including two.
    """
    for child in parse.children[verb]:
        first, end = parse.edges[child]
        if first == last and parse.deps[child] == "advcl" and parse.tags[first] == "TO":
            last = end
        elif parse.deps[child] == "prep" and first == last:
            lemma = parse.lemmas[child]
            gerund = parse.child(child, "pcomp") is not None and lemma in _TOPICS
            if (lemma == "in" and _is_respect(parse, child)) or gerund:
                last = end
    if last + 1 < len(parse) and parse.tags[last] == "CC" and parse.tags[last + 1] == "VBG":
        topic = any(parse.deps[t] == "pcomp" and parse.tags[t] == "VBG" for t in range(verb + 1, last))
        last = parse.edges[last + 1][1] if topic else last
    if last + 1 < len(parse) and parse.words[last] == "," and parse.words[last + 1] == "including":
        first, end = parse.edges[last + 1]
        return end if first == last + 1 else last
    return last


def _is_respect(parse: Parse, preposition: int) -> bool:
    """Whether "in" says in what respect (her part in the truce), not when or where: no name, no date below it."""
    noun = parse.child(preposition, "pobj")
    return (
        noun is not None and parse.tags[noun][:2] == "NN" and not any(e.start <= noun < e.end for e in parse.entities)
    )


_TOPICS = frozenset(("on", "of", "for", "about", "against", "over", "to", "toward", "towards"))


def _noun_is_cue(parse: Parse, noun: int, lists: WordLists) -> bool:
    """Whether the object of a light verb says it itself: expressed concern about, issued a statement saying that."""
    frame = noun_frame(parse, noun, lists)
    return (frame is not None and bool(frame.content)) or any(
        parse.deps[c] == "acl" and parse.child(c, "ccomp") is not None for c in parse.children[noun]
    )


def _passive_frame(parse: Parse, head: int, lists: WordLists, by_dep: dict[str, int]) -> Frame | None:
    if (
        parse.lemmas[head] in lists.quoting_verbs
        and "prep" in by_dep
        and parse.child(by_dep["prep"], "pcomp") is not None
    ):
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
    if "prep" in by_dep and parse.lemmas[by_dep["prep"]] in lists.content_prepositions:
        frame = prepositional(parse, by_dep["prep"])
        if frame is not None:
            if subject is None and parse.deps[head] == "acl":
                noun = _noun_before(parse, parse.heads[head], head)
                return Frame("reduced+" + frame.name, (*noun, *frame.content), frame.preposition)
            return Frame("passive+" + frame.name, (*above, *frame.content), frame.preposition)
    if subject is None and parse.deps[head] == "acl":
        return Frame("reduced", _noun_before(parse, parse.heads[head], head))
    return Frame("passive", above) if above else None


def _noun_before(parse: Parse, noun: int, head: int) -> tuple[Range, ...]:
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


def is_closing(parse: Parse, head: int) -> bool:
    """Whether a comma or dash sets "…, his family has alleged" off: much surer than the bare inserted frame."""
    first, _ = inserted_range(parse, head)
    return first > 0 and parse.words[first - 1] in _SET_OFF


_SET_OFF = frozenset((",", "—", "–", "-", "--"))


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
