"""Record -> lines, tables, pages."""
