"""Coding: from a parsed report with its cast and sayings to its events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from asreported.events.assessing import Assessor, Vectors
from asreported.events.circumstances import Circumstances
from asreported.events.drafts import Draft, make_telling, token_spans
from asreported.events.filling import Match
from asreported.events.judging import judge
from asreported.events.matching import find_matches
from asreported.events.merging import (
    Group,
    drop_demands,
    drop_governed,
    drop_readiness,
    merge,
    recall_victims,
    strongest,
)
from asreported.events.scene import Scene
from asreported.events.speech import acts, allegations, obligations, reproaches
from asreported.events.table import EventTable
from asreported.parsing import Parse
from asreported.records import Attribution, Event, EventDate, EventPlace, IdMaker, Place, Report, TimeExpression
from asreported.resolution.cast import Cast


def code_events(
    report: Report,
    parse: Parse,
    cast: Cast,
    attributions: Sequence[Attribution],
    times: Sequence[TimeExpression],
    places: Sequence[Place],
    table: EventTable,
    assessor: Assessor | None = None,
    vectors: Vectors | None = None,
) -> tuple[Event, ...]:
    """The events of a report in the order of their first trigger; () when it tells none.

    Arguments:
        report: the report; its furniture is not coded.
        parse: its parse.
        cast: its actors; an event names only these.
        attributions: its sayings, on which the deeds told in them stand.
        times: its time expressions.
        places: its places.
        table: the event tables.
        assessor: says how likely a draft is right; without it all drafts stand.
        vectors: the encoder's vectors of the words, (words, 768); the assessor reads them.
    """
    scene = Scene(report, parse, cast, attributions, times, places, table)
    drafts = find_drafts(scene)
    if assessor is not None and vectors is not None:
        drafts = drafts._replace(drafts=assessor.assess(scene, vectors, drafts.drafts))
    groups = drop_readiness(merge(scene, recall_victims(scene, drop_demands(scene, drafts.drafts))))
    make_id = IdMaker("e")
    return tuple(_build(scene, drafts.circumstances, group, drafts.found, make_id) for group in groups)


class Drafts(NamedTuple):
    """A scene's drafts, with what they were made of: matches by the predicate's token, and the circumstances."""

    drafts: list[Draft]
    found: dict[int, tuple[Match, Draft]]
    circumstances: Circumstances


def find_drafts(scene: Scene) -> Drafts:
    """Every telling that the tables find, before tellings of one event are joined."""
    matches = find_matches(scene)
    circumstances = Circumstances(scene, frozenset(match.token for match in matches))
    by_token = {match.token: match for match in matches}
    found = {m.token: (m, d) for m in matches if (d := judge(scene, circumstances, m, by_token)) is not None}
    consumed = {t for m, _ in found.values() for t in m.trigger if t != m.token}
    drafts = [draft for token, (_, draft) in found.items() if token not in consumed]
    drafts += [d for d in obligations(scene) if d.token not in found]
    drafts = drop_governed(scene, drafts)
    coded = {(d.attribution, d.event) for d in drafts}
    drafts += [d for d in allegations(scene, drafts) if (d.attribution, d.event) not in coded]
    drafts += [d for d in reproaches(scene) if (d.attribution, d.event) not in coded]
    drafts += acts(scene, {d.attribution for d in drafts if d.attribution is not None})
    return Drafts(drafts, found, circumstances)


def _build(
    scene: Scene,
    circumstances: Circumstances,
    group: Group,
    found: dict[int, tuple[Match, Draft]],
    make_id: IdMaker,
) -> Event:
    """The event its tellings make: voice and realis of the strongest, sides and circumstances of all."""
    best = strongest(group)
    full = max(group, key=lambda d: (d is best, 0))
    actor = _union(group, "actor", best)
    recipient = tuple(one for one in _union(group, "recipient", best) if one not in actor)
    quantities = dict.fromkeys(q for d in group for q in d.quantities)
    first = token_spans(scene, group[0].tokens)[0]
    return Event(
        id=make_id.make(first, best.event),
        event=best.event,
        mode=next((d.mode for d in (best, *group) if d.mode is not None), None),
        contexts=tuple(dict.fromkeys(context for d in group for context in d.contexts)),
        cameo=max((d.cameo for d in group if d.cameo is not None), key=len, default=None),
        actor=actor,
        recipient=recipient,
        attribution=best.attribution,
        voice=best.voice,
        realis=best.realis,
        tellings=tuple(make_telling(scene, d) for d in group),
        date=_date(circumstances, group, found),
        place=_place(scene, circumstances, group, found),
        quantities=tuple(quantities),
        confidence=best.confidence,
        why=full.why,
    )


def _union(group: Group, role: str, best: Draft) -> tuple[str, ...]:
    """The strongest telling's actors, or all that tellings of its own sentence and the others name."""
    own: tuple[str, ...] = getattr(best, role)
    found = dict.fromkeys(own)
    for draft in group:
        named: tuple[str, ...] = getattr(draft, role)
        if not own or set(named) & set(own):
            found.update(dict.fromkeys(named))
    return tuple(found)


def _date(circumstances: Circumstances, group: Group, found: dict[int, tuple[Match, Draft]]) -> EventDate | None:
    told = next((d.date for d in group if d.date is not None), None)
    if told is not None or group[0].realis != "actual":
        return told
    for draft in group:
        known = found.get(draft.token)
        if known is not None and draft.realis == "actual":
            stamp = circumstances.published(known[0])
            if stamp is not None:
                return stamp
    return None


def _place(
    scene: Scene, circumstances: Circumstances, group: Group, found: dict[int, tuple[Match, Draft]]
) -> EventPlace | None:
    """The place the clause names; the dateline's for the main deed of a lead sentence that names none."""
    told = next((d.place for d in group if d.place is not None), None)
    if told is not None or circumstances.dateline is None or circumstances.lead is None:
        return told
    if circumstances.lead in circumstances.placed:
        return None
    is_lead = any(
        scene.parse.sentence_of[d.token] == circumstances.lead
        and d.realis == "actual"
        and d.token in found
        and circumstances.is_main(found[d.token][0])
        for d in group
    )
    return EventPlace(circumstances.dateline, "dateline") if is_lead else None
