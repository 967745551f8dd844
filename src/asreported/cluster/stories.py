"""Whether two reports are one story: a wire copy, an update or a rewrite of each other."""

from __future__ import annotations

from dataclasses import dataclass

from rensa import RMinHash

from asreported.cluster.texts import Profile, dot, lead_of, names_in, shingles_of

BANDS, ROWS = 40, 3
"""With 40 bands of 3 hashes a pair that shares a third of its shingles meets with probability .78, half .99."""
_SEED = 7
COPY = 0.8
UPDATE = 0.5
REWRITE, REWRITE_ALIKE = 0.08, 0.4
RETOLD_ALIKE = 0.64
MOULD = 0.3
"""These were chosen on benchmarks/sets/story_pairs.jsonl."""


@dataclass(frozen=True)
class Text:
    """What of a report is compared."""

    body: str
    shingles: frozenset[str]
    profile: Profile

    @classmethod
    def of(cls, body: str, profile: Profile) -> Text:
        """That of a report's text without furniture."""
        return cls(body, shingles_of(body), profile)


@dataclass(frozen=True)
class Likeness:
    """That two reports are one story: how, which share of the shorter one's shingles both have, and why in words."""

    kind: str
    shared: float
    why: str


def bands_of(shingles: frozenset[str]) -> list[int]:
    """The report's MinHash signature (Broder 1997) in bands, each hashed to 64 bits with sign; none for no shingle."""
    if not shingles:
        return []
    sketch = RMinHash(num_perm=BANDS * ROWS, seed=_SEED)
    sketch.update(sorted(shingles))
    digest = sketch.digest()
    return [_mix(digest[n * ROWS : (n + 1) * ROWS]) for n in range(BANDS)]


def _mix(values: list[int]) -> int:
    mixed = 0
    for value in values:
        mixed = (mixed * 1_000_003 + value) % 2**63
    return mixed


def compare(first: Text, second: Text) -> Likeness | None:
    """Whether two reports are one story, None when not; the same either way round.

    Shared words are counted exactly. Reports that name different people, places or days in their leads, each what the
    other nowhere names, are two stories however alike their words: agencies write the next attack into the same mould.
    """
    common = len(first.shingles & second.shingles)
    shorter = min(len(first.shingles), len(second.shingles))
    if not shorter:
        return None
    contained = common / shorter
    overlap = common / len(first.shingles | second.shingles)
    alike = dot(first.profile, second.profile)
    why = f"{common:,} of {shorter:,} four-word runs of the shorter report stand in both"
    if overlap >= COPY:
        kind = "copy"
    elif contained >= UPDATE:
        kind = "update"
    elif (contained >= REWRITE and alike >= REWRITE_ALIKE) or alike >= RETOLD_ALIKE:
        kind, why = "rewrite", f"{why}; leads {alike:.2f} alike"
    else:
        return None
    return None if are_apart(first.body, second.body) else Likeness(kind, round(contained, 4), why)


def are_of_one_mould(first: Text, second: Text) -> bool:
    """Whether two reports tell of different things in the same words, so that their likeness means nothing."""
    common = len(first.shingles & second.shingles)
    return common >= MOULD * min(len(first.shingles), len(second.shingles)) and are_apart(first.body, second.body)


def are_apart(first: str, second: str) -> bool:
    """Whether each lead names somebody, some place or some day that the other report does not have."""
    return all(
        any(name not in other for name in names_in(lead_of(one))) for one, other in ((first, second), (second, first))
    )
