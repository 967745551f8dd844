"""Who speaks of whom and who acts on whom, over all reports, as a network for Gephi, R and networkx."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import permutations, product
from typing import Any, BinaryIO

from asreported.exports.columns import Column
from asreported.exports.event_tables.codes import QUAD_OF, is_reciprocal
from asreported.exports.naming import is_listed, one_line, xml_text
from asreported.exports.reading import Readable, as_records
from asreported.records import Actor, Attribution, Record

SPEAKS, ACTS = "speaks_of", "acts_on"
COUNTS = (SPEAKS, ACTS, *QUAD_OF)
Pair = tuple[str, str]

NODE_COLUMNS: tuple[Column[Actor], ...] = (
    Column("label", "name", "`actors[].name`, of the first report that names the actor", lambda a: a.name),
    Column("kind", "person, organization, group, state, people, document or unnamed", "`actors[].kind`",
           lambda a: a.kind),
    Column("country", "ISO 3166-1 alpha-3, or KOS", "`actors[].country`", lambda a: a.country),
    Column("international", "IGO, UNO, EUR, NGO, ISM, IMG or MNC", "`actors[].international`",
           lambda a: a.international),
    Column("sectors", "PLOVER sectors, primary first, a space between them", "`actors[].sectors`",
           lambda a: " ".join(a.sectors)),
    Column("row", "the lexicon row", "`actors[].row`", lambda a: a.row),
)  # fmt: skip
EDGE_COLUMNS: tuple[Column[Any], ...] = (
    Column("weight", "sum of the two below", "by rule"),
    Column(SPEAKS, "attributions of the first actor, actually said, whose content names the second",
           "`attributions[]`, mentions within content"),
    Column(ACTS, "events of the first actor on the second", "`events[]`"),
    *(Column(event, f"of these events, those of type {event}", "`events[].event`") for event in QUAD_OF),
)  # fmt: skip


class Network:
    """Counts over pairs of actors, taken up record by record; as large as there are different actors and pairs."""

    def __init__(self) -> None:
        self.actors: dict[str, Actor] = {}
        self.counts: dict[Pair, Counter[str]] = {}

    def add(self, record: Record) -> None:
        """Take up one record."""
        keys = {actor.id: key_of(actor, record) for actor in record.actors}
        for actor in record.actors:
            self.actors.setdefault(keys[actor.id], actor)
        for attribution in record.attributions:
            if attribution.realis == "actual":
                for pair in sorted(_spoken_of(attribution, record)):
                    self._count(keys, pair, SPEAKS)
        for event in record.events:
            sides: Iterable[Pair] = product(event.actor, event.recipient)
            for pair in permutations(event.actor, 2) if is_reciprocal(event) else sides:
                self._count(keys, pair, ACTS, event.event)

    def graph(self) -> Any:
        """A `networkx.DiGraph` of actors that speak, act, are spoken of or acted upon, in the order of their keys."""
        import networkx as nx

        graph = nx.DiGraph()
        for key in sorted({key for pair in self.counts for key in pair}):
            graph.add_node(key, **{column.name: _text(column.fill, self.actors[key]) for column in NODE_COLUMNS})
        for (one, other), counts in sorted(self.counts.items()):
            weight = counts[SPEAKS] + counts[ACTS]
            graph.add_edge(one, other, weight=weight, **{name: counts[name] for name in COUNTS})
        return graph

    def _count(self, keys: dict[str, str], pair: Pair, *names: str) -> None:
        one, other = (keys[actor] for actor in pair)
        if one != other:
            self.counts.setdefault((one, other), Counter()).update(names)


def key_of(actor: Actor, record: Record) -> str:
    """What an actor is the same by in all reports: its lexicon row; else kind, country and name, where it has a name.

    An actor without a name is one of its report alone.
    """
    if actor.row is not None and is_listed(actor):
        return xml_text(actor.row)
    if actor.kind != "unnamed" and any(mention.type == "name" for mention in actor.mentions):
        return xml_text(f"{actor.kind}:{actor.country or ''}:{one_line(actor.name)}")
    return f"{record.id.removeprefix('sha256:')}:{actor.id}"


def write_gexf(records: Iterable[Readable], out: BinaryIO) -> int:
    """Write the network as GEXF 1.2 (Gephi); the same records give the same bytes.

    Returns:
        How many records were read.
    """
    from networkx.readwrite.gexf import GEXFWriter

    network, count = _gather(records)
    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(network.graph())
    for meta in writer.xml.iter("meta"):
        meta.attrib.pop("lastmodifieddate", None)  # networkx writes today's date
    writer.write(out)
    return count


def write_graphml(records: Iterable[Readable], out: BinaryIO) -> int:
    """Write the network as GraphML (igraph, yEd, Cytoscape); the same records give the same bytes.

    Returns:
        How many records were read.
    """
    from networkx import write_graphml_xml

    network, count = _gather(records)
    whole = io.BytesIO()
    write_graphml_xml(network.graph(), whole)
    out.write(whole.getvalue())
    return count


def _gather(records: Iterable[Readable]) -> tuple[Network, int]:
    network, count = Network(), 0
    for record in as_records(records):
        network.add(record)
        count += 1
    return network, count


def _spoken_of(attribution: Attribution, record: Record) -> Iterator[Pair]:
    """Each speaker with each actor that the content mentions."""
    inside = {
        actor.id
        for actor in record.actors
        for mention in actor.mentions
        if any(start <= mention.span[0] and mention.span[1] <= end for start, end in attribution.content)
    }
    return product(attribution.speaker, inside)


def _text(fill: Any, actor: Actor) -> str:
    return xml_text(one_line(fill(actor) or ""))
