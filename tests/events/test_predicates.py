"""Every row of the predicate table tells its own event in its own invented example."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

from tests.events.coded_texts import Coded

from asreported.events.table import TYPES, EventTable
from asreported.lexicons import Lexicons, values
from asreported.records import Report


def test_every_row_codes_its_example(lexicons: Lexicons, code_reports: Callable[[list[Report]], list[Coded]]) -> None:
    rows = lexicons.rows("events/predicates")
    coded = code_reports([Report(text=row["example"]) for row in rows])
    failing = [
        (row["row"], row["example"])
        for row, one in zip(rows, coded, strict=True)
        if not any(e.event == row["event"] and e.realis == "actual" for e in one.events)
    ]
    assert failing == []


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
