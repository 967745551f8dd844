"""The trained tagger and its reconciliation with the rules. All text is invented."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from asreported import Coder, Record
from asreported.attributions.tagger import HOME, Tagger
from asreported.errors import ModelError


def said(coder: Coder, text: str) -> list[tuple[str, str, str]]:
    record: Record = coder.code(text, published="2024-03-05")
    return [(record.words(a.source), record.words(a.cue), record.words(a.content)) for a in record.attributions]


def test_a_missing_model_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="expected the attribution tagger's files"):
        Tagger(tmp_path)


def test_the_model_is_named_by_its_digest() -> None:
    import hashlib

    assert Tagger().versions == {"attributions": hashlib.sha256((HOME / "model.onnx").read_bytes()).hexdigest()}


SAYINGS = [
    ("“We will vote on Friday,” Ada Quill said.", ("Ada Quill", "said", "“We will vote on Friday,”")),
    ("Ada Quill said the vote would be held on Friday.", ("Ada Quill", "said", "the vote would be held on Friday")),
    (
        "The vote will be held on Friday, according to two officials.",
        ("two officials", "according to", "The vote will be held on Friday"),
    ),
    ("''We will vote,'' said Ada Quill. ''All of us.''", ("Ada Quill", "said", "''We will vote,'' … ''All of us.''")),
    ("«We will vote», the minister said.", ("the minister", "said", "«We will vote»")),
    ("“We will vote.” — Ada Quill", ("Ada Quill", "—", "“We will vote.”")),
    ("Ada Quill: “We will vote on Friday.”", ("Ada Quill", ":", "“We will vote on Friday.”")),
]


@pytest.mark.parametrize(("text", "expected"), SAYINGS)
def test_a_saying_has_source_cue_and_content(coder: Coder, text: str, expected: tuple[str, str, str]) -> None:
    assert expected in said(coder, text)


def test_each_cue_takes_its_own_content(coder: Coder) -> None:
    found = said(coder, "“We will vote,” Ada Quill said on Monday. Marek Voll said the vote was a mistake.")
    assert [content for _, cue, content in found if cue == "said"] == ["“We will vote,”", "the vote was a mistake"]


def test_confidence_is_a_probability_of_the_outermost_only(coder: Coder) -> None:
    record = coder.code("Ada Quill said Marek Voll had told her that the vote was a mistake.", published="2024-03-05")
    assert any(a.parent for a in record.attributions)
    for one in record.attributions:
        assert (one.confidence is None) == (one.parent is not None)
        assert one.confidence is None or 0 < one.confidence < 1


def test_nothing_is_sent_or_written_anywhere(tmp_path: Path) -> None:
    """The runtime of the model can send usage data to its maker; here it must neither try nor leave an id behind."""
    script = "import os, asreported; asreported.Coder(); print(os.environ['ORT_DISABLE_TELEMETRY'])"
    environment = {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    environment.pop("ORT_DISABLE_TELEMETRY", None)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment)
    assert (done.stdout.strip(), done.stderr) == ("1", "")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
