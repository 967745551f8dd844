from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from asreported.exports import record_fragment, write_page
from asreported.exports.marking import cut_text
from asreported.records import Record


class Reader(HTMLParser):
    """Collects ids, links, attributes that load something, and the text of the element with class "text"."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.tags: list[str] = []
        self.texts: list[str] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = dict(attrs)
        self.tags.append(tag)
        self.attributes.extend(attrs)
        if about.get("id"):
            self.ids.append(str(about["id"]))
        if tag == "a":
            self.links.append(str(about.get("href")))
        self.loads.extend(str(about[name]) for name in ("src", "data", "poster") if name in about)
        if tag == "link":
            self.loads.append(str(about.get("href")))
        if tag == "div" and (self._depth or about.get("class") == "text"):
            self._depth += 1
            if self._depth == 1:
                self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "div" and self._depth:
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.texts[-1] += data


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    return reader


def page(*records: Record) -> str:
    file = io.StringIO()
    assert write_page(records, file) == len(records)
    return file.getvalue()


def test_page_shows_the_text_letter_by_letter(record: Record, empty_record: Record) -> None:
    assert read(page(record, empty_record)).texts == [record.text, empty_record.text]


@pytest.mark.parametrize(
    "text",
    ["a < b & c > d \"e\" 'f'", "one\r\ntwo\rthree", "  edges  \n", "\u05e9\u05dc\u05d5\u05dd \u202e", "{{ 7 * 7 }}"],
)
def test_text_of_any_letters_stays_as_it_is(empty_record: Record, text: str) -> None:
    assert read(page(replace(empty_record, text=text))).texts == [text]


def test_page_loads_nothing_from_elsewhere(record: Record) -> None:
    html = page(record)
    assert read(html).loads == []
    assert not re.search(r"@import|url\(|<link|<iframe", html)
    assert "default-src 'none'" in html


def test_every_link_within_the_page_leads_somewhere_and_ids_are_unique(record: Record, empty_record: Record) -> None:
    found = read(page(record, empty_record, record))
    assert len(found.ids) == len(set(found.ids))
    inner = [link[1:] for link in found.links if link.startswith("#")]
    assert inner
    assert set(inner) <= set(found.ids)


def test_markup_in_any_input_is_shown_and_not_run(hostile_record: Record) -> None:
    record = replace(hostile_record, text=hostile_record.text.replace("ADVERTISEMENT", "<b onclick=1>&"[:13]))
    found = read(page(record))
    assert found.tags.count("script") == 1
    assert "img" not in found.tags
    assert not [link for link in found.links if link.startswith("javascript:")]
    assert not [name for name, _ in found.attributes if name.startswith("on")]


def test_pieces_joined_are_the_text_and_crossing_spans_are_cut(record: Record) -> None:
    pieces = list(cut_text(record))
    assert "".join(piece.text for piece in pieces) == record.text
    [inner] = [piece for piece in pieces if piece.text == "this sea is ours"]
    assert inner.kinds == ("content", "deep")
    assert inner.items == ("q1", "q2")
    [both] = [piece for piece in pieces if piece.text == "accused"]
    assert both.kinds == ("cue", "trigger")
    assert both.begins == ("q3", "e1")


def test_event_stands_beside_its_words_its_voice_and_what_decided(record: Record) -> None:
    html = page(record)
    assert "seizing two boats" in html
    assert "events/seize.v.01" in html
    assert "on the word of" in html
    assert "score 0.72" in html


def test_record_without_findings_says_so(empty_record: Record) -> None:
    html = page(empty_record)
    assert "Nobody is quoted" in html
    assert "No events" in html


def test_page_of_no_records_is_a_page() -> None:
    assert "No reports." in page()


def test_page_flows_record_by_record(record: Record) -> None:
    file = io.StringIO()
    sizes = []

    def records() -> object:
        for _ in range(3):
            sizes.append(len(file.getvalue()))
            yield record

    write_page(records(), file)  # type: ignore[arg-type]
    assert sizes[0] < sizes[1] < sizes[2]


def test_language_and_direction_are_said(record: Record) -> None:
    html = page(record)
    assert '<html lang="en" dir="ltr">' in html
    assert '<div class="text" dir="auto" lang="en">' in html


def test_fragment_for_notebooks_has_its_style_and_no_script(record: Record) -> None:
    html = record_fragment(record)
    assert html.startswith('<div class="asreported">')
    assert "<script" not in html
    assert read(html).texts == [record.text]
    assert record._repr_html_() == html


def test_same_record_gives_the_same_bytes(record: Record) -> None:
    assert page(record) == page(record)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("chromium") is None, reason="no chromium here")
def test_browser_shows_the_page_as_written(record: Record, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(page(record), encoding="utf-8")
    options = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}", "--dump-dom")
    shown = subprocess.run(["chromium", *options, path.as_uri()], capture_output=True, check=True, timeout=60)
    assert read(shown.stdout.decode("utf-8")).texts == [record.text]
