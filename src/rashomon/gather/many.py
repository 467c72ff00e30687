"""Fetching many addresses in one go: several sites at once, one request at a time to each, stoppable between any two.

A worker begins its next request only when the caller has asked for the next result, having stored the one before: a
kill at any moment costs at most one repeated request for each worker (promise 10).
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from rashomon.gather.entries import ANY_PORT
from rashomon.gather.fetch import Fetcher, Outcome, Validators
from rashomon.gather.sites import StoppedError
from rashomon.gather.targets import Target, read_target

# Sites asked at once. Each thread mostly sleeps between two requests to its site. It is also the most bodies that wait
# to be read (each up to 10 MiB).
THREADS = 16
# How long a stop waits for requests that are under way, so that nobody has to make them again: most servers answer in
# under a second, and a process told to stop is to be gone within five (case 78).
LAST_SECONDS = 1.5


class Job(Struct, frozen=True):
    """One address to ask; `subject` is whatever the caller wants back with the answer."""

    url: str
    validators: Validators | None = None
    subject: Any = None


class _Done(Struct, frozen=True):
    """One answer on its way to the caller; the worker goes on when it is `stored`."""

    job: Job
    outcome: Outcome
    stored: threading.Event


class _Crew(Struct, frozen=True):
    """What the workers of one call share: sites to ask, answers, who asks, and the two ways to end.

    `halt` is the caller's, `leave` says that nobody takes answers any more. A worker that goes puts None.
    """

    sites: queue.SimpleQueue[list[Job]]
    done: queue.SimpleQueue[_Done | None]
    fetcher: Fetcher
    halt: threading.Event
    leave: threading.Event

    @property
    def ended(self) -> bool:
        return self.halt.is_set() or self.leave.is_set()


def fetch_many(
    jobs: Sequence[Job],
    fetcher: Fetcher,
    *,
    stop: threading.Event | None = None,
    threads: int = THREADS,
    last: bool = False,
) -> Iterator[tuple[Job, Outcome]]:
    """Fetch these addresses, yielding each as it is done; those of one site are asked one after the other.

    The caller stores each result before it asks for the next. When `stop` is set, no further request begins; with
    `last`, those under way are still handed over if they end soon, so that nobody has to make them again. Results come
    in the order of the answers.
    """
    sites = _by_site(jobs)
    crew = _Crew(sites, queue.SimpleQueue(), fetcher, stop or threading.Event(), threading.Event())
    workers = min(threads, sites.qsize())
    for _ in range(workers):
        threading.Thread(target=_work, args=(crew,), daemon=True).start()
    try:
        for item in _answers(crew, workers, LAST_SECONDS if last else 0.0):
            yield item.job, item.outcome
            item.stored.set()
    finally:
        crew.leave.set()


def _by_site(jobs: Sequence[Job]) -> queue.SimpleQueue[list[Job]]:
    waiting: queue.SimpleQueue[list[Job]] = queue.SimpleQueue()
    sites: dict[str, list[Job]] = {}
    for job in jobs:
        target = read_target(job.url, ANY_PORT)
        sites.setdefault(target.site if isinstance(target, Target) else "", []).append(job)
    for site in sites.values():
        waiting.put(site)
    return waiting


def _work(crew: _Crew) -> None:
    try:
        while not crew.ended:
            for job in crew.sites.get_nowait():
                if crew.ended:
                    return
                item = _Done(job, crew.fetcher.fetch(job.url, job.validators), threading.Event())
                crew.done.put(item)
                while not item.stored.wait(0.2):
                    if crew.leave.is_set():
                        return
    except (queue.Empty, StoppedError):
        return
    finally:
        crew.done.put(None)


def _answers(crew: _Crew, workers: int, patience: float) -> Iterator[_Done]:
    """Yield answers until every worker has gone; after a stop, for so many seconds more."""
    until = float("inf")
    while workers:
        if crew.halt.is_set():
            until = min(until, time.monotonic() + patience)
            if time.monotonic() >= until:
                return
        try:
            item = crew.done.get(timeout=min(0.2, max(0.001, until - time.monotonic())))
        except queue.Empty:
            continue
        if item is None:
            workers -= 1
        else:
            yield item
