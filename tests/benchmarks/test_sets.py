"""The marks of the sets of our own, and when an actor is the speaker that a reader marked."""

from __future__ import annotations

import json

import pytest
from benchmarks.quality import SHARED
from benchmarks.sets import HOME, drawn_articles, is_named, read_marks


def test_marks_give_spans_and_parents() -> None:
    text, found = read_marks(
        "{s1+3 She} {c1 said} {t1 that {s2 rebels} {c2 claimed} {t2 the bridge}}, {c3 adding} {t3 so}."
    )
    assert text == "She said that rebels claimed the bridge, adding so."
    words = {n: {role: [text[a:b] for a, b in spans] for role, spans in one.spans.items()} for n, one in found.items()}
    assert words == {
        1: {"source": ["She"], "cue": ["said"], "content": ["that rebels claimed the bridge"]},
        2: {"source": ["rebels"], "cue": ["claimed"], "content": ["the bridge"]},
        3: {"source": ["She"], "cue": ["adding"], "content": ["so"]},
    }
    assert [one.parent for one in found.values()] == [None, 1, None]


@pytest.mark.parametrize("marked", ["{s1 She said", "She} said"])
def test_a_loose_brace_is_refused(marked: str) -> None:
    with pytest.raises(ValueError, match="expected"):
        read_marks(marked)


@pytest.mark.parametrize("path", sorted(HOME.glob("[wi]*.jsonl")), ids=lambda path: path.stem)
def test_every_passage_is_whole(path: object) -> None:
    for line in map(json.loads, open(str(path), encoding="utf-8")):  # noqa: SIM115, PTH123
        text, found = read_marks(line["text"])
        assert "{" not in text
        for one in found.values():
            assert len(one.spans["cue"]) == 1
            assert one.spans["content"]


@pytest.mark.parametrize(
    ("mention", "speaker", "is_same"),
    [
        ("Ada Quill", "Ada Quill", True),
        ("Minister Ada Quill", "Ada Quill", True),
        ("a clerk", "a clerk who saw it", True),
        ("Ada Quill", "Ada Quill’s office", False),
        ("Dorn", "the Dorn workers’ union", False),
    ],
)
def test_an_actor_is_the_speaker(mention: str, speaker: str, is_same: bool) -> None:
    text = max(mention, speaker, key=len)
    spans = [[text.index(part), text.index(part) + len(part)] for part in (mention, speaker)]
    assert is_named(text, spans[:1], spans[1]) == is_same


@pytest.mark.skipif(not SHARED.is_dir(), reason="the corpora lie beside the checkout")
def test_speaker_set_is_the_drawn_articles() -> None:
    lines = map(json.loads, (HOME / "speakers.jsonl").read_text(encoding="utf-8").splitlines())
    assert {line["article"] for line in lines} == {article["id"] for article in drawn_articles()}
