"""Verdicts laid over records and tables: what people judged wrong is left out, what they changed is changed.

The one place that does it. Records stay as they were coded; what is made here is a copy, and says in its coder's
settings what was laid over it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from asreported.confidence import without
from asreported.errors import RecordError
from asreported.records import Actor, Attribution, Event, Record, Wording
from asreported.storage.leading import lead_again
from asreported.storage.verdicts import KINDS, Item, Kind, find_again

if TYPE_CHECKING:
    from asreported.storage.store import Store

JUDGED = "(" + ", ".join(f"'{kind.name}'" for kind in KINDS.values()) + ")"
"""For SQL: the kinds whose verdicts are laid over; those on stories and happenings change the groups themselves."""
_OF_THE_TYPE = ("mode", "cameo")
"""What is said of an event of one type and not of another."""


@dataclass(frozen=True)
class Verdict:
    """What people say of one item of one reading: right as it is, or wrong, or with other values in some fields."""

    kind: Kind
    item: str
    is_wrong: bool = False
    changed_to: Item | None = None

    def __str__(self) -> str:
        said = "wrong" if self.is_wrong else "changed " + ", ".join(self.changed_to) if self.changed_to else "right"
        return f"{self.item}: {said}"


@dataclass
class Laid:
    """What came of the verdicts of a database, counted while they were laid over."""

    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, verdict: Verdict) -> None:
        """Count a verdict that was laid over."""
        self.counts["left out" if verdict.is_wrong else "changed" if verdict.changed_to else "confirmed"] += 1

    def miss(self, why: str) -> None:
        """Count one that was not."""
        self.counts[why] += 1

    def __str__(self) -> str:
        told = ", ".join(f"{count:,} {name}" for name, count in sorted(self.counts.items())) or "none stands"
        return f"people's verdicts are laid over: {told}"


def standing(store: Store) -> int:
    """How many verdicts there are to lay over."""
    query = f"SELECT count(*) FROM corrections WHERE undone IS NULL AND kind IN {JUDGED}"  # noqa: S608  our names
    return int(store.connection.execute(query).fetchone()[0])


def corrected_records(store: Store, laid: Laid, *, every_reading: bool = False) -> Iterator[Item]:
    """The records as `Store.records` gives them, verdicts laid over; one without any is as it was.

    Arguments:
        store: the database.
        laid: counts what is laid over.
        every_reading: also what earlier coders made of a report.
    """
    said = _said(store)
    for report, line in store.numbered_lines(every_reading=every_reading):
        record = json.loads(line)
        yield correct_record(record, said[report], laid) if report in said else record


def lay_over_tables(store: Store, laid: Laid) -> None:
    """Make the tables tell what the verdicts make of them. For a transaction that is rolled back."""
    touched = []
    ids = dict(store.connection.execute("SELECT report, id FROM reports JOIN corrections USING (report)").fetchall())
    for report, rows in _said(store).items():
        record = correct_record(store.record(ids[report]), rows, laid)
        store.fill_tables(report, record)
        place = (record["dateline"] or {}).get("place")
        store.connection.execute("UPDATE reports SET dateline_place = ? WHERE report = ?", (place, report))
        touched.append(report)
    lead_again(store.connection, touched)


def correct_record(record: Item, corrections: Iterable[Mapping[str, Any]], laid: Laid) -> Item:
    """A record with corrections of its report laid over, in the order they were made; what does not fit is counted.

    Arguments:
        record: a reading of the report.
        corrections: rows of `corrections`, none of them undone.
        laid: counts what is laid over and what not.
    """
    done: list[Verdict] = []
    for verdict in _last_words(record, corrections, laid):
        try:
            record = lay_over(record, [verdict])
        except RecordError:  # it speaks of an actor, place or attribution that this reading does not have
            laid.miss("that do not fit a newer reading")
        else:
            laid.add(verdict)
            done.append(verdict)
    if not done:
        return record
    settings = {**record["coder"].get("settings", {}), "corrected": [str(verdict) for verdict in done]}
    return {**record, "coder": {**record["coder"], "settings": settings}}


def lay_over(record: Item, verdicts: Iterable[Verdict]) -> Item:
    """A record with verdicts laid over.

    What is right, or changed to be right, has confidence 1. What is wrong is left out: with an attribution what stands
    on its word, as where it is not sure enough; an actor leaves every side and mention of it, a place the events it
    placed. An event that changes its type loses the mode and CAMEO code of the old one unless given new ones; its voice
    and realis change in its tellings too. An actor that is the `same_as` another gives it its mentions.

    Arguments:
        record: as `Record.to_dict` gives it.
        verdicts: each on an item of this record.

    Raises:
        RecordError: a changed item points at something the record does not have, or is malformed.
    """
    from asreported.exports.reading import as_record  # here, since `exports` loads what draws pages

    for verdict in verdicts:
        changes = dict(verdict.changed_to or {})
        same_as = changes.pop("same_as", None)
        if not verdict.is_wrong:
            items = [_changed(verdict, one, changes) if one["id"] == verdict.item else one
                     for one in record[verdict.kind.list_name]]  # fmt: skip
            record = {**record, verdict.kind.list_name: items}
        made = as_record(record)
        if verdict.is_wrong:
            made = _LEAVING_OUT[verdict.kind.name](made, verdict.item)
        elif same_as is not None:
            made = _merge(made, verdict.item, same_as)
        record = made.to_dict()
    return record


def _said(store: Store) -> dict[int, list[Item]]:
    """The corrections that stand, by report."""
    query = f"SELECT * FROM corrections WHERE undone IS NULL AND kind IN {JUDGED} ORDER BY report, correction"  # noqa: S608
    found: dict[int, list[Item]] = defaultdict(list)
    for row in store.connection.execute(query).fetchall():
        found[int(row["report"])].append(dict(row))
    return found


def _last_words(record: Item, corrections: Iterable[Mapping[str, Any]], laid: Laid) -> list[Verdict]:
    """One verdict an item: fields changed one after the other add up, `right` and `wrong` end what was said before.

    Changes come before what is left out, since they may point at it; merged actors in between.
    """
    found: dict[str, Verdict] = {}
    for row in corrections:
        item = find_again(row, record)
        if item is None:
            laid.miss("not found any more")
            continue
        before = found.get(item)
        changes = json.loads(row["changed_to"]) if row["changed_to"] else None
        if changes and before is not None and before.changed_to:
            changes = {**before.changed_to, **changes}
        found[item] = Verdict(KINDS[item[0]], item, row["verdict"] == "wrong", changes)
    return sorted(found.values(), key=lambda one: (one.is_wrong, "same_as" in (one.changed_to or {})))


def _changed(verdict: Verdict, item: Item, changes: Item) -> Item:
    new = {**item, "confidence": 1.0, **changes}
    if verdict.kind.name != "event":
        return new
    if new["event"] != item["event"]:
        new |= {name: None for name in _OF_THE_TYPE if name not in changes} | {"why": "correction"}
    for name in ("voice", "realis"):
        if new[name] != item[name]:
            was, now = item[name], new[name]
            new["tellings"] = [{**one, name: now} if one[name] == was else one for one in new["tellings"]]
    if new["voice"] != item["voice"]:
        new["confidence_voice"] = 1.0
        new["quantities"] = [
            {**one, "voice": new["voice"]} if one["voice"] == item["voice"] else one for one in new["quantities"]
        ]
    return new


# ---- leaving out and merging -----------------------------------------------------------------------------------------


def _without_attribution(record: Record, item: str) -> Record:
    gone = {item}
    while inner := {one.id for one in record.attributions if one.parent in gone} - gone:
        gone |= inner
    return without(record, gone)


def _without_event(record: Record, item: str) -> Record:
    return without(record, (), {item})


def _without_actor(record: Record, item: str) -> Record:
    left = tuple(one for one in record.actors if one.id != item)
    return _pointed(replace(record, wording=_unworded(record, item)), left, lambda one: None if one == item else one)


def _without_place(record: Record, item: str) -> Record:
    events = []
    for event in record.events:
        where = None if event.place is not None and event.place.place == item else event.place
        events.append(replace(_unargued(event, item), place=where))
    dateline = record.dateline
    if dateline is not None and dateline.place == item:
        dateline = replace(dateline, place=None)
    places = tuple(one for one in record.places if one.id != item)
    return replace(record, places=places, events=tuple(events), dateline=dateline, wording=_unworded(record, item))


def _unargued(event: Event, item: str) -> Event:
    tellings = [
        replace(one, arguments=tuple(replace(a, ref=None) if a.ref == item else a for a in one.arguments))
        for one in event.tellings
    ]
    return replace(event, tellings=tuple(tellings))


def _unworded(record: Record, item: str) -> tuple[Wording, ...]:
    return tuple(replace(one, refers_to=None) if one.refers_to == item else one for one in record.wording)


_LEAVING_OUT: dict[str, Callable[[Record, str], Record]] = {
    "attribution": _without_attribution,
    "event": _without_event,
    "actor": _without_actor,
    "place": _without_place,
}


def _merge(record: Record, item: str, into: str) -> Record:
    """The record with the mentions of one actor given to another, and all that pointed at the one at the other."""
    by_id = {actor.id: actor for actor in record.actors}
    if into not in by_id or into == item:
        raise RecordError("the id of another actor of this record", repr(into), "look it up", "same_as")
    mentions = {mention.span: mention for one in (item, into) for mention in by_id[one].mentions}
    whole = replace(by_id[into], mentions=tuple(mentions[span] for span in sorted(mentions)), confidence=1.0)
    left = tuple(whole if one.id == into else one for one in record.actors if one.id != item)
    return _pointed(record, left, lambda one: into if one == item else one)


def _pointed(record: Record, actors: tuple[Actor, ...], turn: Callable[[str], str | None]) -> Record:
    """The record with other actors, and what pointed at one pointing where `turn` says, or nowhere."""

    def turned(ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(new for one in ids if (new := turn(one)) is not None))

    def said(one: Attribution) -> Attribution:
        who, to_whom, through = map(turned, (one.speaker, one.addressee, one.relayed_by))
        return replace(one, speaker=who, addressee=to_whom, relayed_by=through)

    def told(one: Event) -> Event:
        tellings = tuple(
            replace(t, arguments=tuple(a if a.ref is None else replace(a, ref=turn(a.ref)) for a in t.arguments))
            for t in one.tellings
        )
        return replace(one, actor=turned(one.actor), recipient=turned(one.recipient), tellings=tellings)

    return replace(
        record,
        actors=actors,
        attributions=tuple(map(said, record.attributions)),
        events=tuple(map(told, record.events)),
        wording=tuple(one if one.refers_to is None else replace(one, refers_to=turn(one.refers_to))
                      for one in record.wording),
    )  # fmt: skip
