"""Records into a form, with its codebook beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import IO, Any

from asreported._version import __version__
from asreported.errors import UsageError
from asreported.exports.codebook import GUARDED, RAW, Seen, make_codebook
from asreported.exports.forms import Form, find_form
from asreported.exports.reading import Readable, as_record
from asreported.exports.selection import EVERYTHING, Selection
from asreported.records import Record

CODEBOOK = "codebook.md"


def export(
    records: Iterable[Readable],
    form: Form | str,
    to: str | Path | IO[Any],
    *,
    selection: Selection | None = None,
    is_guarded: bool = True,
    notes: Iterable[object] = (),
) -> int:
    """Write records in a form, and its codebook beside it.

    Arguments:
        records: records or their plain dictionaries, any number, read once and one at a time.
        form: one of `FORMS` or its name, such as ``polecat``.
        to: the file or folder to write to; a stream of text or bytes for forms that are written in one go, which then
            have no codebook.
        selection: which events to keep; the form's own choice unless given.
        is_guarded: escape cells that a spreadsheet would run as formulas.
        notes: what else the codebook is to say, a line each; made strings of once the records are written.

    Returns:
        How many records were read.

    Raises:
        UsageError: there is no such form, it cannot be written there, or a package it needs is not installed.
        RecordError: a record is malformed.
    """
    form = find_form(form) if isinstance(form, str) else form
    chosen = selection if selection is not None else form.chosen
    write = partial(form.write, is_guarded=is_guarded) if form.is_guarded else form.write
    seen = Seen()
    selected = _select(records, chosen, seen)
    if not isinstance(to, (str, Path)):
        if form.target not in ("text", "bytes"):
            raise UsageError(f"a {form.target} to write to", "a stream", "give a path", f"--as {form.name}")
        write(selected, to)
        return seen.records
    path = Path(to)
    try:
        _write(form, write, selected, path)
        _codebook_path(form, path).write_text(
            codebook(form, chosen, seen, is_guarded=is_guarded, notes=notes), encoding="utf-8", newline="\n"
        )
    except (FileNotFoundError, FileExistsError, IsADirectoryError, NotADirectoryError, PermissionError) as error:
        cause = (error.strerror or str(error)).lower()
        raise UsageError("a place that can be written to", cause, "give another", str(path)) from error
    return seen.records


def codebook(
    form: Form, chosen: Selection, seen: Seen, *, is_guarded: bool = True, notes: Iterable[object] = ()
) -> str:
    """The codebook of an export as Markdown."""
    about = [form.about, f"For: {form.for_whom}", f"Made of: {seen}; written by asreported {__version__}"]
    if form.has_events:
        about.append(f"Holds: {chosen}")
        if form.chosen.is_report_only:
            about.append(
                "This form has no place for a voice. " + (
                    "Events that only somebody claims are left out; --include-attributed brings them in."
                    if chosen.is_report_only
                    else "Events that only somebody claims are among the others (--include-attributed), unmarked."
                )
            )  # fmt: skip
    about.extend(filter(None, map(str, notes)))
    about.extend(form.notes)
    if form.is_guarded:
        about.append(GUARDED if is_guarded else RAW)
    return make_codebook(form.name, about, form.tables, has_events=form.has_events)


def _select(records: Iterable[Readable], chosen: Selection, seen: Seen) -> Iterator[Readable]:
    """Records with the wanted events, counted as they pass."""
    for record in records:
        coder = record.coder.version if isinstance(record, Record) else str(record.get("coder", {}).get("version"))
        seen.records += 1
        seen.coders.add(coder)
        yield record if chosen == EVERYTHING else chosen.apply(as_record(record))


def _write(form: Form, write: Callable[..., int], records: Iterable[Readable], path: Path) -> None:
    if form.target == "folder":
        path.mkdir(parents=True, exist_ok=True)
        write(records, path)
    elif form.target == "file":
        if path.is_dir() or not path.parent.is_dir():
            raise FileNotFoundError(2, "no file can be made there")
        write(records, path)
    elif form.target == "bytes":
        with path.open("wb") as raw:
            write(records, raw)
    else:
        with path.open("w", encoding="utf-8", newline="") as file:
            write(records, file)


def _codebook_path(form: Form, path: Path) -> Path:
    return path / CODEBOOK if form.target == "folder" else path.with_name(f"{path.name}.{CODEBOOK}")
