"""One address -> its bytes: redirects followed one by one, each asked of robots.txt, everything bounded."""

from __future__ import annotations

import re
import ssl
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpcore

from asreported.errors import FetchError
from asreported.fetching.addresses import Resolve, check_url, origin_of, resolve
from asreported.fetching.clock import Clock
from asreported.fetching.connecting import CheckedBackend, Deadline
from asreported.fetching.limits import Limits, user_agent
from asreported.fetching.robots import Robots
from asreported.fetching.unpacking import ACCEPTED, read_body

_OK, _UNCHANGED = 200, 304
_REDIRECTS = (301, 302, 303, 307, 308)
_GONE = (401, 402, 403, 404, 405, 406, 410, 451)
"""Answers that are the same when asked again soon."""
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_MOST_CONNECTIONS = 16
_DRAINED_DIGITS = 6
"""A body whose length has fewer digits is read to its end although nobody wants it."""
_LATER = "try again later"


@dataclass(frozen=True)
class Answer:
    """What a server said: the address that was read in the end, and the body; none where nothing changed.

    `etag` and `modified` are what to ask with next time; `charset` is what the server says of the encoding.
    """

    url: str
    body: bytes | None
    etag: str | None = None
    modified: str | None = None
    charset: str | None = None
    media_type: str = ""


class Fetcher:
    """Fetches one address after the other, never two at once: so there is one connection a host.

        with Fetcher() as fetcher:
            fetcher.fetch("https://example.org/feed").body

    Arguments:
        limits: bounds of each fetch.
        contact: how to reach whoever runs this, told to servers.
        clock: the machine's unless given.
        lookup: what gives the numbers of a host and port; the system's unless given.
        context: which certificates are believed; the system's unless given.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        contact: str | None = None,
        clock: Clock | None = None,
        lookup: Resolve = resolve,
        context: ssl.SSLContext | None = None,
    ) -> None:
        self.limits = limits if limits is not None else Limits()
        self.clock = clock if clock is not None else Clock()
        self._agent = user_agent(contact)
        self._deadline = Deadline(self.clock)
        self._robots = Robots(self.clock)
        self._rested: dict[str, float] = {}
        self._resting: dict[str, float] = {}
        self._pool = httpcore.ConnectionPool(
            ssl_context=context,
            max_connections=_MOST_CONNECTIONS,
            max_keepalive_connections=_MOST_CONNECTIONS,
            keepalive_expiry=self.limits.idle_seconds,
            network_backend=CheckedBackend(self.limits, self._deadline, lookup),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Hang up everywhere."""
        self._pool.close()

    def fetch(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Answer:
        """Fetch an address, as far as robots.txt and the limits allow.

        Arguments:
            url: the address.
            etag: what the last answer had as its ETag, or None.
            modified: what it had as Last-Modified, or None.

        Returns:
            The answer; without a body where the server says that nothing changed.

        Raises:
            FetchError: it may not be fetched, or could not be.
            Stopped: the run was told to stop.
        """
        asked = {"If-None-Match": etag, "If-Modified-Since": modified}
        self._deadline.start(self.limits.total_seconds, url)
        return self._follow(url, {name: value for name, value in asked.items() if value}, minds_robots=True)

    def _follow(self, url: str, headers: Mapping[str, str], *, minds_robots: bool) -> Answer:
        here = check_url(url)
        for _ in range(self.limits.most_redirects + 1):
            if minds_robots:
                rules = self._robots.rules(origin_of(here), self._read_rules)
                rules.check(here)
                pause = min(max(self.limits.pause_seconds, rules.pause_seconds), self.limits.most_pause_seconds)
            else:
                pause = self.limits.pause_seconds
            self._wait(here, pause)
            found = self._ask(here, headers, url)
            if isinstance(found, Answer):
                return found
            here = _joined(here, found, url)
        found = f"more than {self.limits.most_redirects}, the last to {here[:200]}"
        expected = f"an address with at most {self.limits.most_redirects} redirects"
        raise FetchError(expected, found, "give the address it leads to", url, is_lasting=True)

    def _read_rules(self, origin: str) -> bytes:
        return self._follow(f"{origin}/robots.txt", {}, minds_robots=False).body or b""

    def _wait(self, url: str, pause: float) -> None:
        """Leave the host alone for a while after the last request, and as long as it asked to be.

        Raises:
            FetchError: it asked to be left alone for longer.
        """
        host, now = urlsplit(url).netloc.lower(), self.clock.seconds()
        if (rest := self._resting.get(host, 0) - now) > 0:
            found = f"one that asked to be left alone for another {rest:,.0f} s"
            raise FetchError("a host that may be asked", found, _LATER, url, retry_seconds=rest)
        self._deadline.sleep(self._rested.get(host, now) - now + (pause if host in self._rested else 0))

    def _ask(self, url: str, headers: Mapping[str, str], place: str) -> Answer | str:
        """One request: the answer, or where it sends us."""
        sent: dict[bytes | str, bytes | str] = {"User-Agent": self._agent, "Accept": "*/*"}
        sent["Accept-Encoding"] = ACCEPTED
        sent.update((name, value.encode("latin-1")) for name, value in headers.items())  # as they came
        host = urlsplit(url).netloc.lower()
        try:
            with ExitStack() as open_:
                response = self._open(open_, url, sent)
                known = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
                if response.status != _OK:
                    _drain(response, known)
                if response.status in _REDIRECTS and known.get("location", "").strip():
                    return known["location"].strip()
                if response.status == _UNCHANGED and headers:
                    return Answer(url, None)
                if response.status != _OK:
                    raise self._refused(response.status, known, host, place)
                packing = known.get("content-encoding", "").strip().lower()
                body = read_body(response.iter_stream(), packing, self.limits.most_bytes, place)
                return _answer(url, known, body)
        except (httpcore.TimeoutException, TimeoutError) as error:
            found = f"nothing for {self.limits.idle_seconds:g} s"
            raise FetchError("an answer", found, _LATER, place) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError) as error:
            said = " ".join(str(error).split()).lower() or type(error).__name__
            raise FetchError("a whole answer", said, _LATER, place) from error
        finally:
            self._rested[host] = self.clock.seconds()

    def _open(self, open_: ExitStack, url: str, sent: Mapping[bytes | str, bytes | str]) -> httpcore.Response:
        """The beginning of an answer; over a new connection where what is left of an older answer is in its way."""
        try:
            return open_.enter_context(self._pool.stream("GET", url, headers=sent))
        except httpcore.RemoteProtocolError:
            return open_.enter_context(self._pool.stream("GET", url, headers=sent))

    def _refused(self, status: int, headers: Mapping[str, str], host: str, place: str) -> FetchError:
        """An answer that is none; how long to leave the host alone is kept."""
        wait = retry_seconds(headers.get("retry-after"), self.clock.now())
        if wait is not None:
            self._resting[host] = self.clock.seconds() + wait
        asked = f", to be asked again in {wait:,.0f} s" if wait is not None else ""
        is_lasting = status in _GONE
        action = "look at it in a browser" if is_lasting else _LATER
        found = f"answer {status}{asked}"
        return FetchError("answer 200", found, action, place, is_lasting, status, wait)


def _joined(url: str, location: str, place: str) -> str:
    """The address that a redirect leads to.

    Raises:
        FetchError: it is none of http or https, or malformed.
    """
    with suppress(UnicodeDecodeError):
        location = location.encode("latin-1").decode("utf-8")  # as browsers read it, where it can be that
    try:
        return check_url(urljoin(url, location), place)
    except ValueError as error:
        expected, found = "a redirect to an address", f"one to {location[:80]!r}"
        raise FetchError(expected, found, "look at it in a browser", place, is_lasting=True) from error


def _drain(response: httpcore.Response, headers: Mapping[str, str]) -> None:
    """Read the little that comes with a refusal or redirect, so that the connection can be kept."""
    size = headers.get("content-length", "")
    if size.isascii() and size.isdigit() and len(size) < _DRAINED_DIGITS:
        for _ in response.iter_stream():
            pass


def _answer(url: str, headers: Mapping[str, str], body: bytes) -> Answer:
    media_type, _, about = headers.get("content-type", "").partition(";")
    charset = _CHARSET.search(about)
    return Answer(
        url, body, headers.get("etag"), headers.get("last-modified"), charset and charset[1], media_type.strip().lower()
    )


def retry_seconds(value: str | None, now: float) -> float | None:
    """What a Retry-After says, in seconds from now; None where it says nothing that can be read.

    Arguments:
        value: the header: a number of seconds, or a date.
        now: seconds since 1970, UTC.
    """
    if value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(min(int(value[:12]), 10**9))
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - now)
    except (TypeError, ValueError, OverflowError):
        return None
