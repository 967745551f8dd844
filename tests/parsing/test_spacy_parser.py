from __future__ import annotations

from itertools import count, islice

from hypothesis import given, settings
from hypothesis import strategies as st

from asreported.parsing import Parse, SpacyParser
from asreported.records import DatelineSpan, Report


def check(parse: Parse) -> None:
    size = len(parse)
    for column in (parse.ends, parse.words, parse.lemmas, parse.tags, parse.deps, parse.heads, parse.sentence_of):
        assert len(column) == size
    assert all(
        parse.text[s:e] == w for s, e, w in zip(parse.starts, parse.ends, parse.words, strict=True) if "\n" not in w
    )
    assert list(parse.starts) == sorted(parse.starts)
    for start, end in parse.sentences:
        assert all(start <= parse.heads[token] < end for token in range(start, end))
    assert all(left <= token < right for token, (left, right) in enumerate(parse.edges))


def test_columns_agree_and_sentences_stay_in_paragraphs(parser: SpacyParser) -> None:
    text = "Talks  resumed in\nthe capital.\n\nThe envoy said:\n\n“We agree.  All of us.”"
    [parse] = parser.parse([Report(text=text)])
    check(parse)
    bounds = [parse.span(*p) for p in parse.paragraphs]
    for sentence in parse.sentences:
        start, end = parse.span(*sentence)
        assert any(a <= start and end <= b for a, b in bounds)


def test_dateline_is_no_part_of_the_first_sentence(parser: SpacyParser) -> None:
    text = "LIMA (Agency) — Two ministers resigned on Monday."
    [parse] = parser.parse([Report(text=text, dateline=DatelineSpan((0, 15)))])
    assert parse.text[parse.starts[parse.sentences[-1][0]] :] == "Two ministers resigned on Monday."


def test_furniture_is_not_parsed(parser: SpacyParser) -> None:
    text = "The envoy left on Monday.\n\nSign up for our letter\n\n“We stay,” she said. Read more here."
    furniture = (text.index("Sign"), text.index("letter") + 6), (text.index("Read"), len(text))
    [parse] = parser.parse([Report(text=text, furniture=furniture)])
    assert " ".join(parse.words) == "The envoy left on Monday . “ We stay , ” she said ."


def test_stream_keeps_order_and_may_be_endless(parser: SpacyParser) -> None:
    reports = (Report(text=f"Minister number {n} resigned.") for n in count())
    parses = islice(parser.parse(reports), 5)
    assert [parse.words[2] for parse in parses] == list("01234")


def test_reports_parse_alike_alone_and_together(parser: SpacyParser) -> None:
    texts = ["The envoy left.", "“We stay,” she said.", "A third report: nothing new."]
    together = list(parser.parse(Report(text=text) for text in texts))
    alone = [next(iter(parser.parse([Report(text=text)]))) for text in texts]
    assert together == alone


@settings(max_examples=60, deadline=None)
@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80))
def test_any_text_parses(parser: SpacyParser, text: str) -> None:
    [parse] = parser.parse([Report(text=text)])
    check(parse)
