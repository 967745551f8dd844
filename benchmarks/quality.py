"""Figures on the development sets, by the scorers that lie beside the checkout."""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from asreported import Coder, Failure, InputError, Record, Report, make_report

PLACES = ("geo_lgl", "geo_trnews", "geo_geovirus", "geo_gwn")
SHARED = Path(__file__).parent.parent.parent / "shared"


@dataclass(frozen=True)
class Figure:
    """One measured number: its name, its value, the digest of the gold it was measured on."""

    name: str
    value: float
    gold: str


def measure(coder: Coder) -> Iterator[Figure]:
    """Every figure of every benchmark's dev set."""
    yield from _attribution(coder)
    yield from _events(coder)
    yield from _times(coder)
    for name in PLACES:
        yield from _places(coder, name)


def load_script(path: Path) -> ModuleType:
    """A script beside the checkout as a module."""
    name = f"_bench_{path.parent.name}_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"expected a scorer, found none; look at {path}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def digest_of(*paths: Path) -> str:
    """The beginning of the SHA-256 of files."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:16]


def code_all(coder: Coder, lines: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The records of input lines, as dictionaries; a failure is an error here."""

    def read() -> Iterator[Report | Failure]:
        for line in lines:
            about = {"input_id": line["id"], "published": line.get("published") or None, "url": line.get("url")}
            try:
                yield make_report(line["text"], **about)
            except InputError as error:
                yield Failure(line["id"], error)

    found = []
    for item in coder.pipe(read()):
        if isinstance(item, Failure):
            print(f"not coded: {item.error}", file=sys.stderr)
        elif isinstance(item, Record):
            found.append(item.to_dict())
    return found


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a file of JSON lines, gzipped or not."""
    opened: Callable[..., Any] = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _attribution(coder: Coder) -> Iterator[Figure]:
    folder = SHARED / "bench" / "attribution"
    scorer, convert = load_script(folder / "score.py"), load_script(SHARED / "bench" / "from_records.py")
    gold = read_lines(folder / "dev.jsonl.gz")
    records = code_all(coder, [{**article, "published": article["date"]} for article in gold])
    predicted = {line["id"]: line for line in map(convert.attribution_line, records)}
    result = scorer.score({article["id"]: article for article in gold}, predicted)
    digest = digest_of(folder / "dev.jsonl.gz", folder / "score.py")
    for role in ("attribution", "cue", "content", "source"):
        for how in ("strict", "partial"):
            yield Figure(f"attribution dev, {role}, {how} F1", result[role]["all"][how]["f1"], digest)
    for kind in ("direct", "mixed", "indirect"):
        for how in ("strict", "partial"):
            yield Figure(f"attribution dev, {kind}, {how} F1", result["attribution"][kind][how]["f1"], digest)
    yield Figure("attribution dev, token alpha", result["alpha"], digest)
    error = _calibration_error(scorer, gold, records)
    yield Figure("attribution dev, 1 - expected calibration error", 1 - error, digest)


def _calibration_error(scorer: ModuleType, gold: list[dict[str, Any]], records: list[dict[str, Any]]) -> float:
    """Mean distance, over ten bins, of stated confidence from the share that is right (source and content, strict)."""
    right: list[list[bool]] = [[] for _ in range(10)]
    stated: list[list[float]] = [[] for _ in range(10)]
    by_id = {record["input_id"]: record for record in records}
    for article in gold:
        text = article["text"]

        def key(one: dict[str, Any], text: str = text) -> tuple[Any, Any]:
            return scorer.chars(one["source"], text), scorer.chars(one["content"], text)

        wanted = {key(one) for one in article["attributions"]}
        for one in by_id.get(article["id"], {"attributions": []})["attributions"]:
            if one["parent"] is None and one["confidence"] is not None:
                place = min(9, int(one["confidence"] * 10))
                right[place].append(key(one) in wanted)
                stated[place].append(one["confidence"])
    gaps = (abs(sum(yes) - sum(figures)) for yes, figures in zip(right, stated, strict=True))
    return sum(gaps) / max(1, sum(map(len, right)))


def _events(coder: Coder) -> Iterator[Figure]:
    folder = SHARED / "bench" / "events"
    scorer, convert = load_script(folder / "score.py"), load_script(SHARED / "bench" / "from_records.py")
    gold = read_lines(folder / "dev.jsonl")
    records = code_all(coder, [{"id": line["id"], "text": line["text"]} for line in gold])
    predicted = [convert.events_line(record) for record in records]
    digest = digest_of(folder / "dev.jsonl", folder / "score.py")
    for name, prefix in (("PLOVER", "PLOVER-GSR"), ("UniversalPetrarch", "UP-")):
        tallies = scorer.score([line for line in gold if line["id"].startswith(prefix)], predicted)
        for what in ("type", "source", "target", "triple"):
            precision, recall, f1 = tallies[what].scores()
            yield Figure(f"events dev {name}, {what} F1", f1, digest)
            if what in ("type", "triple"):
                yield Figure(f"events dev {name}, {what} precision", precision, digest)
                yield Figure(f"events dev {name}, {what} recall", recall, digest)


def _times(coder: Coder) -> Iterator[Figure]:
    folder = SHARED / "corpora" / "timex_platinum"
    scorer = load_script(SHARED / "bench" / "times" / "score.py")
    paths = sorted(folder.glob("*.tml"))
    inputs = []
    for path in paths:
        text, created, _ = scorer.read(path)
        inputs.append({"id": path.stem, "text": text, "published": created})
    records = {record["input_id"]: record for record in code_all(coder, inputs)}
    found = scorer.score(folder, records)
    for name in ("span strict F1", "span relaxed F1", "value F1"):
        yield Figure(f"times timex_platinum, {name}", found[name], digest_of(*paths))


def place_gold(name: str) -> Path:
    """Where a set of gold places lies."""
    return SHARED / "corpora" / name / f"{name.removeprefix('geo_')}.jsonl.gz"


def place_records(coder: Coder, gold: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """The records of a set's articles by their ids."""
    lines = [{"id": a["id"], "text": a["text"], "published": a.get("date"), "url": a.get("url")} for a in gold]
    return {record["input_id"]: record for record in code_all(coder, lines)}


def half_of(name: str) -> str:
    """The half that a document belongs to, by the SHA-256 of its id: what is measured is odd, what teaches is even."""
    return "odd" if int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) % 2 else "even"


def _places(coder: Coder, name: str) -> Iterator[Figure]:
    scorer = load_script(SHARED / "bench" / "places" / "score.py")
    gold = scorer.read(place_gold(name))
    found = scorer.score(gold, place_records(coder, gold))
    for what in ("recognition F1", "accuracy@161km", "end to end"):
        yield Figure(f"places {name}, {what}", found[what], digest_of(place_gold(name)))
