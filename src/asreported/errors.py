"""Every error the package raises on purpose.

    AsReportedError
    ├── InputError          something handed in could not be read as a report
    │   ├── LanguageError   it is text, in a language that is not coded
    │   ├── FetchError      an address could not be fetched, or may not be
    │   │   └── PrivateAddressError   it is of a private network, and nobody allowed that
    │   └── TimeLimitError  reading or coding it took longer than it may
    ├── RecordError         a record would not be true to its text
    ├── CodingError         the coder itself failed on a report: a bug of ours
    ├── LexiconError        a table is missing, malformed or contradicts itself
    ├── ModelError          a trained model's files are missing or broken
    ├── StoreError          a database cannot be read or written, or what is to be kept is no record
    └── UsageError          an option or argument has a value that makes no sense

Each carries what it is about as attributes, prints it in one line, and survives pickling.
"""

from __future__ import annotations

from typing import Any


class AsReportedError(Exception):
    """Base of every error here.

    Arguments:
        expected: what would have been right.
        found: what there was instead.
        action: what the user can do about it.
        place: where it was: a path, ``path:line``, or a path inside a record (``$.events[2].evidence``).
    """

    def __init__(self, expected: str, found: str, action: str, place: str | None = None) -> None:
        super().__init__(expected, found, action, place)
        self.expected = expected
        self.found = found
        self.action = action
        self.place = place

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        return f"{where}expected {self.expected}, found {self.found}; {self.action}"

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.expected, self.found, self.action, self.place)


class InputError(AsReportedError):
    """Something handed in could not be read as a report."""


class LanguageError(InputError):
    """The report is in a language that is not coded: `language`, an ISO 639-1 code, or None where it is not known."""

    def __init__(
        self, expected: str, found: str, action: str, place: str | None = None, language: str | None = None
    ) -> None:
        super().__init__(expected, found, action, place)
        self.language = language

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.expected, self.found, self.action, self.place, self.language)


class FetchError(InputError):
    """An address could not be fetched, or may not be.

    `is_lasting`: whether asking again is of no use. `status`: the answer's HTTP status, or None where there was none.
    `retry_seconds`: how long the server asked to be left alone, or None where it did not.
    """

    def __init__(
        self,
        expected: str,
        found: str,
        action: str,
        place: str | None = None,
        is_lasting: bool = False,  # noqa: FBT001, FBT002  in the order in which a pickle gives it back
        status: int | None = None,
        retry_seconds: float | None = None,
    ) -> None:
        super().__init__(expected, found, action, place)
        self.is_lasting = is_lasting
        self.status = status
        self.retry_seconds = retry_seconds

    def __reduce__(self) -> tuple[Any, ...]:
        about = (self.expected, self.found, self.action, self.place)
        return type(self), (*about, self.is_lasting, self.status, self.retry_seconds)


class PrivateAddressError(FetchError):
    """An address of a private, loopback or link-local network, which is fetched only where that is allowed."""


class TimeLimitError(InputError):
    """Reading or coding one item took longer than it may."""


class RecordError(AsReportedError):
    """A record would not be true to its text: a span outside it, a reference to nothing."""


class CodingError(AsReportedError):
    """The coder itself failed on a report: a bug of ours, chained to what went wrong."""


class LexiconError(AsReportedError):
    """A lexicon table is missing, malformed or contradicts itself."""


class ModelError(AsReportedError):
    """A trained model's files are missing or broken."""


class StoreError(AsReportedError):
    """A database cannot be read or written, or what is to be kept is no record."""


class UsageError(AsReportedError):
    """An option or argument has a value that makes no sense."""
