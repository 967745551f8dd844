"""Quotations whose closing mark is missing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from asreported.parsing import Parse
from asreported.records import Check

_SHOWN = 40


def check_quotations(parse: Parse) -> Iterator[Check]:
    """A `quote-unclosed` for each quotation that neither closes in its paragraph nor runs on into the next."""
    for quotation, following in zip_longest(parse.quotations, parse.quotations[1:]):
        runs_on = following is not None and following.chain == quotation.chain
        if not quotation.closed and not runs_on:
            opening = parse.text[quotation.start : quotation.start + _SHOWN].split("\n")[0]
            yield Check("quote-unclosed", (quotation.span,), f"the quotation that opens with {opening!r} is not closed")
