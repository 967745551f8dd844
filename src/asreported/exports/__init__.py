"""Record -> lines, tables, pages, the forms of other tools."""

from asreported.exports.forms import FORMS
from asreported.exports.lines import to_line, write_lines
from asreported.exports.page import record_fragment, write_page
from asreported.exports.reading import as_record, read_records
from asreported.exports.selection import Selection
from asreported.exports.tables import write_tables
from asreported.exports.writing import export

__all__ = [
    "FORMS",
    "Selection",
    "as_record",
    "export",
    "read_records",
    "record_fragment",
    "to_line",
    "write_lines",
    "write_page",
    "write_tables",
]
