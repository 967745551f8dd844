"""How sure a place or an actor is: how often one found under the same circumstances was right, counted on gold.

The counts are a table, `resolution/confidence`, which training/confidence.py writes; a confidence is (right + 1) /
(seen + 2), Laplace's rule of succession. Circumstances seen too seldom give none.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from asreported.lexicons import Lexicons
from asreported.records import Feature, MentionType

LEAST_SEEN = 10
"""Fewer than this many of a kind tell too little."""
_CHANCES = (0.9, 0.7, 0.5, 0.0)
ROW_KEY = "confidence/row"
"""All rows that name somebody are counted together: gold names too few of each kind."""


class Confidences:
    """The counts of the table.

    Arguments:
        lexicons: the tables. Without this one nothing has a confidence.
    """

    def __init__(self, lexicons: Lexicons) -> None:
        rows = lexicons.rows("resolution/confidence") if "resolution/confidence" in lexicons.names else ()
        counts = {row["row"]: (int(row["right"]), int(row["seen"])) for row in rows}
        self._shares: Mapping[str, float] = {
            key: (right + 1) / (seen + 2) for key, (right, seen) in counts.items() if seen >= LEAST_SEEN
        }

    def of_place(
        self, feature: Feature | None, *, is_adjective: bool, is_recognised: bool, bearers: int, chance: float
    ) -> float | None:
        """How sure a place is, None where that was not counted; arguments as in `place_key`."""
        return self._rounded(
            self._shares.get(
                place_key(
                    feature, is_adjective=is_adjective, is_recognised=is_recognised, bearers=bearers, chance=chance
                )
            )
        )

    def of_actor(self, mentions: Collection[MentionType], *, has_named_row: bool) -> float | None:
        """How sure it is that all mentions are one actor's and, where a row names it, that it is that row.

        Arguments:
            mentions: the type of each mention.
            has_named_row: whether it has a row that is somebody in particular, not a common noun's.
        """
        joined = self._shares.get(mentions_key(mentions))
        linked = self._shares.get(ROW_KEY) if has_named_row else 1.0
        return self._rounded(joined * linked) if joined is not None and linked is not None else None

    @staticmethod
    def _rounded(share: float | None) -> float | None:
        return round(share, 3) if share is not None else None


def place_key(feature: Feature | None, *, is_adjective: bool, is_recognised: bool, bearers: int, chance: float) -> str:
    """The circumstances of a place.

    Arguments:
        feature: what kind of place was chosen, None for one that no table has.
        is_adjective: whether its words are an adjective or a people's name.
        is_recognised: whether the parser's recogniser takes its first word for a place.
        bearers: how many places bear the name, 0 or more.
        chance: the chosen one's share of the chances, 0 to 1.
    """
    if is_adjective:
        return "confidence/place/adjective"
    step = "sole" if bearers == 1 else str(next(least for least in _CHANCES if chance >= least))
    return f"confidence/place/{feature or 'unlisted'}/{'recognised' if is_recognised else 'unrecognised'}/{step}"


def mentions_key(mentions: Collection[MentionType]) -> str:
    """Whether an actor is named, and whether mentions were inferred to be its: pronouns and descriptions."""
    is_named = "name" in mentions
    is_inferred = any(mention != "name" for mention in mentions) if is_named else "pronoun" in mentions
    return f"confidence/mentions/{'named' if is_named else 'unnamed'}/{'inferred' if is_inferred else 'plain'}"
