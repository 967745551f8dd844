"""Realis: whether a word in its clause tells a deed as done, denied, possible, planned, conditional or general."""

from __future__ import annotations

from asreported.events.table import EventTable
from asreported.parsing import Parse
from asreported.records import Realis

PASSING = frozenset({"xcomp", "ccomp", "pcomp", "acl", "conj", "advcl"})
ACTUAL: Realis = "actual"
FINITE = frozenset({"VBD", "VBZ", "VBP"})
CLIMB = 12
"""No real chain of clauses is deeper; a broken tree must end."""


def verb_realis(parse: Parse, verb: int, table: EventTable) -> Realis:
    """How the deed of the verb at `verb` holds, by its own words and by what governs it."""
    for _ in range(CLIMB):
        verdict = _own(parse, verb, table)
        if verdict != ACTUAL:
            return verdict
        dep, head = parse.deps[verb], parse.heads[verb]
        if dep == "relcl" and parse.tags[verb] == "VB" and any(parse.tags[c] == "TO" for c in parse.children[verb]):
            return "planned"
        if dep in ("relcl", "acl") and _is_refuted(parse, verb, table):
            return "denied"
        if dep not in PASSING or head == verb:
            return ACTUAL
        governor = parse.heads[head] if dep == "pcomp" else head
        if dep == "conj":
            if any(parse.deps[c] in ("nsubj", "nsubjpass") for c in parse.children[verb]) or _is_apart(parse, verb):
                return ACTUAL
        else:
            settled = _governed(parse, verb, governor, table)
            if settled is not None:
                return settled
        verb = governor
        if not parse.tags[verb].startswith(("V", "J")):
            return ACTUAL
    return ACTUAL


def _is_refuted(parse: Parse, verb: int, table: EventTable) -> bool:
    """Whether the clause is what a report said that somebody rejects: "dismissed a claim that X had fired"."""
    noun = parse.heads[verb]
    if parse.lemmas[noun].lower() not in table.realis("hearsay"):
        return False
    if not any(parse.deps[c] in ("mark", "nsubj") and parse.words[c].lower() == "that" for c in parse.children[verb]):
        return False
    for _ in range(4):
        if parse.deps[noun] not in ("dobj", "appos", "pobj", "prep", "conj", "nsubjpass"):
            return False
        noun = parse.heads[noun]
        if parse.lemmas[noun].lower() in table.realis("refute"):
            return parse.tags[noun][0] == "V"
    return False


def _is_apart(parse: Parse, verb: int) -> bool:
    """Whether a coordinated verb has a tense of its own: "it has never paid anybody and offered a refund"."""
    return parse.tags[verb] in FINITE and parse.tags[parse.heads[verb]] not in FINITE


def _governed(parse: Parse, verb: int, governor: int, table: EventTable) -> Realis | None:
    """What the governing word makes of a clause below it; None when the governor's own realis decides."""
    dep, lemma = parse.deps[verb], parse.lemmas[governor].lower()
    is_infinitive = parse.tags[verb] == "VB" and not _is_finite(parse, verb)  # with "to", or bare: "demanded he leave"
    if dep == "pcomp" and (before := _before(parse, verb, lemma, table)) is not None:
        return before
    if dep == "pcomp" and lemma in table.realis("wanted") and parse.tags[governor].startswith("N"):
        return "planned"
    if lemma == "go" and is_infinitive and parse.tags[governor] == "VBG":
        return "planned"
    given = table.realis("governor").get(lemma)
    if _is_presupposed(parse, verb, table):
        return ACTUAL
    if is_infinitive and dep != "ccomp" and parse.lemmas[verb].lower() in table.realis("performed"):
        if lemma in table.realis("vehicle"):
            return None
        if lemma in table.realis("wished") and any(
            parse.words[c].lower() in ("i", "we") for c in parse.children[governor] if parse.deps[c] == "nsubj"
        ):
            return ACTUAL  # "I would like to thank": whoever says so has done it
    if is_infinitive and any(parse.words[c].lower() == "only" and c < verb for c in parse.children[verb]):
        return None  # "retired, only to come back"
    if given == "denied" and dep == "pcomp" and verb_realis(parse, governor, table) != ACTUAL:
        return "possible"  # "would prevent X from building"
    if given is not None and dep != "advcl":
        return given
    if is_infinitive:
        return None if lemma in table.realis("infinitive") and dep not in ("acl", "advcl") else "planned"
    if dep == "ccomp" and verb < governor:
        return ACTUAL  # "soldiers shot two; no one was charged": what stands before is said, not governed
    if dep == "ccomp":
        return _finite(parse, governor, table)
    if dep == "acl" or (dep == "advcl" and parse.tags[verb] not in ("VBG", "VBN")):
        return ACTUAL
    return None


def _is_presupposed(parse: Parse, verb: int, table: EventTable) -> bool:
    """Whether the clause asks why or how something was done, which it was: "gave no reason why it was banned"."""
    return parse.tags[verb] in (*FINITE, "VBN") and any(
        parse.deps[c] == "advmod" and parse.words[c].lower() in table.realis("presupposes")
        for c in parse.children[verb]
    )


def _before(parse: Parse, verb: int, governor: str, table: EventTable) -> Realis | None:
    """What the preposition before a gerund makes of it: "kept X from building", "rather than using", "like caving"."""
    preposition = parse.words[parse.heads[verb]].lower()
    if preposition == "from" and (governor in table.realis("source") or governor in table.realis("governor")):
        return None
    return table.realis("before").get(preposition)


def _finite(parse: Parse, governor: int, table: EventTable) -> Realis:
    """A that-clause holds as such unless its governor is itself denied: "did not say that"."""
    own = _own(parse, governor, table)
    return own if own in ("denied", "conditional") else ACTUAL


def _own(parse: Parse, verb: int, table: EventTable) -> Realis:
    """What the verb's own auxiliaries, negation, adverbs and conjunction say."""
    verdict: Realis = ACTUAL
    for child in parse.children[verb]:
        dep, word = parse.deps[child], parse.words[child].lower()
        if dep == "neg":
            return "denied"
        if dep == "mark" and word in table.realis("mark"):
            return table.realis("mark")[word]
        if dep == "aux" and verdict == ACTUAL and not _is_surname(parse, child, verb):
            verdict = table.realis("modal").get(word, ACTUAL)
        elif dep in ("advmod", "npadvmod") and verdict == ACTUAL:
            verdict = table.realis("adverb").get(word, ACTUAL)
        elif dep in ("nsubj", "nsubjpass", "dobj") and _is_none(parse, child, table):
            return "denied"
    return verdict


def _is_finite(parse: Parse, verb: int) -> bool:
    """Whether "do" makes a bare form finite: "did carry out"."""
    return any(parse.deps[c] == "aux" and parse.lemmas[c].lower() == "do" for c in parse.children[verb])


def _is_surname(parse: Parse, auxiliary: int, verb: int) -> bool:
    """Whether a "modal" is a name: no modal stands before a past tense, or with a capital inside a sentence."""
    first = parse.sentences[parse.sentence_of[auxiliary]][0]
    return parse.words[auxiliary][0].isupper() and (parse.tags[verb] in ("VBD", "VBZ") or auxiliary > first)


def _is_none(parse: Parse, noun: int, table: EventTable) -> bool:
    if parse.words[noun].lower() in ("nobody", "none"):
        return True
    return any(
        parse.deps[c] == "det"
        and parse.words[c].lower() in ("no", "neither")
        and parse.words[c + 1].lower() not in table.realis("compared")  # "no fewer than 17 were killed"
        for c in parse.children[noun]
    )


def noun_realis(parse: Parse, noun: int, table: EventTable) -> Realis:
    """How the deed named by a noun holds: its modifiers, then what governs it."""
    definite = has_number = False
    for child in parse.children[noun]:
        word, dep = parse.words[child].lower(), parse.deps[child]
        if dep == "det" and word in ("no", "any"):
            return "denied" if word == "no" else "possible"
        if dep in ("amod", "compound", "advmod") and word in table.realis("modifier"):
            return table.realis("modifier")[word]
        definite = definite or dep == "poss" or (dep == "det" and word in ("the", "this", "that", "these", "those"))
        has_number = has_number or dep == "nummod" or (dep == "det" and word in ("a", "an", "another"))
    dep, head = parse.deps[noun], parse.heads[noun]
    while dep == "conj" and head != noun:
        noun, dep, head = head, parse.deps[head], parse.heads[head]
    if dep == "pobj":
        head = parse.heads[head]
    given = table.realis("governor").get(parse.lemmas[head].lower())
    if given is None and dep in ("dobj", "pobj"):
        given = table.realis("wanted").get(parse.lemmas[head].lower())
    if given is not None and dep in ("dobj", "pobj", "nsubjpass", "nsubj", "poss", "compound"):
        return given
    if dep in ("dobj", "nsubj", "nsubjpass") and parse.tags[head].startswith("V") and not definite:
        return verb_realis(parse, head, table)
    if not definite and not has_number and parse.tags[noun] in ("NNS", "NNPS") and dep not in ("dobj", "ROOT"):
        return "generic" if not any(parse.deps[c] in ("amod", "compound") for c in parse.children[noun]) else ACTUAL
    return ACTUAL
