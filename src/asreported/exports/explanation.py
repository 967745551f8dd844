"""Why a record says what it says of one event: its evidence, the rule and rows that decided, how likely it is right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from asreported.errors import UsageError
from asreported.exports.naming import show_interval
from asreported.lexicons import Lexicons

PREDICATES = "events/predicates"
_ACTS = "events/acts"
_SHOWN = (
    "lemma",
    "pos",
    "particle",
    "object",
    "event",
    "mode",
    "cameo",
    "actor",
    "recipient",
    "exclude",
    "example",
    "origin",
)


def explain(record: Mapping[str, Any], event: str, lexicons: Lexicons | None = None) -> str:
    """What one event of a record was read from, in lines for a person.

    Arguments:
        record: a record as plain dictionaries (`Record.to_dict()`, or a line of JSON).
        event: the event's id.
        lexicons: the tables it was coded with; the package's own unless given.

    Raises:
        UsageError: the record has no such event.
    """
    found = next((one for one in record["events"] if one["id"] == event), None)
    if found is None:
        known = ", ".join(one["id"] for one in record["events"]) or "none"
        raise UsageError(f"the id of an event of the record ({known})", repr(event), "give one of these", "EVENT")
    return "\n".join(_lines(record, found, lexicons if lexicons is not None else Lexicons()))


def _lines(record: Mapping[str, Any], event: Mapping[str, Any], lexicons: Lexicons) -> Iterator[str]:
    text, actors = record["text"], {actor["id"]: actor for actor in record["actors"]}

    def words(spans: list[list[int]]) -> str:
        return " … ".join(" ".join(text[start:end].split()) for start, end in spans)

    names = {
        role: ", ".join(actors[one]["name"] for one in event[role]) or "nobody named" for role in ("actor", "recipient")
    }
    kind = "/".join(part for part in (event["event"], event["mode"]) if part)
    yield f"{event['id']}: {names['actor']} —{kind}→ {names['recipient']} ({event['realis']})"
    for number, telling in enumerate(event["tellings"], 1):
        yield f"telling {number}: “{words(telling['evidence'])}” {_where(telling['evidence'])}"
        yield f"  trigger “{words(telling['trigger'])}” {_where(telling['trigger'])}"
        for argument in telling["arguments"]:
            actor = actors.get(argument["ref"])
            row = f", row {actor['row']}" if actor is not None and actor["row"] else ""
            yield f"  {argument['role']} “{words([argument['span']])}” {_where([argument['span']])}{row}"
        yield f"  voice: {_voice(record, telling['voice'], words)}"
    date, place = event["date"], event["place"]
    if date is not None:
        yield f"date: {show_interval(date['interval']) or 'no day'}, from {date['from']}"
    if place is not None:
        name = next(one["name"] for one in record["places"] if one["id"] == place["place"])
        yield f"place: {name}, from the {place['from']}"
    yield f"rule: {event['why']}"
    yield from _rows(event["why"], lexicons)
    judged = "not judged" if event["confidence"] is None else f"{event['confidence']} by the judge"
    yield f"how likely right in type: {judged}"


def _where(spans: list[list[int]]) -> str:
    return "[" + ", ".join(f"{start}–{end}" for start, end in spans) + "]"


def _voice(record: Mapping[str, Any], voice: str, words: Any) -> str:
    if voice == "report":
        return "the report's own"
    one = next(one for one in record["attributions"] if one["id"] == voice)
    return f"“{words(one['source'])}” {_where(one['source'])}, by the cue “{words(one['cue'])}” {_where(one['cue'])}"


def _rows(why: str, lexicons: Lexicons) -> Iterator[str]:
    """The table rows that a `why` names."""
    named = {word.removeprefix("events/") for word in why.split() if word.startswith("events/")}
    for table in (PREDICATES, _ACTS):
        for row in lexicons.rows(table):
            if row["row"] in named:
                cells = (
                    f"{name} {row[name]}" for name in (_SHOWN if table == PREDICATES else tuple(row)) if row.get(name)
                )
                yield f"  {table}, row {row['row']}: " + "; ".join(cells)
