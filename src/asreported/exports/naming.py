"""What people read in the place of ids: names of actors, whose word it is, words at spans."""

from __future__ import annotations

import re
from collections.abc import Iterable

from asreported.records import Actor, Attribution, Event, Place, Record, Spans, TimeExpression

NOBODY = "nobody named"
REPORT = "the report"
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What would steer a terminal, or turn the direction of what stands after it."""

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Names:
    """The items of one record by id, and what to call them."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.actors: dict[str, Actor] = {actor.id: actor for actor in record.actors}
        self.places: dict[str, Place] = {place.id: place for place in record.places}
        self.times: dict[str, TimeExpression] = {time.id: time for time in record.times}
        self.attributions: dict[str, Attribution] = {one.id: one for one in record.attributions}

    def words(self, spans: Spans) -> str:
        """The words at `spans` on one line, pieces joined by an ellipsis, without control characters."""
        return one_line(self.record.words(spans))

    def who(self, ids: Iterable[str]) -> str:
        """The names of actors, or a dash where there are none."""
        return ", ".join(one_line(self.actors[one].name) for one in ids) or "—"

    def speaker(self, attribution: Attribution) -> str:
        """Who says it: the actors behind the source, else the source's words, else that nobody is named."""
        if attribution.speaker:
            return self.who(attribution.speaker)
        return self.words(attribution.source) or NOBODY

    def voice(self, voice: str) -> str:
        """On whose word: the report's or a speaker's."""
        return REPORT if voice == "report" else self.speaker(self.attributions[voice])

    def codes(self, actor: Actor) -> str:
        """Country, international code and sectors of an actor, such as "IRN GOV MIL"."""
        return " ".join(code for code in (actor.country, actor.international, *actor.sectors) if code)

    def when(self, event: Event) -> str:
        """The day or days of an event, and the words that say so; empty where unknown."""
        if event.date is None:
            return ""
        words = self.words((self.times[event.date.time].span,)) if event.date.time is not None else ""
        days = show_interval(event.date.interval)
        if days and words:
            return f"{days} (“{words}”)"
        return words or (f"{days} (from {event.date.from_})" if days else "")

    def where(self, event: Event) -> str:
        """The place of an event; empty where unknown."""
        if event.place is None:
            return ""
        place = self.places[event.place.place]
        return f"{one_line(place.name)} ({place.country})" if place.country else one_line(place.name)


def is_listed(actor: Actor) -> bool:
    """Whether a lexicon row names this one actor, so that it is the same in all reports.

    Rows of offices, organs and agents say what somebody is, and "Syrians" are not Syria.
    """
    table = (actor.row or "").partition("/")[0]
    return table in ("body", "country", "group", "person") and actor.kind in (
        "group",
        "organization",
        "person",
        "state",
    )


def one_line(text: str) -> str:
    """`text` with white space as single spaces and without control characters."""
    return " ".join(_CONTROLS.sub(" ", text).split())


def xml_text(text: str) -> str:
    """`text` with what XML 1.0 cannot hold as U+FFFD, one for one."""
    return _NO_XML.sub("\ufffd", text)


def show_interval(interval: tuple[str, str] | None) -> str:
    """A half-open interval of days as people write it: its only day, or its first and last."""
    if interval is None:
        return ""
    from datetime import date, timedelta

    first, end = interval
    try:
        last = (date.fromisoformat(end) - timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return f"{first} until {end}"
    return first if last <= first else f"{first} to {last}"


def shorten(text: str, longest: int) -> str:
    """`text`, whole words of its middle left out where it is longer than `longest` code points.

    A word longer than half of that is cut: a text may have no spaces.
    """
    if len(text) <= longest:
        return text
    keep = (longest - 3) // 2
    first, last = text[:keep], text[-keep:]
    if not text[keep].isspace():
        first = first.rpartition(" ")[0] or first
    if not text[-keep - 1].isspace():
        last = last.partition(" ")[2] or last
    return f"{first.rstrip()} … {last.lstrip()}"


def quote(words: str) -> str:
    """`words` between quotation marks, their own outermost ones taken for it."""
    inner = words[1:-1] if len(words) > 2 and words[0] in '“"' and words[-1] in '”"' else words
    return f"“{inner}”"


def show_type(event: Event) -> str:
    """The event's PLOVER type with its mode: ``ASSAULT/aerial``."""
    return f"{event.event}/{event.mode}" if event.mode else event.event
