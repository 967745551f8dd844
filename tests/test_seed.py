"""The user's own document, our first test. Its text stays outside the repository; here stands what must be found."""

from __future__ import annotations

from pathlib import Path

import pytest

from asreported import Coder, Record
from asreported.records import Event

SEED = Path(__file__).parent.parent.parent / "shared" / "seed" / "000_6b5e5c70a07aec0c.txt"
pytestmark = pytest.mark.skipif(not SEED.is_file(), reason="../shared is not here")

LEADER = "Ali Khamenei"  # the name a lexicon row gives


@pytest.fixture(scope="module")
def record(coder: Coder) -> Record:
    return coder.code(SEED.read_text(encoding="utf-8"), published="2021-05-10")


def names(record: Record, ids: tuple[str, ...]) -> list[str]:
    return [actor.name for one in ids for actor in record.actors if actor.id == one]


def test_seven_sayings_have_their_cues_and_speakers(record: Record) -> None:
    core = {"stressed", "noting", "said", "added"}
    found = [
        (record.words(a.cue), names(record, a.speaker)) for a in record.attributions if record.words(a.cue) in core
    ]
    assert [cue for cue, _ in found] == ["stressed", "noting", "said", "said", "added", "said", "added"]
    groups = {tuple(speaker) for _, speaker in found[:2]}
    assert len(groups) == 1
    assert "groups" in groups.pop()[0].lower()
    assert [speaker for _, speaker in found[2:]] == [[LEADER]] * 5


def test_direct_and_indirect_speech_are_told_apart(record: Record) -> None:
    kinds = [a.kind for a in record.attributions if record.words(a.cue) in {"said", "added"}]
    assert kinds == ["indirect", "direct", "indirect", "direct", "direct"]


def support(record: Record) -> list[Event]:
    return [event for event in record.events if event.event == "SUPPORT" and event.voice == "report"]


def test_thanks_and_praise_are_support_by_the_groups(record: Record) -> None:
    found = support(record)
    triggers = {record.text[s:e].lower() for event in found for t in event.tellings for s, e in t.trigger}
    assert {"thanked", "lauded", "commended", "hailed"} <= triggers
    named = next(e for e in found if any(record.words(t.trigger) == "commended" for t in e.tellings))
    actors = " | ".join(names(record, named.actor))
    for part in (
        "Popular Front for the Liberation of Palestine",
        "Fatah al-Intifada",
        "Popular Struggle Front",
        "Forces Coalition",
    ):
        assert part in actors
    thanks = next(e for e in found if any(record.words(t.trigger).lower() == "thanked" for t in e.tellings))
    assert LEADER in names(record, thanks.recipient)


def test_the_killing_is_an_assault_with_its_own_date_and_place(record: Record) -> None:
    [killing] = [
        e
        for e in record.events
        if e.event == "ASSAULT" and any("assassinated" in record.words(t.trigger) for t in e.tellings)
    ]
    assert any("Soleimani" in name for name in names(record, killing.recipient))
    assert killing.voice == "report"
    assert killing.date is not None
    assert killing.date.interval == ("2020-01-01", "2020-02-01")
    assert killing.place is not None
    assert next(p.name for p in record.places if p.id == killing.place.place) == "Iraq"


def test_no_deed_alleged_in_a_quotation_stands_in_the_reports_voice(record: Record) -> None:
    quoted = [span for a in record.attributions if a.kind == "direct" for span in a.content]
    for event in record.events:
        for telling in event.tellings:
            inside = any(s <= telling.trigger[0][0] < e for s, e in quoted)
            assert not (inside and telling.voice == "report" and event.attribution is None), event.id


def test_five_groups_against_four_names_is_noticed(record: Record) -> None:
    [check] = [check for check in record.checks if check.kind == "count-mismatch"]
    assert record.text[slice(*check.spans[0])].startswith("five")
    assert "4 named" in check.message


def test_headline_dateline_and_publisher_are_read(record: Record) -> None:
    assert record.headline == "Resistance Groups Thank Leader for Supporting Palestinian Cause"
    assert record.dateline is not None
    assert record.dateline.agency == record.publisher == "Tasnim"
    assert next(p.name for p in record.places if p.id == record.dateline.place) == "Tehran"
