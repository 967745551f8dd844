"""Connections that go where they were allowed to go and end in time, beneath httpcore."""

from __future__ import annotations

import ssl
from collections.abc import Iterable
from typing import Any

import httpcore

from asreported.errors import FetchError, PrivateAddressError
from asreported.fetching.addresses import Resolve, is_public, resolve_within
from asreported.fetching.clock import Clock
from asreported.fetching.limits import Limits

_MOST_ADDRESSES = 4
"""How many addresses of a host are tried: its first may be of a kind that this machine has no way to."""


class Deadline:
    """When the fetch in hand has to be over; `start` begins another."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._end = 0.0
        self.place = ""
        self._total = 0.0

    def start(self, seconds: float, place: str) -> None:
        """Begin a fetch of `place` that may take so many seconds."""
        self._end, self._total, self.place = self._clock.seconds() + seconds, seconds, place

    def sleep(self, seconds: float) -> None:
        """Wait; the time is not counted."""
        if seconds > 0:
            self._clock.sleep(seconds)
            self._end += seconds

    def left(self) -> float:
        """How many seconds are left.

        Raises:
            FetchError: none.
            Stopped: the run was told to stop.
        """
        self._clock.check()
        left = self._end - self._clock.seconds()
        if left <= 0:
            expected, action = f"an answer within {self._total:g} s", "try again later"
            raise FetchError(expected, "one that takes longer", action, self.place)
        return left


class TimedStream(httpcore.NetworkStream):
    """A connection whose every read and write ends with the fetch's time: a server that sends a byte a second too."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline, limits: Limits) -> None:
        self._stream = stream
        self._deadline = deadline
        self._limits = limits

    def _patience(self) -> float:
        return min(self._limits.idle_seconds, self._deadline.left())

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002  ours holds
        """What has come."""
        return self._stream.read(max_bytes, timeout=self._patience())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        """Send all."""
        self._stream.write(buffer, timeout=self._patience())

    def close(self) -> None:
        """Hang up."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None  # noqa: ARG002
    ) -> httpcore.NetworkStream:  # fmt: skip
        """The same, encrypted; the certificate has to be that of the name, not of the number connected to."""
        stream = self._stream.start_tls(ssl_context, server_hostname, timeout=self._patience())
        return TimedStream(stream, self._deadline, self._limits)

    def get_extra_info(self, info: str) -> Any:
        """What the connection below says of itself."""
        return self._stream.get_extra_info(info)


class CheckedBackend(httpcore.NetworkBackend):
    """Connects to the very number that was looked up and allowed."""

    def __init__(self, limits: Limits, deadline: Deadline, lookup: Resolve) -> None:
        self._limits = limits
        self._deadline = deadline
        self._lookup = lookup
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002  ours holds
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first of the host's allowed addresses that answers.

        Raises:
            FetchError: the host has no address, or none that may be fetched.
            httpcore.NetworkError, httpcore.TimeoutException: none answers.
        """
        cause: Exception | None = None
        for address in self._allowed(host, port):
            patience = min(self._limits.idle_seconds, self._deadline.left())
            try:
                stream = self._inner.connect_tcp(address, port, patience, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                cause = error
                continue
            return TimedStream(stream, self._deadline, self._limits)
        assert cause is not None  # noqa: S101  there was an address
        raise cause

    def _allowed(self, host: str, port: int) -> list[str]:
        place = self._deadline.place
        try:
            found = resolve_within(self._lookup, host, port, min(self._limits.idle_seconds, self._deadline.left()))
        except OSError as error:
            said = (error.strerror or str(error)).lower()
            raise FetchError(
                "a host that is known", f"{host!r} ({said})", "check the address, or the network", place
            ) from error
        allowed = [one for one in found if self._limits.allows_private or is_public(one)]
        if not allowed:
            told = f"{host!r}, which is {found[0]}" if found else f"{host!r}, which has none"
            action = "give --allow-private where this is meant"
            raise PrivateAddressError("a host with a public address", told, action, place, is_lasting=bool(found))
        return allowed[:_MOST_ADDRESSES]

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None  # noqa: ARG002
    ) -> httpcore.NetworkStream:  # fmt: skip
        """Never.

        Raises:
            FetchError: always.
        """
        raise FetchError("an address on the network", "a socket on this machine", "give an address", path)

    def sleep(self, seconds: float) -> None:
        """Wait, as httpcore does between attempts of its own."""
        self._deadline.sleep(seconds)
