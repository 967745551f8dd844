"""``python -m benchmarks``: one table of all figures beside their floors; exit 1 when one fell below its floor.

Floors only rise: ``--raise-floors`` takes over what was measured where it is higher. ``--lower NAME`` lowers one, and
then the changelog must have a line that names it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.quality import SHARED, Figure

HOME = Path(__file__).parent
FLOORS = HOME / "floors.json"
CHANGELOG = HOME.parent / "CHANGELOG.md"
SLACK = {"speed": 0.05, "memory": 0.02}
"""Timings and memory differ from run to run by this much; quality figures not at all."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, compare."""
    options = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__.splitlines()[0] if __doc__ else ""
    )
    options.add_argument("--raise-floors", action="store_true", help="take over every figure above its floor")
    options.add_argument("--lower", metavar="NAME", help="lower this floor to what is measured now")
    options.add_argument("--only", choices=("quality", "speed"), help="measure a part")
    chosen = options.parse_args(arguments)
    if not SHARED.is_dir():
        print(f"skipped: the benchmarks lie in {SHARED.name}/ beside the checkout, which is not here")
        return 0
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {}
    figures = list(_measure(chosen.only))
    fallen = [figure.name for figure in figures if _is_below(figure, floors)]
    print(table(figures, floors))
    if chosen.lower is not None:
        lower(chosen.lower, figures, floors)
        fallen = [name for name in fallen if name != chosen.lower]
    if chosen.raise_floors:
        raise_floors(figures, floors)
    if fallen:
        print(f"below their floors: {'; '.join(fallen)}", file=sys.stderr)
    return 1 if fallen else 0


def _measure(only: str | None) -> list[Figure]:
    from benchmarks import actors, confidence, event_set, pages, quality, resolution_sets, sets, speed, stories

    found: list[Figure] = []
    if only != "speed":
        from asreported import Coder

        coder = Coder()
        for part in (quality, sets, event_set, actors, confidence, resolution_sets, pages, stories):
            found += part.measure(coder)
    if only != "quality":
        found += [*speed.measure(), *pages.measure_speed()]
    return found


def _is_below(figure: Figure, floors: dict[str, Any]) -> bool:
    floor = floors.get(figure.name)
    if floor is None:
        return False
    if floor["gold"] != figure.gold:
        raise SystemExit(f"{figure.name}: expected gold {floor['gold']}, found {figure.gold}; set its floor anew")
    slack = SLACK.get(figure.name.split(",")[0], 0.0)
    return bool(round(figure.value, 4) < floor["floor"] - slack)


def table(figures: Sequence[Figure], floors: dict[str, Any]) -> str:
    """One line a figure: its name, what was measured, its floor."""
    lines = [f"{'':52}{'now':>8}{'floor':>8}"]
    for figure in figures:
        floor = floors.get(figure.name)
        shown = f"{floor['floor']:8.4f}" if floor else f"{'new':>8}"
        lines.append(f"{figure.name:52}{figure.value:8.4f}{shown}{'  BELOW' if _is_below(figure, floors) else ''}")
    return "\n".join(lines)


def raise_floors(figures: Sequence[Figure], floors: dict[str, Any]) -> None:
    """Write what was measured as the floor, where it is higher or new."""
    for figure in figures:
        value = round(figure.value, 4)
        if figure.name not in floors or value > floors[figure.name]["floor"]:
            floors[figure.name] = {"floor": value, "gold": figure.gold}
    _write(floors)


def lower(name: str, figures: Sequence[Figure], floors: dict[str, Any]) -> None:
    """Lower one floor; SystemExit unless the changelog names it."""
    if name not in CHANGELOG.read_text(encoding="utf-8"):
        raise SystemExit(f"expected a line in CHANGELOG.md that names '{name}', found none; say there why it fell")
    figure = next((figure for figure in figures if figure.name == name), None)
    if figure is None:
        raise SystemExit(f"expected the name of a figure, found '{name}'; take one from the table")
    floors[name] = {"floor": round(figure.value, 4), "gold": figure.gold}
    _write(floors)


def _write(floors: dict[str, Any]) -> None:
    FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
