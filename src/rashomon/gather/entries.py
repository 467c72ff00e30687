"""What a list on the net holds, whatever its format: entries with the text they show, and the account of it."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Literal

from msgspec import Struct

from rashomon.gather.addresses import AddressRules
from rashomon.gather.targets import Target, read_target
from rashomon.spans import make_id

# The first news site is of 1993; feeds without a clock say 1970 or 2000, and none has news from the day after tomorrow.
EARLIEST = datetime(1993, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=2)
# a link is only kept here; whether its port may be asked is for the fetcher to say
ANY_PORT = AddressRules(ports=frozenset(range(1, 65_536)))
ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?")


class Entry(Struct, frozen=True):
    """One entry as plain text. `published` is UTC in ISO 8601 or None, never a guess; `link` is http or https or None."""

    key: str
    title: str = ""
    link: str | None = None
    text: str = ""
    published: str | None = None
    outlet: str | None = None
    byline: str | None = None
    language: str | None = None

    @property
    def digest(self) -> str:
        """What the entry says, for telling a new version from the old one."""
        return make_id("e", self.title, self.link or "", self.text)


class Listing(Struct, frozen=True):
    """What was read from a list. `offered` is all of it: the entries, and what `left_out` counts by reason.

    `lists` are other lists it names: feeds of an OPML file or of a web page, parts of a sitemap. `problem` is the
    reason where it is no list at all.
    """

    kind: Literal["feed", "sitemap", "opml", "nothing"] = "nothing"
    title: str = ""
    entries: tuple[Entry, ...] = ()
    offered: int = 0
    left_out: Mapping[str, int] = {}
    lists: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    problem: str = ""


def read_date(value: Any, now: float, parsed: Any = None) -> str | None:
    """Read a date of a feed into UTC; None for what is no date, before the web, or in the future.

    `now` is in seconds since 1970, `parsed` a time tuple in UTC that another reader found.

    >>> read_date("Sun, 06 Apr 2031 10:00:00 +0200", 2e9), read_date("32 Foo", 2e9), read_date("1970-01-01", 2e9)
    ('2031-04-06T08:00:00Z', None, None)
    """
    text = value.strip()[:100] if isinstance(value, str) else ""
    try:
        found = datetime.fromisoformat(text) if ISO.fullmatch(text) else _mail_date(text, parsed)
        if found is None:
            return None
        moment = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
        late = datetime.fromtimestamp(now, UTC) + AHEAD
    except (ValueError, OverflowError, TypeError, OSError, IndexError):
        return None
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if EARLIEST <= moment <= late else None


def read_link(link: Any, base: str) -> str | None:
    """Read the link of an entry relative to its list; None where it leads anywhere but into the web."""
    if not isinstance(link, str) or not link.strip():
        return None
    found = read_target(link, ANY_PORT, base=base)
    return found.url if isinstance(found, Target) else None


def news(
    entries: Iterable[Entry], seen: Mapping[str, str]
) -> list[tuple[Entry, Literal["new", "changed", "same"]]]:
    """Tell which entries are new and which say something new under an old key; `seen` is digest by key."""
    told: list[tuple[Entry, Literal["new", "changed", "same"]]] = []
    for entry in entries:
        old = seen.get(entry.key)
        told.append((entry, "new" if old is None else "same" if old == entry.digest else "changed"))
    return told


def _mail_date(text: str, parsed: Any) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        # a bare year or month is no day, though the other reader makes one of it
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC) if parsed and len(text) >= 8 else None
