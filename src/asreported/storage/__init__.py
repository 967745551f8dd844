"""Records kept in one SQLite file, and asked there."""

from asreported.storage.store import Store

__all__ = ["Store"]
