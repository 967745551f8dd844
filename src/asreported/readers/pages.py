"""Web pages -> reports: the body by trafilatura, what stands around it by what the page says of itself."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from asreported.errors import InputError
from asreported.readers.json_lines import Defaults
from asreported.readers.page_alignment import align
from asreported.readers.page_metadata import PageMetadata, read_metadata
from asreported.readers.page_tree import decode_page, parse_page, read_page_text
from asreported.readers.page_tree import is_page as is_page
from asreported.readers.report import make_report
from asreported.records import Origin, Report, Span

LARGEST_PAGE = 10_000_000
"""A larger page, in bytes, is not read: the largest of 90 pages of news has 0.7 million, and this takes seconds."""
SHORTEST_BODY = 20
"""A body of fewer code points is a link or a button; the shortest news flash has twice as many."""
SHORT_BODY = 1_000
"""A body of fewer code points than this is looked for again with all of trafilatura's extractors: one page of 90 is
found so (5,489 code points for 187), and on the others the first answer is right more often (F1 .965 for .958 on
html_benchmark, settings tried there)."""
_BLOCKS = frozenset(("p", "head", "item", "list", "quote", "row", "table", "div", "body", "code", "ab"))
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*\s*\Z")
_NAME = "standard input"

for _name in ("trafilatura", "htmldate"):
    logging.getLogger(_name).addHandler(logging.NullHandler())  # else their complaints go to standard error


def read_page(
    raw: bytes, *, url: str | None, origin: Origin, defaults: Defaults, encoding: str | None = None
) -> Report:
    """Read the report that a web page holds.

        read_page(path.read_bytes(), url=None, origin=Origin(path="a.html"), defaults=defaults).headline

    Its text is the headline, a blank line, and the paragraphs with a blank line between them; list items, sub-headings
    and block quotes are paragraphs of their own. Inside a paragraph white space is folded to single spaces, and signs
    that show nothing (soft hyphens, zero-width spaces, marks of direction) are left out. Its `source_map` gives the way
    back to the page's own text (`page_tree.read_page_text`).

    Arguments:
        raw: the page's source, at most `LARGEST_PAGE` bytes.
        url: the page's address; when None, the one the page gives as its own, or `defaults.url`.
        origin: where it was read from.
        defaults: date and publisher where the page states none, tables, the longest text.
        encoding: what the server said of the encoding, or None.

    Returns:
        The report. Its date has time and zone where the page's metadata state them.

    Raises:
        InputError: there is no report in it, it is too large, or its encoding cannot be told.
        LexiconError: a table is malformed.

    Source: trafilatura (Barbaresi 2021) for the body, htmldate (Barbaresi 2020) for dates that are stated nowhere.
    """
    place = _place(origin, url)
    if len(raw) > LARGEST_PAGE:
        raise InputError(f"a page of at most {LARGEST_PAGE:,} bytes", f"{len(raw):,}", "give the report alone", place)
    source, warnings = decode_page(raw, encoding, place)
    if not source or source.isspace():
        raise InputError("a web page", "white space only" if source else "nothing", "give the page's source", place)
    tree = parse_page(source, place)
    page = read_page_text(tree)
    if len(page[0]) > defaults.longest:
        found = f"{len(page[0]):,}"
        raise InputError(f"a page of at most {defaults.longest:,} characters", found, "give the report alone", place)
    known = read_metadata(tree, url or defaults.url)
    paragraphs = _without_headline(_find_body(tree, place), known.headline)
    if sum(map(len, paragraphs)) < SHORTEST_BODY:
        found = "no paragraph of one" if known.headline is None else f"only its title, {known.headline[:60]!r}"
        raise InputError("a page with a report on it", found, "give the page as the browser shows it", place)
    report = _make(known, paragraphs, origin, warnings, defaults, place)
    return replace(report, source_map=align(report.text, list(_spans(report.text)), *page))


def _place(origin: Origin, url: str | None) -> str:
    place = origin.path or url or _NAME
    return f"{place}:{origin.offset}" if origin.offset is not None else place


def _make(
    known: PageMetadata,
    paragraphs: Sequence[str],
    origin: Origin,
    warnings: Sequence[str],
    defaults: Defaults,
    place: str,
) -> Report:
    parts = [known.headline, *paragraphs] if known.headline is not None else list(paragraphs)
    return make_report(
        "\n\n".join(parts),
        published=known.published or defaults.published,
        publisher=known.publisher or defaults.publisher,
        headline=known.headline,
        url=known.url,
        authors=known.authors,
        origin=origin,
        warnings=warnings,
        lexicons=defaults.lexicons,
        longest=defaults.longest,
        place=place,
    )


def _spans(text: str) -> Iterator[Span]:
    """The paragraphs of a text that has a blank line between them."""
    reached = 0
    for part in text.split("\n\n"):
        yield reached, reached + len(part)
        reached += len(part) + 2


def _without_headline(paragraphs: Sequence[str], headline: str | None) -> list[str]:
    """The paragraphs without the headline where the body repeats it."""
    if headline is not None:
        wanted = headline.casefold()
        paragraphs = [line for n, line in enumerate(paragraphs) if n > 2 or line.casefold() != wanted]
    return list(paragraphs)


def _find_body(tree: Any, place: str) -> list[str]:
    """The paragraphs of the body, found by fewer extractors first; none where there is no body."""
    paragraphs = _extract(tree, place, is_fast=True)
    if sum(map(len, paragraphs)) < SHORT_BODY:
        more = _extract(tree, place, is_fast=False)
        if sum(map(len, more)) > sum(map(len, paragraphs)):
            return more
    return paragraphs


def _extract(tree: Any, place: str, *, is_fast: bool) -> list[str]:
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    try:
        found = bare_extraction(tree, fast=is_fast, include_comments=False)
    except Exception as error:  # whatever a page does to trafilatura costs that page only
        raise InputError("a page trafilatura can read", f"{type(error).__name__}", "give its text", place) from error
    return list(_paragraphs(found.body)) if isinstance(found, Document) else []


def _paragraphs(body: Any) -> Iterator[str]:
    """The lines of trafilatura's tree: a block each, and pieces of a block parted by a line break behind a sentence.

    Trafilatura makes one line break of several, so those that part paragraphs are told by the sentence before them.
    """
    from lxml.etree import iterwalk

    pieces: list[str] = []
    for event, element in iterwalk(body, events=("start", "end")):
        if element.tag in _BLOCKS or (element.tag == "lb" and _SENTENCE_END.search("".join(pieces[-3:]))):
            yield from _line(pieces)
        elif element.tag in ("lb", "cell"):
            pieces.append(" ")
        pieces.append((element.text if event == "start" else element.tail if element is not body else None) or "")
    yield from _line(pieces)


def _line(pieces: list[str]) -> Iterator[str]:
    line = " ".join(_INVISIBLE.sub("", "".join(pieces)).split())
    pieces.clear()
    if line:
        yield line
