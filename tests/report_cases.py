"""Invented reports with the record a careful reader expects, and how a coded record compares with it.

A case is ``NAME.txt`` (the report) beside ``NAME.toml`` (what is expected); see ``tests/cases/reports``. Adding one
takes no knowledge of the code: every string in the TOML file stands in the text.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asreported import Coder, Record
from asreported.records import Attribution, Event, Spans

HOME = Path(__file__).parent / "cases" / "reports"
_DETERMINER = re.compile(r"^(the|a|an|its|his|her|their|our|these|those) ", re.IGNORECASE)


@dataclass(frozen=True)
class Case:
    name: str
    text: str
    expected: dict[str, Any]

    @property
    def half(self) -> str:
        return str(self.expected["half"])

    def code(self, coder: Coder) -> Record:
        about = {key: self.expected[key] for key in ("published", "publisher") if key in self.expected}
        return coder.code(self.text, **about)


def read_cases(home: Path = HOME) -> list[Case]:
    return [
        Case(
            path.stem,
            path.with_suffix(".txt").read_text(encoding="utf-8"),
            tomllib.loads(path.read_text(encoding="utf-8")),
        )
        for path in sorted(home.glob("*.toml"))
    ]


@dataclass
class Reading:
    """Hits and totals of each claim, with the misses in words for whoever reads the failure."""

    hits: Counter[str]
    totals: Counter[str]
    misses: list[str]

    @classmethod
    def empty(cls) -> Reading:
        return cls(Counter(), Counter(), [])

    def note(self, claim: str, what: str, *, holds: bool) -> None:
        self.totals[claim] += 1
        self.hits[claim] += holds
        if not holds:
            self.misses.append(f"{claim}: {what}")

    def share(self, claim: str) -> float:
        return self.hits[claim] / self.totals[claim] if self.totals[claim] else 1.0


def read(cases: Iterable[Case], coder: Coder) -> Reading:
    """Compare the records of `cases` with what is expected of them."""
    reading = Reading.empty()
    for case in cases:
        compare(case, case.code(coder), reading)
    return reading


def compare(case: Case, record: Record, reading: Reading) -> None:
    expect = case.expected.get("expect", {})
    reading.note("headline", case.name, holds=record.headline == expect.get("headline"))
    place = next((p.name for p in record.places if record.dateline and p.id == record.dateline.place), None)
    reading.note("dateline place", f"{case.name}: {place}", holds=place == expect.get("dateline_place"))
    agency = record.dateline.agency if record.dateline else None
    reading.note("dateline agency", f"{case.name}: {agency}", holds=agency == expect.get("dateline_agency"))
    _compare_attributions(case, record, reading)
    _compare_events(case, record, reading)
    kinds = {check.kind for check in record.checks}
    for check in case.expected.get("check", []):
        reading.note("check", f"{case.name}: {check['kind']}", holds=check["kind"] in kinds)
    wanted = {check["kind"] for check in case.expected.get("check", [])}
    reading.note("no false count-mismatch", case.name, holds="count-mismatch" not in kinds - wanted)
    for word in case.expected.get("wording", []):
        found = {record.text[w.span[0] : w.span[1]].lower() for w in record.wording}
        hit = any(word["term"].lower() in one or one in word["term"].lower() for one in found)
        reading.note("wording", f"{case.name}: {word['term']}", holds=hit)


# ---- attributions ----------------------------------------------------------------------------------------------------


def _letters(record: Record, spans: Spans) -> set[int]:
    return {n for start, end in spans for n in range(start, end) if record.text[n].isalnum()}


def _positions(record: Record, pieces: list[str]) -> set[int]:
    """The letters of the expected pieces, found one after the other; a piece that repeats is taken at each place."""
    return {
        n
        for piece in pieces
        for match in re.finditer(re.escape(piece), record.text)
        for n in range(*match.span())
        if record.text[n].isalnum()
    }


def _dice(a: set[int], b: set[int]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0


def _compare_attributions(case: Case, record: Record, reading: Reading) -> None:
    outermost = [a for a in record.attributions if a.parent is None]
    matched: set[str] = set()
    for gold in case.expected.get("attribution", []):
        content, source = (
            _positions(record, gold["content"]),
            _positions(record, [gold["source"]] if gold["source"] else []),
        )
        best = max(outermost, key=lambda a: _dice(_letters(record, a.content), content), default=None)
        label = f"{case.name}: {gold['source']} | {gold['cue']} | {gold['content'][0][:50]}"
        is_found = best is not None and _dice(_letters(record, best.content), content) >= 0.5
        if best is not None and is_found:
            matched.add(best.id)
        if gold.get("optional"):
            continue
        reading.note("attribution found", label, holds=is_found)
        if best is None or not is_found:
            continue
        got = _letters(record, best.content), _letters(record, best.source)
        exact = got[0] == content and (
            got[1] == source or (bool(got[1]) and got[1] <= source and len(source) % len(got[1]) == 0)
        )
        reading.note(
            "attribution exact", f"{label} -> {record.words(best.source)} | {record.words(best.content)}", holds=exact
        )
        reading.note("kind", f"{label} -> {best.kind}", holds=best.kind == gold["kind"])
        names = {name for one in best.speaker for name in names_of(record, one)}
        wanted = all(_plain(name) in names for name in gold["speaker"])
        reading.note(
            "speaker", f"{label} -> {sorted(names)}", holds=wanted and bool(best.speaker) == bool(gold["speaker"])
        )
        if "act" in gold:
            reading.note("act", f"{label} -> {best.act}", holds=best.act == gold["act"])
        reading.note("realis", f"{label} -> {best.realis}", holds=best.realis == gold.get("realis", "actual"))
    for one in outermost:
        pieces = (record.words(spans)[:60] for spans in (one.source, one.cue, one.content))
        label = f"{case.name}: extra {' | '.join(pieces)}"
        reading.note("attribution wanted", label, holds=one.id in matched)


def _plain(name: str) -> str:
    return _DETERMINER.sub("", " ".join(name.split())).casefold()


def names_of(record: Record, actor_id: str) -> set[str]:
    """Every name and description the record knows an actor by, without articles, case folded."""
    actor = next(a for a in record.actors if a.id == actor_id)
    found = {_plain(actor.name)}
    for mention in actor.mentions:
        if mention.type != "pronoun":
            words = _plain(record.text[mention.span[0] : mention.span[1]])
            found |= {words, re.sub(r"^((the|an?) )?", "", words)}
    return found


# ---- events ----------------------------------------------------------------------------------------------------------


def _voices(record: Record, event: Event) -> Iterator[str]:
    for voice in {event.voice, *(t.voice for t in event.tellings)}:
        if voice == "report":
            yield "report"
        else:
            said = next(a for a in record.attributions if a.id == voice)
            yield from (name for one in said.speaker for name in names_of(record, one))


def _triggers(record: Record, event: Event) -> set[str]:
    return {
        word.lower()
        for t in event.tellings
        for start, end in t.trigger
        for word in re.findall(r"\w+", record.text[start:end])
    }


def _same_trigger(record: Record, event: Event, gold: dict[str, Any]) -> bool:
    wanted = {
        w.lower() for phrase in [gold.get("trigger", ""), *gold.get("also", [])] for w in re.findall(r"\w+", phrase)
    }
    return bool(wanted & _triggers(record, event))


def _named(record: Record, ids: Iterable[str], wanted: list[str]) -> bool:
    actors = [names_of(record, one) for one in ids]
    return all(any(_plain(name) in names for names in actors) for name in wanted) and bool(actors) >= bool(wanted)


def _compare_events(case: Case, record: Record, reading: Reading) -> None:
    matched: set[str] = set()
    for gold in case.expected.get("event", []):
        hits = [e for e in record.events if e.event == gold["type"] and _same_trigger(record, e, gold)]
        matched.update(e.id for e in hits)
        if gold.get("optional"):
            continue
        label = f"{case.name}: {gold['type']} {gold['trigger']}"
        reading.note("event found", label, holds=bool(hits))
        if not hits:
            continue
        event = hits[0]
        got = [[sorted(names_of(record, one))[0] for one in side] for side in (event.actor, event.recipient)]
        reading.note("event actor", f"{label} -> {got[0]}", holds=_named(record, event.actor, gold["actor"]))
        reading.note(
            "event recipient", f"{label} -> {got[1]}", holds=_named(record, event.recipient, gold["recipient"])
        )
        voices = set(_voices(record, event))
        reading.note("voice", f"{label} -> {sorted(voices)}", holds=_plain(gold["voice"]) in voices)
        reading.note("event realis", f"{label} -> {event.realis}", holds=event.realis == gold["realis"])
        _compare_circumstances(record, event, gold, label, reading)
    for event in record.events:
        words = " ".join(sorted(_triggers(record, event)))
        reading.note(
            "event wanted", f"{case.name}: extra {event.event} {words} ({event.why})", holds=event.id in matched
        )
    for never in case.expected.get("not_event", []):
        wrong = [
            e
            for e in record.events
            if e.event == never["type"]
            and e.voice == "report"
            and e.realis == "actual"
            and _same_trigger(record, e, never)
            and ("actor" not in never or not never["actor"] or _named(record, e.actor, never["actor"]))
        ]
        reading.note("never in the report's voice", f"{case.name}: {never}", holds=not wrong)


def _compare_circumstances(record: Record, event: Event, gold: dict[str, Any], label: str, reading: Reading) -> None:
    if "place" in gold:
        place = next((p.name for p in record.places if event.place and p.id == event.place.place), None)
        reading.note("event place", f"{label} -> {place}", holds=place == gold["place"])
    if "date" in gold:
        interval = event.date.interval if event.date else None
        value = next((t.value for t in record.times if event.date and t.id == event.date.time), "")
        wanted = gold["date"]
        holds = list(interval or ()) == wanted or any(
            one.startswith(str(wanted)) for one in (value, *(interval or ())[:1])
        )
        reading.note("event date", f"{label} -> {value} {interval}", holds=holds)


def speaker_names(record: Record, attribution: Attribution) -> list[str]:
    """The canonical names of an attribution's speakers."""
    return [a.name for one in attribution.speaker for a in record.actors if a.id == one]
