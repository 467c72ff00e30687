"""Whom a bare surname means: its only bearer, the one with its office, or the one of whom its story tells."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.group.naming import Likeness, country_of, folded, generation, spelled, surname_key
from rashomon.kinship import KIN
from rashomon.spans import make_id
from rashomon.types import Link, Speaker, Why

MADE_BY = "speaker-names-2"
# One bearer in this many times as many reports as any other is the one whom reports may name without a given name.
FOREMOST = 2
# Words of an office that say nothing of whose it is.
EMPTY = frozenset({"the", "a", "an", "of", "for", "at", "to", "and", "s", "former", "new", "mr", "mrs", "ms"})


def place_surnames(
    bare: Sequence[Speaker], bearers: Sequence[tuple[Speaker, ...]], near: dict[str, set[str]]
) -> tuple[dict[int, list[Speaker]], list[Link]]:
    """Give each speaker with a bare surname to one of the full names, by their places in `bearers`, or to none.

    `near` holds for each article the articles of its story. A surname with an office of another country is no
    bearer's; where several bearers are left, the links say *unsure*.
    """
    called: dict[str, set[int]] = {}
    for number, members in enumerate(bearers):
        for name in _called(members):
            called.setdefault(name, set()).add(number)
    given = _by_given_names(bearers)
    placed: dict[int, list[Speaker]] = {}
    links: list[Link] = []
    for speaker in bare:
        found = sorted(called.get(folded(speaker.name.text), ())) or _of_given_name(speaker, bearers, given)
        fitting = [number for number in found if not _other_country(speaker, bearers[number])]
        fitting = _of_the_generation(speaker, fitting, bearers)
        fitting = [number for number in fitting if not _beside(speaker, bearers[number])]
        chosen, code = _choose(speaker, fitting, bearers, near.get(speaker.name.article, set()))
        if chosen is not None:
            placed.setdefault(chosen, []).append(speaker)
        likeness = Likeness(0.5, code) if chosen is None else Likeness(0.9, code)
        shown = fitting if chosen is None else [chosen]
        links += [name_link(speaker, bearers[number][0], likeness, 0.75) for number in shown]
    return placed, links


def _called(members: Sequence[Speaker]) -> set[str]:
    names = {folded(member.name.text).split()[-1] for member in members}
    return names | {folded(alias) for member in members for alias in member.aliases}


def _by_given_names(bearers: Sequence[tuple[Speaker, ...]]) -> dict[str, set[int]]:
    """Place the full names by what the spellings of their given names share: a store holds tens of thousands."""
    found: dict[str, set[int]] = {}
    for number, members in enumerate(bearers):
        for member in members:
            found.setdefault(surname_key(_given_name(member)), set()).add(number)
    return found


def _given_name(speaker: Speaker) -> str:
    return folded(speaker.name.text).split()[0]


def _of_given_name(
    speaker: Speaker, bearers: Sequence[tuple[Speaker, ...]], given: dict[str, set[int]]
) -> list[int]:
    """List those of whom a given name with an office ("foreign minister Anna", cut off there) may tell."""
    office, name = _office([speaker]), folded(speaker.name.text)
    return [
        number
        for number in sorted(given.get(surname_key(name), ()))
        if len(office & _office(bearers[number])) > 1
        and any(spelled(name, _given_name(member)) for member in bearers[number])
    ]


def _choose(
    speaker: Speaker, fitting: Sequence[int], bearers: Sequence[tuple[Speaker, ...]], story: set[str]
) -> tuple[int | None, str]:
    if len(fitting) < 2:
        return (fitting[0], "only-bearer") if fitting else (None, "no-bearer")
    office = _office([speaker])
    same = [number for number in fitting if office and office & _office(bearers[number])]
    if len(same) == 1:
        return same[0], "bearer-with-the-office"
    left = same or list(fitting)
    reports = sorted(((len(_reports(bearers[n]) & story), n) for n in left), reverse=True)
    if len(reports) > 1 and reports[0][0] >= FOREMOST * max(1, reports[1][0]):
        return reports[0][1], "foremost-bearer-of-the-story"
    return None, "several-bearers"


def _reports(members: Sequence[Speaker]) -> set[str]:
    return {member.name.article for member in members}


def _office(members: Sequence[Speaker]) -> set[str]:
    words = {word for member in members if member.role for word in folded(member.role.text).split()}
    return {word for word in words if not country_of(word)} - EMPTY


def _of_the_generation(
    speaker: Speaker, fitting: Sequence[int], bearers: Sequence[tuple[Speaker, ...]]
) -> list[int]:
    """Leave out a son where his father of one name is a bearer too: the surname alone means the elder, "Brandt Jr." the son."""
    names = [(folded(bearers[n][0].name.text), generation(bearers[n][0].name.text) == "jr") for n in fitting]
    younger = generation(speaker.name.text) == "jr"
    meant = {name for name, junior in names if junior == younger}
    return [
        n for n, (name, junior) in zip(fitting, names, strict=True) if junior == younger or name not in meant
    ]


def _beside(speaker: Speaker, members: Sequence[Speaker]) -> bool:
    """Say whether the speaker's own report tells one of them as a relative: "Keller and his wife, Ida Keller"; reading it kept the two apart."""
    own = [member for member in members if member.name.article == speaker.name.article]
    told = (alias for member in own for alias in member.aliases)
    return any(not KIN.isdisjoint(folded(alias).split()) for alias in told)


def _other_country(speaker: Speaker, members: Sequence[Speaker]) -> bool:
    mine = {country_of(speaker.role.text)} - {""} if speaker.role else set[str]()
    theirs = {country_of(member.role.text) for member in members if member.role} - {""}
    return bool(mine and theirs and not mine & theirs)


def name_link(left: Speaker, right: Speaker, likeness: Likeness, threshold: float) -> Link:
    """Write down what two names say of one another: *yes* from the threshold on, *no* where they are two people's."""
    a, b = sorted((left, right), key=lambda s: s.id)
    verdict = "no" if likeness.apart else "yes" if likeness.score >= threshold else "unsure"
    return Link(
        id=make_id("l", "same-speaker", a.id, b.id),
        relation="same-speaker",
        left=a.id,
        right=b.id,
        verdict=verdict,
        score=likeness.score,
        made_by=MADE_BY,
        why=Why(likeness.code, (a.name, b.name)),
    )
