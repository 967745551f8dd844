"""Who a third-person pronoun means: number, gender, nearness and grammatical place, across quotation marks at last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from asreported.parsing.parse import Parse
from asreported.resolution.actors.clusters import Cluster
from asreported.resolution.actors.drafts import Draft
from asreported.resolution.actors.index import ActorIndex

WINDOW = 40
"""How many mentions a pronoun looks back over; a paragraph of news names fewer than twenty."""
_CLAUSES = 4
_OF_THINGS = frozenset({"which", "that"})
_FRONTED = frozenset({"prep", "advcl", "npadvmod", "advmod"})
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
    """The mentions read so far, and the choice among them.

    `sources` are the head tokens of attribution sources, `named` all names of the report with whom they mean.
    """

    def __init__(
        self,
        parse: Parse,
        index: ActorIndex,
        sources: frozenset[int] = frozenset(),
        named: Mapping[int, tuple[Draft, Cluster]] | None = None,
    ) -> None:
        self.parse = parse
        self.sources = sources
        self.index = index
        self.named = named or {}
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
        if self.parse.words[draft.head].lower().endswith(("self", "selves")) and (doer := self._doer(draft.head)):
            return doer
        if draft.number == "plural":
            return self._best(draft, "they", is_possessive=is_possessive)
        if draft.gender == "thing":
            if not is_possessive and not self._may_act(draft):
                return ()
            return self._best(draft, "it", is_possessive=is_possessive)
        return self._best(draft, "he", is_possessive=is_possessive)

    def _may_act(self, draft: Draft) -> bool:
        """Whether "it" may be somebody: a subject of its own, or what somebody accuses, asks, orders."""
        if draft.is_subject:
            return not self._is_expletive(draft.head)
        verb = self.parse.lemmas[self.parse.heads[draft.head]].lower()
        return self.parse.deps[draft.head] in ("dobj", "dative") and self.index.is_use("addressing_verb", verb)

    def _best(self, draft: Draft, form: str, *, is_possessive: bool) -> tuple[Cluster, ...]:
        if (ahead := self._ahead(draft, form)) is not None:
            return ahead.clusters
        near = self.recent(draft.head, draft.quotation, _SENTENCES[form])
        best = self._choose(draft, form, near, is_possessive=is_possessive)
        if form == "he" and not best:
            best = self._doubtful(draft)
        if form == "he" and not best and draft.quotation >= 0:
            best = self._choose(draft, form, self._outside(draft), is_possessive=is_possessive)
        if form == "he" and best and best[0].gender in ("", "thing"):
            best[0].gender = draft.gender
        return best

    def _choose(self, draft: Draft, form: str, near: list[Pushed], *, is_possessive: bool) -> tuple[Cluster, ...]:
        """The best of the mentions before, latest first; nobody that grammar keeps apart, under whatever name."""
        barred = {id(c) for c in self._controller(draft, is_possessive=is_possessive)}
        for item in near:
            if self._is_barred(item.draft, draft, is_possessive=is_possessive):
                barred.update(id(c) for c in item.clusters)
        teller = {id(c) for c in self._teller(draft.head)}
        best: tuple[Cluster, ...] = ()
        best_score = -100.0
        here = self.parse.sentence_of[draft.head]
        for n, item in enumerate(near):
            if not self._fits(item, draft, form) or any(id(c) in barred for c in item.clusters):
                continue
            score = self._score(item, form, here) + self._from_deeds(item.draft, draft) - 0.02 * n
            if draft.head in self.sources and item.draft.head in self.sources:
                score += 1.2
            if form == "they" and len(item.clusters) > 1 and any(id(c) in teller for c in item.clusters):
                score += 4.0
            if score > best_score:
                best, best_score = item.clusters, score
        return best

    def _outside(self, draft: Draft) -> list[Pushed]:
        """The mentions outside quotation marks that somebody quoted may speak of: not the speakers beside."""
        here = self.parse.sentence_of[draft.head]
        near = self.recent(draft.head, -1, 2)
        sources = self.sources & self.named.keys()
        speakers = {id(self.named[t][1]) for t in sources if abs(self.parse.sentence_of[t] - here) <= 1}
        speakers.update(
            id(c) for item in near if item.sentence == here and item.draft.is_subject for c in item.clusters
        )
        return [item for item in near if not any(id(c) in speakers for c in item.clusters)]

    def _ahead(self, draft: Draft, form: str) -> Pushed | None:
        """The named subject that a phrase before it points ahead to: "In her first speech, Ada Quill"."""
        parse = self.parse
        first, end = parse.sentences[parse.sentence_of[draft.head]]
        root = next((t for t in range(first, end) if parse.heads[t] == t), None)
        subject = parse.child(root, "nsubj", "nsubjpass") if root is not None else None
        if root is None or subject is None or draft.head >= parse.edges[subject][0]:
            return None
        at = draft.head
        while parse.heads[at] not in (root, at):
            at = parse.heads[at]
        if parse.heads[at] != root or parse.deps[at] not in _FRONTED or at >= subject:
            return None
        beside = (subject, *(c for c in parse.children[subject] if parse.deps[c] == "appos"))
        name = next((self.named[t] for t in beside if t in self.named), None)
        if name is None or name[0].quotation != draft.quotation:
            return None
        item = Pushed(replace(name[0], is_subject=True), (name[1],), parse.sentence_of[subject])
        return item if self._fits(item, draft, form) else None

    def _meant(self, token: int | None) -> tuple[Cluster, ...]:
        """Whom a mention read before means."""
        return next((item.clusters for item in reversed(self.pushed[-WINDOW:]) if item.draft.head == token), ())

    def _doer(self, token: int) -> tuple[Cluster, ...]:
        """Who does what is done to "itself": the subject, else who is meant to do it ("Norland's right to defend")."""
        parse = self.parse
        verb = parse.heads[token] if parse.deps[token] != "pobj" else parse.heads[parse.heads[token]]
        for _ in range(_CLAUSES):
            subject = parse.child(verb, "nsubj", "nsubjpass")
            if subject is not None:
                return self._meant(subject)
            if parse.deps[verb] in ("acl", "relcl") and (owner := parse.child(parse.heads[verb], "poss")) is not None:
                return self._meant(owner)
            if parse.heads[verb] == verb:
                break
            verb = parse.heads[verb]
        return ()

    def _teller(self, token: int) -> tuple[Cluster, ...]:
        """Who says the clause whose subject a pronoun is: "Ada Quill said they"."""
        verb = self.parse.heads[token]
        if self.parse.deps[verb] != "ccomp" or self.parse.deps[token] not in ("nsubj", "nsubjpass"):
            return ()
        return self._meant(self.parse.child(self.parse.heads[verb], "nsubj"))

    def _controller(self, draft: Draft, *, is_possessive: bool) -> tuple[Cluster, ...]:
        """Who does what a clause without a subject tells: "Ada Quill apologised for calling him", who is another."""
        parse, dep = self.parse, self.parse.deps[draft.head]
        if is_possessive or dep not in ("dobj", "dative", "pobj") or parse.words[draft.head].lower().endswith("self"):
            return ()
        verb = parse.heads[draft.head] if dep != "pobj" else parse.heads[parse.heads[draft.head]]
        if parse.deps[verb] not in ("pcomp", "advcl", "xcomp") or parse.child(verb, "nsubj", "nsubjpass") is not None:
            return ()
        above = parse.heads[verb] if parse.deps[verb] != "pcomp" else parse.heads[parse.heads[verb]]
        asked = parse.child(above, "dobj") if parse.deps[verb] == "xcomp" else None
        return self._meant(asked if asked is not None else parse.child(above, "nsubj", "nsubjpass"))

    def _from_deeds(self, item: Draft, draft: Draft) -> float:
        """Who denies is the one accused before, not the accuser."""
        parse = self.parse
        if not draft.is_subject or not self.index.is_use("denying_verb", parse.lemmas[parse.heads[draft.head]].lower()):
            return 0.0
        dep, verb = parse.deps[item.head], parse.heads[item.head]
        if dep == "pobj":
            verb = parse.heads[verb]
        if not self.index.is_use("accusing_verb", parse.lemmas[verb].lower()):
            return 0.0
        return -2.0 if dep == "nsubj" else 2.5

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
        if self._is_subject(item.draft) or item.draft.type == "pronoun":
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
        if self._is_subject(item.draft):
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

    def _is_subject(self, draft: Draft) -> bool:
        """Whether a subject, of more than a clause that only tells of a thing: not "which"."""
        return draft.is_subject and self.parse.words[draft.head].lower() not in _OF_THINGS

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
        if self._is_told_of_teller(verb):
            return False
        return self.parse.lemmas[verb].lower() in _EXPLETIVE

    def _is_told_of_teller(self, verb: int) -> bool:
        """Whether a body says what it is: "Norland said it was ready", not "said it was clear that"."""
        parse, state = self.parse, self.parse.child(verb, "acomp")
        if state is None or parse.deps[verb] != "ccomp":
            return False
        if any(parse.child(t, "ccomp", "xcomp", "csubj", "advcl") is not None for t in (verb, state)):
            return False
        teller = self._meant(parse.child(parse.heads[verb], "nsubj"))
        return len(teller) == 1 and teller[0].is_body()
