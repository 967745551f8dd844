"""Fixtures shared by every folder."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from asreported import Coder
from asreported.lexicons import Lexicons
from asreported.parsing import Parse, SpacyParser
from asreported.records import Report


@pytest.fixture(scope="session")
def lexicons() -> Lexicons:
    return Lexicons()


@pytest.fixture(scope="session")
def parser() -> SpacyParser:
    return SpacyParser()


@pytest.fixture(scope="session")
def parse_text(parser: SpacyParser) -> Callable[[str], Parse]:
    def parse(text: str) -> Parse:
        [parsed] = parser.parse([Report(text=text)])
        return parsed

    return parse


@pytest.fixture(scope="session")
def coder() -> Coder:
    return Coder()
