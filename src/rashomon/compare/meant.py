"""What a denial means though it shares few words with it: "denied that his party had *colluded* with the army".

Who denies says it in the words of his defence, and the accusation stands in others. That somebody denies is evidence
that somebody claimed it, so less likeness is asked than of two who tell one thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rashomon.compare.accused import answered_by
from rashomon.compare.contraries import contraries
from rashomon.compare.cues import words
from rashomon.compare.one_side import one_side
from rashomon.compare.pairs import Gauge, meets
from rashomon.compare.same_matter import same_matter
from rashomon.compare.stances import UNTOLD, counts_clash, is_open
from rashomon.compare.units import Unit

# Cosine from which a told passage is what a denied one means. Of the denials of four public stories read by eye the right
# claims lie at .78 to .87, the nearest others of another matter up to .77. Of short invented pairs that only look so a
# third lies above it, and no cosine parts those: hence all that is asked below.
MEANT = 0.78
# All that is nearly as near as the nearest is meant as well, and so many passages at most.
AS_NEAR, MOST = 0.03, 6
# A claim has a predicate and somebody or something; fewer content words may mean anything.
FEWEST = 2


def meant_by(gauge: Gauge, index: int) -> list[tuple[int, float]]:
    """List the places in the gauge of what a denied claim means, each with its cosine; empty where nothing is near.

    Only what a source says, of the same people and day; never what its own speaker tells, nothing that is itself denied,
    asked or only aimed at, and no passage that shares no word of it.
    """
    denial = gauge.units[index]
    answered = answered_by(gauge, index)
    if answered or not _is_claim_denied(denial):
        return _nearest((p, round(float(gauge.passages[p] @ gauge.passages[index]), 6)) for p in answered)
    near = gauge.passages @ gauge.passages[index]
    return _nearest(
        (int(place), round(float(near[place]), 6))
        for place in (near >= MEANT).nonzero()[0]
        if _may_be_meant(denial, gauge.units[int(place)])
    )


def _nearest(found: Iterable[tuple[int, float]]) -> list[tuple[int, float]]:
    ranked = sorted(found, key=lambda one: (-one[1], one[0]))[:MOST]
    return [(place, score) for place, score in ranked if score >= ranked[0][1] - AS_NEAR]


def _is_claim_denied(denial: Unit) -> bool:
    """Say whether a passage denies that somebody did something; "allegations of fraud" does not say what they are."""
    whole = bool(denial.objects or denial.subjects) and denial.verbal
    told = denial.denied and not denial.turned and denial.standing != "doubted"
    return told and whole and not denial.parts


def statements_meant(gauge: Gauge, index: int, said: Sequence[int]) -> list[tuple[int, float]]:
    """List those of the statements at `said` in which what a denied claim means is told, as `meant_by` does."""
    best: dict[str | None, float] = {}
    for place, score in meant_by(gauge, index):
        # the nearest comes first; a cosine may be a hair over one, and a score lies between nought and one
        best.setdefault(gauge.units[place].statement, score)
    return [
        (place, best[gauge.units[place].statement]) for place in said if gauge.units[place].statement in best
    ]


def _may_be_meant(denial: Unit, target: Unit) -> bool:
    """Say whether one passage may be the accusation that another denies: somebody says it, of the same people and day.

    Where both have the same verb, its own rules have looked at the pair and have found that they tell of two things.
    """
    if target.voice != "source" or target.parts or target.denied or target.denying or target.turned:
        return False
    if meets(denial, target) or one_side(denial, target) or len(target.lemmas) < FEWEST:
        return False
    if target.mood == "aimed" or is_open(target) or UNTOLD.match(target.text):
        return False
    return _of_the_same(denial, target)


def _of_the_same(denial: Unit, target: Unit) -> bool:
    other = (denial.head, target.head) in contraries() or denial.head == target.head
    # who denies having looted does not answer that somebody encouraged the looting
    other = other or (target.head in words("helping_along") and denial.head not in words("helping_along"))
    if other or not same_matter(denial, target) or counts_clash(denial.counts, target.counts):
        return False
    return bool((denial.lemmas & target.lemmas) - words("reported_things") - denial.names)
