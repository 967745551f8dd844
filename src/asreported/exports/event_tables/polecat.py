"""POLECAT's 40 columns: one row an event, several sides in a cell."""

from __future__ import annotations

from collections.abc import Iterable

from asreported.exports.columns import Column, Layout
from asreported.exports.event_tables.codes import QUAD_OF, cow_code, province_of
from asreported.exports.event_tables.rows import Row, of_place, place_if
from asreported.records import Actor

LAYOUT = Layout(empty="None")


def join(values: Iterable[str | None]) -> str:
    """Values in one cell, in step with those of the neighbouring cells, as POLECAT joins them."""
    found = list(values)
    return "; ".join(one or "None" for one in found) if any(found) else ""


def _title(actor: Actor) -> str | None:
    return actor.roles[0].text if actor.roles else None


def _sector(side: tuple[Actor, ...]) -> str:
    return join(actor.sectors[0] if actor.sectors else None for actor in side)


def _sectors(side: tuple[Actor, ...]) -> str:
    return join("|".join(actor.sectors) for actor in side)


def _named(row: Row, *kinds: str) -> str:
    return join(actor.name for actor in row.record.actors if actor.kind in kinds)


COLUMNS: tuple[Column[Row], ...] = (
    Column("Event ID", "the event", "id of the record without `sha256:`, an underscore, id of the event",
           lambda r: f"{r.record.id.removeprefix('sha256:')}_{r.event.id}"),
    Column("Event Date", "the day, YYYY-MM-DD", "`events[].date`; empty unless known to the day",
           lambda r: r.day.isoformat() if r.day else None),
    Column("Event Type", "PLOVER event type", "`events[].event`", lambda r: r.event.event),
    Column("Event Mode", "PLOVER mode", "`events[].mode`", lambda r: r.event.mode),
    Column("Intensity", "how cooperative or hostile", "always empty: no table of intensities has a source here",
           kind="number"),
    Column("Quad Code", "PLOVER quad category", "by rule from the event type (PLOVER 2.0 draft)",
           lambda r: QUAD_OF.get(r.event.event)),
    Column("Contexts", "PLOVER contexts", "`events[].contexts`", lambda r: join(r.event.contexts)),
    Column("Actor Name", "who did it", "`actors[].name`", lambda r: join(a.name for a in r.actors)),
    Column("Actor Country", "ISO 3166-1 alpha-3, or KOS; else IGO, UNO, EUR, NGO, ISM, IMG, MNC",
           "`actors[].country`, else `actors[].international`",
           lambda r: join(a.country or a.international for a in r.actors)),
    Column("Actor COW", "Correlates of War number of the country", "table actors/countries by country",
           lambda r: join(cow_code(a.country) for a in r.actors)),
    Column("Primary Actor Sector", "PLOVER sector", "first of `actors[].sectors`", lambda r: _sector(r.actors)),
    Column("Actor Sectors", "PLOVER sectors, `|` within an actor", "`actors[].sectors`", lambda r: _sectors(r.actors)),
    Column("Actor Title", "office or description", "first of `actors[].roles`: a table row's, else the report's words",
           lambda r: join(_title(a) for a in r.actors)),
    Column("Actor Name Raw", "the actor in the report's words", "the argument of the first telling",
           lambda r: r.raw(r.actors)),
    Column("Wikipedia Actor ID", "page number", "always empty: no table here has page numbers"),
    Column("Recipient Name", "to whom", "`actors[].name`", lambda r: join(a.name for a in r.recipients)),
    Column("Recipient Country", "as Actor Country", "as Actor Country",
           lambda r: join(a.country or a.international for a in r.recipients)),
    Column("Recipient COW", "as Actor COW", "as Actor COW", lambda r: join(cow_code(a.country) for a in r.recipients)),
    Column("Primary Recipient Sector", "PLOVER sector", "as Primary Actor Sector", lambda r: _sector(r.recipients)),
    Column("Recipient Sectors", "PLOVER sectors", "as Actor Sectors", lambda r: _sectors(r.recipients)),
    Column("Recipient Title", "office or description", "as Actor Title",
           lambda r: join(_title(a) for a in r.recipients)),
    Column("Recipient Name Raw", "the recipient in the report's words", "as Actor Name Raw",
           lambda r: r.raw(r.recipients)),
    Column("Wikipedia Recipient ID", "page number", "always empty: no table here has page numbers"),
    Column("Placename", "where", "`places[].name` of the event's place", of_place("name")),
    Column("City", "settlement", "the place's name where it is a settlement", place_if("settlement")),
    Column("District", "second-level division", "the place's name where it is one", place_if("adm2")),
    Column("Province", "first-level division", "the place's name where it is one, else tables places/settlements, adm1",
           lambda r: province_of(r.place)),
    Column("Country", "of the place, ISO 3166-1 alpha-3", "`places[].country`", of_place("country")),
    Column("Latitude", "degrees, WGS 84", "`places[].lat`", of_place("lat"), "number"),
    Column("Longitude", "degrees, WGS 84", "`places[].lon`", of_place("lon"), "number"),
    Column("GeoNames ID", "number of the place", "`places[].geonames`", of_place("geonames"),
           "integer"),
    Column("Raw Placename", "the place in the report's words", "the text at `places[].span`",
           lambda r: r.names.words((r.place.span,)) if r.place else None),
    Column("Feature Type", "country, adm1, adm2, settlement, area, water or point: our words, not GeoNames' codes",
           "`places[].feature`", of_place("feature")),
    Column("Source", "the outlet", "`publisher`", lambda r: r.record.publisher),
    Column("Publication Date", "YYYY-MM-DD", "`published`", lambda r: r.record.published and r.record.published[:10]),
    Column("Story People", "persons in the report", "`actors[]` of kind person", lambda r: _named(r, "person")),
    Column("Story Organizations", "organizations and groups in the report", "`actors[]` of these kinds",
           lambda r: _named(r, "organization", "group")),
    Column("Story Locations", "places in the report, each once", "`places[].name`",
           lambda r: join(dict.fromkeys(place.name for place in r.record.places))),
    Column("Language", "ISO 639-1 of the report", "`language`", lambda r: r.record.language),
    Column("Version", "of the coder", "`coder.version`", lambda r: r.record.coder.version),
)  # fmt: skip
