"""``watch`` and ``digest`` as a user runs them, against a server on this machine. All text is invented."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.commands.test_commands import HOME, run
from tests.fetching.servers import Server, running, says
from tests.watching.test_polling import feed, item


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as made:
        made.paths["/feed"] = says(feed(item(1), item(2)))
        yield made


def test_feeds_are_watched_once_and_the_morning_is_told(server: Server, tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    feeds = (f"{server.home}/feed", f"{server.home}/none")
    done = run("watch", *feeds, "--db", database, "--once", "--allow-private", "--contact", "desk@example.org", code=1)
    assert done.stdout == ""
    told = done.stderr.splitlines()
    assert f"asreported: {feeds[0]}: 2 items, 2 new, 2 reports kept, 2 of them a summary or headline only" in told
    assert f"asreported: {feeds[1]}: expected answer 200, found answer 404; look at it in a browser" in told
    assert told[-2:] == [f"asreported: {database}: 2 reports added, 2 in all", "asreported: 1 of 2 feeds failed"]
    assert "desk@example.org" in server.asked[0][1]["User-Agent"]
    lines = [json.loads(line) for line in run("digest", database).stdout.splitlines()]
    assert {line["item"] for line in lines} == {"event", "quotation"}
    shown = run("digest", database, "--to", "pretty", "--limit", "1").stdout
    assert "2 reports" in shown
    assert "Who said what" in shown
    assert run("digest", database, "--since", "2100-01-01").stdout == ""


def test_private_addresses_are_refused_unless_asked_for(server: Server, tmp_path: Path) -> None:
    done = run("watch", f"{server.home}/feed", "--db", tmp_path / "news.db", "--once", code=1)
    assert "give --allow-private where this is meant" in done.stderr
    assert not server.asked


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(["file:///etc/passwd"], "give one of http or https"), (["http://example.org/", "--every", "5s"], "a minute"),
     (["http://example.org/", "--every", "often"], "such as 15m"), (["http://a:b@example.org/"], "without")],
)  # fmt: skip
def test_wrong_usage_is_one_line(arguments: list[str], told: str, tmp_path: Path) -> None:
    done = run("watch", *arguments, "--db", tmp_path / "news.db", code=2)
    assert told in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "news.db").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_watch_cleanly(server: Server, number: signal.Signals, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "asreported.cli",
        "watch",
        f"{server.home}/feed",
        "--db",
        str(tmp_path / "news.db"),
    ]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(HOME / "src")}
    with subprocess.Popen([*command, "--allow-private"], stderr=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stderr is not None
        lines = []
        while not (lines and "2 reports kept" in lines[-1]):
            lines.append(process.stderr.readline())
        process.send_signal(number)
        rest = process.stderr.read()
    assert process.returncode == 0
    assert rest == f"asreported: {tmp_path / 'news.db'}: 2 reports added, 2 in all\n"
