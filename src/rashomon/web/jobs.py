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
# What was done longest ago is forgotten first; what is not done never is.
MOST_KEPT = 200
OPEN = frozenset({"waiting", "working", "stopping"})
BEFORE_STOPPED = "It was done before it could be stopped."
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
    """One piece of work and how far it has come: `done` of `total` items of `stage`.

    `kept` tells whether the store keeps it until it is done: *again* is begun anew at each start, *idle* is not, ""
    is not kept, nor is a *notice*, which is shown until it is put away. *discarded* is what a person let go of before it was begun or after it failed; what is being done is
    *stopping* until its next step, and then *stopped*, unless that was its last.
    """

    id: str
    what: str
    state: Literal["waiting", "working", "stopping", "stopped", "done", "failed", "discarded"] = "waiting"
    stage: str = ""
    done: int = 0
    total: int = 0
    why: str = ""
    lines: tuple[str, ...] = ()
    stories: tuple[Changed, ...] = ()
    kept: Literal["", "again", "idle", "notice"] = ""


class TooManyError(Exception):
    """So much is waiting that no more is taken on."""


class _StoppedError(Exception):
    """A person stops the work; raised where it tells how far it has come, between two things it does whole."""


class Jobs:
    """Does one piece of work at a time, in the order given."""

    def __init__(self, executor: Executor | None = None) -> None:
        self._executor = executor or ThreadPoolExecutor(1, thread_name_prefix="rashomon-job")
        self._jobs: dict[str, Job] = {}
        self._lock = Lock()
        self._taken = 0

    def start(
        self,
        what: str,
        work: Callable[[Tell], Outcome],
        *,
        key: str = "",
        keep: Callable[[], None] | None = None,
    ) -> Job:
        """Take work on and return at once; `keep` puts it first where no stop loses it.

        Raises:
            TooManyError: too much is waiting.
        """
        with self._lock:
            if sum(job.state in OPEN for job in self._jobs.values()) >= MOST_WAITING:
                raise TooManyError
            job = self._note_new(what, key, "again" if keep else "")
        try:
            if keep:
                keep()
        except BaseException:
            with self._lock:
                del self._jobs[job.id]
            raise
        self._executor.submit(self._run, job.id, work)
        return job

    def take_up(self, what: str, work: Callable[[Tell], Outcome], key: str) -> Job:
        """Take on again what was taken on before a stop: it is never refused."""
        with self._lock:
            job = self._note_new(what, key, "again")
        self._executor.submit(self._run, job.id, work)
        return job

    def give_up(self, what: str, why: str, key: str, kept: Literal["idle", "notice"] = "idle") -> None:
        """Show a piece of work as failed that is not begun any more."""
        with self._lock:
            self._note_new(what, key, kept)
        self._note(key, state="failed", why=why)

    def discard(self, key: str) -> Job | None:
        """Let go of a piece of work: what waits is not begun; what is being done stops where it next tells of itself."""
        with self._lock:
            job = self._jobs.get(key)
            if job is None or job.state in {"done", "stopping", "stopped"}:
                return job
            state = "stopping" if job.state == "working" else "discarded"
            self._jobs[key] = msgspec.structs.replace(job, state=state, kept="")
            return self._jobs[key]

    def dismiss(self, key: str) -> Job | None:
        """Take a failure that a person has read off the pages; whatever else is in hand stays as it is."""
        job = self.find(key)
        return self.discard(key) if job and job.state == "failed" else job

    def stuck(self) -> list[Job]:
        """List what failed and is still kept, the oldest first."""
        with self._lock:
            return [job for job in self._jobs.values() if job.state == "failed" and job.kept]

    def _note_new(self, what: str, key: str, kept: Literal["", "again", "idle", "notice"]) -> Job:
        self._taken += 1
        job = Job(key or make_id("j", self._taken, what), what, kept=kept)
        self._jobs[job.id] = job
        over = [one.id for one in self._jobs.values() if one.state not in OPEN and not one.kept]
        for old in over[: max(0, len(self._jobs) - MOST_KEPT)]:
            del self._jobs[old]
        return job

    def find(self, key: str) -> Job | None:
        """Return one piece of work."""
        return self._jobs.get(key)

    def now(self) -> Job | None:
        """Return what is being done, or else waits."""
        with self._lock:
            return next((job for job in self._jobs.values() if job.state in OPEN), None)

    def close(self) -> None:
        """Wait for what is being done, and leave the rest: what was handed in stays in the store for the next start."""
        self._executor.shutdown(wait=True, cancel_futures=True)

    def _run(self, key: str, work: Callable[[Tell], Outcome]) -> None:
        if not self._note(key, state="working"):
            return

        def tell(stage: str, done: int, total: int) -> None:
            job = self._note(key, stage=stage, done=done, total=total)
            if job and job.state == "stopping":
                raise _StoppedError

        try:
            outcome = work(tell)
        except _StoppedError:
            self._note(key, state="stopped")
        except Exception as error:
            # the page names the cause; where in our code it happened stands in the log
            log.exception("job failed")
            self._note(key, state="failed", why=f"{type(error).__name__}: {error}")
        else:
            self._note_done(key, outcome)

    def _note_done(self, key: str, outcome: Outcome) -> None:
        job = self._jobs.get(key)
        late = (BEFORE_STOPPED,) if job and job.state == "stopping" else ()
        self._note(key, state="done", lines=(*late, *outcome.lines), stories=outcome.stories, kept="")

    def _note(self, key: str, **changes: object) -> Job | None:
        """Note how far a piece of work has come; None where it was discarded in the meantime, which stays."""
        with self._lock:
            job = self._jobs.get(key)
            if job is None or job.state == "discarded":
                return None
            self._jobs[key] = msgspec.structs.replace(job, **changes)
            return self._jobs[key]
