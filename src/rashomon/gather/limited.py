"""Work on hostile bytes in a process of its own, with limits of time and memory, that can be killed.

No `except` stops a parser that takes a quadratic time or a library that crashes; killing its process does.
"""

from __future__ import annotations

import multiprocessing as mp
import resource
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any

from msgspec import Struct

# Promise 4: a document takes at most 10 s of processor time and 512 MiB; the libraries map about 1 GiB when loaded.
SECONDS = 10.0
START_SECONDS = 60.0
# The limit is one of processor time; by the clock a process may take longer on a machine that others use too.
PATIENCE = 6.0
ADDRESS_SPACE = 1_536 * 1024 * 1024


class GivenUp(Struct, frozen=True):
    """Work that came to nothing, and why: took-too-long, took-too-much-memory, reader-died, unreadable:Error."""

    why: str


class Killable[T, R]:
    """Runs one function in a process of its own, item by item. `work` is a module's function, so that it pickles.

    Use it with `contextlib.closing`.
    """

    def __init__(self, work: Callable[[T], R], seconds: float = SECONDS) -> None:
        self._work = work
        self._seconds = seconds
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None

    def run(self, item: T) -> R | GivenUp:
        """Run the work on one item; what kills it costs this item alone."""
        pipe = self._started()
        try:
            pipe.send(item)
            if not pipe.poll(PATIENCE * self._seconds):
                self.close()
                return GivenUp("took-too-long")
            return pipe.recv()
        except (EOFError, OSError):
            return GivenUp(self._cause_of_death())

    def close(self) -> None:
        """Kill the process, if there is one."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None

    def _cause_of_death(self) -> str:
        process = self._process
        if process is not None:
            process.join(1)
        late = process is not None and process.exitcode == -signal.SIGXCPU
        self.close()
        return "took-too-long" if late else "reader-died"

    def _started(self) -> Connection:
        if self._pipe is not None and self._process is not None and self._process.is_alive():
            return self._pipe
        self.close()
        context = mp.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, self._work, self._seconds), daemon=True)
        process.start()
        self._process, self._pipe = process, ours
        theirs.close()
        if ours.poll(START_SECONDS):
            ours.recv()
        return ours


def _serve(pipe: Connection, work: Callable[[Any], Any], seconds: float) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    pipe.send("ready")
    while True:
        try:
            item = pipe.recv()
        except (EOFError, OSError):
            return
        used = resource.getrusage(resource.RUSAGE_SELF).ru_utime
        resource.setrlimit(resource.RLIMIT_CPU, (int(used + seconds) + 1, resource.RLIM_INFINITY))
        pipe.send(_answer(work, item))


def _answer(work: Callable[[Any], Any], item: Any) -> Any:
    try:
        return work(item)
    except MemoryError:
        return GivenUp("took-too-much-memory")
    except Exception as error:  # noqa: BLE001  (whatever a parser throws at hostile input costs this item alone)
        return GivenUp(f"unreadable:{type(error).__name__}")
