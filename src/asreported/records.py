"""The records: what one report holds, each a frozen dataclass, checked when made.

Field names are those of the published record (schema 1.0); a trailing underscore (``from_``) is dropped in JSON.
A span is ``(start, end)`` in Unicode code points over ``Report.text``, end excluded. Nothing here is ever patched:
a change is a new record (`dataclasses.replace`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from asreported.errors import RecordError
from asreported.spans import IdMaker as IdMaker  # at hand where records are made
from asreported.spans import Span as Span
from asreported.spans import Spans as Spans
from asreported.spans import check_span, check_spans, outside, to_plain, walk_spans

SCHEMA_VERSION = "1.0"

Interval = tuple[str, str]
SourceMap = tuple[tuple[int, int, int], ...]
"""Stretches of a report's text and where each begins in the page's own: (text_start, text_end, page_start)."""

ActorKind = Literal["person", "organization", "group", "state", "people", "document", "unnamed"]
International = Literal["IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"]
MentionType = Literal["name", "nominal", "pronoun"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
Precision = Literal[
    "minute", "hour", "daypart", "day", "weekend", "week", "month", "season", "quarter", "half", "year", "decade",
    "century", "vague"
]  # fmt: skip
Feature = Literal["country", "adm1", "adm2", "settlement", "area", "water", "point"]
PlaceUse = Literal["literal", "metonym", "modifier"]
AttributionKind = Literal["direct", "mixed", "indirect"]
Realis = Literal["actual", "denied", "possible", "planned", "conditional", "generic"]
ArgumentRole = Literal["actor", "recipient", "place", "date", "instrument"]


# ---- what goes in ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a report was read from: file, archive member, byte offset or row, and the digest of what was read.

    As a string it is the place as messages give it: ``news.zip/a.jsonl:3``, ``news.warc.gz@67628``.
    """

    path: str | None = None
    member: str | None = None
    offset: int | None = None
    row: int | None = None
    sha256: str | None = None

    def __str__(self) -> str:
        place = self.path if self.path is not None else "standard input"
        place += f"/{self.member}" if self.member is not None else ""
        if self.row is not None:
            place += f":{self.row}"
        elif self.offset is not None:
            place += f"@{self.offset}"
        return place if place.isprintable() else "".join(one if one.isprintable() else "?" for one in place)


@dataclass(frozen=True, slots=True)
class DatelineSpan:
    """A dateline as it stands in the text; its place is resolved later."""

    span: Span
    place_span: Span | None = None
    agency_span: Span | None = None
    date_span: Span | None = None

    def __post_init__(self) -> None:
        check_span(self.span, "$.dateline.span")


@dataclass(frozen=True, slots=True)
class Report:
    """One news report as read; `text` never changes after this.

    `published` is an ISO 8601 date or date-time with zone, the anchor of relative dates, or None.
    `source_map` is what of the text stands where in the page it was read from, empty for other input.
    `warnings` are things the reader had to tell, one line each; they go to the log, not into the record.
    """

    text: str
    input_id: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    headline: str | None = None
    headline_span: Span | None = None
    dateline: DatelineSpan | None = None
    authors: tuple[str, ...] = ()
    furniture: Spans = ()
    origin: Origin | None = None
    source_map: SourceMap = ()
    warnings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_spans(self.furniture, "$.furniture")
        dateline = self.dateline.span if self.dateline is not None else None
        for where, span in (("$.headline_span", self.headline_span), ("$.dateline.span", dateline)):
            if span is not None:
                check_span(span, where)
        reached = [span[1] for span in (*self.furniture, self.headline_span, dateline) if span is not None]
        check_spans([stretch[:2] for stretch in self.source_map], "$.source_map")
        reached += [end for _, end, _ in self.source_map[-1:]]
        if reached and max(reached) > len(self.text):
            raise outside(len(self.text), max(reached), "$")

    @property
    def id(self) -> str:
        """`sha256:` of the UTF-8 bytes of url (or nothing), U+000A, text."""
        return "sha256:" + hashlib.sha256(f"{self.url or ''}\n{self.text}".encode()).hexdigest()

    def to_dict(self) -> dict[str, Any]:
        """The report as plain lists and dictionaries under the record's names: what ``asreported read`` writes."""
        plain: dict[str, Any] = {"id": self.id, **to_plain(self)}
        del plain["warnings"]
        return plain


# ---- what is found ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Dateline:
    """The dateline in the record: the id of its place, its agency, its span."""

    place: str | None
    agency: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Mention:
    """One place in the text where an actor is named, described or pointed at."""

    span: Span
    type: MentionType

    def __post_init__(self) -> None:
        check_span(self.span, "$.actors[].mentions[].span")


@dataclass(frozen=True, slots=True)
class Role:
    """What an actor is: from a lexicon row (`row`) or from the report's own words (`span`)."""

    text: str
    from_: Literal["lexicon", "report"]
    row: str | None = None
    span: Span | None = None
    valid: tuple[str, str | None] | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who speaks, acts or is acted upon, with every mention in the report."""

    id: str
    name: str
    kind: ActorKind
    row: str | None = None
    country: str | None = None
    international: International | None = None
    sectors: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    mentions: tuple[Mention, ...] = ()
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression with its TIMEX3 value and, where it can be anchored, its half-open interval of days."""

    id: str
    span: Span
    type: TimeType
    value: str
    interval: Interval | None = None
    precision: Precision | None = None

    def __post_init__(self) -> None:
        check_span(self.span, f"$.times[{self.id}].span")


@dataclass(frozen=True, slots=True)
class Claim:
    """Who claims a disputed place, and the table row that says so."""

    claimant: str
    row: str


@dataclass(frozen=True, slots=True)
class Place:
    """One mention of a place; only `literal` ones place an event. `lat`, `lon` in degrees (WGS 84)."""

    id: str
    span: Span
    name: str
    geonames: int | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    feature: Feature | None = None
    use: PlaceUse = "literal"
    disputed: tuple[Claim, ...] = ()
    confidence: float | None = None

    def __post_init__(self) -> None:
        check_span(self.span, f"$.places[{self.id}].span")


@dataclass(frozen=True, slots=True)
class Channel:
    """The letter, speech, statement or interview in which something was said."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class EventDate:
    """When: the time expression, its interval, and whether it was read in the text, or follows from elsewhere."""

    time: str | None
    interval: Interval | None
    precision: Precision | None
    from_: Literal["text", "published", "tense"]


@dataclass(frozen=True, slots=True)
class EventPlace:
    """Where: the id of a place and where in the report it was found."""

    place: str
    from_: Literal["sentence", "report", "dateline"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said what: source, cue and content spans, the speaker behind the source, and how the saying holds."""

    id: str
    kind: AttributionKind
    source: Spans
    cue: Spans
    content: Spans
    speaker: tuple[str, ...] = ()
    addressee: tuple[str, ...] = ()
    relayed_by: tuple[str, ...] = ()
    act: str = "say"
    realis: Realis = "actual"
    channel: Channel | None = None
    date: EventDate | None = None
    parent: str | None = None
    confidence: float | None = None

    def __post_init__(self) -> None:
        for name in ("source", "cue", "content"):
            check_spans(getattr(self, name), f"$.attributions[{self.id}].{name}")
        if not self.content:
            raise RecordError(
                "an attribution with content", "none", "report this as a bug", f"$.attributions[{self.id}]"
            )


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a telling: its role, the actor, place or time it refers to, and its words."""

    role: ArgumentRole
    ref: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Telling:
    """One time the report tells an event: trigger, the least evidence a reader needs, voice and realis."""

    trigger: Spans
    evidence: Spans
    voice: str
    realis: Realis
    arguments: tuple[Argument, ...] = ()

    def __post_init__(self) -> None:
        check_spans(self.trigger, "$.events[].tellings[].trigger")
        check_spans(self.evidence, "$.events[].tellings[].evidence")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number the report gives for an event; `low` and `high` inclusive, None where open."""

    of: str
    low: float | None
    high: float | None
    unit: str
    span: Span
    voice: str


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom, on whose word, as a PLOVER event with its tellings."""

    id: str
    event: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    attribution: str | None
    voice: str
    realis: Realis
    tellings: tuple[Telling, ...]
    date: EventDate | None = None
    place: EventPlace | None = None
    quantities: tuple[Quantity, ...] = ()
    confidence: float | None = None
    confidence_voice: float | None = None
    why: str = ""

    def __post_init__(self) -> None:
        if not self.tellings:
            raise RecordError("an event with a telling", "none", "report this as a bug", f"$.events[{self.id}]")


@dataclass(frozen=True, slots=True)
class Wording:
    """A term that takes a side, honours or hedges, as a table row says; never a verdict on its truth."""

    span: Span
    term: str
    kind: str
    row: str
    refers_to: str | None = None
    voice: str = "report"


@dataclass(frozen=True, slots=True)
class Check:
    """Something in the report that does not add up or that a reader should look at."""

    kind: str
    spans: Spans
    message: str


@dataclass(frozen=True, slots=True)
class CoderInfo:
    """What made the record: everything that can change the output."""

    version: str
    schema: str
    language: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    models: Mapping[str, str] = field(default_factory=dict)
    lexicons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Record:
    """What one coded report contains; making one checks that every span and reference holds.

    Raises:
        RecordError: a span leaves the text, or an id points at nothing.
    """

    schema: str
    id: str
    input_id: str | None
    url: str | None
    publisher: str | None
    authors: tuple[str, ...]
    headline: str | None
    headline_span: Span | None
    dateline: Dateline | None
    published: str | None
    language: str
    text: str
    furniture: Spans
    origin: Origin | None
    source_map: SourceMap | None
    actors: tuple[Actor, ...]
    times: tuple[TimeExpression, ...]
    places: tuple[Place, ...]
    attributions: tuple[Attribution, ...]
    events: tuple[Event, ...]
    wording: tuple[Wording, ...]
    checks: tuple[Check, ...]
    coder: CoderInfo

    def __post_init__(self) -> None:
        for where, span in walk_spans(self):
            check_span(span, where)
            if span[1] > len(self.text):
                raise outside(len(self.text), span[1], where)
        _check_references(self)

    def to_dict(self) -> dict[str, Any]:
        """The record as plain lists and dictionaries, in the published field order, ready for `json.dumps`."""
        plain: dict[str, Any] = to_plain(self)
        return plain

    def words(self, spans: Iterable[Span]) -> str:
        """The text at `spans`, pieces joined by " … ": for people, not for matching."""
        return " … ".join(self.text[start:end] for start, end in spans)

    def _repr_html_(self) -> str:
        from asreported.exports.page import record_fragment

        return record_fragment(self)


def _check_references(record: Record) -> None:
    actors = _ids(record.actors, "actors")
    times = _ids(record.times, "times")
    places = _ids(record.places, "places")
    attributions = _ids(record.attributions, "attributions")
    _ids(record.events, "events")

    def need(ids: Iterable[str | None], known: set[str], where: str) -> None:
        for one in ids:
            if one is not None and one not in known:
                raise RecordError("the id of an item in this record", repr(one), "report this as a bug", where)

    if record.dateline is not None:
        need([record.dateline.place], places, "$.dateline.place")
    for a in record.attributions:
        where = f"$.attributions[{a.id}]"
        need((*a.speaker, *a.addressee, *a.relayed_by), actors, where)
        need([a.parent], attributions, where)
        need([a.date.time] if a.date else (), times, where)
    voices = attributions | {"report"}
    for e in record.events:
        where = f"$.events[{e.id}]"
        need((*e.actor, *e.recipient), actors, where)
        need([e.voice, *(t.voice for t in e.tellings), *(q.voice for q in e.quantities)], voices, where)
        need([e.attribution], attributions, where)
        need([e.date.time] if e.date else (), times, where)
        need([e.place.place] if e.place else (), places, where)
        need((arg.ref for t in e.tellings for arg in t.arguments), actors | places | times, where)
    for w in record.wording:
        need([w.voice], voices, "$.wording")
        need([w.refers_to], actors | places | {e.id for e in record.events}, "$.wording")


def _ids(items: Iterable[Any], name: str) -> set[str]:
    seen: set[str] = set()
    for item in items:
        if item.id in seen:
            raise RecordError("ids that are unique", f"{item.id} twice", "report this as a bug", f"$.{name}")
        seen.add(item.id)
    return seen
