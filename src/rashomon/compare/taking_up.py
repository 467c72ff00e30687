"""Denials that take up what was said before with a pointing word and a noun: "any such deal"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from rashomon.compare.cues import words
from rashomon.compare.one_side import one_side
from rashomon.compare.stances import NEARBY, is_open
from rashomon.compare.units import Unit

WORD = re.compile(r"[\w'’]+")
# A word is taken up by its stem: "agreement" by "agree". Behind what both share stands an ending, and no other word:
# "contract" is not "contraband", "internal" not "international".
STEM = 5
ENDING = re.compile(
    r"(?:e?s|['’]s|e|y|ies|ed|ing|ings|er|ers|or|ors|ments?|al|als|ance|ances|ive|ure|ures|[ai]?t?ions?|ate[ds]?|ating|ities|ity)?"
)
# Behind "no raid on" what was raided stands within so many words.
REACH = 4


def refers_back(denial: Unit, target: Unit) -> bool:
    """Say whether a denial takes up what another source says just before in the same report: "any such deal".

    It must be a statement that denies, with a pointing word and a noun whose stem stands in the other's statement.
    """
    if not denial.denying or denial.denied == denial.turned or target.turned or target.denying:
        return False
    if is_open(target):
        return False
    if denial.article != target.article or denial.kind != "statement" or target.kind != "statement":
        return False
    gap = denial.spans[0].start - target.spans[-1].end
    if not 0 <= gap <= NEARBY or one_side(denial, target) or None in {denial.speaker, target.speaker}:
        return False
    return takes_up(denial, target)


def takes_up(denial: Unit, target: Unit) -> bool:
    """Say whether a denial takes up with a pointing word ("any such deal") a noun whose stem stands in what was told.

    Who says of what it was ("no raid *on the bank*") takes up only what says that too.
    """
    said = WORD.findall(denial.text.lower())
    told = frozenset(word[:STEM] for word in (*target.lemmas, *WORD.findall(target.text.lower())))
    return any(
        word in words("pointing")
        and len(after) >= STEM
        and any(_one_stem(lemma, after) for lemma in target.lemmas)
        and _no_other(said[place + 2 :], told)
        for place, (word, after) in enumerate(pairwise(said))
    )


def of_another(denial: Unit, target: Unit) -> bool:
    """Say whether a denial takes up a noun, and only of something that was not told: "any agreement *on prices*"."""
    said = WORD.findall(denial.text.lower())
    return not takes_up(denial, target) and any(
        word in words("pointing") and any(_one_stem(lemma, after) for lemma in target.lemmas)
        for word, after in pairwise(said)
    )


def _one_stem(one: str, other: str) -> bool:
    shared = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    return shared >= STEM and all(ENDING.fullmatch(word[shared:]) for word in (one, other))


def _no_other(after: Sequence[str], told: frozenset[str]) -> bool:
    """Say whether the words behind a noun name nothing that was not told ("*on the bank*"), and set no time."""
    if not words("until").isdisjoint(after[:REACH]):
        # "there is no answer *yet*": not for now
        return False
    if after[:1] == [] or after[0] not in words("of_what"):
        return True
    named = [word for word in after[1:REACH] if word not in words("definite") | words("function")]
    return all(word[:STEM] in told for word in named[:1])
