"""RSS, Atom and RDF feeds, whole and broken. All text is invented."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.readers.inputs import entries, failures, passed, piped, reports

from asreported.readers.markup import read_paragraphs
from asreported.records import Report

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<!-- invented -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Fern &amp; Moss Daily</title><link>https://example.org/</link>
<item>
  <title>Ministers resign over dam</title><link>/2031/dam</link><guid isPermaLink="false">fern-1</guid>
  <pubDate>Tue, 04 Mar 2031 05:06:07 EST</pubDate><dc:creator>By Ann Roe</dc:creator>
  <description>Two ministers left.</description>
  <content:encoded><![CDATA[<p>Two ministers <b>resigned</b> on Monday.</p><script>no()</script>
  <ul><li>One left.</li><li>Another &amp; her deputy, too.</li></ul>
  The end.<br><br>Or not.<br>Quite.]]></content:encoded>
</item>
<item><title>Second</title><description>&lt;p&gt;A summary.&lt;/p&gt;</description><link>https://example.org/2</link></item>
<item><link>https://example.org/3</link></item>
<item><title>Fourth</title></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/news/"><title>Fern Daily</title>
<entry><id>tag:example.org,2031:1</id><title type="html">Talks &lt;i&gt;fail&lt;/i&gt;</title><link href="talks"/>
<updated>2031-03-04T05:06:07+02:00</updated><author><name>Ann Roe</name></author><author><name>Bo Poe</name></author>
<source><title>Moss Gazette</title></source>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Talks failed.</p><p>They go on.</p></div></content>
</entry>
<entry><id>2</id><title>Plain</title><link href=""/>
<content type="text">One &lt;paragraph&gt;.\n\nAnother.</content></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel><title>Old Fern</title></channel>
<item><title>Dam breaks</title><description>It broke.</description></item></rdf:RDF>"""


def first(data: str) -> Report:
    return reports(piped(data.encode()))[0]


def test_item_of_rss_is_a_report_with_its_full_text(tmp_path: Path) -> None:
    found = reports(entries(RSS.encode(), tmp_path / "a.xml"))[0]
    assert found.text == (
        "Ministers resign over dam\n\nTwo ministers resigned on Monday.\n\nOne left.\n\nAnother & her deputy, too.\n\n"
        "The end.\n\nOr not. Quite."
    )
    assert (found.headline, found.headline_span) == ("Ministers resign over dam", (0, 25))
    assert (found.url, found.input_id) == ("https://example.org/2031/dam", "fern-1")
    assert (found.publisher, found.authors) == ("Fern & Moss Daily", ("Ann Roe",))
    assert found.published == "2031-03-04T10:06:07+00:00"
    assert found.warnings == ()
    assert str(found.origin) == f"{tmp_path}/a.xml:1"


def test_summary_and_headline_alone_are_said_to_be_so() -> None:
    found = piped(RSS.encode())
    _, second, fourth = reports(found)
    assert (second.text, second.warnings) == ("Second\n\nA summary.", ("standard input:2: summary only",))
    assert (fourth.text, fourth.warnings) == ("Fourth", ("standard input:4: headline only",))
    assert "standard input:3: expected an item with text, found none" in failures(found)[0]


def test_entry_of_atom_is_a_report_with_zone_authors_and_source() -> None:
    talks, plain = reports(piped(ATOM.encode()))
    assert talks.text == "Talks fail\n\nTalks failed.\n\nThey go on."
    assert (talks.published, talks.url) == ("2031-03-04T05:06:07+02:00", "https://example.org/news/talks")
    assert (talks.authors, talks.publisher) == (("Ann Roe", "Bo Poe"), "Moss Gazette")
    assert plain.text == "Plain\n\nOne <paragraph>.\n\nAnother."
    assert plain.url is None, "an empty link leads nowhere"


def test_rdf_is_read() -> None:
    found = first(RDF)
    assert (found.text, found.publisher) == ("Dam breaks\n\nIt broke.", "Old Fern")


def test_a_description_longer_than_the_caption_of_its_picture_is_the_text() -> None:
    item = (
        "<description>&lt;p&gt;A long story about the dam and the people below it.&lt;/p&gt;</description>"
        '<media:content url="a.png"><media:description>A dam.</media:description></media:content>'
    )
    media = 'xmlns:media="http://search.yahoo.com/mrss/"'
    assert "A long story" in first(f"<rss {media}><channel><item>{item}</item></channel></rss>").text


@pytest.mark.parametrize(
    ("date", "published"),
    [
        ("Tue, 04 Mar 2031 05:06:07 +0300", "2031-03-04T05:06:07+03:00"),
        ("Tue, 04 Mar 2031 05:06:07 GMT", "2031-03-04T05:06:07+00:00"),
        ("Tue, 04 Mar 2031 23:06:07 PST", "2031-03-05T07:06:07+00:00"),
        ("2031-03-04T05:06:07Z", "2031-03-04T05:06:07Z"),
        ("2031-03-04", "2031-03-04"),
        ("soon", None),
    ],
)
def test_date_keeps_its_zone(date: str, published: str | None) -> None:
    item = f"<item><title>Talks fail</title><pubDate>{date}</pubDate></item>"
    assert first(f"<rss><channel>{item}</channel></rss>").published == published


def test_broken_feed_is_read_as_far_as_it_goes() -> None:
    found = reports(piped(RSS[: RSS.index("Fourth")].encode()))
    assert [report.headline for report in found][:2] == ["Ministers resign over dam", "Second"]
    assert "a broken feed" in found[0].warnings[0]
    assert not any("broken" in warning for warning in found[1].warnings)


def test_feed_without_items_and_what_is_no_feed() -> None:
    assert passed(piped(b"<rss version='2.0'><channel><title>Fern</title></channel></rss>")) == ["feed without items"]
    for data in (b"<rss", b"<rss>", b"<feed><a></b>", b"<rdf:RDF></rdf:RDF>"):
        assert "expected a feed (RSS or Atom)" in failures(piped(data))[0]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "windows-1251"])
def test_encodings(encoding: str) -> None:
    feed = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?><rss><channel><item>'
    data = (feed + "<title>Министр ушёл</title></item></channel></rss>").encode(encoding)
    assert reports(piped(data))[0].text == "Министр ушёл"


def test_entities_are_neither_multiplied_nor_fetched(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 20))
    file = f'<!ENTITY file SYSTEM "file://{tmp_path}/secret.txt">'
    head = f'<!DOCTYPE rss [<!ENTITY a0 "ha">{bomb}{file}]>'
    for entity in ("&a19;", "&file;"):
        data = f"{head}<rss><channel><item><title>Talks {entity}</title></item></channel></rss>"
        found = piped(data.encode())
        assert all(len(report.text) < 1_000 and "secret" not in report.text for report in reports(found))


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    link = '<link rel="self" href="http://example.org/feed"/><xi:include href="http://example.org/x"/>'
    assert reports(piped(ATOM.replace("<title>", f"{link}<title>", 1).encode()))
    piped(b'<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://example.org/rss.dtd"><rss><channel/></rss>')


@settings(max_examples=150, deadline=None)
@given(
    data=st.sampled_from([RSS, ATOM, RDF]),
    cut=st.integers(0, 3_000),
    noise=st.text(alphabet="<>&;\"'/[]!-ab\0\x0b\ud800\u2028", max_size=30),
    where=st.integers(0, 3_000),
)
def test_any_damage_gives_named_errors_only(data: str, cut: int, noise: str, where: int) -> None:
    damaged = (data[:where] + noise + data[where:])[: max(cut, 8)]
    piped(damaged.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize(
    ("html", "paragraphs"),
    [
        ("", []),
        ("plain text", ["plain text"]),
        ("<p>One\n two</p>three<p>", ["One two", "three"]),
        ("a<b>b</b> c<!-- d --><i> e</i>", ["ab c e"]),
        ("<p>A &amp; B &lt;c&gt;&nbsp;d</p>", ["A & B <c> d"]),
        ("<style>x</style><p hidden", []),
        ("<table><tr><td>a<td>b</table>", ["a", "b"]),
        ("one<br/>two<br/><br/>three", ["one two", "three"]),
        ("soft\u00adhyphen\u200b\0", ["softhyphen"]),
        ("<div>" * 2_000 + "deep", []),
    ],
)
def test_markup_becomes_paragraphs(html: str, paragraphs: list[str]) -> None:
    found = read_paragraphs(html)
    assert found == paragraphs or "deep" in html
