"""Going on with a file of lines where a run was stopped: what stands in it is not made again."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from asreported.console import tell
from asreported.errors import InputError, UsageError
from asreported.readers.failure import Failure
from asreported.records import CoderInfo, Report
from asreported.spans import to_plain

_FIELDS = ("id", "published", "headline", "publisher", "authors")
_RESTART = "give another file, or --restart to begin this one anew"


class Written:
    """What a file holds that `asreported code` or `asreported read` wrote; each report of it is passed over once.

    A report is known by its address and text, and by its date, headline, publisher and authors, as in a database. The
    same report twice in the input stands twice in the file. Holds some 100 bytes in memory for each line.
    """

    def __init__(self) -> None:
        self._known: Counter[int] = Counter()
        self.here = 0

    @classmethod
    def open(cls, path: Path | None, coder: CoderInfo | None, *, restarts: bool) -> Written:
        """Read a file, and cut off what a run that was killed left of its last line.

        Arguments:
            path: the file; None for none, and it need not be there.
            coder: whose records they have to be; None for reports.
            restarts: whether the file is emptied and nothing in it known.

        Raises:
            UsageError: it holds something else, or records of another coder.
            OSError: it cannot be read or written.
        """
        made = cls()
        if path is None or not path.is_file():  # a pipe or device has nothing to go on with
            return made
        with path.open("r+b") as file:
            sound = 0 if restarts else made._read(file, str(path), coder)
            file.truncate(sound)
        return made

    def missing(self, reports: Iterable[Report | Failure]) -> Iterator[Report | Failure]:
        """The reports that are not in the file, and the failures, which are tried again."""
        for item in reports:
            if isinstance(item, Report) and self._known:
                key = _key({name: getattr(item, name) for name in _FIELDS})
                if self._known[key] > 0:
                    self._known[key] -= 1
                    self.here += 1
                    continue
            yield item

    def tell_of(self, path: Path | None, *, is_quiet: bool) -> None:
        """Say how many reports were in the file before, where there were some."""
        if self.here and not is_quiet:
            tell(f"{path}: {self.here:,} reports were there; --restart begins anew")

    def _read(self, file: BinaryIO, place: str, coder: CoderInfo | None) -> int:
        """Take in all lines; where the last whole one ends, in bytes."""
        wanted = json.loads(json.dumps(to_plain(coder))) if coder is not None else None
        sound = 0
        broken: UsageError | None = None
        for number, line in enumerate(file, start=1):
            if broken is not None:
                raise broken
            try:
                self._known[_key(_parse(line, f"{place}:{number}", wanted))] += 1
            except InputError as error:  # of the last line, what a run was writing when it was killed
                broken = UsageError(error.expected, error.found, error.action, error.place)
                continue
            sound += len(line)
        if broken is not None and not sound and not line.startswith(b"{"):  # it was never one of ours
            raise broken
        return sound


def _key(about: Mapping[str, Any]) -> int:
    return hash(tuple(about[name] if name != "authors" else tuple(about[name]) for name in _FIELDS))


def _parse(line: bytes, place: str, coder: Any) -> dict[str, Any]:
    """A line as it was written.

    Raises:
        UsageError: it is a record of another coder, or a report and no record.
        InputError: it is none, or not all of it.
    """
    expected = "what this command writes" if coder is None else "records that this command wrote"
    if not line.endswith(b"\n"):
        raise InputError(expected, "a line that breaks off", _RESTART, place)
    try:
        found = json.loads(line)
    except ValueError as error:
        raise InputError(expected, "another line", _RESTART, place) from error
    if not isinstance(found, dict) or not {*_FIELDS, "text"} <= found.keys():
        raise InputError(expected, "another line", _RESTART, place)
    if found.get("coder") != coder:
        raise UsageError(expected, "records of another version, settings or tables", _RESTART, place)
    return found
