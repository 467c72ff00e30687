"""What shows that two statements of one speaker on one subject are two utterances, however alike their words are."""

from __future__ import annotations

import re

from rashomon.compare.contraries import contraries
from rashomon.compare.renderings import Rendering
from rashomon.compare.stances import differ
from rashomon.compare.units import Unit

# How a question begins that is told and not quoted: "asked *whether* the mill would close".
QUESTION = re.compile(
    r"(?:(?:about|on|of) )?(?:whether|if|why|what|how|who|whom|when|where)\b", re.IGNORECASE
)
NOT = re.compile(r"\b(?:not|never|cannot)\b|n['’]t\b", re.IGNORECASE)
# Who quotes so many words of the other tells the same, whatever the parser makes of the clauses around them. Of pairs that
# share fewer quoted words, in nine gold stories, three of which one tells as done what the other still aims at are all two.
QUOTED = 5
# The same of a negation, which the parser often misses in a fragment.
FEW = 3


def acts_apart(left: Unit, right: Unit, mine: Rendering, yours: Rendering) -> bool:
    """Say whether the one refuses or asks and the other does not: who would not say what he meant has not said it.

    A refusal may be the words of one who says that he will not; and a question is one with the question quoted.
    """
    acts = (mine.statement.act, yours.statement.act)
    if (acts[0] == "refuse") != (acts[1] == "refuse"):
        refusal, other = (left, right) if acts[0] == "refuse" else (right, left)
        return not other.turned or QUESTION.match(refusal.text) is not None
    asked = [
        act == "ask" and QUESTION.match(unit.text) is not None
        for unit, act in zip((left, right), acts, strict=True)
    ]
    return any(asked) and not all(asked) and "?" not in left.text + right.text


def told_apart(left: Unit, right: Unit, quoted: int) -> bool:
    """Say whether the one denies what the other says, tells of the opposite deed, or as done what the other aims at.

    "Would meet the union" and "had met the union" are two occasions.
    """
    if left.parts or right.parts:
        return False
    other_deed = (left.head, right.head) in contraries()
    if quoted < QUOTED and (other_deed or {left.mood, right.mood} == {"done", "aimed"}):
        return True
    if quoted >= FEW or not differ(left, right):
        return False
    turned = left if left.turned else right
    negated = left.head == right.head and NOT.search(turned.text) is not None
    return left.denied != right.denied or negated
