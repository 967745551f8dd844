"""``python -m benchmarks.place_baselines``: places beside the two baselines that papers give, on four development sets.

Both share our recognition. *Most populous* gives each name to its largest bearer; *country only* keeps countries, which
are nearly always right and few.
"""

from __future__ import annotations

from collections.abc import Sequence
from unittest.mock import patch

from asreported import Coder
from asreported.parsing import Parse
from asreported.records import DatelineSpan
from asreported.resolution.places.gazetteer import Entry, Gazetteer
from asreported.resolution.places.toponyms import Toponym
from benchmarks.quality import PLACES, SHARED, load_script, place_gold, place_records

SHOWN = ("recognition F1", "accuracy@161km", "end to end")


def most_populous(
    parse: Parse, gazetteer: Gazetteer, toponyms: Sequence[Toponym], dateline: DatelineSpan | None
) -> list[tuple[Entry | None, float]]:
    """In place of `choose_bearers`: the largest bearer of each name, whatever else the report names."""
    del parse, gazetteer, dateline
    return [(max(t.bearers, key=lambda entry: entry.population, default=None), 0.0) for t in toponyms]


def main() -> None:
    """Print the three figures of each set, ours and the baselines'."""
    coder = Coder()
    scorer = load_script(SHARED / "bench" / "places" / "score.py")
    for name in PLACES:
        gold = scorer.read(place_gold(name))
        ours = place_records(coder, gold)
        with patch("asreported.resolution.places.finder.choose_bearers", most_populous):
            populous = place_records(coder, gold)
        countries = {key: {"places": [p for p in r["places"] if p["feature"] == "country"]} for key, r in ours.items()}
        for what, records in (("ours", ours), ("most populous", populous), ("country only", countries)):
            found = scorer.score(gold, records)
            print(f"{name:14} {what:14} " + "  ".join(f"{figure} {found[figure]:.3f}" for figure in SHOWN))


if __name__ == "__main__":
    main()
