"""The package's version, read from its installed metadata."""

from importlib.metadata import version

__version__ = version("asreported")
