"""A record for the terminal: who said what, who did what to whom, in words, each with what it was read from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.segment import Segment
from rich.text import Text

from asreported.exports.naming import Names, one_line, quote, shorten, show_interval, show_type
from asreported.exports.tables import show_quantity
from asreported.records import Actor, Attribution, Check, Event, Record, Wording

LONGEST_WORDS = 320
"""Longer contents and evidence lose their middle here, in code points; the record has them whole."""


class Indented:
    """Text that stands in by some columns, its wrapped lines by two more, without white space at the ends of lines."""

    def __init__(self, text: Text, columns: int) -> None:
        self._text = text
        self._columns = columns

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        lines = self._text.wrap(console, max(20, options.max_width - self._columns - 2))
        for number, line in enumerate(lines):
            line.rstrip()
            yield Segment(" " * (self._columns + (2 if number else 0)))
            yield line


class PipeConsole(Console):
    """A console that tells a closed pipe as Python does, instead of leaving the process with exit code 1."""

    def on_broken_pipe(self) -> None:
        """Raise it again."""
        raise BrokenPipeError


def print_record(record: Record, console: Console) -> None:
    """Print one record to a console."""
    console.print(render(record), soft_wrap=False, highlight=False)


def render(record: Record) -> RenderableType:
    """One record as something rich can print."""
    names = Names(record)
    parts: list[RenderableType] = [_header(record, names)]
    sections: tuple[tuple[str, Sequence[Text | Group]], ...] = (
        ("Who said what", [_attribution(one, names) for one in record.attributions]),
        ("Who did what to whom", [_event(one, names) for one in record.events]),
        ("Actors", [_actor(one, names) for one in record.actors]),
        ("Times and places", list(_times_and_places(names))),
        ("To look at", [_check(one, names) for one in record.checks]),
        ("Wording", [_wording(one, names) for one in record.wording]),
    )
    for title, lines in sections:
        if lines:
            parts.append(Text(f"\n{title} ({len(lines)})" if title != "Times and places" else f"\n{title}", "bold"))
            parts.extend(Indented(line, 2) if isinstance(line, Text) else line for line in lines)
    if not record.attributions and not record.events:
        parts.append(Text("\nNo attributions and no events found.", "dim"))
    parts.append(Text(""))
    return Group(*parts)


def _header(record: Record, names: Names) -> Text:
    dateline = names.words((record.dateline.span,)).rstrip(" -–—:.") if record.dateline is not None else None
    where = None
    if record.origin is not None and record.origin.path is not None:
        where = record.origin.path + (f":{record.origin.row}" if record.origin.row is not None else "")
    about = [
        record.publisher,
        f"published {record.published}" if record.published else "no date of publication given",
        dateline,
        f"by {', '.join(record.authors)}" if record.authors else None,
        record.url,
        where,
        f"id {record.input_id}" if record.input_id else None,
    ]
    title = one_line(record.headline) if record.headline else shorten(one_line(record.text), 90)
    header = Text.assemble((title, "bold underline"))
    header.append("\n" + " · ".join(one_line(part) for part in about if part), "dim")
    return header


def _quoted(words: str, style: str = "") -> Text:
    return Text(quote(shorten(words, LONGEST_WORDS)), style)


def _attribution(one: Attribution, names: Names) -> Text:
    line = Text.assemble((names.speaker(one), "bold cyan" if one.source or one.speaker else "dim"))
    line.append(f" — {names.words(one.cue)}" if one.cue else " —", "yellow")
    line.append(" — ", "dim")
    line.append(shorten(" … ".join(quote(names.words((piece,))) for piece in one.content), LONGEST_WORDS))
    notes = [one.kind, one.act]
    if one.realis != "actual":
        notes.append(one.realis)
    if one.addressee:
        notes.append(f"to {names.who(one.addressee)}")
    if one.relayed_by:
        notes.append(f"through {names.who(one.relayed_by)}")
    if one.channel is not None:
        notes.append(one.channel.name)
    if one.parent is not None:
        notes.append(f"within what {names.speaker(names.attributions[one.parent])} says")
    if one.confidence is not None:
        notes.append(f"{one.confidence:.2f}")
    line.append(f" [{', '.join(notes)}]", "dim")
    return line


def _event(one: Event, names: Names) -> Group:
    line = Text.assemble((names.who(one.actor), "bold cyan"))
    line.append(f" —{show_type(one)}→ ", "bold magenta")
    line.append(names.who(one.recipient), "bold cyan")
    told = f"on the word of {names.voice(one.voice)}" if one.voice != "report" else "told by the report itself"
    facts = [names.when(one), names.where(one), told, one.realis]
    facts.extend(show_quantity(quantity) for quantity in one.quantities)
    below = [Text(" · ".join(fact for fact in facts if fact), "green" if one.voice == "report" else "yellow")]
    below.extend(_quoted(names.words(telling.evidence) or names.words(telling.trigger)) for telling in one.tellings)
    decided = [
        f"{one.confidence:.2f}" if one.confidence is not None else "",
        one.why,
        f"CAMEO {one.cameo}" if one.cameo else "",
    ]
    below.append(Text(" · ".join(part for part in decided if part), "dim"))
    return Group(Indented(line, 2), *(Indented(text, 6) for text in below))


def _actor(one: Actor, names: Names) -> Text:
    line = Text.assemble((one_line(one.name), "cyan"))
    line.append(f"  {one.kind}", "dim")
    if codes := names.codes(one):
        line.append(f"  {codes}")
    if one.roles:
        line.append("  " + "; ".join(one_line(role.text) for role in one.roles[:2]), "italic")
    count = len(one.mentions)
    line.append(f"  {count} mention{'s' if count != 1 else ''}", "dim")
    return line


def _times_and_places(names: Names) -> Iterator[Text]:
    times = [
        f"{names.words((one.span,))} = {show_interval(one.interval) or one.value}"
        for one in names.record.times
        if one.type in ("DATE", "TIME")
    ]
    if times:
        yield Text("; ".join(dict.fromkeys(times)))
    places = [
        f"{one_line(one.name)} ({one.country})" if one.country else one_line(one.name)
        for one in names.record.places
        if one.use == "literal"
    ]
    if places:
        yield Text("; ".join(dict.fromkeys(places)))


def _check(one: Check, names: Names) -> Text:
    line = Text.assemble((one.kind, "yellow"))
    line.append(f"  {one_line(one.message)}")
    if one.spans:
        line.append("  ").append_text(_quoted(shorten(names.words(one.spans), 120), "dim"))
    return line


def _wording(one: Wording, names: Names) -> Text:
    line = _quoted(names.words((one.span,)))
    line.append(f"  {one.kind}", "yellow")
    line.append(f"  in the words of {names.voice(one.voice)}  {one.row}", "dim")
    return line
