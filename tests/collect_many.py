"""Follows many feeds on loopback into a store by the real program: SIGTERM in the middle, then to the end.

`python -m tests.collect_many FEEDS ENTRIES GAP [KILLS]` prints what it took. The server is in this process, the
collector in another: `python -m tests.collect_many collector PORT GAP STORE`.
"""

from __future__ import annotations

import json
import random
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

from tests.loopback import ALLOW_ALL, PUBLIC, Recorder, host_of, reply, serving
from tests.poll_many import feed_of, own_peak

from rashomon import cli, cli_collect
from rashomon.desk.news import Net
from rashomon.gather.fetch import Fetcher, Manners, Surroundings
from rashomon.gather.sites import sleep_until
from rashomon.stored import FeedState
from rashomon.stores.store import open_store

PAGE = (
    "<html><head><title>{0}</title></head><body><article><h1>{0}</h1>"
    "<p>The river rose over the quay of {0} on Monday and the market hall was closed, officials said.</p>"
    "<p>The mayor of {0} and two engineers named the damage; nobody was hurt, they said in the evening.</p>"
    "</article></body></html>"
)


def collector(port: int, gap: float, store: str) -> None:
    """Run the command line, with every name leading to the server and another gap; nothing else is changed."""

    def open_net(allow, ports, stop: threading.Event) -> Net:
        world = Surroundings(
            resolver=lambda host, port: [PUBLIC],
            backend=Recorder({PUBLIC: ("127.0.0.1", port)}),
            sleep=sleep_until(stop),
        )
        return Net(Fetcher(Manners(gap=gap), world), time.time, random.Random(3), stop, threads=32)

    cli_collect.open_net = open_net
    sys.argv = ["rashomon", "collect", "--store", store, "-v"]
    try:
        cli.main()
    finally:
        # the process that reads pages was the largest of those that ended; two of its size may have lived at once
        both = own_peak() + 2 * resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        print(f"peak {both}", flush=True)  # noqa: T201


class Asked:
    """What the server was asked, and when."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.times: dict[str, list[float]] = {}
        self.addresses: Counter[str] = Counter()
        self.enough = threading.Event()
        self.wanted = 0

    def note(self, host: str, path: str) -> None:
        with self.lock:
            self.times.setdefault(host, []).append(time.monotonic())
            self.addresses[host + path] += 1
            if self.wanted and self.addresses.total() >= self.wanted:
                self.enough.set()

    def shortest(self) -> float:
        pairs = (pair for times in self.times.values() for pair in pairwise(times))
        return min(later - sooner for sooner, later in pairs)


def run(feeds: int, entries: int, gap: float, ends: tuple[int, ...] = (signal.SIGTERM,)) -> dict[str, object]:
    """Collect to the end, being stopped by each of the signals on the way; a part of the requests lies before each."""
    asked = Asked()

    def handler(connection, path, head):
        host = host_of(head)
        asked.note(host, path)
        if path == "/robots.txt":
            connection.sendall(ALLOW_ALL)
        elif path == "/feed":
            connection.sendall(
                reply(body=feed_of(host, entries), Content_Type="application/rss+xml", ETag='"1"')
            )
        else:
            connection.sendall(
                reply(body=PAGE.format(host + path).encode(), Content_Type="text/html; charset=utf-8")
            )

    with tempfile.TemporaryDirectory() as folder, serving(handler) as server:
        place = str(Path(folder, "news.db"))
        store = open_store(place)
        for number in range(feeds):
            store.feeds.add(FeedState(f"http://h{number}.example/feed"))
        store.close()
        began, stops, peaks = time.monotonic(), [], []
        for number, end in enumerate((*ends, 0)):
            asked.wanted = (number + 1) * feeds * (entries + 2) // (len(ends) + 1) if end else 0
            asked.enough.clear()
            stops.append(_run_once(asked, [str(server.port), str(gap), place], end, peaks))
        store = open_store(place, write=False)
        told = {
            "counts": store.documents.counts(),
            "waiting": len(store.feeds.waiting()),
            "breaches": store.upkeep.check(),
            "articles": sum(1 for _ in store.documents.articles()),
        }
        store.close()
    pages = {address: count for address, count in asked.addresses.items() if "robots" not in address}
    return {
        **told,
        "hosts": len(asked.times),
        "addresses": len(pages),
        "repeated": sum(pages.values()) - len(pages),
        "shortest_gap": asked.shortest(),
        "seconds_to_stop": max(stops[:-1], default=0.0),
        "mebibytes": max(peaks) / 1024,
        "seconds": time.monotonic() - began,
    }


def _run_once(asked: Asked, place: list[str], end: int, peaks: list[int]) -> float:
    command = [sys.executable, "-m", "tests.collect_many", "collector", *place]
    with tempfile.TemporaryFile("w+") as said:
        child = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT)
        took = 0.0
        if end:
            assert asked.enough.wait(600), "the collector does not ask"
            began = time.monotonic()
            child.send_signal(end)
            assert child.wait(60) in {143, -end}
            took = time.monotonic() - began
        else:
            child.wait(3600)
        said.seek(0)
        lines = said.read().splitlines()
        assert end or child.returncode == 0, lines[-20:]
        peaks += [int(line.split()[1]) for line in lines if line.startswith("peak ")]
    return took


if __name__ == "__main__":
    if sys.argv[1] == "collector":
        collector(int(sys.argv[2]), float(sys.argv[3]), sys.argv[4])
    else:
        feeds, entries, gap = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
        ends = (signal.SIGTERM,) if len(sys.argv) < 5 else (signal.SIGKILL,) * int(sys.argv[4])
        figures = run(feeds, entries, gap, ends)
        print(json.dumps({**figures, "counts": repr(figures["counts"])}))  # noqa: T201
