"""``python -m benchmarks.storage``: size, cost of adding, search and round trip of a database, printed as a table.

Not part of ``python -m benchmarks``: search takes a database of 100,000 reports, some minutes and a gigabyte to make.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from asreported import Coder, Failure, Record, Store, make_report
from asreported.cluster import group
from asreported.exports.lines import to_line
from asreported.records import Actor, Attribution, Mention
from benchmarks.quality import SHARED
from benchmarks.speed import odd_articles

QUERIES = ("nuclear deal", '"supreme court"', "syria OR yemen", "election*", "the president said", "kurdish refugees",
           "tariff", "merkel", '"north korea" missile')  # fmt: skip
TIMES = 5


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.storage")
    options.add_argument("--articles", type=int, default=300, help="how many articles to code")
    options.add_argument("--reports", type=int, default=100_000, help="how many reports to search")
    options.add_argument("--grouped", type=int, default=16_000, help="how many reports to group")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        coded = _coded(Path(folder), chosen.articles)
        _grouped(Path(folder), coded[0], chosen.grouped)
        _searched(Path(folder), coded[0], chosen.reports)


def _coded(folder: Path, articles: int) -> list[Record]:
    coder = Coder()
    path = folder / "coded.db"
    reports = [make_report(one["text"], published=one["date"] or None, headline=one["title"], url=one["url"],
                           publisher=one["outlet"]) for one in odd_articles()[:articles]]  # fmt: skip
    start = time.perf_counter()
    records = [item for item in coder.pipe(reports) if not isinstance(item, Failure)]
    coding = time.perf_counter() - start
    with Store.open(path) as store:
        start = time.perf_counter()
        store.add_all(records)
        adding = time.perf_counter() - start
        lines = list(store.lines())
        store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = path.stat().st_size
        start = time.perf_counter()
        group(store)
        grouping = time.perf_counter() - start
        store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        grown = path.stat().st_size
    written = [to_line(record) for record in records]
    with Store.open(folder / "second.db") as second:
        second.add_all(lines)
        again = list(second.lines())
    number = len(records)
    text = sum(len(record.text.encode()) for record in records)
    whole = sum(len(line.encode()) + 1 for line in written)
    print(f"articles coded                     {number:10,}")
    print(f"text, bytes an article             {text / number:10,.0f}")
    print(f"JSON lines, bytes an article       {whole / number:10,.0f}")
    print(f"database, bytes an article         {size / number:10,.0f}")
    print(f"with groups, bytes an article      {grown / number:10,.0f}")
    print(f"coding, ms an article              {coding / number * 1000:10.1f}")
    print(f"adding, ms an article              {adding / number * 1000:10.1f}   {adding / coding:.1%} of coding")
    print(f"grouping, ms an article            {grouping / number * 1000:10.1f}   {grouping / coding:.1%} of coding")
    print(f"database -> lines, byte for byte   {'yes' if lines == written else 'NO':>10}")
    print(f"... -> database -> lines           {'yes' if again == written else 'NO':>10}")
    return records


def _varied(count: int, like: Record) -> Iterator[Record]:
    """Reports made of the corpus's paragraphs and halves of its titles in another mix, of eight years, each with one
    name and one quotation, not coded.
    """
    with gzip.open(SHARED / "corpora" / "articles_allsides" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    paragraphs = [part for one in articles for part in one["text"].split("\n\n") if len(part) > 40]
    titles = [one["title"].split() for one in articles]
    chance = random.Random(11)  # noqa: S311
    for number in range(count):
        text = f"{number}\n\n" + "\n\n".join(chance.sample(paragraphs, 12))
        start = text.index("\n\n") + 2
        begun, ended = chance.sample(titles, 2)
        headline = " ".join([*begun[: len(begun) // 2], *ended[len(ended) // 2 :]])
        day = date(2012, 1, 1) + timedelta(days=chance.randrange(3000))
        quoted = Attribution("q1", "indirect", (), (), ((start, min(start + 120, len(text))),))
        named = Actor("a1", text[start : start + 20], "person", mentions=(Mention((start, start + 20), "name"),))
        empty: dict[str, Any] = dict.fromkeys(("times", "places", "events", "wording", "checks", "furniture"), ())
        nothing: dict[str, Any] = dict.fromkeys(("headline_span", "dateline", "url", "input_id"))
        yield replace(
            like,
            id=f"sha256:{number:064x}",
            text=text,
            headline=headline,
            published=day.isoformat(),
            actors=(named,),
            attributions=(quoted,),
            **empty,
            **nothing,
        )


def _grouped(folder: Path, like: Record, count: int) -> None:
    """How the time of grouping grows: one database, twice as large each time."""
    reports, size = _varied(count, like), 1000
    with Store.open(folder / "grouped.db") as store:
        while len(store) < count:
            added = store.add_all(islice(reports, min(size, count) - len(store)))
            start = time.process_time()
            group(store)
            taken = (time.process_time() - start) / added
            print(f"grouping, {len(store):7,} reports            {taken * 1000:10.1f} ms each of the new ones")
            size *= 2


def _searched(folder: Path, like: Record, count: int) -> None:
    path, bare_path = folder / "large.db", folder / "bare.db"
    bare = sqlite3.connect(bare_path)
    bare.execute("CREATE VIRTUAL TABLE reports USING fts5 (headline, text)")
    with Store.open(path) as store:
        start = time.perf_counter()
        for record in _varied(count, like):
            store.add(record)
            bare.execute("INSERT INTO reports (headline, text) VALUES (?, ?)", (record.headline, record.text))
        bare.commit()
        print(f"reports to search                  {count:10,}   made in {time.perf_counter() - start:.0f} s")
        query = (
            "SELECT rowid, snippet(reports, -1, '[', ']', '…', 24) FROM reports WHERE reports MATCH ? "
            "ORDER BY rank LIMIT 10"
        )
        ratios = []
        for words in QUERIES:
            ours = _median(partial(store.search, words))
            theirs = _median(lambda: bare.execute(query, (words,)).fetchall())  # noqa: B023  asked at once
            ratios.append(ours / theirs)
            found = f"{store.search(words).totals['text']:7,} reports"
            print(f"  {words:32} {ours * 1000:10.1f} ms, bare {theirs * 1000:8.1f} ms, {found}, {ratios[-1]:.1f} ×")
        print(f"search, times bare FTS5            {statistics.median(ratios):10.1f}   at most {max(ratios):.1f}")


def _median(ask: Callable[[], Any]) -> float:
    taken = []
    for _ in range(TIMES):
        start = time.perf_counter()
        ask()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
