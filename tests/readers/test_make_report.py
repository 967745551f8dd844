"""Headline, byline, dateline, furniture. All case text is invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asreported.errors import InputError
from asreported.readers import make_report
from asreported.records import Report

STORY = "Two ministers resigned on Monday, the prime minister said."


def words(report: Report, span: tuple[int, int] | None) -> str | None:
    return None if span is None else report.text[slice(*span)]


DATELINES = [
    # text, dateline, place, agency, date
    ("TEHRAN (Tasnim) – The council met.", "TEHRAN (Tasnim) –", "TEHRAN", "Tasnim", None),
    ("PARIS, March 3 (Reuters) - The council met.", "PARIS, March 3 (Reuters) -", "PARIS", "Reuters", "March 3"),
    ("LONDON — The council met.", "LONDON —", "LONDON", None, None),
    ("WASHINGTON, D.C. (AP) — The council met.", "WASHINGTON, D.C. (AP) —", "WASHINGTON, D.C.", "AP", None),
    ("NEW DELHI/ISLAMABAD, Aug 5 (Fernwire) - It met.", "NEW DELHI/ISLAMABAD, Aug 5 (Fernwire) -",
     "NEW DELHI/ISLAMABAD", "Fernwire", "Aug 5"),
    ("Moscow. 5 March. INTERFAX.COM - The council met.", "Moscow. 5 March. INTERFAX.COM -", "Moscow", "INTERFAX.COM",
     "5 March"),
    ("KYIV. May 6 (Fernwire) - The council met.", "KYIV. May 6 (Fernwire) -", "KYIV", "Fernwire", "May 6"),
    ("BEIJING, Jan. 2 (Xinhua) -- The council met.", "BEIJING, Jan. 2 (Xinhua) --", "BEIJING", "Xinhua", "Jan. 2"),
    ("MOSCOW, May 5. /Volga News/. The council met.", "MOSCOW, May 5. /Volga News/.", "MOSCOW", "Volga News", "May 5"),
    ("ANKARA - The council met.", "ANKARA -", "ANKARA", None, None),
    ("ST. PETERSBURG, Russia, June 7 (Reuters) - It met.", "ST. PETERSBURG, Russia, June 7 (Reuters) -",
     "ST. PETERSBURG, Russia", "Reuters", "June 7"),
    ("PORT-AU-PRINCE, Haiti — The council met.", "PORT-AU-PRINCE, Haiti —", "PORT-AU-PRINCE, Haiti", None, None),
    ("MOSCOW, March 5. /TASS/. The council met.", "MOSCOW, March 5. /TASS/.", "MOSCOW", "TASS", "March 5"),
    ("Lisbon (CNN) The council met.", "Lisbon (CNN)", "Lisbon", "CNN", None),
    ("(Reuters) - The council met.", "(Reuters) -", None, "Reuters", None),
    ("Damascus, SANA- The council met.", "Damascus, SANA-", "Damascus", "SANA", None),
    ("ISLAMABAD, Mar 3 (APP):The council met.", "ISLAMABAD, Mar 3 (APP):", "ISLAMABAD", "APP", "Mar 3"),
    ("BAGHDAD: The council met.", "BAGHDAD:", "BAGHDAD", None, None),
    ("BEIJING --The council met.", "BEIJING --", "BEIJING", None, None),
    ("Geneva, 3 June 2021 (WAFA) – The council met.", "Geneva, 3 June 2021 (WAFA) –", "Geneva", "WAFA", "3 June 2021"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "whole", "place", "agency", "date"), DATELINES, ids=[one[1] for one in DATELINES])
def test_dateline_gives_place_agency_and_date(
    text: str, whole: str, place: str | None, agency: str | None, date: str | None
) -> None:
    for before in ("", "Council meets again over dam\n\n", "Council meets again over dam\nBy Ann Roe\n\n"):
        report = make_report(before + text)
        assert report.dateline is not None
        assert words(report, report.dateline.span) == whole
        assert words(report, report.dateline.place_span) == place
        assert words(report, report.dateline.agency_span) == agency
        assert words(report, report.dateline.date_span) == date


@pytest.mark.parametrize(
    "text",
    [
        "FILE - In this picture of May 3 the council meets.",
        "UPDATE 1-Council meets over dam after long delay, officials say.",
        "NATO - the alliance of thirty states - met on Monday.",
        "Senator Ann Roe (Lakeside) - a lawyer - spoke first.",
        "The National Water Council (NWC) - a body of twelve - met.",
        "RELATED: Council meets.",
        "May 5 - The council met.",
        "ROE: Good morning.\n\nPOE: Good morning to you, and thank you.",
        "Minister Ann Roe (Reuters) spoke first.",
        "COUNCIL MEETS AGAIN - OFFICIAL\n\nIt met on Monday.",
    ],
)
def test_what_looks_like_a_dateline_is_none(text: str) -> None:
    assert make_report(text).dateline is None


def test_heading_in_capitals_further_down_is_no_dateline() -> None:
    assert make_report(f"{STORY}\n\nBACKGROUND — The dam was built long ago.").dateline is None


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        ("LIMA (AP) — It met.", "Associated Press"),
        ("LIMA (Reuters/AFP) - It met.", "Reuters"),
        ("LIMA (Fernwire) - It met.", None),
        ("LIMA — It met.", None),
    ],
)
def test_publisher_is_the_agency_the_table_knows(text: str, publisher: str | None) -> None:
    assert make_report(text).publisher == publisher
    assert make_report(text, publisher="Fern Daily").publisher == "Fern Daily"


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        (f"Two ministers resign over dam\n\n{STORY}", "Two ministers resign over dam"),
        (f"Will the dam hold?\n\n{STORY}", "Will the dam hold?"),
        (f"Ministers resign over dam in U.S.\n\n{STORY}", "Ministers resign over dam in U.S."),
        (f"\n\n  Two ministers resign over dam\r\n\r\n{STORY}", "Two ministers resign over dam"),
        (f"Two ministers resign over dam\nBy Ann Roe\n{STORY}", "Two ministers resign over dam"),
        (f"ADVERTISEMENT\n\nTwo ministers resign over dam\n\n{STORY}", "Two ministers resign over dam"),
        (f"{STORY}\n\nThe dam is old.", None),
        (f"Ann Roe\n\n{STORY}", None),
        ("Two ministers resign over dam", None),
        (f"Two ministers resign over dam\n{STORY}", None),
        (f"{'Two ministers resign over dam ' * 8}\n\n{STORY}", None),
        (f"Two ministers, seen on Monday. (Bo Poe/Reuters)\n\n{STORY}", None),
        (f"LIMA (Reuters) - Two ministers resign over dam\n\n{STORY}", None),
    ],
)
def test_headline_is_a_short_first_paragraph_without_full_stop(text: str, headline: str | None) -> None:
    report = make_report(text)
    assert report.headline == headline
    assert words(report, report.headline_span) == headline


def test_given_headline_is_marked_where_the_text_begins_with_it() -> None:
    report = make_report(f"“Dam” will hold\n\n{STORY}", headline='"Dam" will hold')
    assert words(report, report.headline_span) == "“Dam” will hold"
    assert report.headline == '"Dam" will hold'


def test_given_headline_that_is_not_in_the_text_is_metadata_only() -> None:
    report = make_report(f"The dam is old\n\n{STORY}", headline="Two ministers resign")
    assert (report.headline, report.headline_span) == ("Two ministers resign", None)


def test_given_headline_does_not_cut_into_the_first_sentence() -> None:
    assert make_report(STORY, headline="Two ministers resigned").headline_span is None


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Ann Roe", ("Ann Roe",)),
        ("BY ANN ROE", ("ANN ROE",)),
        ("By Ann Roe and Bo van der Poe", ("Ann Roe", "Bo van der Poe")),
        ("By Ann Roe, Bo Poe and Cy al-Coe", ("Ann Roe", "Bo Poe", "Cy al-Coe")),
        ("By Ann Roe, Fern Daily", ("Ann Roe",)),
        ("By Ann Roe, Staff Writer", ("Ann Roe",)),
        ("By our staff correspondent", ()),
        ("By agencies", ()),
    ],
)
def test_byline_gives_authors_and_is_furniture(line: str, authors: tuple[str, ...]) -> None:
    report = make_report(f"Two ministers resign over dam\n\n{line}\n\n{STORY}")
    assert report.authors == authors
    assert [words(report, span) for span in report.furniture] == [line]


def test_byline_with_city_gives_the_dateline() -> None:
    report = make_report(f"By Ann Roe | Lima\n\n{STORY}")
    assert report.authors == ("Ann Roe",)
    assert report.dateline is not None
    assert words(report, report.dateline.place_span) == "Lima"


@pytest.mark.parametrize(
    "line", ["By Monday the dam will hold.", "By then Ann Roe had left the country, officials said."]
)
def test_sentence_that_begins_with_by_is_no_byline(line: str) -> None:
    report = make_report(f"{line}\n\n{STORY}")
    assert (report.authors, report.furniture) == ((), ())


@pytest.mark.parametrize(
    "line",
    [
        "Enlarge this image toggle caption Bo Poe/AP Bo Poe/AP",
        "A council meets in Lima on May 3. Bo Poe/Getty Images",
        "FILE PHOTO: A council meets. REUTERS/Bo Poe/File Photo",
        "A council meets in Lima. (AP Photo/Bo Poe)",
        "Read more: Why the dam may not hold",
        "Ministers fall out over old dam Read more",
        "RELATED: Why the dam may not hold",
        "Sign up for our daily newsletter",
        "Get the news you need delivered to your inbox. By signing up, you agree to our Privacy Policy",
        "Story continues below",
        "Story Continued Below",
        "Link Copied",
        "ADVERTISEMENT",
        "(Reporting by Ann Roe; editing by Bo Poe)",
        "Ann Roe and Bo Poe contributed to this report.",
        "Copyright © 2031 Fern Daily. All rights reserved.",
        "Updated 9:15 p.m. ET",
        "___",
        "Share Tweet Email",
        "Follow Ann Roe on Twitter @annroe",
        "This article is more than 3 years old",
    ],
)
def test_line_of_the_page_is_furniture_and_stays_in_the_text(line: str) -> None:
    text = f"{STORY}\n\n{line}\n\nThe dam is old."
    report = make_report(text)
    assert report.text == text
    assert [words(report, span) for span in report.furniture] == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Read by millions, the letter was copied by hand.",
        "Follow the river north and the dam comes into view.",
        "Advertisement spending fell, the minister said.",
        "Photographers were kept out of the council on Monday.",
        "More: that is what the union wants, its leader said.",
        "Sharing the water is the only way, Roe said.",
        "Updated plans were shown to the council, Roe said.",
        "“Subscribe to nothing they say,” Roe told the crowd.",
        "The council, which met (the first time since May) in Lima, agreed.",
    ],
)
def test_line_of_the_story_is_no_furniture(line: str) -> None:
    assert make_report(f"{STORY}\n\n{line}\n\nThe dam is old.").furniture == ()


def test_line_that_goes_on_in_lower_case_is_no_furniture() -> None:
    assert (
        make_report("The council has said since May that figures\npublished on June 3 at 6:35 p.m.\nare old.").furniture
        == ()
    )


def test_credit_inside_a_paragraph_is_marked_alone() -> None:
    report = make_report(f"{STORY} (Reporting by Ann Roe)")
    assert [words(report, span) for span in report.furniture] == ["(Reporting by Ann Roe)"]


@pytest.mark.parametrize("text", ["", " \n\t\u00a0\n"])
def test_text_without_a_letter_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="expected the text of a report"):
        make_report(text)


def test_text_longer_than_allowed_is_refused() -> None:
    with pytest.raises(InputError, match="at most 10 characters"):
        make_report("x" * 11, longest=10)


def test_unpaired_surrogates_become_replacement_characters_one_for_one() -> None:
    report = make_report("a\ud800b\udfffc \U0001f600")
    assert report.text == "a\ufffdb\ufffdc \U0001f600"
    assert report.id.startswith("sha256:")


def test_text_is_kept_letter_by_letter() -> None:
    text = "\ufeff  Dam\r\n\r\n\u2028e\u0301 \x00 x\u00a0\n"
    assert make_report(text).text == text


def test_ambiguous_date_is_a_warning_and_no_date() -> None:
    report = make_report(STORY, published="03/04/2019")
    assert report.published is None
    assert len(report.warnings) == 1


@given(st.text(alphabet=st.sampled_from("AaBy (),.-–—:/\n\"“”'R\x00\ud800é"), max_size=120))
def test_any_text_gives_a_report_whose_spans_hold(text: str) -> None:
    if not text.strip():
        return
    report = make_report(text)
    assert len(report.text) == len(text)


def test_long_line_is_read_in_a_moment() -> None:
    for text in ("A" * 300_000, "A, " * 100_000, "By A " * 60_000, "(" * 300_000, "A. " * 100_000, "-\n" * 50_000):
        assert make_report(text).text == text
