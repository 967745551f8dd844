"""Mentions: every noun phrase and pronoun that may stand for an actor, with what it says of that actor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from asreported.parsing.parse import Parse
from asreported.records import ActorKind
from asreported.resolution.actors.drafts import Draft, quotation_chains
from asreported.resolution.actors.index import ActorIndex
from asreported.resolution.actors.name_parts import Name
from asreported.resolution.actors.noun_phrases import NounPhrases
from asreported.resolution.actors.nouns import Noun, is_noun, lemma_of
from asreported.resolution.actors.rows import Entry

_DOMESTIC = frozenset({"OPP", "REB", "COP", "LEG", "JUD"})
"""Sectors whose bearers "in Norland" are Norland's own."""
_NO_TITLE = frozenset({"DT", "PRP$", "``", "-LRB-", "-RRB-", ",", "''", "RB", "IN", "CC", ":", "POS"})


class MentionFinder:
    """Finds the mentions of one parse, given its names and nouns."""

    def __init__(self, parse: Parse, index: ActorIndex, names: Sequence[Name], nouns: Sequence[Noun]) -> None:
        self.parse = parse
        self.index = index
        self.names = names
        self.name_of = {t: name for name in names for t in range(name.start, name.end)}
        self.noun_of = {t: noun for noun in nouns for t in range(noun.start, noun.end)}
        self.nouns = nouns
        self.quotations = quotation_chains(parse)
        self.phrases = NounPhrases(parse, index, self.name_of, self.noun_of)
        self.headlines = self.phrases.headlines

    def find(self) -> list[Draft]:
        """The mentions in order of their heads: names first where two share a head."""
        drafts = {name.head: self._from_name(name) for name in self.names}
        titles = {t for draft in drafts.values() for t in draft.title}
        others: set[int] = set()
        for noun in self.nouns:
            if noun.head in drafts or noun.head in titles or noun.head in others or self.phrases.is_mere_modifier(noun):
                continue
            if noun.entry.level in ("style", "suffix") or not is_noun(self.parse, noun.head, noun.entry):
                continue
            if self.phrases.is_abstract(noun.head) or self.phrases.is_thing(noun.head):
                continue
            if noun.entry.table in ("offices", "agents") and self.phrases.is_predicate(noun.head):
                continue
            if noun.head in self.name_of and self.name_of[noun.head].kind != "state":
                continue
            draft = self._from_noun(noun.head, noun)
            others.update(draft.others)
            drafts[noun.head] = draft
        for token, word in enumerate(self.parse.words):
            if token in drafts or token in titles or token in others or token in self.name_of:
                continue
            lower = word.lower()
            if self.parse.tags[token].startswith("NN") and self.phrases.is_thing(token):
                continue
            if lower in self.index.pronouns and (lower != "that" or self.parse.tags[token] == "WDT"):
                drafts[token] = self._from_pronoun(token, lower)
            elif self.phrases.is_age(token):
                drafts[token] = replace(
                    self._from_noun(token, None),
                    start=token - 4,
                    kind="person",
                    modifiers=(self.parse.words[token - 4],),
                )
            elif self.phrases.stands_alone(token, lower) or self._is_plain_person(token, lower):
                drafts[token] = self._from_noun(token, None)
        return [drafts[head] for head in sorted(drafts)]

    # ---- names -------------------------------------------------------------------------------------------------------

    def _from_name(self, name: Name) -> Draft:
        parse, entry = self.parse, name.entry
        first = self.phrases.left_edge(name.start, name.head)
        if name.kind == "person":
            first = self._office_edge(name) if name.office >= 0 else self._title_edge(first, name.start)
        first = max((t + 1 for t in range(first, name.start) if self._joins_person(t)), default=first)
        region = tuple(range(first, name.start))
        qualifies = self.phrases.is_adjectival(name.head)
        is_adjective = entry is not None and entry.form == "adjective"
        is_people = name.kind == "people" or (entry is not None and entry.form == "people")
        if not qualifies and ((is_people and (entry is None or entry.form == "people")) or is_adjective):
            return self._from_people(name, first)
        title = self._title(region, name) if name.kind == "person" else ()
        belongs = self.phrases.qualifiers(region, name.head, after=False)
        if title:
            belongs = (*belongs, *self.phrases.states_after(name.head))
        return Draft(
            head=name.head,
            start=title[0] if title else name.start,
            end=name.end,
            type="name",
            kind=name.kind,
            entry=entry,
            number="plural" if is_people and parse.tags[name.head] != "JJ" else "singular",
            is_definite=True,
            quotation=self.quotations[name.head],
            is_subject=self.phrases.is_subject(name.head),
            gender=self._gender(name, region),
            lead=name.lead,
            named=tuple(range(name.start, name.end)),
            title=title,
            nouns=tuple(self._nouns_in(title)),
            belongs=belongs,
            is_former=self.phrases.is_former(region),
        )

    def _from_people(self, name: Name, first: int) -> Draft:
        """A mention by the word for a people: "the Norwegians", "three Norwegians", "a Norwegian"."""
        region = range(first, name.start)
        is_one = self.parse.tags[name.head] not in ("NNS", "NNPS") and not self._is_plural_word(name)
        return Draft(
            head=name.head,
            start=first,
            end=name.end,
            type="nominal",
            kind="unnamed" if is_one else "people",
            entry=name.entry,
            number="singular" if is_one else "plural",
            is_definite=self.phrases.is_definite(region),
            quotation=self.quotations[name.head],
            is_subject=self.phrases.is_subject(name.head),
            named=tuple(range(name.start, name.end)),
            belongs=self.phrases.qualifiers(region, name.head, after=False),
            modifiers=(*self.phrases.modifiers(region), self.parse.words[name.head].lower()),
            count=self.phrases.count(region),
        )

    def _is_plural_word(self, name: Name) -> bool:
        """Whether a word for a people is plural though the tagger does not say so: "the British", "the Sunnis"."""
        words = [self.parse.words[t].lower() for t in range(max(0, name.start - 1), name.start)]
        word = self.parse.words[name.head]
        if word.endswith(("man", "woman")) or self.index.is_name(f"{word}s"):
            return False
        return (name.entry is None or name.entry.form == "people") and "a" not in words and "an" not in words

    def _office_edge(self, name: Name) -> int:
        """The first token of a long title: what stands before its office is part of it."""
        noun = self.noun_of[name.office]
        return self.phrases.left_edge(noun.start, noun.head)

    def _joins_person(self, token: int) -> bool:
        """Whether an "and" follows another person's name: what stands before it is none of this one's title."""
        before = self.name_of.get(token - 1)
        return self.parse.tags[token] == "CC" and before is not None and before.kind == "person"

    def _title_edge(self, first: int, start: int) -> int:
        """Where a title just before a name begins, though the syntax may hang it elsewhere."""
        last = self._before_brackets(start)
        noun = self._title_noun(last - 1)
        if noun is None or noun.entry.table != "offices":
            return first
        # A bracket may end the sentence for the parser: only the paragraph holds then.
        units = self.parse.sentence_of if last == start else self.parse.paragraph_of
        if units[noun.start] != units[start]:
            return first
        before = self.name_of.get(noun.start - 1)
        whole = before.start if before is not None and before.kind == "state" else noun.start
        return min(first, whole)

    def _title_noun(self, last: int) -> Noun | None:
        """The noun of a title that ends at a token: "Inspector General" of "Inspector General of Police" too."""
        noun, words = self.noun_of.get(last), self.parse.words
        if noun is not None and noun.entry.table != "offices" and words[noun.start][0].isupper() and noun.start > 2:
            before = noun.start - 1 - (words[noun.start - 1] == "the")
            if words[before] in ("of", "for"):
                return self.noun_of.get(before - 1)
        return noun

    def _before_brackets(self, start: int) -> int:
        """The token after a title, brackets between it and the name left out: "Inspector General (North) Ada Quill"."""
        words = self.parse.words
        if start > 2 and words[start - 1] == ")":
            opening = next((t for t in range(start - 2, max(-1, start - 7), -1) if words[t] == "("), None)
            return opening if opening is not None else start
        return start

    def _title(self, region: tuple[int, ...], name: Name) -> tuple[int, ...]:
        """The tokens before a person's name that say who it is, article left out: "Iranian Foreign Minister"."""
        tokens = [t for t in region if self.parse.tags[t] not in _NO_TITLE]
        if not tokens or not any(self._is_titular(t) for t in tokens):
            return ()
        return tuple(range(tokens[0], name.start))

    def _is_titular(self, token: int) -> bool:
        noun = self.noun_of.get(token)
        if noun is not None and noun.entry.table in ("offices", "agents"):
            return True
        word = self.parse.words[token]
        return word[0].isupper() and self.index.is_use("honorific", word.lower())

    def _gender(self, name: Name, region: tuple[int, ...]) -> str:
        """What honorifics, nouns and the given name hint at; "" when nothing does."""
        if name.kind != "person":
            return "" if name.kind in (None, "people") else "thing"
        for token in region:
            word = self.parse.words[token].lower()
            noun = self.noun_of.get(token)
            if noun is not None and noun.entry.gender:
                return noun.entry.gender
            for gender, uses in (("male", ("honorific_male", "male")), ("female", ("honorific_female", "female"))):
                if any(self.index.is_use(use, word) for use in uses):
                    return gender
        return self.index.gender_of(self.parse.words[name.start : name.end])

    # ---- nouns -------------------------------------------------------------------------------------------------------

    def _is_plain_person(self, token: int, lower: str) -> bool:
        if (
            not self.parse.tags[token].startswith("NN")
            or self.phrases.is_modifier(token)
            or self.parse.deps[token] == "ROOT"
            or self.phrases.is_abstract(token)
        ):
            return False
        if self.phrases.is_predicate(token):
            return False
        uses = (
            "human_singular",
            "human_plural",
            "anaphor_group",
            "anaphor_business",
            "anaphor_country",
            "anaphor_plural",
        )
        return any(self.index.is_use(use, lower) for use in uses) or self.index.is_use("anaphor_group", lower[:-1])

    def _from_noun(self, head: int, noun: Noun | None) -> Draft:
        parse = self.parse
        first = noun.start if noun is not None else head
        if not self.phrases.in_headline(head):
            first = self.phrases.left_edge(first, head)
        own = set(range(noun.start, noun.end)) if noun is not None else {head}
        region = tuple(t for t in range(first, max(own)) if t not in own)
        others = self.phrases.same_phrase(head)
        entry = noun.entry if noun is not None else None
        number = "plural" if parse.tags[head] in ("NNS", "NNPS") or self._is_plural_form(head, entry) else "singular"
        belongs = self.phrases.qualifiers((*region, *sorted(own)), head, after=True)
        if entry is not None and not belongs and _DOMESTIC & set(entry.sectors):
            belongs = self.phrases.states_after(head, "in")
        word = parse.words[head].lower()
        if noun is None and (self.index.is_use("human_plural", word) or self.index.is_use("anaphor_plural", word)):
            number = "plural"
        return Draft(
            head=head, start=first, end=self.phrases.right_edge(head, noun, others), type="nominal",
            kind=self._kind(head, entry, number), entry=entry, number=number,
            gender=self._noun_gender(word) or (entry.gender if entry is not None else ""),
            is_definite=self.phrases.is_definite(range(first, head)),
            quotation=self.quotations[head], is_subject=self.phrases.is_subject(head),
            nouns=(noun,) if noun is not None else (), belongs=belongs,
            modifiers=(*self.phrases.modifiers(region), *(lemma_of(parse, t) for t in sorted(own))),
            count=self.phrases.count(region), is_former=self.phrases.is_former(region), others=others,
        )  # fmt: skip

    def source(self, head: int) -> Draft:
        """A mention for whoever an attribution names as its source, whatever its words."""
        word, tag = self.parse.words[head], self.parse.tags[head]
        first = self._run_start(head) if tag == "NNP" else head
        run = " ".join(self.parse.words[first : head + 1])
        capital = (self.index.capital(run) or self.index.capital(word)) if tag.startswith("NNP") else None
        if capital is not None:
            return Draft(
                head=head, start=head, end=head + 1, type="name", kind="state", entry=capital, number="singular",
                is_definite=True, quotation=self.quotations[head], is_subject=self.phrases.is_subject(head),
                named=(head,),
            )  # fmt: skip
        draft = self._from_noun(head, self.noun_of.get(head) if self._heads_noun(head) else None)
        if draft.entry is not None or self._is_human(word.lower()):
            return draft
        if tag == "NNP" and word[0].isupper():
            is_body = self.index.is_use("organization", self.parse.words[max(0, first - 1)])
            kind: ActorKind = "organization" if is_body or word.isupper() or "." in word.strip(".") else "person"
            return replace(
                draft, kind=kind, type="name", start=first, end=head + 1, named=tuple(range(first, head + 1))
            )
        kind = "document" if self.index.is_use("document", word.lower()) else draft.kind or "unnamed"
        return replace(draft, kind=kind, gender="thing")

    def is_where(self, head: int) -> bool:
        """Whether a capitalised word only says where: "in Dorn-West"."""
        parse, above = self.parse, self.parse.words[self.parse.heads[head]].lower()
        return parse.deps[head] == "pobj" and parse.tags[head] == "NNP" and self.index.is_use("where", above)

    def _is_human(self, word: str) -> bool:
        return self.index.is_use("human_singular", word) or self.index.is_use("human_plural", word)

    def again(self, drafts: Sequence[Draft]) -> list[Draft]:
        """More mentions of names already found: the same words, or a surname, where the recogniser saw nothing."""
        parse = self.parse
        known = {parse.words[d.named[-1]]: d for d in drafts if d.type == "name" and d.named and d.entry is None}
        taken = {t for d in drafts if d.type != "nominal" for t in range(d.start, d.end)} | {d.head for d in drafts}
        found = []
        for token, word in enumerate(parse.words):
            draft = known.get(word)
            if draft is None or token in taken or token in self.name_of or not parse.tags[token].startswith("NNP"):
                continue
            beside = [t for t in (token - 1, token + 1) if 0 <= t < len(parse) and parse.tags[t] == "NNP"]
            if (len(draft.named) > 1 and draft.kind != "person") or (beside and not self.phrases.in_headline(token)):
                continue
            found.append(
                Draft(
                    head=token,
                    start=token,
                    end=token + 1,
                    type="name",
                    kind=draft.kind,
                    entry=None,
                    number="singular",
                    is_definite=True,
                    quotation=self.quotations[token],
                    is_subject=self.phrases.is_subject(token),
                    named=(token,),
                )
            )
        return found

    def _run_start(self, head: int) -> int:
        """The first of the capitalised words that a capitalised head ends."""
        first = head
        while (
            first > 0
            and self.parse.tags[first - 1] == "NNP"
            and self.parse.heads[first - 1] == head
            and first - 1 not in self.name_of
        ):
            first -= 1
        return first

    def _heads_noun(self, head: int) -> bool:
        return head in self.noun_of and self.noun_of[head].head == head

    def _kind(self, head: int, entry: Entry | None, number: str) -> ActorKind:
        word = self.parse.words[head].lower()
        if entry is None:
            is_body = any(self.index.is_use(use, word) for use in ("anaphor_group", "anaphor_business", "organization"))
            return "organization" if is_body and number == "singular" else "group" if number == "plural" else "unnamed"
        if "BUS" in entry.sectors and number == "singular" and self.index.is_use("anaphor_business", word):
            return "organization"
        if entry.table == "organs" and self._is_individual(head, entry):
            return "unnamed"
        if entry.kind == "people" and number == "plural":
            return "people"
        if entry.table in ("offices", "agents") and (entry.kind != "organization" or self._is_individual(head, entry)):
            return "group" if number == "plural" else "person" if entry.table == "offices" else "unnamed"
        return entry.kind or "unnamed"

    def _is_plural_form(self, head: int, entry: Entry | None) -> bool:
        """Whether the table's own form is a plural that the tagger missed: "Rebels" at the head of a sentence."""
        word = self.parse.words[head].lower()
        is_plural = word.endswith("s") and not word.endswith(("ss", "us", "is"))
        return is_plural and entry is not None and word == entry.words[-1]

    def _is_individual(self, head: int, entry: Entry) -> bool:
        """Whether a singular means one of many: "soldier" of a row that has "soldiers", not "army" nor "public"."""
        lemma = self.parse.lemmas[head].lower()
        if self._is_plural_form(head, entry):
            return False
        if self.parse.tags[head] == "NN" and self.index.is_use("human_singular", lemma):
            return True
        is_many = entry.kind in ("group", "people", "unnamed")
        return is_many and self.parse.tags[head] in ("NN", "NNP") and not self.index.is_use("collective", lemma)

    def _noun_gender(self, word: str) -> str:
        for gender in ("male", "female"):
            if self.index.is_use(gender, word):
                return gender
        return ""

    def _from_pronoun(self, token: int, word: str) -> Draft:
        row = self.index.pronouns[word]
        return Draft(
            head=token, start=token, end=token + 1, type="pronoun", kind=None, entry=None, number=row["number"],
            is_definite=True, quotation=self.quotations[token], is_subject=self.phrases.is_subject(token),
            gender=row["gender"],
        )  # fmt: skip

    # ---- the phrase --------------------------------------------------------------------------------------------------

    def _nouns_in(self, tokens: Sequence[int]) -> Iterator[Noun]:
        for token in tokens:
            noun = self.noun_of.get(token)
            if noun is not None and noun.start == token:
                yield noun
