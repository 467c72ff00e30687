"""Polls 200 feeds of 50 entries on loopback by the real clock, in a fresh process, and prints what it took.

`python -m tests.poll_many [gap]`: `gap` is the seconds between two requests to a site (shipped: 5).
"""

from __future__ import annotations

import json
import random
import resource
import sys
import time
from pathlib import Path

from tests.loopback import ALLOW_ALL, PUBLIC, Recorder, host_of, reply, serving

from rashomon.gather.fetch import Fetcher, Manners, Surroundings
from rashomon.gather.polling import poll
from rashomon.gather.schedule import FeedState, due

FEEDS = 200


def feed_of(host: str, count: int = 50) -> bytes:
    items = "".join(
        f"<item><guid>{host}/{n}</guid><title>Rain {n} at {host}</title><link>http://{host}/{n}</link>"
        f"<description>It fell.</description></item>"
        for n in range(count)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{host}</title>{items}</channel></rss>'.encode()


def own_peak() -> int:
    """Return the most KiB this process has held.

    Not `ru_maxrss` of oneself: Linux counts in it what the process that started this one held when it did, so that
    under a test runner with models loaded it tells of the runner.
    """
    status = Path("/proc/self/status").read_text("ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:"))


def run(gap: float) -> dict[str, object]:
    starts: dict[str, list[float]] = {}

    def handler(connection, path, head):
        starts.setdefault(host_of(head), []).append(time.monotonic())
        body = reply(body=feed_of(host_of(head)), Content_Type="application/rss+xml", ETag='"1"')
        connection.sendall(ALLOW_ALL if path == "/robots.txt" else body)

    feeds = [FeedState(f"http://h{number}.example/feed") for number in range(FEEDS)]
    with serving(handler) as server:
        world = Surroundings(
            resolver=lambda host, port: [PUBLIC], backend=Recorder({PUBLIC: ("127.0.0.1", server.port)})
        )
        began = time.monotonic()
        polls = list(
            poll(
                feeds, Fetcher(Manners(gap=gap), world), now=time.time(), chance=random.Random(3), threads=32
            )
        )
        took = time.monotonic() - began
    kib = own_peak() + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return {
        "entries": sum(len(done.listing.entries) for done in polls),
        "left": len(due([done.feed for done in polls], time.time())),
        "requests": sorted({len(times) for times in starts.values()}),
        "hosts": len(starts),
        "shortest_gap": min(times[-1] - times[0] for times in starts.values()),
        "mebibytes": kib / 1024,
        "seconds": took,
    }


if __name__ == "__main__":
    print(json.dumps(run(float(sys.argv[1]) if len(sys.argv) > 1 else 5.0)))  # noqa: T201
