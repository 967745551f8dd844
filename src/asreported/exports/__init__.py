"""Record -> lines, tables, pages."""

from asreported.exports.lines import to_line, write_lines
from asreported.exports.page import record_fragment, write_page
from asreported.exports.tables import write_tables

__all__ = ["record_fragment", "to_line", "write_lines", "write_page", "write_tables"]
