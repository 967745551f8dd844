"""What an actor is called: the table's name, the fullest name in the report, or a description without epithets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from asreported.parsing.parse import Parse
from asreported.resolution.actors.clusters import Cluster
from asreported.resolution.actors.drafts import Draft
from asreported.resolution.actors.index import ActorIndex
from asreported.resolution.actors.rows import Entry

_ARTICLES = frozenset({"DT", "PRP$", "PDT", "``", "''", "POS", "RB"})
_ENDS = frozenset(
    {"WP", "WDT", "WRB", "VBD", "VBZ", "VBP", "VBN", "VBG", "MD", "TO"}
    | {".", ":", ",", "-LRB-", "-RRB-", "''", "``", "CC"}
)
_TIMES = frozenset({"DATE", "TIME", "CARDINAL"})
_UNIQUE_LEVELS = frozenset({"head-of-state", "head-of-government", "minister", "international"})
"""Offices of one holder, whose every name means the same: a premier is the prime minister, an owner no executive."""
_DESCRIBED = frozenset({"person", "unnamed", "group", "people"})


class ActorNames:
    """Names the clusters of one report; `placed` are the clusters each head stands for."""

    def __init__(self, parse: Parse, index: ActorIndex, placed: Mapping[int, tuple[Cluster, ...]]) -> None:
        self.parse = parse
        self.index = index
        self.placed = placed
        self._times = frozenset(t for e in parse.entities if e.label in _TIMES for t in range(e.start, e.end))
        self._names = frozenset(e.start for e in parse.entities if e.label not in _TIMES)

    def of(self, cluster: Cluster, country: str | None) -> str:
        """The table's name, else the fullest name in the report, else the fullest description."""
        if cluster.label:
            return cluster.label
        entry = cluster.entry
        if entry is not None and (listed := self._from_table(cluster, entry, country)) is not None:
            return listed
        named = [draft.named for draft in cluster.drafts if draft.type == "name" and draft.named]
        if named:
            return self._text(max(named, key=lambda tokens: (len(tokens), -tokens[0])))
        described = [
            (tokens, draft)
            for draft in cluster.drafts
            if draft.type == "nominal" and (tokens := self.title_tokens(draft))
        ]
        if not described:
            return self._text([cluster.first])
        if cluster.kind in _DESCRIBED:
            described = [(self._identified(tokens, draft), draft) for tokens, draft in described]
        tokens, draft = max(described, key=lambda found: (len(found[0]), -found[0][0]))
        return self._neutral(tokens, draft)

    def _from_table(self, cluster: Cluster, entry: Entry, country: str | None) -> str | None:
        if entry.table not in ("offices", "organs", "agents") and entry.form not in ("people", "noun", "adjective"):
            return entry.name
        if entry.table == "countries" and cluster.kind == "state":
            return entry.name
        if entry.table == "peoples" and all(len(d.modifiers) <= 1 and not d.count for d in cluster.drafts):
            return entry.name
        if cluster.kind == "person" and entry.table == "offices" and country is not None:
            owners = {t for d in cluster.drafts for t in d.belongs if not self._is_state(t)}
            is_one = entry.level in _UNIQUE_LEVELS or any(self._says(d, entry.name) for d in cluster.drafts)
            if is_one and not owners and any(d.is_definite for d in cluster.drafts):
                return self.index.title(entry, country)
        return None

    def _says(self, draft: Draft, title: str) -> bool:
        """Whether a mention's noun is the title that names its row: "ambassador", not "consul" of the same row."""
        return any(" ".join(self.parse.words[n.start : n.end]).lower() == title.lower() for n in draft.nouns)

    def title_tokens(self, draft: Draft) -> list[int]:
        """The tokens of a title or description without article, possessor pronoun and "at least"."""
        tokens = list(draft.title) if draft.type == "name" else list(range(draft.start, draft.end))
        tags, words = self.parse.tags, self.parse.words
        while len(tokens) > 1 and tags[tokens[0]] in _ARTICLES and words[tokens[1]] != "-":
            tokens.pop(0)
        counts = next((n for n, t in enumerate(tokens) if tags[t] == "CD"), 0)
        if counts and all(self.index.is_use("quantity", words[t].lower()) for t in tokens[:counts]):
            tokens = tokens[counts:]
        return tokens

    def _identified(self, tokens: list[int], draft: Draft) -> list[int]:
        """The tokens with the phrase after them that says which: "doctor at the harbour clinic"."""
        parse, end = self.parse, draft.end
        if tokens[-1] + 1 != end:
            return tokens
        for child in parse.children[draft.head]:
            word = parse.words[child].lower()
            if child != end or parse.deps[child] != "prep" or not self.index.is_use("identifying_preposition", word):
                continue
            reach = parse.child(child, "pobj")
            if reach is None or not self._identifies(word, reach):
                break
            below = set(parse.subtree(child))
            while end < len(parse) and end in below and (parse.tags[end] not in _ENDS or self._is_inner(end, reach)):
                end += 1
            return [*tokens, *range(tokens[-1] + 1, end)] if end > reach else tokens
        return tokens

    def _is_inner(self, token: int, reach: int) -> bool:
        """Whether a hyphen or participle still stands before the noun it belongs to."""
        return token < reach and self.parse.tags[token] in ("VBN", "VBG", ":")

    def _identifies(self, word: str, reach: int) -> bool:
        parse = self.parse
        if reach in self._times or not parse.tags[reach].startswith("NN"):
            return False
        if word == "in":
            return parse.tags[reach] == "NNP"
        return word not in ("for", "of") or reach in self.placed or parse.tags[reach] == "NNP"

    def _neutral(self, tokens: Sequence[int], draft: Draft) -> str:
        """A description without the words the tables call loaded; a loaded head gives way to its row's own word."""
        words = [bare for word in self._text(tokens).split(" ") if (bare := word.strip('“”"'))]
        head = self.parse.words[draft.head]
        kept = [word for word in words if word == head or not self._is_loaded(word)]
        if self._is_loaded(head) and draft.entry is not None:
            plain = self.index.plain_word(draft.entry.row, head.lower())
            kept = [plain if word == head and plain else word for word in kept]
        return " ".join(kept) or self._text(tokens)

    def _is_loaded(self, word: str) -> bool:
        return word.lower() in self.index.loaded

    def _is_state(self, token: int) -> bool:
        return all(cluster.kind == "state" for cluster in self.placed.get(token, ()))

    def _text(self, tokens: Sequence[int]) -> str:
        start, end = self.parse.span(tokens[0], tokens[-1] + 1)
        return " ".join(self.parse.text[start:end].split())
