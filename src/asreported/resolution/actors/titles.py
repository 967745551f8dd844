"""Titles and offices: who is called what, and which named person "the minister" is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from asreported.parsing.parse import Parse
from asreported.records import International, Report
from asreported.resolution.actors.clusters import Cluster, NameClusters
from asreported.resolution.actors.drafts import Draft
from asreported.resolution.actors.index import ActorIndex
from asreported.resolution.actors.nouns import Noun, lemma_of
from asreported.resolution.actors.rows import Entry
from asreported.resolution.actors.salience import Discourse

WEAK_LEVELS = frozenset({"style", "suffix", "honorific", "military", "religious", "royal", "professional"})
"""Levels of title that somebody with an office can bear beside it."""
HEAD_LEVELS = frozenset({"head-of-state", "head-of-government"})
"""Levels of office that "the Norwegian leader" can mean."""
_FOR_LIFE = frozenset({"judge", "police"})
"""Levels beside `WEAK_LEVELS` that people are called by after they have left."""
_PERSON_SENTENCES = 2


class Titles:
    """The titles said in one report, and the offices the tables give its people on `date`."""

    def __init__(
        self,
        parse: Parse,
        index: ActorIndex,
        names: NameClusters,
        named: Mapping[int, Cluster],
        nouns: Sequence[Noun],
        date: str | None,
    ) -> None:
        self.parse = parse
        self.index = index
        self.names = names
        self.named = named
        self.noun_at = {noun.head: noun for noun in nouns}
        self.date = date
        self.owners: dict[int, Cluster] = {}
        """Possessive pronouns read so far, with whom they mean."""
        self._titles: dict[str, list[Cluster]] = {}

    def learn(self, cluster: Cluster, draft: Draft) -> None:
        """Note what a title or apposition says of a named actor, so that "the minister" finds it later."""
        if not draft.nouns and (draft.type == "name" or draft.entry is None):
            if draft.type == "nominal":
                cluster.titles.append(draft)
                know(self._titles, lemma_of(self.parse, draft.head), cluster)
            return
        cluster.titles.append(draft)
        for noun in draft.nouns:
            if noun.entry.table == "organs" and noun.entry.kind == "organization":
                continue
            know(self._titles, lemma_of(self.parse, noun.head), cluster)
            know(self._titles, noun.entry.row, cluster)
            if noun.entry.level in HEAD_LEVELS:
                know(self._titles, "", cluster)
        if cluster.kind == "person" and not draft.is_former:
            self.names.recognise(cluster, [noun.entry.row for noun in draft.nouns], self.affiliation(draft)[0])

    def affiliation(
        self, draft: Draft, *, through_persons: bool = True
    ) -> tuple[str | None, International | None, tuple[str, ...]]:
        """Country, international body and sectors that a mention takes from what qualifies it.

        "U.S. and Polish soldiers" are no one country's.
        """
        countries: dict[str, None] = {}
        international: International | None = None
        sectors: tuple[str, ...] = ()
        for head in (*draft.belongs, *self._body_pronouns(draft)):
            cluster, noun = self.named.get(head) or self.owners.get(head), self.noun_at.get(head)
            if cluster is not None:
                country = self.country_of(cluster) if through_persons else cluster.country
                if country is not None:
                    countries[country] = None
                international = international or cluster.international
                sectors = sectors or (cluster.sectors if cluster.kind != "state" else ())
                if cluster.kind == "person" and through_persons:
                    sectors = sectors or next((n.entry.sectors for n, past in cluster.nouns() if not past), ())
            elif noun is not None:
                sectors = sectors or noun.entry.sectors
                if noun.entry.table == "epithets" and noun.entry.country is not None:
                    countries[noun.entry.country] = None
        country = next(iter(countries)) if len(countries) == 1 else None
        return country, international if not countries else None, sectors

    def _body_pronouns(self, draft: Draft) -> tuple[int, ...]:
        """The possessive before a description that means a body: "its spokesman", "the army … its chief"."""
        if draft.type != "nominal":
            return ()
        mine = (c for c in self.parse.children[draft.head] if c in self.owners)
        return tuple(c for c in mine if self.owners[c].kind in ("organization", "group", "state"))

    def is_of_body(self, draft: Draft) -> bool:
        """Whether a title is held in a body that is no state: "its president" of a federation."""
        owners = [self.named.get(h) or self.owners.get(h) for h in (*draft.belongs, *self._body_pronouns(draft))]
        return any(
            c is not None and c.kind == "organization" and not {"GOV", "LEG", "MIL"} & set(c.sectors) for c in owners
        )

    def person(self, draft: Draft, lemma: str, country: str | None) -> Cluster | None:
        """The named person whom a title or apposition, or the tables at the report's date, give this office."""
        if draft.number == "plural" or any(self.index.is_use("future", word) for word in draft.modifiers):
            return None
        row = draft.entry.row if draft.entry is not None else None
        known = dict.fromkeys((*self._titles.get(lemma, ()), *self._titles.get(row or lemma, ())))
        if lemma == "leader" and country is not None:
            known.update(dict.fromkeys(self._titles.get("", ())))
        fitting: list[Cluster] = [c for c in known if self._title_fits(c, draft, row, lemma, country)]
        if fitting:
            return max(fitting, key=lambda c: c.last_before(draft.head))
        if draft.entry is None or draft.entry.table != "offices" or draft.is_former or _is_past(draft.entry):
            return None
        holders = [c for c in self.names.all if self._holds(c, draft.entry, lemma, country)]
        if len(holders) == 1:
            return holders[0]
        owners = [self.named[t] for t in draft.belongs if t in self.named]
        bodies = frozenset(c.entry.row for c in owners if c.entry is not None and c.entry.table == "bodies")
        is_seated = bool(bodies) or country is not None or (not draft.belongs and draft.is_definite)
        if not is_seated or any(self.index.is_use("below", word) for word in draft.modifiers):
            return None
        holder = self.index.holder(draft.entry.row, country, self.date, bodies)
        return self.names.of_row(holder) if holder is not None else None

    def _title_fits(self, cluster: Cluster, draft: Draft, row: str | None, lemma: str, country: str | None) -> bool:
        if country is not None and self.country_of(cluster) != country:
            return False
        if draft.gender and cluster.gender not in ("", "thing", draft.gender):
            return False
        if not self._qualified_alike(cluster, draft):
            return False
        for title in cluster.titles:
            nouns = [n for n in title.nouns if n.entry.row == row or lemma_of(self.parse, n.head) == lemma]
            if country is not None and lemma == "leader":
                nouns.extend(n for n in title.nouns if n.entry.level in HEAD_LEVELS)
            plain = not title.nouns and lemma_of(self.parse, title.head) == lemma
            if (nouns or plain) and self._fits_in_time(title, draft) and self._words_fit(draft, nouns):
                return True
        return False

    def country_of(self, cluster: Cluster) -> str | None:
        """The country of a person: the tables' at the report's date, else the one its titles name."""
        if cluster.country is not None:
            return cluster.country
        if cluster.entry is not None:
            places = [place for _, _, place in self.index.roles(cluster.entry.row, self.date) if place is not None]
            if places:
                return places[0]
        return next(
            (place for d in cluster.titles if (place := self.affiliation(d, through_persons=False)[0]) is not None),
            None,
        )

    def _qualified_alike(self, cluster: Cluster, draft: Draft) -> bool:
        """Whether names that qualify a title ("the Westmark senator") are also said with the person's own titles."""
        words, tags = self.parse.words, self.parse.tags
        own = {t for noun in draft.nouns for t in range(noun.start, noun.end)} | {
            t for t in draft.belongs if self._names_state(t)
        }
        proper = {words[t] for t in range(draft.start, draft.head) if tags[t] == "NNP" and t not in own}
        return not proper or proper <= {words[t] for d in cluster.titles for t in range(d.start, d.end)}

    def _names_state(self, token: int) -> bool:
        return token in self.named and self.named[token].kind == "state"

    def _fits_in_time(self, title: Draft, draft: Draft) -> bool:
        """Whether both are of the past or neither; a retired judge may be called "the judge" all the same."""
        is_for_life = bool(title.nouns) and all(n.entry.level in WEAK_LEVELS | _FOR_LIFE for n in title.nouns)
        return self._is_former(title) == self._is_former(draft) or (is_for_life and not self._is_former(draft))

    @staticmethod
    def _is_former(draft: Draft) -> bool:
        return draft.is_former or any(_is_past(noun.entry) for noun in draft.nouns)

    def _words_fit(self, draft: Draft, nouns: Sequence[Noun]) -> bool:
        """Whether "the interior minister" may be what the title calls "foreign minister": it may not."""
        own = {lemma_of(self.parse, t) for noun in draft.nouns for t in range(noun.start, noun.end)}
        own = {word for word in own if not self.index.is_use("former", word)}
        said = {lemma_of(self.parse, t) for noun in nouns for t in range(noun.start, noun.end)}
        return (
            not said
            or (own == {"leader"} and any(n.entry.level in HEAD_LEVELS for n in nouns))
            or own <= said
            or said <= own
            or any(n.entry.row == m.entry.row for n in nouns for m in draft.nouns)
        )

    def _holds(self, cluster: Cluster, office: Entry, lemma: str, country: str | None) -> bool:
        if cluster.entry is None or cluster.kind != "person" or self.date is None:
            return False
        for spell in self.index.spells_of(cluster.entry.row):
            held = self.index.by_row.get(spell.office)
            if held is None or not spell.holds(self.date) or (country is not None and spell.country != country):
                continue
            if held.row == office.row or (len(office.words) == 1 and held.name.split()[-1].lower() == lemma):
                return True
            if country is not None and lemma == "leader" and held.level in HEAD_LEVELS:
                return True
        return False

    def same_speaker(self, discourse: Discourse, draft: Draft, country: str | None) -> Cluster | None:
        """The named person quoted last, when the source of the next quotation is called what that person can be called.

        Table words `called_WORD` list the levels of office that a word such as "diplomat" can mean.
        """
        levels = self.index.words.get(f"called_{lemma_of(self.parse, draft.head)}")
        if levels is None or draft.head not in discourse.sources or len(draft.modifiers) > 1:
            return None
        for item in discourse.recent(draft.head, draft.quotation, _PERSON_SENTENCES):
            if item.draft.head not in discourse.sources:
                continue
            [cluster] = item.clusters if len(item.clusters) == 1 else (None,)
            if cluster is None or cluster.kind != "person" or not cluster.is_named:
                return None
            held = {noun.entry.level for noun, is_former in cluster.nouns() if not is_former}
            if not held & levels or (country is not None and self.country_of(cluster) not in (None, country)):
                return None
            if draft.gender and cluster.gender not in ("", draft.gender):
                return None
            self.learn(cluster, draft)
            return cluster
        return None

    def called(self, discourse: Discourse, draft: Draft) -> Cluster | None:
        """The one person near whose office a general word covers: "the lawmaker" for a senator.

        Table words `called_WORD` list the levels of office that a word such as "diplomat" can mean.
        """
        levels = self.index.words.get(f"called_{lemma_of(self.parse, draft.head)}")
        if levels is None or len(draft.modifiers) > 1 or draft.belongs:
            return None
        near = {
            id(c): c
            for item in discourse.recent(draft.head, draft.quotation, _PERSON_SENTENCES)
            for c in item.clusters
            if c.kind == "person" and c.is_person() and self._levels(c) & levels
        }
        [cluster] = near.values() if len(near) == 1 else (None,)
        if cluster is None or (draft.gender and cluster.gender not in ("", draft.gender)):
            return None
        self.learn(cluster, draft)
        return cluster

    @staticmethod
    def _levels(cluster: Cluster) -> set[str]:
        """The levels of the offices said of a person, or by which alone the report calls them."""
        held = {noun.entry.level for noun, is_former in cluster.nouns() if not is_former}
        return held | {noun.entry.level for d in cluster.drafts if d.type == "nominal" for noun in d.nouns}

    def only_person(self, discourse: Discourse, draft: Draft, country: str | None) -> Cluster | None:
        """The one person named near, if nothing said of that person is another office or another country."""
        near = {
            id(c): c
            for item in discourse.recent(draft.head, draft.quotation, _PERSON_SENTENCES)
            for c in item.clusters
            if c.kind == "person" and c.is_named
        }
        if len(near) != 1:
            return None
        [cluster] = near.values()
        if draft.entry is not None and draft.entry.table != "offices":
            said = {s for noun, _ in cluster.nouns() for s in noun.entry.sectors}
            if not said & set(draft.entry.sectors) or len(draft.modifiers) > 1:
                return None
            return cluster
        if any(noun.entry.table == "offices" and noun.entry.level not in WEAK_LEVELS for noun, _ in cluster.nouns()):
            return None
        if cluster.entry is not None and (self.date is not None or self.index.offices(cluster.entry.row)):
            held = {
                self.index.by_row[o].name.split()[-1].lower()
                for o in self.index.offices(cluster.entry.row)
                if o in self.index.by_row
            }
            if held and lemma_of(self.parse, draft.head) not in held:
                return None
        if country is not None and cluster.country not in (None, country):
            return None
        if draft.gender and cluster.gender not in ("", draft.gender):
            return None
        self.learn(cluster, draft)
        return cluster


def date_of(report: Report) -> str | None:
    """The day a report was published (ISO), None when that is not known."""
    return report.published[:10] if report.published is not None else None


def know(table: dict[str, list[Cluster]], key: str, cluster: Cluster) -> None:
    """Put a cluster under a key, once."""
    known = table.setdefault(key, [])
    if cluster not in known:
        known.append(cluster)


def _is_past(entry: Entry) -> bool:
    return entry.level == "former"
