"""When one passage goes against another: explicit evidence only, because a false contradiction costs more than a missed one.

Rules run over accepted pairs alone find next to nothing (recall .05 to .25, hundreds flagged; notes/points.md, section
6), so a denial is found in its own passage and then tied to what it denies.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from msgspec import Struct

from rashomon.compare.cues import words
from rashomon.compare.pairs import Likeness
from rashomon.compare.units import Unit

Opposition = Literal["denies", "negates"]
# "Any such deal" looks back this many code points at most, some three sentences, and takes up a word by its stem.
NEARBY = 600
STEM = 5
# A denied passage and its target: as sure of one claim as a linked pair, with this much of the rarer words shared.
DENIED_SHARE = 0.4
# "will meet the visitor" / "is unlikely to meet the visitor": one predicate, a shared argument, and this much in common.
NEGATED_SHARE = 0.35


class Opposed(Struct, frozen=True):
    """Unit `against` goes against unit `target` (places in the gauge), by which rule, and how sure."""

    against: int
    target: int
    rule: Opposition
    score: float


def differ(left: Unit, right: Unit) -> bool:
    """Say whether one of two passages is turned round (negated or denied) and the other is not."""
    return (left.turned ^ left.denied) != (right.turned ^ right.denied)


def opposes(left: Unit, right: Unit, pair: Likeness) -> Opposition | None:
    """Say by which rule one passage goes against the other, None where the evidence is not explicit."""
    if not differ(left, right):
        return None
    if left.denied != right.denied:
        shared = left.lemmas & right.lemmas
        return "denies" if len(shared) >= 2 and pair.containment >= DENIED_SHARE else None
    if left.denied or left.supposed or right.supposed:
        return None
    return "negates" if _same_frame(left, right, pair) else None


def refers_back(denial: Unit, target: Unit) -> bool:
    """Say whether a denial takes up what another source says just before in the same report: "any such deal".

    It must be a statement that denies, with a pointing word and a noun whose stem stands in the other's statement.
    """
    if not denial.denying or denial.denied == denial.turned or target.turned or target.denying:
        return False
    if denial.article != target.article or denial.kind != "statement" or target.kind != "statement":
        return False
    gap = denial.spans[0].start - target.spans[-1].end
    if not 0 <= gap <= NEARBY or denial.speaker == target.speaker or None in {denial.speaker, target.speaker}:
        return False
    said = denial.text.lower().split()
    pointed = {after[:STEM] for word, after in pairwise(said) if word in words("pointing")}
    return any(len(lemma) >= STEM and lemma[:STEM] in pointed for lemma in target.lemmas)


def _same_frame(left: Unit, right: Unit, pair: Likeness) -> bool:
    if left.head != right.head or pair.containment < NEGATED_SHARE:
        return False
    return bool(left.objects & right.objects) and _may_be_same(left.subjects, right.subjects)


def _may_be_same(left: frozenset[str], right: frozenset[str]) -> bool:
    # a subject that is left out, or a pronoun nobody resolved, is no evidence of another subject
    return not left or not right or bool(left & right)
