"""What a passage says by its predicate: what a carrying verb is about, and whether it is said to be so or not."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.compare.clauses import PREDICATES, children
from rashomon.compare.cues import words
from rashomon.compare.negations import negated
from rashomon.types import Token


def predicate(tokens: Sequence[Token], head: int, last: int) -> tuple[int, bool]:
    """Follow a carrying predicate down to what it is about; say also whether the way there turns it round.

    "is unlikely to meet" comes to *meet*, turned; "will not be expected to meet" likewise.
    """
    turned = False
    seen: set[int] = set()
    while head not in seen:
        seen.add(head)
        turned ^= negated(tokens, head)
        turned ^= tokens[head].lemma.lower() in words("turning")
        below = _carried(tokens, head, last)
        if below is None:
            break
        head = below
    return head, turned


def _carried(tokens: Sequence[Token], head: int, last: int) -> int | None:
    if tokens[head].lemma.lower() in words("deciding"):
        # "decided not to sell": it did not
        below = (i for i in children(tokens, head, last) if tokens[i].dep == "xcomp")
        return next((i for i in below if tokens[i].tag == "VB" and negated(tokens, i)), None)
    if tokens[head].lemma.lower() not in words("carrying"):
        return None
    for index in children(tokens, head, last):
        word = tokens[index]
        if word.dep == "xcomp" and word.pos in PREDICATES:
            return index
        if word.dep in {"acomp", "oprd", "attr"} and word.lemma.lower() in words("carrying"):
            return index
    return None
