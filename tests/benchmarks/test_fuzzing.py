from __future__ import annotations

import io
import random
from pathlib import Path

import pytest
from benchmarks.fuzz_readers import Run, mutate
from benchmarks.fuzz_seeds import make_seeds

from asreported.readers.defaults import Defaults
from asreported.readers.paths import read_entries
from asreported.records import Report

KINDS = ["text", "lines", "table", "feed", "page", "archive", "container", "parquet"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_seed_is_read_to_a_report(kind: str) -> None:
    for data in make_seeds([kind]):
        found = list(read_entries(["-"], Defaults({}, None, None, None), io.BytesIO(data)))
        assert any(isinstance(entry.item, Report) for entry in found)


def test_what_chance_makes_of_the_seeds_is_read_or_refused_by_name(tmp_path: Path) -> None:
    run = Run(tmp_path, float("inf"), read_entries)
    chance, seeds = random.Random(2026), make_seeds()  # noqa: S311
    for _ in range(100):
        run.try_one(mutate(seeds, chance))
    assert run.found == {}


def test_what_raises_is_kept_once_for_each_place(tmp_path: Path) -> None:
    def broken(*_: object) -> None:
        raise KeyError("odd")

    run = Run(tmp_path, float("inf"), broken)  # type: ignore[arg-type]
    run.try_one(b"one")
    run.try_one(b"two")
    [where] = run.found
    assert where.startswith("KeyError: test_fuzzing.py:")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"one"]
