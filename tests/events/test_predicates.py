"""Every row of the predicate table tells its own event in its own invented example."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from asreported import Coder, Record, make_report
from asreported.events import assessing
from asreported.events.table import TYPES, EventTable
from asreported.lexicons import Lexicons, Row, values


@pytest.fixture(scope="module")
def coded(coder: Coder, lexicons: Lexicons) -> list[tuple[Row, Record]]:
    """Every row with its example as the whole coder reads it, the judge apart."""
    rows = lexicons.rows("events/predicates")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assessing, "LEAST", 0.0)
        found = list(coder.pipe(make_report(row["example"], lexicons=lexicons) for row in rows))
    return [(row, one) for row, one in zip(rows, found, strict=True) if isinstance(one, Record)]


def test_every_row_codes_its_example(coded: list[tuple[Row, Record]]) -> None:
    failing = [
        (row["row"], row["example"])
        for row, record in coded
        if not any(e.event == row["event"] and e.realis == "actual" for e in record.events)
    ]
    assert failing == []


def test_without_the_word_there_is_no_such_event(coded: list[tuple[Row, Record]]) -> None:
    """Where rows of its own word decide, taking them away takes the event away; few examples have a second word."""
    by_others = [
        (row["row"], row["example"])
        for row, record in coded
        if not any(e.event == row["event"] and _words(e.why) & {row["lemma"]} for e in record.events)
    ]
    assert len(by_others) <= len(coded) // 100, by_others


def _words(why: str) -> set[str]:
    return {part.removeprefix("events/").split(".")[0] for part in why.split()}


def test_the_table_covers_all_types(lexicons: Lexicons) -> None:
    assert {row["event"] for row in lexicons.rows("events/predicates")} == TYPES


def test_rows_are_plain(lexicons: Lexicons) -> None:
    for row in lexicons.rows("events/predicates"):
        assert row["example"].endswith("."), row["row"]
        assert row["origin"] in ("own", "wordnet", "dev"), row["row"]
        assert row["row"].split(".")[0] == row["lemma"], row["row"]
        assert values(row["recipient"]), row["row"]


def test_specific_frames_come_before_bare_ones(event_table: EventTable) -> None:
    for frames in event_table.verbs.values():
        bare = [frame.is_bare for frame in frames]
        assert bare == sorted(bare)


def test_modes_and_contexts_are_plovers(lexicons: Lexicons) -> None:
    table = Path(__file__).parents[2] / "src/asreported/lexicons/events/predicates.csv"
    with table.open(encoding="utf-8", newline="") as lines:
        modes = {(row["event"], row["mode"]) for row in csv.DictReader(lines) if row["mode"]}
    known = {
        "CONSULT": {"visit", "third-party", "multilateral", "phone"},
        "RETREAT": {"withdraw", "release", "disarm", "ceasefire", "access", "resign"},
        "REQUEST": {"assist", "change", "yield", "meet"},
        "REJECT": {"assist", "change", "yield", "meet"},
        "ACCUSE": {"disapprove", "investigate", "allege"},
        "THREATEN": {"restrict", "arrest", "relations", "expel", "territory", "violence"},
        "PROTEST": {"demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"},
        "SANCTION": {"convict", "expel", "withdraw", "discontinue"},
        "MOBILIZE": {"troops", "weapons", "police", "militia"},
        "COERCE": {
            "seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation",
            "cyber",
        },
        "ASSAULT": {
            "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives",
            "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional",
        },
    }  # fmt: skip
    assert all(mode in known.get(event, set()) for event, mode in modes)
    contexts = {c for row in lexicons.rows("events/contexts") for c in values(row["contexts"])}
    assert len(contexts) == 37
