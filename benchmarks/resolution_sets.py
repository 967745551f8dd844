"""Figures on the sets of our own for dates, references and offices: who, when."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from asreported import Coder
from asreported.lexicons import Lexicons, values
from benchmarks.quality import SHARED, Figure, code_all, digest_of, load_script, read_lines

HOME = Path(__file__).parent / "sets"
Item = Mapping[str, Any]


def measure(coder: Coder) -> Iterator[Figure]:
    """Every figure, each half by itself."""
    for half in "ab":
        yield from _times(coder, HOME / f"times_{half}.jsonl", half)
    for part in "abcd":
        yield from _references(coder, HOME / f"reference_{part}.jsonl", part)
    yield from _offices(coder, HOME / "offices.jsonl")


def _records(coder: Coder, items: Sequence[Item]) -> dict[str, dict[str, Any]]:
    return {record["input_id"]: record for record in code_all(coder, [dict(item) for item in items])}


def place(text: str, words: str, nth: int = 1) -> tuple[int, int]:
    """The span of the nth whole-word occurrence of words.

    Raises:
        ValueError: there are fewer.
    """
    found = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    if len(found) < nth:
        raise ValueError(f"expected {nth} times {words!r}, found {len(found)} in {text!r}")
    return found[nth - 1]


def _times(coder: Coder, path: Path, half: str) -> Iterator[Figure]:
    """Spans and values as the times benchmark pairs them; a value of `also` is right too; intervals where both say."""
    scorer = load_script(SHARED / "bench" / "times" / "score.py")
    items = read_lines(path)
    records = _records(coder, items)
    pairs, gold_n, found_n, values, intervals = 0, 0, 0, 0, [0, 0]
    for item in items:
        gold = {place(item["text"], one["words"], one.get("nth", 1)): one for one in item["times"]}
        ours = {(*one["span"],): one for one in records[item["id"]]["times"]}
        matched = scorer.pair([(*span, "") for span in sorted(gold)], [(*span, "") for span in sorted(ours)])
        gold_n, found_n, pairs = gold_n + len(gold), found_n + len(ours), pairs + len(matched)
        for one, other in matched:
            wanted, given = gold[one[:2]], ours[other[:2]]
            values += given["value"] in (wanted["value"], *wanted.get("also", ()))
            if wanted["interval"] and given["interval"]:
                intervals[0] += wanted["interval"] == [day[:10] for day in given["interval"]]
                intervals[1] += 1
    digest = digest_of(path)
    yield Figure(f"times of our own {half}, span relaxed F1", scorer.f1(pairs, gold_n, found_n), digest)
    yield Figure(f"times of our own {half}, value F1", scorer.f1(values, gold_n, found_n), digest)
    yield Figure(f"times of our own {half}, interval right", intervals[0] / intervals[1], digest)


def _references(coder: Coder, path: Path, half: str) -> Iterator[Figure]:
    """Pronouns, descriptions and short names whose actor is the one that the fullest naming names."""
    items = read_lines(path)
    records = _records(coder, items)
    right: dict[str, list[bool]] = {"pronoun": [], "nominal": [], "name": []}
    for item in items:
        for ask in item["ask"]:
            right[ask["type"]].append(is_resolved(item["text"], records[item["id"]], ask))
    for kind, hits in right.items():
        yield Figure(f"references {half}, {kind}", sum(hits) / len(hits), digest_of(path))
    every = [hit for hits in right.values() for hit in hits]
    yield Figure(f"references {half}, all", sum(every) / len(every), digest_of(path))


def is_resolved(text: str, record: Mapping[str, Any], ask: Item) -> bool:
    """Whether the actors of the asked words are those of `same` (all of them) or one of `accept`."""
    ours = _actors_at(record, place(text, ask["words"], ask.get("nth", 1)))
    if ask["same"] is None:
        return not ours
    named = [_actors_at(record, span) for words in ask["same"] for span in _all_places(text, words)[:1]]
    if all(named) and all(actors & ours for actors in named):
        return True
    accepted = (_actors_at(record, span) for words in ask.get("accept", ()) for span in _all_places(text, words)[:1])
    return any(actors & ours for actors in accepted)


def _all_places(text: str, words: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(re.escape(words), text)]


def _actors_at(record: Mapping[str, Any], span: tuple[int, int]) -> set[str]:
    """The actors with a mention that ends where the words end, else with one that lies within them or covers them."""
    mentions = [(one["span"], actor["id"]) for actor in record["actors"] for one in actor["mentions"]]
    exact = {actor for (_, end), actor in mentions if end == span[1]}
    inside = {actor for (start, end), actor in mentions if span[0] <= start and end <= span[1]}
    return exact or inside or {actor for (start, end), actor in mentions if start <= span[0] and span[1] <= end}


def _offices(coder: Coder, path: Path) -> Iterator[Figure]:
    """Office-holders at two dates each: the office named in a report of that day is that person."""
    items = [
        {"id": f"{line['id']}-{n}", "text": _sentence(line["words"]), **date}
        for line in read_lines(path)
        for n, date in enumerate(line["dates"])
    ]
    records = _records(coder, items)
    aliases = {row["row"]: values(row["aliases"]) for row in Lexicons().rows("actors/persons")}
    hits = 0
    for item in items:
        people = [actor for actor in records[item["id"]]["actors"] if actor["kind"] == "person"]
        names = {name for actor in people for name in (actor["name"], *aliases.get(actor["row"], ()))}
        is_right = bool(names & {item["holder"], *item.get("also", ())})
        hits += is_right
        if not is_right:
            print(f"office: {item['text']!r} on {item['published']}: {item['holder']}, ours {names}", file=sys.stderr)
    yield Figure("offices at two dates", hits / len(items), digest_of(path))


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]} met reporters after the talks on the border."
