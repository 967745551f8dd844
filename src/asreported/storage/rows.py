"""One record as rows of the tables: a pure function, so that what is stored can be read off beside the schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

Cell = str | int | float | None
Item = dict[str, Any]
BETWEEN = " | "

TABLES = {
    "actors": "report, actor_id, name, kind, row, country, international, sectors, mentions, span_start, span_end, "
    "confidence",
    "times": "report, time_id, type, value, date_start, date_end, precision, span_start, span_end",
    "places": "report, place_id, name, geonames, country, lat, lon, feature, use, disputed, span_start, span_end, "
    "confidence",
    "attributions": "report, attribution_id, kind, act, realis, source, cue, content, parent, channel, date_start, "
    "date_end, span_start, span_end, confidence",
    "attribution_actors": "report, attribution_id, role, position, actor_id",
    "events": "report, event_id, event, mode, contexts, cameo, voice, realis, attribution_id, tellings, date_start, "
    "date_end, date_precision, date_from, time_id, place_id, place_from, span_start, span_end, confidence, "
    "confidence_voice, why",
    "event_actors": "report, event_id, role, position, actor_id",
    "evidence": "report, event_id, telling, position, voice, realis, span_start, span_end",
    "quantities": "report, event_id, position, counted, low, high, unit, voice, span_start, span_end",
    "wording": "report, position, term, kind, row, refers_to, voice, span_start, span_end",
    "checks": "report, position, kind, message, span_start, span_end",
}
"""The tables that one reading fills, each after those it refers to, with the columns of the rows made here."""


def rows_of(report: int, record: Item) -> dict[str, list[list[Cell]]]:
    """The rows of a reading, by table.

    Arguments:
        report: the report's number in the file.
        record: the record as plain lists and dictionaries.
    """
    text = record["text"]
    return {
        "actors": [[report, *_actor(one)] for one in record["actors"]],
        "times": [[report, *_time(one)] for one in record["times"]],
        "places": [[report, *_place(one)] for one in record["places"]],
        "attributions": [[report, *_attribution(one, text)] for one in record["attributions"]],
        "attribution_actors": [
            [report, one["id"], *part]
            for one in record["attributions"]
            for part in _parts(one, ("speaker", "addressee", "relayed_by"))
        ],
        "events": [[report, *_event(one)] for one in record["events"]],
        "event_actors": [
            [report, one["id"], *part] for one in record["events"] for part in _parts(one, ("actor", "recipient"))
        ],
        "evidence": [[report, one["id"], *piece] for one in record["events"] for piece in _evidence(one)],
        "quantities": [
            [report, one["id"], n, q["of"], q["low"], q["high"], q["unit"], q["voice"], *q["span"]]
            for one in record["events"]
            for n, q in enumerate(one["quantities"])
        ],
        "wording": [
            [report, n, w["term"], w["kind"], w["row"], w["refers_to"], w["voice"], *w["span"]]
            for n, w in enumerate(record["wording"])
        ],
        "checks": [
            [report, n, c["kind"], c["message"], *(c["spans"][0] if c["spans"] else (None, None))]
            for n, c in enumerate(record["checks"])
        ],
    }


def report_row(record: Item) -> dict[str, Cell]:
    """The columns of `reports` but for the number."""
    dateline = record["dateline"] or {}
    return {
        **{name: record[name] for name in ("id", "input_id", "url", "publisher", "published", "headline", "language")},
        "authors": BETWEEN.join(record["authors"]) or None,
        "dateline_place": dateline.get("place"),
        "agency": dateline.get("agency"),
        "text": record["text"],
    }


def _words(text: str, spans: Iterable[list[int]]) -> str:
    return " … ".join(text[start:end] for start, end in spans)


def _parts(item: Item, roles: Iterable[str]) -> Iterator[list[Cell]]:
    """Role, position and actor of everybody who takes part in `item`."""
    for role in roles:
        yield from ([role, n, actor] for n, actor in enumerate(item[role]))


def _interval(date: Item | None) -> list[Cell]:
    return list((date or {}).get("interval") or (None, None))


def _actor(one: Item) -> list[Cell]:
    span = one["mentions"][0]["span"] if one["mentions"] else (None, None)
    about = [one[name] for name in ("id", "name", "kind", "row", "country", "international")]
    return [*about, " ".join(one["sectors"]), len(one["mentions"]), *span, one["confidence"]]


def _time(one: Item) -> list[Cell]:
    return [one["id"], one["type"], one["value"], *_interval(one), one["precision"], *one["span"]]


def _place(one: Item) -> list[Cell]:
    about = [one[name] for name in ("id", "name", "geonames", "country", "lat", "lon", "feature", "use")]
    claimants = BETWEEN.join(claim["claimant"] for claim in one["disputed"]) or None
    return [*about, claimants, *one["span"], one["confidence"]]


def _attribution(one: Item, text: str) -> list[Cell]:
    about = [one[name] for name in ("id", "kind", "act", "realis")]
    words = [_words(text, one[name]) for name in ("source", "cue", "content")]
    channel = one["channel"]["name"] if one["channel"] else None
    reach = [one["content"][0][0], one["content"][-1][1]]
    return [*about, *words, one["parent"], channel, *_interval(one["date"]), *reach, one["confidence"]]


def _event(one: Item) -> list[Cell]:
    date, place, trigger = one["date"] or {}, one["place"] or {}, one["tellings"][0]["trigger"]
    about = [one["id"], one["event"], one["mode"], " ".join(one["contexts"]), one["cameo"]]
    stance = [one["voice"], one["realis"], one["attribution"], len(one["tellings"])]
    when = [*_interval(date), date.get("precision"), date.get("from"), date.get("time")]
    where = [place.get("place"), place.get("from")]
    reach = [trigger[0][0], trigger[-1][1]]
    return [*about, *stance, *when, *where, *reach, one["confidence"], one["confidence_voice"], one["why"]]


def _evidence(event: Item) -> Iterator[list[Cell]]:
    for number, telling in enumerate(event["tellings"]):
        for position, span in enumerate(telling["evidence"]):
            yield [number, position, telling["voice"], telling["realis"], *span]
