"""Floors rise by themselves and fall only by hand, with a line in the changelog."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import benchmarks.__main__ as bench
import pytest
from benchmarks.quality import Figure

FLOORS: dict[str, Any] = {"events, type F1": {"floor": 0.6, "gold": "abc"}}


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(bench, "FLOORS", tmp_path / "floors.json")
    monkeypatch.setattr(bench, "CHANGELOG", tmp_path / "CHANGELOG.md")
    (tmp_path / "floors.json").write_text(json.dumps(FLOORS))
    (tmp_path / "CHANGELOG.md").write_text("nothing yet")
    return tmp_path


def measured(monkeypatch: pytest.MonkeyPatch, value: float, gold: str = "abc") -> None:
    monkeypatch.setattr(bench, "_measure", lambda only: [Figure("events, type F1", value, gold)])
    monkeypatch.setattr(bench, "SHARED", Path())


def floor(files: Path) -> float:
    return float(json.loads((files / "floors.json").read_text())["events, type F1"]["floor"])


def test_a_figure_below_its_floor_fails(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    measured(monkeypatch, 0.5999 - 0.001)
    assert bench.main([]) == 1
    assert "events, type F1" in capsys.readouterr().err


def test_a_figure_at_its_floor_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    measured(monkeypatch, 0.6)
    assert bench.main([]) == 0


def test_floors_rise_when_asked(monkeypatch: pytest.MonkeyPatch, files: Path) -> None:
    measured(monkeypatch, 0.7)
    bench.main([])
    assert floor(files) == 0.6
    bench.main(["--raise-floors"])
    assert floor(files) == 0.7


def test_raising_never_lowers(monkeypatch: pytest.MonkeyPatch, files: Path) -> None:
    measured(monkeypatch, 0.5)
    assert bench.main(["--raise-floors"]) == 1
    assert floor(files) == 0.6


def test_lowering_takes_a_line_in_the_changelog(monkeypatch: pytest.MonkeyPatch, files: Path) -> None:
    measured(monkeypatch, 0.5)
    with pytest.raises(SystemExit, match="CHANGELOG"):
        bench.main(["--lower", "events, type F1"])
    assert floor(files) == 0.6
    (files / "CHANGELOG.md").write_text("- events, type F1 fell since the gold was corrected")
    assert bench.main(["--lower", "events, type F1"]) == 0
    assert floor(files) == 0.5


def test_another_gold_set_needs_a_new_floor(monkeypatch: pytest.MonkeyPatch) -> None:
    measured(monkeypatch, 0.9, gold="def")
    with pytest.raises(SystemExit, match="expected gold abc, found def"):
        bench.main([])


def test_without_the_benchmarks_it_skips_and_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench, "SHARED", Path("nowhere/shared"))
    assert bench.main([]) == 0
    assert "skipped" in capsys.readouterr().out
