"""Time expressions as TIMEX3 in the text, a file for each report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from asreported.exports.annotations.brat import NAME_LETTERS
from asreported.exports.columns import Column
from asreported.exports.naming import xml_text
from asreported.exports.reading import Readable, as_records
from asreported.records import Record

COLUMNS: tuple[Column[Any], ...] = (
    Column("DOCID", "the report", "`id`"),
    Column("DCT", "its date", "`published`"),
    Column("TITLE", "its headline, also where TEXT has it too", "`headline`"),
    Column("TIMEX3", "tid, type, value around the words", "`times[]`, outermost ones"),
)


def write_timeml(records: Iterable[Readable], folder: str | Path) -> int:
    """Write ``ID.tml`` for each report: its text with TIMEX3 around time expressions, its date as DCT.

    An expression that stands within another is left out, for TIMEX3 may not overlap. Characters that XML cannot hold
    become U+FFFD, one for one. Source: ISO-TimeML, as TempEval-3 has it.

    Returns:
        How many records were written.
    """
    home = Path(folder)
    home.mkdir(parents=True, exist_ok=True)
    count = 0
    for record in as_records(records):
        stem = record.id.removeprefix("sha256:")[:NAME_LETTERS]
        with (home / f"{stem}.tml").open("w", encoding="utf-8", newline="") as file:
            file.writelines(_lines(record))
        count += 1
    return count


def _lines(record: Record) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<TimeML>\n'
    yield f"<DOCID>{escape(record.id)}</DOCID>\n"
    if record.published is not None:
        value = record.published[:10]
        about = f'tid="t0" type="DATE" value={quoteattr(value)} functionInDocument="CREATION_TIME"'
        yield f"<DCT><TIMEX3 {about}>{escape(value)}</TIMEX3></DCT>\n"
    if record.headline is not None:
        yield f"<TITLE>{_escape(record.headline)}</TITLE>\n"
    yield "<TEXT>"
    reached = 0
    for time in sorted(record.times, key=lambda time: (time.span[0], -time.span[1])):
        start, end = time.span
        if start < reached:
            continue
        about = f'tid={quoteattr(time.id)} type="{time.type}" value={quoteattr(time.value)}'
        yield f"{_escape(record.text[reached:start])}<TIMEX3 {about}>{_escape(record.text[start:end])}</TIMEX3>"
        reached = end
    yield f"{_escape(record.text[reached:])}</TEXT>\n</TimeML>\n"


def _escape(text: str) -> str:
    return escape(xml_text(text), {"\r": "&#13;"})
