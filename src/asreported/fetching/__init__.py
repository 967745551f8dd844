"""Addresses -> bytes, politely: one request at a time a host, robots.txt honoured, bounded in size and time."""

from asreported.fetching.clock import Clock, Stopped
from asreported.fetching.fetcher import Answer, Fetcher
from asreported.fetching.limits import Limits

__all__ = ["Answer", "Clock", "Fetcher", "Limits", "Stopped"]
