from __future__ import annotations

from tests.fetching.servers import TestClock

from asreported.fetching.robots import MOST_SITES, Robots


def test_rules_of_some_hundred_sites_are_held_and_no_more() -> None:
    asked: list[str] = []
    robots = Robots(TestClock())

    def read(origin: str) -> bytes:
        asked.append(origin)
        return b"User-agent: *\nDisallow: /x\n"

    for number in range(MOST_SITES + 1):
        robots.rules(f"https://{number}.example", read)
    robots.rules(f"https://{MOST_SITES}.example", read)
    assert len(asked) == MOST_SITES + 1
    robots.rules("https://0.example", read)
    assert len(asked) == MOST_SITES + 2


def test_rules_hold_a_day() -> None:
    asked: list[str] = []
    clock = TestClock()
    robots = Robots(clock)

    def read(origin: str) -> bytes:
        asked.append(origin)
        return b""

    for _ in range(3):
        robots.rules("https://a.example", read)
        clock.time += 43_201
    assert len(asked) == 2
