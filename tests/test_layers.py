"""The layout holds: no stage imports a later one, and what faces outward uses only the public parts."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

HOME = Path(__file__).parent.parent / "src" / "asreported"

BASE = {"time_limit", "errors", "records", "spans", "lexicons", "models", "_version"}
MAY_IMPORT = {
    "errors": set(),
    "spans": {"errors"},
    "time_limit": {"errors"},
    "records": {"errors", "spans"},
    "_version": set(),
    "lexicons": {"errors", "records", "spans"},
    "readers": BASE,
    "parsing": BASE,
    "attributions": BASE | {"parsing"},
    "resolution": BASE | {"parsing", "attributions"},
    "events": BASE | {"parsing", "resolution"},
    "checks": BASE | {"parsing", "resolution"},
    "extract": BASE | {"parsing", "attributions", "resolution", "events", "checks"},
    "confidence": {"records"},
    "coder": BASE | {"confidence", "extract", "parsing", "readers"},
    "json_schema": {"records", "spans"},
    "exports": {"_version", "confidence", "errors", "lexicons", "records", "spans"},
    "console": BASE | {"readers"},
    "options": BASE | {"readers"},
    "resuming": BASE | {"console", "readers"},
    "reading": BASE | {"console", "exports", "options", "readers", "resuming"},
    "storage": {"confidence", "errors", "exports", "records", "spans"},
    "cluster": {"errors", "exports", "records", "storage"},
    "commands": {"_version", "cluster", "coder", "fetching", "lexicons", "options", "watching"}
    | {"cluster", "console", "errors", "exports", "readers", "records", "storage"},
    "cli": BASE
    | {
        "options",
        "coder",
        "commands",
        "console",
        "readers",
        "reading",
        "resuming",
        "json_schema",
        "exports",
        "__init__",
    },
    "fetching": {"_version", "errors"},
    "watching": {"coder", "errors", "fetching", "readers", "records", "storage"},
    "__init__": BASE | {"coder", "readers", "json_schema", "storage"},
}
EXCEPTIONS = {("records", "exports")}  # a record shows itself in a notebook


def stage_of(path: Path) -> str:
    return path.relative_to(HOME).parts[0].removesuffix(".py")


def imported_stages(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        modules = []
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            modules = (
                [f"asreported.{a.name}" for a in node.names] if node.module == "asreported" else [node.module or ""]
            )
        for module in modules:
            parts = module.split(".")
            if parts[0] == "asreported":
                name = parts[1] if len(parts) > 1 else "__init__"
                is_module = (HOME / name).is_dir() or (HOME / f"{name}.py").is_file()
                found.add(name if is_module else "__init__")
    return found


@pytest.mark.parametrize("path", sorted(HOME.rglob("*.py")), ids=lambda p: p.relative_to(HOME).as_posix())
def test_module_imports_no_later_stage(path: Path) -> None:
    stage = stage_of(path)
    for other in imported_stages(path) - {stage}:
        assert other in MAY_IMPORT[stage] or (stage, other) in EXCEPTIONS, f"{stage} imports {other}"
