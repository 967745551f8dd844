"""Which addresses are fetched: http and https, and only machines that anybody can reach.

What is checked is the number that a name stands for, and that number is then connected to; a name that stands for
something else a moment later (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from asreported.errors import FetchError

SCHEMES = ("http", "https")
_EXPECTED = "an address such as https://example.org/feed"
_TRANSLATED = IPv6Network("64:ff9b::/96")
"""Addresses of the old kind as machines that have only the new one see them (RFC 6052)."""
_MOST_LETTERS = 2_000
Resolve = Callable[[str, int], list[str]]


def check_url(url: str, place: str | None = None) -> str:
    """The address in the form in which it is sent: no fragment, no spaces, its host in plain letters.

    Arguments:
        url: the address, whole.
        place: where it stands, for the message; itself unless given.

    Raises:
        FetchError: it is not of http or https, has no host, or has a password in it.
    """
    where = place if place is not None else url[:_MOST_LETTERS]
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
        encoded = host if ":" in host else host.encode("idna").decode("ascii")
    except ValueError as error:
        raise FetchError(_EXPECTED, f"a malformed one ({error})", "write it whole", where, is_lasting=True) from error
    if parts.scheme not in SCHEMES or not host or len(url) > _MOST_LETTERS:
        found = f"one of {parts.scheme!r}" if parts.scheme else f"{url[:80]!r}"
        raise FetchError(_EXPECTED, found, "give one of http or https", where, is_lasting=True)
    if parts.username is not None or parts.password is not None:
        found, where = "one with a name or password in it", f"{parts.scheme}://{host}"
        raise FetchError(_EXPECTED, found, "give it without", where, is_lasting=True)
    netloc = (f"[{encoded}]" if ":" in encoded else encoded) + (f":{port}" if port is not None else "")
    return parts._replace(
        netloc=netloc, path=_quote(parts.path) or "/", query=_quote(parts.query), fragment=""
    ).geturl()


def _quote(text: str) -> str:
    """What HTTP cannot carry as it is, percent-encoded; what is encoded already stays."""
    from urllib.parse import quote

    return quote(text, safe="/%!$&'()*+,;=:@?-._~[]|")


def origin_of(url: str) -> str:
    """Scheme, host and port: whom a robots.txt speaks for."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.lower()}"


def is_public(address: str) -> bool:
    """Whether an address is of no private, loopback, link-local, shared, reserved or multicast network.

    Addresses of the old kind inside ones of the new kind (mapped, 6to4, Teredo, NAT64) are looked at as what they lead
    to.

    Arguments:
        address: a numeric one, as `resolve` gives it.
    """
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        teredo = found.teredo
        inner: IPv4Address | None = found.ipv4_mapped or found.sixtofour or (teredo[1] if teredo is not None else None)
        if inner is None and found in _TRANSLATED:
            inner = IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is None and (found.is_site_local or found.is_reserved):
            return False
        if inner is not None:
            found = inner
    return found.is_global and not found.is_multicast and not found.is_unspecified


def resolve(host: str, port: int) -> list[str]:
    """The numeric addresses that a host's name stands for, in the system's order; none where it stands for none.

    Raises:
        OSError: the name is not known, or nobody could be asked.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(about[4][0]) for about in found))


def resolve_within(lookup: Resolve, host: str, port: int, seconds: float) -> list[str]:
    """As `lookup`, no longer than some seconds; a system's resolver may take minutes and cannot be interrupted.

    Raises:
        OSError: as `lookup`.
        TimeoutError: it takes longer.
    """
    found: list[list[str]] = []
    failed: list[OSError | ValueError] = []

    def look_up() -> None:
        try:
            found.append(lookup(host, port))
        except (OSError, ValueError) as error:
            failed.append(error)

    worker = threading.Thread(target=look_up, daemon=True)
    worker.start()
    worker.join(seconds)
    if failed:
        raise failed[0] if isinstance(failed[0], OSError) else OSError(str(failed[0]))
    if not found:
        raise TimeoutError(f"no answer in {seconds:.0f} s")
    return found[0]
