"""PETRARCH-style verb dictionaries become rows of the predicate table. The entries are invented."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from asreported import Coder
from asreported.events.table import TYPES, EventTable
from asreported.lexicons import Lexicons
from asreported.lexicons.petrarch import Tables, read_dictionaries, write_overlay

VERBS = """# invented
&VESSEL_
+TUGS
+FERRY_
+ROWING_BOAT

&NEARBY
+BESIDE
+ALONGSIDE

&FORMS
+WAS
+WERE

--- HARBOUR [060] ---   # each verb has the block's code or its own
HARBOUR {HARBOURS HARBOURED}
BERTH [---]
+LAUNCH_OUT {+LAUNCHES_OUT } [154]
- * &VESSEL [163]  # a set
- * LANTERNS FOR + [073]
- * + [051]
- + &FORMS * BY $ [174]
- % * TREATIES WITH + [057:057]
- * TO RECONSIDER [042:074]
- * OVER + [111]
- * SHIP [---]
"""
LOOSE = """&ROPES
+TOW_LINE
- * ORPHAN [111]
--- PLAIN ---
PLAIN
--- MOOR [012] ---
MOOR
RE_+MOOR
MOOR4
- * QUAY [080!]
- * QUAY [999]
- * QUAY
- * QUAY [111]
- * QUAYS [112]
- * GREEN QUAY [111]
- WILL * [111]
- * ^ [111]
- * AND [111]
- * BOLLARD + [111]
- + * [111]
- * &ROPES [111]
- * OF * [111]
- * BELL [---]
-- * FENDER [111]
--- EMPTY [111] ---
- * ANCHOR [111]
"""


def read(tmp_path: Path, text: str, name: str = "verbs.txt") -> Tables:
    content = text.encode()
    (tmp_path / name).write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    return read_dictionaries([tmp_path / name], Lexicons())


def rows(tables: Tables, lemma: str, *columns: str) -> list[tuple[str, ...]]:
    return [tuple(row[column] for column in columns) for row in tables.predicates if row["lemma"] == lemma]


def test_patterns_become_rows_of_each_verb(tmp_path: Path) -> None:
    tables = read(tmp_path, VERBS)
    assert rows(tables, "berth", "object", "event", "mode", "cameo") == [
        ("tug|ferry", "SANCTION", "discontinue", "163"),
        ("lantern", "AID", "", "073"),
        ("@actor", "SUPPORT", "", "051"),
        ("", "COERCE", "deport", "174"),
        ("treaty", "SUPPORT", "", "057"),
        ("to:reconsider", "CONSULT", "visit", "042"),
        ("over:@", "ACCUSE", "disapprove", "111"),
    ]
    assert [row["source"] for row in tables.predicates if row["lemma"] == "berth"][:2] == [
        "verbs.txt:19",
        "verbs.txt:20",
    ]
    assert tables.predicates[0]["row"] == "harbour.v.petrarch.001"


def test_who_does_it_to_whom_is_found_where_the_pattern_has_it(tmp_path: Path) -> None:
    found = rows(read(tmp_path, VERBS), "berth", "object", "actor", "recipient", "reciprocal")
    assert ("lantern", "subject", "for", "") in found
    assert ("@actor", "subject", "object", "") in found
    assert ("", "subject", "object", "") in found  # the passive
    assert ("treaty", "subject", "with", "yes") in found
    assert ("over:@", "subject", "over", "") in found


def test_a_phrase_is_a_verb_with_its_particle(tmp_path: Path) -> None:
    tables = read(tmp_path, VERBS + "--- CALL [100] ---\n+CALL_FOR\n- * TRUCES [1056]\n")
    assert ("out", "", "MOBILIZE", "troops") in rows(tables, "launch", "particle", "object", "event", "mode")
    assert ("out", "tug|ferry", "SANCTION", "discontinue") in rows(
        tables, "launch", "particle", "object", "event", "mode"
    )
    assert rows(tables, "call", "object", "cameo") == [("for:*", "100"), ("for:truce", "1056")]


def test_a_word_that_shows_no_event_guards_the_bare_verb(tmp_path: Path) -> None:
    assert rows(read(tmp_path, VERBS), "harbour", "object", "exclude")[:2] == [("", "ship"), ("tug|ferry", "")]


def test_both_sides_deeds_are_one_event_or_the_second_is_listed(tmp_path: Path) -> None:
    left_out = read(tmp_path, VERBS).left_out
    assert "verbs.txt:24: expected one event, found a second, 074, done by the recipient" in left_out


def test_a_passive_with_the_verbs_own_words_is_listed_where_the_bare_verb_is_there(tmp_path: Path) -> None:
    [told] = [one for one in read(tmp_path, VERBS).left_out if one.startswith("verbs.txt:22")]
    assert told.endswith("those of verbs.txt:16 for 'harbour', those of verbs.txt:18 for 'launch'")


def test_what_has_no_form_here_is_listed_with_its_line_and_reason(tmp_path: Path) -> None:
    tables = read(tmp_path, LOOSE)
    assert rows(tables, "moor", "object", "cameo") == [("quay", "111")]
    assert [
        one.removeprefix("verbs.txt:") for one in sorted(tables.left_out, key=lambda one: int(one.split(":")[1]))
    ] == [
        "2: expected a set's single word, a block, a verb or a pattern, found '+TOW_LINE'",
        "3: expected a set's single word, a block, a verb or a pattern, found '- * ORPHAN [111]'",
        "4: expected a block with a code or [---], found '--- PLAIN ---'",
        "7: expected a CAMEO code that is an event in PLOVER, found 012",
        "8: expected a verb that its phrase begins with, found 'RE_+MOOR'",
        "9: expected a verb that its phrase begins with, found 'MOOR4'",
        "10: expected a CAMEO code that is an event in PLOVER, found 080!",
        "11: expected a CAMEO code that is an event in PLOVER, found 999",
        "12: expected a CAMEO code that is an event in PLOVER, found none",
        "14: expected words that no entry before has, found those of verbs.txt:13 for 'moor'",
        "15: expected one word to stand beside the verb, found 2 (green and quay)",
        "16: expected nothing but $, + or % before the verb, found 'WILL'",
        "17: expected a noun, an adjective or an infinitive, found '^'",
        "18: expected a noun, an adjective or an infinitive, found 'AND'",
        "19: expected an actor behind the verb or a preposition, found '+' elsewhere",
        "20: expected who does it to the subject, found no $ behind the verb",
        "21: expected a set that the file names, of single words, found &ROPES",
        "22: expected one * for the verb, found '* OF *'",
        "23: expected an event of the verb that the pattern takes away, found none",
        "24: expected a set's single word, a block, a verb or a pattern, found '-- * FENDER [111]'",
        "26: expected a verb of its block, found none",
    ]


def test_a_compressed_file_gives_the_same_rows(tmp_path: Path) -> None:
    plain, compressed = read(tmp_path, VERBS), read(tmp_path, VERBS, "verbs.gz")
    assert [{**row, "source": ""} for row in plain.predicates] == [
        {**row, "source": ""} for row in compressed.predicates
    ]


@pytest.fixture(scope="module")
def overlaid(tmp_path_factory: pytest.TempPathFactory) -> Coder:
    """A coder with a dictionary that knows deeds of lanterns, and one of ours otherwise."""
    folder = tmp_path_factory.mktemp("dictionary")
    text = "--- LIGHT [---] ---\nLIGHT\n- * LANTERNS FOR + [073]\n--- PRAISE [111] ---\nPRAISE\nRELEASE\n"
    write_overlay(read(folder, text), folder / "overlay")
    return Coder(lexicons=folder / "overlay")


def test_a_coder_tells_the_dictionarys_event(overlaid: Coder) -> None:
    record = overlaid.code("NAIROBI (Reuters) - Kenya lit lanterns for Uganda on Monday, the ministry said.\n")
    [event] = [event for event in record.events if event.cameo == "073"]
    names = {actor.id: actor.name for actor in record.actors}
    assert (event.event, event.why.split()[0]) == ("AID", "events/light.v.petrarch.001")
    assert ([names[one] for one in event.actor], [names[one] for one in event.recipient]) == (["Kenya"], ["Uganda"])


def test_the_dictionarys_row_counts_where_ours_demands_the_same(overlaid: Coder, coder: Coder) -> None:
    text = "NAIROBI (Reuters) - Kenya praised Uganda on Monday.\n"
    assert [event.cameo for event in coder.code(text).events] == ["051"]
    assert [event.cameo for event in overlaid.code(text).events] == ["111"]


def test_ours_stay_before_a_bare_verb_where_they_demand_more(tmp_path: Path) -> None:
    write_overlay(read(tmp_path, "--- HOLD [111] ---\nHOLD\n"), tmp_path / "overlay")
    frames = EventTable(Lexicons(tmp_path / "overlay")).verbs["hold"]
    assert not frames[0].is_bare
    assert next(frame.row for frame in frames if frame.is_bare) == "hold.v.petrarch.001"


def test_every_cameo_code_is_an_event_and_mode_of_ours(lexicons: Lexicons) -> None:
    modes = {(row["event"], row["mode"]) for row in lexicons.rows("events/predicates")}
    for row in lexicons.rows("events/cameo"):
        assert row["event"] in TYPES, row["row"]
        assert not row["mode"] or (row["event"], row["mode"]) in modes, row["row"]
