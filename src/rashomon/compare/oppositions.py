"""Which passages of a story go against which: pairs that cannot both hold, and denials that only point at what they deny."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.compare.accused import may_answer
from rashomon.compare.cues import words
from rashomon.compare.face_to_face import face_to_face
from rashomon.compare.meant import meant_by
from rashomon.compare.pairs import Gauge, Pairing
from rashomon.compare.rejections import find_rejections
from rashomon.compare.retorts import find_retorts
from rashomon.compare.stances import Opposed, against_first, opposes
from rashomon.compare.taking_up import refers_back
from rashomon.compare.units import Unit

# An opposing pair is let in with less likeness, since a claim and its opposite seldom look alike; what stands after "denied"
# is the claim itself, and asks for as much as a telling of it.
OPPOSED, DENIED = 0.12, 0.17
# A denial that points back ("any such deal") is sure of its target for being near, not for its words.
REFERRED = 0.6
# Units looked back over for it: the clauses of some five sentences.
WINDOW = 30


def find_oppositions(
    gauge: Gauge, pairs: Sequence[Pairing], pointed: Sequence[Opposed] = ()
) -> tuple[Opposed, ...]:
    """List pairs of which one explicitly goes against the other, and those `pointed` at that share no words with what denies them."""
    found: list[Opposed] = []
    for pair in pairs:
        if pair.score < OPPOSED:
            continue
        left, right = gauge.units[pair.left], gauge.units[pair.right]
        rule = opposes(left, right, pair.likeness)
        if rule is None or (
            rule == "negates" and left.article == right.article and not face_to_face(left, right)
        ):
            continue
        if rule in {"denies", "doubts"} and pair.score < DENIED:
            continue
        first = against_first(left, right, rule)
        against, target = (pair.left, pair.right) if first else (pair.right, pair.left)
        found.append(Opposed(against, target, rule, pair.score))
    known = {(o.against, o.target) for o in found}
    known_by_that = {o.against for o in pointed}
    near = [o for o in find_rejections(gauge.units) if o.against not in known_by_that]
    pointing = [*_looking_back(gauge.units), *pointed, *near, *find_retorts(gauge.units)]
    found += [o for o in pointing if (o.against, o.target) not in known]
    return (*found, *_meant(gauge, frozenset(o.against for o in found)))


def _meant(gauge: Gauge, tied: frozenset[int]) -> list[Opposed]:
    """Tie denied claims that nothing told is alike enough to, to what they mean in other words."""
    return [
        Opposed(_called_untrue(gauge.units, index), place, "denies", REFERRED)
        for index in range(len(gauge.units))
        if index not in tied
        for place, _ in meant_by(gauge, index)
    ]


def _called_untrue(units: Sequence[Unit], index: int) -> int:
    """Return the place of the sentence that calls a claim untrue: "*her claims of having been robbed are false*", else of itself."""
    unit = units[index]
    if unit.kind != "clause" or unit.standing != "denied":
        return index
    for place in range(index - 1, max(-1, index - WINDOW), -1):
        other = units[place]
        if other.article != unit.article or other.spans[0].end < unit.spans[-1].end:
            continue
        said = other.kind in {"sentence", "statement"} and not other.parts and len(other.spans) == 1
        if said and other.head in words("being") and other.lemmas & words("untrue_words"):
            return place
    return index


def _looking_back(units: Sequence[Unit]) -> list[Opposed]:
    """Tie denials that only point at what they deny to the nearest statements before them."""
    return [
        Opposed(a, b, "denies", REFERRED)
        for a, denial in enumerate(units)
        if denial.denying
        for b in range(max(0, a - WINDOW), a)
        if refers_back(denial, units[b]) and may_answer(denial, units[b])
    ]
