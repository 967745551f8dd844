"""``python -m benchmarks.memory``: memory of reading a million rows, and of coding some thousand, as a curve.

Rows are written to the command's standard input as it reads them; the resident memory of its process is read from the
system each time a part of them has gone in. Linux only. All text is invented.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

_TEXT = (
    "The fisheries minister of Norland, Ingrid Sol, said on Monday that {0} boats had been seized by the coast guard. "
    "Report {1:x} of {2} owners denied it."
)
_PARTS = 10


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.memory")
    options.add_argument("--rows", type=int, default=1_000_000, help="how many rows to read")
    options.add_argument("--coded", type=int, default=5_000, help="how many rows to code")
    chosen = options.parse_args()
    _measure("read, JSON lines", ["read", "-", "--quiet"], _json_rows, chosen.rows)
    _measure("read, CSV", ["read", "-", "--quiet"], _csv_rows, chosen.rows)
    _measure("code, JSON lines", ["code", "-", "--quiet"], _json_rows, chosen.coded)


def _texts(rows: int) -> Iterator[str]:
    for number in range(rows):
        yield _TEXT.format(number, number * 7_919 % 104_729, number % 17)


def _json_rows(rows: int) -> Iterator[bytes]:
    for number, text in enumerate(_texts(rows)):
        yield json.dumps({"text": text, "id": number, "published": "2031-03-04"}).encode() + b"\n"


def _csv_rows(rows: int) -> Iterator[bytes]:
    cell = io.StringIO()
    writer = csv.writer(cell)
    yield b"id,published,text\r\n"
    for number, text in enumerate(_texts(rows)):
        writer.writerow([number, "2031-03-04", text])
        yield cell.getvalue().encode()
        cell.seek(0)
        cell.truncate()


def _measure(name: str, arguments: list[str], make: Callable[[int], Iterator[bytes]], rows: int) -> None:
    command = [sys.executable, "-m", "asreported.cli", *arguments]
    start = time.monotonic()
    print(f"{name}: {rows:,} rows, MB resident", flush=True)
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as process:
        assert process.stdin is not None  # noqa: S101  asked for
        for number, row in enumerate(make(rows), start=1):
            process.stdin.write(row)
            if number % (rows // _PARTS) == 0:
                process.stdin.flush()
                print(f"  {number:10,} {_resident(process.pid):8.1f}", flush=True)
        process.stdin.close()
    print(f"  {time.monotonic() - start:.0f} s, exit code {process.returncode}", flush=True)


def _resident(process: int) -> float:
    """The resident memory of a process, in MB."""
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text(encoding="ascii"))
    return int(found[1]) / 1_000 if found else 0.0


if __name__ == "__main__":
    main()
