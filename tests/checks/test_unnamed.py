"""Which sources count as not named. Every sentence is invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.checks.builders import actor, attribution

from asreported.checks.unnamed import UnnamedTable, check_unnamed
from asreported.lexicons import Lexicons
from asreported.parsing import Parse
from asreported.records import Attribution, Check


@pytest.fixture(scope="module")
def table(lexicons: Lexicons) -> UnnamedTable:
    return UnnamedTable(lexicons)


@pytest.fixture
def check(table: UnnamedTable, parse_text: Callable[[str], Parse]) -> Callable[..., list[Check]]:
    def run(text: str, *attributions: Attribution, actors=()) -> list[Check]:
        return list(check_unnamed(parse_text(text), attributions, actors, table))

    return run


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("A senior official said the bridge was closed.", "A senior official"),
        ("Two sources said the bridge was closed.", "Two sources"),
        ("An aide to Ilan Maro said the bridge was closed.", "An aide to Ilan Maro"),
        ("A Western diplomat said the bridge was closed.", "A Western diplomat"),
        ("A person familiar with the plan said the bridge was closed.", "A person familiar with the plan"),
        ("A spokesman, who asked not to be named, said the bridge was closed.", "A spokesman"),
        ("The resident said the bridge was closed, on condition of anonymity.", "The resident"),
        ("An unnamed lawmaker said the bridge was closed.", "An unnamed lawmaker"),
    ],
)
def test_a_source_that_is_only_described_is_unnamed(check, text: str, source: str) -> None:
    [found] = check(text, attribution(text, "the bridge was closed", source=source))
    assert (found.kind, [text[s:e] for s, e in found.spans]) == ("unnamed-source", [source])
    assert found.message.startswith(f"{source!r} is quoted once and not named")


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Transport official Ilan Maro said the bridge was closed.", "Transport official Ilan Maro"),
        ("Ilan Maro, an aide, said the bridge was closed.", "Ilan Maro, an aide"),
        ("The ministry said the bridge was closed.", "The ministry"),
        ("The spokesman said the bridge was closed.", "The spokesman"),
        ("Residents said the bridge was closed.", "Residents"),
        ("He said the bridge was closed.", "He"),
        ("The people said the bridge was closed.", "The people"),
    ],
)
def test_names_institutions_and_roles_are_not_unnamed(check, text: str, source: str) -> None:
    assert check(text, attribution(text, "the bridge was closed", source=source)) == []


def test_an_attribution_without_a_source_is_not_unnamed(check) -> None:
    text = "The bridge is said to be closed."
    assert check(text, attribution(text, "to be closed", cue="is said")) == []


def test_an_official_named_elsewhere_is_not_unnamed(check) -> None:
    text = "Ilan Maro came. The official said the bridge was closed."
    person = actor(text, "Ilan Maro", name="a0-9", kind="person")
    said = attribution(text, "the bridge was closed", source="The official", speaker=("a0-9",))
    assert check(text, said, actors=(person,)) == []


def test_one_source_is_told_once_with_all_its_sayings(check) -> None:
    text = "An official said the bridge was closed. He added the road was open. Another official said it rained."
    one = actor(text, "An official", name="a0-11", kind="unnamed", type_="nominal")
    other = actor(text, "Another official", name="a68-84", kind="unnamed", type_="nominal")
    found = check(
        text,
        attribution(text, "the bridge was closed", source="An official", name="q1", speaker=(one.id,)),
        attribution(text, "the road was open", source="He", name="q2", speaker=(one.id,)),
        attribution(text, "it rained", source="Another official", name="q3", speaker=(other.id,)),
        actors=(one, other),
    )
    assert [[text[s:e] for s, e in check.spans] for check in found] == [["An official", "He"], ["Another official"]]
    assert found[0].message == "'An official' is quoted 2 times and not named"


def test_a_pronoun_for_nobody_described_is_not_unnamed(check) -> None:
    text = "You may think the bridge was closed."
    you = actor(text, "You", name="a0-3", kind="unnamed", type_="pronoun")
    assert check(text, attribution(text, "the bridge was closed", source="You", speaker=("a0-3",)), actors=(you,)) == []


def test_the_message_gives_the_words_of_anonymity(check) -> None:
    text = "An official, speaking on condition of anonymity, said the bridge was closed."
    [found] = check(text, attribution(text, "the bridge was closed", source="An official"))
    assert found.message == "'An official' is quoted once and not named, 'on condition of anonymity'"
