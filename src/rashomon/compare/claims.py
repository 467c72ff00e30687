"""How one passage stands to one claim, from words alone: for, against, or merely reporting that it is said.

Explicit words decide, as between the passages of a story; likeness only says whether both are about one thing.
"""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

from rashomon.compare.cues import words

type Standing = Literal["for", "against", "observing"]

WORD = re.compile(r"[\w'’]+(?:-\w+)*|\?")
LEADING_NO = re.compile(r"^\s*no[,!:.]\s*", re.IGNORECASE)


class Tone(Struct, frozen=True):
    """What stands in a passage: words of denial or falsity, negation, hedges."""

    denied: bool
    negated: bool
    hedged: bool


def tone(text: str) -> Tone:
    """Find the words that turn or hedge a passage, by lower-case form; a leading "No," is an answer, not a negation.

    >>> tone("No, the bridge was not closed")
    Tone(denied=False, negated=True, hedged=False)
    """
    leading = LEADING_NO.match(text)
    plain = text[leading.end() :] if leading else text
    found = [match.group().lower() for match in WORD.finditer(plain)]
    joined = f" {' '.join(found)} "
    stripped = {word.removesuffix("'s").removesuffix("’s") for word in found}
    phrased = any(f" {phrase} " in joined for phrase in words("phrases"))
    return Tone(
        denied=phrased or bool(stripped & (words("deny") | words("falsity"))),
        negated=bool(stripped & words("negation")) or any(w.endswith(("n't", "n’t")) for w in found),
        hedged=bool(stripped & words("hedges")) or any(f" {p} " in joined for p in words("hedge_phrases")),
    )


def standing(claim: str, passage: str) -> Standing:
    """Say how a passage stands to a claim.

    >>> standing("The bridge was closed", "Officials deny that the bridge was closed")
    'against'
    >>> standing("The bridge was closed", "The bridge was reportedly closed")
    'observing'
    """
    mine, yours = tone(claim), tone(passage)
    if mine.denied != yours.denied or mine.negated != yours.negated:
        return "against"
    return "observing" if yours.hedged and not mine.hedged else "for"
