"""Figures on the event sets of our own: voice, realis, near misses, and whether both sides are coded alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from asreported import Coder
from benchmarks.quality import Figure, code_all, digest_of, read_lines
from benchmarks.sets import HOME, is_named
from benchmarks.speed import odd_articles

Swap = Sequence[Sequence[str]]


def measure(coder: Coder) -> Iterator[Figure]:
    """Every figure, each half by itself."""
    for half in "ab":
        yield from _half(coder, HOME / f"events_{half}.jsonl", half)
    yield from _numbers(coder, HOME / "numbers.jsonl")
    yield from _read(coder, HOME / "events_read.jsonl")


def _half(coder: Coder, path: Path, half: str) -> Iterator[Figure]:
    items = read_lines(path)
    records = {record["input_id"]: record for record in code_all(coder, items)}
    pairs = [
        (gold, _found(records[item["id"]], gold), records[item["id"]]) for item in items for gold in item["events"]
    ]
    found = [(gold, ours, record) for gold, ours, record in pairs if ours is not None]
    coded = sum(len(records[item["id"]]["events"]) for item in items if item["events"])
    empty = [item for item in items if not item["events"]]
    figures = {
        "found": len(found) / len(pairs),
        "wanted": len(found) / max(1, coded),
        "voice": sum(_same_voice(*one) for one in found) / len(found),
        "realis": sum(gold["realis"] == ours["realis"] for gold, ours, _ in found) / len(found),
        "event-free left alone": sum(not records[item["id"]]["events"] for item in empty) / len(empty),
        "mirrored": _mirrored(coder, [item for item in items if item["swap"]], records),
    }
    for name, value in figures.items():
        yield Figure(f"events of our own {half}, {name}", value, digest_of(path))


def _found(record: dict[str, Any], gold: dict[str, Any]) -> dict[str, Any] | None:
    """Our event of the gold one's type whose trigger meets it."""
    spans = [match.span() for match in re.finditer(re.escape(gold["trigger"]), record["text"])]
    for event in record["events"]:
        triggers = [span for telling in event["tellings"] for span in telling["trigger"]]
        is_met = any(start < high and low < end for start, end in triggers for low, high in spans)
        if event["event"] == gold["event"] and is_met:
            return event  # type: ignore[no-any-return]
    return None


def _same_voice(gold: dict[str, Any], ours: dict[str, Any], record: dict[str, Any]) -> bool:
    if ours["voice"] in (gold["voice"], gold.get("voice_alt")):
        return True
    if "report" in (gold["voice"], ours["voice"]):
        return bool(gold["voice"] == ours["voice"])
    attribution = next(one for one in record["attributions"] if one["id"] == ours["voice"])
    mentions = [m["span"] for a in record["actors"] if a["id"] in attribution["speaker"] for m in a["mentions"]]
    start = record["text"].index(gold["voice"])
    return is_named(record["text"], [*mentions, *attribution["source"]], (start, start + len(gold["voice"])))


def _mirrored(coder: Coder, items: list[dict[str, Any]], records: dict[str, dict[str, Any]]) -> float:
    """The share of texts that give the same record, sides exchanged, when their sides are exchanged."""
    turned = [{"id": item["id"], "text": exchange(item["text"], item["swap"])} for item in items]
    others = {record["input_id"]: record for record in code_all(coder, turned)}
    same = 0
    for item in items:
        ours = [[exchange(part, item["swap"]) for part in line] for line in _lines_of(records[item["id"]])]
        same += sorted(map(sorted, ours)) == sorted(map(sorted, _lines_of(others[item["id"]])))
    return same / len(items)


def _read(coder: Coder, path: Path) -> Iterator[Figure]:
    """Events of real articles that a reader judged, as far as still coded: type, type and voice, confidence."""
    verdicts = {(line["article"], line["event_id"]): line for line in read_lines(path)}
    ids = {article for article, _ in verdicts}
    inputs = [{**article, "published": article["date"]} for article in odd_articles() if article["id"] in ids]
    coded = [
        (event["confidence"], verdicts[record["input_id"], event["id"]])
        for record in code_all(coder, inputs)
        for event in record["events"]
        if (record["input_id"], event["id"]) in verdicts
    ]
    yield Figure("events read, still coded", len(coded) / len(verdicts), digest_of(path))
    yield Figure("events read, type right", sum(v["type"] for _, v in coded) / len(coded), digest_of(path))
    both = sum(verdict["type"] and verdict["voice"] for _, verdict in coded)
    yield Figure("events read, type and voice right", both / len(coded), digest_of(path))
    bins: dict[int, list[float]] = {}
    for confidence, verdict in coded:
        bins.setdefault(min(9, int(confidence * 10)), []).append(confidence - verdict["type"])
    error = sum(abs(sum(gaps)) for gaps in bins.values()) / len(coded)
    yield Figure("events read, 1 - expected calibration error", 1 - error, digest_of(path))


def _numbers(coder: Coder, path: Path) -> Iterator[Figure]:
    """How many numbers are read with the right kind, bounds and unit; and how many of those given are right."""
    items = read_lines(path)
    records = {record["input_id"]: record for record in code_all(coder, items)}
    wanted = right = given = 0
    for item in items:
        ours = [quantity for event in records[item["id"]]["events"] for quantity in event["quantities"]]
        given += len({tuple(quantity["span"]) for quantity in ours})
        for gold in item["quantities"]:
            wanted += 1
            right += any(
                all(one[key] == gold[key] for key in ("of", "low", "high", "unit")) and _is_at(item["text"], one, gold)
                for one in ours
            )
    yield Figure("numbers, found", right / wanted, digest_of(path))
    yield Figure("numbers, right of those given", right / max(1, given), digest_of(path))


def _is_at(text: str, ours: dict[str, Any], gold: dict[str, Any]) -> bool:
    start = text.index(gold["words"])
    return bool(ours["span"][0] < start + len(gold["words"]) and start < ours["span"][1])


def exchange(text: str, swap: Swap) -> str:
    """A text with each string of a pair put in the other's place; words are exchanged whole."""
    other = {one: two for pair in swap for one, two in (tuple(pair), tuple(pair)[::-1])}
    words = "|".join(re.escape(word) for word in sorted(other, key=len, reverse=True))
    return re.sub(rf"\b({words})\b", lambda match: other[match[0]], text)


def _lines_of(record: dict[str, Any]) -> list[list[str]]:
    """Who did what to whom on whose word for each event, in the text's own words: tables do not mirror names."""
    text = record["text"]
    sources = {one["id"]: [text[start:end] for start, end in one["source"]] for one in record["attributions"]}
    lines = []
    for event in record["events"]:
        who = [
            f"{argument['role']}={text[slice(*argument['span'])]}"
            for telling in event["tellings"]
            for argument in telling["arguments"]
            if argument["role"] in ("actor", "recipient")
        ]
        what = (event["event"], event["mode"], event["cameo"], event["realis"], sources.get(event["voice"], "report"))
        lines.append([str(what), *who])
    return lines
