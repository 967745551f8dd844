"""Coreference: which mentions of a report mean one actor, in one pass that never looks back beyond a window."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from asreported.parsing.parse import Parse
from asreported.records import Report
from asreported.resolution.actors.clusters import Cluster, NameClusters
from asreported.resolution.actors.drafts import Draft
from asreported.resolution.actors.index import ActorIndex
from asreported.resolution.actors.nominals import NominalClusters
from asreported.resolution.actors.nouns import Noun, lemma_of
from asreported.resolution.actors.salience import Discourse
from asreported.resolution.actors.titles import date_of

Clusters = tuple[Cluster, ...]
_CLOSING = frozenset({",", ".", ";", "—", "–", ")"})
_PHRASE_DEPTH = 8
_KINDS_TOGETHER = frozenset({"state", "organization", "group", "person"})


@dataclass(frozen=True)
class Chains:
    """What coreference gives: every cluster, and which clusters each mention's head stands for (several for "they")."""

    clusters: tuple[Cluster, ...]
    placed: dict[int, Clusters]
    drafts: dict[int, Draft]
    within: dict[int, int]
    """The tokens of titles, each with the head of the name it stands before."""
    joint: dict[int, Clusters]
    """Subjects that a headline's comma joins to the name before them: "Norway, Denmark sign pact"."""


class Coreference:
    """Joins the drafts of one report into clusters; headlines (numbers of paragraphs) are read last."""

    def __init__(
        self,
        report: Report,
        parse: Parse,
        index: ActorIndex,
        drafts: Sequence[Draft],
        nouns: Sequence[Noun],
        headlines: frozenset[int] = frozenset(),
        sources: frozenset[int] = frozenset(),
        lists: Mapping[int, tuple[int, ...]] | None = None,
    ) -> None:
        self.parse = parse
        self.lists = lists or {}
        self.index = index
        self.headlines = headlines
        self.drafts = {draft.head: draft for draft in drafts}
        date = date_of(report)
        self.names = NameClusters(parse, index, date)
        named = [draft for draft in drafts if draft.type == "name"]
        self.named = self.names.join(named)
        self._join_acronyms(named)
        self.nominals = NominalClusters(report, parse, index, self.names, self.named, nouns)
        self.noun_at = {noun.head: noun for noun in nouns}
        self.sources = sources
        names_read = {head: (self.drafts[head], cluster) for head, cluster in self.named.items() if head in self.drafts}
        self.discourse = Discourse(parse, index, sources, names_read)
        self.placed: dict[int, Clusters] = {}
        self.pairs = self._pairs()

    def chains(self) -> Chains:
        """Read the report once and place every mention that can be placed."""
        for head, cluster in self.named.items():
            self.placed[head] = (cluster,)
            self.nominals.titles.learn(cluster, self.drafts[head])
            if cluster.kind == "organization" and cluster.entry is None and cluster.country is None:
                cluster.country = self.nominals.titles.affiliation(self.drafts[head])[0]
        for head, role in self._roles():
            self.nominals.titles.learn(self.named[head], role)
        joined = self._appositions()
        groups = self._coordinations()
        for head in sorted(self.drafts, key=lambda h: (self._is_headline(h), h)):
            draft = self.drafts[head]
            if draft.type == "pronoun":
                found = self._pronoun(draft)
            elif head in self.named:
                found = (self.named[head],)
            elif head in self.lists:
                found = self._members(head)
            elif draft.alias in self.placed:
                found = self.placed[draft.alias]
            elif head in joined:
                found = (joined[head],)
                self.nominals.titles.learn(joined[head], draft)
            else:
                found = self.nominals.resolve(draft, self.discourse, is_headline=self._is_headline(head))
            if not found:
                continue
            self._place(draft, found)
            for group in groups.get(head, ()):
                self._push_group(group)
        clusters = {id(c): c for found in self.placed.values() for c in found}
        for cluster in [c for c in clusters.values() if self._is_place(c) or self._is_thing(c)]:
            del clusters[id(cluster)]
            self.placed = {head: found for head, found in self.placed.items() if cluster not in found}
        self.names.recognise_incumbents()
        within = {t: draft.head for draft in self.drafts.values() for t in draft.title}
        joint = {
            second: found
            for second, first in self.pairs.items()
            if len(found := self._together([self.drafts[first], self.drafts[second]])) > 1
        }
        return Chains(tuple(clusters.values()), self.placed, self.drafts, within, joint)

    def _is_place(self, cluster: Cluster) -> bool:
        """Whether an unlisted name only ever says where: "in Tal Sarin", "near Ras Dorn"."""
        if cluster.entry is not None or not cluster.is_named or cluster.titles:
            return False
        return all(draft.type == "name" and self._is_where(draft.head) for draft in cluster.drafts)

    def _is_where(self, token: int) -> bool:
        while self.parse.deps[token] == "conj":
            token = self.parse.heads[token]
        above = self.parse.heads[token]
        word = self.parse.words[above].lower()
        if self.parse.deps[token] == "compound" and above > token:
            return self.index.is_use("place_noun", word) or self.index.is_use("premises", word)
        return self.parse.deps[token] == "pobj" and self.index.is_use("where", word)

    def _is_thing(self, cluster: Cluster) -> bool:
        """Whether a common noun for a body is only a place or an object here: "at the clinic", "rebuild the network".

        A body that does something, owns something or is a source can act and stays.
        """
        if any(draft.type == "name" or draft.head in self.sources for draft in cluster.drafts):
            return False
        nouns = [draft for draft in cluster.drafts if draft.type == "nominal"]
        if not nouns or any(draft.is_subject for draft in cluster.drafts):
            return False
        deps, heads, words = self.parse.deps, self.parse.heads, self.parse.words
        if all(self.index.is_use("premises", words[d.head].lower()) for d in nouns):
            return all(deps[d.head] == "compound" or self._is_where(d.head) for d in nouns)
        uses = ("anaphor_group", "anaphor_business", "anaphor_country")
        lemmas = [lemma_of(self.parse, d.head) for d in nouns]
        is_body = all(any(self.index.is_use(use, lemma) for use in uses) for lemma in lemmas)
        passive = ("agent", "by", "with", "against", "between", "to")
        is_acting = any(deps[d.head] in ("poss", "dative") or words[heads[d.head]].lower() in passive for d in nouns)
        return cluster.entry is None and is_body and len(nouns) == len(cluster.drafts) == 1 and not is_acting

    def _members(self, head: int) -> Clusters:
        """The actors listed after a plural."""
        members = (self.named[t] for t in self.lists[head] if t in self.named)
        return tuple({id(cluster): cluster for cluster in members}.values())

    def _place(self, draft: Draft, found: Clusters) -> None:
        self.placed[draft.head] = found
        for cluster in found:
            cluster.add(draft)
        for other in draft.others:
            self.placed[other] = found
        is_site = self.index.is_use("premises", self.parse.words[draft.head].lower()) and self._is_where(draft.head)
        if not self._is_headline(draft.head) and not (is_site and draft.type == "nominal"):
            self.discourse.push(draft, found)

    def _is_headline(self, token: int) -> bool:
        return self.parse.paragraph_of[token] in self.headlines

    # ---- names and what stands beside them ---------------------------------------------------------------------------

    def _join_acronyms(self, named: Sequence[Draft]) -> None:
        """Capitals in brackets after a name are that name: "Amber Road Union (ARU)"."""
        words = self.parse.words
        ends = {draft.named[-1] + 1: draft for draft in named if draft.named}
        for draft in named:
            before = draft.start - 1
            if before < 1 or words[before] not in "([" or len(draft.named) != 1 or before not in ends:
                continue
            full = ends[before]
            written = [words[t] for t in full.named]
            is_foreign = words[draft.end : draft.end + 1] == (")",) and self._is_foreign_acronym(full, draft, written)
            if is_acronym(words[draft.head], written) or is_foreign:
                self.names.acronym(full, draft, self.named)

    def _is_foreign_acronym(self, full: Draft, short: Draft, written: Sequence[str]) -> bool:
        """Whether capitals in brackets may be a body's initials in its own language: "Workers' Front (FTR)"."""
        word = self.parse.words[short.head]
        kinds = {self.named[draft.head].kind for draft in (full, short)}
        is_plain = kinds <= {"organization", "group"} and self.named[short.head].entry is None
        return is_plain and len(word) > 2 and word.isupper() and word[0] in {part[0].upper() for part in written}

    def _appositions(self) -> dict[int, Cluster]:
        """Nouns that stand beside a name and mean it: "Ines Kolar, the foreign minister", "the Amber Path group"."""
        parse, found = self.parse, {}
        starts = {
            self.drafts[t].start: t for t, c in self.named.items() if c.kind == "person" and parse.deps[t] == "appos"
        }
        behind = self._names_behind()
        for head, draft in self.drafts.items():
            if draft.type != "nominal" or draft.number == "plural":
                continue
            beside = behind.get(head, []) + [c for c in parse.children[head] if parse.deps[c] == "appos"]
            if parse.deps[head] == "appos":
                beside.append(parse.heads[head])
            if draft.entry is None or "GOV" not in draft.entry.sectors:  # "the Labour Ministry" is no party
                beside.extend(t for t in draft.belongs if t == draft.head - 1)
            if (subject := self._equated(head)) is not None:
                beside.append(subject)
            if draft.end < len(parse) and parse.words[draft.end] == "," and draft.end + 1 in starts:
                beside.append(starts[draft.end + 1])
            for other in beside:
                name = self._named_at(other)
                if name is not None and self._can_be(draft, self.named[name.head], adjacent=other == draft.head - 1):
                    found[head] = self.named[name.head]
                    break
        return found

    def _names_behind(self) -> dict[int, list[int]]:
        """Nouns for persons to the names that commas set off behind their phrases: "a clerk at the mill in Dorn, A B,".

        The syntax hangs such a name on the last noun of the phrase; a person named on the way up takes it instead.
        """
        parse = self.parse
        found: dict[int, list[int]] = {}
        for name, cluster in self.named.items():
            start = self.drafts[name].start
            if cluster.kind != "person" or parse.deps[name] != "appos" or parse.words[start - 1] != ",":
                continue
            if self.drafts[name].end < len(parse) and parse.words[self.drafts[name].end] not in _CLOSING:
                continue
            at = parse.heads[name]
            for _ in range(_PHRASE_DEPTH):
                above, draft = self.named.get(at), self.drafts.get(at)
                if above is not None and above.kind == "person":
                    break
                if draft is not None and draft.type == "nominal" and self._may_be_person(draft):
                    found.setdefault(at, []).append(name)
                    break
                if parse.deps[at] not in ("pobj", "prep"):
                    break
                at = parse.heads[at]
        return found

    def _may_be_person(self, draft: Draft) -> bool:
        """Whether a description may mean one human being: not "the republic"."""
        is_country = self.index.is_use("anaphor_country", self.parse.words[draft.head].lower())
        return draft.kind in ("person", "unnamed") and not is_country

    def _equated(self, head: int) -> int | None:
        """The subject that "is" the noun: "Ines Kolar is the foreign minister", not "was", "may be", "is not"."""
        parse, verb = self.parse, self.parse.heads[head]
        if parse.deps[head] != "attr" or parse.lemmas[verb] != "be" or parse.tags[verb] not in ("VBZ", "VBP"):
            return None
        if parse.child(verb, "neg", "aux") is not None:
            return None
        return parse.child(verb, "nsubj")

    def _roles(self) -> Iterator[tuple[int, Draft]]:
        """What clauses say that named persons were or became: "was interior minister", "resigned as minister"."""
        parse = self.parse
        for head, cluster in self.named.items():
            verb = parse.heads[head]
            if cluster.kind != "person" or parse.deps[head] not in ("nsubj", "nsubjpass"):
                continue
            for child in parse.children[verb]:
                is_as = parse.deps[child] == "prep" and parse.words[child].lower() == "as"
                is_was = parse.deps[child] == "attr" and parse.lemmas[verb] in ("be", "become") and verb < child
                at = parse.child(child, "pobj") if is_as else child if is_was else None
                noun = self.noun_at.get(at) if at is not None else None
                if noun is not None and noun.entry.table == "offices" and at not in self.drafts:
                    is_former = is_was and parse.lemmas[verb] == "be" and parse.tags[verb] == "VBD"
                    yield head, replace(
                        self.drafts[head], head=noun.head, start=noun.start, end=noun.end, type="nominal", named=(),
                        title=(), nouns=(noun,), entry=noun.entry, is_former=is_former,
                    )  # fmt: skip

    def _named_at(self, token: int) -> Draft | None:
        draft = self.drafts.get(token)
        return draft if draft is not None and token in self.named else None

    def _can_be(self, draft: Draft, cluster: Cluster, *, adjacent: bool) -> bool:
        """Whether a noun phrase can describe a named actor."""
        word = self.parse.words[draft.head].lower()
        if cluster.kind == "person":
            return not adjacent and self._may_be_person(draft)
        if adjacent:
            return cluster.kind in ("organization", "group") and self.index.is_use("organization", word)
        return (
            cluster.kind == draft.kind
            or self.index.is_use("person_or_body", word)
            or (cluster.kind in ("organization", "group") and draft.kind in ("organization", "group"))
        )

    # ---- coordination ------------------------------------------------------------------------------------------------

    def _coordinations(self) -> dict[int, list[list[Draft]]]:
        """Last member to the groups "A, B and C" that end with it."""
        groups: dict[int, list[list[Draft]]] = {}
        for head, draft in self.drafts.items():
            if self.parse.deps[head] == "conj" or draft.type == "pronoun":
                continue
            members = [self.drafts[t] for t in self.parse.conjuncts(head) if t in self.drafts]
            if head in self.pairs:
                members.insert(0, self.drafts[self.pairs[head]])
            if len(members) > 1:
                groups.setdefault(members[-1].head, []).append(members)
        return groups

    def _push_group(self, group: Sequence[Draft]) -> None:
        clusters = self._together(group)
        if len(clusters) > 1:
            self.discourse.push(group[0], clusters)

    def _together(self, group: Sequence[Draft]) -> Clusters:
        return tuple({id(c): c for draft in group for c in self.placed.get(draft.head, ())}.values())

    def _pairs(self) -> dict[int, int]:
        """The subjects of sentences such as "Norway, Denmark sign pact", each with the name before its comma.

        A verb in the plural after a singular name shows that the comma joins.
        """
        parse = self.parse
        found: dict[int, int] = {}
        starts = {draft.start: draft for draft in self.drafts.values() if draft.type == "name"}
        for first, end in parse.sentences:
            one = starts.get(first)
            if one is None or one.end + 1 >= len(parse) or parse.words[one.end] != ",":
                continue
            two = starts.get(one.end + 1)
            if two is None or two.end >= len(parse) or two.number == "plural" or parse.words[two.end] == ",":
                continue
            if _KINDS_TOGETHER.issuperset((one.kind, two.kind)) and self._is_plural_verb(two, end):
                found[two.head] = one.head
        return found

    def _is_plural_verb(self, subject: Draft, end: int) -> bool:
        """Whether a plural verb follows a subject; in a headline the tagger may take it for a noun."""
        parse, verb = self.parse, self.parse.heads[subject.head]
        if parse.deps[subject.head] == "nsubj":
            return subject.end <= verb <= subject.end + 1 and parse.tags[verb] in ("VBP", "VB")
        is_noun = parse.deps[subject.head] == "compound" and verb == subject.end and parse.tags[verb] == "NN"
        return is_noun and parse.words[end - 1] != "." and self.index.is_use("speech_verb", parse.words[verb].lower())

    # ---- pronouns ----------------------------------------------------------------------------------------------------

    def _pronoun(self, draft: Draft) -> Clusters:
        row = self.index.pronouns[self.parse.words[draft.head].lower()]
        if row["person"] == "relative":
            return self._antecedent(draft.head)
        if row["person"] != "third":
            return ()
        is_possessive = row["possessive"] == "yes" and self.parse.tags[draft.head] == "PRP$"
        found = self.discourse.pronoun(draft, is_possessive=is_possessive)
        if is_possessive and len(found) == 1:
            self.nominals.titles.owners[draft.head] = found[0]
        return found

    def _antecedent(self, token: int) -> Clusters:
        """What a relative pronoun stands for: the actor its clause hangs on.

        "A clerk at the mill in Dorn, who": the syntax may hang the clause on the last noun; "who" wants a person.
        """
        deps, heads = self.parse.deps, self.parse.heads
        at = token
        for _ in range(6):
            if deps[at] in ("relcl", "acl"):
                break
            if heads[at] == at:
                return ()
            at = heads[at]
        else:
            return ()
        at = heads[at]
        first = self.placed.get(at, ())
        if self.parse.words[token].lower() not in ("who", "whom"):
            return first
        for _ in range(6):
            found = self.placed.get(at, ())
            if found and not all(c.kind in ("state", "organization", "document") for c in found):
                return found
            if deps[at] not in ("pobj", "prep", "appos"):
                break
            at = heads[at]
        return first


def is_acronym(short: str, words: Iterable[str]) -> bool:
    """Whether capitals are the first letters of a name's words, small words and some words left out."""
    letters = [c.lower() for c in short if c.isalpha()]
    if len(letters) < 2 or not short.isupper():
        return False
    initials = [word[0].lower() for word in words if word[0].isalnum()]
    at = 0
    for letter in letters:
        while at < len(initials) and initials[at] != letter:
            at += 1
        if at == len(initials):
            return False
        at += 1
    return True
