"""What a site's robots.txt allows (RFC 9309), kept a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from asreported.errors import FetchError
from asreported.fetching.clock import Clock
from asreported.fetching.limits import NAME

_KEPT_SECONDS = 86_400.0
"""How long rules hold: no longer than a day (RFC 9309, 2.4)."""
_AGAIN_SECONDS = 600.0
"""When a robots.txt that could not be reached is asked for again."""
MOST_SITES = 500
"""So many sites' rules are held; each may have half a megabyte."""
_NONE, _TOO_MANY, _BROKEN = 400, 429, 500
_MOST_BYTES = 512_000
"""What is read of one: RFC 9309, 2.5, demands 500 KiB."""


@dataclass(frozen=True)
class Rules:
    """What one site allows: all of it where there is no robots.txt, nothing while it cannot be reached."""

    parsed: Any
    problem: FetchError | None = None
    pause_seconds: float = 0.0

    def check(self, url: str) -> None:
        """Go on where the address may be fetched.

        Raises:
            FetchError: it may not, or robots.txt could not be reached.
        """
        if self.problem is not None:
            raise self.problem
        if self.parsed is not None and not self.parsed.can_fetch(url, NAME):
            found = "one that its robots.txt closes to us"
            raise FetchError("an address that may be fetched", found, "ask its publisher", url, is_lasting=True)


class Robots:
    """The rules of every site asked so far.

    Arguments:
        clock: tells when rules are too old.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._known: dict[str, tuple[float, Rules]] = {}

    def rules(self, origin: str, read: Callable[[str], bytes]) -> Rules:
        """The rules of a site.

        Arguments:
            origin: scheme, host and port.
            read: fetches the robots.txt of an origin.
        """
        until, rules = self._known.get(origin, (0.0, None))
        if rules is None or until <= self._clock.seconds():
            rules = self._read(origin, read)
            kept = _KEPT_SECONDS if rules.problem is None else _AGAIN_SECONDS
            self._known.pop(origin, None)
            if len(self._known) >= MOST_SITES:
                del self._known[next(iter(self._known))]  # the one that was read first
            self._known[origin] = (self._clock.seconds() + kept, rules)
        return rules

    def _read(self, origin: str, read: Callable[[str], bytes]) -> Rules:
        from protego import Protego

        try:
            body = read(origin)
        except FetchError as error:
            is_there_none = error.status is not None and _NONE <= error.status < _BROKEN and error.status != _TOO_MANY
            return Rules(None, None if is_there_none else error)
        parsed = Protego.parse(body[:_MOST_BYTES].decode("utf-8", "replace"))
        return Rules(parsed, pause_seconds=float(parsed.crawl_delay(NAME) or 0))
