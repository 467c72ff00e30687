"""A store's figures in the text form of Prometheus."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from rashomon.ports import Store
from rashomon.stored import Counts
from rashomon.storing import StoreError

log = logging.getLogger(__name__)
HOSTS = ("127.0.0.1", "localhost")


def metrics(store: Store, now: float) -> bytes:
    """Return the figures of a store: offers by fate, rows, bytes, feeds by state, stories, quarantine."""
    registry = CollectorRegistry()
    registry.register(_Figures(store, now))
    return generate_latest(registry)


def serve_metrics(port: int, figures: Callable[[], bytes]) -> ThreadingHTTPServer:
    """Serve the figures at http://127.0.0.1:PORT/metrics until the process ends or the server is shut down.

    Where they cannot be had, whatever the store raises, the answer is 503 with the cause in a line; how often that
    happened stands with the figures as soon as they can be had again.

    Raises:
        OSError: where the port is taken.
    """
    failures = _Failures()

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            # a page of another site, by a name that it turns to this machine, is told nothing
            if (self.headers["Host"] or "").rpartition(":")[0] not in HOSTS or self.path != "/metrics":
                self.send_error(404)
                return
            status, kind, body = _answer(figures, failures)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the library's name)
            """Say nothing: a question for figures every few seconds is no news."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def _answer(figures: Callable[[], bytes], failures: _Failures) -> tuple[int, str, bytes]:
    try:
        body = figures()
    except StoreError as error:
        cause = str(error)
        log.error("figures: %s", cause)  # noqa: TRY400  (its cause is told in words)
    except Exception as error:  # a damaged row may raise anything (UnicodeDecodeError, ValueError)
        cause = f"{type(error).__name__}: {error}"
        log.exception("figures: %s", cause)
    else:
        return 200, CONTENT_TYPE_LATEST, body + failures.figure()
    failures.add()
    line = " ".join(f"The figures cannot be had: {cause}".split())
    return 503, "text/plain; charset=utf-8", f"{line}\n".encode("utf-8", "replace")


class _Failures(Collector):
    """How often this process could not tell the figures: no store can keep that, it is the store that failed."""

    def __init__(self) -> None:
        self._lock, self._number = threading.Lock(), 0

    def add(self) -> None:
        with self._lock:
            self._number += 1

    def figure(self) -> bytes:
        registry = CollectorRegistry()
        registry.register(self)
        return generate_latest(registry)

    def collect(self) -> Iterator[Metric]:
        """Yield the one figure."""
        what = "Questions for figures that the store could not answer."
        yield CounterMetricFamily("rashomon_metrics_failures", what, value=self._number)


class _Figures(Collector):
    def __init__(self, store: Store, now: float) -> None:
        self._store, self._now = store, now

    def collect(self) -> Iterator[Metric]:
        """Yield every figure; all are read from the store, so that a restart loses none."""
        counts = self._store.documents.counts()
        offers = CounterMetricFamily("rashomon_offers", "What became of everything offered.", labels=["fate"])
        for fate in Counts.__struct_fields__[1:]:
            offers.add_metric([fate], getattr(counts, fate))
        yield offers
        facts = self._store.upkeep.facts()
        rows = GaugeMetricFamily("rashomon_rows", "Rows of each table.", labels=["table"])
        for name, value in facts.items():
            if name not in {"kind", "version", "schema", "bytes"}:
                rows.add_metric([name], float(value))
        yield rows
        yield GaugeMetricFamily("rashomon_bytes", "Size of the store in bytes.", value=float(facts["bytes"]))
        yield GaugeMetricFamily("rashomon_stories", "Stories.", value=self._store.stories.count())
        yield self._feeds()

    def _feeds(self) -> Metric:
        feeds = self._store.feeds.feeds()
        states = {
            "due": sum(not feed.paused and feed.due <= self._now for feed in feeds),
            "waiting": sum(not feed.paused and feed.due > self._now for feed in feeds),
            "paused": sum(bool(feed.paused) for feed in feeds),
        }
        figure = GaugeMetricFamily("rashomon_feeds", "Feeds by state.", labels=["state"])
        for state, number in states.items():
            figure.add_metric([state], number)
        return figure
