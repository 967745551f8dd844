"""Places: each mention of a place with the one place in the world that the report most likely means."""

from __future__ import annotations

from asreported.parsing import Parse
from asreported.records import DatelineSpan, IdMaker, Place, PlaceUse, Span
from asreported.resolution.places.bearers import choose_bearers
from asreported.resolution.places.gazetteer import Entry, Gazetteer
from asreported.resolution.places.toponyms import Toponym, find_toponyms


def find_places(parse: Parse, gazetteer: Gazetteer, dateline: DatelineSpan | None = None) -> tuple[Place, ...]:
    """Every mention of a place in text order: names, adjectives ("Turkish") and metonyms ("Washington said").

    Arguments:
        parse: the report's parse.
        gazetteer: the places of the world.
        dateline: where the dateline stands; its place weighs double.

    Returns:
        Places, each with an id of its own; empty when the report names none. A place no table has carries its words
        as its name and nothing else.
    """
    labels = {token: entity.label for entity in parse.entities for token in range(entity.start, entity.end)}
    toponyms = find_toponyms(parse, gazetteer, dateline.place_span if dateline is not None else None)
    make = IdMaker("p").make
    return tuple(
        _place(
            make(toponym.span),
            parse,
            gazetteer,
            toponym,
            entry,
            _confidence(gazetteer, toponym, entry, chance, labels.get(toponym.start, "")),
        )
        for toponym, (entry, chance) in zip(toponyms, choose_bearers(parse, gazetteer, toponyms, dateline), strict=True)
    )


def _confidence(gazetteer: Gazetteer, toponym: Toponym, entry: Entry | None, chance: float, label: str) -> float | None:
    """How often such a place was right on gold, None where that is not known."""
    return gazetteer.confidences.of_place(
        entry.feature if entry is not None else None,
        is_adjective=toponym.form == "adjective",
        is_recognised=label in {"GPE", "LOC"},
        bearers=len(toponym.bearers),
        chance=chance,
    )


def _place(
    id_: str, parse: Parse, gazetteer: Gazetteer, toponym: Toponym, entry: Entry | None, confidence: float | None
) -> Place:
    span: Span = toponym.span
    use = _use(parse, gazetteer, toponym, entry)
    if entry is None:
        return Place(id=id_, span=span, name=parse.text[span[0] : span[1]], use=use, confidence=confidence)
    return Place(
        id=id_,
        span=span,
        name=entry.name,
        geonames=entry.geonames,
        country=entry.country,
        lat=entry.lat,
        lon=entry.lon,
        feature=entry.feature,
        use=use,
        disputed=entry.claims,
        confidence=confidence,
    )


def _use(parse: Parse, gazetteer: Gazetteer, toponym: Toponym, entry: Entry | None) -> PlaceUse:
    """Whether the words mean the place itself, those who govern or live in it, or only describe something else."""
    if _is_heading(parse, toponym):
        return "literal"
    if toponym.form == "adjective" or toponym.span[1] < parse.ends[toponym.end - 1]:
        return "modifier"
    if toponym.form == "seat":
        return "metonym"
    head = _head(parse, toponym)
    dep, governor = parse.deps[head], parse.heads[head]
    while dep == "conj" and governor != head:
        head = governor
        dep, governor = parse.deps[head], parse.heads[head]
    if dep in {"compound", "amod", "nmod", "poss"}:
        return "modifier"
    verb = parse.lemmas[governor]
    if entry is None or not _may_act(gazetteer, toponym, entry):
        return "metonym" if dep == "nsubj" and verb in gazetteer.verbs_by else "literal"
    if dep == "nsubj" and parse.tags[governor].startswith("VB") and verb not in gazetteer.verbs_of_state:
        return "metonym"
    if dep == "pobj" and parse.words[governor].lower() in gazetteer.cues["party"]:
        return "literal" if parse.lemmas[parse.heads[governor]] in gazetteer.cues["lying"] else "metonym"
    if dep in {"dobj", "dative"} and parse.lemmas[governor] in gazetteer.verbs_to:
        return "metonym"
    return "literal"


def _is_heading(parse: Parse, toponym: Toponym) -> bool:
    """Whether the name stands in capitals at the start of its sentence, as in a dateline: "CAIRO — Police said"."""
    text = parse.text[toponym.span[0] : toponym.span[1]]
    return text.isupper() and len(text) > 3 and parse.sentences[parse.sentence_of[toponym.start]][0] == toponym.start


def _head(parse: Parse, toponym: Toponym) -> int:
    """The token of the name whose head lies outside it."""
    inside = range(toponym.start, toponym.end)
    return next((t for t in reversed(inside) if parse.heads[t] not in inside), toponym.end - 1)


def _may_act(gazetteer: Gazetteer, toponym: Toponym, entry: Entry) -> bool:
    """Whether a name can stand for a government: a country, a division, a disputed area, a capital."""
    return entry.feature in {"country", "adm1", "area"} or toponym.key in gazetteer.capitals
