"""Commands that are not `code`, by subject; `asreported.cli` registers them."""
