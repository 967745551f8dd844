"""Nothing is undocumented: the reference page is what the code prints, the guide pages name every command."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from building import names
from building.reference import PAGE, make_page

from asreported import errors

HOME = Path(__file__).parent.parent


def test_reference_page_is_what_the_code_prints() -> None:
    assert PAGE.read_text(encoding="utf-8") == make_page(), "run: make reference"


def test_page_of_names_is_what_the_tables_say() -> None:
    assert names.PAGE.read_text(encoding="utf-8") == names.make_names(), "run: make reference"


@pytest.mark.parametrize("command", ["make demo", "make test"])
def test_readme_names_both_commands_in_its_first_screen(command: str) -> None:
    assert command in "\n".join((HOME / "README.md").read_text(encoding="utf-8").splitlines()[:60])


def test_links_between_pages_lead_somewhere() -> None:
    for page in (*HOME.glob("*.md"), *HOME.glob("docs/*.md"), *HOME.glob("examples/*.md")):
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_error_is_drawn_in_the_tree() -> None:
    for name, kind in vars(errors).items():
        if isinstance(kind, type) and issubclass(kind, errors.AsReportedError):
            assert name in (errors.__doc__ or ""), name
