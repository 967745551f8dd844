"""Headlines in capitals, which a parser trained on sentences gets wrong: "…, Residents Say", "Police: …"."""

from __future__ import annotations

from typing import NamedTuple

from asreported.attributions.cues import CueTable
from asreported.attributions.frames import Range
from asreported.parsing.parse import Parse

SOURCE_WORDS = 8
"""The longest source, in tokens, in a headline."""
LEAST_CONTENT = 2
LEAST_SHARE = 0.5


class HeadlineSaying(NamedTuple):
    """Source, cue and content as token ranges; `head` is the cue's verb, None for a colon."""

    head: int | None
    source: Range
    cue: Range
    content: Range


def find_headline_saying(parse: Parse, headline: Range, cues: CueTable) -> HeadlineSaying | None:
    """The saying that a headline's form gives away, or None.

    What stands before a colon is more often a topic ("Ruvania: Five Killed") than a speaker: it must end in a word for
    one who speaks.
    """
    first, last = headline
    while last > first and not parse.words[last - 1][-1].isalnum():
        last -= 1
    if last - first < LEAST_CONTENT + 2:
        return None
    return _with_verb(parse, first, last, cues) or _with_colon(parse, first, last, cues)


def _with_verb(parse: Parse, first: int, last: int, cues: CueTable) -> HeadlineSaying | None:
    verb = last - 1
    share = cues.share(parse.lemmas[verb].lower(), "verb", "closing")
    if share < LEAST_SHARE or not parse.words[verb][0].isalpha():
        return None
    for comma in range(verb - 2, max(first + LEAST_CONTENT, verb - 2 - SOURCE_WORDS), -1):
        if parse.words[comma] in (",", "—", "–", "-") and not _is_list(parse, comma, verb):
            return HeadlineSaying(verb, (comma + 1, verb), (verb, last), (first, comma))
    return None


def _is_list(parse: Parse, comma: int, verb: int) -> bool:
    """Whether the comma parts the names of several sources, or a verb stands between it and the cue."""
    return any(parse.tags[t] in ("CC", "VBD", "VBZ", "VBP", "MD") for t in range(comma + 1, verb))


def _with_colon(parse: Parse, first: int, last: int, cues: CueTable) -> HeadlineSaying | None:
    for colon in range(first + 1, min(last - LEAST_CONTENT, first + SOURCE_WORDS)):
        if parse.words[colon] != ":":
            continue
        speaks = parse.words[colon - 1].lower() in cues.lists.headline_speakers
        if speaks and parse.quotation_at(parse.starts[colon - 1]) is None:
            return HeadlineSaying(None, (first, colon), (colon, colon + 1), (colon + 1, last))
        return None
    return None
