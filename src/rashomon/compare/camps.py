"""Groups of passages that agree, and the groups that go against them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rashomon.compare.cues import words
from rashomon.compare.deed_names import deed_named
from rashomon.compare.pairs import meets
from rashomon.compare.stances import Opposed, is_open
from rashomon.compare.units import Unit

type Camps = list[tuple[list[int], list[int]]]


def set_camps(
    groups: Sequence[list[int]],
    oppositions: Sequence[Opposed],
    vetoes: frozenset[tuple[int, int]],
    units: Sequence[Unit],
) -> Camps:
    """Set each group that goes against another one beside it, the surest first; what agrees was joined before.

    So neither side has to be like all of the other to be found. Returns members for and against, by places in the gauge;
    a group stands against one other at most, and never where a veto keeps two of them apart.
    """
    home = {index: number for number, group in enumerate(groups) for index in group}
    camps: dict[int, tuple[list[int], list[int]]] = {n: (list(group), []) for n, group in enumerate(groups)}
    for one in sorted(oppositions, key=lambda o: (-o.score, o.against, o.target)):
        mine, other = home[one.against], home[one.target]
        if mine == other or camps[mine][1] or one.target not in camps[other][0]:
            continue
        joining, members = camps[mine][0], [*camps[other][0], *camps[other][1]]
        if any((min(a, b), max(a, b)) in vetoes for a in joining for b in members):
            continue
        if one.rule == "denies" and not _of_that(units, one, camps[other][0]):
            continue
        camps[other][1].extend(joining)
        del camps[mine]
        home.update(dict.fromkeys(joining, other))
    return [camps[n] for n in sorted(camps)]


def _of_that(units: Sequence[Unit], denial: Opposed, members: Sequence[int]) -> bool:
    """Say whether at least half of a group tell what is denied, by a word or deed that it shares with the one it answers.

    "No bribery" answers "took a bribe for the *tender*", and not all that was told about the tender.
    """
    against, target = units[denial.against], units[denial.target]
    shared = (_told(against) & _told(target)) - against.names - target.names - words("reported_things")
    holding = sum(bool(shared & _told(units[m])) for m in members)
    return not shared or 2 * holding >= len(members)


def _told(unit: Unit) -> frozenset[str]:
    return unit.lemmas | frozenset(name for lemma in unit.lemmas for name in deed_named(lemma))


def each_of_them(camps: Camps, pointed: Sequence[Opposed], units: Sequence[Unit]) -> list[Opposed]:
    """Set who calls several things untrue ("the charges were false") against each of them, and say against which.

    The camps of the clauses of what is pointed at get the denial too: "he *threw stones* and *took part* in a brawl".
    """
    clauses: dict[str | None, list[int]] = defaultdict(list)
    for index, unit in enumerate(units):
        clauses[unit.statement].append(index)
    found: list[Opposed] = []
    for one in (o for o in pointed if _points_at_several(units[o.against])):
        for place in clauses[units[one.target].statement]:
            camp = next((camp for camp in camps if place in camp[0]), None)
            if place == one.target or camp is None or camp[1] or not _is_charge(units[place]):
                continue
            if any(meets(units[one.against], units[m]) for m in camp[0]):
                continue
            camp[1].append(one.against)
            found.append(Opposed(one.against, place, one.rule, one.score))
    return found


def _points_at_several(denial: Unit) -> bool:
    """Say whether what is called untrue is named in the plural, or as all of it: "the *charges*", "*none of* this"."""
    said = denial.text.lower().split()
    several = {thing for thing in words("pointed_things") if thing.endswith("s")}
    return said[:2] == ["none", "of"] or any(word.strip("\"“”'’.,;") in several for word in said[:4])


def _is_charge(unit: Unit) -> bool:
    """Say whether a clause tells by itself that something was done."""
    told = unit.kind == "clause" and unit.verbal and unit.mood == "done" and unit.standing is None
    return told and not (unit.turned or unit.denied or unit.supposed or unit.completing or is_open(unit))
