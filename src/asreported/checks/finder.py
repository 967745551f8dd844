"""All checks of one report, in text order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from asreported.checks.counts import CountTable, check_counts
from asreported.checks.dates import check_dates
from asreported.checks.quotation_checks import check_quotations
from asreported.checks.unnamed import UnnamedTable, check_unnamed
from asreported.lexicons import Lexicons
from asreported.parsing import Parse
from asreported.records import Attribution, Check, TimeExpression
from asreported.resolution.cast import Cast


@dataclass(frozen=True)
class CheckTable:
    """What the checks know."""

    counts: CountTable
    unnamed: UnnamedTable

    @classmethod
    def load(cls, lexicons: Lexicons) -> CheckTable:
        """Build the checks' tables; LexiconError when one is missing or malformed."""
        return cls(CountTable(lexicons), UnnamedTable(lexicons))


def find_checks(
    parse: Parse, cast: Cast, attributions: Sequence[Attribution], times: Sequence[TimeExpression], table: CheckTable
) -> tuple[Check, ...]:
    """Everything in the report that a reader should look at, in text order."""
    found = [
        *check_counts(parse, cast, table.counts),
        *check_dates(parse.text, times),
        *check_quotations(parse),
        *check_unnamed(parse, attributions, cast.actors, table.unnamed),
    ]
    return tuple(sorted(found, key=lambda check: (check.spans, check.kind)))
