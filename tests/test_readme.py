"""The README shows real output."""

from __future__ import annotations

import io
import re
from pathlib import Path

from asreported import Coder
from asreported.exports.pretty import PipeConsole, print_record

HOME = Path(__file__).parent.parent
REPORT = HOME / "examples" / "reports" / "01-fisheries-talks.txt"


def test_the_record_it_shows_is_part_of_what_is_printed(coder: Coder) -> None:
    readme = (HOME / "README.md").read_text(encoding="utf-8")
    text = REPORT.read_text(encoding="utf-8")
    shown = io.StringIO()
    console = PipeConsole(file=shown, width=110, no_color=True, force_terminal=False)
    print_record(coder.code(text, published="2024-03-12"), console)
    printed = [line.rstrip() for line in shown.getvalue().splitlines()]
    [block] = [one for one in re.findall(r"```\n(.*?)```", readme, re.DOTALL) if "Who said what" in one]
    lines = [line for line in block.splitlines() if line.strip()]
    assert [line for line in lines if line not in printed] == []
    quoted = " ".join(line.removeprefix("> ") for line in readme.splitlines() if line.startswith(">"))
    assert all(part.strip() in " ".join(text.split()) for part in quoted.split("> ") if part.strip())
