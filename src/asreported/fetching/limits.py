"""How much one fetch may take, and who we say we are."""

from __future__ import annotations

from dataclasses import dataclass

from asreported._version import __version__
from asreported.errors import UsageError

NAME = "asreported"
"""What robots.txt calls us."""


@dataclass(frozen=True)
class Limits:
    """Bounds of one fetch.

    Arguments:
        most_bytes: of an answer, as it comes and again unpacked; the largest of 90 pages of news has 0.7 million.
        total_seconds: from the first connection to the last byte, redirects and robots.txt included, pauses not.
        idle_seconds: without a byte.
        most_redirects: followed one after the other.
        pause_seconds: between two requests to a host; longer where its robots.txt asks for more.
        most_pause_seconds: what a robots.txt may ask for.
        allows_private: whether addresses of private, loopback and link-local networks are fetched.
    """

    most_bytes: int = 10_000_000
    total_seconds: float = 60
    idle_seconds: float = 15
    most_redirects: int = 5
    pause_seconds: float = 1
    most_pause_seconds: float = 60
    allows_private: bool = False


def user_agent(contact: str | None = None) -> str:
    """Our name and version, and how to reach whoever runs us.

    Raises:
        UsageError: `contact` is no line of plain letters and signs.
    """
    if contact is None:
        return f"{NAME}/{__version__}"
    if not (contact.isascii() and contact.isprintable() and contact.strip()) or set("()\\") & set(contact):
        raise UsageError("an address or mailbox in plain letters", repr(contact), "give one line", "--contact")
    return f"{NAME}/{__version__} ({contact.strip()})"
