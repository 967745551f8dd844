"""Train the event judge: ``python training/judge.py``; what is learned from lies in ``training/judge``.

Two kinds of cases, both read with the coder's own tables and the tagger in the package: sentences written for it
(`near_*.jsonl`: in those without an event every draft is wrong), and verdicts of readers on drafts from unlabelled news
(`verdicts.jsonl`: article, offset, type, verdict; of `articles_allsides` the half that measures nothing). Writes
``src/asreported/models/events/judge.npz`` and the table ``events/judged``, prints figures on folds that were held back.
"""

from __future__ import annotations

import csv
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from tagger_data import is_even, read_articles

from asreported.attributions.finder import hear
from asreported.events.assessing import HOME, TrackRecord, Vectors, Verdict, features, row_of
from asreported.events.coding import find_drafts
from asreported.events.drafts import Draft
from asreported.events.scene import Scene
from asreported.extract import Tables
from asreported.lexicons import Lexicons
from asreported.parsing import SpacyParser
from asreported.readers import make_report
from asreported.records import Report
from asreported.resolution.actors.casting import resolve_cast
from asreported.resolution.places.finder import find_places
from asreported.resolution.speakers import attribute
from asreported.resolution.times.finder import find_times

CASES = Path("training/judge")
CORPORA = Path("../shared/corpora")
HIDDEN, EPOCHS, BATCH, RATE, DECAY, DROPOUT = 48, 15, 64, 2e-3, 3e-2, 0.5
MEMBERS = 3
"""So many networks, alike but for their beginnings, whose logits are averaged: less of what one learned by chance."""
FOLDS = 5
WEIGHTS = {"written": 1.5, "verdict": 2.0}
"""How much a case counts. The predicate table's examples, all right, made it trust everything: they are left out."""
TABLE = Path("src/asreported/lexicons/events/judged.csv")


class Case(NamedTuple):
    """One draft as numbers, whether it is right, what kind of case it is, and the text it is from."""

    features: Vectors
    is_right: bool
    kind: str
    text: str
    row: str
    event: str


class Reader:
    """Texts to drafts with their scenes and vectors, as the coder makes them."""

    def __init__(self) -> None:
        lexicons = Lexicons()
        self.lexicons, self.tables, self.parser = lexicons, Tables.load(lexicons), SpacyParser()

    def read(self, reports: Iterable[Report]) -> Iterator[tuple[Report, Scene, Vectors, list[Draft]]]:
        """For each report its scene, its words' vectors, its drafts."""
        reports = list(reports)
        tables = self.tables
        for report, parse in zip(reports, self.parser.parse(reports), strict=True):
            sayings, vectors = hear(report, parse, tables.cues, tables.tagger)
            times = find_times(parse, report.published, tables.times)
            places = find_places(parse, tables.gazetteer, report.dateline)
            cast = resolve_cast(report, parse, sayings, tables.actors, places)
            scene = Scene(report, parse, cast, attribute(sayings, parse, cast), times, places, tables.events)
            if vectors is not None:
                yield report, scene, vectors, find_drafts(scene).drafts

    def report(self, text: str, published: str | None = None) -> Report:
        """A report of a text."""
        return make_report(text, published=published, lexicons=self.lexicons)


def main() -> None:
    """Read the cases, measure on folds, train on all, write."""
    torch.manual_seed(20)
    cases = [*written(reader := Reader()), *verdicts(reader)]
    for kind in WEIGHTS:
        own = [case for case in cases if case.kind == kind]
        print(f"{kind}: {len(own)} cases, {sum(case.is_right for case in own)} right")
    chances = crossed(cases)
    report_figures(cases, chances)
    write(fit(cases), HOME)
    write_table(tally(cases))


def written(reader: Reader) -> Iterator[Case]:
    """Sentences written for the judge: with one event, or with none."""
    lines = [json.loads(line) for path in sorted(CASES.glob("near_*.jsonl")) for line in path.open(encoding="utf-8")]
    found = reader.read(reader.report(line["text"]) for line in lines)
    for line, (report, scene, vectors, drafts) in zip(lines, found, strict=True):
        for draft in drafts:
            event = line["event"]
            if event is None:
                yield _case(scene, vectors, draft, "written", report.text, is_right=False)
            elif event["type"] == draft.event and event["trigger"] in [scene.parse.words[t] for t in draft.tokens]:
                yield _case(scene, vectors, draft, "written", report.text, is_right=True)


def verdicts(reader: Reader) -> Iterator[Case]:
    """Drafts of unlabelled news that a reader judged."""
    path = CASES / "verdicts.jsonl"
    if not path.is_file():
        return
    said: dict[str, dict[tuple[int, str], bool]] = {}
    for line in map(json.loads, path.open(encoding="utf-8")):
        said.setdefault(line["article"], {})[line["trigger"], line["event"]] = line["is_right"]
    articles = [a for a in read_articles(CORPORA / "articles_allsides") if is_even(a) and a["id"] in said]
    found = reader.read(reader.report(a["text"], a["date"]) for a in articles)
    for article, (_, scene, vectors, drafts) in zip(articles, found, strict=True):
        for draft in drafts:
            verdict = said[article["id"]].get((scene.parse.starts[draft.token], draft.event))
            if verdict is not None:
                yield _case(scene, vectors, draft, "verdict", article["id"], is_right=verdict)


def _case(scene: Scene, vectors: Vectors, draft: Draft, kind: str, text: str, *, is_right: bool) -> Case:
    return Case(features(scene, vectors, vectors.mean(0), draft), is_right, kind, text, row_of(draft), draft.event)


def tally(cases: list[Case]) -> list[Verdict]:
    """The verdicts counted by row and type."""
    seen, right = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for case in cases:
        if case.kind == "verdict":
            seen[case.row, case.event] += 1
            right[case.row, case.event] += case.is_right
    return [Verdict(*key, seen[key], right[key]) for key in sorted(seen)]


def numbers_of(cases: list[Case], record: TrackRecord, *, is_own: bool) -> torch.Tensor:
    """The cases' features with the track record's; `is_own` leaves each verdict of the record out of its own."""
    rows = [
        np.append(c.features, record.odds(c.row, c.event, own=c.is_right if is_own and c.kind == "verdict" else None))
        for c in cases
    ]
    return torch.from_numpy(np.stack(rows).astype(np.float32))


class Member(torch.nn.Module):
    """One hidden layer over scaled features."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.hidden = torch.nn.Linear(size, HIDDEN)
        self.out = torch.nn.Linear(HIDDEN, 1)
        self.dropout = torch.nn.Dropout(DROPOUT)

    def forward(self, scaled: torch.Tensor) -> torch.Tensor:
        """(drafts, features) to (drafts,), logits."""
        return self.out(self.dropout(torch.tanh(self.hidden(self.dropout(scaled))))).squeeze(-1)


class Judge(torch.nn.Module):
    """Several members whose logits are averaged when it judges."""

    def __init__(self, mean: torch.Tensor, spread: torch.Tensor) -> None:
        super().__init__()
        self.mean, self.spread = mean, spread
        self.members = torch.nn.ModuleList(Member(len(mean)) for _ in range(MEMBERS))

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        """(drafts, features) to (members, drafts), logits."""
        scaled = (values - self.mean) / self.spread
        return torch.stack([member(scaled) for member in self.members])


def fit(cases: list[Case]) -> Judge:
    """A judge trained on cases."""
    cases = [case for case in cases if WEIGHTS[case.kind] > 0]
    values = numbers_of(cases, TrackRecord(tally(cases)), is_own=True)
    wanted = torch.tensor([float(case.is_right) for case in cases])
    weights = torch.tensor([WEIGHTS[case.kind] for case in cases])
    judge = Judge(values.mean(0), values.std(0) + 0.1)
    optimizer = torch.optim.AdamW(judge.parameters(), lr=RATE, weight_decay=DECAY)
    chance = torch.Generator().manual_seed(20)
    for _ in range(EPOCHS):
        for batch in torch.randperm(len(cases), generator=chance).split(BATCH):
            optimizer.zero_grad()
            said = judge(values[batch])
            loss = torch.nn.functional.binary_cross_entropy_with_logits(
                said, wanted[batch].expand_as(said), weight=weights[batch].expand_as(said)
            )
            (loss * MEMBERS).backward()
            optimizer.step()
    return judge.eval()


def crossed(cases: list[Case]) -> np.ndarray[Any, Any]:
    """Each case's probability from a judge, and a track record, that have not seen its text."""
    texts = sorted({case.text for case in cases})
    random.Random(20).shuffle(texts)  # noqa: S311
    fold = {text: n % FOLDS for n, text in enumerate(texts)}
    chances = np.zeros(len(cases))
    for number in range(FOLDS):
        others = [case for case in cases if fold[case.text] != number]
        judge, record = fit(others), TrackRecord(tally(others))
        held = [n for n, case in enumerate(cases) if fold[case.text] == number]
        with torch.no_grad():
            said = judge(numbers_of([cases[n] for n in held], record, is_own=False)).mean(0)
        chances[held] = torch.sigmoid(said).numpy()
    return chances


def report_figures(cases: list[Case], chances: np.ndarray[Any, Any]) -> None:
    """What a threshold keeps of the right and of the wrong, by kind of case; and the calibration error."""
    for kind in WEIGHTS:
        own = np.array([case.kind == kind for case in cases])
        right = np.array([case.is_right for case in cases]) & own
        wrong = own & ~right
        if not own.any():
            continue
        for least in (0.2, 0.35, 0.5, 0.65):
            kept = chances >= least
            share = [(kept & some).sum() / max(1, some.sum()) for some in (right, wrong)]
            print(f"{kind} at {least}: keeps {share[0]:.3f} of the right, {share[1]:.3f} of the wrong")
        bins = np.minimum(9, (chances * 10).astype(int))
        gaps = [abs(chances[own & (bins == n)].sum() - right[own & (bins == n)].sum()) for n in range(10)]
        print(f"{kind}: expected calibration error {sum(gaps) / own.sum():.3f}")


def write(judge: Judge, home: Path) -> None:
    """Write the judge where the package reads it: its members side by side, one wide hidden layer."""
    home.mkdir(parents=True, exist_ok=True)
    members = [member for member in judge.members if isinstance(member, Member)]
    arrays = {
        "mean": judge.mean,
        "spread": judge.spread,
        "weights": torch.cat([one.hidden.weight for one in members]).T,
        "bias": torch.cat([one.hidden.bias for one in members]),
        "out": torch.cat([one.out.weight[0] for one in members]) / MEMBERS,
        "shift": torch.cat([one.out.bias for one in members]).mean(),
    }
    kept = {
        name: value.detach().numpy().astype(np.float16 if value.dim() == 2 else np.float32)
        for name, value in arrays.items()
    }
    np.savez_compressed(home / "judge.npz", **kept)


def write_table(verdicts: list[Verdict]) -> None:
    """Write the counts as a table of the lexicons; `make lexicons` after it."""
    with TABLE.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(("row", "predicate", "event", "seen", "right"))
        for one in verdicts:
            writer.writerow((f"{one.event}/{one.row}", one.row, one.event, one.seen, one.right))


if __name__ == "__main__":
    main()
