"""Work on hostile bytes in a process of its own, with limits of time and memory, that can be killed.

No `except` stops a parser that takes a quadratic time (some pages of 2 MB take every HTML parser more than 20 s) or a
library that crashes; killing its process does.
"""

from __future__ import annotations

import importlib
import multiprocessing as mp
import resource
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any

from msgspec import Struct

from rashomon.processes import caller_unseen

# Promise 4: a document takes at most 10 s of processor time and 512 MiB above what the libraries need to load
# (trafilatura and lxml map about 700 MiB of address space).
SECONDS = 10.0
START_SECONDS = 120.0
# Processor time decides, so that a busy machine skips nothing that an idle one reads; the clock only ends a worker that
# waits for ever.
PATIENCE = 12.0
ADDRESS_SPACE = 1_536 * 1024 * 1024
DIED = "reader-died"
# lxml and the caches of trafilatura grow with every page; after so many items the worker begins anew.
RENEWED = 1_000


class GivenUp(Struct, frozen=True):
    """Work that came to nothing, and why: took-too-long, took-too-much-memory, reader-died, unreadable:Error."""

    why: str


class Killable[T, R]:
    """Runs one function in a process of its own, item by item. `work` is a module's function, so that it pickles.

    `loads` are modules that the process loads before its limits, so that these are for the item alone. Use it with
    `contextlib.closing`.
    """

    def __init__(
        self, work: Callable[[T], R], seconds: float = SECONDS, *, loads: tuple[str, ...] = ()
    ) -> None:
        self._work = work
        self._seconds = seconds
        self._loads = loads
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._items = 0

    def run(self, item: T) -> R | GivenUp:
        """Run the work on one item; what kills it costs this item alone.

        An item whose process died for no reason of its own (killed from outside) is tried once more.
        """
        answer = self._ask(item)
        return self._ask(item) if answer == GivenUp(DIED) else answer

    def close(self) -> None:
        """Kill the process, if there is one."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None

    def _ask(self, item: T) -> R | GivenUp:
        pipe = self._started()
        self._items += 1
        try:
            pipe.send(item)
            if not pipe.poll(PATIENCE * self._seconds):
                self.close()
                return GivenUp("took-too-long")
            return pipe.recv()
        except (EOFError, OSError):
            return GivenUp(self._cause_of_death())

    def _cause_of_death(self) -> str:
        process = self._process
        if process is not None:
            process.join(START_SECONDS)
        late = process is not None and process.exitcode == -signal.SIGXCPU
        self.close()
        return "took-too-long" if late else DIED

    def _started(self) -> Connection:
        fresh = self._items < RENEWED
        if fresh and self._pipe is not None and self._process is not None and self._process.is_alive():
            return self._pipe
        self.close()
        self._items = 0
        context = mp.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=_serve, args=(theirs, self._work, self._seconds, self._loads), daemon=True
        )
        with caller_unseen():
            process.start()
        self._process, self._pipe = process, ours
        theirs.close()
        if not ours.poll(START_SECONDS):
            self.close()
            raise TimeoutError(f"the reading process did not start within {START_SECONDS} s")
        ours.recv()
        return ours


def _serve(pipe: Connection, work: Callable[[Any], Any], seconds: float, loads: tuple[str, ...]) -> None:
    for name in loads:
        importlib.import_module(name)
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    pipe.send("ready")
    while True:
        try:
            item = pipe.recv()
        except (EOFError, OSError):
            return
        used = resource.getrusage(resource.RUSAGE_SELF)
        limit = int(used.ru_utime + used.ru_stime + seconds) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))
        pipe.send(_answer(work, item))


def _answer(work: Callable[[Any], Any], item: Any) -> Any:
    try:
        return work(item)
    except MemoryError:
        return GivenUp("took-too-much-memory")
    except Exception as error:  # noqa: BLE001  (whatever a parser throws at hostile input costs this item alone)
        return GivenUp(f"unreadable:{type(error).__name__}")
