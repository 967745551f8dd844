"""Which of the tables' names are meant where their words stand."""

from __future__ import annotations

from collections.abc import Mapping

from asreported.parsing.parse import Parse
from asreported.resolution.actors.index import ActorIndex, Found
from asreported.resolution.actors.name_edges import Piece
from asreported.resolution.actors.nouns import Noun


class ListedNames:
    """Questions about the tables' names in one parse.

    `countries` are the offsets where the gazetteer found a place, each with that place's country.
    """

    def __init__(
        self, parse: Parse, index: ActorIndex, noun_at: Mapping[int, Noun], countries: Mapping[int, str | None]
    ) -> None:
        self.parse = parse
        self.index = index
        self.noun_at = noun_at
        self.countries = countries
        self.found = [
            f for f in index.names(parse) if not (self._is_namesake(f) or self._is_of_longer(f) or self._is_of_organ(f))
        ]
        """The tables' names in the text, without namesakes and ends of longer names."""

    def is_state(self, found: Found) -> bool:
        """Whether a country's name means the state: not "New England", "Norland striker Ada Quill", "town of Dorn"."""
        before = " ".join(self.parse.words[max(0, found.start - 1) : found.end]).lower()
        return not (self.index.is_use("not_state", before) or self._is_team(found) or self._is_town(found))

    def is_part_of_place(self, start: int, end: int) -> bool:
        """Whether the name of a people only names a place here: "Lake Dorn", "Dorn County"."""
        words, tags = self.parse.words, self.parse.tags
        before, after = start - 1, end
        if before >= 0 and tags[before] == "NNP" and self.parse.heads[before] in range(start, end):
            return self.index.is_use("not_actor", words[before].lower()) or self.index.is_use(
                "place_noun", words[before].lower()
            )
        is_next = after < len(words) and self.parse.heads[start] == after
        return is_next and words[after][0].isupper() and self.index.is_use("place_noun", words[after].lower())

    def entity_over(self, start: int, end: int) -> Piece | None:
        """The recogniser's entity that covers tokens, None for none."""
        for entity in self.parse.entities:
            if entity.start > start:
                return None
            if entity.end >= end:
                return Piece(*entity)
        return None

    def _is_namesake(self, found: Found) -> bool:
        """Whether a country's name is a place in another country here: Georgia in the United States."""
        entry, start = found.entries[0], self.parse.starts[found.start]
        if entry.table != "countries" or not entry.ambiguous or self.countries.get(start) is None:
            return False
        return self.countries[start] != entry.country

    def _is_of_organ(self, found: Found) -> bool:
        """Whether a word only begins an organ's name: the Labour of "the Labour Ministry" is no party."""
        noun = self.noun_at.get(found.start)
        is_inside = noun is not None and noun.end > found.end and noun.entry.table == "organs"
        return is_inside and found.entries[0].table in ("groups", "bodies", "persons")

    def _is_of_longer(self, found: Found) -> bool:
        """Whether a body's name ends another one's longer name: Bank of Norland in "Coastal Bank of Norland"."""
        before, parse = found.start - 1, self.parse
        if before < 0 or found.entries[0].table not in ("bodies", "groups") or parse.tags[before] != "NNP":
            return False
        if parse.deps[before] != "compound" or parse.heads[before] not in range(found.start, found.end):
            return False
        cover = self.entity_over(before, found.end)
        word = parse.words[before]
        return (
            cover is not None
            and cover.label == "ORG"
            and before not in self.noun_at
            and not self.index.is_name(word)
            and not self.index.is_use("honorific", word.lower())
        )

    def _is_team(self, found: Found) -> bool:
        """Whether a country's name is its team's: "Norland striker Ada Quill", "Norland's goalkeeper"."""
        words, head = self.parse.words, self.parse.heads[found.end - 1]
        if found.entries[0].form not in ("name", "people") or head < found.end:
            return False
        return self.index.is_use("athlete", words[head].lower()) or self.index.is_use(
            "athlete", (words[found.end] if found.end < len(words) else "").lower()
        )

    def _is_town(self, found: Found) -> bool:
        """Whether a country's name is a town's here: "the town of Norland"."""
        of, words = found.start - 1, self.parse.words
        return of > 0 and words[of] == "of" and self.index.is_use("settlement", words[of - 1].lower())
