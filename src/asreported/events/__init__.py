"""Parse -> Event: who did what to whom, on whose word."""

from asreported.events.coding import code_events
from asreported.events.table import EventTable

__all__ = ["EventTable", "code_events"]
