"""What a report leaves out, graded by what it could have known. Never "hid": a report may not know, or may not care."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from msgspec import Struct

from rashomon.compare.cues import weights, words
from rashomon.compare.echoes import Places, echoes, part_held, places_of
from rashomon.compare.units import Unit
from rashomon.types import Dossier, Reading, Silence, Span, Strength, When, Why

# A report of less than this part of the story's middle length has no room for most points.
SHORT = 0.5
# What most reports tell is the news of the story: even a short report has room for it, down to this part. Nine silences of
# fourteen public clusters are no longer excused by it; none of the nine is told after all (read by eye).
TEASER = 0.25
# A point that fewer independent witnesses tell than this is not missed in the others: everybody has something of his own,
# and a wire text that three print is one. At what one witness tells 13 of 18 silences of eight gold stories are false.
TELLERS = 2
# But what so many reports print is carried, though one witness stands behind it all.
PRINTED = 3
# From this chance on a report perhaps tells a point in words that were not joined to it (`_chance_told`); and what most
# reports tell has so many tellings that one is near to anything: a report farther than this from one of them does not
# tell it. Of the silences at points of ten gold stories 53 are right, 16 hardly worth a word and 18 told after all; by the
# one near passage that decided before 45, 18 and 19. Without the chance 30 are told after all, without the distance five
# right ones less.
PERHAPS = 0.55
FAR = 0.7
# Where only a few tell a point that may be two, who is silent about the one mostly tells the other: of the silences below
# this score, at points that no more than half of the reports tell, 5 of 7 are false. With both bounds 11 of the 33 that
# the gold stories know are false (7 told after all, 4 hardly worth a word), without them 29 of 58.
SURE = 0.6
# Passages that are more likely than not no point at all (`compare.sureness`): nobody quotes around those for sure. Silences of
# a middle grade stand: half of those that are right are at such points.
UNSURE = 0.5


# So many days later, and by dates that are exact, a point is later news. A day may be the same evening elsewhere.
LATER = 2
EXACT = frozenset({"day", "minute"})


class Told(Struct, frozen=True):
    """Who tells a point: its units.

    `partial`: statements in silent reports that render one of its utterances; `near`: reports with a passage near to it;
    `nearness`: how near each report comes to the telling that it is farthest from; `rendered`: reports that render one of
    its utterances and leave no word of this out; `spoken`: reports that do not tell it but speak of it: they doubt it, ask
    about it, or tell it only as an aim; `score`: how sure it is that they tell one point; `shared`: the stems that its tellings share, by weight;
    `origins`: how many independent witnesses they are.
    """

    units: tuple[Unit, ...]
    partial: tuple[tuple[str, tuple[Span, ...]], ...] = ()
    near: frozenset[str] = frozenset()
    nearness: Mapping[str, float] = MappingProxyType({})
    rendered: frozenset[str] = frozenset()
    spoken: frozenset[str] = frozenset()
    score: float = 1.0
    shared: Mapping[str, float] = MappingProxyType({})
    origins: int = TELLERS


class Room(Struct, frozen=True):
    """What every silence of a story is judged by: its readings in order, and for each report what it could hold.

    `length` in code points, `middle` the middle one of the story; `weekdays` that a report names; `events` it mentions;
    `places` are the sentences of its words.
    """

    readings: tuple[Reading, ...]
    length: dict[str, int]
    middle: int
    weekdays: dict[str, frozenset[str]]
    events: dict[str, frozenset[str]]
    published: dict[str, When | None]
    places: dict[str, Places]


def room_of(dossier: Dossier) -> Room:
    """Measure the reports of a story once for all its points."""
    readings = tuple(sorted(dossier.readings, key=lambda reading: reading.article.id))
    length = {r.article.id: sum(s.span.end - s.span.start for s in r.sentences) for r in readings}
    events: dict[str, set[str]] = defaultdict(set)
    for event in dossier.events:
        for mention in event.mentions:
            events[mention.article].add(event.id)
    said = {r.article.id: r.article.text.lower() for r in readings}
    return Room(
        readings,
        length,
        sorted(length.values())[len(readings) // 2] if readings else 0,
        {key: frozenset(day for day in words("weekdays") if day in text) for key, text in said.items()},
        {key: frozenset(known) for key, known in events.items()},
        {r.article.id: r.article.published for r in readings},
        {r.article.id: places_of(r) for r in readings},
    )


def find_silences(told: Told, room: Room) -> tuple[Silence, ...]:
    """Grade the silence of each report that tells nothing of a point, in the order of reports."""
    telling = {unit.article for unit in told.units}
    around, first = dict(told.partial), _first_day(told.units)
    return tuple(_silence(told, r, room, around, first) for r in room.readings if r.article.id not in telling)


def _silence(
    told: Told, reading: Reading, room: Room, partial: dict[str, tuple[Span, ...]], first: str | None
) -> Silence:
    article = reading.article.id
    if code := _out_of_question(told, reading, room, first):
        return _plain(article, "not-applicable", code)
    around = partial.get(article)
    if around and told.score >= UNSURE:
        return Silence(article, "strong", Why("quotes-around-it", around))
    code = _excuse(told, reading, room)
    return _plain(article, "weak" if code else "medium", code or "could-have-known")


def _out_of_question(told: Told, reading: Reading, room: Room, first: str | None) -> str:
    """Say why a report is in no way silent on a point; "" where it may be."""
    published = reading.article.published
    if not reading.sentences:
        return "no-report-text"
    if first is not None and published is not None and published.end < first:
        return "earlier-than-the-event"
    if _perhaps_told(told, reading, room):
        return "perhaps-told"
    if _too_early(told.units, published, room):
        return "earlier-than-its-tellers"
    return "" if _is_carried(told) else "only-one-tells-it"


def _is_carried(told: Told) -> bool:
    """Say whether a point stands in reports enough to be missed in the others: of two witnesses, or printed by several."""
    reports = len({unit.article for unit in told.units})
    return min(reports, told.origins) >= TELLERS or reports >= PRINTED


@lru_cache(maxsize=1 << 16)
def _plain(article: str, strength: Strength, code: str) -> Silence:
    # points times reports stand in a record; those that say the same of one report are one
    return Silence(article, strength, Why(code))


def _perhaps_told(told: Told, reading: Reading, room: Room) -> bool:
    """A report that speaks of the point, renders its utterance, has its words or comes near to them is not silent."""
    report = reading.article.id
    if report in told.rendered | told.spoken or echoes(told.shared, room.places[report]):
        return True
    reports = len({unit.article for unit in told.units})
    apart = 2 * reports > len(room.readings) and told.nearness.get(report, 0.0) < FAR
    if report in told.near and not apart:
        return True
    return reports > 1 and _chance_told(told, reading, room) >= PERHAPS


def _chance_told(told: Told, reading: Reading, room: Room) -> float:
    """Return the chance (0 to 1) that a report tells a point of several reports after all.

    What counts is how near it comes to the telling that it is farthest from, and the words of it that one sentence holds.
    The more reports tell a point, the rarer it is that one more tells it unseen; unless they print one wire text.
    """
    features = {
        "constant": 1.0,
        "nearness": told.nearness.get(reading.article.id, 0.0),
        "telling": len({unit.article for unit in told.units}) / len(room.readings),
        "words": part_held(told.shared, room.places[reading.article.id]),
        "one_witness": float(told.origins < TELLERS),
    }
    total = sum(weight * features[name] for name, weight in weights("told-too"))
    return 1 / (1 + math.exp(-total))


def _excuse(told: Told, reading: Reading, room: Room) -> str:
    telling = {unit.article for unit in told.units}
    # who doubts a claim, or asks about it, knows of it as well as who tells it
    telling |= told.spoken
    # what most reports tell is the news of the story itself, and no other event
    most = 2 * len(telling) > len(room.readings)
    if not most and told.score < SURE:
        return "perhaps-two-points"
    if not most and _other_news(told.units, reading, room):
        return "other-event"
    return _no_room(told.units, reading, room, TEASER if most else SHORT)


def _no_room(units: Sequence[Unit], reading: Reading, room: Room, least: float) -> str:
    if any(mark.kind == "cut" for mark in reading.article.marks):
        return "cut-short"
    if room.length[reading.article.id] < least * room.middle:
        return "short-report"
    return "perhaps-earlier" if _perhaps_earlier(units, reading, room) else ""


def _first_day(units: Sequence[Unit]) -> str | None:
    """Return the first of the days on which a point lies, None where any teller gives none."""
    starts = [start for unit in units for start, end in unit.days if start == end]
    # words may look forward; only a day that every teller gives and that lies after a report excuses it
    return min(starts) if len(starts) == len(units) > 0 else None


def _too_early(units: Sequence[Unit], mine: When | None, room: Room) -> bool:
    """Say whether a report came out days before the first that tells a point: what nobody told yet it need not know."""
    dates = [room.published.get(unit.article) for unit in units]
    known = [when for when in (mine, *dates) if when is not None and when.precision in EXACT]
    if mine is None or len(known) <= len(dates):
        return False
    first = min(date.fromisoformat(when.start) for when in known[1:])
    return (first - date.fromisoformat(mine.end)).days >= LATER


def _other_news(units: Sequence[Unit], reading: Reading, room: Room) -> bool:
    about = {event for unit in units for event in unit.events}
    return bool(about) and not about & room.events.get(reading.article.id, frozenset())


def _perhaps_earlier(units: Sequence[Unit], reading: Reading, room: Room) -> bool:
    """A report may be older than the point: told as of a weekday, or published later, that this report does not know."""
    days = {day for day in words("weekdays") for unit in units if day in unit.whole.lower().split()}
    if days and not days & room.weekdays[reading.article.id]:
        return True
    mine = reading.article.published
    if mine is None:
        return False
    others = [room.published.get(unit.article) for unit in units]
    return bool(others) and all(o is not None and o.start > mine.end for o in others)
