"""Web pages: text, metadata, the way back to the page, hostile pages. All pages are invented."""

from __future__ import annotations

import json
import time
from html import escape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from asreported.errors import InputError
from asreported.readers.json_lines import Defaults
from asreported.readers.page_tree import MOST_ELEMENTS, decode_page, parse_page, read_page_text
from asreported.readers.pages import LARGEST_PAGE, is_page, read_page
from asreported.readers.report import LONGEST_TEXT
from asreported.records import Origin, Report

URL = "https://fern.example/news/dam"
TITLE = "Two ministers resign over the dam"
FIRST = "Two ministers resigned on Monday, the prime minister said, after a week of talks about the dam."
SECOND = "The opposition praised the move and called on the government to publish the contract in full."
THIRD = "Villagers along the river said that nobody had asked them before the valley was measured."
STORY = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
SECONDS = 8.0
"""What a hostile page may take; on an idle core the slowest takes half of it."""


def page(body: str = STORY, head: str = "", h1: str = TITLE) -> str:
    heading = f"<h1>{h1}</h1>" if h1 else ""
    return (
        f"<!DOCTYPE html><html lang=en><head>{head}</head><body><nav><ul><li><a href=/>Home</a></li></ul></nav>"
        f"<article>{heading}{body}</article><footer><p>Fern Daily, 1 River Street</p></footer></body></html>"
    )


def read(source: str | bytes, url: str | None = None, **about: object) -> Report:
    defaults = Defaults({}, None, None, None, LONGEST_TEXT)
    raw = source.encode() if isinstance(source, str) else source
    return read_page(raw, url=url, origin=Origin(path="a.html"), defaults=defaults, **about)  # type: ignore[arg-type]


def original(source: str | bytes) -> str:
    raw = source.encode() if isinstance(source, str) else source
    return read_page_text(parse_page(decode_page(raw, None, None)[0], None))[0]


def plain(text: str) -> str:
    return "".join(" " if sign.isspace() else sign for sign in text)


def check_map(source: str | bytes, report: Report) -> int:
    """How many code points are mapped; each stretch is the page's own, white space of another kind aside."""
    text = original(source)
    for start, end, place in report.source_map:
        assert plain(report.text[start:end]) == plain(text[place : place + end - start])
    return sum(end - start for start, end, _ in report.source_map)


# ---- what a page is --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "start",
    [
        b"<!DOCTYPE html>", b"<!doctype HTML PUBLIC '-//W3C//DTD'>", b"\n\t <html>", b"\xef\xbb\xbf<html lang=en>",
        b"<!-- saved -->\n<!-- twice --><head>", b"<?xml version='1.0'?>\n<!DOCTYPE html>", b"<HTML\n>",
        "\ufeff<html>".encode("utf-16-le"), "\ufeff<!doctype html>".encode("utf-16-be"), b"<title>Dam</title>",
        b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>", b"<!-- a long licence " + b"x" * 2_000,
    ],
)  # fmt: skip
def test_page_is_told_from_its_first_bytes(start: bytes) -> None:
    assert is_page(start)


@pytest.mark.parametrize(
    "start",
    [
        b"", b"LIMA - It rained.", b'{"text": "<html>"}', b"<?xml version='1.0'?><rss>", b"<feed>", b"<htmlish>",
        b"<!DOCTYPE note>", b"WARC/1.0\r\n", b"\x1f\x8b", b"<headline>Dam</headline>", b"<!-- a feed --><rss>", b"<p",
    ],
)  # fmt: skip
def test_what_begins_otherwise_is_none(start: bytes) -> None:
    assert not is_page(start)


@pytest.mark.parametrize("start", [b"<!---->" * 600 + b"x", b"<!-- " + b"-->" * 1_300, b"<?xml " * 700])
def test_beginning_made_of_comments_is_told_at_once(start: bytes) -> None:
    started = time.process_time()
    assert not is_page(start)
    assert time.process_time() - started < 1


# ---- text ------------------------------------------------------------------------------------------------------------


def test_text_is_headline_blank_line_paragraphs() -> None:
    report = read(page())
    assert report.text == f"{TITLE}\n\n{FIRST}\n\n{SECOND}\n\n{THIRD}"
    assert report.headline_span == (0, len(TITLE))


def test_lists_headings_and_quotes_are_paragraphs_of_their_own() -> None:
    body = (
        f"<p>{FIRST}</p><h2>What the council wants</h2><ul><li>The contract is to be published at once.</li>"
        f"<li>The village is to be asked again.</li></ul><blockquote><p>{SECOND}</p></blockquote><p>{THIRD}</p>"
    )
    parts = read(page(body)).text.split("\n\n")
    assert parts == [
        TITLE, FIRST, "What the council wants", "The contract is to be published at once.",
        "The village is to be asked again.", SECOND, THIRD,
    ]  # fmt: skip


def test_white_space_is_folded_references_read_and_invisible_signs_left_out() -> None:
    body = f"<p>Two min\u00adisters\n      resigned&nbsp;on <b>Monday</b> &amp; left\u200b, he said.</p><p>{SECOND}</p>"
    report = read(page(body))
    assert "Two ministers resigned on Monday & left, he said." in report.text


def test_line_break_behind_a_sentence_parts_paragraphs_and_another_does_not() -> None:
    body = f"<p>{FIRST}<br><br>{SECOND.replace('called', '<br>called')}<br />{THIRD}</p>"
    assert read(page(body)).text.split("\n\n")[1:] == [FIRST, SECOND, THIRD]


def test_furniture_stays_in_the_text_and_is_marked() -> None:
    report = read(page(f"{STORY}<p>Read more: The dam in pictures</p><p>Like this story? Share it with a friend!</p>"))
    marked = [report.text[start:end] for start, end in report.furniture]
    assert marked == ["Read more: The dam in pictures", "Like this story? Share it with a friend!"]


# ---- what the page says of itself ------------------------------------------------------------------------------------


def linked(**about: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps({'@type': 'NewsArticle', **about})}</script>"


@pytest.mark.parametrize(
    ("head", "h1"),
    [
        (f"<title>{TITLE} - Fern Daily</title><meta property=og:site_name content='Fern Daily'>", ""),
        (f"<title>{TITLE} | Fern</title>", TITLE),
        (f"<meta property=og:title content='{TITLE} | World | Fern Daily'>", TITLE),
        (f"<meta property=og:title content='{TITLE}'>", f"Peru: {TITLE}"),
        (f"<meta property=og:title content='Dam row: {TITLE} | Lima News'>", TITLE),
        (linked(headline=f"{TITLE}"), "Fern Daily"),
        (f"<meta property=og:title content='Fern Daily'><meta property=og:site_name content='Fern Daily'>{''}", TITLE),
    ],
)
def test_headline_is_the_declared_title_without_outlet_and_kicker(head: str, h1: str) -> None:
    assert read(page(head=head, h1=h1)).headline == TITLE


def test_headline_has_the_heading_s_own_signs_so_that_it_is_mapped() -> None:
    source = page(
        head='<meta property=og:title content="The dam\'s two ministers resign">', h1="The dam’s two ministers resign"
    )
    report = read(source)
    assert report.headline == "The dam’s two ministers resign"
    assert report.source_map[0][:2] == (0, len(report.headline))


def test_publisher_authors_and_address() -> None:
    head = (
        "<meta property=og:site_name content='ferndaily'><link rel=canonical href='/news/dam'>"
        "<meta property=og:url content='https://fern.example/news/dam?x=1'>"
        + linked(publisher={"name": "Fern Daily"}, author=[{"name": "By Ann Roe and Bo Poe"}, {"name": "Fernwire"}])
    )
    report = read(page(head=head))
    assert report.publisher == "Fern Daily"
    assert report.authors == ("Ann Roe", "Bo Poe", "Fernwire")
    assert report.url == URL


def test_address_given_goes_before_the_page_s_own() -> None:
    assert read(page(head="<link rel=canonical href='https://other.example/'>"), url=URL).url == URL


@pytest.mark.parametrize(
    "href", ["/news/dam", "javascript:void(0)", "http://[", "https://fern.example/a b", "", "//", "mailto:a@b.example"]
)
def test_address_that_is_not_whole_is_none(href: str) -> None:
    assert read(page(head=f"<link rel=canonical href='{href}'>")).url is None


@pytest.mark.parametrize(
    ("head", "body", "published"),
    [
        (linked(datePublished="2024-03-12T23:30:00-05:00", dateModified="2024-03-14"), "", "2024-03-12T23:30:00-05:00"),
        ("<meta property=article:published_time content='2024-03-12 08:30:00 +01'>", "", "2024-03-12T08:30:00+01:00"),
        ("", "<time datetime='2024-03-12T08:30:00Z' pubdate>today</time>", "2024-03-12T08:30:00Z"),
        ("", "<time datetime='2024-03-12T08:30:00+05:30'>12 March</time>", "2024-03-12T08:30:00+05:30"),
        ("", "<p class=date>Published March 12, 2024</p>", "2024-03-12"),
        (linked(datePublished="yesterday"), "", None),
        (linked(datePublished="0001-01-01T00:00:00Z"), "", None),
    ],
)
def test_date_of_publication_with_the_zone_the_page_states(head: str, body: str, published: str | None) -> None:
    assert read(page(body + STORY, head)).published == published


def test_of_several_articles_the_one_with_the_page_s_address_counts() -> None:
    other = linked(
        headline="Another story that is shown beside it", datePublished="2020-01-01", url="https://a.example/"
    )
    own = linked(datePublished="2024-03-12", mainEntityOfPage={"@id": URL})
    report = read(page(head=other + own), url=URL)
    assert (report.published, report.headline) == ("2024-03-12", TITLE)


@pytest.mark.parametrize(
    "data",
    [
        "{",
        "null",
        "[]",
        '{"@graph": 3}',
        '{"@type": {}}',
        "[" * 100_000,
        '{"@type": "NewsArticle", "author": [[1]], "headline": 5}',
    ],
)
def test_broken_linked_data_is_passed_over(data: str) -> None:
    assert read(page(head=f"<script type='application/ld+json'>{data}</script>")).headline == TITLE


# ---- encoding --------------------------------------------------------------------------------------------------------

WORDS = "<p>Die Minister für Äußeres und Öl traten am Montag zurück, sagte der Präsident während der Sitzung.</p>" * 3
RUSSIAN = "<p>Министр заявил в понедельник, что переговоры о плотине продолжатся на следующей неделе в столице.</p>" * 3


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (page(RUSSIAN).encode(), None),
        (page(RUSSIAN).encode("utf-8-sig"), "koi8-r"),
        (page(RUSSIAN).encode("utf-16"), None),
        (page(RUSSIAN, "<meta charset=koi8-r>").encode("koi8-r"), None),
        (page(RUSSIAN).encode("windows-1251"), "windows-1251"),
        (page(RUSSIAN, "<meta charset=iso-8859-1>").encode(), None),
        (page(RUSSIAN, "<meta charset=utf-16>").encode(), None),
        (page(RUSSIAN, "<meta charset=rot13>").encode(), "unicode_escape"),
        (page(RUSSIAN, "<meta http-equiv=content-type content='text/html; charset=cp1251'>").encode("cp1251"), None),
    ],
)
def test_encoding_by_mark_bytes_server_and_page(raw: bytes, encoding: str | None) -> None:
    report = read(raw, encoding=encoding)
    assert "Министр заявил в понедельник" in report.text
    assert report.warnings == ()


def test_latin_1_is_windows_1252() -> None:
    raw = page(WORDS.replace("sagte", "“sagte”"), "<meta charset=iso-8859-1>").encode("cp1252")
    assert "Präsident" in read(raw).text
    assert "“sagte”" in read(raw).text


def test_few_damaged_bytes_cost_only_themselves_and_are_told() -> None:
    raw = (
        page(RUSSIAN * 5, "<meta charset=utf-8>").encode().replace("Министр".encode(), "Министр ".encode() + b"\xff", 1)
    )
    report = read(raw)
    assert report.text.count("\ufffd") == 1
    assert "1 bytes that are not utf-8" in report.warnings[0]


def test_page_that_breaks_off_inside_a_character_is_read() -> None:
    raw = page().encode().split(b"</article>")[0] + b"<p>The p\xc3"
    report = read(raw)
    assert THIRD in report.text
    assert "breaks off" in report.warnings[0]


# ---- the way back ----------------------------------------------------------------------------------------------------


def test_whole_text_is_mapped_where_the_page_has_it_in_one_piece() -> None:
    source = page()
    report = read(source)
    assert [report.text[start:end] for start, end, _ in report.source_map] == [TITLE, FIRST, SECOND, THIRD]
    check_map(source, report)


def test_headline_is_mapped_to_the_heading_and_not_to_the_title() -> None:
    source = page(head=f"<title>{TITLE}</title>")
    place = read(source).source_map[0][2]
    assert original(source).index(TITLE) < place == original(source).rindex(TITLE)


def test_stretches_break_where_white_space_is_folded() -> None:
    source = page(STORY.replace("on Monday", "on\n        Monday"))
    report = read(source)
    assert FIRST in report.text
    assert len(report.source_map) == 5
    check_map(source, report)


def test_paragraph_with_something_taken_out_is_mapped_around_it() -> None:
    inner = "<script>var x = 1;</script><button>Share</button>"
    source = page(STORY.replace("on Monday", f"on {inner}Monday"))
    report = read(source)
    assert check_map(source, report) > 0.8 * len(report.text)


def test_short_paragraphs_are_mapped_between_their_neighbours_only() -> None:
    source = page(f"<p>No.</p><p>{FIRST}</p><p>No.</p><p>{SECOND}</p><p>{THIRD}</p>")
    report = read(source)
    stretches = [place for start, end, place in report.source_map if report.text[start:end] == "No."]
    assert stretches == [n for n in range(len(original(source))) if original(source).startswith("No.", n)]


_WORDS = st.sampled_from(
    ["dam", "the", "river", "said", "min\u00adister", "“No”", "a\u200bb", "1,000", "—", "Größe", "𝔣", "&amp;"]
)
_SPACES = st.sampled_from(
    [" ", "\n", "  ", "&nbsp;", "<br>", " <b>x</b> ", "<i> </i>", " <script>var a</script> ", "\r\n\t"]
)
_PARAGRAPHS = st.lists(st.tuples(_WORDS, _SPACES), min_size=1, max_size=40).map(
    lambda parts: "".join(w + s for w, s in parts)
)
_BLOCKS = st.lists(st.tuples(st.sampled_from(["p", "h2", "li", "blockquote", "div", "td"]), _PARAGRAPHS), max_size=8)


@settings(max_examples=150, deadline=None)
@given(_BLOCKS)
def test_every_mapped_stretch_is_the_page_s(blocks: list[tuple[str, str]]) -> None:
    source = page("".join(f"<{tag}>{inner}</{tag}>" for tag, inner in blocks) + STORY)
    try:
        report = read(source)
    except InputError:
        return
    assert check_map(source, report) > 0


@example(b"\0\x80", b"<html>")
@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=600),
    st.sampled_from([b"<html>", b"<html><p>\0", b"<!doctype html><p>", b"\xff\xfe<\0h\0t\0m\0l\0>\0", b""]),
)
def test_any_bytes_give_a_report_or_an_input_error(raw: bytes, start: bytes) -> None:
    try:
        report = read(start + raw)
    except InputError as error:
        assert "\n" not in str(error).replace("\\n", "")
        return
    check_map(start + raw, report)


# ---- hostile pages ---------------------------------------------------------------------------------------------------

DEEP = 100_000
MANY = MOST_ELEMENTS - 100
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9)).replace("&a0;", "&a;")
    + f"]><html><body>{STORY}<p>&a9;&a9;</p></body></html>"
)
WHOLE = {
    "deep, the story before": page(STORY + "<div>" * DEEP),
    "huge attribute": page(f"<div data-x='{'a' * 5_000_000}'>{STORY}</div>"),
    "many attributes": page(f"<div {' '.join(f'a{n}=1' for n in range(200_000))}>{STORY}</div>"),
    "entity bomb": BOMB,
    "NULs": page(STORY.replace("o", "o\0")),
    "unpaired surrogates": page(STORY.replace("dam", "&#xD800;dam&#xDFFF;")),
    "marks of direction": page(STORY.replace("dam", "\u202edam\u202c")),
    "10,000 quotation marks": page(STORY + f"<p>{'He said &quot;no. ' * 10_000}</p>"),
    "linked data of 500,000 objects": page(head=f"<script type='application/ld+json'>[{'{},' * 500_000}{{}}]</script>"),
    "a title of 3 MB": page(head=f"<title>{'a - b | ' * 400_000}</title>"),
    "a heading of 2 MB": page(h1=f"{'a - b | ' * 250_000}"),
}
REFUSED = {
    "script only": f"<html><head><script>{'var a = 1;' * 100_000}</script></head><body></body></html>",
    "empty body": page(body="", h1=""),
    "empty": "",
    "white space": "<html>" + " " * 1_000_000,
    "too many bytes": "<html>" + "x" * LARGEST_PAGE,
    "too many elements": page("<p>a</p>" * 1_000_000),
    "too long a text": page(f"<p>{'2020-01-01 ' * 800_000}</p>"),
    "comments without end": "<!--" * 1_000_000 + "<html>",
    "brackets": "<html>" + "<" * 9_000_000,
}
EITHER = {
    "deep": page("<div>" * DEEP + STORY + "</div>" * DEEP),
    "deep lists": page("<ul><li>" * DEEP + STORY),
    "deep quotes": page("<blockquote>" * DEEP + STORY),
    "deep tables": page("<table><tr><td>" * DEEP + STORY),
    "one word of 4.9 MB": page(f"<p>{'a' * 4_900_000}</p>"),
    "short paragraphs": page("".join(f"<p>{n} no</p>" for n in range(MANY))),
    "quotes": page("<blockquote><p>abc abc</p></blockquote>" * (MANY // 2)),
    "line breaks": page("<p>" + "word word<br>" * MANY),
    "links": page("<a href=x>abc</a> " * MANY),
    "times": page(STORY + "<time datetime='2020-13-45T99'>x</time>" * MANY),
    "authors": page(STORY + "<a rel=author>abc</a>" * MANY),
}


def timed(source: str) -> Report | InputError:
    started = time.process_time()
    try:
        found: Report | InputError = read(source)
    except InputError as error:
        found = error
    assert time.process_time() - started < SECONDS
    return found


@pytest.mark.parametrize("name", WHOLE)
def test_hostile_page_gives_its_story(name: str) -> None:
    report = timed(WHOLE[name])
    assert isinstance(report, Report)
    assert "called on the government to publish the contract in full" in report.text
    assert not set("\0\ud800\udfff\u202e") & set(report.text)
    check_map(WHOLE[name], report)


@pytest.mark.parametrize("name", REFUSED)
def test_page_without_a_report_gives_one_clear_line(name: str) -> None:
    error = timed(REFUSED[name])
    assert isinstance(error, InputError)
    assert error.place == "a.html"
    assert "\n" not in str(error)
    assert len(str(error)) < 250


@pytest.mark.slow
@pytest.mark.parametrize("name", EITHER)
def test_page_of_much_of_one_thing_ends_soon(name: str) -> None:
    found = timed(EITHER[name])
    assert isinstance(found, (Report, InputError))


def test_a_title_is_escaped_in_the_line_that_says_there_is_no_more() -> None:
    with pytest.raises(InputError, match="only its title, 'Dam < sea'"):
        read(f"<html><head><title>{escape('Dam < sea')}</title></head><body></body></html>")
