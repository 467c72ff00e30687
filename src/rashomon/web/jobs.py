"""Work that takes a while, one piece after the other, and how far it has come."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from threading import Lock
from typing import Literal

import msgspec
from msgspec import Struct

from rashomon.spans import make_id

type Tell = Callable[[str, int, int], None]

# More pieces than this in wait mean that something floods the application.
MOST_WAITING = 50
log = logging.getLogger(__name__)


class Changed(Struct, frozen=True):
    """A story that is new or other than before."""

    id: str
    title: str
    reports: int


class Outcome(Struct, frozen=True):
    """What a piece of work came to: lines for people, and the stories to look at."""

    lines: tuple[str, ...] = ()
    stories: tuple[Changed, ...] = ()


class Job(Struct, frozen=True):
    """One piece of work and how far it has come: `done` of `total` items of `stage`."""

    id: str
    what: str
    state: Literal["waiting", "working", "done", "failed"] = "waiting"
    stage: str = ""
    done: int = 0
    total: int = 0
    why: str = ""
    lines: tuple[str, ...] = ()
    stories: tuple[Changed, ...] = ()


class TooManyError(Exception):
    """So much is waiting that no more is taken on."""


class Jobs:
    """Does one piece of work at a time, in the order given."""

    def __init__(self, executor: Executor | None = None) -> None:
        self._executor = executor or ThreadPoolExecutor(1, thread_name_prefix="rashomon-job")
        self._jobs: dict[str, Job] = {}
        self._lock = Lock()

    def start(self, what: str, work: Callable[[Tell], Outcome]) -> Job:
        """Take work on and return at once.

        Raises:
            TooManyError: too much is waiting.
        """
        with self._lock:
            if sum(job.state in {"waiting", "working"} for job in self._jobs.values()) >= MOST_WAITING:
                raise TooManyError
            job = Job(make_id("j", len(self._jobs), what), what)
            self._jobs[job.id] = job
        self._executor.submit(self._run, job.id, work)
        return job

    def find(self, key: str) -> Job | None:
        """Return one piece of work."""
        return self._jobs.get(key)

    def now(self) -> Job | None:
        """Return what is being done, or else waits."""
        active = [job for job in self._jobs.values() if job.state in {"waiting", "working"}]
        return active[0] if active else None

    def close(self) -> None:
        """Wait for what is being done, and leave the rest."""
        self._executor.shutdown(wait=True, cancel_futures=True)

    def _run(self, key: str, work: Callable[[Tell], Outcome]) -> None:
        self._note(key, state="working")
        try:
            outcome = work(lambda stage, done, total: self._note(key, stage=stage, done=done, total=total))
        except Exception as error:
            # the page names the cause; where in our code it happened stands in the log
            log.exception("job failed")
            self._note(key, state="failed", why=f"{type(error).__name__}: {error}")
        else:
            self._note(key, state="done", lines=outcome.lines, stories=outcome.stories)

    def _note(self, key: str, **changes: object) -> None:
        with self._lock:
            self._jobs[key] = msgspec.structs.replace(self._jobs[key], **changes)
