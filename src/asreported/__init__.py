"""Political news reports into records that can be checked: who said what, who did what to whom, on whose word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asreported._version import __version__
from asreported.errors import (
    AsReportedError,
    CodingError,
    FetchError,
    InputError,
    LanguageError,
    LexiconError,
    RecordError,
    StoreError,
    TimeLimitError,
    UsageError,
)
from asreported.readers.failure import Failure
from asreported.records import Record, Report

if TYPE_CHECKING:
    from asreported.coder import Coder
    from asreported.json_schema import schema
    from asreported.readers.paths import read_paths
    from asreported.readers.report import make_report
    from asreported.storage.store import Store

__all__ = [
    "AsReportedError",
    "Coder",
    "CodingError",
    "Failure",
    "FetchError",
    "InputError",
    "LanguageError",
    "LexiconError",
    "Record",
    "RecordError",
    "Report",
    "Store",
    "StoreError",
    "TimeLimitError",
    "UsageError",
    "__version__",
    "make_report",
    "read_paths",
    "schema",
]

_LATER = {
    "Coder": "coder",
    "Store": "storage.store",
    "make_report": "readers.report",
    "read_paths": "readers.paths",
    "schema": "json_schema",
}


def __getattr__(name: str) -> Any:
    """Import the heavy parts when first asked for: with spaCy at once, ``asreported --help`` took a second longer."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)


def __dir__() -> list[str]:
    return __all__
