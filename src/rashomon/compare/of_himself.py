"""What somebody denies of himself in other words than the claim has: "accused Saar of harassment", "Saar denied any unwanted contact".

Whoever is told to have done something and denies what is near to it denies that; a stranger who denies as much may speak
of anything. So less likeness is asked of the words, and all the more of who speaks.
"""

from __future__ import annotations

from rashomon.compare.blanket import tells_of, untitled
from rashomon.compare.cues import words
from rashomon.compare.deed_names import deed_named, deeds_phrased
from rashomon.compare.pairs import Gauge, meets
from rashomon.compare.stances import counts_clash
from rashomon.compare.units import Unit

# Cosine from which a denied thing is near to what its denier is accused of in the same report, and in another. Only where a
# claim accuses: "any quarrel with the striker" is as near to "the club would sell the striker". Of 22 invented accusations each with a right and a wrong denial, the right ones lie at .44 to .78
# and the wrong ones at .39 to .58, but for two of the same deed done to something else, which the rules for roles part.
HERE, ELSEWHERE = 0.6, 0.7
# "Denied *a* takeover" speaks of one that somebody told of; who denies what he is accused of denies any.
ONE = frozenset({"a", "an", "the", "one"})


def near_of_himself(gauge: Gauge, denial: int, target: int) -> float:
    """Return how near a denied thing is to an accusation of who denies it, nought where that is too little."""
    mine, theirs = gauge.units[denial], gauge.units[target]
    if not _denies_a_thing(mine) or meets(mine, theirs) or _another_deed(mine, theirs):
        return 0.0
    own = untitled(mine.called if mine.behalf is None else mine.behalf)
    # "Saar, *who* has been accused by a nurse of theft"
    about = theirs.whole if theirs.text.lower().startswith("who ") else theirs.text
    if not own or not tells_of(about, own) or counts_clash(mine.counts, theirs.counts):
        return 0.0
    near = min(1.0, round(float(gauge.passages[denial] @ gauge.passages[target]), 6))
    return near if near >= (HERE if mine.article == theirs.article else ELSEWHERE) else 0.0


def _denies_a_thing(unit: Unit) -> bool:
    """Say whether a passage stands behind a verb of denying and names what is denied."""
    named = unit.lemmas - words("reported_things") - words("wrong_at_large")
    if not unit.denied or unit.turned or unit.standing == "doubted" or unit.parts or not named:
        return False
    first, *rest = unit.text.lower().split()
    return first not in ONE or not words("reported_things").isdisjoint(rest[:2])


def _another_deed(denial: Unit, target: Unit) -> bool:
    """Say whether both name a deed of which people are accused, and not the same, or done to something else."""
    mine = frozenset(name for lemma in denial.lemmas for name in deed_named(lemma))
    theirs = deeds_phrased(target.text) | frozenset(n for lemma in target.lemmas for n in deed_named(lemma))
    # "any role in the shooting *of a wolf*" where a farmer was shot
    part, _, whom = denial.text.lower().rpartition(" of ")
    if not words("taking_part").isdisjoint(part.split()) and " in " in part:
        return not frozenset(whom.split()) - words("function") <= frozenset(target.text.lower().split())
    if not mine or not theirs:
        return False
    rest = frozenset(lemma for lemma in denial.lemmas if not deed_named(lemma)) - words("light")
    rest -= words("reported_things") | words("taking_part") | words("anything") | words("firmly")
    return not mine & theirs or not rest <= target.lemmas
