"""One question and its answer over a connection to one checked address, within limits of size and time.

httpcore2 without a client on top: it keeps no cookies, follows no redirect, reads no proxy from the environment and
unpacks nothing. The connection goes to the address given here and nowhere else; name and certificate stay those of
the host. Source for the limits: `notes/faults.md`, promise 6.
"""

from __future__ import annotations

import re
import ssl
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, cast, override

import httpcore2
from msgspec import Struct

from rashomon.gather.inflate import BadEncodingError, unpack
from rashomon.gather.targets import Target

HEAD_END = re.compile(rb"\r?\n\r?\n")
# More header lines than this are an attack: Apache and nginx refuse at 100 from clients, and servers send about 20.
MOST_HEADERS = 256


class Limits(Struct, frozen=True):
    """Seconds and bytes that one fetch may take. `body` counts unpacked bytes."""

    connect: float = 10.0
    total: float = 30.0
    body: int = 10 * 1024 * 1024
    redirects: int = 5


class Answer(Struct, frozen=True):
    """What came back: a status with headers (names in lower case) and body, or the code of a failure."""

    status: int = 0
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    flags: tuple[str, ...] = ()
    failure: str = ""
    detail: str = ""

    def header(self, name: str) -> str:
        """Return the first header of that name, or an empty string."""
        return next((value for key, value in self.headers if key == name), "")


class PinnedBackend(httpcore2.NetworkBackend):
    """Connects to the given addresses alone, whatever host it is asked for, and until the deadline alone."""

    def __init__(
        self, addresses: Sequence[str], deadline: float, backend: httpcore2.NetworkBackend | None = None
    ) -> None:
        self._addresses = addresses
        self._deadline = deadline
        self._backend = backend or httpcore2.SyncBackend()

    @override
    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        failed: Exception = httpcore2.ConnectError("no address")
        started = time.monotonic()
        for address in self._addresses:
            left = _left(min(self._deadline, started + (timeout or 10.0)))
            try:
                return TimedStream(
                    self._backend.connect_tcp(address, port, left, local_address, socket_options),
                    self._deadline,
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failed = error
        raise failed


class TimedStream(httpcore2.NetworkStream):
    """A connection whose every read and write counts against one deadline, so that no trickle outlasts it."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline
        self._head = b""
        self.received = 0

    @override
    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._stream.read(max_bytes, _left(self._deadline))
        self.received += len(data)
        if not HEAD_END.search(self._head):
            self._head += data[: 256 * 1024]
        return data

    @override
    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline))

    @override
    def close(self) -> None:
        self._stream.close()

    @override
    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        left = min(_left(self._deadline), timeout or 10.0)
        return TimedStream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    @override
    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

    def sent_more_than(self, length: int) -> bool:
        """Say whether more bytes came than a head and a body of that length."""
        end = HEAD_END.search(self._head)
        interim = re.match(rb"HTTP/1\.. 1", self._head)
        return bool(end) and not interim and self.received > end.end() + length


def exchange(
    target: Target,
    addresses: Sequence[str],
    headers: Sequence[tuple[str, str]],
    *,
    limits: Limits,
    deadline: float,
    tls: ssl.SSLContext,
    backend: httpcore2.NetworkBackend | None = None,
) -> Answer:
    """Ask once. `deadline` is a time of `time.monotonic`; no answer, however slow or broken, raises."""
    scheme, host = target.scheme.encode(), target.host.encode()
    url = httpcore2.URL(scheme=scheme, host=host, port=target.port, target=target.path.encode())
    sent = [("Host", target.site), ("Connection", "close"), ("Accept-Encoding", "gzip, identity"), *headers]
    pinned = PinnedBackend(addresses, deadline, backend)
    times = {"connect": limits.connect, "read": limits.total, "write": limits.total, "pool": limits.connect}
    try:
        with (
            httpcore2.HTTPConnection(url.origin, ssl_context=tls, network_backend=pinned) as connection,
            connection.stream("GET", url, headers=sent, extensions={"timeout": times}) as response,
        ):
            return _answer(response, limits.body)
    except Exception as error:  # noqa: BLE001  (whatever a server provokes in the libraries costs this fetch alone)
        return Answer(failure=_failure(error), detail=f"{type(error).__name__}: {error}"[:200])


def _answer(response: httpcore2.Response, most: int) -> Answer:
    headers = tuple(
        (key.decode("latin-1").lower(), value.decode("latin-1")) for key, value in response.headers
    )
    if len(headers) > MOST_HEADERS:
        return Answer(failure="too_many_headers", detail=str(len(headers)))
    head = Answer(response.status, headers)
    encoding = ", ".join(value for key, value in headers if key == "content-encoding")
    cut: list[bool] = []
    body = unpack(_arriving(response, cut), encoding, most)
    if body.too_large:
        return Answer(head.status, headers, body.data, failure="too_large", detail=f"more than {most} bytes")
    truncated = bool(cut) or not body.whole or _lied(response, head)
    return Answer(head.status, headers, body.data, ("truncated",) if truncated else ())


def _arriving(response: httpcore2.Response, cut: list[bool]) -> Iterator[bytes]:
    try:
        yield from response.iter_stream()
    except httpcore2.RemoteProtocolError as error:
        # a body shorter than its announced length is kept and flagged; anything else is a failure
        if "incomplete" not in str(error) and "without sending complete" not in str(error):
            raise
        cut.append(True)


def _lied(response: httpcore2.Response, head: Answer) -> bool:
    extensions = cast("Mapping[str, Any]", response.extensions)  # pyright: ignore[reportUnknownMemberType]
    stream, length = extensions.get("network_stream"), head.header("content-length")
    if head.header("transfer-encoding") or not length.isdecimal() or not isinstance(stream, TimedStream):
        return False
    return stream.sent_more_than(int(length))


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore2.ReadTimeout("the whole fetch took too long")
    return left


FAILURES: tuple[tuple[type[Exception], str], ...] = (
    (BadEncodingError, "bad_encoding"),
    (httpcore2.ConnectTimeout, "connect_timeout"),
    (httpcore2.TimeoutException, "timeout"),
    (httpcore2.ConnectError, "connect_failed"),
    (httpcore2.NetworkError, "connection_lost"),
    (httpcore2.RemoteProtocolError, "bad_answer"),
)


def _failure(error: Exception) -> str:
    causes = list(_causes(error))
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return "tls_error"
    # h11 hints at status 431 where headers outgrow its buffer of 100 KiB
    if any(getattr(cause, "error_status_hint", 0) == 431 for cause in causes):
        return "headers_too_large"
    if "without sending a response" in str(error):
        return "connection_lost"
    return next((code for kind, code in FAILURES if isinstance(error, kind)), "unexpected_error")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
