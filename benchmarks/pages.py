"""Figures on reading web pages, beside plain trafilatura in the same run.

Body: `html_benchmark`, by the measure of scrapinghub's article-extraction-benchmark (its `evaluate.py`): tokens are
runs of word characters, shingles are four tokens in a row, counted as often as they stand there; precision and recall
are taken page by page and averaged over the pages, F1 is their harmonic mean. The headline, which the gold leaves out,
is taken off our text, and so is furniture; "with furniture" leaves it in. "trafilatura" is that
alone, its settings untouched.

Title and date: `html_fundus`. A title is right when it is the gold's after casefolding, white space folded to single
spaces and quotation marks and dashes folded to one form each; behind the gold's an outlet's name may follow. A date is
right when its calendar day, in the zone that the page states, is the gold's.

``python -m benchmarks.pages`` prints what was wrong, page by page.
"""

from __future__ import annotations

import gzip
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asreported import InputError, Report
from asreported.readers.json_lines import Defaults
from asreported.readers.page_tree import decode_page, parse_page, read_page_text
from asreported.readers.pages import read_page
from asreported.readers.report import LONGEST_TEXT
from asreported.records import Origin
from benchmarks.quality import SHARED, Figure, digest_of, read_lines

SHINGLE = 4
_TOKEN = re.compile(r"\w+")
_FOLD = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-"})
_SUFFIX = re.compile(r"\s*(?:[|·•:：]|\s[-–—]|--)\s*\S.*")


@dataclass(frozen=True)
class Page:
    """A page with what it should give: a line of the gold, the page's source."""

    gold: dict[str, Any]
    raw: bytes

    def read(self) -> Report | None:
        """Our report, None where we find none."""
        defaults = Defaults({}, None, None, None, LONGEST_TEXT)
        try:
            return read_page(self.raw, url=self.gold["url"], origin=Origin(path=self.gold["id"]), defaults=defaults)
        except InputError as error:
            print(f"not read: {error}", file=sys.stderr)
            return None


def load_pages(name: str) -> tuple[list[Page], str]:
    """The pages of a corpus and the digest of its gold."""
    folder = SHARED / "corpora" / name
    gold = folder / "gold.jsonl"
    pages = [Page(line, gzip.decompress((folder / line["file"]).read_bytes())) for line in read_lines(gold)]
    return pages, digest_of(gold)


def measure(_: object = None) -> Iterator[Figure]:
    """Every figure on pages; what is wrong is printed."""
    yield from _bodies()
    yield from _metadata()


# ---- body ------------------------------------------------------------------------------------------------------------


def _bodies() -> Iterator[Figure]:
    from trafilatura import extract

    pages, digest = load_pages("html_benchmark")
    reports = [page.read() for page in pages]
    ours = [body_of(report) for report in reports]
    plain = [extract(page.raw) or "" for page in pages]
    gold = [page.gold["text"] for page in pages]
    whole = [body_of(report, is_whole=True) for report in reports]
    for name, found in (("ours", ours), ("with furniture", whole), ("trafilatura", plain)):
        for what, value in zip(("F1", "precision", "recall"), shingle_f1(gold, found), strict=True):
            yield Figure(f"pages html_benchmark, body {what}, {name}", value, digest)
    mapped = [mapped_share(report, page) for report, page in zip(reports, pages, strict=True) if report is not None]
    yield Figure("pages html_benchmark, text mapped back", statistics.mean(mapped), digest)


def body_of(report: Report | None, *, is_whole: bool = False) -> str:
    """A report's text without its headline and, unless `is_whole`, its furniture."""
    if report is None:
        return ""
    left, reached = [], 0
    headline = [report.headline_span] if report.headline_span is not None else []
    for start, end in sorted([*headline, *(() if is_whole else report.furniture)]):
        left.append(report.text[reached:start])
        reached = end
    return "\n".join([*left, report.text[reached:]])


def shingle_f1(gold: Sequence[str], found: Sequence[str]) -> tuple[float, float, float]:
    """F1, precision and recall of texts, each pair's own precision and recall averaged."""
    pairs = [(_shingles(one), _shingles(other)) for one, other in zip(gold, found, strict=True)]
    precision = statistics.mean((one & other).total() / other.total() for one, other in pairs if other)
    recall = statistics.mean((one & other).total() / one.total() for one, other in pairs if one)
    return 2 * precision * recall / (precision + recall), precision, recall


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    tokens = _TOKEN.findall(text)
    return Counter(tuple(tokens[n : n + SHINGLE]) for n in range(max(1, len(tokens) - SHINGLE + 1)) if tokens)


def mapped_share(report: Report, page: Page) -> float:
    """Which share of a text's code points beside white space is mapped back, each checked; AssertionError if wrong."""
    source, _ = decode_page(page.raw, None, None)
    original, _ = read_page_text(parse_page(source, None))
    covered = 0
    for start, end, place in report.source_map:
        ours, theirs = report.text[start:end], original[place : place + end - start]
        if ours.split() != theirs.split():
            raise AssertionError((report.origin, ours, theirs))
        covered += len("".join(ours.split()))
    return covered / len("".join(report.text.split()))


# ---- title and date --------------------------------------------------------------------------------------------------


def _metadata() -> Iterator[Figure]:
    pages, digest = load_pages("html_fundus")
    reports = [page.read() for page in pages]
    wrong = {"title": 0, "date": 0}
    for page, report in zip(pages, reports, strict=True):
        title, day = page.gold["title"], page.gold["date"][:10]
        headline = report.headline if report is not None else None
        published = report.published if report is not None else None
        if not is_same_title(headline, title):
            wrong["title"] += 1
            print(f"title: {page.gold['id']}\n  gold {title}\n  ours {headline}", file=sys.stderr)
        if published is None or published[:10] != day:
            wrong["date"] += 1
            print(f"date: {page.gold['id']}\n  gold {page.gold['date']}\n  ours {published}", file=sys.stderr)
    for what, count in wrong.items():
        yield Figure(f"pages html_fundus, {what} right", 1 - count / len(pages), digest)
    mapped = [mapped_share(report, page) for report, page in zip(reports, pages, strict=True) if report is not None]
    yield Figure("pages html_fundus, text mapped back", statistics.mean(mapped), digest)


def is_same_title(found: str | None, gold: str) -> bool:
    """Whether two titles are one, an outlet's name behind either aside."""
    one, other = _fold(found or ""), _fold(gold)
    short, long = sorted((one, other), key=len)
    return one == other or (
        bool(short) and long.startswith(short) and _SUFFIX.fullmatch(long[len(short) :]) is not None
    )


def _fold(title: str) -> str:
    return " ".join(title.translate(_FOLD).casefold().split())


# ---- speed -----------------------------------------------------------------------------------------------------------


def measure_speed() -> Iterator[Figure]:
    """How fast pages are read beside plain trafilatura, on one thread; pages a second are printed."""
    from trafilatura import extract

    names = ("html_benchmark", "html_fundus")
    pages = [page for name in names for page in load_pages(name)[0]]
    digest = digest_of(*(SHARED / "corpora" / name / "gold.jsonl" for name in names))
    seconds = []
    for read in (Page.read, lambda page: extract(page.raw)):
        read(pages[0])
        started = time.process_time()
        for page in pages:
            read(page)
        seconds.append(time.process_time() - started)
    rates = [len(pages) / one for one in seconds]
    print(f"pages a second: {rates[0]:.0f} read, {rates[1]:.0f} by plain trafilatura", file=sys.stderr)
    yield Figure("speed, pages read / plain trafilatura", rates[0] / rates[1], digest)


def main() -> None:
    """Print the figures, and on standard error what was wrong."""
    for figure in (*measure(), *measure_speed()):
        print(f"{figure.name:60}{figure.value:10.4f}")


if __name__ == "__main__":
    if not Path(SHARED).is_dir():
        sys.exit("skipped: the benchmarks lie in shared/ beside the checkout, which is not here")
    main()
