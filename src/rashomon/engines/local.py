"""Engines for one machine: one process, or one for each core. The results are the same, in the same order."""

from __future__ import annotations

import logging
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import batched

from msgspec import Struct

from rashomon.ports import Lost
from rashomon.processes import caller_unseen

# Items sent to a worker at once, and chunks on their way for each worker: enough that no core waits, few enough that
# a million articles are not held in memory.
CHUNK = 4
AHEAD = 3

_log = logging.getLogger(__name__)


class Serial(Struct, frozen=True):
    """Works in this process, one item after another."""

    def map[T, R](self, work: Callable[[T], R], items: Iterable[T]) -> Iterator[R | Lost]:
        """Yield the results in the order of the items.

        >>> list(Serial().map(len, ["rain", "no"]))
        [4, 2]
        """
        return map(work, items)


class Cores(Struct, frozen=True):
    """Works in `workers` fresh processes (0: one for each core)."""

    workers: int = 0

    def map[T, R](self, work: Callable[[T], R], items: Iterable[T]) -> Iterator[R | Lost]:
        """Yield the results in the order of the items; `work` and the items must pickle.

        A worker that dies (out of memory, a fault in a library) costs at most the item that killed it: what was on
        its way is done once more, one by one, and an item whose worker dies again gives a `Lost`. An error that
        `work` raises is raised here.
        """
        workers = self.workers or os.cpu_count() or 1
        chunks = batched(items, CHUNK)
        while True:
            died: deque[tuple[T, ...]] = deque()
            yield from _round(work, chunks, workers, died)
            if not died:
                return
            for chunk in died:
                yield from _one_by_one(work, chunk)


type _Sent[T, R] = deque[tuple[tuple[T, ...], Future[list[R]]]]


def _round[T, R](
    work: Callable[[T], R],
    chunks: Iterator[tuple[T, ...]],
    workers: int,
    died: deque[tuple[T, ...]],
) -> Iterator[R]:
    """Yield results until all is done or a worker dies; then `died` holds the chunks that were on their way."""
    pool = _pool(workers)
    sent: _Sent[T, R] = deque()
    try:
        while True:
            _fill(pool, work, chunks, sent, workers * AHEAD)
            if not sent:
                return
            yield from sent[0][1].result()
            sent.popleft()
    except BrokenProcessPool:
        died.extend(chunk for chunk, _ in sent)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _fill[T, R](
    pool: ProcessPoolExecutor,
    work: Callable[[T], R],
    chunks: Iterator[tuple[T, ...]],
    sent: _Sent[T, R],
    most: int,
) -> None:
    while len(sent) < most:
        chunk = next(chunks, None)
        if chunk is None:
            return
        sent.append((chunk, _submit(pool, work, chunk)))


def _submit[T, R](pool: ProcessPoolExecutor, work: Callable[[T], R], chunk: tuple[T, ...]) -> Future[list[R]]:
    try:
        with caller_unseen():
            return pool.submit(_do, work, chunk)
    except BrokenProcessPool as error:  # a worker died while this chunk was on its way
        broken: Future[list[R]] = Future()
        broken.set_exception(error)
        return broken


def _one_by_one[T, R](work: Callable[[T], R], chunk: tuple[T, ...]) -> Iterator[R | Lost]:
    pool = _pool(1)
    try:
        for item in chunk:
            try:
                with caller_unseen():
                    sent = pool.submit(_do, work, (item,))
                results = sent.result()
            except BrokenProcessPool:
                _log.warning("lost %s: its worker died twice", str(item)[:200])
                yield Lost("its-worker-died")
                pool.shutdown(wait=True)
                pool = _pool(1)
            else:
                yield from results
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _pool(workers: int) -> ProcessPoolExecutor:
    # a forked child of a process with threads may hang: every worker begins fresh
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_begin)


def _begin() -> None:
    _one_thread()
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    # a worker waits for work on a pipe that it holds open itself: it would never hear that its parent was killed
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _one_thread() -> None:
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"


def _do[T, R](work: Callable[[T], R], chunk: tuple[T, ...]) -> list[R]:
    return [work(item) for item in chunk]
