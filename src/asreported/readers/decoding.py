"""Bytes -> text: which encoding, and what is no text at all."""

from __future__ import annotations

import codecs
import re

from asreported.errors import InputError

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KINDS = (
    (b"%PDF-", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"SQLite format 3", "an SQLite database"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a zstd file"),
)
_MARKUP = re.compile(rb"(?>\s+|<!--.*?-->)*+<(?:!doctype\s|html[\s>]|\?xml\s)", re.I | re.S)
_CONTROLS = bytes(n for n in range(32) if n not in b"\t\n\v\f\r\x1a\x1b")
_HIGH_SHARE = 0.15
"""More bytes beyond ASCII than this and a text is not Western European: Cyrillic or Greek code pages give 0.7 and up,
French and German texts 0.02 to 0.06 (in windows-1252)."""
_ODD_WESTERN = re.compile(r"[¢£¤¥¦§¨©ª¬®¯°±²³´¶·¸¹º¼½¾×÷ÐÞðþ\u0192\u02c6\u02dc\u2020\u2021\u2030\u0152\u0153]")


def decode(data: bytes, place: str) -> tuple[str, tuple[str, ...]]:
    """Text from bytes: UTF-8, UTF-16 and UTF-32 by their marks, else windows-1252 where that makes sense.

    Arguments:
        data: the whole of a text file or line.
        place: where it is from, for messages.

    Returns:
        The text without its byte-order mark, otherwise unchanged, and warnings, one line each.

    Raises:
        InputError: it is no text, is a page or feed, or is in an encoding that cannot be told.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _decode_marked(data, encoding, place), ()
    _refuse_binary(data, place)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        return decode_western(data, error, place)


def _decode_marked(data: bytes, encoding: str, place: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        found = f"byte {error.start} that is not"
        raise InputError(
            f"text in {encoding.removesuffix('-sig').upper()}, as its mark says", found, _SAVE, place
        ) from error


_SAVE = "save the file as UTF-8"


def _refuse_binary(data: bytes, place: str) -> None:
    head = data[:4096]
    for start, name in _KINDS:
        if head.startswith(start):
            raise InputError("plain text or JSON lines", name, "give its text", place)
    if _MARKUP.match(head):
        raise InputError("a report", "an XML file that is neither page nor feed", "give its text", place)
    if b"\0" in data:
        raise InputError("plain text or JSON lines", "binary data (NUL bytes)", "give a text file in UTF-8", place)
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls * 50 > len(head):
        raise InputError("plain text or JSON lines", "binary data", "give a text file in UTF-8", place)


def decode_western(data: bytes, cause: UnicodeDecodeError, place: str) -> tuple[str, tuple[str, ...]]:
    """Read as windows-1252 unless the bytes are UTF-8 with damage or plainly something else.

    Arguments:
        data: bytes that are not UTF-8.
        cause: what said so.
        place: where they are from, for messages.

    Raises:
        InputError: they are something else.
    """
    found = f"byte 0x{data[cause.start]:02x} at {cause.start}"
    damaged = data.decode("utf-8", "ignore")
    if not damaged.isascii():
        raise InputError("text in UTF-8", f"{found}, which breaks it", _SAVE, place) from cause
    high = len(data) - len(data.translate(None, bytes(range(128, 256))))
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise InputError("text in UTF-8", f"{found}", _SAVE, place) from error
    odd = len(_ODD_WESTERN.findall(text))
    if high > max(3, _HIGH_SHARE * len(data)) or odd * 3 > high + 3:
        raise InputError("text in UTF-8", f"{found}, in an unknown encoding", _SAVE, place) from cause
    return text, (f"{place}: not UTF-8 ({found}); read as windows-1252",)
