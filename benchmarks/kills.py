"""``python -m benchmarks.kills``: runs killed at random moments and started again lose nothing and make nothing twice.

Each way of keeping records (a file of lines, a database) is killed (SIGKILL) so many times, the same command each time;
after each kill what is there has to be the beginning of what a run makes that nobody kills, and in the end all of it,
byte for byte. All text is invented.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from asreported import Store

REPORTS = 300
_EARLY_SECONDS = 0.1
_TEXT = (
    "The fisheries minister of Norland, Ingrid Sol, said on Monday that {0} boats had been seized by the coast guard. "
    "“We will not wait,” Sol told reporters. The owners of {1} of them denied that they had fished in closed waters."
)
_GERMAN = (
    "Die Ministerin sagte am Montag, dass die Küstenwache zwölf Boote beschlagnahmt habe und bald ein Gericht urteile."
)


def main() -> None:
    """Kill, look, and print the figures; 1 when anything was lost or made twice."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.kills")
    options.add_argument("--kills", type=int, default=50, help="of each way of keeping records")
    options.add_argument("--seed", type=int, default=1, help="where chance begins")
    chosen = options.parse_args()
    chance = random.Random(chosen.seed)  # noqa: S311  chance, not secrets
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (reports := home / "reports.jsonl").write_text(_reports(), encoding="utf-8")
        ways = [
            Way(
                "lines", [str(reports), "--output", str(home / "out.jsonl")], home / "out.jsonl", Path.read_bytes, _size
            ),
            Way("database", [str(reports), "--db", str(home / "out.db")], home / "out.db", _stored, _count),
        ]
        is_sound = [way.kill(chosen.kills, chance) for way in ways]
    sys.exit(0 if all(is_sound) else 1)


def _reports() -> str:
    """Reports of which one is in another language, one empty, and one there twice."""
    rows = [{"text": _TEXT.format(number, number // 2)} for number in range(REPORTS)]
    rows[10], rows[20], rows[30] = {"text": _GERMAN}, {"text": " "}, rows[29]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _stored(path: Path) -> bytes:
    with Store.open(path) as store:
        return "".join(f"{line}\n" for line in store.lines(every_reading=True)).encode()


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _count(path: Path) -> int:
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT count(*) FROM readings").fetchone()[0])
    except sqlite3.Error:  # there is none yet, or its tables are being made
        return 0


@dataclass
class Way:
    """A way of keeping records: what the command says of it, the file, and what is in that."""

    name: str
    arguments: list[str]
    path: Path
    read: Callable[[Path], bytes]
    count: Callable[[Path], int]

    def kill(self, kills: int, chance: random.Random) -> bool:
        """Kill so many runs; whether all was as it has to be."""
        start = time.monotonic()
        self._start().wait()
        whole_seconds = time.monotonic() - start
        expected = self.read(self.path)
        lines = expected.count(b"\n")
        self._clear()
        done, rounds, is_sound = 0, 0, True
        reached: list[int] = []
        while done < kills:
            process = self._start()
            self._wait_for_records(process, chance.uniform(0, whole_seconds / 8))
            process.kill()
            done += process.wait() < 0
            found = self.read(self.path) if self.path.exists() else b""
            reached.append(found.count(b"\n"))
            is_sound &= expected.startswith(found[: found.rfind(b"\n") + 1])
            if reached[-1] == lines or done == kills:
                self._start().wait()
                is_sound &= self.read(self.path) == expected
                rounds += 1
                self._clear()
        told = "nothing lost, nothing twice" if is_sound else "NOT AS IT HAS TO BE"
        print(f"{self.name}: {done} kills in {rounds} runs of {REPORTS} reports ({lines} records), {told}", flush=True)
        print(f"  records there after each kill: {' '.join(map(str, reached))}", flush=True)
        return is_sound

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "asreported.cli", "code", "--quiet", *self.arguments]
        return subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)

    def _wait_for_records(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        """Wait until the run keeps records, or one time in ten not, and then so long."""
        before = self.count(self.path)
        while process.poll() is None and self.count(self.path) == before and seconds > _EARLY_SECONDS:
            time.sleep(0.02)
        time.sleep(seconds)

    def _clear(self) -> None:
        for file in self.path.parent.glob(f"{self.path.name}*"):
            file.unlink()


if __name__ == "__main__":
    main()
