"""Terms that take a side, honour, soften or judge, as the rows of a table say, and scare quotes.

What is found is that a report uses a term, where, of whom and in whose voice; never whether the term is deserved.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from asreported.errors import LexiconError
from asreported.lexicons import Lexicons, Row, values
from asreported.lexicons.phrases import Phrases
from asreported.parsing import Parse, Quotation
from asreported.records import Attribution, Place, Span, Wording
from asreported.resolution.cast import Cast

JUDGING = "judging-verb"
SCARE_QUOTE = "scare-quote"
SCARE_ROW = "wording/scare-quote"
LONGEST_SCARE_QUOTE = 3
"""Words between the marks; longer stretches are quoted speech."""
NEIGHBOURHOOD = 60
"""Characters either side of a term in which a cancelling word is looked for; the table's longest one has 36."""
LONGEST_MENTION = 200
"""Characters: how far before a term a mention that covers it can begin."""
_NAME_LABELS = frozenset(("ORG", "LAW", "WORK_OF_ART", "FAC", "EVENT"))
_TELLING = frozenset((":", "(", "as"))
_LINKING = frozenset((",", "-", "–", "—", "a", "an", "the"))
_GLOSSES = frozenset(("is", "was", "means", "meant", "refers", "denotes"))
_MODIFIERS = frozenset(("amod", "compound", "nmod", "nn"))
_SAME_LENGTH = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "‑": "-", "‐": "-", **dict.fromkeys("\t\n\r\u00a0\u2009\u202f", " ")}
)


class _Term(NamedTuple):
    row: str
    term: str
    kind: str
    unless: tuple[tuple[str, str], ...]


class _Hit(NamedTuple):
    span: Span
    term: _Term


class WordingTable:
    """The terms to look for, and the words that tell titles and names from scare quotes.

    Raises:
        LexiconError: two rows have the same form.
    """

    def __init__(self, lexicons: Lexicons) -> None:
        rows = [row for row in lexicons.rows("wording/terms") if row["kind"] != SCARE_QUOTE]
        self.any_case: Phrases[_Term] = Phrases(_forms(rows, case="no", judging=False))
        self.as_written: Phrases[_Term] = Phrases(_forms(rows, case="yes", judging=False))
        self.cues: Phrases[_Term] = Phrases(_forms(rows, case="no", judging=True))
        self.quoted: Mapping[str, frozenset[str]] = {
            kind: frozenset(
                word for row in lexicons.rows("wording/quoted") if row["kind"] == kind for word in values(row["words"])
            )
            for kind in ("work", "word", "naming", "speech", "office")
        }


def find_wording(
    parse: Parse, cast: Cast, places: Sequence[Place], attributions: Sequence[Attribution], table: WordingTable
) -> tuple[Wording, ...]:
    """Every use of a term of the table, and every scare quote, in text order.

    Arguments:
        parse: the report's parse.
        cast: its actors; a term is said of the one whose mention it heads, belongs to or modifies.
        places: its places; a term that names one is said of that.
        attributions: the term's voice is the innermost of these whose content covers it, else the report.
        table: what to look for.

    Returns:
        The hits by start; a term inside a longer term is not given twice. Empty when nothing was found.
    """
    referents = _Referents(parse, cast, places)
    found = [(hit.span, hit.term.term, hit.term.kind, hit.term.row, referents.of(hit)) for hit in _terms(parse, table)]
    for attribution in attributions:
        speaker = attribution.speaker[0] if attribution.speaker else None
        for hit in _judging(parse.text, attribution, table):
            found.append((hit.span, hit.term.term, JUDGING, hit.term.row, speaker))
    for quotation in _scare_quotes(parse, attributions, table):
        term = _inside(parse.text, quotation)
        found.append((quotation.span, term, SCARE_QUOTE, SCARE_ROW, None))
    unique = sorted({(span, kind, row): (term, refers_to) for span, term, kind, row, refers_to in found}.items())
    voices = _voices([key[0] for key, _ in unique], attributions)
    return tuple(
        Wording(span, term, kind, row, refers_to, voice)
        for ((span, kind, row), (term, refers_to)), voice in zip(unique, voices, strict=True)
    )


# ---- terms -----------------------------------------------------------------------------------------------------------


def _forms(rows: Iterable[Row], *, case: str, judging: bool) -> dict[str, _Term]:
    found: dict[str, _Term] = {}
    for row in rows:
        if (row["kind"] == JUDGING) is not judging or (row["case"] == "yes") is not (case == "yes"):
            continue
        unless = tuple(_cancelling(pattern) for pattern in values(row["unless"]))
        term = _Term(row["row"], row["term"], row["kind"], unless)
        for form in values(row["forms"]):
            form = form if case == "yes" else form.lower()
            if form in found:
                raise LexiconError(
                    "a form in one row", f"{form!r} in {found[form].row} too", "take it out of one", row["row"]
                )
            found[form] = term
    return found


def _cancelling(pattern: str) -> tuple[str, str]:
    """What has to stand before and after the term ("sanctions ~") for it not to count."""
    before, mark, after = pattern.lower().partition("~")
    if not mark:
        raise LexiconError("'~' for the term in a cell of 'unless'", repr(pattern), "add it", "wording/terms")
    return before, after


def _lower(text: str) -> str:
    """`text` in lower case, character for character ("İ" would make two)."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)


def _terms(parse: Parse, table: WordingTable) -> Iterator[_Hit]:
    text = parse.text.translate(_SAME_LENGTH)
    lower = _lower(text)
    names = _names(parse)
    hits = [
        hit
        for phrases, searched in ((table.any_case, lower), (table.as_written, text))
        for hit in _uncancelled(phrases, searched, lower)
        if parse.tokens_in(hit.span) and not _is_in_name(parse, hit, names)
    ]
    reached = 0
    for hit in sorted(hits, key=lambda hit: (hit.span[0], -hit.span[1])):
        if hit.span[0] >= reached:
            reached = hit.span[1]
            yield hit


def _uncancelled(phrases: Phrases[_Term], text: str, lower: str) -> Iterator[_Hit]:
    """The matches that count, and those that a cancelled match hid ("terror group" in "Islamic State terror group")."""
    for span, term in phrases.find(text):
        hit = _Hit(span, term)
        if not _is_cancelled(lower, hit):
            yield hit
            continue
        second_word = text.find(" ", *span)
        window = text[second_word : span[1] + NEIGHBOURHOOD] if second_word >= 0 else ""
        for (start, end), hidden_term in phrases.find(window):
            hidden = _Hit((second_word + start, second_word + end), hidden_term)
            if hidden.span[0] < span[1] and end < len(window) and not _is_cancelled(lower, hidden):
                yield hidden


def _is_cancelled(lower: str, hit: _Hit) -> bool:
    if not hit.term.unless:
        return False
    start, end = hit.span
    before, after = lower[max(0, start - NEIGHBOURHOOD) : start], lower[end : end + NEIGHBOURHOOD]
    return any(
        before.endswith(left)
        and after.startswith(right)
        and not (left and before[: -len(left)][-1:].isalnum() and left[0].isalnum())
        and not (right and after[len(right) :][:1].isalnum() and right[-1].isalnum())
        for left, right in hit.term.unless
    )


def _names(parse: Parse) -> list[Span]:
    """The character spans of names of bodies, laws, works and buildings, in text order."""
    return [parse.span(start, end) for start, end, label in parse.entities if label in _NAME_LABELS]


def _is_in_name(parse: Parse, hit: _Hit, names: Sequence[Span]) -> bool:
    """Whether the term is a capitalised part of a longer name ("Office of Counter-Terrorism", "Burma Campaign")."""
    start, end = hit.span
    if hit.term.kind == "honorific" or not parse.text[start].isupper():
        return False
    n = bisect_right(names, start, key=lambda name: name[0]) - 1
    if n < 0 or names[n][1] < end:
        return False
    outside = parse.text[names[n][0] : start].split() + parse.text[end : names[n][1]].split()
    return any(word[:1].isupper() and word != "The" for word in outside)  # "The Islamic Emirate" opens a sentence


def _judging(text: str, attribution: Attribution, table: WordingTable) -> Iterator[_Hit]:
    for start, end in attribution.cue:
        for (left, right), term in table.cues.find(_lower(text[start:end].translate(_SAME_LENGTH))):
            yield _Hit((start + left, start + right), term)


# ---- scare quotes ----------------------------------------------------------------------------------------------------


def _inside(text: str, quotation: Quotation) -> str:
    return text[quotation.start : quotation.end].strip("\"“”„‟«»‹›'`‘’\uff02").strip().rstrip(",;:")


def _scare_quotes(parse: Parse, attributions: Sequence[Attribution], table: WordingTable) -> Iterator[Quotation]:
    quoted = sorted(span for attribution in attributions for span in attribution.content)
    reached = [0]
    for _, end in quoted:
        reached.append(max(reached[-1], end))
    for quotation in parse.quotations:
        start, end = quotation.span
        if not quotation.closed or reached[bisect_left(quoted, (end, end))] > start:
            continue
        if _is_scare_quote(parse, quotation, table):
            yield quotation


def _is_scare_quote(parse: Parse, quotation: Quotation, table: WordingTable) -> bool:
    tokens = parse.tokens_in(quotation.span)
    words = [token for token in tokens if parse.words[token][:1].isalpha()]
    if not 1 <= len(words) <= LONGEST_SCARE_QUOTE or parse.text[quotation.start - 1 : quotation.start] == "=":
        return False
    if any(parse.words[token][:1].isdigit() or parse.words[token][0] in "@#" for token in tokens):
        return False
    first, last = parse.sentences[parse.sentence_of[words[0]]]
    outside = [t for t in range(first, last) if t not in tokens and parse.words[t][:1].isalnum()]
    if not outside or parse.sentence_of[words[0]] != parse.sentence_of[words[-1]]:
        return False
    opens = outside[0] > tokens[-1]
    if _inside(parse.text, quotation)[-1:] in ("!", "?", ".", "…", "-", "—") or (
        opens and _ends_in_comma(parse, quotation)
    ):
        return False
    before = tokens[0] - 1 if tokens[0] > first else None
    after = tokens[-1] + 1 if tokens[-1] + 1 < last else None
    return not _is_named(parse, before, after, table) and not _is_title(parse, words, table, opens=opens)


def _ends_in_comma(parse: Parse, quotation: Quotation) -> bool:
    return "," in parse.text[quotation.end - 3 : quotation.end + 1]


def _is_named(parse: Parse, before: int | None, after: int | None, table: WordingTable) -> bool:
    """Whether the words around say that the quotation is a work, a name, a nickname, speech or a word spoken of."""
    left = parse.words[before].lower() if before is not None else ""
    right = parse.words[after].lower() if after is not None else ""
    if left in _TELLING or (before is not None and parse.words[before] in ("AND", "OR")):
        return True
    if left in _LINKING and before:
        previous = parse.words[before - 1].lower()
        if previous in table.quoted["naming"] or previous in table.quoted["work"]:
            return True
    if (
        any(left in table.quoted[kind] for kind in ("work", "word", "naming", "speech"))
        or right in table.quoted["work"]
    ):
        return True
    if before is None and (right in _GLOSSES or any(right in table.quoted[kind] for kind in ("naming", "speech"))):
        return True
    tags = [parse.tags[token] for token in (before, after) if token is not None]
    return tags == ["NNP", "NNP"]


def _is_title(parse: Parse, words: Sequence[int], table: WordingTable, *, opens: bool) -> bool:
    """Whether the words are capitalised as a title or name, and are no office or state."""
    texts = [parse.words[token] for token in words]
    if any(text.lower() in table.quoted["office"] for text in texts):
        return False
    if opens and len(texts) == 1:
        return parse.tags[words[0]] in ("NNP", "NNPS")
    return all(text[0].isupper() for text in texts if len(text) > 3 or text is texts[0])


# ---- whose voice, of whom --------------------------------------------------------------------------------------------


def _voices(spans: Sequence[Span], attributions: Sequence[Attribution]) -> Iterator[str]:
    """For each of `spans`, in text order, the innermost attribution whose content covers it, else "report"."""
    depth: dict[str, int] = {}
    parents = {attribution.id: attribution.parent for attribution in attributions}
    for name in parents:
        seen = {name}
        parent = parents[name]
        while parent is not None and parent in parents and parent not in seen:
            seen.add(parent)
            parent = parents[parent]
        depth[name] = len(seen)
    contents = sorted((start, end, one.id) for one in attributions for start, end in one.content)
    active: list[tuple[int, int, str]] = []
    n = 0
    for start, end in spans:
        while n < len(contents) and contents[n][0] <= start:
            active.append(contents[n])
            n += 1
        active = [content for content in active if content[1] > start]
        covering = [content for content in active if content[1] >= end]
        yield min(covering, key=lambda c: (-depth[c[2]], c[1] - c[0]))[2] if covering else "report"


class _Referents:
    """Finds the actor or place that a term is said of."""

    def __init__(self, parse: Parse, cast: Cast, places: Sequence[Place]) -> None:
        self._parse = parse
        self._cast = cast
        self._places = sorted((place.span, place.use, place.id) for place in places)
        self._mentions = sorted((mention.span, actor.id) for actor in cast.actors for mention in actor.mentions)

    def of(self, hit: _Hit) -> str | None:
        """The id of the place it names, else of the actor whose mention it heads, belongs to or modifies, else None."""
        place = self._place(hit.span)
        if place is not None and place[1] == "literal" and hit.term.kind == "contested-name":
            return place[2]
        tokens = self._parse.tokens_in(hit.span)
        actor = self._among(reversed(tokens)) or self._covering(hit.span) or self._modified(tokens)
        return actor or (place[2] if place is not None else None)

    def _place(self, span: Span) -> tuple[Span, str, str] | None:
        n = bisect_left(self._places, ((span[1], span[1]), "", "")) - 1
        if n >= 0 and self._places[n][0][1] > span[0]:
            return self._places[n]
        return None

    def _among(self, tokens: Iterable[int]) -> str | None:
        for token in tokens:
            actor = self._cast.heads.get(token) or self._cast.parts.get(token)
            if actor is not None:
                return actor
        return None

    def _covering(self, span: Span) -> str | None:
        n = bisect_right(self._mentions, ((span[0], len(self._parse.text)), "")) - 1
        while n >= 0 and self._mentions[n][0][0] >= span[0] - LONGEST_MENTION:
            if self._mentions[n][0][1] >= span[1]:
                return self._mentions[n][1]
            n -= 1
        return None

    def _modified(self, tokens: range) -> str | None:
        """The actor named by the noun that the term stands before ("terrorist" in "terrorist fighters")."""
        if not tokens:
            return None
        token = tokens[-1]
        while self._parse.deps[token] in _MODIFIERS and self._parse.heads[token] > token:
            token = self._parse.heads[token]
            actor = self._among((token,))
            if actor is not None:
                return actor
        return None
