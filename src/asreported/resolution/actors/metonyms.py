"""When a capital or a seat of government stands for its state."""

from __future__ import annotations

from asreported.parsing.parse import Parse
from asreported.resolution.actors.index import ActorIndex
from asreported.resolution.actors.rows import Entry


def acts(parse: Parse, index: ActorIndex, head: int, entry: Entry) -> bool:
    """Whether a capital or seat stands for its government: it decides, owns a decision, or is dealt with.

    "Ankara rejected the offer", "Moscow's refusal", "talks between Ankara and Moscow", "sanctions against Tehran", and
    "the president arrived in Amman"; not "in Ankara", "a court in Moscow", "Moscow's streets".
    """
    dep, above = parse.deps[head], parse.heads[head]
    while dep in ("conj", "appos"):
        head, dep, above = above, parse.deps[above], parse.heads[above]
    lemma = parse.lemmas[above].lower()
    if names_broadcaster(parse, index, head):
        return False
    if entry.form == "seat" and dep in ("nsubj", "nsubjpass"):
        return True
    if dep in ("nsubj", "agent") or (dep == "pobj" and parse.deps[above] == "agent"):
        return index.is_use("speech_verb", lemma if dep == "nsubj" else parse.lemmas[parse.heads[above]].lower())
    if _is_visited(parse, index, dep, above):
        return True
    if dep in ("dobj", "dative"):
        return index.is_use("relation_verb", lemma)
    if dep == "poss" or (dep in ("compound", "amod", "nmod") and entry.form == "seat"):
        word = parse.words[above].lower()
        return index.is_use("act_noun", word) or (entry.form == "seat" and parse.tags[above].startswith("NN"))
    if dep == "pobj" and index.is_use("relation_preposition", parse.words[above].lower()):
        governor = parse.lemmas[parse.heads[above]].lower()
        return index.is_use("relation_noun", governor) or (lemma != "on" and index.is_use("relation_verb", governor))
    return False


def names_broadcaster(parse: Parse, index: ActorIndex, head: int) -> bool:
    """Whether a name only says whose "radio" or "television" the next word is."""
    return head + 1 < len(parse) and index.is_use("broadcaster", parse.words[head + 1].lower())


def _is_visited(parse: Parse, index: ActorIndex, dep: str, above: int) -> bool:
    """Whether it is where an office-holder arrives: the host of a visit, "the president arrived in Amman"."""
    verb = above
    if dep == "pobj" and parse.words[above].lower() in ("in", "to"):
        verb = parse.heads[above]
    elif dep != "dobj":
        return False
    if not index.is_use("visit_verb", parse.lemmas[verb].lower()):
        return False
    visitor = parse.child(verb, "nsubj")
    return visitor is not None and any(
        index.is_use("visitor", parse.words[t].lower()) for t in range(*parse.edges[visitor])
    )
