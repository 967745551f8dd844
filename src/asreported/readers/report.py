"""Text -> Report: what stands around the story is found once, here: headline, dateline, byline, furniture."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from asreported.errors import InputError
from asreported.lexicons import Lexicons
from asreported.readers.datelines import DatelineTable
from asreported.readers.furniture import FurnitureTable, merge
from asreported.readers.headlines import find_given, looks_like_headline, read_byline
from asreported.readers.published import read_published
from asreported.records import DatelineSpan, Origin, Report, Span

LONGEST_TEXT = 5_000_000
"""A longer text, in code points, is no news report: a dump of many, or no text. Ten novels are shorter."""
HEAD_LINES = 12
"""Lines in which headline, byline and dateline are looked for; nothing that begins later is one."""
_LINE = re.compile(r"[^\n\r\u2028\u2029]*[^\s][^\n\r\u2028\u2029]*")
_SURROGATES = re.compile("[\ud800-\udfff]")
_STRINGS = ("published", "publisher", "headline", "url", "input_id")


@dataclass(frozen=True)
class ReportTables:
    """What reading needs to know, built once from the lexicons."""

    datelines: DatelineTable
    furniture: FurnitureTable

    @classmethod
    def load(cls, lexicons: Lexicons | None = None) -> ReportTables:
        """Build the tables, ours where no others are given.

        Raises:
            LexiconError: a table is missing or malformed.
        """
        return _load(lexicons)


@lru_cache(maxsize=8)
def _load(lexicons: Lexicons | None) -> ReportTables:
    lexicons = lexicons if lexicons is not None else Lexicons()
    return ReportTables(DatelineTable(lexicons), FurnitureTable(lexicons))


@dataclass
class _Head:
    """What was found before the story, while it is looked for."""

    headline: Span | None = None
    dateline: DatelineSpan | None = None
    authors: list[str] = field(default_factory=list)
    furniture: list[Span] = field(default_factory=list)


def make_report(
    text: str,
    *,
    published: str | date | None = None,
    publisher: str | None = None,
    headline: str | None = None,
    url: str | None = None,
    input_id: str | None = None,
    authors: Sequence[str] | str = (),
    origin: Origin | None = None,
    warnings: Sequence[str] = (),
    lexicons: Lexicons | None = None,
    longest: int = LONGEST_TEXT,
    place: str | None = None,
) -> Report:
    """Make a report from its text and what is known beside it.

        make_report("LIMA (Reuters) - Two ministers resigned on Monday.").publisher  # "Reuters"

    Arguments:
        text: the report; kept letter by letter, but for unpaired surrogates, each of which becomes U+FFFD here and in
            every other string.
        published: when; a date, a datetime, ISO 8601 or any form that can be read in one way, else a warning and None.
        publisher: who published it; when not given, the agency that signs the dateline if the table knows it.
        headline: its headline; marked in the text where the text begins with it, else kept as metadata only.
        url: where it was published.
        input_id: an id of the caller's, echoed.
        authors: who wrote it; when not given, the names in the byline.
        origin: where it was read from.
        warnings: what the caller has to tell already.
        lexicons: tables; ours unless given.
        longest: the most code points a text may have.
        place: where it is from, for messages.

    Returns:
        The report with its headline, dateline and furniture marked, as far as they were found.

    Raises:
        InputError: the text is empty, white space, or longer than `longest`; something beside it is no string.
        LexiconError: a table of `lexicons` is malformed.
    """
    if not isinstance(text, str):
        raise InputError("the text of a report (str)", type(text).__name__, "decode it first", place)
    _check_size(text, longest, place)
    if isinstance(published, date):
        published = published.isoformat()
    if isinstance(authors, str):
        authors = (authors,)
    for name, value in zip(_STRINGS, (published, publisher, headline, url, input_id), strict=True):
        if value is not None and not isinstance(value, str):
            raise InputError(f"a string for {name}", type(value).__name__, "give a string or None", place)
    text, authors = _mend(text), [_mend(name) for name in authors]
    publisher, headline, url, input_id = (
        None if value is None else _mend(value) for value in (publisher, headline, url, input_id)
    )
    if origin is not None and origin.path is not None:
        origin = replace(origin, path=_mend(origin.path))
    tables = ReportTables.load(lexicons)
    lines = [_trim(text, *match.span()) for match in _LINE.finditer(text)]
    head = _read_head(text, lines, headline, tables)
    when, warning = read_published(published) if published is not None else (None, None)
    if warning is not None and place is not None:
        warning = f"{place}: {warning}"
    dateline = head.dateline
    kept = [span for span in (head.headline, dateline.span if dateline else None) if span is not None]
    if publisher is None and dateline is not None and dateline.agency_span is not None:
        publisher = tables.datelines.publisher(text[slice(*dateline.agency_span)])
    if headline is None and head.headline is not None:
        headline = " ".join(text[slice(*head.headline)].split())
    return Report(
        text=text,
        input_id=input_id,
        url=url,
        publisher=publisher,
        published=when,
        headline=headline,
        headline_span=head.headline,
        dateline=dateline,
        authors=tuple(authors) or tuple(head.authors),
        furniture=merge((*head.furniture, *tables.furniture.find(text, lines)), kept),
        origin=origin,
        warnings=(*warnings, *([warning] if warning is not None else [])),
    )


def _mend(text: str) -> str:
    """The text with U+FFFD for each unpaired surrogate, which UTF-8 cannot hold."""
    return _SURROGATES.sub("\ufffd", text)


def _check_size(text: str, longest: int, place: str | None) -> None:
    if len(text) > longest:
        raise InputError(
            f"a report of at most {longest:,} characters", f"{len(text):,}", "give one report at a time", place
        )
    if not text or text.isspace():
        found = "white space only" if text else "nothing"
        raise InputError("the text of a report", found, "give a report with text", place)


def _trim(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _read_head(text: str, lines: Sequence[Span], given: str | None, tables: ReportTables) -> _Head:
    """Walk down the first lines: furniture and bylines are passed over, a headline comes before the story begins."""
    head = _Head()
    story = 0
    rest = list(lines[:HEAD_LINES])
    while rest:
        line = rest.pop(0)
        words = text[slice(*line)]
        if story == 0 and head.headline is None and given is not None and (span := find_given(text, line[0], given)):
            head.headline = span
            rest = [later for later in rest if later[0] >= span[1]]
            continue
        if tables.furniture.is_furniture(words):
            continue
        if (byline := read_byline(words)) is not None:
            _add_byline(head, line, byline)
            continue
        dateline = tables.datelines.find(text, line, is_first=story == 0) if head.dateline is None else None
        if dateline is not None:
            head.dateline = dateline
            break
        if story == 0 and head.headline is None and given is None and _is_headline(text, line, rest, tables):
            head.headline = line
            continue
        story += 1
    return head


def _add_byline(head: _Head, line: Span, byline: tuple[tuple[str, ...], Span | None]) -> None:
    names, city = byline
    head.authors.extend(name for name in names if name not in head.authors)
    if city is None:
        head.furniture.append(line)
        return
    place = line[0] + city[0], line[0] + city[1]
    head.furniture.append((line[0], place[0]))
    if head.dateline is None:
        head.dateline = DatelineSpan(place, place)


def _is_headline(text: str, line: Span, rest: Sequence[Span], tables: ReportTables) -> bool:
    """A headline stands alone: text follows after a blank line, or at once with the byline or the dateline."""
    if not rest or not looks_like_headline(text[slice(*line)]):
        return False
    between = text[line[1] : rest[0][0]]
    if between.count("\n") > 1 or between.count("\r") > 1 or read_byline(text[slice(*rest[0])]) is not None:
        return True
    return tables.datelines.find(text, rest[0], is_first=False) is not None
