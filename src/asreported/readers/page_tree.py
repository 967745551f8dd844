"""Bytes -> the tree of a page: which encoding, and what the page's own text is."""

from __future__ import annotations

import codecs
import re
from typing import Any

from asreported.errors import InputError
from asreported.readers.decoding import MARKS, decode_western

_COMMENT = r"<!--(?:(?!-->).)*+"
_START = re.compile(
    rf"(?:\s|\ufeff|{_COMMENT}-->|<\?xml\b[^>]*+>)*+"
    rf"(?:<(?:!doctype\s+html|html|head|body|title|meta|link|script|style)(?:[\s/>]|\Z)|{_COMMENT}\Z)",
    re.IGNORECASE | re.DOTALL,
)
_META = re.compile(rb"<meta\b[^>]{0,400}?\bcharset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
MOST_ELEMENTS = 50_000
"""A page of more elements is not read: it takes more than some seconds, and no page of 90 has 4,000."""
_HEAD_BYTES = 8_192
"""How far a page's own word on its encoding is looked for; browsers look at 1,024 bytes, pages are not so strict."""
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ENCODINGS = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
    "euc_kr": "cp949", "big5": "big5hkscs", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
}  # fmt: skip
"""What browsers read in place of what is named (WHATWG Encoding Standard, section 4.2)."""
_KNOWN = re.compile(
    r"utf-8|cp125\d|cp(?:866|874|932|949)|iso8859-\d+|koi8-[ru]|gb18030|big5hkscs|euc_jp|iso2022_jp|mac-(?:roman|cyrillic)"
)
_WIDE = re.compile(r"utf-(?:16|32)(?:-[bl]e)?")
_VALUE = r"""(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)"""
_ONE = rf"[^\s/>][^\s/>=]*+(?:\s*+=\s*+{_VALUE})?+"
_ATTRIBUTE = re.compile(_ONE)
_TAG = re.compile(rf"<(?P<name>[a-zA-Z][^\s/>]*+)(?:[\s/]++|{_ONE})*+>?")
_LONG_TAG, _MOST_ATTRIBUTES = 10_000, 2_000
"""A tag of more code points than the first is looked at. With 5,000 attributes parsing takes 0.01 s, with 40,000 8."""
_MOST_DAMAGE = 0.001
"""A page of which more code points than this share are not in its encoding is in another one."""


def is_page(start: bytes) -> bool:
    """Whether a file is a web page, told from its beginning and not from its name.

        is_page(b"<!-- saved --><!DOCTYPE html><html>")  # True

    Arguments:
        start: the first bytes of the file, 1,024 or more, or all of it.

    Returns:
        Whether a doctype of HTML or a tag that only a page begins with comes first; a byte-order mark, white space,
        comments and an XML declaration may stand before it.
    """
    return _START.match(_decode_start(start)) is not None


def _decode_start(start: bytes) -> str:
    for mark, encoding in MARKS:
        if start.startswith(mark):
            return start.decode(encoding, "ignore")
    return start.decode("latin-1")


def decode_page(raw: bytes, encoding: str | None, place: str | None) -> tuple[str, tuple[str, ...]]:
    """The page's source as text.

    A byte-order mark decides; then UTF-8, where the bytes are that and nothing was said of a wider or shifting
    encoding; then what the server said; then what the page says of itself; then windows-1252, where that makes sense.

    Arguments:
        raw: the page.
        encoding: what the server said, or None.
        place: where the page is from, for messages.

    Returns:
        The source without the characters that no page may hold (controls, unpaired surrogates), and warnings.

    Raises:
        InputError: the encoding cannot be told.
    """
    for mark, marked in MARKS:
        if raw.startswith(mark):
            return _clean(raw.decode(marked, "replace")), ()
    named = [name for name in (_look_up(encoding, is_server=True), _look_up(_named_inside(raw))) if name is not None]
    if named and (named[0] == "iso2022_jp" or _WIDE.fullmatch(named[0])):
        return _clean(raw.decode(named[0], "replace")), ()
    try:
        return _clean(raw.decode("utf-8")), ()
    except UnicodeDecodeError as error:
        cause = error
    if cause.reason == "unexpected end of data":
        return _clean(raw[: cause.start].decode("utf-8")), (f"{place or 'page'}: breaks off within a character",)
    for name in (*named, "utf-8"):
        text = raw.decode(name, "replace")
        damage = text.count("\ufffd")
        is_likely = name in named or not text.replace("\ufffd", "").isascii()
        if is_likely and damage <= max(1, _MOST_DAMAGE * len(text)):
            told = f"{place or 'page'}: {damage} bytes that are not {name}; read as U+FFFD"
            return _clean(text), (told,) if damage else ()
    where = place or "page"
    text, warnings = decode_western(raw.replace(b"\0", b" "), cause, where)
    return _clean(text), warnings


def _clean(text: str) -> str:
    return _CONTROLS.sub("", text)


def _named_inside(raw: bytes) -> str | None:
    match = _META.search(raw, 0, _HEAD_BYTES)
    return match[1].decode("ascii") if match else None


def _look_up(name: str | None, *, is_server: bool = False) -> str | None:
    """The codec of this name, of those that pages are written in; None for others (a page may name anything)."""
    if name is None:
        return None
    try:
        found = codecs.lookup(name.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    found = _ENCODINGS.get(found, found)
    return found if _KNOWN.fullmatch(found) or (is_server and _WIDE.fullmatch(found)) else None


def _strip_attributes(source: str) -> str:
    """The source with tags of thousands of attributes bare of them: the parser's time grows with their square."""
    long = [tag for tag in _TAG.finditer(source) if tag.end() - tag.start() > _LONG_TAG]
    for tag in reversed(long):
        if len(_ATTRIBUTE.findall(tag[0])) > _MOST_ATTRIBUTES:
            source = f"{source[: tag.start()]}<{tag['name']}>{source[tag.end() :]}"
    return source


def parse_page(source: str, place: str | None) -> Any:
    """The tree of a page (`lxml.html.HtmlElement`, its root), comments and processing instructions left out.

    Raises:
        InputError: there is no element in it, or more than `MOST_ELEMENTS`.
    """
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        tree = html.document_fromstring(_strip_attributes(source).encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError) as error:
        raise InputError("a web page", "none", "give the page's source", place) from error
    if (size := int(tree.xpath("count(//*)"))) > MOST_ELEMENTS:
        raise InputError(f"a page of at most {MOST_ELEMENTS:,} elements", f"{size:,}", "give the report alone", place)
    return tree


def read_page_text(tree: Any) -> tuple[str, int]:
    """The page's own text, which `source_map` points into.

    It is all text nodes of the parsed page, title and all, one after the other in document order with nothing between
    them and nothing taken away, those inside `script` and `style` left out.

    Arguments:
        tree: as `parse_page` gives it.

    Returns:
        The text, and where in it the `body` begins, in code points.
    """
    nodes = "descendant-or-self::*/text()[not(parent::script or parent::style)]"
    text = "".join(tree.xpath(nodes, smart_strings=False))
    head = tree.find("head")
    before = "" if head is None else "".join(head.xpath(nodes, smart_strings=False))
    return text, len(before)
