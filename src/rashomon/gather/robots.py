"""What a site allows: robots.txt as RFC 9309 has it, read with Scrapy's parser."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct
from protego import Protego

from rashomon.gather.exchange import Answer

# RFC 9309, 2.5: a crawler must read at least 500 KiB; more is cut off.
MOST_BYTES = 500 * 1024
# RFC 9309, 2.4: not to be kept longer than 24 hours. A site that could not say is asked again after half an hour.
KEPT_SECONDS = 24 * 3600.0
UNSURE_SECONDS = 1800.0
# A crawl-delay beyond this is not honoured by waiting longer (Common Crawl's news crawler has the same bound).
LONGEST_DELAY = 120.0


class Robots(Struct, frozen=True):
    """The rules of one site: the text of its robots.txt, or that it is closed since it could not say."""

    text: str = ""
    reachable: bool = True

    @property
    def keep_seconds(self) -> float:
        """How long these rules hold."""
        return KEPT_SECONDS if self.reachable else UNSURE_SECONDS


class Permission(Struct, frozen=True):
    """Whether an address may be fetched, and the seconds that the site wants between two requests."""

    allowed: bool
    delay: float = 0.0


def read_robots(answer: Answer) -> Robots:
    """Read the answer to the question for robots.txt.

    2xx gives rules, other 4xx none; 5xx, 429 and everything else mean that the site is closed for now.
    """
    if 200 <= answer.status < 300 and answer.failure in {"", "too_large"}:
        return Robots(answer.body[:MOST_BYTES].decode("utf-8", "replace"))
    if 400 <= answer.status < 500 and answer.status != 429:
        return Robots()
    return Robots(reachable=False)


def permission(robots: Robots, url: str, agent: str) -> Permission:
    r"""Say what the rules give to this address and agent.

    >>> permission(Robots("User-agent: *\nDisallow: /x\nCrawl-delay: 9"), "http://a.example/y", "Rashomon")
    Permission(allowed=True, delay=9.0)
    """
    if not robots.reachable:
        return Permission(allowed=False)
    if not robots.text:
        return Permission(allowed=True)
    rules = _rules(robots.text)
    delay = rules.crawl_delay(agent) or 0.0
    return Permission(rules.can_fetch(url, agent), min(max(delay, 0.0), LONGEST_DELAY))


@lru_cache(maxsize=128)
def _rules(text: str) -> Protego:
    # the longest robots.txt takes a second to parse, and each is asked for with every page of its site
    return Protego.parse(text)
