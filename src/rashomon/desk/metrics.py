"""A store's figures in the text form of Prometheus."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from rashomon.ports import Store
from rashomon.stored import Counts
from rashomon.storing import StoreError

HOSTS = ("127.0.0.1", "localhost")


def metrics(store: Store, now: float) -> bytes:
    """Return the figures of a store: offers by fate, rows, bytes, feeds by state, stories, quarantine."""
    registry = CollectorRegistry()
    registry.register(_Figures(store, now))
    return generate_latest(registry)


def serve_metrics(port: int, figures: Callable[[], bytes]) -> ThreadingHTTPServer:
    """Serve the figures at http://127.0.0.1:PORT/metrics until the process ends or the server is shut down.

    Raises:
        OSError: where the port is taken.
    """

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            # a page of another site, by a name that it turns to this machine, is told nothing
            if (self.headers["Host"] or "").rpartition(":")[0] not in HOSTS or self.path != "/metrics":
                self.send_error(404)
                return
            try:
                body = figures()
            except StoreError:
                self.send_error(503)
                return
            self.send_response(200)
            self.send_header("Content-Type", CONTENT_TYPE_LATEST)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the library's name)
            """Say nothing: a question for figures every few seconds is no news."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


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
