"""Count in how many news articles each word stands: ``python -m building.cluster_words ARTICLES.jsonl.gz …``.

Writes ``src/asreported/cluster/words.csv``. Weights must not depend on what is in a database, or the order in which
reports come would change how they are grouped; so they are counted once, on the even half of articles_allsides (2012 to
2020; the odd half is for measuring) and on articles_reuters21578 (1987): without the second, what every wire story has
("mln", "imf") passed for telling.
"""

from __future__ import annotations

import csv
import gzip
import json
import sys
from collections import Counter
from pathlib import Path

from benchmarks.quality import half_of

from asreported.cluster.texts import TABLE, words_of

FEWEST = 3


def main(paths: list[Path]) -> None:
    """Write the table."""
    seen: Counter[str] = Counter()
    articles = 0
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for article in map(json.loads, lines):
                if "articles_allsides" in path.parts and half_of(article["id"]) != "even":
                    continue
                seen.update(set(words_of(article["text"])))
                articles += 1
    rows = sorted((word, count) for word, count in seen.items() if count >= FEWEST and not word.isdigit())
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([("word", "articles"), ("", articles), *rows])
    print(f"{len(rows):,} words of {articles:,} articles")


if __name__ == "__main__":
    main([Path(one) for one in sys.argv[1:]])
