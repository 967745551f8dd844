"""No item takes longer than it may: whatever is being done when its time is over is given up.

The time is the processor's, so waiting for a pipe or a slow disk does not count, nor what else the machine does. It is
told by a signal, which Python heeds between any two steps of its own and inside a regular expression; a library that
stays in compiled code for long is interrupted as soon as it comes back. Signals reach the main thread of a Unix process
only: elsewhere there is no limit of time, and those of size hold alone.
"""

from __future__ import annotations

import signal
import threading
from types import FrameType, TracebackType
from typing import Any, Self

from asreported.errors import TimeLimitError

_AGAIN_SECONDS = 1.0
"""The signal is repeated, in case what it raised was thrown away by a destructor."""


class _OverTime(BaseException):
    """Raised in the middle of whatever runs; no `except Exception` of a library keeps it."""


class TimeLimit:
    """A block that may take so many seconds of the processor.

        with TimeLimit(60, "news.jsonl:3"):
            ...

    Arguments:
        seconds: of processor time; None for no limit.
        place: what it is about, for the message.

    Raises:
        TimeLimitError: the time was over, from the end of the block.
    """

    def __init__(self, seconds: float | None, place: str) -> None:
        self._seconds = seconds
        self._place = place
        self._is_set = False
        self._before: Any = None
        self._outer: tuple[float, float] = (0.0, 0.0)

    def __enter__(self) -> Self:
        if self._seconds is not None and is_possible():
            self._before = signal.signal(signal.SIGPROF, self._ring)
            self._outer = signal.setitimer(signal.ITIMER_PROF, self._seconds, _AGAIN_SECONDS)
            self._is_set = True
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._is_set:
            self._is_set = False
            signal.setitimer(signal.ITIMER_PROF, *self._outer)
            signal.signal(signal.SIGPROF, _pass if self._before in (signal.SIG_DFL, None) else self._before)
        if kind is _OverTime:
            expected = f"an item that takes at most {self._seconds:g} s"
            action = "set it aside, or allow more with --max-seconds"
            raise TimeLimitError(expected, "one that takes longer", action, self._place) from None

    def _ring(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002
        if self._is_set and not (frame is not None and frame.f_code is TimeLimit.__exit__.__code__):
            raise _OverTime


def _pass(number: int, frame: FrameType | None) -> None:
    """Stands for the system's own handler, which would end the process if a last signal came late."""


def is_possible() -> bool:
    """Whether time can be limited here: in the main thread of a Unix process."""
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
