"""Word lists of the attribution rules: light verbs, words of refusal, nouns of an aside …, as one object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from asreported.errors import LexiconError
from asreported.lexicons import Lexicons, values

ANY_VERB = "*"
"""The verb of the row for verbs that have none of their own."""


@dataclass(frozen=True, slots=True)
class WordLists:
    """The table `attributions/lists`, one field a row, and `attributions/complements`.

    `bound` gives for a verb the prepositions that belong to its content after an object ("blamed her for the delay").
    """

    light_verbs: frozenset[str]
    quoting_verbs: frozenset[str]
    refusing_verbs: frozenset[str]
    speaking_verbs: frozenset[str]
    expecting_words: frozenset[str]
    telling_verbs: frozenset[str]
    answering_verbs: frozenset[str]
    naming_verbs: frozenset[str]
    request_nouns: frozenset[str]
    aside_nouns: frozenset[str]
    claim_nouns: frozenset[str]
    content_prepositions: frozenset[str]
    habit_adverbs: frozenset[str]
    headline_speakers: frozenset[str]
    neutral_verbs: frozenset[str]
    telling_acts: frozenset[str]
    inner_acts: frozenset[str]
    identifying_verbs: frozenset[str]
    refusable_nouns: frozenset[str]
    bound: Mapping[str, frozenset[str]]

    @classmethod
    def read(cls, lexicons: Lexicons) -> WordLists:
        """All lists.

        Raises:
            LexiconError: a list is missing.
        """
        rows = {row["row"]: frozenset(values(row["words"])) for row in lexicons.rows("attributions/lists")}
        found = {}
        for field in fields(cls):
            if field.name == "bound":
                continue
            key = "list/" + field.name.replace("_", "-")
            if key not in rows:
                raise LexiconError(f"a row {key}", "none", "put the row back", "attributions/lists.csv")
            found[field.name] = rows[key]
        complements = lexicons.rows("attributions/complements")
        bound = {row["verb"]: frozenset(values(row["prepositions"])) for row in complements}
        return cls(**found, bound={ANY_VERB: frozenset(), **bound})

    def bound_to(self, verb: str) -> frozenset[str]:
        """The prepositions bound to this verb (a lemma) after its object."""
        return self.bound.get(verb) or self.bound[ANY_VERB]
