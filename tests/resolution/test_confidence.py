"""How sure places and actors are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asreported import Coder
from asreported.lexicons import Lexicons
from asreported.records import Feature
from asreported.resolution.confidence import Confidences, mentions_key, place_key

COUNTED = """row,right,seen,source,date
confidence/place/settlement/recognised/0.9,88,98,counted,2026-11-26
confidence/place/settlement/recognised/sole,1,2,counted,2026-11-26
confidence/mentions/named/plain,98,98,counted,2026-11-26
confidence/row,44,48,counted,2026-11-26
"""


@pytest.fixture
def counted(tmp_path: Path) -> Confidences:
    (tmp_path / "resolution").mkdir()
    (tmp_path / "resolution" / "confidence.csv").write_text(COUNTED, encoding="utf-8")
    return Confidences(Lexicons(tmp_path))


def test_a_place_is_as_sure_as_others_of_its_kind_were_right(counted: Confidences) -> None:
    about: dict[str, Any] = {"is_adjective": False, "is_recognised": True, "bearers": 3}
    assert counted.of_place("settlement", chance=0.95, **about) == 0.89


def test_an_actor_with_a_row_is_less_sure_than_its_mentions_alone(counted: Confidences) -> None:
    assert counted.of_actor(["name", "name"], has_named_row=False) == 0.99
    assert counted.of_actor(["name", "name"], has_named_row=True) == 0.891


def test_what_was_never_counted_has_no_confidence(counted: Confidences) -> None:
    about: dict[str, Any] = {"is_adjective": False, "is_recognised": True, "bearers": 0, "chance": 0.0}
    assert counted.of_place("water", **about) is None


@given(
    feature=st.sampled_from(["country", "adm1", "adm2", "settlement", "area", "water", "point", None]),
    is_adjective=st.booleans(),
    is_recognised=st.booleans(),
    bearers=st.integers(0, 60),
    chance=st.floats(0, 1),
    mentions=st.lists(st.sampled_from(["name", "nominal", "pronoun"]), min_size=1),
    has_named_row=st.booleans(),
)
def test_every_confidence_is_a_probability(
    feature: Feature | None, is_adjective: bool, is_recognised: bool, bearers: int, chance: float,
    mentions: list[Any], has_named_row: bool,
) -> None:  # fmt: skip
    shipped = Confidences(Lexicons())
    for value in (
        shipped.of_place(
            feature, is_adjective=is_adjective, is_recognised=is_recognised, bearers=bearers, chance=chance
        ),
        shipped.of_actor(mentions, has_named_row=has_named_row),
    ):
        assert value is None or 0 < value < 1


def test_keys_tell_circumstances_apart() -> None:
    about: dict[str, Any] = {"is_adjective": False, "is_recognised": False, "chance": 0.6}
    assert place_key("country", bearers=1, **about) == "confidence/place/country/unrecognised/sole"
    assert place_key("country", bearers=2, **about) == "confidence/place/country/unrecognised/0.5"
    assert mentions_key(["name", "pronoun"]) == "confidence/mentions/named/inferred"
    assert mentions_key(["nominal", "nominal"]) == "confidence/mentions/unnamed/plain"


def test_a_record_says_how_sure_its_actors_and_places_are(coder: Coder) -> None:
    record = coder.code("Norway's army shelled Dorn, police in Oslo said on Friday.")
    assert all(actor.confidence is not None for actor in record.actors)
    assert any(place.confidence is not None for place in record.places)
