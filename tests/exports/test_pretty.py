from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from asreported.exports.naming import shorten
from asreported.exports.pretty import print_record
from asreported.records import Record


def show(record: Record, **about: bool) -> str:
    file = io.StringIO()
    print_record(record, Console(file=file, width=200, **about))  # type: ignore[arg-type]
    return file.getvalue()


def test_attribution_reads_who_cue_content(record: Record) -> None:
    assert "Odalys Brenk — accused — “seizing two boats” [indirect, accuse]" in show(record)


def test_content_within_content_says_whose_it_is(record: Record) -> None:
    assert "Tarsk — said — “this sea is ours” [direct, say, within what Odalys Brenk says]" in show(record)


def test_event_reads_actor_type_recipient_when_where_voice_evidence_why(record: Record) -> None:
    shown = show(record)
    assert "Odalys Brenk —ACCUSE→ Tarsk" in shown
    assert "2031-03-03 (“Monday”) · Port Halvard · told by the report itself · actual" in shown
    assert "“accused Tarsk on Monday of seizing two boats”" in shown
    assert "events/accuse.v.01 · CAMEO 112" in shown


def test_claimed_event_says_on_whose_word(record: Record) -> None:
    assert "Tarsk —COERCE/seize→ Velmora" in show(record)
    assert "on the word of Odalys Brenk · actual · seized 2 boats" in show(record)


def test_checks_and_wording_are_shown(record: Record) -> None:
    shown = show(record)
    assert "unnamed-source  a speaker without a name  “Tarsk's admiral”" in shown
    assert "“provocation”  loaded" in shown


def test_record_without_findings_says_so(empty_record: Record) -> None:
    assert "No attributions and no events found." in show(empty_record)


def test_input_does_not_steer_the_terminal(hostile_record: Record) -> None:
    shown = show(hostile_record, force_terminal=False)
    assert "\x1b" not in shown
    assert "[31m" in shown


@given(st.text(st.sampled_from("ab ,“”"), max_size=120), st.integers(9, 60))
def test_what_is_shortened_keeps_its_ends_in_whole_words(text: str, longest: int) -> None:
    short = shorten(text, longest)
    assert len(short) <= longest or short == text
    if short != text:
        first, _, last = short.partition(" … ")
        assert text.startswith(first)
        assert text.endswith(last)
    words = "Ministers of both countries signed the treaty on Monday in the capital"
    assert set(shorten(words, 41).replace("…", " ").split()) <= set(words.split())
