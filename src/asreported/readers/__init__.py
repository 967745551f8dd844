"""Bytes -> Report: pages, feeds, web archives, JSON lines, tables, text; files, folders and archives of these."""

from asreported.readers.failure import Failure
from asreported.readers.language import detect_language
from asreported.readers.paths import read_paths
from asreported.readers.published import check_published, read_published
from asreported.readers.report import make_report

__all__ = ["Failure", "check_published", "detect_language", "make_report", "read_paths", "read_published"]
