"""The year of a day that its own report leaves out, seen beside what the other tellings of the story are dated by.

A report of April that retells a dinner "of Jan. 27" dates it to this January by itself; where another telling has the same
day in full, of another year, that year is meant. Where the same people's happenings of those weeks are told of an earlier
year, and nothing decides, the day has no year.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from rashomon.date_years import NEAREST, NEWS, OF_PASSAGE, OF_SAME_DAY, SEASON
from rashomon.group.tellings import EXACT, Telling, own_day
from rashomon.types import Reading, When, Why

# The rules by which a day has its year from words.
IN_FULL = frozenset(("full-date", OF_PASSAGE, OF_SAME_DAY))
# So many people in common make two happenings a chain; one ("the president") is in everything.
A_CHAIN = 2


def with_years(tellings: Mapping[str, Telling], readings: Sequence[Reading]) -> dict[str, Telling]:
    """Give tellings of a day without a year the year that the story tells; None as `when` where it is in doubt."""
    days = {reading.article.id: own_day(reading) for reading in readings}
    sure = [telling for telling in tellings.values() if _in_full(telling)]
    open_ = {key: telling for key, telling in tellings.items() if sure and _is_open(telling, days)}
    moved = {key: _of_same_day(telling, sure) for key, telling in open_.items()}
    doubtful = {key for key, telling in open_.items() if moved[key] is None and _is_doubtful(telling, sure)}
    doubtful |= {
        key for key, telling in open_.items() if _is_beside(telling, [open_[other] for other in doubtful])
    }
    changed = {key: replace(tellings[key], when=moved[key]) for key in open_ if moved[key] or key in doubtful}
    return {**tellings, **changed}


def _in_full(telling: Telling) -> bool:
    when = telling.when
    return when is not None and when.precision in EXACT and when.why.code in IN_FULL


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
        if own and other.when and other.when.start[5:] == own.start[5:] and _may_be_one(telling, other)
    }
    if own is None or len(found) != 1 or own.start in found or own.start != own.end:
        return None
    ((day, when),) = found.items()
    spans = tuple(span for span in (own.span, when.span) if span)
    return replace(own, start=day, end=day, why=Why(f"other-telling:{OF_SAME_DAY}", spans))


def _may_be_one(a: Telling, b: Telling) -> bool:
    return bool(a.people & b.people) or not (a.people and b.people)


def _is_doubtful(telling: Telling, sure: Sequence[Telling]) -> bool:
    years = set(_years_of_the_chain(telling, sure))
    return bool(telling.when and years and int(telling.when.start[:4]) not in years)


def _years_of_the_chain(telling: Telling, sure: Sequence[Telling]) -> Iterator[int]:
    """Yield the years in which the same people's happenings of those weeks are told in full."""
    for other in sure:
        if telling.when is None or other.when is None or len(telling.people & other.people) < A_CHAIN:
            continue
        day, told = date.fromisoformat(telling.when.start), date.fromisoformat(other.when.start)
        # in days of the year: which year is what is asked
        apart = abs(day.timetuple().tm_yday - told.timetuple().tm_yday)
        if told.year <= day.year and timedelta(min(apart, 365 - apart)) <= SEASON:
            yield told.year


def _is_beside(telling: Telling, doubtful: Collection[Telling]) -> bool:
    """Say whether one report tells a day beside a doubtful one, of one of its people: the two are of one year."""
    return any(other.article == telling.article and other.people & telling.people for other in doubtful)
