"""Figures on the sets of our own in ``benchmarks/sets``: world news, sayings inside sayings, speakers."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from asreported import Coder
from benchmarks.quality import SHARED, Figure, code_all, digest_of, load_script, read_lines
from benchmarks.speed import odd_articles

HOME = Path(__file__).parent / "sets"
SEED, DRAWN, SHORTEST, LONGEST = 2026, 20, 250, 900
"""How the speaker set's articles were drawn; lengths in words."""
ROLES = {"s": "source", "c": "cue", "t": "content"}
_TAIL = re.compile(r",? (who|that|which|of|across|published|from|in|at) ")
_MARK = re.compile(r"\{([sct])(\d+(?:\+\d+)*) |\}")


@dataclass
class Marked:
    """One attribution as marked in a text: its spans by role, and the number of the one whose content holds it."""

    parent: int | None = None
    spans: dict[str, list[list[int]]] = field(default_factory=lambda: {role: [] for role in ROLES.values()})


def read_marks(marked: str) -> tuple[str, dict[int, Marked]]:
    """A text with inline marks as the plain text and its attributions by number.

    ``{s1 The governor} {c1 said} {t1 that {s2 rebels} {c2 claimed} {t2 to hold the bridge}}.``: s source, c cue,
    t content; parts with the same number belong together, one that belongs to two carries both (``{s1+2 He}``).

    Raises:
        ValueError: a brace is not closed or not opened.
    """
    text, last = "", 0
    opened: list[tuple[str, list[int], int]] = []
    found: dict[int, Marked] = {}
    for mark in _MARK.finditer(marked):
        text += marked[last : mark.start()]
        last = mark.end()
        if mark[1]:
            numbers = [int(number) for number in mark[2].split("+")]
            if mark[1] == "c":
                parent = next((theirs[0] for role, theirs, _ in reversed(opened) if role == "t"), None)
                found.setdefault(numbers[0], Marked()).parent = parent
            opened.append((mark[1], numbers, len(text)))
            continue
        if not opened:
            raise ValueError(f"expected an open brace before the one at {mark.start()} of {marked!r}")
        role, numbers, start = opened.pop()
        for number in numbers:
            found.setdefault(number, Marked()).spans[ROLES[role]].append([start, len(text)])
    if opened:
        raise ValueError(f"expected every brace closed in {marked!r}")
    return text + marked[last:], {number: found[number] for number in sorted(found)}


def measure(coder: Coder) -> Iterator[Figure]:
    """Every figure, each half by itself."""
    scorer = load_script(SHARED / "bench" / "attribution" / "score.py")
    for half in "ab":
        yield from _world(coder, scorer, HOME / f"world_{half}.jsonl", half)
        yield from _inner(coder, scorer, HOME / f"inner_{half}.jsonl", half)
    yield from _speakers(coder, HOME / "speakers.jsonl")


def _read(path: Path) -> list[dict[str, Any]]:
    """The set's items as articles of the benchmark: outermost `attributions`, `inner` ones with `parent` spans."""
    items = []
    for line in read_lines(path):
        text, marked = read_marks(line["text"])
        outer = [one.spans for one in marked.values() if one.parent is None]
        inner = [{**one.spans, "parent": marked[one.parent].spans} for one in marked.values() if one.parent is not None]
        items.append({"id": line["id"], "text": text, "attributions": outer, "inner": inner})
    return items


def _world(coder: Coder, scorer: Any, path: Path, half: str) -> Iterator[Figure]:
    items = _read(path)
    predicted = {
        record["input_id"]: {
            "id": record["input_id"],
            "attributions": [one for one in record["attributions"] if one["parent"] is None],
        }
        for record in code_all(coder, items)
    }
    result = scorer.score({item["id"]: item for item in items}, predicted)
    for how in ("strict", "partial"):
        yield Figure(
            f"world news {half}, attribution, {how} F1", result["attribution"]["all"][how]["f1"], digest_of(path)
        )


def _inner(coder: Coder, scorer: Any, path: Path, half: str) -> Iterator[Figure]:
    """Inner attributions: cue found under the right parent, and source and content strictly right besides."""
    items = _read(path)
    records = {record["input_id"]: record for record in code_all(coder, items)}
    wanted = found = hits = exact = 0
    for item in items:
        by_id = {one["id"]: one for one in records[item["id"]]["attributions"]}
        ours = [{**one, "parent": by_id[one["parent"]]} for one in by_id.values() if one["parent"] is not None]
        wanted += len(item["inner"])
        found += len(ours)
        for gold in item["inner"]:
            alike = [one for one in ours if _meet(one["cue"], gold["cue"])]
            alike = [one for one in alike if _meet(one["parent"]["cue"], gold["parent"]["cue"])]
            hits += bool(alike)
            exact += any(_same(scorer, one, gold, item["text"]) for one in alike)
    for name, right in (("found F1", hits), ("strict F1", exact)):
        yield Figure(f"inner attributions {half}, {name}", 2 * right / max(1, wanted + found), digest_of(path))


def _meet(ours: Sequence[Sequence[int]], theirs: Sequence[Sequence[int]]) -> bool:
    return any(start < high and low < end for start, end in ours for low, high in theirs)


def _same(scorer: Any, ours: dict[str, Any], theirs: dict[str, Any], text: str) -> bool:
    return all(scorer.chars(ours[role], text) == scorer.chars(theirs[role], text) for role in ("source", "content"))


def drawn_articles() -> list[dict[str, Any]]:
    """The articles of the speaker set, as they were drawn."""
    odd = [a for a in odd_articles() if SHORTEST <= len(a["text"].split()) <= LONGEST]
    return random.Random(SEED).sample(sorted(odd, key=lambda a: a["id"]), DRAWN)  # noqa: S311  no secret


def _speakers(coder: Coder, path: Path) -> Iterator[Figure]:
    """Of the attributions found, how many have the right speaker, by what names the source; and how many are found."""
    gold = read_lines(path)
    drawn = {article["id"]: article for article in drawn_articles()}
    inputs = [{**article, "published": article["date"]} for article in drawn.values()]
    records = {record["input_id"]: record for record in code_all(coder, inputs)}
    rights: dict[str, list[bool]] = {"named": [], "pronoun or nominal": []}
    for line in gold:
        record = records[line["article"]]
        ours = next((one for one in record["attributions"] if _meet(one["cue"], [line["cue"]])), None)
        if ours is not None and line["speaker"] is not None:
            mentions = [a["mentions"] for a in record["actors"] if a["id"] in ours["speaker"]]
            spans = [mention["span"] for one in mentions for mention in one]
            kind = "named" if line["kind"] == "named" else "pronoun or nominal"
            rights[kind].append(is_named(drawn[line["article"]]["text"], spans, line["speaker"]))
    for kind, right in rights.items():
        yield Figure(f"speakers, {kind}, accuracy", sum(right) / len(right), digest_of(path))
    named = [line for line in gold if line["speaker"] is not None]
    yield Figure("speakers, share found", sum(map(len, rights.values())) / len(named), digest_of(path))


def is_named(text: str, mentions: Sequence[Sequence[int]], speaker: Sequence[int]) -> bool:
    """Whether one of an actor's mentions names the speaker as a reader marked it.

    It does where the two have the same words, end at one place (a title before the name), or share most of their
    letters (Dice 0.5), what follows a description ("a man who …") left aside. An owner is not what he owns.
    """
    start, end = speaker
    tail = _TAIL.search(text, start + 1, end)
    short = tail.start() if tail else end

    def is_same(mention: Sequence[int]) -> bool:
        low, high = mention
        if high < end and text[high : high + 2] in ("'s", "’s"):
            return False
        shared = min(short, high) - max(start, low)
        is_alike = shared > 0 and (high == end or 4 * shared >= high - low + short - start)
        return text[low:high] == text[start:end] or is_alike

    return any(map(is_same, mentions))
