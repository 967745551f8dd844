"""What the tagger sees. All text is invented."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from asreported.attributions.windows import LABELS, Words, label_words, make_windows
from asreported.parsing import Parse, SpacyParser
from asreported.records import Report

TEXT = "“We will vote,” Ada Quill said.\n\nShe left."


def parse(text: str) -> Parse:
    [found] = SpacyParser().parse([Report(text=text)])
    return found


@given(
    st.lists(st.lists(st.integers(1, 6), min_size=1, max_size=40), max_size=12), st.integers(1, 60), st.integers(0, 20)
)
def test_every_word_is_decided_once_and_shown_where_it_is(paragraphs: list[list[int]], core: int, context: int) -> None:
    sizes = [size for paragraph in paragraphs for size in paragraph]
    ends = [sum(map(len, paragraphs[: n + 1])) for n in range(len(paragraphs))]
    ranges = list(zip([0, *ends], ends, strict=False))
    windows = make_windows(sizes, ranges, core, context)
    assert [word for w in windows for word in range(w.core_start, w.core_end)] == list(range(len(sizes)))
    for window in windows:
        assert window.start <= window.core_start < window.core_end <= window.end
        decided = sum(sizes[window.core_start : window.core_end])
        assert decided <= core or window.core_end - window.core_start == 1
        assert sum(sizes[window.start : window.core_start]) <= context
        assert sum(sizes[window.core_end : window.end]) <= context


def test_words_carry_their_quotation_case_and_what_the_rules_found() -> None:
    found = parse(TEXT)
    said = (16, 25), (26, 30), (0, 15)
    words = Words.read(
        found, [tuple((one,) for one in said)], lambda ws: [[len(w)] for w in ws], {"tag": [], "dependency": []}
    )  # type: ignore[misc]
    quoted = [word for n, word in enumerate(found.words) if words.is_quoted(n)]
    assert quoted == ["“", "We", "will", "vote", ",", "”"]
    rule = {found.words[n]: LABELS[row[2]] for n, row in enumerate(words.features)}
    assert (rule["Ada"], rule["Quill"], rule["said"], rule["vote"], rule["left"]) == (
        "B-source", "I-source", "B-cue", "I-content", "O",
    )  # fmt: skip
    assert [words.features[n][1] for n, word in enumerate(found.words) if word in ("We", "said")] == [2, 1]


def test_a_cue_goes_before_a_source_and_a_source_before_a_content() -> None:
    found = parse("Ada Quill said so.")
    labels = label_words(found, [(((0, 9),), ((4, 14),), ((0, 17),))])
    assert [LABELS[label] for label in labels] == ["B-source", "B-cue", "I-cue", "I-content", "O"]
