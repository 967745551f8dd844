"""The 26 columns of Phoenix's daily files: one row a pair of sides, no header."""

from __future__ import annotations

from collections.abc import Callable

from asreported.exports.columns import Column, Layout
from asreported.exports.event_tables.codes import (
    PENTA_OF,
    cameo_head,
    cameo_roles,
    cameo_root,
    province_of,
)
from asreported.exports.event_tables.rows import Row, of_place
from asreported.records import Actor

LAYOUT = Layout(has_header=False)
Side = Callable[[Row], Actor | None]


def _code(actor: Actor | None) -> str:
    return "".join((cameo_head(actor) or "", *cameo_roles(actor)))


def _side(prefix: str, side: Side) -> tuple[Column[Row], ...]:
    return (
        Column(f"{prefix}ActorFull", "the whole CAMEO actor code", "the three columns behind it, in threes",
               lambda r: _code(side(r))),
        Column(f"{prefix}ActorEntity", "ISO 3166-1 alpha-3, else UNO, IGO, NGO, IMG or MNC",
               "`actors[].country`, else `actors[].international`", lambda r: cameo_head(side(r))),
        Column(f"{prefix}ActorRole", "CAMEO role", "first of `actors[].sectors` that CAMEO has with the same meaning",
               lambda r: next(iter(cameo_roles(side(r))), None)),
        Column(f"{prefix}ActorAttribute", "further CAMEO roles, `;` between them", "the other `actors[].sectors`",
               lambda r: ";".join(cameo_roles(side(r))[1:])),
    )  # fmt: skip


COLUMNS: tuple[Column[Row], ...] = (
    Column("EventID", "a number for the row, an underscore, the coder's version",
           "52 bits of SHA-256 over ids of record, event, actor, recipient; `coder.version`",
           lambda r: f"{r.number}_{r.record.coder.version}"),
    Column("Date", "YYYYMMDD", "`events[].date`; empty unless known to the day",
           lambda r: f"{r.day:%Y%m%d}" if r.day else None, "integer"),
    Column("Year", "YYYY", "as Date; empty unless known to the year", lambda r: r.year, "integer"),
    Column("Month", "MM", "as Date; empty unless known to the month", lambda r: f"{r.month:%m}" if r.month else None),
    Column("Day", "DD", "as Date; empty unless known to the day", lambda r: f"{r.day:%d}" if r.day else None),
    *_side("Source", lambda r: r.actor),
    *_side("Target", lambda r: r.recipient),
    Column("EventCode", "CAMEO code, text with leading zeros", "`events[].cameo`", lambda r: r.event.cameo),
    Column("EventRootCode", "CAMEO root code", "first two digits of `events[].cameo`", lambda r: cameo_root(r.event)),
    Column("PentaClass", "0 neutral, 1 and 2 verbal and material cooperation, 3 and 4 verbal and material conflict",
           "by rule from the CAMEO root code", lambda r: PENTA_OF.get(cameo_root(r.event) or ""), "integer"),
    Column("GoldsteinScore", "-10 to 10", "always empty: no table of scores has a source here", kind="number"),
    Column("Issues", "Phoenix's issues and how often each", "always empty: PLOVER's contexts are other ones"),
    Column("Lat", "degrees, WGS 84", "`places[].lat`", of_place("lat"), "number"),
    Column("Lon", "degrees, WGS 84", "`places[].lon`", of_place("lon"), "number"),
    Column("LocationName", "where", "`places[].name` of the event's place", of_place("name")),
    Column("StateName", "first-level division", "the place's name where it is one, else tables places/settlements, "
           "adm1", lambda r: province_of(r.place)),
    Column("CountryCode", "of the place, ISO 3166-1 alpha-3", "`places[].country`",
           of_place("country")),
    Column("SentenceID", "story and sentence", "always empty: a record points at characters, and counts no sentences"),
    Column("URLs", "of the report", "`url`", lambda r: r.record.url),
    Column("NewsSources", "the outlet", "`publisher`", lambda r: r.record.publisher),
)  # fmt: skip
