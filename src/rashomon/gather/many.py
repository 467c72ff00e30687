"""Fetching many addresses in one go: several sites at once, one request at a time to each, stoppable between any two."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from rashomon.gather.entries import ANY_PORT
from rashomon.gather.fetch import Fetcher, Outcome, Validators
from rashomon.gather.targets import Target, read_target

# Sites asked at once. Each thread mostly sleeps between two requests to its site.
THREADS = 16
# Fetched bodies that wait to be read; more would only fill the memory (each up to 10 MiB).
WAITING = 4


class Job(Struct, frozen=True):
    """One address to ask; `subject` is whatever the caller wants back with the answer."""

    url: str
    validators: Validators | None = None
    subject: Any = None


def fetch_many(
    jobs: Sequence[Job],
    fetcher: Fetcher,
    *,
    stop: threading.Event | None = None,
    threads: int = THREADS,
    last: bool = False,
) -> Iterator[tuple[Job, Outcome]]:
    """Fetch these addresses, yielding each as it is done; those of one site are asked one after the other.

    When `stop` is set, it ends within a moment, and nothing is half done; with `last`, what was fetched by then is
    still handed over, so that nobody has to fetch it again. Results come in the order of the answers.
    """
    halt = stop or threading.Event()
    sites = _by_site(jobs)
    done: queue.Queue[tuple[Job, Outcome]] = queue.Queue(WAITING)
    leave = threading.Event()
    for _ in range(min(threads, sites.qsize())):
        threading.Thread(target=_work, args=(sites, done, fetcher, (halt, leave)), daemon=True).start()
    try:
        yield from _results(done, len(jobs), halt)
        while last and not done.empty():
            yield done.get()
    finally:
        leave.set()


def _by_site(jobs: Sequence[Job]) -> queue.SimpleQueue[list[Job]]:
    waiting: queue.SimpleQueue[list[Job]] = queue.SimpleQueue()
    sites: dict[str, list[Job]] = {}
    for job in jobs:
        target = read_target(job.url, ANY_PORT)
        sites.setdefault(target.site if isinstance(target, Target) else "", []).append(job)
    for site in sites.values():
        waiting.put(site)
    return waiting


def _work(
    sites: queue.SimpleQueue[list[Job]],
    done: queue.Queue[tuple[Job, Outcome]],
    fetcher: Fetcher,
    ends: tuple[threading.Event, threading.Event],
) -> None:
    while True:
        try:
            site = sites.get_nowait()
        except queue.Empty:
            return
        for job in site:
            if any(end.is_set() for end in ends):
                return
            outcome = fetcher.fetch(job.url, job.validators)
            if not _hand_over(done, (job, outcome), ends):
                return


def _hand_over(
    done: queue.Queue[tuple[Job, Outcome]],
    item: tuple[Job, Outcome],
    ends: tuple[threading.Event, threading.Event],
) -> bool:
    while not any(end.is_set() for end in ends):
        try:
            done.put(item, timeout=0.2)
        except queue.Full:
            continue
        return True
    return False


def _results(
    done: queue.Queue[tuple[Job, Outcome]], count: int, halt: threading.Event
) -> Iterator[tuple[Job, Outcome]]:
    while count and not halt.is_set():
        try:
            yield done.get(timeout=0.2)
        except queue.Empty:
            continue
        count -= 1
