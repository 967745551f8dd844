"""Figures on who actors are: names against the pages that annotators linked them to, and which mentions are one actor.

The linking sets ``linking_rss500`` and ``linking_reuters128`` (N3, DBpedia pages) lie beside the checkout.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from asreported import Coder
from asreported.lexicons import Lexicons, Row, values
from benchmarks import coreference
from benchmarks.coreference import Span, nearness, overlap
from benchmarks.quality import SHARED, Figure, code_all, digest_of, read_lines
from benchmarks.sets import HOME

LINKING = {
    "rss500": SHARED / "corpora" / "linking_rss500" / "RSS-500.jsonl.gz",
    "reuters128": SHARED / "corpora" / "linking_reuters128" / "Reuters-128.jsonl.gz",
}
KINDS = HOME / "linking_kinds.jsonl"
NAMED = ("bodies", "countries", "groups", "peoples", "persons")
"""The tables whose rows are somebody in particular; offices, organs and agents are common nouns and link to nobody."""
EQUAL = {
    "Chevron Corporation": ("body/chevron", "the row leaves out the kind of company"),
    "China National Offshore Oil Corporation": ("body/cnooc", "the row has the initials alone"),
    "Georgia (country)": ("country/geo", "the page's title tells it from the state of that name"),
    "U.S. Securities and Exchange Commission": ("body/securities-and-exchange-commission", "no country in the row"),
    "United States Department of Education": ("body/us-department-of-education", "the row writes US"),
    "United States Department of Homeland Security": ("body/us-department-of-homeland-security", "the row writes US"),
    "United States Department of the Treasury": ("body/us-department-of-the-treasury", "the row writes US"),
}
"""Pages that are plainly what a row is, under a title that is none of its names: title to row and reason.

Entered after a first run, for links that it had counted as wrong.
"""
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})")


def measure(coder: Coder) -> Iterator[Figure]:
    """Every figure of both tasks."""
    for name in LINKING:
        yield from _linking(coder, name)
    yield from coreference.measure(coder)


@dataclass(frozen=True)
class Link:
    """A name of a linking set beside what we say it is.

    Arguments:
        text: the text's number in its set.
        start, end: the name's span, code points.
        page: the page's title; None for a name that has none.
        kind: of political actor, from ``linking_kinds.jsonl``; None for others.
        row: our row for it, or None.
        is_right: whether that row is that page.
    """

    text: int
    start: int
    end: int
    page: str | None
    kind: str | None
    row: str | None
    is_right: bool


def link_all(coder: Coder, name: str) -> list[Link]:
    """Every name of a linking set, in order."""
    rows = {row["row"]: row for table in NAMED for row in Lexicons().rows(f"actors/{table}")}
    kinds = {(k["text"], k["start"], k["end"]): k["kind"] for k in read_lines(KINDS) if k["set"] == name}
    gold = read_lines(LINKING[name])
    records = {record["input_id"]: record for record in code_all(coder, gold)}
    found = []
    for item in gold:
        number = int(item["id"].split("/")[-1].split("#")[0])
        for one in item["mentions"]:
            span, page = (one["start"], one["end"]), title(one["link"])
            kind = kinds.get((number, *span))
            record = records.get(item["id"])
            row = our_row(record, span, rows, with_places=kind == "state") if record is not None else None
            is_right = row is not None and page is not None and is_page(rows[row], page)
            found.append(Link(number, *span, page, kind, row, is_right))
    return found


def _linking(coder: Coder, name: str) -> Iterator[Figure]:
    links = link_all(coder, name)
    linked = [link for link in links if link.row is not None and link.page is not None]
    unknown = [link for link in links if link.page is None]
    listed = [link for link in links if link.kind is not None]
    digest = digest_of(LINKING[name], KINDS)
    yield Figure(f"linking {name}, precision by name", _share(link.is_right for link in linked), digest)
    yield Figure(f"linking {name}, left alone", _share(link.row is None for link in unknown), digest)
    yield Figure(f"linking {name}, political actors, recall by name", _share(one.is_right for one in listed), digest)


def _share(claims: Iterable[bool]) -> float:
    found = list(claims)
    return sum(found) / max(1, len(found))


def title(link: str) -> str | None:
    """A DBpedia link's page title; None for a name that is not in Wikipedia."""
    if "/notInWiki/" in link:
        return None
    plain = unquote(_ESCAPE.sub(lambda code: chr(int(code[1], 16)), link.split("/resource/")[-1]))
    return plain.replace("_", " ")


def is_page(row: Row, page: str) -> bool:
    """Whether a row is what a page is about: by its `wikipedia` cell, its name or an alias.

    The sets' titles are those of 2012 and some pages have moved since, so the cell alone would not do. Capitals, a
    leading article and the form of the apostrophe do not count; pages whose title is no name of the row are in
    ``EQUAL``.
    """
    if page in EQUAL:
        return EQUAL[page][0] == row["row"]
    cells = (row.get("wikipedia", ""), row["name"], *values(row.get("aliases", "")))
    return _plain(page) in map(_plain, cells)


def _plain(name: str) -> str:
    return name.replace("_", " ").replace("’", "'").casefold().removeprefix("the ")


def our_row(record: Mapping[str, Any], span: Span, rows: Mapping[str, Row], *, with_places: bool) -> str | None:
    """The row of the actor that a name in a record is, or None.

    Where the actor there has no row that counts, a place of country kind may, through the country's row.

    Arguments:
        record: a record as a dictionary.
        span: the name's, code points.
        rows: the rows that count, by key.
        with_places: whether places are asked.
    """
    actor = our_actor(record, span)
    if actor is not None and actor["row"] in rows:
        return str(actor["row"])
    if with_places:
        for place in record["places"]:
            key = f"country/{(place['country'] or '').lower()}"
            if place["feature"] == "country" and _is_of(place["span"], span) and key in rows:
                return key
    return None


def our_actor(record: Mapping[str, Any], span: Span) -> Mapping[str, Any] | None:
    """The actor that a name in a record is, or None.

    A mention that is nearly the name decides (Dice 0.9; the Norland in "Norland Stock Exchange" is not what the whole
    name means), else an actor's name, else a description: one that ends where the name ends (a title before the name)
    or shares most of its letters (Dice 0.5), as in ``sets.is_named``.
    """
    beside = [
        (near >= 0.9, mention["type"] == "name", near, actor)
        for actor in record["actors"]
        for mention in actor["mentions"]
        for near in [nearness(mention["span"], span)]
        if _is_of(mention["span"], span)
    ]
    return max(beside, key=lambda one: one[:3])[3] if beside else None


def _is_of(ours: Span, theirs: Span) -> bool:
    return overlap(ours, theirs) > 0 and (ours[1] == theirs[1] or nearness(ours, theirs) >= 0.5)
