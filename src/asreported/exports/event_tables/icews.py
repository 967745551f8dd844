"""ICEWS's 20 columns: one row a pair of sides."""

from __future__ import annotations

from asreported.exports.columns import Column, Layout
from asreported.exports.event_tables.codes import country_name, number_of, province_of, sector_names
from asreported.exports.event_tables.rows import Row, of_actor, of_place, of_recipient, place_if
from asreported.records import Actor, Place

LAYOUT = Layout()


def _country(one: Actor | Place | None) -> str | None:
    return one.country if one is not None else None


COLUMNS: tuple[Column[Row], ...] = (
    Column("Event ID", "a number for the row", "52 bits of SHA-256 over ids of record, event, actor, recipient",
           lambda r: r.number, "integer"),
    Column("Event Date", "the day, YYYY-MM-DD", "`events[].date`; empty unless known to the day",
           lambda r: r.day.isoformat() if r.day else None),
    Column("Source Name", "who did it", "`actors[].name`", of_actor("name")),
    Column("Source Sectors", "names of PLOVER sectors, comma between them; not ICEWS's own tree of sectors",
           "`actors[].sectors`", lambda r: ",".join(sector_names(r.actor))),
    Column("Source Country", "English name", "`actors[].country`, name from table actors/countries",
           lambda r: country_name(_country(r.actor))),
    Column("Event Text", "PLOVER type, and mode behind a slash; not ICEWS's wording of the CAMEO code",
           "`events[].event`, `events[].mode`", lambda r: "/".join(filter(None, (r.event.event, r.event.mode)))),
    Column("CAMEO Code", "CAMEO code, text with leading zeros", "`events[].cameo`", lambda r: r.event.cameo),
    Column("Intensity", "-10 to 10", "always empty: no table of intensities has a source here", kind="number"),
    Column("Target Name", "to whom", "`actors[].name`", of_recipient("name")),
    Column("Target Sectors", "as Source Sectors", "as Source Sectors", lambda r: ",".join(sector_names(r.recipient))),
    Column("Target Country", "as Source Country", "as Source Country",
           lambda r: country_name(_country(r.recipient))),
    Column("Story ID", "a number for the report", "52 bits of SHA-256 over the id of the record",
           lambda r: number_of(r.record.id), "integer"),
    Column("Sentence Number", "which sentence of the story", "always empty: a record points at characters, and counts "
           "no sentences", kind="integer"),
    Column("Publisher", "the outlet", "`publisher`", lambda r: r.record.publisher),
    Column("City", "settlement", "the place's name where it is a settlement", place_if("settlement")),
    Column("District", "second-level division", "the place's name where it is one", place_if("adm2")),
    Column("Province", "first-level division", "the place's name where it is one, else tables places/settlements, adm1",
           lambda r: province_of(r.place)),
    Column("Country", "of the place, English name", "`places[].country`, name from table actors/countries",
           lambda r: country_name(_country(r.place))),
    Column("Latitude", "degrees, WGS 84", "`places[].lat`", of_place("lat"), "number"),
    Column("Longitude", "degrees, WGS 84", "`places[].lon`", of_place("lon"), "number"),
)  # fmt: skip
