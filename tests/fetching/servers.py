"""A server on 127.0.0.1 that misbehaves as told, and a clock that runs without waiting."""

from __future__ import annotations

import socket
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Semaphore, Thread
from typing import Any

from asreported.fetching import Clock, Fetcher, Limits

Behave = Callable[["Handler"], None]
OURS = Limits(allows_private=True, pause_seconds=0, most_bytes=100_000, idle_seconds=5)


class Handler(BaseHTTPRequestHandler):
    """Does what the server was told to do for a path; 404 for others."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        self.server.connections.add(self.client_address)
        behave = self.server.paths.get(self.path)
        try:
            answer(self, b"", 404) if behave is None else behave(self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def handle(self) -> None:
        with suppress(ConnectionResetError, BrokenPipeError):
            super().handle()

    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002
        """Nothing."""


class Server(ThreadingHTTPServer):
    """What was asked, and what to do for each path."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.paths: dict[str, Behave] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.connections: set[Any] = set()

    @property
    def home(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def asked_for(self, path: str) -> list[dict[str, str]]:
        return [headers for asked, headers in self.asked if asked == path]


@contextmanager
def running() -> Iterator[Server]:
    server = Server()
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


class TestClock(Clock):
    """Moves when somebody sleeps, and by `step` seconds each time it is looked at."""

    __test__ = False

    def __init__(self, step: float = 0.0) -> None:
        super().__init__()
        self.time = 1_000_000.0
        self.step = step
        self.slept: list[float] = []
        self.looks = Semaphore(0)

    def now(self) -> float:
        return self.time + 1.9e9

    def seconds(self) -> float:
        self.time += self.step
        self.looks.release()
        return self.time

    def sleep(self, seconds: float) -> None:
        self.check()
        self.slept.append(seconds)
        self.time += seconds


def fetcher(clock: Clock | None = None, limits: Limits = OURS, **more: Any) -> Fetcher:
    return Fetcher(limits, clock=clock if clock is not None else TestClock(), **more)


def answer(handler: Handler, body: bytes, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    for name, value in {"Content-Type": "text/plain", "Content-Length": str(len(body)), **named}.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


def says(body: bytes, status: int = 200, **headers: str) -> Behave:
    return lambda handler: answer(handler, body, status, **headers)


def sends_to(address: str, status: int = 302) -> Behave:
    return says(b"", status, Location=address)


def resets(handler: Handler) -> None:
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    raise ConnectionResetError


def never_ends(handler: Handler) -> None:
    answer(handler, b"", Content_Length=str(10**12))
    while True:
        handler.wfile.write(b"x" * 65_536)


def drips(handler: Handler) -> None:
    """A byte at a time, without end."""
    answer(handler, b"", Content_Length=str(10**12))
    while True:
        handler.wfile.write(b"x")


def drips_to(clock: TestClock, start: bytes) -> Behave:
    """`start`, then a byte each time the other side has looked at its clock: so it never gets two at once."""

    def behave(handler: Handler) -> None:
        handler.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        handler.wfile.write(start)
        while clock.looks.acquire(timeout=5):
            handler.wfile.write(b"x")

    return behave
