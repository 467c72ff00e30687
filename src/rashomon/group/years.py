"""The year of a day that its own report leaves out, seen beside what the other tellings of the story are dated by.

A report of April that retells a dinner "of Jan. 27" dates it to this January by itself; where another telling has the same
day of the same happening in full, of another year, that year is meant. Where a report retells a chain of such days and the
others tell a chain of the same people's happenings of those weeks of an earlier year, and nothing decides, they have no year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from rashomon.date_years import (
    NEAREST,
    NEWS,
    OF_SAME_DAY,
    SEASON,
    YEARS,
    is_background,
)
from rashomon.group.tellings import EXACT, Telling, own_day
from rashomon.tense import TELLING
from rashomon.types import Reading, When, Why

# The rules by which a day has its year from words.
IN_FULL = frozenset(("full-date", OF_SAME_DAY))
# So many people in common tie two happenings; one ("the president") is in everything.
A_PAIR = 2
# So many different days of one year, told in full, make a chain; one is background.
A_CHAIN = 2
# A day told so many characters from a doubtful one, some paragraphs, is of the same passage.
CLOSE = 1_500


def with_years(tellings: Mapping[str, Telling], readings: Sequence[Reading]) -> dict[str, Telling]:
    """Give tellings of a day without a year the year that the story tells; None as `when` where it is in doubt."""
    days = {reading.article.id: own_day(reading) for reading in readings}
    sure = [telling for telling in tellings.values() if _in_full(telling)]
    open_ = {key: telling for key, telling in tellings.items() if sure and _is_open(telling, days)}
    moved = {key: day for key, telling in open_.items() if (day := _of_same_day(telling, sure))}
    left = {key: telling for key, telling in open_.items() if key not in moved}
    doubtful = _in_a_chain({key: telling for key, telling in left.items() if _is_doubtful(telling, sure)})
    doubtful |= {
        key for key, telling in left.items() if _is_beside(telling, [left[each] for each in doubtful])
    }
    changed = {key: replace(tellings[key], when=moved.get(key)) for key in moved.keys() | doubtful}
    return {key: changed.get(key, telling) for key, telling in tellings.items()}


def _in_full(telling: Telling) -> bool:
    when = telling.when
    exact = when is not None and when.precision in EXACT and when.why.code in IN_FULL
    return exact and not is_background(telling.happening.span.text)


def _is_open(telling: Telling, days: Mapping[str, date | None]) -> bool:
    """Say whether a telling of what has been, and is not the report's news, has the nearest year for want of any."""
    when, own = telling.when, days[telling.article]
    if when is None or own is None or when.why.code != NEAREST or telling.happening.news or telling.ahead:
        return False
    return own - date.fromisoformat(when.start) > NEWS


def _of_same_day(telling: Telling, sure: Sequence[Telling]) -> When | None:
    """Return the date with the year that the story has for it, if that is one year and another than the nearest."""
    own = telling.when
    found = {
        other.when.start: other.when
        for other in sure
        if own and other.when and other.when.start[5:] == own.start[5:] and _is_one(telling, other)
    }
    if own is None or len(found) != 1 or own.start in found or own.start != own.end:
        return None
    ((day, when),) = found.items()
    if not _is_retold(when, own):
        return None
    spans = tuple(span for span in (own.span, when.span) if span)
    return replace(own, start=day, end=day, why=Why(f"other-telling:{OF_SAME_DAY}", spans))


def _is_one(a: Telling, b: Telling) -> bool:
    """Say whether two tellings are of one happening: the same class, of the same people. The same day alone is chance."""
    kind = a.happening.lemma
    return kind == b.happening.lemma and kind not in TELLING and bool(a.people & b.people)


def _is_retold(told: When, day: When) -> bool:
    return 0 <= int(day.start[:4]) - int(told.start[:4]) <= YEARS


def _is_doubtful(telling: Telling, sure: Sequence[Telling]) -> bool:
    """Say whether the same people's happenings of those weeks are told in full of one earlier year, and of this one not."""
    near = [other for other in sure if other.people & telling.people and _is_of_those_weeks(telling, other)]
    days = {other.when.start for other in near if other.when}
    years = {day[:4] for day in days}
    pairs = any(len(telling.people & other.people) >= A_PAIR for other in near)
    earlier = telling.when is not None and telling.when.start[:4] not in years
    return pairs and earlier and len(days) >= A_CHAIN and len(years) == 1


def _is_of_those_weeks(telling: Telling, other: Telling) -> bool:
    if telling.when is None or other.when is None or not _is_retold(other.when, telling.when):
        return False
    day, told = date.fromisoformat(telling.when.start), date.fromisoformat(other.when.start)
    # in days of the year: which year is what is asked
    apart = abs(day.timetuple().tm_yday - told.timetuple().tm_yday)
    return timedelta(min(apart, 365 - apart)) <= SEASON


def _in_a_chain(doubtful: Mapping[str, Telling]) -> set[str]:
    """Keep the doubtful days of the reports that tell more than one: a single one is as likely their own."""
    days: defaultdict[str, set[str]] = defaultdict(set)
    for telling in doubtful.values():
        days[telling.article].add(telling.when.start if telling.when else "")
    return {key for key, telling in doubtful.items() if len(days[telling.article]) >= A_CHAIN}


def _is_beside(telling: Telling, doubtful: Collection[Telling]) -> bool:
    """Say whether one report tells a day close beside a doubtful one, of its people alone: the two are of one year."""
    here = telling.happening.span.start
    return bool(telling.people) and any(
        other.article == telling.article
        and telling.people <= other.people
        and abs(other.happening.span.start - here) <= CLOSE
        for other in doubtful
    )
