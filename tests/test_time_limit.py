"""An item that takes longer than it may is given up; what runs after it is not touched."""

from __future__ import annotations

import re
import signal
import threading

import pytest

from asreported.errors import TimeLimitError
from asreported.time_limit import TimeLimit


def spin() -> None:
    while True:
        pass


def test_what_never_ends_is_given_up_in_one_line() -> None:
    with pytest.raises(TimeLimitError) as told, TimeLimit(0.05, "news.jsonl:3"):
        spin()
    assert str(told.value) == (
        "news.jsonl:3: expected an item that takes at most 0.05 s, found one that takes longer; "
        "set it aside, or allow more with --max-seconds"
    )


def test_a_regular_expression_is_given_up_too() -> None:
    with pytest.raises(TimeLimitError), TimeLimit(0.05, "a"):
        re.fullmatch(r"(a|aa)+b", "a" * 60)


def test_what_catches_every_exception_does_not_keep_it() -> None:
    def stubborn() -> None:
        while True:
            try:
                spin()
            except Exception:  # noqa: S112
                continue

    with pytest.raises(TimeLimitError), TimeLimit(0.05, "a"):
        stubborn()


def test_afterwards_all_is_as_before() -> None:
    before = signal.signal(signal.SIGPROF, signal.SIG_IGN)
    with TimeLimit(5, "a"):
        assert signal.getitimer(signal.ITIMER_PROF)[0] > 0
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGPROF) == signal.SIG_IGN
    signal.signal(signal.SIGPROF, before)


def test_a_signal_that_comes_late_ends_nothing() -> None:
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    with TimeLimit(5, "a"):
        pass
    signal.raise_signal(signal.SIGPROF)


def test_one_inside_another_leaves_the_outer_one_set() -> None:
    with pytest.raises(TimeLimitError, match="outer"), TimeLimit(0.05, "outer"):
        with TimeLimit(50, "inner"):
            pass
        spin()


def test_errors_of_the_block_come_out_as_they_are() -> None:
    with pytest.raises(KeyError), TimeLimit(5, "a"):
        raise KeyError


def test_without_a_limit_or_outside_the_main_thread_nothing_is_set() -> None:
    found = []

    def look() -> None:
        with TimeLimit(0.01, "a"):
            found.append(signal.getitimer(signal.ITIMER_PROF))

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    with TimeLimit(None, "a"):
        found.append(signal.getitimer(signal.ITIMER_PROF))
    assert found == [(0.0, 0.0)] * 2
