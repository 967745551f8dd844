"""On whose word each word of the report stands (RECORD.md, rule 3)."""

from __future__ import annotations

from collections.abc import Container, Sequence

from asreported.parsing import Parse
from asreported.records import Attribution

ACCUSING = frozenset({"accuse", "blame"})
CHARGING = frozenset({"of", "for", "over", "on"})
TAIL = 7
"""So many words ("on Sunday in a statement") may follow a cue that closes its sentence."""


def find_voices(
    parse: Parse, attributions: Sequence[Attribution], evaluative: Container[str]
) -> tuple[int | None, ...]:
    """For each token the number of the innermost attribution that asserts it, None where the report itself does.

    A saying that praises, thanks or condemns takes for granted what its noun phrase tells: "they hailed X, who was
    killed" leaves the killing to the report. What stands in quotation marks or in a clause is always the speaker's.

    Arguments:
        parse: the parse.
        attributions: the report's sayings.
        evaluative: the kinds of saying that take their object for granted.
    """
    found: list[int | None] = [None] * len(parse)
    for number, attribution in enumerate(attributions):
        for token in _left_open(parse, attribution):
            found[token] = number
    sizes = [sum(end - start for start, end in a.content) for a in attributions]
    for number in sorted(range(len(sizes)), key=lambda n: -sizes[n]):
        attribution = attributions[number]
        content = [token for span in attribution.content for token in parse.tokens_in(span)]
        is_granted = attribution.act in evaluative and not _is_clause(parse, content)
        if attribution.act in ACCUSING:
            for token in _charged(parse, attribution):
                found[token] = number
        is_unsaid = attribution.act == "deny" or attribution.realis == "denied" or not attribution.source
        for token in content:
            if is_unsaid and _is_aside(parse, token):
                continue
            if not is_granted or _is_alleged(parse, token):
                found[token] = number
    return tuple(found)


def _is_clause(parse: Parse, content: list[int]) -> bool:
    """Whether a finite or infinitive clause is at the top of the content."""
    inside = set(content)
    tops = [t for t in content if parse.heads[t] not in inside or parse.heads[t] == t]
    return any(parse.tags[t][0] in "VM" and parse.tags[t] != "VBG" for t in tops)


def _is_aside(parse: Parse, token: int) -> bool:
    """Whether a word stands in a clause that only says more of somebody: ", which bombed a bridge, is not listed"."""
    if parse.quotation_at(parse.starts[token]) is not None:
        return False
    for _ in range(6):
        if parse.deps[token] == "relcl":
            first = parse.edges[token][0]
            return first > 0 and parse.words[first - 1] == "," and parse.words[first].lower() in ("who", "which")
        if parse.heads[token] == token:
            return False
        token = parse.heads[token]
    return False


def _is_alleged(parse: Parse, token: int) -> bool:
    """Whether a word within an evaluation is still a claim: quoted, or what somebody is praised or blamed for doing."""
    if parse.quotation_at(parse.starts[token]) is not None:
        return True
    for _ in range(6):
        if parse.deps[token] == "pcomp":
            return True
        if parse.deps[token] == "relcl" or parse.heads[token] == token:
            return False
        token = parse.heads[token]
    return False


def _charged(parse: Parse, attribution: Attribution) -> list[int]:
    """What somebody is accused of, wherever the content ends: below "of", "for" and "on" of the cue or its object."""
    cue = [t for span in attribution.cue for t in parse.tokens_in(span)]
    heads = [*cue, *(c for t in cue for c in parse.children[t] if parse.deps[c] == "dobj")]
    return [
        token
        for head in heads
        for child in parse.children[head]
        if parse.deps[child] == "dobj" or (parse.deps[child] == "prep" and parse.words[child].lower() in CHARGING)
        for token in parse.subtree(child)
    ]


def _left_open(parse: Parse, attribution: Attribution) -> range:
    """What stands before a cue that closes its sentence: "A happened when B did, the ministry said" covers both."""
    named = [t for span in (*attribution.source, *attribution.cue) for t in parse.tokens_in(span)]
    content = [t for span in attribution.content for t in parse.tokens_in(span)]
    if not named or not content or not attribution.cue or max(content) > min(named):
        return range(0)
    first, last = parse.sentences[parse.sentence_of[min(named)]]
    tail = range(max(named) + 1, last)
    is_final = len(tail) <= TAIL and not any(parse.tags[t][0] == "V" for t in tail)
    if not is_final or min(named) <= first or parse.words[min(named) - 1] not in (",", "”", '"', "''"):
        return range(0)
    return range(first, min(named) - 1)
