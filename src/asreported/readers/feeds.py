"""RSS, Atom and RDF feeds -> reports: an item each, its full text where the feed has it, else its summary, said so."""

from __future__ import annotations

import hashlib
import io
import re
from calendar import timegm
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from asreported.errors import InputError
from asreported.readers.defaults import Defaults
from asreported.readers.failure import Failure, Passed
from asreported.readers.markup import read_paragraphs, split_paragraphs
from asreported.readers.published import read_published
from asreported.readers.report import make_report
from asreported.readers.streams import cause_of
from asreported.records import Origin, Report

SUMMARY_ONLY, HEADLINE_ONLY = "summary only", "headline only"
"""How the warning ends of an item whose full text its feed does not have."""
_MARKUP_TYPES = ("text/html", "application/xhtml+xml")
_HAS_TIME = re.compile(r"\d:\d\d")
_NAMED_ZONE = re.compile(r":\d\d\s*\(?(?!Z$|GMT$|UTC$)[A-Za-z]{1,5}\)?$")
_BY = re.compile(r"[Bb]y\s+(?=[^\W\d_])")


def read_feed(raw: bytes, origin: Origin, defaults: Defaults) -> Iterator[Report | Failure | Passed]:
    """Read the items of a feed. Nothing is fetched.

    The text of a report is the item's title, a blank line and its paragraphs. `origin.row` is the item's number.

    Arguments:
        raw: the feed, whole or broken; of a broken one what can be read is read.
        origin: where it is from.
        defaults: date and publisher where an item and its feed have none, tables, the longest text.

    Returns:
        A report for each item, with a warning when it has a summary only; a failure for an item without text; a note of
        an empty feed that is otherwise in order.

    Raises:
        InputError: it is no feed.
    """
    place = str(origin)
    with defaults.timed(place):
        feed = _parse(raw, place)
    known = feed.get("feed") or {}
    entries = feed.get("entries") or []
    broken = feed.get("bozo_exception") if feed.get("bozo") else None
    if not entries and (broken is not None or not (feed.get("version") or known)):
        found = f"one that is broken ({cause_of(broken)})" if isinstance(broken, Exception) else "another XML file"
        raise InputError("a feed (RSS or Atom)", found, "fetch it again", place)
    if not entries:
        yield Passed(place, "feed without items")
    told = [f"{place}: a broken feed ({cause_of(broken)}), read as far as it goes"] if broken is not None else []
    for number, entry in enumerate(entries, start=1):
        here = replace(origin, row=number)
        try:
            with defaults.timed(str(here)):
                item = _read_entry(entry, known, here, defaults, told)
            yield item
        except InputError as error:
            yield Failure(str(here), error)
        told = []


def _parse(raw: bytes, place: str) -> Mapping[str, Any]:
    import feedparser

    try:
        # a stream and not the bytes: of these it would try whether they are an address or a file's name
        found: Mapping[str, Any] = feedparser.parse(io.BytesIO(raw))
    except Exception as error:  # it raises what its parsers raise, of every kind
        said = f"one that is broken ({type(error).__name__}: {cause_of(error)})"
        raise InputError("a feed (RSS or Atom)", said, "fetch it again", place) from error
    return found


def _read_entry(
    entry: Mapping[str, Any], feed: Mapping[str, Any], origin: Origin, defaults: Defaults, told: list[str]
) -> Report:
    place = str(origin)
    headline = _title(entry)
    paragraphs, is_full = _body(entry)
    if headline is not None and paragraphs and _fold(paragraphs[0]) == _fold(headline):
        paragraphs = paragraphs[1:]
    parts = [headline, *paragraphs] if headline is not None else paragraphs
    if not parts:
        raise InputError("an item with text", "none", "read the page it links to", place)
    warnings = [*told]
    if not is_full:
        warnings.append(f"{place}: {SUMMARY_ONLY if paragraphs else HEADLINE_ONLY}")
    text = "\n\n".join(parts)
    return make_report(
        text,
        published=_published(entry) or defaults.published,
        publisher=_publisher(entry, feed) or defaults.publisher,
        headline=headline,
        url=_url(entry, feed),
        input_id=_string(entry.get("id")),
        authors=_authors(entry),
        origin=replace(origin, sha256=hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()),
        warnings=warnings,
        lexicons=defaults.lexicons,
        longest=defaults.longest,
        place=place,
    )


def _string(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())


def _plain(detail: Any) -> list[str]:
    """The paragraphs of an element of a feed, whose type says whether its value is markup."""
    if not isinstance(detail, Mapping) or not isinstance(detail.get("value"), str):
        return []
    value: str = detail["value"]
    return read_paragraphs(value) if detail.get("type") in _MARKUP_TYPES else split_paragraphs(value)


def _title(entry: Mapping[str, Any]) -> str | None:
    return " ".join(_plain(entry.get("title_detail"))) or None


def _body(entry: Mapping[str, Any]) -> tuple[list[str], bool]:
    """The paragraphs of the item, and whether they are its full text: the longest content, else the summary.

    A content that is shorter than the summary is the description of a picture.
    """
    contents = [_plain(content) for content in entry.get("content") or []]
    full = max(contents, key=lambda lines: sum(map(len, lines)), default=[])
    detail = entry.get("summary_detail")
    if isinstance(detail, Mapping) and not detail.get("value"):  # a picture's description took its place
        detail = {**detail, "value": entry.get("summary")}
    summary = _plain(detail)
    return (full, True) if sum(map(len, full)) >= max(1, sum(map(len, summary))) else (summary, False)


def _url(entry: Mapping[str, Any], feed: Mapping[str, Any]) -> str | None:
    """The item's address when it is a whole one, if need be with that of the feed before it."""
    link = _string(entry.get("link"))
    title = entry.get("title_detail")
    if link is None or (isinstance(title, Mapping) and link == title.get("base")):  # an empty one leads to the feed
        return None
    try:
        url = urljoin(_string(feed.get("link")) or "", link)
        return url if urlsplit(url).scheme in ("http", "https") and urlsplit(url).netloc else None
    except ValueError:
        return None


def _publisher(entry: Mapping[str, Any], feed: Mapping[str, Any]) -> str | None:
    """The outlet a collection names as the item's source, else the feed's title."""
    source = entry.get("source")
    for holder in (source, feed):
        if isinstance(holder, Mapping):
            title = " ".join(_plain(holder.get("title_detail"))) or _string(holder.get("title"))
            if title is not None:
                return title
    return None


def _authors(entry: Mapping[str, Any]) -> tuple[str, ...]:
    listed = [author.get("name") for author in entry.get("authors") or [] if isinstance(author, Mapping)]
    names = [name for name in map(_string, listed) if name is not None]
    if not names and (alone := _string(entry.get("author"))) is not None:
        names = [alone]
    return tuple(dict.fromkeys(_BY.sub("", name, count=1).strip() for name in names))


def _published(entry: Mapping[str, Any]) -> str | None:
    """When the item came out, with its zone; feedparser knows zones by name, which are else left out."""
    for name in ("published", "updated", "created"):
        value = _string(entry.get(name))
        if value is None:
            continue
        found, _ = read_published(value)
        parsed = entry.get(f"{name}_parsed")
        if parsed is None or (found is not None and not _NAMED_ZONE.search(value)):
            return value
        try:
            moment = datetime.fromtimestamp(timegm(parsed), UTC)
        except (ValueError, TypeError, OverflowError, OSError):
            return value
        return moment.isoformat() if _HAS_TIME.search(value) else moment.date().isoformat()
    return None
