"""Whether two passages come from one side: one speaker, or one and who speaks for him."""

from __future__ import annotations

from rashomon.compare.same_matter import one_body
from rashomon.compare.units import Unit

# A spokesman of whom the report does not say whose he is, so near to a denial, may be the denier's.
BESIDE = 700


def one_side(denial: Unit, target: Unit) -> bool:
    """Say whether what is told is told by the denier himself, or by one who speaks for him, or he for him.

    "The mayor denied it; he had known the builder for years, *his lawyer* said": the second answers the charge too.
    """
    if denial.mouths & target.mouths - {""}:
        return True
    if target.behalf is not None and not target.behalf:
        return _beside(denial, target)
    theirs, mine = target.behalf or target.called, denial.behalf or denial.called
    if not mine or not theirs or (target.behalf is None and denial.behalf is None):
        return False
    return mine <= theirs or theirs <= mine or any(mine & body and theirs & body for body in one_body())


def _beside(denial: Unit, target: Unit) -> bool:
    gap = max(denial.spans[0].start - target.spans[-1].end, target.spans[0].start - denial.spans[-1].end)
    return denial.article == target.article and gap <= BESIDE


def two_mouths(left: Unit, right: Unit) -> bool:
    """Say whether two passages are told in two mouths that are known."""
    return None not in {left.speaker, right.speaker} and not left.mouths & right.mouths
