"""What a denial means though it shares few words with it: "denied that his party had *colluded* with the army".

Who denies says it in the words of his defence, and the accusation stands in others. That somebody denies is evidence
that somebody claimed it, so less likeness is asked than of two who tell one thing.
"""

from __future__ import annotations

from rashomon.compare.cues import words
from rashomon.compare.days import one_day
from rashomon.compare.pairs import Gauge, meets
from rashomon.compare.stances import UNTOLD, is_open
from rashomon.compare.units import Unit

# Cosine from which a told passage is what a denied one means. Of the denials of three public stories read by eye the right
# claims lie at .79 to .87, the nearest others of another matter up to .77.
MEANT = 0.78
# All that is nearly as near as the nearest is meant as well.
AS_NEAR = 0.03
# A claim has a predicate and somebody or something; fewer content words may mean anything.
FEWEST = 2


def meant_by(gauge: Gauge, index: int) -> list[tuple[int, float]]:
    """List the places in the gauge of what a denied claim means, each with its cosine; empty where nothing is near.

    Never what its own speaker tells, nothing that is itself denied, asked or only aimed at, and no passage that shares
    no word of it.
    """
    denial = gauge.units[index]
    if not _is_claim_denied(denial):
        return []
    near = gauge.passages @ gauge.passages[index]
    found = [
        (int(place), round(float(near[place]), 6))
        for place in (near >= MEANT).nonzero()[0]
        if _may_be_meant(denial, gauge.units[int(place)])
    ]
    best = max((score for _, score in found), default=0.0)
    return [(place, score) for place, score in found if score >= best - AS_NEAR]


def _is_claim_denied(denial: Unit) -> bool:
    """Say whether a passage denies that somebody did something; "allegations of fraud" does not say what they are."""
    whole = bool(denial.objects or denial.subjects) and denial.verbal
    return denial.denied and whole and denial.standing != "doubted" and not denial.parts


def statements_meant(gauge: Gauge, index: int) -> list[tuple[int, float]]:
    """List the places of the statements in which what a denied claim means is told; as `meant_by` for whole statements."""
    wanted = {gauge.units[place].statement: score for place, score in meant_by(gauge, index)}
    return [
        (place, wanted[unit.statement])
        for place, unit in enumerate(gauge.units)
        if unit.kind == "statement"
        and unit.statement in wanted
        and not unit.mouths & gauge.units[index].mouths
    ]


def _may_be_meant(denial: Unit, target: Unit) -> bool:
    if target.parts or target.denied or target.denying or target.turned or is_open(target):
        return False
    if meets(denial, target) or denial.mouths & target.mouths - {""} or len(target.lemmas) < FEWEST:
        return False
    if target.mood == "aimed" or UNTOLD.match(target.text) or not one_day(denial.days, target.days):
        return False
    return bool((denial.lemmas & target.lemmas) - words("reported_things") - denial.names)
