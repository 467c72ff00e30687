"""Fetching one address: every hop read, resolved, checked, allowed by robots.txt, asked in turn, within limits.

Bad addresses, broken servers and hostile answers are outcomes, never exceptions. Time, sleep and chance are arguments.
"""

from __future__ import annotations

import logging
import os
import random
import ssl
import time
from collections.abc import Callable
from typing import Literal

import httpcore2
from msgspec import Struct, structs

from rashomon.gather.addresses import AddressRules, Resolver, resolve, system_resolver
from rashomon.gather.exchange import Answer, Limits, exchange
from rashomon.gather.robots import MOST_BYTES, Robots, permission, read_robots
from rashomon.gather.sites import BUSY_SECONDS, GAP_SECONDS, Sites, retry_after
from rashomon.gather.targets import Refusal, Target, read_target

AGENT = "Rashomon/0.1 (reads public news; honours robots.txt)"
ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.5"
MOVED = frozenset({301, 302, 303, 307, 308})
# Worth another try soon (Media Cloud's story indexer retries the same statuses).
RETRIED = frozenset({
    "http_408", "http_429", "http_500", "http_502", "http_503", "http_504", "http_522", "http_524", "dns_temporary",
    "connect_failed", "connect_timeout", "timeout", "connection_lost", "robots_unreachable",
})  # fmt: skip
PROXIES = ("http_proxy", "https_proxy", "all_proxy")
log = logging.getLogger(__name__)


class Manners(Struct, frozen=True):
    """What is allowed and what is polite. `patience` is the longest wait for a site that is closed for a while."""

    rules: AddressRules = AddressRules()
    limits: Limits = Limits()
    agent: str = AGENT
    gap: float = GAP_SECONDS
    attempts: int = 3
    backoff: float = 2.0
    patience: float = 120.0


class Surroundings(Struct, frozen=True):
    """The world outside: names, clock, chance, trust in certificates, sockets. Tests give their own."""

    resolver: Resolver = system_resolver()
    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    chance: random.Random = random.Random(0)  # noqa: S311  (spreads retries; guards nothing)
    tls: ssl.SSLContext | None = None
    backend: httpcore2.NetworkBackend | None = None


class Validators(Struct, frozen=True):
    """What a server gave to recognise a body by, and the address it gave it for."""

    url: str
    etag: str = ""
    modified: str = ""


class Outcome(Struct, frozen=True):
    """What became of one fetch. `chain` are the addresses asked, in order; `retry_at` is when to come again."""

    kind: Literal["fetched", "not-modified", "refused", "failed"]
    url: str
    code: str = ""
    detail: str = ""
    chain: tuple[str, ...] = ()
    answer: Answer = Answer()
    retry_at: float | None = None

    @property
    def validators(self) -> Validators:
        """What to send with the next question for the same body."""
        last = self.chain[-1] if self.chain else self.url
        return Validators(last, self.answer.header("etag"), self.answer.header("last-modified"))


class Fetcher:
    """Fetches addresses, one after the other or from several threads."""

    def __init__(self, manners: Manners | None = None, surroundings: Surroundings | None = None) -> None:
        self._manners = manners or Manners()
        self._world = surroundings or Surroundings()
        self._tls = self._world.tls or ssl.create_default_context()
        self.sites = Sites(now=self._world.now, sleep=self._world.sleep, gap=self._manners.gap)
        if named := [name for name in PROXIES if os.environ.get(name) or os.environ.get(name.upper())]:
            log.warning("proxy from the environment ignored: %s", ", ".join(named))

    def fetch(self, url: str, validators: Validators | None = None) -> Outcome:
        """Fetch an address, trying again where that may help. `validators` ask for the body only if it changed."""
        outcome = self._follow(url, validators)
        for attempt in range(1, self._manners.attempts):
            if outcome.code == "unexpected_304":
                validators = None
            elif outcome.code not in RETRIED or self._too_long(outcome):
                return outcome
            spread = 0.5 + self._world.chance.random()
            self._world.sleep(self._manners.backoff * 2 ** (attempt - 1) * spread)
            outcome = self._follow(url, validators)
        return outcome

    def _too_long(self, outcome: Outcome) -> bool:
        return bool(outcome.retry_at) and outcome.retry_at - self._world.now() > self._manners.patience

    def _follow(self, url: str, validators: Validators | None) -> Outcome:
        chain: list[str] = []
        spent = 0.0
        place = read_target(url, self._manners.rules)
        while isinstance(place, Target):
            if place.url in chain or len(chain) > self._manners.limits.redirects:
                return _ended("failed", url, chain, code="too_many_redirects", detail=place.url)
            chain.append(place.url)
            problem = self._admit(place, url, chain)
            if problem:
                return problem
            started = time.monotonic()
            answer = self._ask(place, _headers(self._manners.agent, place, validators), spent)
            spent += time.monotonic() - started
            goal = answer.header("location")
            if answer.failure or answer.status not in MOVED or not goal:
                return self._settle(url, chain, place, answer, asked=validators)
            place = read_target(goal, self._manners.rules, base=place.url)
            if isinstance(place, Refusal):
                chain.append(goal[:2048])
        return _ended("refused", url, chain or [url[:2048]], code=place.code, detail=place.detail)

    def _admit(self, target: Target, url: str, chain: list[str]) -> Outcome | None:
        closed = self.sites.closed_for(target.site)
        if closed > self._manners.patience:
            return _ended("failed", url, chain, code="site_closed", retry_at=self._world.now() + closed)
        robots = self.sites.robots(target.site)
        if robots is None:
            answer = self._ask_robots(target)
            if answer.failure not in {"", "too_large"}:
                return self._settle(url, chain, target, answer, asked=None)
            robots = read_robots(answer)
            self.sites.keep_robots(target.site, robots)
        if not robots.reachable:
            return _ended("failed", url, chain, code="robots_unreachable", retry_at=self._robots_due(target))
        if not permission(robots, target.url, self._manners.agent).allowed:
            return _ended("refused", url, chain, code="robots_disallow", detail=target.url)
        return None

    def _robots_due(self, target: Target) -> float:
        return self.sites.state(target.site).robots_until

    def _ask_robots(self, target: Target) -> Answer:
        place: Target | Refusal = Target(target.scheme, target.host, target.port, "/robots.txt")
        answer = Answer()
        for _ in range(self._manners.limits.redirects + 1):
            answer = self._ask(place, [("User-Agent", self._manners.agent)], 0.0, most=MOST_BYTES)
            goal = answer.header("location")
            if answer.failure or answer.status not in MOVED or not goal:
                return answer
            place = read_target(goal, self._manners.rules, base=place.url)
            if isinstance(place, Refusal):
                return Answer(failure=place.code, detail=place.detail)
        # RFC 9309, 2.3.1.2: more redirects than five count as no rules at hand
        return Answer(404)

    def _ask(
        self, target: Target, headers: list[tuple[str, str]], spent: float, most: int | None = None
    ) -> Answer:
        limits = self._manners.limits
        robots = self.sites.robots(target.site)
        delay = permission(robots, target.url, self._manners.agent).delay if robots else 0.0
        with self.sites.turn(target.site, delay):
            deadline = time.monotonic() + limits.total - spent
            found = resolve(target.host, target.port, self._world.resolver, self._manners.rules)
            if found.code:
                return Answer(failure=found.code, detail=found.detail)
            return exchange(
                target,
                found.addresses,
                headers,
                limits=structs.replace(limits, body=most or limits.body),
                deadline=deadline,
                tls=self._tls,
                backend=self._world.backend,
            )

    def _settle(
        self, url: str, chain: list[str], target: Target, answer: Answer, *, asked: Validators | None
    ) -> Outcome:
        if answer.failure:
            kind = "refused" if answer.failure.startswith("blocked") else "failed"
            return _ended(kind, url, chain, code=answer.failure, detail=answer.detail)
        if answer.status == 304:
            kind, code = ("not-modified", "") if asked else ("failed", "unexpected_304")
            return _ended(kind, url, chain, code=code, answer=answer)
        if 200 <= answer.status < 300:
            return _ended("fetched", url, chain, answer=answer)
        retry_at = self._busy(target.site, answer)
        return _ended("failed", url, chain, code=f"http_{answer.status}", retry_at=retry_at)

    def _busy(self, site: str, answer: Answer) -> float | None:
        wait = retry_after(answer.header("retry-after"), self._world.now())
        if answer.status not in {429, 503} or (wait is None and answer.status != 429):
            return None
        retry_at = self._world.now() + (BUSY_SECONDS if wait is None else wait)
        self.sites.close_until(site, retry_at)
        return retry_at


def _headers(agent: str, target: Target, validators: Validators | None) -> list[tuple[str, str]]:
    headers = [("User-Agent", agent), ("Accept", ACCEPT)]
    # what one site gave to recognise a body by is nobody else's business
    if validators is None or validators.url != target.url:
        return headers
    named = (("If-None-Match", validators.etag), ("If-Modified-Since", validators.modified))
    return headers + [(name, value) for name, value in named if value and _is_plain(value)]


def _is_plain(value: str) -> bool:
    return value.isascii() and value.isprintable() and len(value) <= 1024


def _ended(
    kind: Literal["fetched", "not-modified", "refused", "failed"],
    url: str,
    chain: list[str],
    *,
    code: str = "",
    detail: str = "",
    answer: Answer | None = None,
    retry_at: float | None = None,
) -> Outcome:
    return Outcome(kind, url, code, detail, tuple(chain), answer or Answer(), retry_at)


__all__ = ["Fetcher", "Manners", "Outcome", "Robots", "Surroundings", "Validators"]
