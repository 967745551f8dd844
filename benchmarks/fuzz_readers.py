"""``python -m benchmarks.fuzz_readers``: broken input for every reader; what is no named error is printed.

Guided by coverage where atheris is installed (it is in no requirement: it has no wheel for every platform), else by a
plain mutator. A finding is an exception that is no `Failure`, a failure that does not say where, what and what to do in
one line, or an input that takes longer than it may. Findings belong in `tests/readers`.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import random
import sys
import time
import traceback
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.fuzz_seeds import make_seeds

MOST_SECONDS = 10.0
"""An input of at most `MOST_BYTES` that takes longer is a finding."""
MOST_BYTES = 100_000
_ARCHIVED = (b"\x1f\x8b", b"PK\x03\x04")


def main() -> None:
    """Fuzz for the time asked for and print what was found; 1 when anything was."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.fuzz_readers")
    options.add_argument("--minutes", type=float, default=20, help="how long")
    options.add_argument("--seed", type=int, default=1, help="where chance begins")
    options.add_argument("--kinds", default="", help="which seeds, such as page,feed; all unless given")
    options.add_argument("--findings", type=Path, required=True, help="a folder for the inputs that were found")
    options.add_argument("--plain", action="store_true", help="the plain mutator also where atheris is installed")
    chosen = options.parse_args()
    chosen.findings.mkdir(parents=True, exist_ok=True)
    try:
        import atheris
    except ImportError:
        atheris = None
    fuzzer = atheris if not chosen.plain else None
    with (
        fuzzer.instrument_imports(include=["asreported.readers", "feedparser"]) if fuzzer is not None else nullcontext()
    ):
        from asreported.readers.paths import read_entries
    seeds = make_seeds(chosen.kinds.split(",") if chosen.kinds else ())
    run = Run(chosen.findings, time.monotonic() + chosen.minutes * 60, read_entries)
    if fuzzer is not None:
        _run_guided(fuzzer, run, seeds, chosen.seed, chosen.minutes)
    _run_plain(run, seeds, random.Random(chosen.seed))  # noqa: S311  chance, not secrets


@dataclass
class Run:
    """What was tried so far, and what was found, once for each place in the code."""

    folder: Path
    end: float
    read_entries: Callable[..., Iterator[Any]]
    tried: int = 0
    slowest: float = 0.0
    found: dict[str, str] = field(default_factory=dict)

    def try_one(self, data: bytes) -> None:
        """Read an input as from standard input."""
        if time.monotonic() > self.end:
            self.finish()
        self.tried += 1
        start = time.monotonic()
        try:
            _check(self.read_entries(["-"], _defaults(), io.BytesIO(data)))
        except Exception as error:  # whatever there is, it is what is looked for
            last = traceback.extract_tb(error.__traceback__)[-1]
            self._note(data, f"{type(error).__name__}: {Path(last.filename).name}:{last.lineno}", error)
        taken = time.monotonic() - start
        if taken > max(self.slowest, 1.0):
            self._keep(data, f"slow-{taken:.1f}")
        if taken > MOST_SECONDS:
            self._note(data, f"slow: {len(data)} bytes", None)
        self.slowest = max(self.slowest, taken)

    def _note(self, data: bytes, where: str, error: Exception | None) -> None:
        if where not in self.found:
            self.found[where] = self._keep(data, "finding")
            sys.stderr.write(f"FOUND {where}: {error}; {self.found[where]}\n")

    def _keep(self, data: bytes, why: str) -> str:
        name = f"{why}-{hashlib.sha256(data).hexdigest()[:12]}"
        (self.folder / name).write_bytes(data)
        return name

    def finish(self) -> None:
        """Print the figures and leave: libFuzzer does not come back."""
        print(f"{self.tried:,} inputs, {len(self.found)} findings, the slowest took {self.slowest:.1f} s", flush=True)
        import os

        os._exit(1 if self.found else 0)


def _defaults() -> Any:
    from asreported.readers.defaults import Defaults

    return Defaults({}, None, None, None)


def _check(entries: Iterable[Any]) -> None:
    """Hold each item against the contract of readers."""
    from asreported.errors import InputError
    from asreported.readers.failure import Failure

    count = 0
    for entry in entries:
        count += 1
        if isinstance(entry.item, Failure):
            error = entry.item.error
            if not isinstance(error, InputError) or "\n" in str(error) or not error.place:
                raise AssertionError(f"a failure that breaks its contract: {error!r}")
        elif hasattr(entry.item, "text"):
            entry.item.text.encode()
    if not count:
        raise AssertionError("neither a report nor a failure")


def _run_guided(atheris: Any, run: Run, seeds: list[bytes], seed: int, minutes: float) -> None:
    """Mutate what reaches new code; archives are unpacked, mutated inside and packed again every other time."""
    corpus = run.folder / "corpus"
    corpus.mkdir(exist_ok=True)
    for data in seeds:
        (corpus / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)

    def mutate(data: bytes, most: int, chance: int) -> bytes:
        inside = _unzipped(data) if chance % 2 else None
        if inside is None:
            return bytes(atheris.Mutate(data, most))
        return gzip.compress(atheris.Mutate(inside, most), 1)[:most]

    limits = [
        f"-max_len={MOST_BYTES}",
        f"-seed={seed}",
        f"-max_total_time={int(minutes * 60) + 60}",
        "-rss_limit_mb=3000",
    ]
    quiet = ["-verbosity=0", "-timeout=300", f"-artifact_prefix={run.folder}/"]
    atheris.Setup([sys.argv[0], *limits, *quiet, str(corpus)], run.try_one, custom_mutator=mutate)
    atheris.Fuzz()


def _unzipped(data: bytes) -> bytes | None:
    if not data.startswith(_ARCHIVED[0]):
        return None
    try:
        return zlib.decompressobj(wbits=31).decompress(data, MOST_BYTES)
    except zlib.error:
        return None


def _run_plain(run: Run, seeds: list[bytes], chance: random.Random) -> None:
    while True:
        run.try_one(mutate(seeds, chance))


def mutate(seeds: list[bytes], chance: random.Random) -> bytes:
    """One of the seeds with pieces cut, copied, repeated or changed."""
    data = bytearray(chance.choice(seeds))
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        _change(data, chance.choice(seeds), chance)
    return bytes(data[:MOST_BYTES])


def _change(data: bytearray, other: bytes, chance: random.Random) -> None:
    start = chance.randrange(len(data) + 1)
    end = min(len(data), start + chance.choice((1, 2, 4, 16, 200)))
    match chance.randrange(6):
        case 0:
            data[start:end] = chance.randbytes(end - start)
        case 1:
            del data[start:end]
        case 2:
            data[start:start] = data[start:end] * chance.choice((2, 50))
        case 3:
            cut = chance.randrange(len(other) + 1)
            data[start:end] = other[cut : cut + chance.choice((8, 100, 1_000))]
        case 4:
            data[start:end] = chance.choice(
                (b"\0", b"\xff\xfe", b"\r\n\r\n", b"]]>", b"<!--", b"\xf0\x9f", b"99999999")
            )
        case _:
            del data[start:]


if __name__ == "__main__":
    main()
