"""Whether two sources of one report say of one and the same thing that it is so and that it is not.

One report seldom sets such two beside each other without meaning it; but its two sources often speak of two things in like
words, so more is asked than of two reports: the one who says no says nothing more, and no pronoun hides of whom.
"""

from __future__ import annotations

import re

from rashomon.compare.cues import words
from rashomon.compare.one_side import one_side, two_mouths
from rashomon.compare.same_matter import stems
from rashomon.compare.units import Unit

WORD = re.compile(r"[\w'’-]+")
# "Does not protect tenants *who pay late*", "*until Friday*": some of it, or for a time.
NARROWER = re.compile(
    r"^\W*(?:who|whom|whose|which|that|where|until|till|unless|yet|so far)\b", re.IGNORECASE
)
# "*His* boats were not saved", where the boats were.
WHOSE = frozenset({"my", "his", "her", "its", "our", "their", "your"})
PRONOUNS = frozenset({"i", "he", "she", "it", "we", "they", "you"})


def face_to_face(left: Unit, right: Unit) -> bool:
    """Say whether of two passages of one report one may stand against the other, the one negated and the other not."""
    turned, told = (left, right) if left.turned else (right, left)
    if not two_mouths(left, right) or one_side(left, right):
        return False
    behind = turned.whole.partition(turned.spans[-1].text)[2]
    if NARROWER.match(behind) or not words("until").isdisjoint(WORD.findall(turned.text.lower())):
        return False
    if WHOSE & _said(turned) - _said(told):
        return False
    more = turned.lemmas - told.lemmas - words("firmly") - words("light")
    return not stems(more) - stems(WORD.findall(told.whole.lower())) and _of_one(turned, told)


def _said(unit: Unit) -> frozenset[str]:
    return frozenset(word for span in unit.spans for word in WORD.findall(span.text.lower()))


def _of_one(turned: Unit, told: Unit) -> bool:
    """Say whether both name who does it, or what it is said of, and alike, or neither does."""
    pronouns = [_opens_with_pronoun(unit) for unit in (turned, told)]
    if not any(pronouns):
        return True
    if all(pronouns):
        return False
    named, other = (told, turned) if pronouns[0] else (turned, told)
    # the text for comparing has the name in place of the pronoun, where it is known
    return bool(named.subjects & frozenset(WORD.findall(other.text.lower())))


def _opens_with_pronoun(unit: Unit) -> bool:
    said = WORD.findall(unit.spans[0].text.lower())
    return bool(said) and said[0] in PRONOUNS
