"""find_sayings on invented sentences (cases.txt) and on arbitrary text with quotation marks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asreported.attributions.cues import CueTable
from asreported.attributions.finder import find_sayings
from asreported.attributions.saying import Saying
from asreported.attributions.tagger import Tagger
from asreported.lexicons import Lexicons
from asreported.parsing import Parse, SpacyParser
from asreported.records import DatelineSpan, Report, Spans
from asreported.spans import check_spans

HOME = Path(__file__).parent


def read_cases(name: str) -> list[tuple[str, list[str]]]:
    """Text and expected lines of every block."""
    blocks = (HOME / name).read_text(encoding="utf-8").split("\n\n")
    lines = [[line for line in block.splitlines() if not line.startswith("#")] for block in blocks]
    return [(block[0].replace("\\n", "\n"), block[1:]) for block in lines if block]


def show(saying: Saying, text: str) -> str:
    """A saying as a line of cases.txt."""

    def words(spans: Spans) -> str:
        return " … ".join(text[start:end] for start, end in spans).replace("\n", "\\n")

    parts = [words(saying.source) or "-", words(saying.cue), words(saying.content), saying.kind, saying.act]
    if saying.realis != "actual":
        parts.append(saying.realis)
    if saying.channel is not None:
        parts.append(f"channel={saying.channel.name}: {words((saying.channel.span,))}")
    if saying.addressee:
        parts.append("to=" + words(saying.addressee))
    if saying.relayed_by:
        parts.append("by=" + words(saying.relayed_by))
    return (">" if saying.parent is None else ">>") + " " + " | ".join(parts)


@pytest.fixture(scope="session")
def cues(lexicons: Lexicons) -> CueTable:
    return CueTable(lexicons)


@pytest.mark.parametrize(("text", "expected"), read_cases("cases.txt"))
def test_case_gives_these_sayings(
    text: str, expected: list[str], cues: CueTable, parse_text: Callable[[str], Parse]
) -> None:
    found = find_sayings(Report(text=text), parse_text(text), cues)
    assert ([show(saying, text) for saying in found] or ["> none"]) == expected


@pytest.fixture(scope="session")
def tagger() -> Tagger:
    return Tagger()


@pytest.mark.parametrize(("text", "expected"), read_cases("forms.txt"))
def test_form_gives_these_sayings(
    text: str, expected: list[str], cues: CueTable, tagger: Tagger, parse_text: Callable[[str], Parse]
) -> None:
    found = find_sayings(Report(text=text), parse_text(text), cues, tagger)
    assert ([show(saying, text) for saying in found] or ["> none"]) == expected


def test_dateline_stays_out_of_contents(cues: CueTable, parser: SpacyParser) -> None:
    text = "ORLA, May 3 (VNA) — The talks failed, Venn said."
    report = Report(text=text, dateline=DatelineSpan((0, text.index("The"))))
    [parse] = parser.parse([report])
    [saying] = find_sayings(report, parse, cues)
    assert [text[start:end] for start, end in saying.content] == ["The talks failed"]


def test_headline_has_its_own_saying_and_none_of_the_body(cues: CueTable, parser: SpacyParser) -> None:
    text = "“We will not sign,” says Venn\n\n“The talks have failed,” Mora said."
    report = Report(text=text, headline_span=(0, text.index("\n")))
    [parse] = parser.parse([report])
    contents = [[text[start:end] for start, end in one.content] for one in find_sayings(report, parse, cues)]
    assert contents == [["“We will not sign,”"], ["“The talks have failed,”"]]


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        (
            "Airstrike Kills 14 at Market, Residents Say",
            "> Residents | Say | Airstrike Kills 14 at Market | indirect | say",
        ),
        ("Taxes Will Rise, PM Says", "> PM | Says | Taxes Will Rise | indirect | say"),
        ("PM: Taxes Will Rise", "> PM | : | Taxes Will Rise | indirect | say"),
    ],
)
def test_headline_in_capitals_has_its_saying(headline: str, expected: str, cues: CueTable, parser: SpacyParser) -> None:
    report = Report(text=headline + "\n\nThe road is open.", headline_span=(0, len(headline)))
    [parse] = parser.parse([report])
    assert expected in [show(saying, report.text) for saying in find_sayings(report, parse, cues)]


def test_topic_before_a_colon_says_nothing(cues: CueTable, parser: SpacyParser) -> None:
    report = Report(text="Ruvania: Five Killed in Landslide\n\nThe road is open.", headline_span=(0, 33))
    [parse] = parser.parse([report])
    assert find_sayings(report, parse, cues) == ()


SPOKEN = ("We left at dawn.", "Nobody came, and the road was closed", "I know that the talks have failed!", "Why now?")
FRAMES = ("“{},” Venn said.", "Venn said: “{}”", "Mora told reporters on Monday: “{}”", "Venn wrote: «{}».")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    spoken=st.sampled_from(SPOKEN), frame=st.sampled_from(FRAMES), before=st.sampled_from(("", "The road is open. "))
)
def test_what_stands_in_closed_marks_is_content_whole(
    spoken: str, frame: str, before: str, cues: CueTable, parse_text: Callable[[str], Parse]
) -> None:
    inner = spoken.rstrip(".") if "{}," in frame else spoken
    text = before + frame.format(inner)
    contents = [
        text[start:end] for one in find_sayings(Report(text=text), parse_text(text), cues) for start, end in one.content
    ]
    assert any(inner in content for content in contents)


@pytest.mark.parametrize(
    "odd", ["Mora left “early on Monday.", 'The "old road is open.', "It was ''cold and dark.", "Mora left» at noon."]
)
def test_odd_mark_costs_at_most_its_own_paragraph(odd: str, cues: CueTable, parse_text: Callable[[str], Parse]) -> None:
    before, after = "“We left,” Venn said.", "Mora said: “The talks have failed.”"
    text = f"{before}\n\n{odd}\n\n{after}"
    contents = [
        [text[start:end] for start, end in one.content]
        for one in find_sayings(Report(text=text), parse_text(text), cues)
    ]
    assert ["“We left,”"] in contents
    assert ["“The talks have failed.”"] in contents


def test_same_input_gives_same_sayings(cues: CueTable, parse_text: Callable[[str], Parse]) -> None:
    text = "“We came,” Venn said. “We saw.” Mora said that Venn had said that the road was safe."
    report = Report(text=text)
    assert find_sayings(report, parse_text(text), cues) == find_sayings(report, parse_text(text), cues)


MARKS = ("“", "”", '"', "''", "«", "»", "'", "‘", "’", "—", ":", ";", "?", ",", ".", "…", "(", ")", "\n\n", " ")
WORDS = ("Venn", "said", "says", "that", "the", "talks", "failed", "told", "AFP", "according to", "claim of", "in view")
PHRASES = ("quoted as saying", "is expected to announce", "and warned", "not", "who", "a statement", "ORLA:", "we")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(MARKS + WORDS + PHRASES), max_size=45), glue=st.sampled_from((" ", "")))
def test_any_text_with_marks_gives_ordered_spans_inside_it(
    words: list[str], glue: str, cues: CueTable, parse_text: Callable[[str], Parse]
) -> None:
    text = glue.join(words)
    sayings = find_sayings(Report(text=text), parse_text(text), cues)
    for number, saying in enumerate(sayings):
        assert saying.content
        for spans in (saying.source, saying.cue, saying.content, saying.addressee, saying.relayed_by):
            check_spans(spans, "$")
            assert all(end <= len(text) for _, end in spans)
        assert not any(a < y and x < b for a, b in (*saying.source, *saying.cue) for x, y in saying.content)
        assert (saying.confidence is None) == (saying.parent is not None)
        assert saying.confidence is None or 0 <= saying.confidence <= 1
        if saying.parent is not None:
            assert saying.parent != number
            cue = saying.cue[0][0]
            assert any(start <= cue < end for start, end in sayings[saying.parent].content)
