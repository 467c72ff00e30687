"""Which accusation a denial answers when each has its own word for the deed: "conspired with the army", "no collusion".

Only for deeds of which people are accused, and only where all that the denial says is in the accusation too: whoever denies
it then denies that, and more perhaps.
"""

from __future__ import annotations

import re

from rashomon.compare.cues import words
from rashomon.compare.deed_names import deed_named
from rashomon.compare.pairs import Gauge, meets
from rashomon.compare.same_matter import same_matter, stems, years_apart
from rashomon.compare.stances import UNTOLD, counts_clash, is_open
from rashomon.compare.units import Unit

WORD = re.compile(r"[\w'’-]+")
# What a court is asked to declare nobody has told yet: "demands a declaration that they conspired".
SOUGHT = re.compile(
    r"\b(?:declaration|ruling|judgment|judgement|verdict|order|question|inquiry into|whether)(?: that)?\s*$",
    re.IGNORECASE,
)
# Who speaks of himself: "I never lied", "said he never bribed anyone".
HIMSELF = re.compile(r"^\W*(?:I|we|he|she|it|they)\b|\b(?:my|myself)\b", re.IGNORECASE)
# Whoever does so, anywhere: "*a firm that* bribes a judge", "*whoever* bribes a judge", "shows *how* guards torture".
ANYBODY = re.compile(
    r"\b(?:whoever|how|(?:those|anyone|anybody|everyone|people|any \w+|an? \w+) (?:who|that|which))(?: \w+)?\s*$"
    r"|\b(?:ban|bans|banned|forbids?|against|when|where)(?: \w+){1,2} (?:who|that|which)\s*$",
    re.IGNORECASE,
)
ASKED = re.compile(r"(?:whoever|how|why|whether|if)\b", re.IGNORECASE)
# "There was no more bribery" says that there was some.
ENDED = re.compile(r"\bno (?:more|longer|further|other|new)\b", re.IGNORECASE)


def answered_by(gauge: Gauge, index: int) -> list[int]:
    """List the places of the accusations that a denial answers: of the same deed, in another mouth, with all its words."""
    denial = gauge.units[index]
    if not _denies_deed(denial):
        return []
    return [
        place
        for place, unit in enumerate(gauge.units)
        if _accuses(unit) and _of_one_deed(denial, unit) and not _apart(denial, unit)
    ]


def _denies_deed(unit: Unit) -> bool:
    """Say whether a passage denies in its source's words that such a deed was done: "denied any bribery", "there was no plot"."""
    if (
        unit.voice != "source"
        or unit.standing in {"doubted", "open", "refused"}
        or unit.supposed
        or unit.parts
    ):
        return False
    if ENDED.search(unit.text):
        return False
    said = unit.denied != unit.turned and (unit.denied or unit.mood != "aimed")
    return said and not is_open(unit) and bool(_deeds(unit))


def _deeds(unit: Unit) -> frozenset[str]:
    """Name the deeds that a passage denies: its predicate, or what there was none of."""
    if unit.verbal and unit.head not in words("light"):
        return deed_named(unit.head)
    return frozenset(name for lemma in unit.lemmas for name in deed_named(lemma))


def _accuses(unit: Unit) -> bool:
    """Say whether a passage tells in its source's words that such a deed was done."""
    if unit.voice != "source" or unit.parts or unit.denied or unit.denying or unit.turned or unit.supposed:
        return False
    before = unit.whole.partition(unit.spans[0].text)[0]
    if not unit.verbal or SOUGHT.search(before) or ANYBODY.search(before) or ASKED.match(unit.text):
        # "called the alleged collusion a crime" speaks of it
        return False
    if unit.mood == "aimed" or unit.standing or is_open(unit) or UNTOLD.match(unit.text):
        return False
    return bool(_told(unit))


def _told(unit: Unit) -> frozenset[str]:
    """Name the deeds that a passage tells: its predicate, or what somebody did: "*paid* bribes"."""
    if unit.head not in words("committing"):
        return deed_named(unit.head)
    return frozenset(name for lemma in unit.roles.done_to for name in deed_named(lemma))


def _of_one_deed(denial: Unit, target: Unit) -> bool:
    """Say whether an accusation holds the deed that is denied and every other word of the denial."""
    if not _deeds(denial) & _told(target):
        return False
    rest = frozenset(lemma for lemma in denial.lemmas if not deed_named(lemma))
    # what is called an allegation, and how often and how firmly it is denied
    rest -= words("reported_things") | words("light") | words("anything") | words("firmly")
    told = stems([*target.lemmas, *target.text.lower().split()])
    return stems(rest) <= told


def _apart(denial: Unit, target: Unit) -> bool:
    if (
        denial.speaker is None
        or target.speaker is None
        or denial.mouths & target.mouths
        or meets(denial, target)
    ):
        return True
    own = (target.roles.doing | target.names).isdisjoint(WORD.findall(denial.whole.lower()))
    if own and any(HIMSELF.search(span.text) for span in denial.spans):
        # "I never lied" answers whoever said that *I* did
        return True
    if years_apart(denial.whole, target.text):
        return True
    return counts_clash(denial.counts, target.counts) or not same_matter(denial, target)
