"""Tasks for Prodigy: a report a line, with tokens, labelled spans and relations between them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, TextIO

from asreported.exports.columns import Column
from asreported.exports.lines import write_items
from asreported.exports.reading import Readable, as_records
from asreported.records import Record, Span, Spans

_TOKEN = re.compile(r"\w+|[^\w\s]")
COLUMNS: tuple[Column[Any], ...] = (
    Column("text", "the report", "`text`"),
    Column("meta", "id, url, publisher, published", "the same of the record"),
    Column("tokens", "words and single marks: text, start, end, id, ws", "`text`, cut at edges of spans"),
    Column("spans", "start, end, token_start, token_end, label: PERSON …, SOURCE, CUE, CONTENT, PLOVER type",
           "`actors[].mentions`, `attributions[]`, `events[].tellings[].trigger`"),
    Column("relations", "head, child (tokens), head_span, child_span, label: SOURCE, CONTENT, ACTOR, RECIPIENT",
           "`attributions[]`, `events[]`; to the first mention of an actor"),
)  # fmt: skip
Plain = dict[str, Any]


@dataclass
class Task:
    """One report's spans and relations while they are made."""

    text: str
    spans: dict[tuple[Span, str], None] = field(default_factory=dict)
    relations: dict[tuple[tuple[Span, str], tuple[Span, str], str], None] = field(default_factory=dict)

    def add(self, label: str, spans: Spans) -> list[tuple[Span, str]]:
        """Label spans; the same span and label is there once."""
        made = [(trimmed, label) for span in spans if (trimmed := _trim(self.text, span))]
        self.spans.update(dict.fromkeys(made))
        return made

    def relate(self, heads: list[tuple[Span, str]], children: list[tuple[Span, str]], label: str) -> None:
        """Relate each child to the first of the heads."""
        self.relations.update(dict.fromkeys((head, child, label) for head in heads[:1] for child in children))


def write_prodigy(records: Iterable[Readable], out: TextIO) -> int:
    """Write a task for each report, for ``spans.manual`` and ``rel.manual``.

    Spans are actors' mentions by kind, SOURCE, CUE and CONTENT of attributions, triggers by PLOVER type; they may
    overlap. Relations go from cue to source and content, from trigger to actor and recipient. Tokens are words and
    single marks, cut at every edge of a span.

    Returns:
        How many records were written.
    """
    return write_items(as_records(records), out, lambda record: [make_task(record)])


def make_task(record: Record) -> Plain:
    """One report as a task."""
    task = Task(record.text)
    mentions = {
        actor.id: task.add(actor.kind.upper(), tuple(mention.span for mention in actor.mentions))
        for actor in record.actors
    }
    for one in record.attributions:
        content = task.add("CONTENT", one.content)
        cue = task.add("CUE", one.cue) or content
        task.relate(cue, task.add("SOURCE", one.source), "SOURCE")
        task.relate(cue, content if one.cue else content[1:], "CONTENT")
    for event in record.events:
        for telling in event.tellings:
            trigger = task.add(event.event, telling.trigger)
            for label, side in (("ACTOR", event.actor), ("RECIPIENT", event.recipient)):
                task.relate(trigger, [mention for one in side for mention in mentions[one][:1]], label)
    return _finish(task, record)


def _finish(task: Task, record: Record) -> Plain:
    tokens = _tokens(task.text, {edge for span, _ in task.spans for edge in span})
    starts, ends = [token["start"] for token in tokens], [token["end"] for token in tokens]

    def show(item: tuple[Span, str]) -> Plain:
        (start, end), label = item
        first, last = bisect_left(starts, start), bisect_left(ends, end)
        return {"start": start, "end": end, "token_start": first, "token_end": last, "label": label}

    relations = []
    for head, child, label in task.relations:
        one, other = show(head), show(child)
        relations.append({
            "head": one["token_end"], "child": other["token_end"], "head_span": one, "child_span": other,
            "label": label,
        })  # fmt: skip
    meta = {"id": record.id, "url": record.url, "publisher": record.publisher, "published": record.published}
    return {
        "text": task.text,
        "meta": {name: value for name, value in meta.items() if value is not None},
        "tokens": tokens,
        "spans": [show(item) for item in sorted(task.spans)],
        "relations": relations,
    }


def _tokens(text: str, edges: set[int]) -> list[Plain]:
    """Words and single marks, cut at `edges`."""
    found: list[Plain] = []
    for match in _TOKEN.finditer(text):
        cuts = [match.start(), *filter(edges.__contains__, range(match.start() + 1, match.end())), match.end()]
        for start, end in pairwise(cuts):
            has_space = text[end : end + 1].isspace()
            found.append({"text": text[start:end], "start": start, "end": end, "id": len(found), "ws": has_space})
    return found


def _trim(text: str, span: Span) -> Span | None:
    """The span without white space at its edges, where no token begins or ends."""
    start, end = span
    words = text[start:end]
    start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
    return (start, end) if start < end else None
