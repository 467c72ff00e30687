"""Tellings that nothing marks as another happening join the one of their kind that the story is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec
from msgspec import Struct

from rashomon.group.telling_apart import DAILY
from rashomon.group.tellings import POINTING, TELLS_APART, Telling

# "their talks", "his visit": as definite as "the talks".
DEFINITE = POINTING | frozenset(("his", "her", "its", "their", "both"))
# What is made once and then stands.
STANDING = frozenset(("deal",))
OWNED = ("'s", "’s", "s'", "s’")

type Keys = tuple[str, ...]
type Vetoes = Mapping[str, set[str]]


class _Group(Struct, frozen=True):
    """Tellings taken for one happening, and what they say of it together; `news` are the reports that have it as news."""

    keys: Keys
    kind: str
    people: frozenset[str]
    places: frozenset[str]
    kinds: frozenset[str]
    ways: frozenset[bool]
    articles: frozenset[str]
    news: frozenset[str]
    named: bool
    dated: bool
    years: frozenset[str] = frozenset()
    made: bool = False


def gather(groups: Sequence[Keys], tellings: Mapping[str, Telling], vetoes: Vetoes) -> list[Keys]:
    """Join undated groups to the chief one of their class: that which most reports of the story have as their news.

    Reports on one fire say "the fire", "a blaze that began on Friday" and "Friday's fire" and mean one. A group joins only
    where it names no time, no other people and no other place, is told as news, by a definite phrase or of people known
    already, and none of its reports has another dated happening of the class among its news. `vetoes` tells for a
    telling those that cannot be one with it.
    """
    by_class: defaultdict[str, list[_Group]] = defaultdict(list)
    for keys in groups:
        by_class[tellings[keys[0]].happening.lemma].append(_group(keys, tellings))
    return sorted(keys for same in by_class.values() for keys in _of_class(same, tellings, vetoes))


def _of_class(groups: Sequence[_Group], tellings: Mapping[str, Telling], vetoes: Vetoes) -> list[Keys]:
    chief = _chief(groups)
    if chief is None:
        return [group.keys for group in groups]
    others = sorted((group for group in groups if group is not chief), key=_rank)
    members = set(chief.keys)
    if not chief.dated and (date := _date_of(chief, others, vetoes)):
        others.remove(date)
        members |= set(date.keys)
        chief = _widened(chief, date)
    elsewhere = frozenset[str]().union(*(group.articles for group in others if group.dated and group.news))
    kept: list[Keys] = []
    for group in others:
        free = not group.dated and not elsewhere & group.articles
        meant = free and all(_means_the_chief(tellings[key], chief.people) for key in group.keys)
        if meant and _agree(group, chief, members, vetoes):
            members |= set(group.keys)
            chief = _widened(chief, group)
        else:
            kept.append(group.keys)
    return [tuple(sorted(members)), *kept]


def _chief(groups: Sequence[_Group]) -> _Group | None:
    """Choose what most reports have as news; where none has, the only dated one; None where there is no such."""
    first = min(groups, key=_rank)
    if first.news:
        return first
    dated = [group for group in groups if group.dated]
    return dated[0] if len(dated) == 1 else None


def _rank(group: _Group) -> tuple[int, bool, int, Keys]:
    return -len(group.news), not group.dated, -len(group.keys), group.keys


def _date_of(chief: _Group, others: Sequence[_Group], vetoes: Vetoes) -> _Group | None:
    """Choose the dated group that dates an undated chief: the one most reports tell; of two alike neither is sure to.

    What stands, as an accord does, is dated by the background too ("the 2029 accord"), where all of it is of one year; not
    what is made in the news ("sign a new accord").
    """
    members = set(chief.keys)
    dated = [
        group for group in others if group.dated and group.news and _agree(group, chief, members, vetoes)
    ]
    if not dated and chief.kind in STANDING and not chief.made:
        dated = [group for group in others if group.years and _agree(group, chief, members, vetoes)]
        dated = dated if len({year for group in dated for year in group.years}) == 1 else []
        return min(dated, key=_rank, default=None)
    best = max((len(group.articles) for group in dated), default=0)
    most = [group for group in dated if len(group.articles) == best]
    return most[0] if len(most) == 1 else None


def _group(keys: Keys, tellings: Mapping[str, Telling]) -> _Group:
    told = [tellings[key] for key in keys]
    return _Group(
        keys,
        told[0].happening.lemma,
        people=frozenset(person for t in told for person in t.people),
        places=frozenset(t.place for t in told if t.place),
        kinds=frozenset(word for t in told for word in t.kind()),
        ways=frozenset(t.ahead for t in told if t.ahead is not None),
        articles=frozenset(t.article for t in told),
        news=frozenset(t.article for t in told if t.current),
        named=any(t.name for t in told),
        dated=any(t.happening.time or t.when or t.marks.months or t.marks.weekdays for t in told),
        years=frozenset(t.when.start[:4] for t in told if t.when),
        made=any(t.several is None or "new" in t.words | t.kind() for t in told),
    )


def _widened(chief: _Group, group: _Group) -> _Group:
    """Add what a group says to what is known of the chief; who tells it stays as it was, so that long stories stay linear."""
    return msgspec.structs.replace(
        chief,
        people=chief.people | group.people,
        places=chief.places | group.places,
        kinds=chief.kinds | group.kinds,
        ways=chief.ways | group.ways,
        named=chief.named or group.named,
    )


def _means_the_chief(telling: Telling, people: frozenset[str]) -> bool:
    """Say whether a telling speaks of what is known already: in the news, by a definite phrase, or of the same people."""
    span, head = telling.happening.span, telling.happening.head
    before = span.text[: max(0, head.start - span.start)].lower().split()
    definite = bool(before and before[0] in DEFINITE) or any(word.endswith(OWNED) for word in before)
    same = telling.ahead is False and bool(telling.people) and telling.people <= people
    if telling.happening.lemma in DAILY and telling.several is not False and not (telling.people & people):
        # "as she revealed", "the repeated announcements": one of many
        return False
    return not telling.qualifiers & TELLS_APART and (telling.current or definite or same)


def _agree(group: _Group, chief: _Group, members: set[str], vetoes: Vetoes) -> bool:
    """Say whether nothing of one group speaks against the other: people, places, what has been and what is to come."""
    if (
        any(not members.isdisjoint(vetoes.get(key, ())) for key in group.keys)
        or len(group.ways | chief.ways) > 1
    ):
        return False
    other_kind = (group.named or chief.named) and _differ(group.kinds, chief.kinds)
    return not (_differ(group.people, chief.people) or _differ(group.places, chief.places) or other_kind)


def _differ(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    return bool(mine and theirs and not mine & theirs)
