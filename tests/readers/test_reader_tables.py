from __future__ import annotations

from pathlib import Path

import pytest

from asreported.errors import LexiconError
from asreported.lexicons import Lexicons
from asreported.readers import make_report


def overlay(folder: Path, table: str, text: str) -> Lexicons:
    (folder / "readers").mkdir()
    (folder / "readers" / f"{table}.csv").write_text(text, encoding="utf-8")
    return Lexicons(folder)


def test_overlay_adds_an_agency(tmp_path: Path) -> None:
    tables = overlay(tmp_path, "agencies", "row,name,forms\nagency/fern,Fernwire,Fernwire|FW\n")
    assert make_report("LIMA (FW) - It met.", lexicons=tables).publisher == "Fernwire"


def test_overlay_adds_furniture(tmp_path: Path) -> None:
    tables = overlay(
        tmp_path, "furniture", "row,kind,where,pattern,longest\nfurniture/fern,link,whole,fern daily \\w+,40\n"
    )
    assert make_report("It met.\n\nFern Daily Extra\n\nIt left.", lexicons=tables).furniture == ((9, 25),)


@pytest.mark.parametrize(
    ("row", "message"),
    [("link,whole,(,40", "regular expression"), ("link,middle,x,40", "'where'"), ("link,whole,x,many", "'longest'")],
)
def test_malformed_pattern_is_told_with_its_row(tmp_path: Path, row: str, message: str) -> None:
    tables = overlay(tmp_path, "furniture", f"row,kind,where,pattern,longest\nfurniture/fern,{row}\n")
    with pytest.raises(LexiconError, match=message) as error:
        make_report("It met.", lexicons=tables)
    assert "furniture/fern" in str(error.value)
