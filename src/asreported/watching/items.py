"""One item of a feed -> a report: what the feed has of it, or the page it links to."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from asreported.errors import FetchError, InputError
from asreported.fetching import Fetcher
from asreported.readers.defaults import Defaults
from asreported.readers.pages import is_page, read_page
from asreported.readers.streams import PEEK
from asreported.records import Origin, Report


def name_of(item: Report, feed: str) -> str:
    """What an item is known by: its address, so that it is one in two feeds; else its feed and id, or its words."""
    if item.url is not None:
        return item.url
    return f"{feed} {item.input_id if item.input_id is not None else item.id}"


def read_linked_page(item: Report, fetcher: Fetcher, defaults: Defaults) -> Report:
    """The report on the page that an item links to, at the address where it was read in the end.

    Arguments:
        item: what the feed has; its date and publisher stand in where the page states none.
        fetcher: what fetches it.
        defaults: tables, and the longest text.

    Returns:
        The page's report, with the item's id; the item itself, with a warning, where the page has less text.

    Raises:
        FetchError: it may not be fetched, or could not be.
        InputError: it is no page, or there is no report on it.
        Stopped: the run was told to stop.
    """
    assert item.url is not None  # noqa: S101  asked before
    answer = fetcher.fetch(item.url)
    body = answer.body or b""
    if not is_page(body[:PEEK]) and answer.media_type not in ("text/html", "application/xhtml+xml"):
        found = f"{answer.media_type or 'something else'}"
        raise InputError("a web page", found, "read the file it leads to", item.url)
    origin = Origin(path=answer.url, sha256=hashlib.sha256(body).hexdigest())
    known = replace(defaults, published=item.published, publisher=item.publisher or defaults.publisher)
    with known.timed(item.url):
        page = read_page(body, url=answer.url, origin=origin, defaults=known, encoding=answer.charset)
    if len(page.text) < len(item.text):
        told = f"{item.url}: the page has less text than the feed, whose text is taken"
        return replace(item, warnings=(*item.warnings, told))
    return replace(page, input_id=item.input_id)


def is_worth_another_try(error: InputError) -> bool:
    """Whether the page may be there later."""
    return isinstance(error, FetchError) and not error.is_lasting
