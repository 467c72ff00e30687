"""Deeds and states that cannot both be of one thing: to approve it and to reject it, to be legal and to be illegal."""

from __future__ import annotations

import re
from functools import cache

from rashomon.compare.cues import words
from rashomon.compare.units import Unit

# What "seems" or "becomes" so is not told to be so.
BEING = frozenset({"be", "remain"})
WORD = re.compile(r"[\w'’-]+|[^\w\s]")
# With these something else is told.
JOINING = frozenset({"and", "but"})


@cache
def contraries() -> frozenset[tuple[str, str]]:
    """Return the pairs of predicates that cannot both hold of the same subject and object, in both orders."""
    return both_ways(words("contraries"))


@cache
def both_ways(entries: frozenset[str]) -> frozenset[tuple[str, str]]:
    """Return pairs of words, each written as one entry, in both orders."""
    pairs = [tuple(entry.split()) for entry in sorted(entries)]
    return frozenset((a, b) for one, other in pairs for a, b in ((one, other), (other, one)))


@cache
def second_of_contraries() -> frozenset[str]:
    """Return the refusing or the lesser one of each pair."""
    return frozenset(entry.split()[1] for entry in words("contraries") | words("lasting_states"))


def contrary_deeds(left: Unit, right: Unit) -> bool:
    """Say whether two passages tell contrary deeds of one to one."""
    same = bool(left.subjects & right.subjects) and bool(left.objects & right.objects)
    return same and (left.head, right.head) in contraries()


def contrary_states(left: Unit, right: Unit, states: frozenset[str]) -> bool:
    """Say whether two passages tell of what one noun calls that it is in two contrary `states`."""
    if not {left.head, right.head} <= BEING or not left.roles.doing & right.roles.doing:
        return False
    known = both_ways(states)
    pairs = ((a, b) for a in sorted(left.objects) for b in sorted(right.objects) if (a, b) in known)
    one, other = ("".join(unit.whole.partition(unit.text)[1:]) or unit.text for unit in (left, right))
    return any(_bounds(one, a) == _bounds(other, b) for a, b in pairs)


def _bounds(text: str, state: str) -> frozenset[str]:
    """List the words that say for whom, when or under what something is so: "safe *for children*", "*now* unsafe"."""
    told = WORD.findall(text.lower())
    place = told.index(state) + 1 if state in told else len(told)
    behind = told[place:]
    ends = (n for n, word in enumerate(behind) if not word[0].isalnum() or word in JOINING)
    kept = frozenset(behind[: next(ends, len(behind))]) - words("definite")
    return kept | (frozenset(told) & words("at_one_time"))
