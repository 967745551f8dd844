"""Records as one page: the text with what was found marked in it, and beside it the lists, linked both ways."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, TextIO

from jinja2 import Environment, PackageLoader, StrictUndefined

from asreported.exports.marking import cut_text
from asreported.exports.naming import Names, one_line, quote, show_interval, show_type
from asreported.exports.tables import show_quantity
from asreported.records import Actor, Attribution, Event, Record

KINDS = (
    ("source", "who is quoted"),
    ("cue", "words of saying"),
    ("content", "what is said"),
    ("trigger", "words of an event"),
    ("wording", "wording to look at"),
    ("furniture", "not part of the report"),
)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("asreported.exports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def record_fragment(record: Record) -> str:
    """One record as a piece of HTML with its own style, for notebooks and to set into other pages."""
    return _environment().get_template("fragment.html").render(view=_view(record))


def write_page(records: Iterable[Record], file: TextIO) -> int:
    """Write one page that needs nothing else: no network, no other file; light and dark, on paper and on small screens.

    Arguments:
        records: any number, read once; each is written as it comes.
        file: where to; UTF-8 is what the page says it is.

    Returns:
        How many records were written.
    """
    environment = _environment()
    file.write(environment.get_template("head.html").render(kinds=KINDS) + "\n")
    template = environment.get_template("record.html")
    contents: list[dict[str, str]] = []
    for record in records:
        view = _view(record, number=len(contents) + 1)
        file.write(template.render(view=view) + "\n")
        file.flush()
        contents.append({"anchor": view["anchor"], "title": view["title"], "publisher": view["publisher"]})
    file.write(environment.get_template("foot.html").render(contents=contents) + "\n")
    return len(contents)


def _view(record: Record, number: int = 1) -> dict[str, Any]:
    """All that the template shows, in words."""
    names = Names(record)
    anchor = f"r{number}-{record.id.removeprefix('sha256:')[:8]}"
    numbers = {one.id: str(n) for n, one in enumerate(record.attributions, start=1)}
    numbers |= {one.id: f"E{n}" for n, one in enumerate(record.events, start=1)}
    origin = record.origin.path if record.origin is not None and record.origin.path is not None else ""
    return {
        "anchor": anchor,
        "title": one_line(record.headline) if record.headline else _opening(record.text),
        "language": record.language,
        "publisher": one_line(record.publisher or ""),
        "published": record.published or "",
        "authors": ", ".join(map(one_line, record.authors)),
        "url": record.url if record.url and record.url.startswith(("https://", "http://")) else "",
        "origin": origin,
        "input_id": record.input_id or "",
        "id": record.id,
        "coder": f"asreported {record.coder.version}",
        "pieces": [_piece(piece, numbers) for piece in cut_text(record)],
        "attributions": [_attribution(one, names, numbers) for one in record.attributions],
        "events": [_event(one, names, numbers) for one in record.events],
        "actors": [_actor(one, names) for one in record.actors],
        "places": _places(record),
        "times": [
            {"words": names.words((one.span,)), "value": show_interval(one.interval) or one.value}
            for one in record.times
        ],
        "checks": [
            {"kind": one.kind, "message": one_line(one.message), "words": names.words(one.spans)}
            for one in record.checks
        ],
        "wording": [
            {"words": names.words((one.span,)), "kind": one.kind, "voice": names.voice(one.voice), "row": one.row}
            for one in record.wording
        ],
    }


def _opening(text: str) -> str:
    """The beginning of a text, in the place of a headline."""
    words = one_line(text[:400])
    return words if len(words) <= 90 else words[:90].rsplit(" ", 1)[0] + " …"


def _piece(piece: Any, numbers: Mapping[str, str]) -> dict[str, Any]:
    return {
        "text": piece.text.replace("\x00", "\ufffd"),
        "kinds": piece.kinds,
        "marks": piece.items,
        "begins": [{"item": item, "number": numbers[item]} for item in piece.begins],
    }


def _attribution(one: Attribution, names: Names, numbers: Mapping[str, str]) -> dict[str, Any]:
    notes = [one.kind, one.act if one.act != "say" else "", one.realis if one.realis != "actual" else ""]
    if one.channel is not None:
        notes.append(one.channel.name)
    if one.addressee:
        notes.append(f"to {names.who(one.addressee)}")
    if one.relayed_by:
        notes.append(f"through {names.who(one.relayed_by)}")
    return {
        "id": one.id,
        "number": numbers[one.id],
        "speaker": names.speaker(one),
        "is_named": bool(one.speaker or one.source),
        "source": names.words(one.source),
        "cue": names.words(one.cue),
        "content": quote(names.words(one.content)),
        "notes": [note for note in notes if note],
        "parent": _link(one.parent, numbers),
        "confidence": _score(one.confidence),
    }


def _event(one: Event, names: Names, numbers: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": one.id,
        "number": numbers[one.id],
        "type": show_type(one),
        "actor": names.who(one.actor),
        "recipient": names.who(one.recipient),
        "voice": names.voice(one.voice),
        "voice_link": _link(one.voice if one.voice != "report" else None, numbers),
        "saying": _link(one.attribution, numbers),
        "realis": one.realis,
        "when": names.when(one),
        "where": names.where(one),
        "quantities": [show_quantity(quantity) for quantity in one.quantities],
        "contexts": ", ".join(one.contexts),
        "evidence": [
            {
                "words": quote(names.words(telling.evidence) or names.words(telling.trigger)),
                "voice": names.voice(telling.voice) if telling.voice != one.voice else "",
                "realis": telling.realis if telling.realis != one.realis else "",
            }
            for telling in one.tellings
        ],
        "why": one.why,
        "cameo": one.cameo or "",
        "confidence": _score(one.confidence),
    }


def _actor(one: Actor, names: Names) -> dict[str, Any]:
    return {
        "name": one_line(one.name),
        "kind": one.kind,
        "codes": names.codes(one),
        "roles": "; ".join(one_line(role.text) for role in one.roles),
        "mentions": len(one.mentions),
        "row": one.row or "",
    }


def _places(record: Record) -> list[dict[str, Any]]:
    """Places of literal use, each name once."""
    found: dict[tuple[str, str], int] = {}
    for one in record.places:
        if one.use == "literal":
            key = (one_line(one.name), one.country or "")
            found[key] = found.get(key, 0) + 1
    return [{"name": name, "country": country, "mentions": count} for (name, country), count in found.items()]


def _link(item: str | None, numbers: Mapping[str, str]) -> dict[str, str] | None:
    return {"id": item, "number": numbers[item]} if item is not None else None


def _score(confidence: float | None) -> str:
    return f"{confidence:.2f}" if confidence is not None else ""
