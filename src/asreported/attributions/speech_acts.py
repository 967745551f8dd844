"""Acts of neutral cues by what they introduce: "said it would send food" promises, "“Open the road,” she said" demands.

Only the main verb of the first clause counts, and only plain forms: everything else stays "say".
"""

from __future__ import annotations

from dataclasses import dataclass

from asreported.errors import LexiconError
from asreported.lexicons import Lexicons, values
from asreported.parsing.parse import Parse
from asreported.records import Spans

FORMS = ("present", "plan", "future", "past-negated", "must", "imperative")
_FIRST = frozenset(("i", "we"))
_THIRD = frozenset(("he", "she", "they", "it"))
_PERSONAL = frozenset(("he", "she"))
_FUTURE = frozenset(("will", "would", "shall", "'ll", "’ll", "'d", "’d"))
_NEGATIONS = frozenset(("not", "n't", "n’t", "never"))
_PLANNING = frozenset(("plan", "intend", "consider", "aim", "mean"))
_SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")


@dataclass(frozen=True, slots=True)
class ActPattern:
    """A row: what act one of `verbs` (empty: any) in `form` makes of a neutral saying, of the speaker or of others."""

    act: str
    form: str
    of_speaker: bool
    verbs: frozenset[str]


def read_patterns(lexicons: Lexicons) -> tuple[ActPattern, ...]:
    """The table `attributions/act_patterns` in its order; the first that fits counts.

    Raises:
        LexiconError: a form is unknown.
    """
    found = []
    for row in lexicons.rows("attributions/act_patterns"):
        if row["form"] not in FORMS:
            raise LexiconError(f"one of {', '.join(FORMS)}", repr(row["form"]), "correct the cell", row["row"])
        verbs = frozenset(values(row["verbs"]))
        found.append(ActPattern(row["act"], row["form"], row["subject"] == "speaker", verbs))
    return tuple(found)


def act_of_content(parse: Parse, content: Spans, source: Spans, patterns: tuple[ActPattern, ...]) -> str | None:
    """The act that the content's main verb makes of the saying, None where no pattern fits plainly."""
    verb = _main_verb(parse, content)
    if verb is None:
        return None
    form = _form(parse, verb)
    if form is None:
        return None
    subject = parse.child(verb, *_SUBJECTS)
    speaks = form != "imperative" and subject is not None and _is_speaker(parse, source, subject)
    for pattern in patterns:
        if pattern.form != form or (pattern.verbs and parse.lemmas[verb] not in pattern.verbs):
            continue
        if form == "imperative" or pattern.of_speaker == speaks:
            return pattern.act
    return None


def content_noun(parse: Parse, content: Spans) -> str | None:
    """The lemma of the noun that heads a content without a verb of its own (the offer), None for others."""
    top = _top(parse, content)
    return parse.lemmas[top] if top is not None and parse.tags[top] in ("NN", "NNS") else None


def is_conditional_threat(parse: Parse, content: Spans, source: Spans) -> bool:
    """Whether a warning is of what the speaker will do: “If the money does not come, I will resign.”"""
    verb = _main_verb(parse, content)
    if verb is None or _form(parse, verb) != "future":
        return False
    subject = parse.child(verb, *_SUBJECTS)
    clauses = [c for c in parse.children[verb] if parse.deps[c] == "advcl"]
    has_condition = any(
        parse.words[c].lower() in ("if", "unless") for clause in clauses for c in parse.children[clause]
    )
    return has_condition and subject is not None and _is_speaker(parse, source, subject)


def _main_verb(parse: Parse, content: Spans) -> int | None:
    top = _top(parse, content)
    return top if top is not None and parse.tags[top][0] == "V" else None


def _top(parse: Parse, content: Spans) -> int | None:
    tokens = parse.tokens_in(content[0])
    for token in tokens:
        above = parse.heads[token]
        if (above == token or above not in tokens) and parse.deps[token] != "punct":
            return token
    return None


def _form(parse: Parse, verb: int) -> str | None:
    """Which of FORMS the verb group is in, None for others."""
    auxiliaries = [c for c in parse.children[verb] if parse.deps[c] in ("aux", "auxpass")]
    words = {parse.words[c].lower() for c in auxiliaries}
    negated = any(parse.words[c].lower() in _NEGATIONS for c in parse.children[verb])
    if "must" in words:
        is_guess = "have" in words or (parse.lemmas[verb] == "be" and parse.child(verb, "expl") is None)
        return None if is_guess else "must"
    if words & _FUTURE:
        return None if negated or "have" in words else "future"
    if negated:
        return "past-negated" if words & {"did", "have", "has", "had"} or parse.tags[verb] == "VBD" else None
    if parse.tags[verb] == "VB" and not auxiliaries and parse.child(verb, *_SUBJECTS) is None:
        first = parse.edges[verb][0]
        quoted = parse.quotation_at(parse.starts[verb]) is not None
        return "imperative" if quoted and verb - first <= 1 else None
    if (
        parse.lemmas[verb] in _PLANNING
        and parse.child(verb, "xcomp") is not None
        and not words & {"could", "might", "may"}
    ):
        return "plan"
    return "present" if parse.tags[verb] in ("VBP", "VBZ") and not auxiliaries else None


def _is_speaker(parse: Parse, source: Spans, subject: int) -> bool:
    """Whether the clause is about who speaks: I and we in quotation marks, elsewhere a pronoun that fits the source."""
    word = parse.words[subject].lower()
    if parse.quotation_at(parse.starts[subject]) is not None:
        return word in _FIRST
    if word not in _THIRD or not source:
        return False
    tokens = parse.tokens_in(source[0])
    top = next((t for t in tokens if parse.heads[t] not in tokens or parse.heads[t] == t), tokens.start)
    name = parse.words[top].lower()
    if name in ("who", "which", "that"):
        return (word == "it") == (name != "who")
    if name in _THIRD or name in _FIRST:
        return name == word
    is_person = any(e.label == "PERSON" and e.start <= top < e.end for e in parse.entities)
    if word == "it":
        return not is_person and parse.tags[top] in ("NN", "NNP")
    if word in _PERSONAL:
        return is_person or parse.tags[top] in ("NN", "NNP")
    return parse.tags[top] in ("NNS", "NNPS", "NN") and not is_person
