"""The time, waiting, and being told to stop: tests give a clock of their own, and nothing else sleeps."""

from __future__ import annotations

import time

_SLICE_SECONDS = 0.5
"""How long a wait goes on after it was told to stop, at most."""


class Stopped(Exception):  # noqa: N818  no error: somebody wants it
    """The run was told to stop."""


class Clock:
    """The machine's clock. `stop` may be called from a signal handler: it takes no lock."""

    def __init__(self) -> None:
        self._is_stopped = False

    def now(self) -> float:
        """The present time, seconds since 1970, UTC."""
        return time.time()

    def seconds(self) -> float:
        """Seconds since some moment; they never run backwards."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait.

        Raises:
            Stopped: `stop` was called, before or meanwhile.
        """
        end = self.seconds() + seconds
        self.check()
        while (left := end - self.seconds()) > 0:
            self._rest(min(left, _SLICE_SECONDS))
            self.check()

    def _rest(self, seconds: float) -> None:
        time.sleep(seconds)

    def stop(self) -> None:
        """Make `sleep` and `check` raise from now on."""
        self._is_stopped = True

    def check(self) -> None:
        """Go on, unless told to stop.

        Raises:
            Stopped: `stop` was called.
        """
        if self._is_stopped:
            raise Stopped
