"""Words a second of the whole flow on one thread, as a ratio to plain spaCy's in the same run, and peak memory."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.quality import SHARED, Figure, half_of

ARTICLES = SHARED / "corpora" / "articles_allsides" / "articles.jsonl.gz"
COUNT = 60
"""Articles timed: the first of the odd half (no training uses it), about 45,000 words."""
RUNS = 5
_CHILD = "from benchmarks.speed import peak_memory; peak_memory()"


def odd_articles(count: int | None = None) -> list[dict[str, Any]]:
    """The first articles, or all, whose id's SHA-256 begins with an odd 32-bit number."""
    with gzip.open(ARTICLES, "rt", encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines]
    return [article for article in found if half_of(article["id"]) == "odd"][:count]


def measure() -> Iterator[Figure]:
    """The ratio to plain spaCy, median of alternating runs, and the peak memory of a process that only codes."""
    import spacy

    from asreported import Coder, make_report
    from asreported.parsing.spacy_parser import MODEL

    articles = odd_articles(COUNT)
    texts = [article["text"] for article in articles]
    nlp, coder = spacy.load(MODEL), Coder()

    def code() -> int:
        return sum(1 for _ in coder.pipe(make_report(a["text"], published=a["date"]) for a in articles))

    plain, ours = [], []
    for run in range(RUNS + 1):
        times = [
            _seconds(lambda: sum(1 for _ in nlp.pipe(texts))),
            _seconds(code),
        ]
        if run:  # the first warms up
            plain.append(times[0])
            ours.append(times[1])
    words = sum(len(text.split()) for text in texts)
    print(f"words a second, median of {RUNS}: plain spaCy {words / statistics.median(plain):,.0f}, ", end="")
    print(f"whole flow {words / statistics.median(ours):,.0f}")
    digest = hashlib.sha256("".join(texts).encode()).hexdigest()[:16]
    yield Figure("speed, whole flow / plain spaCy", statistics.median(plain) / statistics.median(ours), digest)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    done = subprocess.run([sys.executable, "-c", _CHILD], check=True, capture_output=True, text=True, env=environment)
    yield Figure("memory, room left under 1 GB", 1.0 - int(done.stdout.split()[-1]) / 1e6, digest)


def peak_memory() -> None:
    """Code the timed articles and print the process's peak resident memory in kilobytes."""
    from asreported import Coder, make_report

    for _ in Coder().pipe(make_report(a["text"], published=a["date"]) for a in odd_articles(COUNT)):
        pass
    status = Path("/proc/self/status")  # getrusage counts the parent's peak too, inherited when this process was made
    lines = dict(line.split(":", 1) for line in status.read_text().splitlines()) if status.is_file() else {}
    print(lines["VmHWM"].split()[0] if lines else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def _seconds(work: Callable[[], int]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
