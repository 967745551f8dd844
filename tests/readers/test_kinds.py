"""What an input is, by its first bytes. All text is invented."""

from __future__ import annotations

import gzip
from dataclasses import replace

import pytest
from tests.readers.inputs import ARC_HEAD, DEFAULTS, STORY, arc, captured, page, tarred, zipped

from asreported.readers.kinds import Kind, has_known_suffix, is_hidden, kind_of

TABLE = replace(DEFAULTS, fields={"text": "body"})


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (b"", "", Kind.text),
        (STORY.encode(), "a.txt", Kind.text),
        (STORY.encode(), "a.html", Kind.text),
        (gzip.compress(STORY.encode()), "", Kind.gzip),
        (captured(1), "a.txt", Kind.archive),
        (gzip.compress(captured(1)), "a.txt", Kind.archive),
        (gzip.compress(arc(ARC_HEAD, "filedesc://a.arc")), "", Kind.archive),
        (zipped([("a.txt", b"x")]), "", Kind.zip),
        (zipped([]), "", Kind.zip),
        (tarred([("a.txt", b"x")]), "", Kind.tar),
        (b"PAR1\x15\x04", "", Kind.parquet),
        (page(1), "a.txt", Kind.page),
        (page(1), "a.jsonl", Kind.page),
        (b"\xef\xbb\xbf" + page(1), "", Kind.page),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html>\n' + page(1), "", Kind.page),
        (b"<rss version='2.0'>", "a.html", Kind.feed),
        (b'<?xml version="1.0"?>\n<!-- a -->\n<!DOCTYPE rss [<!ENTITY a "b">]>\n<rss>', "", Kind.feed),
        (b"<atom:feed xmlns:atom='x'>", "", Kind.feed),
        (b"<rdf:RDF>", "", Kind.feed),
        ("<?xml version='1.0'?><feed>".encode("utf-16"), "", Kind.feed),
        (b"<feeding>", "", Kind.text),
        (b'{"text": "x"}', "a.txt", Kind.lines),
        (b'\xef\xbb\xbf [\n {"text": "x"}', "", Kind.lines),
        ('{"text": "x"}'.encode("utf-16"), "", Kind.lines),
        (b"[sic] he said", "", Kind.text),
        (b"garbage", "a.jsonl.gz", Kind.lines),
        (b"id,text\n1,x", "", Kind.table),
        (b'id;"text"\r\n1;x', "a.txt", Kind.table),
        (b"text\none column", "", Kind.text),
        (b"text\none column", "a.csv", Kind.table),
        (b"nr,body\n", "a.tsv.gz", Kind.table),
        (b"nr,body\n", "", Kind.text),
        (b"The text, she said, is long.", "", Kind.text),
    ],
)
def test_content_decides_before_the_name(head: bytes, name: str, kind: Kind) -> None:
    assert kind_of(head[:4_096], name, DEFAULTS) is kind


def test_column_that_is_named_makes_a_table() -> None:
    assert kind_of(b"nr\tbody\n", "", TABLE) is Kind.table
    assert kind_of(b"nr,text\n", "", TABLE) is Kind.text
    assert kind_of(b"nr:body\n", "", replace(TABLE, delimiter=":")) is Kind.table


@pytest.mark.parametrize(
    ("name", "known"),
    [("a.TXT", True), ("a.warc.gz", True), ("a.tar.gz", True), ("a.html", True), ("a.gz", False), ("a.md", False)],
)
def test_known_names(name: str, *, known: bool) -> None:
    assert has_known_suffix(name) is known


@pytest.mark.parametrize(
    ("name", "hidden"),
    [
        (".a", True),
        ("a/.b/c", True),
        ("a\\.b", True),
        ("../a", False),
        ("./a", False),
        ("a.b", False),
        ("__MACOSX/a", True),
    ],
)
def test_hidden_names(name: str, *, hidden: bool) -> None:
    assert is_hidden(name) is hidden
