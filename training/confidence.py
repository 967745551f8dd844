"""Count how often places, mentions and rows are right: ``python -m training.confidence``.

`shared/` lies beside the checkout. Codes the gold sets with a table of confidences that only remembers under which
circumstances each place and actor was found, and counts the even half of the documents (benchmarks/confidence.py says
what is right) into `resolution/confidence`. The calibration error is measured on the odd half. Takes two minutes
on one core.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from benchmarks.confidence import Judged, judged_mentions, judged_places, judged_rows

from asreported import Coder
from asreported.lexicons import Lexicons
from asreported.records import MentionType
from asreported.resolution.confidence import ROW_KEY, Confidences, mentions_key, place_key

TABLE = Path(__file__).parent.parent / "src" / "asreported" / "lexicons" / "resolution" / "confidence.csv"
DATE = "2026-11-26"


class Circumstances(Confidences):
    """Gives the number of the circumstances instead of a confidence."""

    def __init__(self) -> None:
        super().__init__(Lexicons())
        self.numbers: dict[tuple[str, str], int] = {}

    def _number(self, *keys: str) -> float:
        both = (keys[0], keys[-1])
        return float(self.numbers.setdefault(both, len(self.numbers)))

    def of_place(self, *about: Any, **more: Any) -> float:
        """As in the parent, but a number."""
        return self._number(place_key(*about, **more))

    def of_actor(self, mentions: Collection[MentionType], *, has_named_row: bool) -> float:
        """As in the parent, but a number; whether the row names somebody is gold's to say."""
        del has_named_row
        return self._number(mentions_key(mentions), ROW_KEY)


def count(judged: Iterable[Judged], circumstances: Circumstances, which: int) -> dict[str, tuple[int, int]]:
    """Key to (right, seen) over the even half; `which` of the two keys of an actor is counted."""
    seen: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for one in judged:
        if one.half != "even" or one.confidence is None:
            continue
        key = list(circumstances.numbers)[int(one.confidence)][which]
        seen[key] += 1
        right[key] += one.is_right
    return {key: (right[key], seen[key]) for key in seen}


def main() -> None:
    """Write the table."""
    coder, circumstances = Coder(), Circumstances()
    coder._tables.gazetteer.confidences = circumstances
    coder._tables.actors.confidences = circumstances
    counts = {
        **count(judged_places(coder), circumstances, 0),
        **count(judged_mentions(coder), circumstances, 0),
        **count(judged_rows(coder), circumstances, 1),
    }
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("row", "right", "seen", "source", "date"))
        writer.writerows((key, *counts[key], "training/confidence.py", DATE) for key in sorted(counts))
    print(f"{len(counts)} circumstances; now: make lexicons")


if __name__ == "__main__":
    main()
