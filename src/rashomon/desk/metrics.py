"""A store's figures in the text form of Prometheus."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from rashomon.ports import Store
from rashomon.stored import Counts


def metrics(store: Store, now: str) -> bytes:
    """Return the figures of a store: offers by fate, rows, bytes, feeds by state, stories, quarantine."""
    registry = CollectorRegistry()
    registry.register(_Figures(store, now))
    return generate_latest(registry)


class _Figures(Collector):
    def __init__(self, store: Store, now: str) -> None:
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
