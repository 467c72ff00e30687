"""Whether a denial and what is told are of one matter: the same people and names in the same roles, one day, one deed."""

from __future__ import annotations

import re

from rashomon.compare.cues import words
from rashomon.compare.days import one_day
from rashomon.compare.frames import Roles
from rashomon.compare.units import Unit

WORD = re.compile(r"[\w'’-]+")


def same_matter(denial: Unit, target: Unit) -> bool:
    """Say whether nothing in two passages shows that one denies something else than the other tells.

    Another person, place or day, turned roles, a deed done against one only meant, or a manner that the denial alone
    names ("denied that it had *knowingly* poisoned the well" leaves open that it did).
    """
    if (
        other_people(denial.roles, target.roles)
        or _another_doer(denial, target)
        or _in_the_other_role(denial.roles, target.roles)
    ):
        return False
    if other_names(denial, target) or {denial.mood, target.mood} == {"done", "aimed"}:
        return False
    return one_day(denial.days, target.days) and not _of_manner(denial, target)


def other_people(left: Roles, right: Roles) -> bool:
    """Say whether the names of who does it, or of whom it is done to, tell two people: "Anna Brandt", "Karl Brandt"."""
    pairs = ((left.people_doing, right.people_doing), (left.people_done_to, right.people_done_to))
    return any(mine - yours and yours - mine for mine, yours in pairs)


def other_names(left: Unit, right: Unit) -> bool:
    """Say whether both passages name somebody or something, and nobody in common."""
    return bool(left.names) and bool(right.names) and not left.names & right.names


def _another_doer(denial: Unit, target: Unit) -> bool:
    """Say whether the "he" of a denial stands for one person and another does what is told."""
    said = " ".join(span.text for span in denial.spans)
    if denial.text == said or not target.roles.people_doing or denial.roles.people_doing:
        return False
    # the text for comparing has the name in place of the pronoun
    return target.roles.people_doing.isdisjoint(WORD.findall(denial.text.lower()))


def _in_the_other_role(left: Roles, right: Roles) -> bool:
    """Say whether one who does it in one telling has it done to him in the other; of a denial that is enough to doubt it."""
    crossed = left.doing & right.done_to or left.done_to & right.doing
    return bool(crossed) and not left.doing & right.doing and not left.done_to & right.done_to


def _of_manner(denial: Unit, target: Unit) -> bool:
    told = frozenset(WORD.findall(target.text.lower()))
    return bool(words("manner") & (frozenset(WORD.findall(denial.text.lower())) - told))
