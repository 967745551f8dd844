"""Feeds -> records kept in a database: only what is new, politely, through failures."""

from asreported.watching.polling import Outcome, Watch

__all__ = ["Outcome", "Watch"]
