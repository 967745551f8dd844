"""The cue table: what it reads, what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from asreported.attributions.cues import CueTable
from asreported.errors import LexiconError
from asreported.lexicons import Lexicons

ACTS = {
    "", "say", "deny", "accuse", "criticize", "promise", "threaten", "warn", "demand", "ask", "praise", "support",
    "oppose", "believe", "know", "intend", "feel", "agree", "refuse", "order", "advise", "admit", "apologize",
}  # fmt: skip


def overlay(folder: Path, table: str, *lines: str) -> Lexicons:
    path = folder / "attributions" / f"{table}.csv"
    path.parent.mkdir()
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return Lexicons(folder)


def test_every_act_is_one_of_the_documented_set(lexicons: Lexicons) -> None:
    cells = {part.rpartition("=")[2] for row in lexicons.rows("attributions/cues") for part in row["act"].split("|")}
    assert cells <= ACTS


def test_saying_with_a_clause_is_nearly_always_an_attribution(lexicons: Lexicons) -> None:
    assert CueTable(lexicons).share("say", "verb", "clause") > 0.9


def test_frame_that_was_not_counted_counts_as_its_plainer_one(lexicons: Lexicons) -> None:
    cues = CueTable(lexicons)
    assert cues.share("condemn", "verb", "object+amid") == cues.share("condemn", "verb", "object")


def test_act_depends_on_the_frame(lexicons: Lexicons) -> None:
    cues = CueTable(lexicons)
    assert (cues.act("call", "verb", "clause"), cues.act("call", "verb", "for")) == ("say", "demand")


def test_overlay_adds_a_cue(tmp_path: Path) -> None:
    row = "cue/bloviate.v,bloviate,verb,say,,clause=0.75,0,own"
    cues = CueTable(overlay(tmp_path, "cues", "row,lemma,class,act,takes,frames,seen,source", row))
    assert cues.share("bloviate", "verb", "clause") == 0.75


@pytest.mark.parametrize("cell", ["clause", "clause=often", "clause=1.5"])
def test_share_that_is_no_number_from_0_to_1_is_refused(cell: str, tmp_path: Path) -> None:
    lexicons = overlay(tmp_path, "cues", "row,frames", f"cue/say.v,{cell}")
    with pytest.raises(LexiconError, match=r"cue/say\.v"):
        CueTable(lexicons)


def test_weight_that_is_no_number_is_refused(tmp_path: Path) -> None:
    lexicons = overlay(tmp_path, "contexts", "row,weight", "context/bias,much")
    with pytest.raises(LexiconError, match="context/bias"):
        CueTable(lexicons)
