"""The 61 columns of GDELT 2.0 Events: one row a pair of sides of one report's event, no header."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from asreported.exports.columns import Column, Layout
from asreported.exports.event_tables.codes import INTERNATIONAL, cameo_roles, cameo_root, gdelt_quad
from asreported.exports.event_tables.rows import Row, of_place
from asreported.records import Actor, Place

LAYOUT = Layout(has_header=False)
Side = Callable[[Row], Actor | None]
KNOWN_GROUPS = frozenset({"UNO"})
MOST_TYPES = 3
GEO_TYPES = {"country": (1, 1), "adm1": (2, 5), "settlement": (3, 4)}
"""GDELT's type of a place in the United States and elsewhere; other features have none."""


def _group(actor: Actor | None) -> str | None:
    return actor.international if actor is not None and actor.international in KNOWN_GROUPS else None


def _types(actor: Actor | None) -> list[str]:
    world = [actor.international] if actor is not None and actor.international in INTERNATIONAL else []
    return [*cameo_roles(actor), *filter(None, world)][:MOST_TYPES]


def _code(actor: Actor | None) -> str:
    country = actor.country if actor is not None else None
    return "".join(filter(None, (country, _group(actor), *_types(actor))))


def _type(side: Side, place: int) -> Callable[[Row], str | None]:
    return lambda r: (_types(side(r)) + [""] * MOST_TYPES)[place] or None


def _geo_type(place: Place | None) -> int | None:
    if place is None or place.country is None:
        return None
    home, abroad = GEO_TYPES.get(place.feature or "", (None, None))
    return home if place.country == "USA" else abroad


def _fraction(day: date | None) -> float | None:
    return round(day.year + min((day.month * 30 + day.day) / 365, 0.9999), 4) if day else None


def _side(prefix: str, side: Side) -> tuple[Column[Row], ...]:
    no_table = "always empty: no table here gives it"
    types = "`actors[].sectors` that CAMEO has with the same meaning, then IGO, NGO, IMG, MNC"
    return (
        Column(f"{prefix}Code", "the whole code", "country, group and types behind it", lambda r: _code(side(r))),
        Column(f"{prefix}Name", "name, not in capitals", "`actors[].name`",
               lambda r: getattr(side(r), "name", None)),
        Column(f"{prefix}CountryCode", "ISO 3166-1 alpha-3, from which CAMEO's codes differ for a few states",
               "`actors[].country`", lambda r: getattr(side(r), "country", None)),
        Column(f"{prefix}KnownGroupCode", "UNO for the United Nations", "`actors[].international`",
               lambda r: _group(side(r))),
        Column(f"{prefix}EthnicCode", "ethnic group", no_table),
        Column(f"{prefix}Religion1Code", "religion", no_table),
        Column(f"{prefix}Religion2Code", "religion", no_table),
        Column(f"{prefix}Type1Code", "CAMEO role", types, _type(side, 0)),
        Column(f"{prefix}Type2Code", "CAMEO role", types, _type(side, 1)),
        Column(f"{prefix}Type3Code", "CAMEO role", types, _type(side, 2)),
    )  # fmt: skip


def _no_geo(prefix: str) -> tuple[Column[Row], ...]:
    kinds = {"Type": "integer", "Lat": "number", "Long": "number"}
    names = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
    why = "always empty: a record places events, not actors"
    return tuple(
        Column(f"{prefix}_{name}", "where the actor is", why, kind=kinds.get(name, "text"))  # type: ignore[arg-type]
        for name in names
    )


_FIPS = "always empty: GDELT's FIPS 10-4 codes have no table here"
COLUMNS: tuple[Column[Row], ...] = (
    Column("GLOBALEVENTID", "a number for the row", "52 bits of SHA-256 over ids of record, event, actor, recipient",
           lambda r: r.number, "integer"),
    Column("SQLDATE", "YYYYMMDD", "`events[].date`; empty unless known to the day",
           lambda r: f"{r.day:%Y%m%d}" if r.day else None, "integer"),
    Column("MonthYear", "YYYYMM", "`events[].date`; empty unless known to the month",
           lambda r: f"{r.month:%Y%m}" if r.month else None, "integer"),
    Column("Year", "YYYY", "`events[].date`; empty unless known to the year", lambda r: r.year, "integer"),
    Column("FractionDate", "year and the part of it that is over", "GDELT's rule: (month × 30 + day) / 365, at most "
           ".9999", lambda r: _fraction(r.day), "number"),
    *_side("Actor1", lambda r: r.actor),
    *_side("Actor2", lambda r: r.recipient),
    Column("IsRootEvent", "1 in the lead paragraph", "always empty: a record counts no paragraphs", kind="integer"),
    Column("EventCode", "CAMEO code, text with leading zeros", "`events[].cameo`", lambda r: r.event.cameo),
    Column("EventBaseCode", "its first three digits", "`events[].cameo`", lambda r: (r.event.cameo or "")[:3]),
    Column("EventRootCode", "its first two digits", "`events[].cameo`", lambda r: cameo_root(r.event)),
    Column("QuadClass", "1 and 2 verbal and material cooperation, 3 and 4 verbal and material conflict",
           "by rule from the CAMEO root code: 01-05, 06-08, 09-13, 14-20", lambda r: gdelt_quad(r.event), "integer"),
    Column("GoldsteinScale", "-10 to 10", "always empty: no table of scores has a source here", kind="number"),
    Column("NumMentions", "how often the report tells the event", "number of `events[].tellings`",
           lambda r: len(r.event.tellings), "integer"),
    Column("NumSources", "1: a row is of one report", "by rule", lambda _: 1, "integer"),
    Column("NumArticles", "1: a row is of one report", "by rule", lambda _: 1, "integer"),
    Column("AvgTone", "tone of the text", "always empty: tone is not measured", kind="number"),
    *_no_geo("Actor1Geo"),
    *_no_geo("Actor2Geo"),
    Column("ActionGeo_Type", "1 country, 2 US state, 3 US city, 4 other city, 5 other first-level division",
           "by rule from `places[].feature` and `places[].country`", lambda r: _geo_type(r.place), "integer"),
    Column("ActionGeo_FullName", "where, the place alone", "`places[].name` of the event's place",
           of_place("name")),
    Column("ActionGeo_CountryCode", "FIPS 10-4", _FIPS),
    Column("ActionGeo_ADM1Code", "FIPS 10-4", _FIPS),
    Column("ActionGeo_ADM2Code", "division", _FIPS),
    Column("ActionGeo_Lat", "degrees, WGS 84", "`places[].lat`", of_place("lat"), "number"),
    Column("ActionGeo_Long", "degrees, WGS 84", "`places[].lon`", of_place("lon"), "number"),
    Column("ActionGeo_FeatureID", "GNS or GNIS number", "always empty: our numbers are GeoNames'"),
    Column("DATEADDED", "YYYYMMDDHHMMSS, when GDELT took it in", "always empty: no clock is read", kind="integer"),
    Column("SOURCEURL", "of the report", "`url`", lambda r: r.record.url),
)  # fmt: skip
