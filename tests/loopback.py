"""Servers on loopback, a clock that only sleeping moves, and sockets that write down where they were sent.

The resolver gives every name a public address, and the recording backend leads that address to the server of the
test: so all tests run under the rules as shipped, and no packet leaves the machine.
"""

from __future__ import annotations

import contextlib
import random
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpcore2

from rashomon.gather.exchange import Limits
from rashomon.gather.fetch import Fetcher, Manners, Surroundings

PUBLIC = "93.184.216.34"
ALLOW_ALL = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
type Handler = Callable[[socket.socket, str, str], None]


class Clock:
    def __init__(self, moment: float = 2_000_000_000.0) -> None:
        self.moment = moment
        self.slept: list[float] = []
        self.lock = threading.Lock()

    def now(self) -> float:
        return self.moment

    def sleep(self, seconds: float) -> None:
        with self.lock:
            self.slept.append(seconds)
            self.moment += seconds


class Recorder(httpcore2.NetworkBackend):
    def __init__(self, routes: dict[str, tuple[str, int]]) -> None:
        self.routes = routes
        self.asked: list[str] = []

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):
        self.asked.append(host)
        if host not in self.routes:
            raise httpcore2.ConnectError(f"nothing routed to {host}")
        return httpcore2.SyncBackend().connect_tcp(*self.routes[host], timeout, local_address, socket_options)


class Server:
    """Answers each connection by `handler(connection, path, head)`; knows every head it was sent and when."""

    def __init__(self, handler: Handler, wrap=None) -> None:
        self.handler, self.wrap = handler, wrap
        self.heads: list[str] = []
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port = self.listener.getsockname()[1]
        self.stopped = threading.Event()
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def paths(self) -> list[str]:
        return [head.split()[1] for head in self.heads]

    def _accept(self) -> None:
        while not self.stopped.is_set():
            with contextlib.suppress(OSError):
                connection, _ = self.listener.accept()
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(20)
        with contextlib.suppress(OSError), connection:
            stream = self.wrap(connection) if self.wrap else connection
            head = b""
            while b"\r\n\r\n" not in head:
                data = stream.recv(65_536)
                if not data:
                    return
                head += data
            # its own words: by the time it looks, the last of all heads may be that of another connection
            told = head.decode("latin-1")
            self.heads.append(told)
            self.handler(stream, told.split()[1], told)
            stream.shutdown(socket.SHUT_WR)
            # read what is left, so that closing sends no reset before the answer is read
            stream.settimeout(1)
            while stream.recv(65_536):
                pass

    def close(self) -> None:
        self.stopped.set()
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()


@contextmanager
def serving(handler: Handler, wrap=None) -> Iterator[Server]:
    server = Server(handler, wrap)
    try:
        yield server
    finally:
        server.close()


def reply(status: str = "200 OK", body: bytes = b"", length: int | None = None, **headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def answers(pages: dict[str, bytes], robots: bytes = ALLOW_ALL) -> Handler:
    def handler(connection: socket.socket, path: str, head: str) -> None:
        connection.sendall(robots if path == "/robots.txt" else pages.get(path, ALLOW_ALL))

    return handler


class World:
    """A fetcher whose every name leads to `server`, with a clock and a record of every address asked."""

    def __init__(self, server: Server | None = None, resolver=None, tls=None, limits=None, **manners) -> None:
        self.clock = Clock()
        self.recorder = Recorder({PUBLIC: ("127.0.0.1", server.port)} if server else {})
        surroundings = Surroundings(
            resolver=resolver or (lambda host, port: [PUBLIC]),
            now=self.clock.now,
            sleep=self.clock.sleep,
            chance=random.Random(7),
            tls=tls,
            backend=self.recorder,
        )
        self.fetcher = Fetcher(Manners(limits=limits or Limits(), **manners), surroundings)

    def fetch(self, url: str = "http://news.example/page", validators=None):
        return self.fetcher.fetch(url, validators)


def host_of(head: str) -> str:
    return re.search(r"(?im)^host: *(\S+)", head)[1]


def trickle(connection: socket.socket, pieces: list[bytes], pause: float) -> None:
    for piece in pieces:
        connection.sendall(piece)
        time.sleep(pause)
