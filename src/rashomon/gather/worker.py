"""A worker process for pages, with limits, that can be killed: one bad page costs nobody else anything.

Some pages of 2 MB take every HTML parser more than 20 s, and no `except` stops that; so each page has a deadline
after which its process is killed and a new one started.
"""

from __future__ import annotations

import multiprocessing as mp
import resource
import signal
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from rashomon.gather.drafts import Draft
from rashomon.gather.markup import refuse
from rashomon.gather.pages import read_mail_page, read_page
from rashomon.processes import caller_unseen

# The promise: a document takes at most 10 s of processor time and 512 MiB above what the libraries need to load
# (trafilatura and lxml map about 700 MiB of address space).
SECONDS = 10
# Processor time decides, so that a busy machine skips no page that an idle one reads; the clock only ends a worker
# that waits for ever.
PATIENCE = 12
START_SECONDS = 120
DIED = "reader-died"
ADDRESS_SPACE = 1_536 * 1024 * 1024
# lxml and the caches of trafilatura grow with every page; after so many the worker begins anew.
RENEWED = 1_000


class PageReader:
    """Sends pages to the worker and waits no longer than the limit. Use it with `contextlib.closing`."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._pages = 0

    def read(self, source: str, raw: bytes, *, mail: bool = False) -> Draft:
        """Read one page; a draft with `skipped` says why a page could not be read.

        A page whose reader died for no reason of its own (killed from outside) is tried once more.
        """
        reason = "" if mail else refuse(raw)
        if reason:
            return Draft(source, skipped=reason)
        draft = self._ask(source, raw, mail=mail)
        return self._ask(source, raw, mail=mail) if draft.skipped == DIED else draft

    def _ask(self, source: str, raw: bytes, *, mail: bool) -> Draft:
        pipe = self._started()
        self._pages += 1
        try:
            pipe.send((source, raw, mail))
            if not pipe.poll(self._seconds * PATIENCE):
                self.close()
                return Draft(source, skipped="took-too-long")
            answer = pipe.recv()
        except (EOFError, OSError):
            return Draft(source, skipped=self._death())
        return answer if isinstance(answer, Draft) else Draft(source, skipped=str(answer))

    def _death(self) -> str:
        """Name what ended the worker, and put it away."""
        process = self._process
        if process is not None:
            process.join(START_SECONDS)
        code = process.exitcode if process is not None else None
        self.close()
        return "took-too-long" if code == -signal.SIGXCPU else DIED

    def close(self) -> None:
        """Kill the worker, if there is one."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None

    def _started(self) -> Connection:
        fresh = self._pages < RENEWED
        if fresh and self._pipe is not None and self._process is not None and self._process.is_alive():
            return self._pipe
        self.close()
        self._pages = 0
        context = mp.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, self._seconds), daemon=True)
        with caller_unseen():
            process.start()
        self._process = process
        theirs.close()
        self._pipe = ours
        if not ours.poll(START_SECONDS):
            self.close()
            raise TimeoutError(f"the page reader did not start within {START_SECONDS} s")
        ours.recv()
        return ours


def _serve(pipe: Connection, seconds: float) -> None:
    import trafilatura  # noqa: PLC0415  (loaded before the limits, so that they are for the page alone)

    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    pipe.send(f"ready: trafilatura {trafilatura.__version__}")
    while True:
        try:
            source, raw, mail = pipe.recv()
        except (EOFError, OSError):
            return
        used = resource.getrusage(resource.RUSAGE_SELF)
        limit = int(used.ru_utime + used.ru_stime + seconds) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))
        pipe.send(_answer(source, raw, mail=mail))


def _answer(source: str, raw: bytes, *, mail: bool) -> Draft | str:
    try:
        return read_mail_page(source, raw) if mail else read_page(source, raw)
    except MemoryError:
        return "took-too-much-memory"
    except Exception as error:  # noqa: BLE001  (whatever a parser throws at hostile input costs this page alone)
        return f"unreadable-page:{type(error).__name__}"
