"""Which passages of a story go against which: pairs that cannot both hold, and denials that only point at what they deny."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.compare.pairs import Gauge, Pairing
from rashomon.compare.stances import Opposed, against_first, opposes, refers_back, rejected, rejects_report
from rashomon.compare.units import Unit

# An opposing pair is let in with less likeness, since a claim and its denial seldom look alike.
OPPOSED = 0.12
# A denial that points back ("any such deal") is sure of its target for being near, not for its words.
REFERRED = 0.6
# Units looked back over for it: the clauses of some five sentences.
WINDOW = 30


def find_oppositions(gauge: Gauge, pairs: Sequence[Pairing]) -> tuple[Opposed, ...]:
    """List pairs of which one explicitly goes against the other."""
    found: list[Opposed] = []
    for pair in pairs:
        if pair.score < OPPOSED:
            continue
        left, right = gauge.units[pair.left], gauge.units[pair.right]
        rule = opposes(left, right, pair.likeness)
        if rule is None or (rule == "negates" and left.article == right.article):
            continue
        first = against_first(left, right, rule)
        against, target = (pair.left, pair.right) if first else (pair.right, pair.left)
        found.append(Opposed(against, target, rule, pair.score))
    known = {(o.against, o.target) for o in found}
    return tuple(found + [o for o in _looking_back(gauge.units) if (o.against, o.target) not in known])


def _looking_back(units: Sequence[Unit]) -> list[Opposed]:
    """Tie denials that only point at what they deny to the nearest statements before them."""
    found = [
        Opposed(a, b, "denies", REFERRED)
        for a, denial in enumerate(units)
        if denial.denying
        for b in range(max(0, a - WINDOW), a)
        if refers_back(denial, units[b])
    ]
    for a, unit in enumerate(units):
        rule = rejects_report(unit)
        before = range(a - 1, max(0, a - WINDOW) - 1, -1) if rule else ()
        target = next((b for b in before if rejected(unit, units[b])), None)
        found += [Opposed(a, target, rule, REFERRED)] if rule and target is not None else []
    return found
