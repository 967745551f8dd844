"""Entities of FollowTheMoney, the data model of Aleph and OpenSanctions: one JSON object a line."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, TextIO

from asreported.exports.columns import Column
from asreported.exports.event_tables.codes import iso2_code
from asreported.exports.lines import write_items
from asreported.exports.naming import Names, is_listed
from asreported.exports.reading import Readable, as_records
from asreported.records import Actor, Event, EventDate, Record

SCHEMATA = {"person": "Person", "organization": "Organization", "group": "Organization"}
"""FollowTheMoney's schema for a kind of actor; states, peoples and unnamed ones are LegalEntity, documents none."""
PUBLIC = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "SPY"})
"""PLOVER sectors whose organizations are public bodies."""
Entity = dict[str, Any]
COLUMNS: tuple[Column[Any], ...] = (
    Column("Article", "title, author, publisher, sourceUrl, publishedAt, language", "the record's metadata"),
    Column("Person", "name, position, country, proof", "`actors[]` of kind person; position: `roles`, a table's or the "
           "report's words"),
    Column("Organization", "name, sector, country, proof", "`actors[]` of kind organization or group"),
    Column("PublicBody", "the same", "those of them whose first sector is GOV, LEG, JUD, MIL, COP or SPY"),
    Column("LegalEntity", "the same", "`actors[]` of kind state, people, unnamed: the model has no schema for these"),
    Column("Mention", "name, detectedSchema, resolved, document", "each actor in each report"),
    Column("Event", "name, summary (evidence), description (sides, realis, voice), involved, date or startDate and "
           "endDate (last day), location, country, keywords (type, mode, contexts), recordId, proof", "`events[]`"),
    Column("sourceUrl", "address of the report", "`url` where it is one of the web"),
    Column("Event.organizer", "who arranged it", "always empty: an actor is no organizer; sides stand in description"),
    Column("contentHash, bodyText, wikidataId …", "further properties of the model", "always empty: the text is not "
           "copied, and no table here has the ids"),
)  # fmt: skip


def write_entities(records: Iterable[Readable], out: TextIO) -> int:
    """Write Article, Person, Organization, PublicBody, LegalEntity, Mention and Event entities, record by record.

    An actor that a lexicon lists has the same id in every report, so its entity comes once a report in parts;
    ``ftm aggregate`` joins them. Any other actor is one of its report, for equal names are not yet one person.

    Source: the schemata of followthemoney, as published at https://github.com/alephdata/followthemoney.

    Returns:
        How many records were written.
    """
    return write_items(as_records(records), out, entities_of)


def entities_of(record: Record) -> Iterator[Entity]:
    """The entities of one record."""
    names = Names(record)
    article = _id("article", record.id)
    yield _entity(
        article, "Article",
        title=[record.headline], author=record.authors, publisher=[record.publisher], sourceUrl=[_web(record.url)],
        publishedAt=[record.published], language=["eng"] if record.language == "en" else [],
    )  # fmt: skip
    for actor in record.actors:
        if actor.kind != "document":
            yield from _actor(actor, record, article)
    for event in record.events:
        yield _event(event, names, article)


def _actor(actor: Actor, record: Record, article: str) -> Iterator[Entity]:
    key, schema = _actor_id(actor, record), _schema(actor)
    country = iso2_code(actor.country)
    about: dict[str, Iterable[str | None]] = {"country": [country.lower() if country else None]}
    if schema == "Person":
        about["position"] = [role.text for role in actor.roles]
    else:
        about["sector"] = actor.sectors
    yield _entity(key, schema, name=[actor.name], proof=[article], **about)
    yield _entity(_id("mention", record.id, actor.id), "Mention", name=[actor.name], detectedSchema=[schema],
                  resolved=[key], document=[article])  # fmt: skip


def _event(event: Event, names: Names, article: str) -> Entity:
    record = names.record
    actors, recipients = names.who(event.actor), names.who(event.recipient)
    telling = event.tellings[0]
    place = names.places[event.place.place] if event.place is not None else None
    country = iso2_code(place.country) if place is not None else None
    voice = [] if event.voice == "report" else [f"On the word of {names.voice(event.voice)}."]
    involved = dict.fromkeys((*event.actor, *event.recipient))
    return _entity(
        _id("event", record.id, event.id), "Event",
        name=[f"{event.event}: {actors} → {recipients}"],
        summary=[names.words(telling.evidence or telling.trigger)],
        description=[" ".join([f"Actor: {actors}. Recipient: {recipients}. Realis: {event.realis}.", *voice])],
        involved=[_actor_id(names.actors[one], record) for one in involved if names.actors[one].kind != "document"],
        location=[place.name if place is not None else None], country=[country.lower() if country else None],
        recordId=[event.id], sourceUrl=[_web(record.url)], publisher=[record.publisher], proof=[article],
        keywords=[event.event, event.mode, *event.contexts],
        **_dates(event.date),
    )  # fmt: skip


def _dates(when: EventDate | None) -> dict[str, list[str]]:
    """`date` where it is one day, else `startDate` and `endDate`, the last day."""
    if when is None or when.interval is None:
        return {}
    try:
        first, after = (date.fromisoformat(one[:10]) for one in when.interval)
        last = max(first, after - timedelta(days=1))
    except (ValueError, OverflowError):
        return {}
    if first == last:
        return {"date": [first.isoformat()]}
    return {"startDate": [first.isoformat()], "endDate": [last.isoformat()]}


def _schema(actor: Actor) -> str:
    schema = SCHEMATA.get(actor.kind, "LegalEntity")
    return "PublicBody" if schema == "Organization" and PUBLIC & set(actor.sectors[:1]) else schema


def _actor_id(actor: Actor, record: Record) -> str:
    return _id("actor", actor.row or "") if is_listed(actor) else _id("actor", record.id, actor.id)


def _web(url: str | None) -> str | None:
    """An address of the web; FollowTheMoney takes no other."""
    return url if url is not None and url.lower().startswith(("http://", "https://", "ftp://")) else None


def _id(*parts: str) -> str:
    return "asreported-" + hashlib.sha256("\n".join(parts).encode()).hexdigest()[:40]


def _entity(key: str, schema: str, **properties: Iterable[str | None]) -> Entity:
    """An entity as FollowTheMoney writes it: values in lists, none where there are none."""
    found = {name: [value for value in values if value] for name, values in properties.items()}
    return {"id": key, "schema": schema, "properties": {name: values for name, values in found.items() if values}}
