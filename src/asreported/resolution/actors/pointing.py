"""Descriptions that only point back: "the group", "the country", "the militants", "both sides", "the latter"."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from asreported.parsing.parse import Parse
from asreported.resolution.actors.clusters import Cluster
from asreported.resolution.actors.drafts import Draft
from asreported.resolution.actors.index import ActorIndex
from asreported.resolution.actors.nouns import lemma_of
from asreported.resolution.actors.salience import Discourse

_BODY_SENTENCES = 3
_ARMED = frozenset({"UAF", "REB", "PRM"})
_PUBLIC = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "SPY", "REB", "UAF", "PTY", "OPP"})
_COUNTRY_SENTENCES = 1
_GROUP_SENTENCES = 3
_COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4}
_STATES = frozenset({"countries", "nations", "neighbours", "neighbors", "states", "governments"})


class Pointing:
    """Finds whom such descriptions mean among the mentions read so far.

    `introduced` are the clusters that common nouns brought in, by lemma; it grows while the report is read.
    """

    def __init__(self, parse: Parse, index: ActorIndex, introduced: Mapping[str, Sequence[Cluster]]) -> None:
        self.parse = parse
        self.index = index
        self.introduced = introduced

    def one_of_two(self, draft: Draft, discourse: Discourse, word: str) -> tuple[Cluster, ...]:
        """Whom "the former" and "the latter" mean: of the two named together last, else of the two named last."""
        near = discourse.recent(draft.head, draft.quotation, 1)
        pair: tuple[Cluster, ...] = next((item.clusters for item in near if len(item.clusters) == 2), ())
        if not pair:
            named = {id(c): c for item in reversed(near) for c in item.clusters if c.is_named and c.kind == "person"}
            pair = tuple(named.values()) if len(named) == 2 else ()
        return (pair[word == "latter"],) if pair else ()

    def of_age(self, draft: Draft, discourse: Discourse) -> tuple[Cluster, ...]:
        """Whom "the 54-year-old" means: the person named last with that age behind a comma."""
        words = self.parse.words
        for item in reversed(discourse.pushed):
            end = item.draft.end
            behind = [word for word in words[end : end + 3] if word != "aged"]
            is_aged = item.draft.type == "name" and behind[:1] in ([","], ["("]) and behind[1:2] == [draft.modifiers[0]]
            if is_aged and len(item.clusters) == 1 and item.clusters[0].is_person():
                return item.clusters
        return ()

    def compatriot(
        self, draft: Draft, discourse: Discourse, country_of: Callable[[Cluster], str | None]
    ) -> Cluster | None:
        """The one person near who is of the country: "the Norlander"."""
        if draft.entry is None or draft.entry.form != "people" or draft.number != "singular" or not draft.is_definite:
            return None
        near = {
            id(c): c
            for item in discourse.recent(draft.head, draft.quotation, _GROUP_SENTENCES)
            for c in item.clusters
            if c.kind == "person" and c.is_named and country_of(c) == draft.entry.country
        }
        return next(iter(near.values())) if len(near) == 1 else None

    def state(self, draft: Draft, discourse: Discourse, word: str) -> Cluster | None:
        """The state that "the country" or "the isolated nation" means: a subject first, else the nearest."""
        if not self.index.is_use("anaphor_country", word) or draft.number != "singular":
            return None
        if draft.belongs or not draft.is_definite:
            return None
        of_form = self.index.official_names.get(word)

        def is_state(cluster: Cluster) -> bool:
            return cluster.kind == "state" and (of_form is None or cluster.country in of_form)

        return self._nearest(discourse, draft, _COUNTRY_SENTENCES, is_state, only_subjects=True) or self._nearest(
            discourse, draft, _COUNTRY_SENTENCES, is_state, only_subjects=False
        )

    def is_group_noun(self, word: str) -> bool:
        """Whether a plural means bodies: "groups", not "parties" to a deal."""
        singular = word.removesuffix("s")
        return self.index.is_use("anaphor_group", singular) and word not in ("parties", "sides")

    def armed(self, draft: Draft, discourse: Discourse) -> Cluster | None:
        """The one armed group spoken of just before, for "the militants" with nothing else said of them."""
        own = sum(noun.end - noun.start for noun in draft.nouns)
        if draft.entry is None or not _ARMED & set(draft.entry.sectors) or draft.count or draft.belongs:
            return None
        if len(draft.modifiers) > own:
            return None
        near = {
            id(cluster): cluster
            for item in discourse.recent(draft.head, draft.quotation, _GROUP_SENTENCES)
            for cluster in item.clusters
            if _ARMED & set(cluster.sectors) and (cluster.number == "plural" or cluster.kind == "group")
        }
        return next(iter(near.values())) if len(near) == 1 else None

    def several(self, draft: Draft, discourse: Discourse, word: str) -> tuple[Cluster, ...]:
        """The actors of "the two sides", "both ministers", "the groups" that were named together."""
        if not (
            self.index.is_use("anaphor_plural", word)
            or (draft.entry is not None and draft.entry.row == "agent/both-sides")
        ):
            return ()
        for item in discourse.recent(draft.head, draft.quotation, _GROUP_SENTENCES):
            if len(item.clusters) > 1 and all(self._is_one_of(cluster, draft, word) for cluster in item.clusters):
                count = _COUNTS.get(draft.count or word)
                if count is None or count == len(item.clusters):
                    return item.clusters
        return self._last_two(draft, discourse, word)

    def _last_two(self, draft: Draft, discourse: Discourse, word: str) -> tuple[Cluster, ...]:
        """The two named actors of the sentence before, for "both leaders", "the two companies"."""
        if word in ("sides", "parties") or word in _STATES:
            return self._two_states(draft, discourse)
        if draft.count != "two" and self.parse.words[draft.start].lower() != "both":
            return ()
        near: dict[int, Cluster] = {}
        for item in discourse.recent(draft.head, draft.quotation, 1):
            for cluster in item.clusters:
                if cluster.is_named and self._is_one_of(cluster, draft, word):
                    near[id(cluster)] = cluster
        return tuple(reversed(near.values())) if len(near) == 2 else ()

    def _two_states(self, draft: Draft, discourse: Discourse) -> tuple[Cluster, ...]:
        """The only two states named in this sentence, or with those before, for "the two sides", "both governments"."""
        if not {"two", "both"} & {self.parse.words[t].lower() for t in range(draft.start, draft.head)}:
            return ()
        for sentences in range(_GROUP_SENTENCES + 1):
            items = discourse.recent(draft.head, draft.quotation, sentences)
            states = {id(c): c for item in reversed(items) for c in item.clusters if c.kind == "state"}
            if len(states) >= 2:
                return tuple(states.values()) if len(states) == 2 else ()
        return ()

    def _is_one_of(self, cluster: Cluster, draft: Draft, word: str) -> bool:
        if word in ("sides", "parties", "rivals", "allies"):
            return cluster.is_named and cluster.kind in ("state", "organization", "group")
        if word in ("pair", "duo", "couple"):
            return cluster.is_named and cluster.kind == "person"
        if word in _COUNTS:
            return cluster.is_named
        if word in _STATES:
            return cluster.kind == "state"
        if self.is_group_noun(word) or word in ("companies", "firms"):
            return cluster.kind in ("organization", "group")
        if self.index.is_use("anyone_plural", word):
            return cluster.kind == "person"
        lemma = lemma_of(self.parse, draft.head)
        nouns = [noun for noun, _ in cluster.nouns()]
        return cluster.kind == "person" and (not nouns or any(lemma_of(self.parse, n.head) == lemma for n in nouns))

    def body(self, draft: Draft, discourse: Discourse, word: str, lemma: str) -> Cluster | None:
        """The body that "the group", "the company", "the paper" means: a subject first, else the nearest."""
        is_group, is_business = self.index.is_use("anaphor_group", word), self.index.is_use("anaphor_business", word)
        own = len(draft.entry.words) if draft.entry is not None else 1
        if not draft.is_definite or draft.number != "singular" or draft.kind == "person" or draft.is_former:
            return None
        if draft.belongs or not (is_group or is_business) or len(draft.modifiers) != own:
            return None
        kinds = ("organization", "group") if is_group else ("organization",)
        introduced = self.introduced.get(lemma, ())
        is_armed = draft.entry is not None and bool(_ARMED & set(draft.entry.sectors))

        def fits(cluster: Cluster) -> bool:
            if is_armed and (cluster.international or (cluster.sectors and not _ARMED & set(cluster.sectors))):
                return False
            if cluster.number != "singular" or not (cluster.is_named or cluster in introduced):
                return False
            if cluster.entry is not None and cluster.entry.table in ("organs", "agents") and cluster not in introduced:
                return False
            if is_business and not is_group and not _may_be_business(cluster):
                return False
            return "GOV" not in cluster.sectors and (cluster.kind in kinds or cluster in introduced)

        found = self._nearest(discourse, draft, _BODY_SENTENCES, fits, only_subjects=True)
        if found is None and (is_group or word in ("company", "firm")):
            found = self._nearest(discourse, draft, _BODY_SENTENCES, fits, only_subjects=False)
        return found

    @staticmethod
    def _nearest(
        discourse: Discourse, draft: Draft, sentences: int, fits: Callable[[Cluster], bool], *, only_subjects: bool
    ) -> Cluster | None:
        for item in discourse.recent(draft.head, draft.quotation, sentences):
            if only_subjects and not item.draft.is_subject:
                continue
            if len(item.clusters) == 1 and fits(item.clusters[0]):
                return item.clusters[0]
        return None


def _may_be_business(cluster: Cluster) -> bool:
    """Whether nothing known of a body keeps it from being a firm, a bank or a paper."""
    return cluster.international in (None, "MNC") and _PUBLIC.isdisjoint(cluster.sectors)
