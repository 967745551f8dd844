"""What other data's codes are for ours: by rule, or from a table of the package."""

from __future__ import annotations

import hashlib
from functools import cache

from asreported.lexicons import Lexicons
from asreported.records import Actor, Event, Place

QUADS = {
    "VERBAL COOPERATION": ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    "MATERIAL COOPERATION": ("COOPERATE", "AID", "RETREAT"),
    "VERBAL CONFLICT": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "MATERIAL CONFLICT": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
"""PLOVER 2.0 draft: the quad category of each event type."""
QUAD_OF = {event: quad for quad, events in QUADS.items() for event in events}

GDELT_QUADS = {1: ("01", "05"), 2: ("06", "08"), 3: ("09", "13"), 4: ("14", "20")}
"""GDELT's QuadClass: first and last CAMEO root code of each."""
PENTA = {0: "01 02", 1: "03 04 05", 2: "06 07 08", 3: "09 10 11 12 13 16", 4: "14 15 17 18 19 20"}
"""Phoenix's PentaClass: the CAMEO root codes of each."""
PENTA_OF = {root: number for number, roots in PENTA.items() for root in roots.split()}

SECTORS = {
    "COP": ("Police", "COP"), "GOV": ("Government", "GOV"), "JUD": ("Judiciary", "JUD"),
    "LEG": ("Legislature", "LEG"), "MIL": ("Military", "MIL"), "PRM": ("Paramilitary", None), "PTY": ("Party", "PTY"),
    "REB": ("Rebels", "REB"), "SPY": ("Intelligence", "SPY"), "UAF": ("Unidentified Armed", "UAF"),
    "UNK": ("Unidentified", None), "AGR": ("Agriculture", "AGR"), "BUS": ("Business", "BUS"),
    "CRM": ("Criminal", "CRM"), "CVL": ("Civilian", "CVL"), "EDU": ("Education", "EDU"),
    "ELI": ("Former Elite", "ELI"), "JRN": ("Journalism", "MED"), "LAB": ("Labour", "LAB"), "MED": ("Medical", None),
    "REF": ("Refugees", "REF"), "OPP": ("Opposition", "OPP"), "PRE": ("Partly Recognised", None),
    "REL": ("Religious", None), "SOC": ("Civil Society", None),
}  # fmt: skip
"""PLOVER sector to its name and the CAMEO role of the same meaning, None where there is none. MED is medical in PLOVER
and media in CAMEO."""
INTERNATIONAL = frozenset({"IGO", "NGO", "IMG", "MNC"})
"""Codes that stand in a country's place in CAMEO and PLOVER alike."""

_SAFE_BITS = 52
"""R and spreadsheets keep whole numbers exactly up to 53 bits."""


def number_of(*parts: str) -> int:
    """A number that follows from content: the first 52 bits of the SHA-256 of `parts`, a line each."""
    digest = hashlib.sha256("\n".join(parts).encode()).digest()
    return int.from_bytes(digest[:8], "big") >> (64 - _SAFE_BITS)


def cameo_root(event: Event) -> str | None:
    """The first two digits of the CAMEO code."""
    return event.cameo[:2] if event.cameo else None


def gdelt_quad(event: Event) -> int | None:
    """GDELT's QuadClass by CAMEO root."""
    root = cameo_root(event)
    return next((quad for quad, (low, high) in GDELT_QUADS.items() if root and low <= root <= high), None)


def sector_names(actor: Actor | None) -> list[str]:
    """The English names of an actor's PLOVER sectors, primary first."""
    return [SECTORS[one][0] for one in actor.sectors if one in SECTORS] if actor is not None else []


def cameo_roles(actor: Actor | None) -> list[str]:
    """The CAMEO roles that mean what an actor's sectors mean, primary first."""
    if actor is None:
        return []
    return [role for one in actor.sectors if one in SECTORS and (role := SECTORS[one][1]) is not None]


def cameo_head(actor: Actor | None) -> str | None:
    """What a CAMEO actor code begins with: the country, else the international code."""
    if actor is None:
        return None
    return actor.country or (actor.international if actor.international in INTERNATIONAL | {"UNO"} else None)


@cache
def country_name(iso3: str | None) -> str | None:
    """The English name of a country (table actors/countries); None where it has none there."""
    return _countries().get(iso3, (None, None))[0] if iso3 else None


@cache
def cow_code(iso3: str | None) -> str | None:
    """The Correlates of War number of a state (table actors/countries); None where it has none there."""
    return (_countries().get(iso3, (None, None))[1] or None) if iso3 else None


@cache
def iso2_code(iso3: str | None) -> str | None:
    """The ISO 3166-1 alpha-2 code of a country (table places/countries); None where it has none there."""
    return _two_letters().get(iso3 or "")


def province_of(place: Place | None) -> str | None:
    """The first-level division a place is or lies in (tables places/adm1, places/settlements); None where unknown."""
    if place is None:
        return None
    if place.feature == "adm1":
        return place.name
    return _provinces().get(str(place.geonames)) if place.geonames is not None else None


def is_reciprocal(event: Event) -> bool:
    """Whether the table row that told the event says that its sides do it to one another."""
    row = event.why.split(" ")[0].removeprefix("events/")
    return not event.recipient and len(event.actor) > 1 and row in _reciprocal_rows()


@cache
def _countries() -> dict[str | None, tuple[str | None, str | None]]:
    return {row["iso3"]: (row["name"], row["cow"]) for row in reversed(Lexicons().rows("actors/countries"))}


@cache
def _two_letters() -> dict[str, str]:
    return {row["iso3"]: row["iso2"] for row in Lexicons().rows("places/countries")}


@cache
def _reciprocal_rows() -> frozenset[str]:
    return frozenset(row["row"] for row in Lexicons().rows("events/predicates") if row["reciprocal"] == "yes")


@cache
def _provinces() -> dict[str, str]:
    """GeoNames number of a settlement or second-level division to the name of its province."""
    lexicons = Lexicons()
    names = {row["row"].removeprefix("adm1/"): row["name"] for row in lexicons.rows("places/adm1")}
    return {row["row"]: names[row["adm1"]] for row in lexicons.rows("places/settlements") if row["adm1"] in names}
