"""PETRARCH-style dictionaries become tables that the coder lays over its own. The entries are invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from asreported import Coder, InputError
from asreported.lexicons import Lexicons
from asreported.lexicons.petrarch import Tables, read_dictionaries, write_overlay

ACTORS = """# comment
AMBER_ROAD_FRONT_(ARF)_
+FRONT_OF_THE_AMBER_ROAD_
\t[YEMREB 020101-050101]
\t[YEMPTY]

KENYA_  [KEN]
+KENYAN_
QUILL_INSTITUTE_ [NGOEDU]  ;note
NOBODY_
"""
AGENTS = """!PERSON! = MAN, WOMEN
LAMPLIGHT!PERSON! [~LAB]
"""


@pytest.fixture
def tables(tmp_path: Path) -> Tables:
    (tmp_path / "actors.txt").write_text(ACTORS, encoding="utf-8")
    (tmp_path / "agents.txt").write_text(AGENTS, encoding="utf-8")
    return read_dictionaries([tmp_path / "actors.txt", tmp_path / "agents.txt"], Lexicons())


def test_entries_become_rows(tables: Tables) -> None:
    front, institute = tables.groups[0], tables.groups[-1]
    assert (front["name"], front["aliases"]) == ("Amber Road Front", "Front of the Amber Road")
    assert (front["country"], front["sectors"]) == ("YEM", "PTY")
    assert (institute["international"], institute["sectors"]) == ("NGO", "EDU")
    assert [(row["words"], row["sectors"]) for row in tables.agents] == [("lamplightman|lamplightwomen", "LAB")]
    assert any("actors.txt:10" in line for line in tables.left_out)


def test_a_coder_reads_the_overlay(tables: Tables, tmp_path: Path) -> None:
    write_overlay(tables, tmp_path / "overlay")
    record = Coder(lexicons=tmp_path / "overlay").code("The Amber Road Front attacked a police post on Monday.")
    [actor] = [actor for actor in record.actors if actor.name == "Amber Road Front"]
    assert (actor.country, actor.row) == ("YEM", "group/amber-road-front")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a dictionary file"):
        read_dictionaries([tmp_path / "none.txt"], Lexicons())
