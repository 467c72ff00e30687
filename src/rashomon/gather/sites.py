"""Taking turns: one request at a time to a site, five seconds apart or more, and none before it wants one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from email.utils import parsedate_to_datetime

from msgspec import Struct, structs

from rashomon.gather.robots import Robots

# Five seconds between two requests, as Media Cloud's fetcher waits (promise 6).
GAP_SECONDS = 5.0
LONGEST_RETRY = 24 * 3600.0
# After "too many requests" without a time: Media Cloud waits 30 s, we twice that.
BUSY_SECONDS = 60.0


class StoppedError(Exception):
    """Somebody wants to stop, and so a wait before a request was broken off: the request is not made."""


class SiteState(Struct, frozen=True):
    """What is known of one site, to be kept over a restart: `asked` is when the last request ended. Times are seconds since 1970, 0 where never."""

    site: str
    asked: float = 0.0
    closed_until: float = 0.0
    robots: Robots | None = None
    robots_until: float = 0.0


class Sites:
    """The state of all sites, shared by all threads of one process."""

    def __init__(
        self, *, now: Callable[[], float], sleep: Callable[[float], None], gap: float = GAP_SECONDS
    ) -> None:
        self._now = now
        self._sleep = sleep
        self._gap = gap
        self._lock = threading.Lock()
        self._turns: dict[str, threading.Lock] = {}
        self._states: dict[str, SiteState] = {}

    @contextmanager
    def turn(self, site: str, delay: float = 0.0) -> Generator[None]:
        """Wait for the turn of a request to this site; the next one waits until this one is over."""
        with self._lock:
            turn = self._turns.setdefault(site, threading.Lock())
        with turn:
            gap, state = max(self._gap, delay), self.state(site)
            # a clock that was set back must not make anybody wait for longer than the gap
            wait = min(state.asked + gap - self._now(), gap) if state.asked else 0.0
            wait = max(wait, self.closed_for(site))
            if wait > 0:
                self._sleep(wait)
            self._change(site, asked=self._now())
            try:
                yield
            finally:
                # from the end of one to the start of the next: the site sees no less, however slow the way there was
                self._change(site, asked=self._now())

    def state(self, site: str) -> SiteState:
        """Return what is known of a site."""
        with self._lock:
            return self._states.get(site, SiteState(site))

    def closed_for(self, site: str) -> float:
        """Return the seconds for which the site wants no request."""
        return min(max(0.0, self.state(site).closed_until - self._now()), LONGEST_RETRY)

    def close_until(self, site: str, moment: float) -> None:
        """Note that the site wants no request before that moment."""
        self._change(site, closed_until=max(moment, self.state(site).closed_until))

    def robots(self, site: str) -> Robots | None:
        """Return the rules of a site, None where they are not known or too old."""
        state = self.state(site)
        fresh = 0 < state.robots_until - self._now() <= state.robots.keep_seconds if state.robots else False
        return state.robots if fresh else None

    def keep_robots(self, site: str, robots: Robots) -> None:
        """Keep the rules of a site for as long as they hold."""
        self._change(site, robots=robots, robots_until=self._now() + robots.keep_seconds)

    def states(self) -> list[SiteState]:
        """Return everything known, by site, so that a later process stays as polite as this one was."""
        with self._lock:
            return [self._states[site] for site in sorted(self._states)]

    def restore(self, states: list[SiteState]) -> None:
        """Take up what an earlier process knew."""
        with self._lock:
            self._states.update({state.site: state for state in states})

    def _change(self, site: str, **fields: object) -> None:
        with self._lock:
            old = self._states.get(site, SiteState(site))
            self._states[site] = structs.replace(old, **fields)


def sleep_until(stop: threading.Event) -> Callable[[float], None]:
    """Return a sleep that ends with StoppedError as soon as `stop` is set: nobody is asked before their time."""

    def sleep(seconds: float) -> None:
        if stop.wait(seconds):
            raise StoppedError

    return sleep


def retry_after(value: str, now: float) -> float | None:
    """Read a Retry-After header: the seconds to wait, at most a day; None where it says nothing.

    >>> retry_after("3600", 0.0), retry_after("1000000000", 0.0), retry_after("abc", 0.0)
    (3600.0, 86400.0, None)
    """
    text = value.strip()
    if text.isascii() and text.isdecimal():
        return min(float(text[:12]), LONGEST_RETRY)
    try:
        moment = parsedate_to_datetime(text).timestamp()
    except (ValueError, OverflowError, OSError):
        return None
    return min(max(0.0, moment - now), LONGEST_RETRY)
