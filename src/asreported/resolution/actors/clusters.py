"""Clusters: the mentions taken to mean one actor, while a report is being read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from asreported.parsing.parse import Parse
from asreported.records import ActorKind, International
from asreported.resolution.actors.drafts import Draft
from asreported.resolution.actors.index import ActorIndex, fold
from asreported.resolution.actors.nouns import Noun
from asreported.resolution.actors.rows import Entry


@dataclass(eq=False)
class Cluster:
    """The mentions of one actor found so far; grows while the report is read and never leaves this package.

    `label` is its name where no mention alone says it ("Norwegian soldiers" in "Norwegian and Danish soldiers").
    `may_be_person` marks an unlisted "organisation" whose name could be a person's: two or three plain words.
    `titles` are the mentions that say who a named actor is: titles before the name and appositions.
    """

    kind: ActorKind
    entry: Entry | None = None
    gender: str = ""
    number: str = "singular"
    country: str | None = None
    international: International | None = None
    sectors: tuple[str, ...] = ()
    is_named: bool = False
    may_be_person: bool = False
    label: str = ""
    drafts: list[Draft] = field(default_factory=list)
    titles: list[Draft] = field(default_factory=list)
    words: set[str] = field(default_factory=set)
    heads: set[int] = field(default_factory=set)

    @property
    def first(self) -> int:
        """The head token of its first mention."""
        return min(draft.head for draft in self.drafts)

    def last_before(self, token: int) -> int:
        """The head token of its last mention before a token, -1 when there is none."""
        return max((draft.head for draft in self.drafts if draft.head < token), default=-1)

    def add(self, draft: Draft) -> None:
        """Take a mention in, with what it tells of gender."""
        if draft.head in self.heads:
            return
        self.heads.add(draft.head)
        self.drafts.append(draft)
        if draft.gender and not self.gender:
            self.gender = draft.gender

    def is_person(self) -> bool:
        """Whether one human being."""
        return self.number == "singular" and self.kind in ("person", "unnamed")

    def is_body(self) -> bool:
        """Whether an organisation, a named group or a state, which "it" can mean."""
        return self.number == "singular" and self.kind in ("organization", "group", "state")

    def nouns(self) -> Iterator[tuple[Noun, bool]]:
        """The nouns of office and kind said of it, each with whether of the past."""
        for draft in self.titles:
            for noun in draft.nouns:
                yield noun, draft.is_former


class NameClusters:
    """Joins the names of one report: full names, surnames, short names, acronyms."""

    def __init__(self, parse: Parse, index: ActorIndex, date: str | None) -> None:
        self.parse = parse
        self.date = date
        self.index = index
        self.all: list[Cluster] = []
        self.drafts: dict[int, Draft] = {}
        self._rows: dict[str, Cluster] = {}
        self._full: dict[tuple[str, ...], Cluster] = {}
        self._people: dict[str, list[Cluster]] = {}
        self._given: dict[str, list[Cluster]] = {}
        self._bodies: dict[str, list[Cluster]] = {}

    def join(self, drafts: Sequence[Draft]) -> dict[int, Cluster]:
        """Head token to cluster for every named mention; the fullest names are laid down first."""
        placed: dict[int, Cluster] = {}
        self.drafts = {draft.head: draft for draft in drafts}
        order = sorted(drafts, key=lambda d: (d.entry is None, -len(d.named), d.head))
        for draft in (d for d in order if d.alias < 0):
            words = self._words(draft)
            cluster = self._known(draft, words) or self._new(draft)
            self._register(cluster, draft, words)
            placed[draft.head] = cluster
        for draft in drafts:
            if draft.alias in placed:
                placed[draft.head] = placed[draft.alias]
                placed[draft.head].add(draft)
        return placed

    def of_row(self, entry: Entry) -> Cluster:
        """The cluster of a listed actor, a new one if the report has not named it."""
        cluster = self._rows.get(entry.row)
        if cluster is None:
            kind = entry.kind or "unnamed"
            cluster = self._rows[entry.row] = Cluster(kind, entry, country=entry.country)
            cluster.sectors = entry.sectors_on(self.date)
            cluster.is_named = True
            self.all.append(cluster)
        return cluster

    def recognise(self, cluster: Cluster, offices: Iterable[str], country: str | None) -> None:
        """Give an unlisted person known by surname and office the row of whoever of that name held it on the day.

        Where several did, and all in one country, that country is known all the same.
        """
        surname = self._surname(cluster)
        if cluster.entry is not None or cluster.kind != "person" or surname is None:
            return
        found = self.index.bearers(surname, offices, country, self.date)
        countries = {entry.country for entry in found}
        if len(found) == 1:
            self._enter(cluster, found[0])
        elif len(countries) == 1:
            cluster.country = cluster.country or countries.pop()

    def recognise_incumbents(self) -> None:
        """Give persons whom the report only ever calls by a surname, without any title, the row of who holds office."""
        for cluster in self.all:
            if cluster.kind == "person" and cluster.entry is None and not cluster.titles:
                surname = self._surname(cluster)
                if surname is not None:
                    self._enter(cluster, self.index.incumbent(surname, self.date))

    def _surname(self, cluster: Cluster) -> str | None:
        """The one word that is all the report calls a person, None if there is more."""
        names = {words for d in cluster.drafts if d.type == "name" and (words := self._words(d))}
        return None if not names or any(len(words) > 1 for words in names) else next(iter(names))[-1]

    def _enter(self, cluster: Cluster, entry: Entry | None) -> None:
        if entry is not None and entry.row not in self._rows:
            cluster.entry, cluster.country = entry, entry.country or cluster.country
            self._rows[entry.row] = cluster

    def acronym(self, full: Draft, short: Draft, placed: dict[int, Cluster]) -> None:
        """Join a name and the acronym in brackets after it; the acronym's other mentions come along."""
        one, other = placed[full.head], placed[short.head]
        if one is other:
            return
        if other.entry is not None and not self._shares_word(full, other.entry):
            for head, cluster in placed.items():
                if cluster is other and len(self.drafts[head].named) == 1:
                    placed[head] = one
                    one.add(self.drafts[head])
            return
        if one.entry is not None and other.entry is not None:
            return
        if one.entry is None and other.entry is not None:
            one.entry, one.kind, one.country = other.entry, other.kind, other.country or one.country
            one.international, one.sectors = other.international, other.sectors
            self._rows[other.entry.row] = one
        for head, cluster in placed.items():
            if cluster is other:
                placed[head] = one
        self.all.remove(other)
        self._full = {key: one if cluster is other else cluster for key, cluster in self._full.items()}

    def _shares_word(self, full: Draft, entry: Entry) -> bool:
        """Whether a listed name and the one written out before the acronym have a word in common."""
        listed = set(fold(entry.name).lower().split())
        return any(word in listed for word in self._words(full) if len(word) > 3)

    def _words(self, draft: Draft) -> tuple[str, ...]:
        words = [fold(self.parse.words[t]).lower().rstrip(".") for t in draft.named]
        use = "suffix" if draft.kind == "person" else "corporate"
        kept = tuple(w for w in words if w and w[0].isalnum() and w != "the" and not self.index.is_use(use, w))
        return kept or tuple(words)

    def _known(self, draft: Draft, words: tuple[str, ...]) -> Cluster | None:
        if draft.entry is not None:
            return self._shortened(draft.entry, words) or self._rows.get(draft.entry.row)
        if words in self._full:
            return self._full[words]
        if not words:
            return None
        if draft.kind == "person":
            return self._known_person(draft, words)
        return self._known_body(words)

    def _shortened(self, entry: Entry, words: tuple[str, ...]) -> Cluster | None:
        """A body of the report whose longer name ends so: "The Times" is no paper of its own after another Times."""
        if not entry.ambiguous or entry.table != "bodies" or len(words) > 1:
            return None
        for cluster in self._bodies.get(words[-1], ()):
            listed = cluster.entry
            if listed is not None and listed.row != entry.row and fold(listed.name).lower().split()[-1] == words[-1]:
                return cluster
        return None

    def _known_person(self, draft: Draft, words: tuple[str, ...]) -> Cluster | None:
        """A person named before by a longer name that ends alike, else (one word only) begins alike."""
        known = [c for c in self._people.get(words[-1], ()) if set(words) <= c.words and _agree(c.gender, draft.gender)]
        if not known and len(words) == 1 and not draft.title:
            known = [c for c in self._given.get(words[0], ()) if _agree(c.gender, draft.gender)]
        if not known and len(words) == 1:  # the first of two surnames: "Prado" for "Rodrigo Prado Larrondo"
            known = [
                c for c in self.all if c.kind == "person" and words[0] in c.words and _agree(c.gender, draft.gender)
            ]
        if not known:
            return None
        before = [c for c in known if c.first <= draft.head]
        return max(before, key=lambda c: max(d.head for d in c.drafts if d.head <= draft.head)) if before else known[0]

    def _known_body(self, words: tuple[str, ...]) -> Cluster | None:
        """An organisation whose longer name begins or ends so: "Northwind", "Motors" for "Northwind Motors"."""
        size = len(words)
        if size == 1 and len(words[0]) < 3:
            return None
        for cluster in reversed(self._bodies.get(words[0], ())):
            longest = max((self._words(d) for d in cluster.drafts), key=len)
            if cluster.kind not in ("state", "people") and (longest[:size] == words or longest[-size:] == words):
                return cluster
        return None

    def _new(self, draft: Draft) -> Cluster:
        entry = draft.entry
        cluster = Cluster(draft.kind or "organization", entry, draft.gender, draft.number)
        if entry is not None:
            cluster.country, cluster.international = entry.country, entry.international
            cluster.sectors = entry.sectors_on(self.date)
        elif draft.lead is not None:
            cluster.country = draft.lead.country
        if entry is not None and entry.kind == "people":
            cluster.number = "plural"
        cluster.is_named = True
        cluster.may_be_person = entry is None and draft.kind == "organization" and self._is_like_person(draft)
        self.all.append(cluster)
        return cluster

    def _is_like_person(self, draft: Draft) -> bool:
        words = [self.parse.words[t] for t in draft.named]
        if not 2 <= len(words) <= 3 or draft.lead is not None:
            return False
        plain = all(word.isalpha() and word.istitle() for word in words)
        uses = ("organization", "anaphor_group", "anaphor_business", "corporate")
        return plain and not any(self.index.is_use(use, word.lower()) for word in words for use in uses)

    def _register(self, cluster: Cluster, draft: Draft, words: tuple[str, ...]) -> None:
        cluster.add(draft)
        listed: tuple[str, ...] = ()
        if draft.entry is not None:
            self._rows[draft.entry.row] = cluster
            listed = tuple(fold(draft.entry.name).lower().replace("-", " ").split())
        if not words:
            return
        cluster.words.update(words, listed)
        if draft.entry is None:
            self._full.setdefault(words, cluster)
        table = self._people if cluster.kind == "person" else self._bodies
        ends = {words[-1], *listed[-1:]}
        keys = ends if cluster.kind == "person" else ends | {words[0], *listed[:1]}
        for key in sorted(keys):
            if cluster not in table.setdefault(key, []):
                table[key].append(cluster)
        if cluster.kind == "person" and len(words) > 1 and cluster not in self._given.setdefault(words[0], []):
            self._given[words[0]].append(cluster)


def _agree(one: str, other: str) -> bool:
    return not one or not other or one == other
