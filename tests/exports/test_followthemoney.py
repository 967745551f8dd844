from __future__ import annotations

from dataclasses import replace

import pytest

from asreported.exports.followthemoney import entities_of
from asreported.records import EventDate, Record

KNOWN = {
    "Article": {"title", "author", "publisher", "sourceUrl", "publishedAt", "language"},
    "Person": {"name", "country", "position", "proof"},
    "Organization": {"name", "country", "sector", "proof"},
    "PublicBody": {"name", "country", "sector", "proof"},
    "LegalEntity": {"name", "country", "sector", "proof"},
    "Mention": {"name", "detectedSchema", "document", "resolved"},
    "Event": {"name", "summary", "description", "involved", "location", "country", "recordId", "sourceUrl", "publisher",
              "proof", "keywords", "date", "startDate", "endDate"},
}  # fmt: skip
"""Properties of each schema that we use; all are in followthemoney's own files (Thing, Interval and their heirs)."""


def test_entities_have_schema_and_properties_of_the_model(record: Record) -> None:
    entities = list(entities_of(record))
    ids = {entity["id"] for entity in entities}
    assert len(ids) == len(entities)
    for entity in entities:
        assert set(entity["properties"]) <= KNOWN[entity["schema"]]
        assert all(isinstance(value, str) and value for values in entity["properties"].values() for value in values)
        for name in ("proof", "document", "resolved", "involved"):
            assert set(entity["properties"].get(name, [])) <= ids


def test_followthemoney_itself_takes_every_entity_and_value(record: Record, hostile_record: Record) -> None:
    """Not among what the tests install, since it needs ICU: `pip install followthemoney`; holds with 4.11.2."""
    model = pytest.importorskip("followthemoney").model
    for entity in (*entities_of(record), *entities_of(hostile_record)):
        proxy = model.get_proxy(entity, cleaned=False)
        proxy.schema.validate(entity)
        for name, values in entity["properties"].items():
            assert name in proxy.schema.properties, f"{entity['schema']}.{name}"
            assert all(proxy.schema.get(name).type.validate(value) for value in values), name


def test_event_names_its_sides_and_on_whose_word(record: Record) -> None:
    events = [entity["properties"] for entity in entities_of(record) if entity["schema"] == "Event"]
    assert events[0]["name"] == ["ACCUSE: Odalys Brenk → Tarsk"]
    assert events[0]["date"] == ["2031-03-03"]
    assert "On the word of Odalys Brenk." in events[1]["description"][0]


def test_longer_time_has_first_and_last_day(record: Record) -> None:
    event = replace(record.events[0], date=EventDate(None, ("2031-03-01", "2031-04-01"), "month", "text"))
    [found] = [one["properties"] for one in entities_of(replace(record, events=(event,))) if one["schema"] == "Event"]
    assert (found["startDate"], found["endDate"]) == (["2031-03-01"], ["2031-03-31"])
    assert "date" not in found


@pytest.mark.parametrize(
    ("row", "is_same"), [("body/red-anchor", True), ("organ/union", False), (None, False)],
)  # fmt: skip
def test_only_listed_actors_have_one_id_in_all_reports(record: Record, row: str | None, is_same: bool) -> None:
    record = replace(record, actors=(*record.actors[:-1], replace(record.actors[-1], row=row)))
    other = replace(record, id="sha256:" + "0" * 64)
    ids = [
        next(one["id"] for one in entities_of(each) if one["properties"].get("name") == [record.actors[-1].name])
        for each in (record, other)
    ]
    assert (ids[0] == ids[1]) is is_same
