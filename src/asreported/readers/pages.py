"""HTML pages -> reports.

A stand-in until the real module lands: title and trafilatura's text, nothing more. Its two functions keep their
signatures.
"""

from __future__ import annotations

import re
from typing import Any

from asreported.errors import InputError
from asreported.readers.defaults import Defaults
from asreported.readers.report import make_report
from asreported.records import Origin, Report

_PAGE = re.compile(rb"(?>\s+|<!--.*?-->|<\?.*?\?>)*+<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)


def is_page(start: bytes) -> bool:
    """Whether the first bytes of something are those of an HTML page."""
    return _PAGE.match(start) is not None


def read_page(
    raw: bytes, *, url: str | None, origin: Origin, defaults: Defaults, encoding: str | None = None
) -> Report:
    """The report on a page.

    Raises:
        InputError: there is none in it.
    """
    import trafilatura

    html = raw.decode(encoding or "utf-8", "replace")
    found: Any = trafilatura.bare_extraction(html, url=url)
    if found is None or not (found.text or "").strip():
        raise InputError("a page with a report", "none in it", "give the page of one report", str(origin))
    text = f"{found.title}\n\n{found.text}" if found.title else found.text
    return make_report(
        text, published=defaults.published, publisher=defaults.publisher, headline=found.title, url=url, origin=origin,
        lexicons=defaults.lexicons, longest=defaults.longest, place=str(origin),
    )  # fmt: skip
