"""Nouns of office, organ and agent in a parse, and two small questions about tokens."""

from __future__ import annotations

from dataclasses import dataclass

from asreported.parsing.parse import Parse
from asreported.resolution.actors.index import ActorIndex
from asreported.resolution.actors.rows import Entry

_NOMINAL = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "appos", "conj"})
_SHORTEST = 3
"""Nouns in small letters have at least so many: "7:33 pm" is no prime minister; nor is a "six-shooter" a gunman."""


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun of office, organ or agent: tokens [start, end), the token that heads it, its row."""

    start: int
    end: int
    head: int
    entry: Entry


def find_nouns(parse: Parse, index: ActorIndex) -> list[Noun]:
    """The nouns of office, organ and agent in the text, in order, whether they stand alone or in a name."""
    found = []
    for start, end, entry in index.nouns(parse, range(len(parse))):
        head = head_of(parse, start, end)
        word = parse.words[head]
        is_family = entry.level == "religious" and word.islower() and index.is_use("human_singular", word)
        before_name = end < len(parse) and word[0].isupper() and parse.tags[end] == "NNP"
        is_glued = start > 1 and parse.ends[start - 2] == parse.starts[start] - 1
        is_counted_part = is_glued and parse.words[start - 1] == "-" and parse.tags[start - 2] == "CD"
        is_hour = start > 0 and word == "PM" and parse.tags[start - 1] == "CD"
        is_nobody = is_counted_part or is_hour or (word.islower() and len(word) < _SHORTEST)
        if not is_family and not is_nobody and (is_noun(parse, head, entry) or before_name):
            found.append(Noun(start, end, head, entry))
    return found


def is_noun(parse: Parse, head: int, entry: Entry) -> bool:
    """Whether a noun is one here: the tagger takes "general" of "the secretary-general" for an adjective."""
    tag, dep = parse.tags[head], parse.deps[head]
    return tag.startswith("NN") or (tag == "JJ" and entry.table == "offices" and dep in _NOMINAL)


def head_of(parse: Parse, start: int, end: int) -> int:
    """The token of [start, end) that hangs outside it; the last noun if several do."""
    tops = [t for t in range(start, end) if not start <= parse.heads[t] < end or parse.heads[t] == t]
    nouns = [t for t in tops if parse.tags[t].startswith("NN")]
    return (nouns or tops or [end - 1])[-1]


def lemma_of(parse: Parse, token: int) -> str:
    """The lower-cased lemma, of a capitalised plural too, which the tagger leaves as it is."""
    lemma = parse.lemmas[token].lower()
    if parse.tags[token] == "NNPS" and lemma.endswith("s") and not lemma.endswith("ss"):
        return lemma[:-1]
    return lemma
