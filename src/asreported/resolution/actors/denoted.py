"""Listed actors under other names: epithets of the tables, official names, "the regime in CAPITAL"."""

from __future__ import annotations

from collections.abc import Mapping

from asreported.parsing.parse import Parse
from asreported.resolution.actors.drafts import Draft
from asreported.resolution.actors.index import ActorIndex
from asreported.resolution.actors.rows import Entry


class Denoted:
    """Finds the listed actor behind a noun phrase of one report.

    `place` is the country of the dateline, `counts` how often the report names each country.
    """

    def __init__(self, parse: Parse, index: ActorIndex, place: str | None, counts: Mapping[str, int]) -> None:
        self.parse = parse
        self.index = index
        self.place = place
        self.counts = counts

    def listed(self, draft: Draft) -> Entry | None:
        """The listed actor that an epithet, an official name or "the regime in CAPITAL" denotes."""
        if draft.entry is not None and draft.entry.table == "epithets":
            return self.index.by_row[draft.entry.row] if draft.is_definite else None
        if (code := self._official(draft) or self._regime(draft)) is not None:
            return self.index.countries.get(code)
        return None

    def _regime(self, draft: Draft) -> str | None:
        """The country of "the Lisbon regime", "the regime in Lisbon": the capital stands for the state."""
        parse = self.parse
        if not self.index.is_use("regime", parse.words[draft.head].lower()) or draft.belongs:
            return None
        places = [t for t in range(draft.start, draft.head) if parse.tags[t] == "NNP"]
        for child in parse.children[draft.head]:
            if parse.deps[child] == "prep" and parse.words[child].lower() in ("in", "of"):
                places.extend(t for t in parse.children[child] if parse.deps[t] == "pobj")
        if not places and parse.words[draft.end : draft.end + 1] == ("in",):
            places = [draft.end + 1]
        found = (self.index.capital(parse.words[t]) for t in places if t < len(parse))
        return next((entry.country for entry in found if entry is not None), None)

    def _official(self, draft: Draft) -> str | None:
        """The country that "the Islamic Republic" is: of those so named, the dateline's or the one the report names."""
        if draft.type != "nominal" or not self.parse.words[draft.head][0].isupper():
            return None
        codes = self.index.official_names.get(" ".join(draft.modifiers), ())
        if not codes or not draft.is_definite:
            return None
        named = [c for c in codes if c == self.place or self.counts.get(c, 0) == max(self.counts.values(), default=-1)]
        named = named or [c for c in codes if c in self.counts]
        return named[0] if len(named) == 1 else None
