"""Ten invented reports of other topics and sides, written and labelled before the code: five to learn from (half a),
five that nobody who wrote code looked into (half b). What is asked of each half is what was measured when this was
written, not more than a little below; see CHANGELOG.md when a figure moves."""

from __future__ import annotations

import pytest
from tests.report_cases import Reading, read, read_cases

from asreported import Coder

LEAST: dict[str, tuple[float, float]] = {}


@pytest.fixture(scope="module", params=["a", "b"])
def reading(request: pytest.FixtureRequest, coder: Coder) -> tuple[str, Reading]:
    half = request.param
    return half, read([case for case in read_cases() if case.half == half], coder)
