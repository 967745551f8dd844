"""Bytes -> Report: text files, folders, JSON lines."""
