"""Standoff files for the brat annotation tool: a text and its annotations for each report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from asreported.exports.columns import Column
from asreported.exports.event_tables.codes import QUAD_OF
from asreported.exports.reading import Readable, as_records
from asreported.exports.selection import REALIS
from asreported.records import Attribution, Event, Record, Spans

KINDS = ("Person", "Organization", "Group", "State", "People", "Document", "Unnamed")
VOICES = ("report", "attributed")
CONFIGURATION = "annotation.conf"
NAME_LETTERS = 32
"""Hexadecimal digits of the report's id in a file's name: enough that two reports never share one."""
COLUMNS: tuple[Column[Any], ...] = (
    Column("Person, Organization, Group, State, People, Document, Unnamed", "mentions of actors; a note at the first "
           "has id and name", "`actors[].mentions`"),
    Column("Time, Place", "expressions; a note has id, value, name", "`times[]`, `places[]`"),
    Column("Attribution", "event on the cue: Source, Content, Speaker; attribute Realis; note: id, kind, act",
           "`attributions[]`"),
    Column("AGREE … ASSAULT", "event on the trigger, one a telling: Actor, Recipient; attributes Voice (report, "
           "attributed), Realis; note: id, mode, CAMEO code, voice, why", "`events[].tellings[]`"),
)  # fmt: skip


@dataclass
class Lines:
    """The lines of one report's annotations while they are made, each numbered by its letter."""

    text: str
    found: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, letter: str, rest: str) -> str:
        """Add a line and give its id."""
        number = self.counts[letter] = self.counts.get(letter, 0) + 1
        self.found.append(f"{letter}{number}\t{rest}")
        return f"{letter}{number}"

    def span(self, label: str, spans: Spans) -> str:
        """Add the words at `spans`; brat takes no line break within a piece, so pieces end there."""
        pieces = [piece for start, end in spans for piece in _lines_in(self.text, start, end)]
        places = ";".join(f"{start} {end}" for start, end in pieces)
        return self.add("T", f"{label} {places}\t{' '.join(self.text[start:end] for start, end in pieces)}")

    def note(self, target: str, text: str) -> None:
        """Add a note to an annotation."""
        self.add("#", f"AnnotatorNotes {target}\t{' '.join(text.split())}")


def write_brat(records: Iterable[Readable], folder: str | Path) -> int:
    """Write ``ID.txt`` and ``ID.ann`` for each report and ``annotation.conf``; ID begins the report's id.

    The text is the report's own, so offsets are its code points. Attributions are events with source and content,
    PLOVER events have actor and recipient; voice, realis and act are attributes, ids of the record stand in notes.

    Returns:
        How many records were written.
    """
    home = Path(folder)
    home.mkdir(parents=True, exist_ok=True)
    (home / CONFIGURATION).write_text(make_configuration(), encoding="utf-8")
    count = 0
    for record in as_records(records):
        stem = record.id.removeprefix("sha256:")[:NAME_LETTERS]
        with (home / f"{stem}.txt").open("w", encoding="utf-8", newline="") as file:
            file.write(record.text)
        lines = "".join(f"{line}\n" for line in make_lines(record))
        (home / f"{stem}.ann").write_text(lines, encoding="utf-8", newline="\n")
        count += 1
    return count


def make_configuration() -> str:
    """What brat has to know of labels: entities, events with their roles, attributes."""
    events = ["Attribution Source*:<ENTITY>, Content*:<ENTITY>, Speaker*:<ENTITY>"]
    events += [f"{event} Actor*:<ENTITY>, Recipient*:<ENTITY>" for event in QUAD_OF]
    attributes = [
        f"Voice Arg:<EVENT>, Value:{'|'.join(VOICES)}",
        f"Realis Arg:<EVENT>, Value:{'|'.join(REALIS)}",
    ]
    parts = (
        ("entities", [*KINDS, "Source", "Content", "Time", "Place"]),
        ("relations", ["<OVERLAP> Arg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>"]),
        ("events", events),
        ("attributes", attributes),
    )
    return "\n".join(f"[{name}]\n" + "".join(f"{line}\n" for line in found) for name, found in parts)


def make_lines(record: Record) -> list[str]:
    """The annotations of one record, in its order."""
    lines = Lines(record.text)
    mentions: dict[str, str] = {}
    for actor in record.actors:
        for mention in actor.mentions:
            made = lines.span(actor.kind.capitalize(), (mention.span,))
            mentions.setdefault(actor.id, made)
            if mentions[actor.id] == made:
                lines.note(made, f"{actor.id} {actor.name}")
    for time in record.times:
        lines.note(lines.span("Time", (time.span,)), f"{time.id} {time.type} {time.value}")
    for place in record.places:
        lines.note(lines.span("Place", (place.span,)), f"{place.id} {place.name} {place.geonames or ''}")
    for attribution in record.attributions:
        _attribution(lines, attribution, mentions)
    for event in record.events:
        _event(lines, event, mentions)
    return lines.found


def _attribution(lines: Lines, one: Attribution, mentions: dict[str, str]) -> None:
    trigger = lines.span("Attribution", one.cue or one.content)
    arguments = [("Source", lines.span("Source", one.source))] if one.source else []
    arguments.append(("Content", lines.span("Content", one.content)))
    arguments += [("Speaker", mentions[actor]) for actor in one.speaker if actor in mentions]
    made = lines.add("E", _roles("Attribution", trigger, arguments))
    lines.add("A", f"Realis {made} {one.realis}")
    lines.note(made, f"{one.id} {one.kind} {one.act}")


def _event(lines: Lines, event: Event, mentions: dict[str, str]) -> None:
    """An event for each telling, its voice and realis with it."""
    sides = [(role, one) for role, side in (("Actor", event.actor), ("Recipient", event.recipient)) for one in side]
    arguments = [(role, mentions[one]) for role, one in sides if one in mentions]
    for telling in event.tellings:
        spans = telling.trigger or telling.evidence
        if not spans:
            continue
        made = lines.add("E", _roles(event.event, lines.span(event.event, spans), arguments))
        lines.add("A", f"Voice {made} {'report' if telling.voice == 'report' else 'attributed'}")
        lines.add("A", f"Realis {made} {telling.realis}")
        lines.note(made, " ".join(filter(None, (event.id, event.mode, event.cameo, telling.voice, event.why))))


def _roles(label: str, trigger: str, arguments: Sequence[tuple[str, str]]) -> str:
    """``ACCUSE:T5 Actor:T1 Actor2:T2``: brat numbers the second of a role."""
    counts: dict[str, int] = {}
    shown = [f"{label}:{trigger}"]
    for role, target in arguments:
        number = counts[role] = counts.get(role, 0) + 1
        shown.append(f"{role}{number if number > 1 else ''}:{target}")
    return " ".join(shown)


def _lines_in(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The pieces of a span between line breaks; the whole where nothing else is in it."""
    pieces = [
        (start + match.start(), start + match.end())
        for match in re.finditer(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+", text[start:end])
    ]
    yield from pieces or [(start, end)]
