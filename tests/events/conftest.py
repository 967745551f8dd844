"""A coder of plain texts with the real parser, sayings, cast and times."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.events.coded_texts import Coded

from asreported.attributions.cues import CueTable
from asreported.attributions.finder import find_sayings
from asreported.events import EventTable, code_events
from asreported.lexicons import Lexicons
from asreported.parsing import SpacyParser
from asreported.records import Report
from asreported.resolution.actors.casting import resolve_cast
from asreported.resolution.actors.index import ActorIndex
from asreported.resolution.speakers import attribute
from asreported.resolution.times.finder import TimeTable, find_times


@pytest.fixture(scope="session")
def event_table(lexicons: Lexicons) -> EventTable:
    return EventTable(lexicons)


@pytest.fixture(scope="session")
def code_reports(
    lexicons: Lexicons, parser: SpacyParser, event_table: EventTable
) -> Callable[[list[Report]], list[Coded]]:
    index, cues, times = ActorIndex(lexicons), CueTable(lexicons), TimeTable(lexicons)

    def code(reports: list[Report]) -> list[Coded]:
        coded = []
        for report, parse in zip(reports, parser.parse(reports), strict=True):
            sayings = find_sayings(report, parse, cues)
            cast = resolve_cast(report, parse, sayings, index)
            attributions = attribute(sayings, parse, cast)
            found = find_times(parse, report.published, times)
            events = code_events(report, parse, cast, attributions, found, (), event_table)
            coded.append(Coded(report, parse, {a.id: a for a in cast.actors}, attributions, found, events))
        return coded

    return code


@pytest.fixture(scope="session")
def code_text(code_reports: Callable[[list[Report]], list[Coded]]) -> Callable[[str], Coded]:
    def code(text: str) -> Coded:
        [coded] = code_reports([Report(text=text, published="2021-05-12")])
        return coded

    return code
