"""Short forms: "the Council" after "Harbour Workers' Council", "the ministry", "the IGP" after its title in full."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from asreported.parsing.parse import Parse
from asreported.resolution.actors.drafts import Draft
from asreported.resolution.actors.index import ActorIndex

_LONGEST_ACRONYM = 6
_SENTENCES = 8
"""How far back a short form in small letters looks; capitals look back over the whole report."""
_SMALL = frozenset({"of", "the", "for", "and", "in", "on", "to"})
_BODIES = frozenset({"organization", "group"})


class ShortForms:
    """Marks the mentions of one report that are short forms of an earlier one; headlines are not asked."""

    def __init__(self, parse: Parse, index: ActorIndex, headlines: frozenset[int]) -> None:
        self.parse = parse
        self.index = index
        self.headlines = headlines
        self._bodies: dict[str, Draft] = {}
        self._initials: dict[str, Draft] = {}

    def mark(self, drafts: Sequence[Draft], skip: frozenset[int]) -> list[Draft]:
        """The drafts in text order, short forms with their `alias`, and those added that nothing had found."""
        taken = {t for d in drafts for t in range(d.start, d.end)} | skip
        bare = [draft for t in range(1, len(self.parse)) if t not in taken and (draft := self._capital(t)) is not None]
        found = []
        for draft in sorted((*drafts, *bare), key=lambda d: d.head):
            if self.parse.paragraph_of[draft.head] in self.headlines:
                if draft.head in taken:
                    found.append(draft)
                continue
            marked = self._marked(draft)
            if marked.alias >= 0 or draft.head in taken:
                found.append(marked)
            if marked.alias < 0:
                self._learn(marked)
        return found

    # ---- what can be shortened ---------------------------------------------------------------------------------------

    def _learn(self, draft: Draft) -> None:
        for letters in self._acronyms(draft):
            self._initials[letters] = draft
        if draft.kind not in _BODIES or draft.number == "plural":
            return
        if draft.type == "name" and len(draft.named) > 1:
            words = [self.parse.words[t].lower() for t in draft.named]
            for word in words:
                if word == words[-1] or self.index.is_use("organization", word):
                    self._shorten(word, draft)
        elif (
            draft.type == "nominal" and draft.kind == "organization"
            and draft.entry is not None and draft.entry.table == "organs" and len(draft.entry.words) > 1
        ):  # fmt: skip
            self._bodies[draft.entry.words[-1]] = draft

    def _shorten(self, word: str, draft: Draft) -> None:
        """Let a word stand for a body from here on, unless the subject of this very sentence bears it already."""
        known = self._bodies.get(word)
        same = known is not None and self.parse.sentence_of[known.head] == self.parse.sentence_of[draft.head]
        if known is None or not same or not known.is_subject or draft.is_subject:
            self._bodies[word] = draft

    def _acronyms(self, draft: Draft) -> Iterator[str]:
        words = self.parse.words
        if draft.type != "name":
            return
        if draft.kind == "person":
            for noun in draft.nouns:
                yield from _initials(words[t] for t in range(noun.start, noun.end))
            whole = [words[t] for t in draft.title]
            yield from _initials(whole[: whole.index("(")] if "(" in whole else whole)
        elif draft.kind in _BODIES:
            yield from _initials(words[t] for t in draft.named)

    # ---- what is short -----------------------------------------------------------------------------------------------

    def _marked(self, draft: Draft) -> Draft:
        if draft.type == "name":
            return self._acronym(draft) or draft
        if draft.type != "nominal" or draft.number == "plural" or not self._is_bare(draft):
            return draft
        word = self.parse.words[draft.head]
        body = self._bodies.get(word.lower()) or (self._initials.get(word) if draft.entry is None else None)
        if body is None:
            return draft
        if word[0].isupper():
            return replace(
                draft, start=draft.head, type="name", kind=body.kind, entry=body.entry, named=(draft.head,), nouns=(),
                alias=body.head,
            )  # fmt: skip
        near = self.parse.sentence_of[draft.head] - self.parse.sentence_of[body.head] <= _SENTENCES
        own_row = draft.entry is not None and body.entry is not None and draft.entry.row == body.entry.row
        return replace(draft, alias=body.head) if near and not own_row and draft.kind != "person" else draft

    def _is_bare(self, draft: Draft) -> bool:
        """Whether a mention is "the" and one noun."""
        return (
            draft.head - draft.start == 1
            and draft.end == draft.head + 1
            and self.parse.words[draft.start].lower() == "the"
            and not draft.belongs
        )

    def _acronym(self, draft: Draft) -> Draft | None:
        word = self.parse.words[draft.head]
        if len(draft.named) != 1 or draft.entry is not None or not word.isupper() or len(word) > _LONGEST_ACRONYM:
            return None
        full = self._initials.get(word)
        if full is None or self.parse.words[draft.head - 1] in "([":
            return None
        return replace(draft, kind=full.kind, entry=full.entry, alias=full.head)

    def _capital(self, token: int) -> Draft | None:
        """A mention for "the Forum", whose one capitalised word nothing else made a mention."""
        words, tags = self.parse.words, self.parse.tags
        if tags[token] != "NNP" or words[token - 1].lower() != "the" or not words[token][0].isupper():
            return None
        if token + 1 < len(words) and (tags[token + 1].startswith("NNP") or self.parse.heads[token] == token + 1):
            return None
        subject = self.parse.deps[token] in ("nsubj", "nsubjpass")
        return Draft(
            head=token, start=token - 1, end=token + 1, type="nominal", kind="organization", entry=None,
            number="singular", is_definite=True, quotation=-1, is_subject=subject,
        )  # fmt: skip


def _initials(words: Iterable[str]) -> Iterator[str]:
    """The letters a name of two words or more is shortened to, with and without its small words."""
    given = [word for word in words if word[0].isalnum()]
    plain = [word for word in given if word.lower() not in _SMALL]
    if len(plain) < 2 or not all(word[0].isupper() for word in plain):
        return
    for chosen in (plain, given):
        yield "".join(word[0].upper() for word in chosen)


def _bare_name(parse: Parse, at: int, draft: Draft) -> Draft | None:
    """Capitalised words in a list of names that nothing else made a name."""
    end = at
    while end < len(parse) and parse.tags[end] in ("NNP", "NNPS") and parse.words[end][0].isupper():
        end += 1
    if end == at or end >= len(parse) or parse.words[end] not in (",", "and", "—", "–", "-", ")", "."):
        return None
    return Draft(
        head=end - 1, start=at, end=end, type="name", kind="organization", entry=None, number="singular",
        is_definite=True, quotation=draft.quotation, is_subject=draft.is_subject, named=tuple(range(at, end)),
    )  # fmt: skip


def parted_list(parse: Parse, draft: Draft, starts: dict[int, Draft]) -> tuple[Draft, ...]:
    """The names listed after a plural: "three charities — A, B and C —", () where no list of names follows.

    Arguments:
        parse: the parse.
        draft: the plural's mention.
        starts: the mentions that are names, by first token.
    """
    words = parse.words
    at = draft.end
    if draft.number != "plural" or at + 1 >= len(words) or words[at] not in ("—", "–", "-", "--", ":", ",", "("):
        return ()
    mark, at = words[at], at + 1
    found: list[Draft] = []
    while at < len(words):
        if words[at].lower() in ("the", "and", "&") or (found and words[at] == ","):
            at += 1
        elif (member := starts.get(at) or _bare_name(parse, at, draft)) is not None and member.end > at:
            found.append(member)
            at = member.end
        else:
            break
    if len(found) < 2:
        return ()
    after = words[found[-1].end : found[-1].end + 1]
    is_counted = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}.get(draft.count) == len(found)
    are_bodies = draft.kind in _BODIES and bool(draft.count) and all(member.kind in _BODIES for member in found)
    is_closed = mark == ":" or not after or after[0] in (mark, ")", ".", ",")
    return tuple(found) if is_counted or (is_closed and (mark != "," or are_bodies)) else ()
