"""Nouns of office, organ and kind: whom "the minister", "the army", "five groups" and "the groups" mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from asreported.parsing.parse import Parse
from asreported.records import Report
from asreported.resolution.actors.clusters import Cluster, NameClusters
from asreported.resolution.actors.denoted import Denoted
from asreported.resolution.actors.drafts import Draft
from asreported.resolution.actors.index import ActorIndex
from asreported.resolution.actors.nouns import Noun, lemma_of
from asreported.resolution.actors.pointing import Pointing
from asreported.resolution.actors.rows import Entry
from asreported.resolution.actors.salience import Discourse
from asreported.resolution.actors.titles import Titles, date_of, know


class NominalClusters:
    """The clusters that nouns stand for, old or new, for one report."""

    def __init__(
        self,
        report: Report,
        parse: Parse,
        index: ActorIndex,
        names: NameClusters,
        named: Mapping[int, Cluster],
        nouns: Sequence[Noun],
    ) -> None:
        self.parse = parse
        self.index = index
        self.names = names
        self.named = named
        self.titles = Titles(parse, index, names, named, nouns, date_of(report))
        self.place = _dateline_country(report, index)
        self.counts = _state_counts(named)
        self.denoted = Denoted(parse, index, self.place, self.counts)
        self.home = self._home()
        self._lemmas: dict[str, list[Cluster]] = {}
        self.pointing = Pointing(parse, index, self._lemmas)
        self._organs: dict[str, list[Cluster]] = {}
        self._organs_of: dict[tuple[str, frozenset[int]], list[Cluster]] = {}
        self._peoples: dict[str, Cluster | None] = {}

    def _home(self) -> str | None:
        """The country of the dateline if it is also the one state the report names most, else None."""
        most = max(self.counts.values(), default=0)
        leading = [code for code, count in self.counts.items() if count == most]
        return self.place if leading == [self.place] else None

    # ---- whom a noun means -------------------------------------------------------------------------------------------

    def resolve(self, draft: Draft, discourse: Discourse, *, is_headline: bool = False) -> tuple[Cluster, ...]:
        """The actors a noun phrase means, a new one where it brings somebody in, () where it is no actor."""
        country = self.titles.affiliation(draft)[0] or (
            draft.entry.country if draft.named and draft.entry is not None else None
        )
        word, lemma = self.parse.words[draft.head].lower(), lemma_of(self.parse, draft.head)
        if (listed := self.denoted.listed(draft)) is not None:
            return (self.names.of_row(listed),)
        if self.parse.words[draft.start].lower() == "no":
            return ()
        is_organ = draft.entry is not None and draft.entry.table == "organs" and draft.kind != "unnamed"
        if is_headline and not draft.named:
            found = self.titles.person(draft, lemma, country) or self._echoed(draft, lemma, country)
            if found is not None:
                return (found,)
            if not is_organ:
                return () if self._is_vague(word, draft) else (self._new(draft, country),)
        if word in ("former", "latter"):
            return self.pointing.one_of_two(draft, discourse, word)
        if word == "old":
            return self.pointing.of_age(draft, discourse)
        if (compatriot := self.pointing.compatriot(draft, discourse, self.titles.country_of)) is not None:
            return (compatriot,)
        if (state := self.pointing.state(draft, discourse, word)) is not None:
            return (state,)
        if (pointed := self.pointing.body(draft, discourse, word, lemma)) is not None:
            return (pointed,)
        if country is not None and self._is_whole_people(draft, lemma):
            return (self._peoples.setdefault(country, None) or self._people(draft, country),)
        if draft.number == "plural" and (each := self._each_country(draft)):
            return each
        if is_organ and country is None and (counted := self._counted_before(draft, lemma)) is not None:
            return (counted,)
        if is_organ and not draft.count:
            return (self._organ(draft, country),)
        if draft.named:
            return (self._same_noun(draft, lemma, country) or self._new(draft, country),)
        if not draft.is_definite:
            return self._indefinite(draft, lemma, country, word)
        if draft.number == "plural" and (several := self.pointing.several(draft, discourse, word)):
            return several
        found = self.titles.person(draft, lemma, country) or self._same_noun(draft, lemma, country)
        if found is None and draft.number == "plural":
            found = self.pointing.armed(draft, discourse)
        if found is None and draft.number == "singular":
            found = self._by_kind(draft, discourse, country)
        if found is not None:
            return (found,)
        return () if self._is_vague(word, draft) else (self._new(draft, country),)

    def _is_whole_people(self, draft: Draft, lemma: str) -> bool:
        """Whether a phrase means a country's people as a whole: "the Norlanders", "the people of Norland"."""
        if draft.kind != "people" or not draft.is_definite or draft.count:
            return False
        return len(draft.modifiers) <= 2 and (bool(draft.named) or self.index.is_use("whole_people", lemma))

    def _people(self, draft: Draft, country: str) -> Cluster:
        cluster = self._peoples[country] = self._new(draft, country)
        cluster.number = "plural"
        return cluster

    def _indefinite(self, draft: Draft, lemma: str, country: str | None, word: str) -> tuple[Cluster, ...]:
        if self._is_vague(word, draft):
            return ()
        if draft.number == "plural" and (same := self._restated(draft, lemma, country)) is not None:
            return (same,)
        office = draft.entry is not None and draft.entry.table == "offices" and not self._has_article(draft)
        if office and draft.number == "singular" and (found := self.titles.person(draft, lemma, country)) is not None:
            return (found,)
        return (self._new(draft, country),)

    def _has_article(self, draft: Draft) -> bool:
        words = {self.parse.words[t].lower() for t in range(draft.start, draft.head)}
        return bool(words & {"a", "an", "one", "another", "some", "any"})

    def _is_vague(self, word: str, draft: Draft) -> bool:
        """Whether a noun such as "country" or "sides" is nobody unless it points back."""
        if draft.entry is not None and draft.entry.row not in ("agent/both-sides", "agent/allied-state"):
            return False
        lists = ("anaphor_country", "anaphor_plural") if not self.index.is_use("human_plural", word) else ()
        return any(self.index.is_use(use, word) for use in lists) and not self.pointing.is_group_noun(word)

    def _each_country(self, draft: Draft) -> tuple[Cluster, ...]:
        """One actor for each country of "Norwegian and Danish soldiers"."""
        tokens = {t: self.named[t].country for t in draft.belongs if t < draft.head and t in self.named}
        words = self.parse.words
        if draft.entry is None or len(tokens) != 2 or None in tokens.values() or len(set(tokens.values())) != 2:
            return ()
        if any(self.named[t].kind != "state" for t in tokens) or "and" not in words[min(tokens) : max(tokens)]:
            return ()
        found = []
        for token, country in tokens.items():
            known = self._organs.setdefault(draft.entry.row, [])
            cluster = next((c for c in known if c.country == country and self._is_same_organ(c, draft, country)), None)
            if cluster is None:
                cluster = self._new(draft, country)
                cluster.label = f"{words[token]} {' '.join(words[max(tokens) + 1 : draft.head + 1])}"
                known.append(cluster)
            found.append(cluster)
        return tuple(found)

    # ---- organs ------------------------------------------------------------------------------------------------------

    def _organ(self, draft: Draft, country: str | None) -> Cluster:
        """The state's organ of that row: of the country it is qualified by, else of the one the report spoke of.

        "The Trump administration" and "the Obama administration" are two: who qualifies an organ is part of its key.
        """
        row = draft.entry.row if draft.entry is not None else ""
        known = self._organs.setdefault(row, [])
        if not known and len(draft.modifiers) == 1 and draft.is_definite and self.index.is_use("army", row):
            known = next(
                (found for other, found in self._organs.items() if found and self.index.is_use("army", other)), known
            )
        owners = frozenset(
            id(self.named[t]) for t in draft.belongs if t in self.named and self.named[t].kind != "state"
        )
        if owners:
            known = self._organs_of.setdefault((row, owners), [])
            if not known:
                known.append(self._new(draft, country))
                self._organs[row].append(known[0])
            return known[0]
        if country is None:
            states = [c for c in known if c.country is not None]
            match = states if len(states) == 1 and draft.is_definite else [c for c in known if c.country is None]
            is_state = _is_state_organ(draft.entry)
            country = self.home if not states and not draft.belongs and is_state else None
            match = match or [c for c in known if c.country == country]
        else:
            match = [c for c in known if c.country == country]
        match = [c for c in match if self._is_same_organ(c, draft, country)]
        if match and not self._has_article(draft):
            return match[-1]
        cluster = self._new(draft, country)
        known.append(cluster)
        return cluster

    def _is_same_organ(self, cluster: Cluster, draft: Draft, country: str | None) -> bool:
        """Whether two phrases of one row are one organ: a state has one army, but many fighters and people."""
        if self.parse.words[draft.start].lower() in ("this", "that", "these", "those"):
            return lemma_of(self.parse, draft.head) in {lemma_of(self.parse, d.head) for d in cluster.drafts}
        said = {word for d in cluster.drafts for word in d.modifiers}
        own = sum(noun.end - noun.start for noun in draft.nouns)
        if country is None and not set(draft.modifiers[: len(draft.modifiers) - own]) <= said:
            return False
        if draft.kind == "organization" or (country is not None and _is_state_organ(draft.entry)):
            return True
        lemmas = {lemma_of(self.parse, d.head) for d in cluster.drafts}
        return lemma_of(self.parse, draft.head) in lemmas and draft.is_definite and set(draft.modifiers) <= said

    # ---- persons and groups ------------------------------------------------------------------------------------------

    def _same_noun(self, draft: Draft, lemma: str, country: str | None) -> Cluster | None:
        """The latest actor brought in with the same noun, that nothing in this phrase contradicts."""
        for cluster in reversed(self._lemmas.get(lemma, ())):
            if cluster.number != draft.number or (country and cluster.country and country != cluster.country):
                continue
            if draft.gender and cluster.gender not in ("", draft.gender):
                continue
            if self._is_other_number(cluster, draft):
                continue
            said = {word for d in cluster.drafts for word in d.modifiers}
            if set(draft.modifiers) <= said:
                return cluster
        return None

    def _echoed(self, draft: Draft, lemma: str, country: str | None) -> Cluster | None:
        """The first actor of the body that a headline's noun can mean: its words are among that actor's."""
        for cluster in self._lemmas.get(lemma, ()):
            fits = cluster.number == draft.number and (country is None or cluster.country in (None, country))
            fits = fits and not self._is_other_number(cluster, draft)
            if fits and set(draft.modifiers) <= {word for d in cluster.drafts for word in d.modifiers}:
                return cluster
        return None

    def _is_other_number(self, cluster: Cluster, draft: Draft) -> bool:
        """Whether two numbers tell the two apart: "two officers", "nine officers"; "several" fits any."""
        counts = {d.count for d in (draft, *cluster.drafts)} - {""}
        numbers = {count for count in counts if not self.index.is_use("vague", count)}
        return draft.count in numbers and len(numbers) > 1

    def _counted_before(self, draft: Draft, lemma: str) -> Cluster | None:
        """The ones that "the gunmen" are when the report brought them in with a number: "two gunmen"."""
        if draft.number != "plural" or not draft.is_definite or draft.count or draft.belongs:
            return None
        own = sum(noun.end - noun.start for noun in draft.nouns)
        known = [c for c in self._lemmas.get(lemma, ()) if c.number == "plural"]
        if len(draft.modifiers) > own or not known or not known[-1].drafts[0].count:
            return None
        return known[-1]

    def _restated(self, draft: Draft, lemma: str, country: str | None) -> Cluster | None:
        """A plural told again with the same words: "several valley farmers … five valley farmers and herders"."""
        if len(draft.modifiers) < 2:
            return None
        for cluster in reversed(self._lemmas.get(lemma, ())):
            first = cluster.drafts[0]
            if cluster.number != "plural" or set(first.modifiers) != set(draft.modifiers) or cluster.country != country:
                continue
            if not first.count or not draft.count or self.index.is_use("vague", first.count):
                return cluster
        return None

    def _by_kind(self, draft: Draft, discourse: Discourse, country: str | None) -> Cluster | None:
        """The nearest named person that a general noun can mean: "the Leader", "the soldier", "the lawmaker"."""
        if draft.entry is not None and not draft.is_former and draft.kind in ("person", "unnamed"):
            return (
                self.titles.same_speaker(discourse, draft, country)
                or self.titles.only_person(discourse, draft, country)
                or self.titles.called(discourse, draft)
            )
        return None

    # ---- new ones ----------------------------------------------------------------------------------------------------

    def _new(self, draft: Draft, country: str | None) -> Cluster:
        entry = draft.entry
        own_country, international, sectors = self.titles.affiliation(draft)
        cluster = Cluster(draft.kind or "unnamed", entry, draft.gender, draft.number)
        cluster.country = country or own_country or (entry.country if entry is not None else None)
        cluster.international = (entry.international if entry is not None else None) or international
        cluster.sectors = self._sectors(draft, entry, sectors)
        if entry is not None and entry.table == "organs":
            cluster.is_named = True
        cluster.add(draft)
        know(self._lemmas, lemma_of(self.parse, draft.head), cluster)
        for other in draft.others:
            know(self._lemmas, lemma_of(self.parse, other), cluster)
        return cluster

    def _sectors(self, draft: Draft, entry: Entry | None, inherited: tuple[str, ...]) -> tuple[str, ...]:
        if draft.is_former and draft.kind in ("person", "unnamed", "group"):
            return ("ELI",)
        own = entry.sectors if entry is not None else ()
        inherited = tuple(sector for sector in inherited if sector != "UNK")
        if (
            entry is not None
            and entry.row == "office/leader"
            and (inherited or self.titles.affiliation(draft)[0] is None)
        ):
            return inherited
        return own if own and own != ("UNK",) else inherited


def _is_state_organ(entry: Entry | None) -> bool:
    return entry is not None and bool({"MIL", "COP", "SPY", "GOV", "LEG", "JUD"} & set(entry.sectors))


def _dateline_country(report: Report, index: ActorIndex) -> str | None:
    dateline = report.dateline
    if dateline is None or dateline.place_span is None:
        return None
    return index.country_of_place(report.text[slice(*dateline.place_span)])


def _state_counts(named: Mapping[int, Cluster]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for cluster in named.values():
        if cluster.kind == "state" and cluster.country is not None:
            counts[cluster.country] = counts.get(cluster.country, 0) + 1
    return counts
