"""What kind of saying it is: its act, whether it holds, and the letter or speech it was made in."""

from __future__ import annotations

from asreported.attributions.candidates import Candidate
from asreported.attributions.cues import CueTable
from asreported.attributions.frames import trim
from asreported.attributions.lists import WordLists
from asreported.attributions.sources import quoting_outlet
from asreported.attributions.speech_acts import act_of_content, content_noun, is_conditional_threat
from asreported.parsing.parse import Parse
from asreported.records import Channel, Realis, Span, Spans

_NEGATIONS = frozenset(("not", "n't", "n’t", "never", "nobody", "neither", "nor", "no"))
_POSSIBLE = frozenset(("may", "might", "could", "would"))
_PLANNED = frozenset(("will", "shall", "'ll", "’ll", "wo", "ca"))
_CONDITIONS = frozenset(("if", "unless", "whether", "should"))
_SHADES = frozenset(("aux", "neg", "auxpass", "mark", "preconj"))
_FINITE = frozenset(("VBD", "VBZ", "VBP"))
_NOBODY = frozenset(("nobody", "none", "neither", "no"))
_CHANNEL_WORDS = 14
"""How far, in tokens, a channel may stand from its cue."""


def find_realis(parse: Parse, head: int, lists: WordLists) -> Realis:
    """Whether the saying took place: did not say, will say, is expected to say, may say, if he says."""
    words = {parse.words[c].lower() for c in parse.children[head] if parse.deps[c] in _SHADES}
    above = parse.heads[head]
    if parse.deps[head] == "conj" and any(
        parse.lemmas[c] == "nor" and parse.deps[c] == "cc" for c in parse.children[above]
    ):
        return "denied"
    is_negated = parse.child(head, "neg") is not None or words & _NEGATIONS or _is_nobody(parse, head)
    if is_negated or _keeps_silent(parse, head, lists):
        return "denied"
    if words & _CONDITIONS and parse.deps[head] == "advcl":
        return "conditional"
    if parse.deps[head] == "xcomp" and above != head:
        if _keeps_silent(parse, above, lists):
            return "denied"
        if parse.lemmas[above] in lists.expecting_words:
            return "planned"
        return find_realis(parse, above, lists)
    if words & _PLANNED:
        return "planned"
    if _is_habit(parse, head, words, lists):
        return "generic"
    if words & _POSSIBLE:
        return "possible"
    is_bare = parse.tags[head] not in _FINITE or parse.tags[above] in _FINITE  # not "has never paid and offered"
    if parse.deps[head] == "conj" and is_bare and parse.child(head, "nsubj", "aux") is None and above < head:
        return find_realis(parse, above, lists)
    return "actual"


def _is_nobody(parse: Parse, head: int) -> bool:
    """Whether the subject is nobody: "no minister said", "none of them"."""
    subject = parse.child(head, "nsubj", "nsubjpass")
    if subject is None:
        return False
    words = {parse.words[t].lower() for t in (subject, *(c for c in parse.children[subject] if parse.deps[c] == "det"))}
    return bool(words & _NOBODY)


def _is_habit(parse: Parse, head: int, words: set[str], lists: WordLists) -> bool:
    """Critics often say, would often say: no single saying."""
    if parse.tags[head] not in ("VBP", "VBZ", "VBD") and "would" not in words:
        return False
    return any(parse.deps[c] == "advmod" and parse.lemmas[c] in lists.habit_adverbs for c in parse.children[head])


def _keeps_silent(parse: Parse, head: int, lists: WordLists) -> bool:
    """Declined to comment, refused to say: a refusal of anything else is a deed, and holds."""
    refused = parse.child(head, "xcomp")
    return (
        parse.lemmas[head] in lists.refusing_verbs
        and refused is not None
        and parse.lemmas[refused] in lists.speaking_verbs
    )


def find_act(parse: Parse, candidate: Candidate, cues: CueTable) -> str:
    """The act of the cue's row ("refuse" for declining to say); that of the content where the cue is neutral."""
    lemma = "say"
    if candidate.head is not None:
        lemma = "according" if candidate.word_class == "preposition" else parse.lemmas[candidate.head]
        act = cues.act(lemma, candidate.word_class, candidate.frame)
        if act == "deny" and content_noun(parse, candidate.content) in cues.lists.refusable_nouns:
            return "refuse"
        if act == "warn" and is_conditional_threat(parse, candidate.content, candidate.source):
            return "threaten"
        if act != "say":
            return act
    if lemma not in cues.lists.neutral_verbs:
        return "say"
    return act_of_content(parse, candidate.content, candidate.source, cues.patterns) or "say"


def find_channel(parse: Parse, candidate: Candidate, cues: CueTable) -> Channel | None:
    """The letter, speech, statement … that hangs on the cue or is its source, or None."""
    if candidate.head is None:
        return None
    for token in _near(parse, candidate.head):
        name = cues.channels.get(parse.lemmas[token])
        if name is not None and not candidate.holds(parse.starts[token]):
            return Channel(name, _noun_span(parse, token))
    return None


def _near(parse: Parse, head: int) -> list[int]:
    """Nouns that may name the channel: under a preposition or object of the cue, or heading the source."""
    found: list[int] = [parse.heads[head]] if parse.deps[head] == "acl" else []
    for child in parse.children[head]:
        if parse.deps[child] in ("prep", "dobj", "nsubj") and abs(child - head) <= _CHANNEL_WORDS:
            if parse.deps[child] == "prep":
                found.extend(c for c in parse.children[child] if parse.deps[c] == "pobj")
            else:
                found.append(child)
    return found


def _noun_span(parse: Parse, token: int) -> Span:
    first = token
    while first > 0 and parse.heads[first - 1] == token and parse.deps[first - 1] in _MODIFIERS:
        first -= 1
    return parse.span(first, token + 1)


_MODIFIERS = frozenset(("compound", "amod", "det", "poss"))


def find_addressee(parse: Parse, candidate: Candidate, cues: CueTable) -> tuple[Spans, Spans]:
    """For whom it was said ("told the council", "said to him") and the outlet it came through ("told AFP")."""
    if candidate.head is None or candidate.word_class != "verb":
        return (), ()
    outlet = quoting_outlet(parse, candidate.head, cues.lists)
    if outlet is not None:
        return (), (parse.span(*trim(parse, parse.edges[outlet])),)
    token = _addressed(parse, candidate.head, cues.takes(parse.lemmas[candidate.head], "verb"))
    if token is None or candidate.holds(parse.starts[token]) or parse.lemmas[token] in cues.channels:
        return (), ()
    spans: Spans = (parse.span(*trim(parse, parse.edges[token])),)
    entity = next((e for e in parse.entities if e.start <= token < e.end), None)
    if (
        entity is not None
        and entity.label in ("ORG", "WORK_OF_ART")
        and parse.lemmas[candidate.head] in cues.lists.telling_verbs
    ):
        return (), spans
    return spans, ()


def _addressed(parse: Parse, head: int, takes: str) -> int | None:
    found = parse.child(head, "dobj", "dative")
    if found is not None and parse.deps[found] == "dative" and parse.tags[found] in ("IN", "TO"):
        return parse.child(found, "pobj")
    if found is not None and (takes == "addressee" or parse.deps[found] == "dative"):
        return found
    outlet = parse.child(head, "npadvmod") if takes == "addressee" else None
    if outlet is not None and parse.tags[outlet] == "NNP" and outlet > head:
        return outlet
    to = next((c for c in parse.children[head] if parse.deps[c] == "prep" and parse.lemmas[c] == "to"), None)
    return parse.child(to, "pobj") if to is not None else None
