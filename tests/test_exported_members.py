from __future__ import annotations

import asreported


def test_public_names_are_sorted_and_there() -> None:
    assert asreported.__all__ == sorted(asreported.__all__)
    assert all(hasattr(asreported, name) for name in asreported.__all__)


def test_every_public_name_is_documented() -> None:
    for name in asreported.__all__:
        if name != "__version__":
            assert getattr(asreported, name).__doc__, name
