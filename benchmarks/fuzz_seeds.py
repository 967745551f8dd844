"""Small inputs of every kind that fuzzing begins with. All text is invented."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Sequence

STORY = "LIMA (Nordpress) - Two ministers resigned on Monday, “a dark day”, the governor said."
_PARAGRAPH = (
    "Two ministers of the coastal province resigned on Monday after a long night of talks about the new dam, the "
    "governor said in a letter to the assembly, which meets again next week to choose who follows them."
)
_PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Ministers resign | The Ledger</title>
<meta property="og:title" content="Ministers resign"><link rel="canonical" href="https://example.org/1">
<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "2031-03-04T05:06:07+01:00",
"author": [{{"name": "A. Writer"}}], "publisher": {{"name": "The Ledger"}}}}</script></head>
<body><nav><a href="/">Home</a></nav><article><h1>Ministers resign</h1><p class="by">By A. Writer</p>
<p>{_PARAGRAPH}</p><ul><li>one <b>and</b></li><li>two</li></ul><blockquote>“So it is”</blockquote>
<p>2 {_PARAGRAPH}<br><br>And more.</p></article></body></html>""".encode()
_RSS = f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Ledger</title><link>https://example.org/</link>
<item><title>Ministers &amp; dam</title><link>/1</link><guid>1</guid><pubDate>Tue, 04 Mar 2031 05:06:07 EST</pubDate>
<description>&lt;p&gt;{_PARAGRAPH}&lt;/p&gt;</description><dc:creator>A. Writer</dc:creator></item>
<item><title>Two</title><content:encoded><![CDATA[<p>{_PARAGRAPH}</p><img src="a.png">]]></content:encoded></item>
</channel></rss>""".encode()
_ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">The &lt;b&gt;Ledger</title><id>urn:1</id>
<entry><title>Dam</title><id>urn:2</id><link href="https://example.org/2"/><updated>2031-03-04T05:06:07Z</updated>
<author><name>A. Writer</name></author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{_PARAGRAPH}</p>
</div></content></entry></feed>""".encode()
_HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"


def _warc(content: bytes, more: str = "") -> bytes:
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/1\r\n"
        "WARC-Date: 2031-03-04T05:06:07Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n{more}"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def _chunked(body: bytes) -> bytes:
    return f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n"


def _zipped(name: str, data: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return file.getvalue()


def _tarred(name: str, data: bytes) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        member = tarfile.TarInfo(name)
        member.size = len(data)
        archive.addfile(member, io.BytesIO(data))
    return file.getvalue()


def _parquet(rows: list[dict[str, str]]) -> bytes:
    import pyarrow
    from pyarrow import parquet

    file = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(rows), file)
    return file.getvalue()


def make_seeds(kinds: Sequence[str] = ()) -> list[bytes]:
    """The inputs, those of some kinds where any are named, else all but Parquet's.

    Kinds are text, lines, table, feed, page, archive, container, parquet. Damaged Parquet can end the process inside
    pyarrow, so it is fuzzed apart.
    """
    rows = [
        {"text": STORY, "published": "2031-03-04", "headline": "Dam", "url": "https://example.org/1", "id": "1"}
    ] * 2
    lines = "\n".join(json.dumps(row) for row in rows).encode()
    record = _warc(_HTTP + b"\r\n" + _PAGE)
    packed = _warc(
        _HTTP + b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n" + _chunked(gzip.compress(_PAGE))
    )
    arc = f"https://example.org/ 192.0.2.1 20310304050607 text/html {len(_HTTP + _PAGE) + 2}\n".encode()
    seeds = {
        "text": [STORY.encode(), STORY.encode("utf-16"), STORY.encode("cp1252"), f"Dam\n\nBy A.\n\n{STORY}".encode()],
        "lines": [lines, json.dumps(rows, indent=1).encode(), lines.decode().encode("utf-16")],
        "table": [f'id,text,published\n1,"{STORY}\nx",2031\n'.encode(), f"id\ttext\n1\t{STORY}\n".encode("utf-16")],
        "feed": [_RSS, _ATOM],
        "page": [_PAGE],
        "archive": [record + packed, gzip.compress(record) + gzip.compress(packed),
                    b"filedesc:x 0.0.0.0 20310304050607 text/plain 4\n1 0\n" + arc + _HTTP + b"\r\n" + _PAGE + b"\n"],
        "container": [_zipped("a.html", _PAGE), _tarred("a.jsonl", lines), gzip.compress(_RSS), gzip.compress(lines),
                      gzip.compress(_tarred("b.warc.gz", gzip.compress(record)))],
        "parquet": [_parquet(rows)],
    }  # fmt: skip
    return [one for kind in kinds or [name for name in seeds if name != "parquet"] for one in seeds[kind]]
