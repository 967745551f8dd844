"""Quotations without their closing mark. Every sentence is invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from asreported.checks.quotation_checks import check_quotations
from asreported.parsing import Parse


def test_a_quotation_that_never_closes_is_told(parse_text: Callable[[str], Parse]) -> None:
    text = "“The road is closed, the mayor said.\n\nNobody came."
    [check] = check_quotations(parse_text(text))
    assert check.kind == "quote-unclosed"
    assert text[check.spans[0][0] : check.spans[0][1]] == "“The road is closed, the mayor said."


@pytest.mark.parametrize(
    "text",
    [
        "“The road is closed,” the mayor said.",
        "“The road is closed.\n\n“The bridge is too,” the mayor said.",
        'The bar is 12" long.',
        "The mayor's road is closed.",
    ],
)
def test_closed_and_running_quotations_are_not_told(parse_text: Callable[[str], Parse], text: str) -> None:
    assert list(check_quotations(parse_text(text))) == []
