"""When it happened, as points: two reports that date one happening alike, or on days that cannot both hold.

A claim about the day is one of its own: "over Easter" can be disputed where the meeting is not. Its sides are the clauses
that date the happening, up to the date; `why` names the words for the day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from rashomon.compare.gists import plainest, tells_whole
from rashomon.compare.origins import Copied, origins_of_point
from rashomon.compare.timeline import FIRST_DAY, ONCE
from rashomon.linking import Scored, cluster
from rashomon.spans import cut, inside, make_id
from rashomon.types import Article, Dossier, Entry, Happening, Origin, Point, Side, Silence, Span, Stance, Why

# By eye on five news clusters no story had them: of 13 such points (one class of ONCE, two reports) 11 dated one happening.
SCORE = 0.85
# The words before a date that say how it stands to it: "over Easter", "in early June", "on the 13th".
LEADING = re.compile(
    r"(?:\b(?:on|over|in|at|during|since|until|by|before|after|around|early|late|the)\s+){1,3}$",
    re.IGNORECASE,
)
LONGEST_LEADING = 24
WORD = re.compile(r"\w+")
# As of any point: what one origin tells is told by one.
TELLERS = 2


class Dating(Struct, frozen=True, order=True):
    """One telling of a happening with its own words for the day: `telling` the clause up to them, `phrase` with "on"."""

    telling: Span
    phrase: Span
    time: Span


class Witnesses(Struct, frozen=True):
    """What the points of a story are counted by: its origins, and which passages were taken over."""

    origins: tuple[Origin, ...]
    copied: Copied


class Line(Struct, frozen=True):
    """An entry of the timeline as what is dated once: its datings, who takes part, and the words that date it."""

    entry: Entry
    people: frozenset[str]
    datings: tuple[Dating, ...]
    words: frozenset[str]
    news: bool

    @property
    def open(self) -> bool:
        """Say whether no report gives its year."""
        return self.entry.when.start == FIRST_DAY


def dated_points(dossier: Dossier, timeline: Sequence[Entry], witnesses: Witnesses) -> tuple[Point, ...]:
    """Make a point of each happening that two origins date alike in words of their own, and of each that two date apart.

    A trip and the meeting it was made for are dated once: the same people on the same days. A happening that nobody can
    place (no year in any report) is no ground for a conflict.
    """
    lines = {line.entry.id: line for line in _lines(dossier, timeline)}
    alike = [Scored(a, b, 1.0) for a in lines for b in lines if a < b and _one_day(lines[a], lines[b])]
    families = cluster(sorted(lines), alike, threshold=1.0, linkage="single")
    home = {key: family for family in families for key in family}
    found: list[Point] = []
    for family in families:
        others = sorted(
            {home[o] for key in family for o in lines[key].entry.conflict if o in home} - {family}
        )
        others = [other for other in others if not any(lines[key].open for key in (*family, *other))]
        others = [other for other in others if not _two_occasions(family, other, lines, dossier)]
        if all(_weight(family, lines) < _weight(other, lines) for other in others):
            found += _point(family, others, lines, dossier, witnesses)
    return tuple(found)


def _two_occasions(
    family: Sequence[str], other: Sequence[str], lines: Mapping[str, Line], dossier: Dossier
) -> bool:
    """Say whether all reports that give the one day give the other too, in words of their own: they tell of two meetings."""
    mine, yours = (
        [side for key in keys for side in _sides(lines[key].datings, "for", dossier)]
        for keys in (family, other)
    )
    first, second = ({side.article for side in sides if side.voice == "outlet"} for sides in (mine, yours))
    both = first & second
    return any(all(side.article in both for side in sides) for sides in (mine, yours))


def _lines(dossier: Dossier, timeline: Sequence[Entry]) -> Iterator[Line]:
    articles = {reading.article.id: reading.article for reading in dossier.readings}
    told = {happening.span: happening for reading in dossier.readings for happening in reading.happenings}
    events = {event.id: event for event in dossier.events}
    for entry in timeline:
        event = events.get(entry.event or "")
        datings = _widest(sorted(set(_dating(entry, told, articles))))
        if event is None or not datings:
            continue
        said = frozenset(word for item in datings for word in WORD.findall(item.time.text.lower()))
        yield Line(entry, frozenset(event.participants), datings, said, bool(event.articles))


def _widest(datings: Sequence[Dating]) -> tuple[Dating, ...]:
    """Leave out a telling that stands inside another: "a call on Friday" in "had spoken in a call on Friday"."""
    return tuple(
        item
        for item in datings
        if not any(other != item and inside(item.telling, other.telling) for other in datings)
    )


def _one_day(left: Line, right: Line) -> bool:
    """Say whether two happenings are one as far as their day goes: the same people, and the same or a vaguer date."""
    if not left.people & right.people:
        return False
    if left.open or right.open:
        return left.open and right.open and (left.words <= right.words or right.words <= left.words)
    mine, yours = left.entry.when, right.entry.when
    return (mine.start, mine.end) == (yours.start, yours.end)


def _weight(family: Sequence[str], lines: Mapping[str, Line]) -> tuple[int, str]:
    """Of those in conflict the one that most reports date stands first."""
    return -len({item.telling.article for key in family for item in lines[key].datings}), family[0]


def _dating(
    entry: Entry, told: Mapping[Span, Happening], articles: Mapping[str, Article]
) -> Iterator[Dating]:
    for span in entry.mentions:
        happening = told.get(span)
        time = happening.time if happening else None
        if happening is None or time is None or happening.lemma not in ONCE or not inside(time, span):
            continue
        article = articles[span.article]
        before = article.text[max(span.start, time.start - LONGEST_LEADING) : time.start]
        leading = LEADING.search(before)
        phrase = cut(article, time.start - (len(leading.group()) if leading else 0), time.end)
        yield Dating(cut(article, span.start, _end(happening, time)), phrase, time)


def _end(happening: Happening, time: Span) -> int:
    """A clause is cut behind its date, but not before its verb."""
    return time.end if time.start > happening.head.start else happening.span.end


def _point(
    family: Sequence[str],
    others: Sequence[Sequence[str]],
    lines: Mapping[str, Line],
    dossier: Dossier,
    witnesses: Witnesses,
) -> Iterator[Point]:
    pros = [item for key in family for item in lines[key].datings]
    cons = [item for other in others for key in other for item in lines[key].datings]
    sides = tuple(sorted((*_sides(pros, "for", dossier), *_sides(cons, "differs", dossier)), key=_place))
    tellers = origins_of_point(sides, dossier, witnesses.origins, witnesses.copied)
    news = any(lines[key].news for key in family)
    if not cons and (tellers < TELLERS or not news):
        return
    phrases = tuple(item.phrase for item in (*pros, *cons))
    readings = {reading.article.id: reading for reading in dossier.readings}
    gist = plainest(dict.fromkeys((item.telling for item in pros), 0.0), readings)
    yield Point(
        id=make_id("p", "when", *((span.article, span.start, span.end) for span in phrases)),
        gist=gist,
        whole=tells_whole(gist, readings[gist.article]),
        status="disputed" if cons else "agreed",
        score=SCORE,
        origins=tellers,
        sides=sides,
        speakers_differ=len(_speakers(sides, dossier)) > 1,
        silent=_silent(dossier, {side.article for side in sides}),
        why=Why("days-cannot-both-hold" if cons else "same-day", phrases),
    )


def _place(side: Side) -> tuple[str, tuple[Span, ...]]:
    return side.article, side.spans


def _sides(datings: Sequence[Dating], stance: Stance, dossier: Dossier) -> Iterator[Side]:
    code = "dates-it-otherwise" if stance == "differs" else "dates-it"
    readings = {reading.article.id: reading for reading in dossier.readings}
    for item in datings:
        said = [
            statement.id
            for statement in readings[item.telling.article].statements
            if any(inside(item.phrase, span) for span in statement.content)
        ]
        voice = "source" if said else "outlet"
        why = Why(code, (item.phrase,))
        yield Side(stance, item.telling.article, (item.telling,), said[0] if said else None, voice, why)


def _speakers(sides: Sequence[Side], dossier: Dossier) -> set[str]:
    spoken = {s.id: s.speaker for reading in dossier.readings for s in reading.statements}
    told = (spoken[side.statement] for side in sides if side.statement)
    return {speaker for speaker in told if speaker}


def _silent(dossier: Dossier, telling: set[str]) -> tuple[Silence, ...]:
    """A report that gives no day says little by it: it may count on the reader's knowing, or not know."""
    others = sorted(reading.article.id for reading in dossier.readings if reading.article.id not in telling)
    return tuple(Silence(article, "weak", Why("names-no-day")) for article in others)
