"""300 rows of ICEWS and our export, read by the same pandas call, have the same types."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from benchmarks.quality import SHARED, read_lines
from benchmarks.sets import HOME as SETS
from benchmarks.sets import read_marks
from tests.report_cases import read_cases

from asreported import Coder, Record, read_paths
from asreported.exports import export

ROWS = SHARED / "corpora" / "event_rows_icews" / "events.2018.sample.part.tab"
EXAMPLES = Path(__file__).parent.parent.parent / "examples"
NEVER_FILLED = {"Sentence Number"}
"""Always empty, so read as numbers that are missing: a record counts no sentences."""
IN_A_DISTRICT = "Rebels attacked a police station in Orange County on Monday, killing two officers."


def thirty(coder: Coder) -> Iterator[Record]:
    """Invented reports: the examples, the ten cases, long passages of the world's papers."""
    examples = read_paths([str(EXAMPLES / "reports.jsonl"), str(EXAMPLES / "reports")], published="2024-03-12")
    found = [one for one in coder.pipe(examples) if isinstance(one, Record)]
    found += [case.code(coder) for case in read_cases()]
    passages = sorted((read_marks(line["text"])[0] for line in read_lines(SETS / "world_a.jsonl")), key=len)
    for text in (IN_A_DISTRICT, *passages[len(found) - 29 :]):
        found.append(coder.code(text, published="2024-05-01", publisher="Nordpress"))
    assert len(found) == 30
    yield from found


@pytest.mark.skipif(not ROWS.is_file(), reason="the ICEWS rows do not lie beside the checkout")
def test_every_column_has_the_type_of_icews(coder: Coder, tmp_path: Path) -> None:
    export(thirty(coder), "icews", tmp_path / "events.tab")
    theirs, ours = (pd.read_csv(path, sep="\t") for path in (ROWS, tmp_path / "events.tab"))
    assert list(ours.columns) == list(theirs.columns)
    others = {name for name in theirs if theirs[name].dtype != ours[name].dtype}
    assert others == NEVER_FILLED
    assert all(ours[name].isna().all() for name in others)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", ours["Event Date"].dropna().iloc[0])
