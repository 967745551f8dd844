"""What would be read as what. All text is invented."""

from __future__ import annotations

import gzip

from tests.readers.inputs import STORY, captured, http, piped, tarred, warc, zipped

from asreported.readers.listing import list_entries


def lines(data: bytes) -> list[list[str]]:
    return [line.split("\t") for line, _ in list_entries(piped(data))]


def test_each_item_has_a_line_with_what_it_is_or_why_it_is_not_read() -> None:
    archive = captured(1) + warc(http(b"", status="404 Not Found")) + b"garbage\n"
    data = zipped([("a.warc", archive), ("b.jsonl", b'{"text": "One.", "id": "x-1"}\n{"text": 5}\n'), ("c.png", b"")])
    first, *rest = lines(data)
    assert first[:3] == ["web archive", "standard input/a.warc@0", "https://example.org/1"]
    assert first[3].endswith(" characters")
    size = len(captured(1))
    assert rest == [
        ["passed over", f"standard input/a.warc@{size}", "answer 404"],
        ["refused", f"standard input/a.warc@{len(archive) - 8}",
         "expected a whole record of a web archive, found bytes that belong to no record; capture it again"],
        ["JSON", "standard input/b.jsonl:1", "x-1", "4 characters"],
        ["refused", "standard input/b.jsonl:2",
         'expected a field "text" with the text, found a number there; say which field has it: --field text=NAME'],
        ["passed over", "standard input/c.png", "file of another kind"],
    ]  # fmt: skip


def test_names_cannot_break_the_line() -> None:
    [[kind, place, *_]] = lines(gzip.compress(tarred([("a\n\x1b[2Jb\t.txt", STORY.encode())])))
    assert (kind, place) == ("text", "standard input/a??[2Jb?.txt")
