"""When a feed is asked again: hourly while it answers, ever more seldom while it fails, paused after long, never deleted.

Weights and bounds: Media Cloud's rss-fetcher (soft failures .5, temporary .25, 30 in all, a day at most); pause after
five broken bodies: Miniflux pauses after three.
"""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from msgspec import structs

from rashomon.gather.fetch import Outcome, Validators
from rashomon.stored import FeedState

EVERY_SECONDS = 3600.0
LONGEST_SECONDS = 24 * 3600.0
MOST_FAILURES = 30.0
MOST_BROKEN = 5
# Some feeds return the same ETag after a change, so every 20th question and each after a week asks for all of it.
FULL_EVERY = 20
FULL_SECONDS = 7 * 24 * 3600.0
TEMPORARY = frozenset({"dns_temporary", "site_closed", "http_429"})
SOFT = frozenset({
    "http_404", "http_408", "http_500", "http_502", "http_503", "http_504", "http_522", "http_524", "timeout",
    "connect_timeout", "connection_lost", "connect_failed", "robots_unreachable",
})  # fmt: skip


def due(feeds: Iterable[FeedState], now: float) -> list[FeedState]:
    """Return the feeds to be asked now, the longest waiting first."""
    # a due time more than a day ahead was noted by a clock that has been set back since
    waiting = [feed for feed in feeds if not feed.paused and not now < feed.due <= now + 2 * LONGEST_SECONDS]
    return sorted(waiting, key=lambda feed: (feed.due, feed.url))


def validators(feed: FeedState, now: float) -> Validators | None:
    """Return what to ask with; None where the whole body is wanted."""
    known = feed.etag or feed.modified
    if not known or feed.polls >= FULL_EVERY - 1 or not 0 <= now - feed.full < FULL_SECONDS:
        return None
    return Validators(feed.place, feed.etag, feed.modified)


def succeeded(feed: FeedState, outcome: Outcome, now: float, chance: Random, title: str = "") -> FeedState:
    """Note a body that was read, or one that has not changed."""
    fresh = structs.replace(
        feed,
        due=now + EVERY_SECONDS * _spread(chance),
        polled=now,
        polls=feed.polls + 1,
        failures=0.0,
        row=0,
        broken=0,
        status=outcome.kind,
        title=title or feed.title,
    )
    if outcome.kind == "not-modified":
        return fresh
    marks = outcome.validators
    if "truncated" in outcome.answer.flags:
        # the rest of it must not be "not modified" for ever
        marks = Validators(marks.url)
    # the body came whole: either it was asked for whole, or it had changed
    return structs.replace(
        fresh, etag=marks.etag, modified=marks.modified, place=marks.url, full=now, polls=0
    )


def failed(
    feed: FeedState, code: str, now: float, chance: Random, *, broken: bool = False, retry_at: float = 0.0
) -> FeedState:
    """Note a failure: of fetching by its weight, or (`broken`) of a body that no parser took."""
    weight = 0.0 if broken else weight_of(code)
    failures, bad = feed.failures + weight, feed.broken + broken
    wait = min(EVERY_SECONDS * 2 ** min(feed.row + 1, 10), LONGEST_SECONDS / 1.1) * _spread(chance)
    # without marks the next question is for the whole body: a broken one must not be "not modified" for ever
    kept = {"etag": "", "modified": ""} if broken else {}
    return structs.replace(
        feed,
        due=max(now + wait, retry_at),
        polled=now,
        polls=feed.polls + 1,
        failures=failures,
        broken=bad,
        row=feed.row + 1,
        status=code,
        paused=feed.paused or _pause(failures, bad),
        **kept,
    )


def _pause(failures: float, broken: int) -> str:
    if failures >= MOST_FAILURES:
        return "failing"
    return "broken" if broken >= MOST_BROKEN else ""


def weight_of(code: str) -> float:
    """Weigh a failure: what passes by itself counts less.

    >>> weight_of("http_410"), weight_of("http_503"), weight_of("dns_temporary")
    (1.0, 0.5, 0.25)
    """
    return 0.25 if code in TEMPORARY else 0.5 if code in SOFT else 1.0


def resumed(feed: FeedState, now: float) -> FeedState:
    """Take a paused feed up again, as if it had never failed."""
    return structs.replace(feed, due=now, failures=0.0, broken=0, row=0, paused="")


def _spread(chance: Random) -> float:
    return 0.9 + 0.2 * chance.random()
