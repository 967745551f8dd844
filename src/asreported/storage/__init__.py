"""Records kept in one SQLite file, and asked there."""

from asreported.storage.store import Store, is_database

__all__ = ["Store", "is_database"]
