"""Zip and tar archives: their members one by one, as they are read; nothing is ever written to disk.

A member's name is only ever shown, so one that leads out of the archive (``../../a.txt``) does no harm.
"""

from __future__ import annotations

import re
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, cast

from asreported.errors import InputError
from asreported.readers.defaults import Defaults
from asreported.readers.failure import Failure, Passed
from asreported.readers.kinds import has_known_suffix, is_hidden
from asreported.readers.streams import BROKEN, Counted, Source, buffered, cause_of, read_held
from asreported.records import Origin

_ENCRYPTED = 1
_OFFICE = {"[Content_Types].xml", "mimetype", "META-INF/manifest.xml"}
_LARGEST_HEADER = 1_000_000
"""A tar archive's long name or attributes, in bytes: they are held, and a name of 4,096 is the longest there is."""
_SURROGATES = re.compile("[\ud800-\udfff]")

Member = Source | Failure | Passed


def read_zip(source: Source, defaults: Defaults) -> Iterator[Member]:
    """The members of a zip archive in the order of its directory, those with known names.

    Each is to be read before the next.

    Arguments:
        source: the archive; one that is not a file of its own is held in memory.
        defaults: how large that may be.

    Raises:
        InputError: it is broken, is an office document, or is too large to hold.
    """
    place = str(source.origin)
    starts_with_member = source.head().startswith(b"PK\x03\x04")
    try:
        archive = zipfile.ZipFile(read_held(source, defaults.max_bytes))
    except InputError:
        raise
    except BROKEN as error:
        raise InputError("a whole zip file", f"a broken one ({cause_of(error)})", "make it again", place) from error
    with archive:
        members = archive.infolist()
        if not members and starts_with_member:
            raise InputError("a whole zip file", "one that lost its directory", "make it again", place)
        if any(member.filename in _OFFICE for member in members[:3]):
            raise InputError("reports", "an office document", "give its text", place)
        for member in members:
            if not member.filename.endswith("/"):  # a folder; `is_dir` fails on a name without letters
                yield _check_member(source, member.filename) or _open_zipped(source, archive, member)


def _open_zipped(source: Source, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Source | Failure:
    inside = _inside(source, member.filename)
    where = str(inside)
    if member.flag_bits & _ENCRYPTED:
        return Failure(where, InputError("a member that can be read", "an encrypted one", "unpack it first", where))
    try:
        opened = archive.open(member)
    except BROKEN as error:
        return Failure(where, _broken(where, error))
    return _source(source, cast("BinaryIO", opened), inside)


def read_tar(source: Source) -> Iterator[Member]:
    """The members of a tar archive as they come, those with known names.

    Each is to be read before the next.

    Arguments:
        source: the archive, read once from front to back.

    Raises:
        InputError: it is broken, from there on.
    """
    place = str(source.origin)
    try:
        with tarfile.open(fileobj=source.stream, mode="r|", tarinfo=_CheckedInfo) as archive:
            while (member := archive.next()) is not None:
                archive.members.clear()  # type: ignore[attr-defined]  # it keeps them all, which a long archive would feel
                if member.isreg():
                    yield _check_member(source, member.name) or _open_tarred(source, archive, member)
                elif not member.isdir():
                    yield Passed(str(_inside(source, member.name)), "link or device")
    except InputError:
        raise
    except BROKEN as error:
        raise InputError("a whole tar file", f"a broken one ({cause_of(error)})", "make it again", place) from error


def _open_tarred(source: Source, archive: tarfile.TarFile, member: tarfile.TarInfo) -> Source | Failure:
    inside = _inside(source, member.name)
    opened = archive.extractfile(member)
    if opened is None:  # for links only
        return Failure(str(inside), _broken(str(inside), ValueError("no content")))
    return _source(source, cast("BinaryIO", opened), inside)


class _CheckedInfo(tarfile.TarInfo):
    """A header that says where it is damaged: tarfile takes a damaged one for the archive's end."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> _CheckedInfo:
        """Read one.

        Raises:
            ReadError: it is damaged, or what it announces is too large to hold.
            HeaderError: it is the archive's end.
        """
        try:
            found = super().frombuf(buf, encoding, errors)
        except (tarfile.EOFHeaderError, tarfile.EmptyHeaderError):  # type: ignore[attr-defined]
            raise
        except tarfile.HeaderError as error:
            raise tarfile.ReadError(str(error)) from error
        if found.type not in tarfile.REGULAR_TYPES and found.size > _LARGEST_HEADER:
            raise tarfile.ReadError("a header that is too large")
        return found


def _check_member(source: Source, name: str) -> Passed | None:
    """What to say of a member that is not read."""
    place = str(_inside(source, name))
    if is_hidden(name):
        return Passed(place, "hidden file")
    return None if has_known_suffix(name) else Passed(place, "file of another kind")


def _inside(source: Source, name: str) -> Origin:
    outer = f"{source.origin.member}/" if source.origin.member is not None else ""
    return replace(source.origin, member=outer + _SURROGATES.sub("\ufffd", name))


def _source(source: Source, opened: BinaryIO, inside: Origin) -> Source:
    """A member that is read through the budget of the file it is in."""
    counted = Counted(opened, source.budget.make, "a whole member", str(inside))
    return Source(buffered(counted), inside, source.budget, source.depth + 1, is_named=False)


def _broken(where: str, error: Exception) -> InputError:
    found = InputError("a member that can be read", f"a broken one ({cause_of(error)})", "make it again", where)
    found.__cause__ = error
    return found
