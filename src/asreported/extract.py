"""THE flow. Start reading here: a report and its parse go in, a record comes out, one stage after the other."""

from __future__ import annotations

from dataclasses import dataclass

from asreported.attributions.cues import CueTable
from asreported.attributions.finder import hear
from asreported.attributions.tagger import Tagger
from asreported.checks.finder import CheckTable, find_checks
from asreported.checks.wording import WordingTable, find_wording
from asreported.events.assessing import Assessor
from asreported.events.coding import code_events
from asreported.events.table import EventTable
from asreported.lexicons import Lexicons
from asreported.parsing import Parse
from asreported.records import SCHEMA_VERSION, CoderInfo, Dateline, Place, Record, Report
from asreported.resolution.actors.casting import resolve_cast
from asreported.resolution.actors.index import ActorIndex
from asreported.resolution.places.finder import find_places
from asreported.resolution.places.gazetteer import Gazetteer
from asreported.resolution.speakers import attribute
from asreported.resolution.times.finder import TimeTable, find_times


@dataclass(frozen=True)
class Tables:
    """What the stages know, built once from the lexicons and the trained models."""

    cues: CueTable
    tagger: Tagger
    actors: ActorIndex
    times: TimeTable
    gazetteer: Gazetteer
    events: EventTable
    assessor: Assessor
    checks: CheckTable
    wording: WordingTable

    @classmethod
    def load(cls, lexicons: Lexicons) -> Tables:
        """Build every stage's tables and load its model.

        Raises:
            LexiconError: a table is missing or malformed.
            ModelError: a model's files are missing or broken.
        """
        return cls(
            cues=CueTable(lexicons),
            tagger=Tagger(),
            actors=ActorIndex(lexicons),
            times=TimeTable(lexicons),
            gazetteer=Gazetteer(lexicons),
            events=EventTable(lexicons),
            assessor=Assessor.load(lexicons),
            checks=CheckTable.load(lexicons),
            wording=WordingTable(lexicons),
        )


def extract(report: Report, parse: Parse, tables: Tables, coder: CoderInfo) -> Record:
    """Code one parsed report.

    Arguments:
        report: as a reader made it.
        parse: its parse; offsets are those of `report.text`.
        tables: what the stages know.
        coder: what to say about the coder in the record.

    Returns:
        The record; its lists are empty where nothing was found.
    """
    sayings, vectors = hear(report, parse, tables.cues, tables.tagger)
    times = find_times(parse, report.published, tables.times)
    places = find_places(parse, tables.gazetteer, report.dateline)
    cast = resolve_cast(report, parse, sayings, tables.actors, places)
    attributions = attribute(sayings, parse, cast)
    events = code_events(report, parse, cast, attributions, times, places, tables.events, tables.assessor, vectors)
    wording = find_wording(parse, cast, places, attributions, tables.wording)
    checks = find_checks(parse, cast, attributions, times, tables.checks)
    return Record(
        schema=SCHEMA_VERSION,
        id=report.id,
        input_id=report.input_id,
        url=report.url,
        publisher=report.publisher,
        authors=report.authors,
        headline=report.headline,
        headline_span=report.headline_span,
        dateline=_dateline(report, places),
        published=report.published,
        language=coder.language,
        text=report.text,
        furniture=report.furniture,
        origin=report.origin,
        source_map=report.source_map or None,
        actors=cast.actors,
        times=times,
        places=places,
        attributions=attributions,
        events=events,
        wording=wording,
        checks=checks,
        coder=coder,
    )


def _dateline(report: Report, places: tuple[Place, ...]) -> Dateline | None:
    found = report.dateline
    if found is None:
        return None
    start, end = found.place_span or found.span
    place = next((place.id for place in places if start <= place.span[0] and place.span[1] <= end), None)
    agency = report.text[found.agency_span[0] : found.agency_span[1]] if found.agency_span else None
    return Dateline(place, agency, found.span)
