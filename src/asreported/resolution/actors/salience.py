"""Who a third-person pronoun means: number, gender, nearness and grammatical place, never across quotation marks."""

from __future__ import annotations

from dataclasses import dataclass

from asreported.parsing.parse import Parse
from asreported.resolution.actors.clusters import Cluster
from asreported.resolution.actors.drafts import Draft
from asreported.resolution.actors.index import ActorIndex

WINDOW = 40
"""How many mentions a pronoun looks back over; a paragraph of news names fewer than twenty."""
_SENTENCES = {"he": 4, "they": 2, "it": 2}
_EXPLETIVE = frozenset(
    {"be", "seem", "appear", "take", "rain", "snow", "happen", "turn", "look", "become", "remain", "matter"}
)


@dataclass(frozen=True, slots=True)
class Pushed:
    """One mention in reading order with the actors it stands for."""

    draft: Draft
    clusters: tuple[Cluster, ...]
    sentence: int


class Discourse:
    """The mentions read so far, and the choice among them; `sources` are the head tokens of attribution sources."""

    def __init__(self, parse: Parse, index: ActorIndex, sources: frozenset[int] = frozenset()) -> None:
        self.parse = parse
        self.sources = sources
        self.index = index
        self.pushed: list[Pushed] = []

    def push(self, draft: Draft, clusters: tuple[Cluster, ...]) -> None:
        """Remember a mention."""
        self.pushed.append(Pushed(draft, clusters, self.parse.sentence_of[draft.head]))

    def recent(self, token: int, quotation: int, sentences: int) -> list[Pushed]:
        """The mentions of the last `sentences` sentences and this one, latest first, in the same quotation or none."""
        first = self.parse.sentence_of[token] - sentences
        found = []
        for item in reversed(self.pushed[-WINDOW:]):
            if item.sentence < first:
                break
            if item.draft.quotation == quotation:
                found.append(item)
        return found

    def pronoun(self, draft: Draft, *, is_possessive: bool) -> tuple[Cluster, ...]:
        """The actors a third-person pronoun means, () when none fits."""
        if draft.number == "plural":
            return self._best(draft, "they", is_possessive=is_possessive)
        if draft.gender == "thing":
            if not is_possessive and (not draft.is_subject or self._is_expletive(draft.head)):
                return ()
            return self._best(draft, "it", is_possessive=is_possessive)
        return self._best(draft, "he", is_possessive=is_possessive)

    def _best(self, draft: Draft, form: str, *, is_possessive: bool) -> tuple[Cluster, ...]:
        best: tuple[Cluster, ...] = ()
        best_score = -100.0
        here = self.parse.sentence_of[draft.head]
        for n, item in enumerate(self.recent(draft.head, draft.quotation, _SENTENCES[form])):
            if not self._fits(item, draft, form) or self._is_barred(item.draft, draft, is_possessive=is_possessive):
                continue
            score = self._score(item, form, here) - 0.02 * n
            if draft.head in self.sources and item.draft.head in self.sources:
                score += 1.2
            if score > best_score:
                best, best_score = item.clusters, score
        if form == "he" and not best:
            best = self._doubtful(draft)
        if form == "he" and best and best[0].gender in ("", "thing"):
            best[0].gender = draft.gender
        return best

    def _doubtful(self, draft: Draft) -> tuple[Cluster, ...]:
        """A name taken for an organisation's that "he" shows to be a person's."""
        for item in self.recent(draft.head, draft.quotation, 1):
            if len(item.clusters) == 1 and item.clusters[0].may_be_person and item.draft.is_subject:
                item.clusters[0].kind = "person"
                return item.clusters
        return ()

    def _fits(self, item: Pushed, draft: Draft, form: str) -> bool:
        clusters = item.clusters
        if form == "he":
            is_one = len(clusters) == 1 and clusters[0].is_person() and not self._is_collective(item.draft)
            return is_one and clusters[0].gender in ("", draft.gender)
        if form == "they":
            if len(clusters) > 1 or clusters[0].number == "plural":
                return True
            is_premises = item.draft.type == "nominal" and not item.draft.is_subject
            return clusters[0].kind in ("organization", "group") and not is_premises
        if len(clusters) > 1 or not clusters[0].is_body() or self._is_coordinated(item.draft.head):
            return False
        if item.draft.is_subject or item.draft.type == "pronoun":
            return True
        is_possessive = self.parse.tags[draft.head] == "PRP$"
        same = item.sentence == self.parse.sentence_of[draft.head]
        return (
            clusters[0].kind != "state"
            and (same or not is_possessive)
            and self.parse.deps[item.draft.head] != "compound"
        )

    def _score(self, item: Pushed, form: str, here: int) -> float:
        """Nearness in sentences, then subjects; singular bodies are a last choice for "they".

        The weights were set by reading articles of articles_allsides (odd half), not fitted.
        """
        score = -2.0 * (here - item.sentence)
        if item.draft.is_subject:
            score += 1.6
            score += 0.8 if form == "he" and self._is_of_main_clause(item.draft.head) else 0.0
        if self.parse.deps[item.draft.head] == "poss":
            score -= 0.3
        if form == "they" and len(item.clusters) == 1 and item.clusters[0].number != "plural":
            score -= 2.5
        if form == "he" and item.clusters[0].is_named:
            score += 0.4
        if form == "he" and item.clusters[0].gender:
            score += 0.3
        return score

    def _is_collective(self, draft: Draft) -> bool:
        """Whether a description means several in one word: "her family", "the crew"."""
        return draft.type == "nominal" and self.index.is_use("collective", self.parse.lemmas[draft.head].lower())

    def _is_of_main_clause(self, token: int) -> bool:
        """Whether a subject's verb heads its sentence: whom it is about, before whoever "after" or "that" names."""
        verb = self.parse.heads[token]
        return self.parse.heads[verb] == verb

    def _is_barred(self, item: Draft, draft: Draft, *, is_possessive: bool) -> bool:
        """Whether grammar keeps two mentions apart: two arguments of one verb, or a possessor inside its own phrase."""
        heads, deps = self.parse.heads, self.parse.deps
        if is_possessive:
            return heads[draft.head] == item.head
        if item.start <= draft.head < item.end:
            return True
        if self.parse.words[draft.head].lower().endswith(("self", "selves")):
            return False
        above = heads[draft.head] if deps[draft.head] != "pobj" else heads[heads[draft.head]]
        other = heads[item.head] if deps[item.head] != "pobj" else heads[heads[item.head]]
        return above == other and deps[item.head] not in ("poss", "conj") and item.head != above

    def _is_coordinated(self, token: int) -> bool:
        return self.parse.deps[token] == "conj" or self.parse.child(token, "conj") is not None

    def _is_expletive(self, token: int) -> bool:
        """Whether "it" stands for nothing: "it is clear that", "it seems"."""
        verb = self.parse.heads[token]
        if self.parse.deps[token] not in ("nsubj", "nsubjpass"):
            return self.parse.deps[token] not in ("dobj", "pobj", "dative")
        if self.parse.deps[token] == "nsubjpass":
            return self.parse.child(verb, "ccomp", "csubj") is not None
        return self.parse.lemmas[verb].lower() in _EXPLETIVE
