"""What something is, by its first bytes; its name decides only where these leave it open."""

from __future__ import annotations

import re
import zlib
from enum import StrEnum

from asreported.readers.decoding import MARKS
from asreported.readers.defaults import Defaults
from asreported.readers.pages import is_page
from asreported.readers.streams import PEEK

SUFFIXES = (
    ".txt", ".text", ".jsonl", ".ndjson", ".json", ".html", ".htm", ".xhtml", ".warc", ".arc", ".rss", ".atom", ".rdf",
    ".xml", ".csv", ".tsv", ".tab", ".parquet", ".zip", ".tar", ".tgz",
)  # fmt: skip
"""Files in folders and members of archives are read when they have one of these names, gzipped or not."""
_LINES_SUFFIXES = (".jsonl", ".ndjson", ".json")
_TABLE_SUFFIXES = (".csv", ".tsv", ".tab")
DELIMITERS = ("\t", ",", ";", "|")
"""What parts the columns of a table; on equal terms the first."""
_ARCHIVE = re.compile(rb"WARC/\d|filedesc:\S+ \S+ \d{8,14} ")
_LINES = re.compile(rb"\s*(?:\[\s*)?\{\s*[\"}]")
_ROOT = re.compile(
    rb"(?>\s+|<!--.*?-->|<\?.*?\?>|<!doctype[^>\[]*(?:\[.*?\]\s*)?>)*+<(?:[\w.-]+:)?(?:rss|feed|rdf|channel)(?:[\s>/]|\Z)",
    re.I | re.S,
)


class Kind(StrEnum):
    """What an input can be."""

    gzip = "gzip"
    archive = "web archive"
    zip = "zip"
    tar = "tar"
    parquet = "Parquet"
    feed = "feed"
    page = "page"
    lines = "JSON"
    table = "table"
    text = "text"


def has_known_suffix(name: str) -> bool:
    """Whether a file or member of this name is read without being named itself."""
    return name.lower().removesuffix(".gz").endswith(SUFFIXES)


def is_hidden(name: str) -> bool:
    """Whether any part of a member's name begins with a dot, or is the folder a Mac adds to its archives."""
    return any((part.startswith(".") and part.strip(".")) or part == "__MACOSX" for part in re.split(r"[/\\]", name))


def kind_of(head: bytes, name: str, defaults: Defaults) -> Kind:
    """What begins with `head`.

    Arguments:
        head: the first bytes, 4,096 unless there are fewer.
        name: its name in lower case, empty where it has none.
        defaults: which column of a table has the text.

    Returns:
        Its kind; text when it is nothing else. A gzipped web archive is a web archive, since each record has its place
        in the gzipped file.
    """
    if head.startswith(b"\x1f\x8b"):
        return Kind.archive if _ARCHIVE.match(_unzipped(head)) else Kind.gzip
    if _ARCHIVE.match(head):
        return Kind.archive
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Kind.zip
    if head[257:262] == b"ustar":
        return Kind.tar
    if head.startswith(b"PAR1"):
        return Kind.parquet
    return _kind_of_text(in_utf8_head(head), name.removesuffix(".gz"), defaults)


def _kind_of_text(start: bytes, name: str, defaults: Defaults) -> Kind:
    if _ROOT.match(start):
        return Kind.feed
    if is_page(start):
        return Kind.page
    if name.endswith(_LINES_SUFFIXES) or _LINES.match(start):
        return Kind.lines
    if name.endswith(_TABLE_SUFFIXES) or has_text_column(start, defaults):
        return Kind.table
    return Kind.text


def has_text_column(start: bytes, defaults: Defaults) -> bool:
    """Whether a first line of two columns or more names the one that has the text."""
    line = start.split(b"\n", 1)[0].decode("utf-8", "replace")
    delimiters = (defaults.delimiter,) if defaults.delimiter is not None else DELIMITERS
    return any(one in line and defaults.field("text") in split_header(line, one) for one in delimiters)


def split_header(line: str, delimiter: str) -> list[str]:
    """The names in a table's first line, good enough to tell whether it is one."""
    return [cell.strip().strip('"') for cell in line.split(delimiter)]


def _unzipped(head: bytes) -> bytes:
    """The first bytes of what is gzipped, as far as they go."""
    try:
        return zlib.decompressobj(wbits=31).decompress(head, PEEK)
    except zlib.error:
        return b""


def in_utf8_head(head: bytes) -> bytes:
    """The first bytes of a text without its mark, in UTF-8 where the mark says what they are in."""
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return head.decode(encoding, "ignore").encode("utf-8", "ignore")
    return head
