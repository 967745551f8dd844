"""The HTML inside a feed's items -> paragraphs."""

from __future__ import annotations

import re

_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "dd", "div", "dl", "dt", "figcaption", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre",
    "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
_SILENT = frozenset(("head", "script", "style", "template", "noscript", "iframe", "object", "svg", "audio", "video"))
_BREAK = "\u2028"
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b\u2060\ufeff]")


def read_paragraphs(html: str) -> list[str]:
    """The text of a piece of HTML, a string for each paragraph, white space in it folded.

        read_paragraphs("<p>One.</p><p>Two<br><br>Three &amp; four")  # ["One.", "Two", "Three & four"]

    Arguments:
        html: markup, whole or broken, or text without any.

    Returns:
        The paragraphs; none where there is no text. Two line breaks part paragraphs, one is a space.
    """
    from lxml import etree
    from lxml.html import HTMLParser

    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(f"<html><body>{_NO_XML.sub('', html)}".encode(), parser)
    except etree.LxmlError:
        root = None
    if root is None:
        return []
    pieces: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start" and element.tag in _SILENT:
            walk.skip_subtree()
            continue
        if element.tag in _BLOCKS:
            pieces.append(_BREAK * 2)
        elif element.tag == "br" and event == "start":
            pieces.append(_BREAK)
        text = element.text if event == "start" else element.tail
        pieces.append(" ".join(re.split(r"[^\S\u00a0]+", text)) if text else "")
    return split_paragraphs("".join(pieces), re.compile(rf"{_BREAK}\s*{_BREAK}\s*"))


def split_paragraphs(text: str, between: re.Pattern[str] | None = None) -> list[str]:
    """The paragraphs of plain text, parted by blank lines unless `between` is given, white space in them folded."""
    parts = (between or re.compile(r"\n\s*\n")).split(_INVISIBLE.sub("", text))
    return [line for part in parts if (line := " ".join(part.split()))]
