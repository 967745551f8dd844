"""Mentions -> Cast: who is in the report, under which names."""
