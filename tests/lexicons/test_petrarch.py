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
QUILL_INSTITUTE [IGO]
LOWERED_ [not a code]
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


def test_what_is_no_entry_of_its_own_is_listed_with_its_line(tables: Tables) -> None:
    assert tables.left_out == [
        "actors.txt:10: expected a name of no country and a code, found 'NOBODY_' ''",
        "actors.txt:11: expected a name of its own, found 'QUILL_INSTITUTE', which actors.txt:9 has",
        "actors.txt:12: expected a name of no country and a code, found 'LOWERED_' 'not'",
    ]


def test_a_coder_reads_the_overlay(tables: Tables, tmp_path: Path) -> None:
    write_overlay(tables, tmp_path / "overlay")
    record = Coder(lexicons=tmp_path / "overlay").code("The Amber Road Front attacked a police post on Monday.")
    [actor] = [actor for actor in record.actors if actor.name == "Amber Road Front"]
    assert (actor.country, actor.row) == ("YEM", "group/amber-road-front")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a dictionary file"):
        read_dictionaries([tmp_path / "none.txt"], Lexicons())


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("report.txt", b"Two ministers resigned on Monday.", "no code in brackets"),
        ("cut.gz", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03abc", "a dictionary file"),
        ("plain.gz", b"KENYA_ [KEN]", "not a gzipped file"),
    ],
)
def test_what_is_no_dictionary_is_told(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=told):
        read_dictionaries([tmp_path / name], Lexicons())
