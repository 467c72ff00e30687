"""Events across reports: tellings of one happening join; look-alikes on other days do not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import msgspec

from rashomon.group.gathering import gather
from rashomon.group.morrows import with_morrows
from rashomon.group.telling_apart import told_apart
from rashomon.group.tellings import EXACT, TELLS_APART, Telling, story_days, tellings_of
from rashomon.group.years import with_years
from rashomon.linking import Scored, cluster
from rashomon.spans import make_id
from rashomon.tense import TELLING
from rashomon.types import Cluster, Event, Reading, When

# Two tellings of one class with the same people and no conflict of days are one happening at this score.
SAME_EVENT = 0.5
# What other words before the noun take away: undated, a "working visit" and a "state visit" are two happenings.
OTHER_KIND = 0.25
DESCRIBED = 0.1
# What the same word for it adds, and that both reports have it among their news.
SAME_WORD, BOTH_NEWS = 0.15, 0.15
# What two or more further words in common add to the same head: CoNLL F1 on ECB+ .607 without, .621 with it; .2 joins two look-alikes.
COMMON_WORDS = 0.1
# What the same people speak for, and how much of it where a telling names nobody.
PEOPLE, UNNAMED = 0.5, 0.4
# A headline tells what the opening of its own report tells again.
HEADLINE = 0.35
# What it takes away that one is yet to come and the other has been. One proper name ("the Sand War") is one happening.
OTHER_WAY = 0.2
# What one place adds and two take away; a town and its country differ in words alone, so this is no veto across reports.
SAME_PLACE, OTHER_PLACE = 0.2, 0.25
# Each telling is compared with so many others of its class at most, which keeps a large story linear.
WINDOW = 200
# A telling that opens with one of these says what it is only to who read the sentence before.
POINTING = frozenset(
    {
        "he",
        "her",
        "his",
        "it",
        "its",
        "she",
        "that",
        "their",
        "these",
        "they",
        "this",
        "those",
        "which",
        "who",
    }
)
# Words that point back from farther than a few sentences (characters) mean the news of their report, not its background.
NEAR_BEHIND = 400
# Where somebody is named in so many tellings of one happening, whoever only one of them names takes no part in it.
OFTEN = 3
PRECISIONS = ("minute", "day", "month", "year", "vague")


def join_events(
    readings: Sequence[Reading], clusters: Sequence[Cluster], speaker_of: dict[str, str]
) -> tuple[tuple[Event, ...], tuple[Cluster, ...]]:
    """Join the happenings of each story into events, and name the main event of each cluster.

    A telling whose report has no date of its own is dated by the other reports of its story, where they agree on a
    day of publication to within a week; `why` then says so. A day without a year is dated by the tellings that have it in
    full. Events never run across two stories' main events.
    """
    by_article = {reading.article.id: reading for reading in readings}
    events: list[Event] = []
    named: list[Cluster] = []
    for group in clusters:
        inside = [by_article[article] for article in sorted(group.articles)]
        found = _of_story(inside, speaker_of)
        events += [event for event, _ in found]
        main = max(
            found,
            key=lambda pair: (not pair[1], len(pair[0].articles), len(pair[0].mentions), pair[0].id),
            default=None,
        )
        named.append(msgspec.structs.replace(group, event=main[0].id if main else None))
    return tuple(sorted(events, key=lambda event: event.id)), tuple(named)


def _of_story(readings: Sequence[Reading], speaker_of: dict[str, str]) -> list[tuple[Event, bool]]:
    """Return the events of a story, each with whether it is no more than somebody's speaking."""
    days = story_days(readings)
    tellings = {
        telling.happening.id: telling
        for reading in readings
        for telling in tellings_of(reading, speaker_of, days)
    }
    tellings = with_morrows(with_years(tellings, readings), readings)
    back = _pointing_back(tellings)
    plain = {key: telling for key, telling in tellings.items() if key not in back}
    pairs = _pairs(plain)
    groups = gather(cluster(sorted(plain), pairs, threshold=SAME_EVENT), plain, _vetoes(pairs))
    meant: defaultdict[str, list[str]] = defaultdict(list)
    for key, antecedent in sorted(back.items()):
        meant[antecedent].append(key)
    events: list[tuple[Event, bool]] = []
    for group in groups:
        told = [tellings[key] for first in group for key in (first, *meant[first])]
        event = _event(told)
        if len(told) > 1 or any(_says_which(telling) for telling in told):
            events.append((event, all(telling.happening.lemma in TELLING for telling in told)))
    return events


def _pointing_back(tellings: dict[str, Telling]) -> dict[str, str]:
    """Tie "the talks" to the telling of its class that stands before it in the same report.

    To one among the news from anywhere, to one from the background ("the attacks of last year") only close behind it.
    """
    back: dict[str, str] = {}
    last: dict[tuple[str, str], str] = {}
    for key, telling in sorted(tellings.items(), key=lambda pair: pair[1].happening.span):
        kind = (telling.article, telling.happening.lemma)
        if telling.bare() and kind in last and _is_meant(telling, tellings[last[kind]]):
            back[key] = last[kind]
        else:
            last[kind] = key
    return back


def _is_meant(telling: Telling, before: Telling) -> bool:
    return before.current or telling.happening.span.start - before.happening.span.end <= NEAR_BEHIND


def _pairs(tellings: dict[str, Telling]) -> list[Scored]:
    by_class: defaultdict[str, list[str]] = defaultdict(list)
    for key, telling in sorted(tellings.items()):
        if not _bare(telling):
            by_class[telling.happening.lemma].append(key)
    return [
        _scored(left, right, tellings)
        for keys in by_class.values()
        for place, left in enumerate(keys)
        for right in keys[place + 1 : place + WINDOW]
    ]


def _vetoes(pairs: Sequence[Scored]) -> dict[str, set[str]]:
    vetoes: defaultdict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        if pair.veto:
            vetoes[pair.left].add(pair.right)
            vetoes[pair.right].add(pair.left)
    return vetoes


def _bare(telling: Telling) -> bool:
    """Say whether nothing tells which happening is meant: "the visit", deep in a report, with no time or quality."""
    return not (
        telling.happening.news or telling.when or telling.marks.months or telling.qualifiers or telling.name
    )


def _says_which(telling: Telling) -> bool:
    return bool(telling.happening.time or telling.people or telling.place) or not _bare(telling)


def _scored(left: str, right: str, tellings: dict[str, Telling]) -> Scored:
    a, b = tellings[left], tellings[right]
    same_words = a.happening.head.text.lower() == b.happening.head.text.lower() or (
        # "charges" and "charged" tell one deed where more is the same
        bool(a.word) and a.word == b.word and _much_in_common(a, b)
    )
    elsewhere = bool(a.place and b.place and a.place != b.place)
    where = SAME_PLACE * bool(a.place and a.place == b.place) - OTHER_PLACE * elsewhere
    other = _other_kind(a.kind(), b.kind()) + OTHER_KIND * _news_and_background(a, b)
    news = BOTH_NEWS * (a.current and b.current)
    common = COMMON_WORDS * (same_words and len(a.words & b.words) > 1)
    score = PEOPLE * _shared(a, b) + SAME_WORD * same_words + common + news + where + _together(a, b) - other
    score += HEADLINE * _headline_and_opening(a, b)
    score += bool(a.name and a.name == b.name) - OTHER_WAY * ({a.ahead, b.ahead} == {True, False})
    return Scored(left, right, max(0.0, min(1.0, score)), veto=told_apart(a, b))


def _other_kind(a: frozenset[str], b: frozenset[str]) -> float:
    """Weigh the words before two event nouns: "second" and "state" tell apart, "plain" and "frank" describe."""
    if a & b or a == b:
        return 0.0
    if (a and b) or (a | b) & TELLS_APART:
        return OTHER_KIND
    return DESCRIBED


def _shared(a: Telling, b: Telling) -> float:
    """Say how far two tellings name the same people (0 to 1); where one names nobody, little speaks for or against."""
    if not (a.people and b.people):
        return UNNAMED
    both = len(a.people & b.people)
    return both * (1 / len(a.people) + 1 / len(b.people)) / 2


def _news_and_background(a: Telling, b: Telling) -> bool:
    # an undated telling among the news means the news' happening, not one of its kind that lies behind it
    return a.current != b.current and not (a.happening.time and b.happening.time)


def _headline_and_opening(a: Telling, b: Telling) -> bool:
    both_news = a.happening.news and b.happening.news
    if a.article != b.article or a.headline == b.headline or not both_news:
        return False
    # "Korra charges Veld" is not told again by "Korra charged the miner Brandt"
    people = not (a.people and b.people) or a.people <= b.people or b.people <= a.people
    return people and _much_in_common(a, b)


def _much_in_common(a: Telling, b: Telling) -> bool:
    return 2 * len(a.words & b.words) >= min(len(a.words), len(b.words))


def _together(a: Telling, b: Telling) -> float:
    """Weigh what the times of two tellings say for their being one: the same day, or the same words for a day."""
    if a.when and b.when:
        return (
            0.4
            if a.when.precision in EXACT or (a.when.start, a.when.end) == (b.when.start, b.when.end)
            else 0.1
        )
    same_day = a.marks.days & b.marks.days and a.marks.months & b.marks.months
    return 0.4 if same_day else 0.2 * bool(a.marks.weekdays & b.marks.weekdays)


def _event(tellings: list[Telling]) -> Event:
    ranked = sorted(
        tellings,
        key=lambda t: (
            not t.happening.news,
            len(t.happening.span.text) < 12,
            t.happening.span.text.split()[0].casefold() in POINTING,
            t.happening.span,
        ),
    )
    best = ranked[0].happening
    people = Counter(person for t in tellings for person in t.people)
    return Event(
        id=make_id("e", *sorted(t.happening.id for t in tellings)),
        name=best.span,
        when=_when([t.when for t in ranked if t.when]),
        where=next((t.happening.where for t in ranked if t.happening.where), None),
        participants=tuple(sorted(_taking_part(people))),
        mentions=tuple(sorted({t.happening.span for t in tellings})),
        articles=tuple(sorted({t.article for t in tellings if t.happening.news})),
    )


def _taking_part(people: Counter[str]) -> list[str]:
    """Leave out whom a single telling of several names, where others are named again and again: mostly a place or a slip."""
    often = max(people.values(), default=0) >= OFTEN
    return [person for person, count in people.items() if count > 1 or not often]


def _when(dated: Sequence[When]) -> When | None:
    """Choose the date of an event: the most exact of those that most tellings can live with."""

    def friends(when: When) -> int:
        return sum(other.start <= when.end and when.start <= other.end for other in dated)

    return min(dated, key=lambda when: (-friends(when), PRECISIONS.index(when.precision)), default=None)
