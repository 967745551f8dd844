"""Asking a database without SQL: ``search``, ``events``, ``quotes``, ``counts``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from asreported.commands.output import block, form_of, handle, limit_of, when, write_rows
from asreported.errors import UsageError
from asreported.storage import Store
from asreported.storage.counting import COLUMNS, Per
from asreported.storage.listing import Wanted
from asreported.storage.overlay import standing
from asreported.storage.results import Row
from asreported.storage.search import KINDS

if TYPE_CHECKING:
    from rich.console import RenderableType

SEARCH_EXAMPLE = """Example:

\b
  asreported search news.db '"price cap" oil'"""
EVENTS_EXAMPLE = """Example:

\b
  asreported events news.db --actor IRN --type ASSAULT --since 2020 --voice report"""
QUOTES_EXAMPLE = """Example:

\b
  asreported quotes news.db --speaker "Ali Khamenei" --to csv > quotes.csv"""
COUNTS_EXAMPLE = """Example:

\b
  asreported counts news.db --by actor.country,recipient.country,type,month --per happening --to csv"""

Database = Annotated[Path, typer.Argument(metavar="DB", help="The database that `asreported code … --db DB` made.")]
To = Annotated[
    str | None,
    typer.Option(metavar="pretty|jsonl|csv", help="What to write. [default: pretty on a terminal, else jsonl]"),
]
Limit = Annotated[int | None, typer.Option(metavar="N", help="At most N rows, 0 for all. [default: 40 on a terminal]")]
WHO = "Codes (IRN, UNO, IRN MIL), a lexicon row (person/…) or words of a name."
Actor = Annotated[str | None, typer.Option(metavar="WHO", help=f"Who did it. {WHO}")]
Recipient = Annotated[str | None, typer.Option(metavar="WHO", help="To whom; likewise.")]
Types = Annotated[list[str] | None, typer.Option("--type", metavar="TYPE", help="A PLOVER type; may be given again.")]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="A year, month or day; that one is included.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="A year, month or day; that one is included.")]
Voice = Annotated[str | None, typer.Option(metavar="report|attributed", help="On whose word.")]
Realis = Annotated[str | None, typer.Option(metavar="actual|denied|…", help="Whether it is told as done.")]
Place = Annotated[str | None, typer.Option(metavar="WHERE", help="A country code or the name of a place.")]
Publisher = Annotated[str | None, typer.Option(metavar="NAME", help="The outlet.")]
MinConfidence = Annotated[float | None, typer.Option(metavar="0-1", help="Only events as sure as this.")]
Corrected = Annotated[
    bool, typer.Option("--corrected", help="As people corrected it: without what is wrong, with what they changed.")
]


@contextmanager
def opened(database: Path, *, is_corrected: bool) -> Iterator[Store]:
    """A database to ask, with or without people's verdicts laid over; where there are any, it is told which."""
    with Store.open(database, must_exist=True) as store:
        if is_corrected:
            with store.corrected() as laid:
                yield store
            typer.echo(f"asreported: {laid}", err=True)
        else:
            yield store
            if number := standing(store):
                typer.echo(f"asreported: as coded; people's verdicts: {number:,}, laid over with --corrected", err=True)


def _show_hit(row: Row) -> RenderableType:
    head = f"{row['within']}: {row['name'] or row['headline'] or row['report_id']}"
    return block(head, row["snippet"], row["publisher"], row["published"], handle(row["report_id"], row["item"]))


def show_event(row: Row) -> RenderableType:
    """How an event looks on a terminal."""
    head = f"{row['actors'] or '—'} —{row['event']}→ {row['recipients'] or '—'}"
    voice = None if row["voice"] == "report" else f"on the word of {row['voice_source'] or 'somebody not named'}"
    about = (
        when(row),
        row["place"],
        voice,
        row["realis"],
        row["confidence"],
        row["publisher"],
        handle(row["report_id"], row["event_id"]),
    )
    return block(head, f"“{row['evidence']}”" if row["evidence"] else None, *about)


def _show_quote(row: Row) -> RenderableType:
    head = f"{row['speakers'] or row['source'] or 'nobody named'} — {row['cue'] or '…'}"
    where = handle(row["report_id"], row["attribution_id"])
    return block(head, row["content"], row["act"], row["confidence"], row["publisher"], row["published"], where)


def search(
    database: Database,
    words: Annotated[str, typer.Argument(metavar="WORDS", help='Words, "phrases", beginnings*; OR and NOT between.')],
    within: Annotated[str, typer.Option("--in", metavar="PARTS", help="Where to look.")] = ",".join(KINDS),
    limit: Annotated[int, typer.Option(metavar="N", help="At most N hits in each part.")] = 10,
    to: To = None,
) -> None:
    """Find words in the text of reports, in what is quoted, and in names. Best hits first; buffers what it shows."""
    form = form_of(to)
    with Store.open(database, must_exist=True) as store:
        found = store.search(words, within=within.split(","), limit=limit)
    shown = {kind: sum(row["within"] == kind for row in found) for kind in found.totals}
    left_out = [f"{kind} {shown[kind]:,} of {all_:,}" for kind, all_ in found.totals.items() if shown[kind] < all_]
    found.total = len(found)
    write_rows(found, form, _show_hit)
    if left_out:
        typer.echo(f"asreported: shown of {', of '.join(left_out)}; --limit N shows more", err=True)


def events(
    database: Database, actor: Actor = None, recipient: Recipient = None, types: Types = None, since: Since = None,
    until: Until = None, voice: Voice = None, realis: Realis = None, place: Place = None, publisher: Publisher = None,
    min_confidence: MinConfidence = None, corrected: Corrected = False, limit: Limit = None, to: To = None,
) -> None:  # fmt: skip
    """List events: who did what to whom, on whose word, with the words they were read from. Buffers."""
    form = form_of(to)
    wanted = Wanted(actor, recipient, tuple(types or ()), since, until, voice, realis, place, publisher, min_confidence)
    with opened(database, is_corrected=corrected) as store:
        found = store.events(wanted, limit=limit_of(limit, form))
    write_rows(found, form, show_event)


def quotes(
    database: Database,
    speaker: Annotated[str | None, typer.Option(metavar="WHO", help=f"Who says it. {WHO}")] = None,
    contains: Annotated[str | None, typer.Option(metavar="WORDS", help="Words of what is said.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Published then or later.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Published then or earlier.")] = None,
    corrected: Corrected = False,
    limit: Limit = None,
    to: To = None,
) -> None:
    """List what is said: speaker, cue, content. Buffers."""
    form = form_of(to)
    with opened(database, is_corrected=corrected) as store:
        found = store.quotes(speaker, since=since, until=until, contains=contains, limit=limit_of(limit, form))
    write_rows(found, form, _show_quote)


def counts(
    database: Database,
    by: Annotated[str, typer.Option(metavar="COLUMNS", help=f"Any of {', '.join(COLUMNS)}, parted by commas.")],
    per: Annotated[str, typer.Option(metavar="telling|story|happening", help="What counts once.")] = "telling",
    quad: Annotated[bool, typer.Option("--quad", help="Count by quad category in place of type.")] = False,
    zeros: Annotated[bool, typer.Option("--zeros", help="A row also for what does not occur.")] = False,
    actor: Actor = None, recipient: Recipient = None, types: Types = None, since: Since = None, until: Until = None,
    voice: Voice = None, realis: Realis = None, place: Place = None, publisher: Publisher = None,
    min_confidence: MinConfidence = None, corrected: Corrected = False, to: To = None,
) -> None:  # fmt: skip
    """Count events, as in a dyad-month table. What is unknown has a row of its own. Buffers."""
    form = form_of(to)
    columns = [name.strip() for name in by.split(",")]
    if quad:
        columns = ["quad" if name == "type" else name for name in columns]
        columns += [] if "quad" in columns else ["quad"]
    wanted = Wanted(actor, recipient, tuple(types or ()), since, until, voice, realis, place, publisher, min_confidence)
    with opened(database, is_corrected=corrected) as store:
        found = store.counts(columns, wanted, per=_per(per), with_zeros=zeros)
    write_rows(found, form)


def _per(name: str) -> Per:
    for one in ("telling", "story", "happening"):
        if name == one:
            return one
    raise UsageError("telling, story or happening", repr(name), "choose one", "--per")
