from __future__ import annotations

from dataclasses import replace

from tests.exports.conftest import span

from asreported.exports.networks import Network, key_of
from asreported.records import Mention, Record


def named(record: Record, name: str, **about: object) -> Record:
    """The record with the actor of this name changed."""
    actors = tuple(replace(one, **about) if one.name == name else one for one in record.actors)  # type: ignore[arg-type]
    return replace(record, actors=actors)


def test_who_speaks_of_whom_is_who_is_mentioned_in_the_content(record: Record) -> None:
    record = named(record, "Tarsk", mentions=(Mention(span("Tarsk", nth=3), "name"),))
    network = Network()
    network.add(record)
    pairs = {pair: dict(counts) for pair, counts in network.counts.items()}
    assert pairs["organization::=Red Anchor|union", "state::Tarsk"] == {"speaks_of": 1}


def test_listed_actors_are_the_same_in_all_reports(record: Record) -> None:
    listed = named(record, "Tarsk", row="country/tarsk")
    other = replace(listed, id="sha256:" + "0" * 64)
    assert key_of(listed.actors[1], listed) == key_of(other.actors[1], other) == "country/tarsk"


def test_rows_that_say_what_somebody_is_do_not_join_actors(record: Record) -> None:
    """ "The parliament" of one report is not that of another, and "Syrians" are not Syria."""
    organ = named(record, "Tarsk", row="organ/parliament", kind="organization", mentions=(Mention((0, 3), "nominal"),))
    assert record.id.removeprefix("sha256:") in key_of(organ.actors[1], organ)
    people = named(record, "Tarsk", row="country/tarsk", kind="people")
    assert key_of(people.actors[1], people) == "people::Tarsk"


def test_actors_without_a_name_stay_in_their_report(record: Record) -> None:
    other = replace(record, id="sha256:" + "0" * 64)
    network = Network()
    for one in (record, other):
        network.add(one)
    admiral = [key for key, actor in network.actors.items() if actor.name == "admiral"]
    assert len(admiral) == 2
    assert len([actor for actor in network.actors.values() if actor.name == "Odalys Brenk"]) == 1
