"""Which accusation a denial answers when each has its own word for the deed: "conspired with the army", "no collusion".

Only for deeds of which people are accused, and only where all that the denial says is in the accusation too: whoever denies
it then denies that, and more perhaps.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.compare.cues import words
from rashomon.compare.deed_names import deed_named, deeds_phrased
from rashomon.compare.one_side import one_side
from rashomon.compare.pairs import Gauge, meets
from rashomon.compare.same_matter import one_body, same_matter, stems, years_apart
from rashomon.compare.stances import EXISTENCE, NEARBY, UNTOLD, counts_clash, is_open
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
# What one says of whom many accuse: "*her* claims are false".
OWN_CLAIM = re.compile(
    r"(?:\bher|\bhis|\w['’]s?)\s+(?:\w+\s+)?(?:claims?|allegations?|accusations?|account|story)\b",
    re.IGNORECASE,
)
# "There was no more bribery" says that there was some, and "no torture since the new governor came" may.
ENDED = re.compile(
    r"\bno (?:more|longer|further|other|new)\b|\b(?:since|so far|until|till|yet)\b", re.IGNORECASE
)
SINCE = re.compile(r"^\W*(?:since|until|till)\b", re.IGNORECASE)


def answered_by(gauge: Gauge, index: int) -> list[int]:
    """List the places of the accusations that a denial answers: of the same deed, in another mouth, with all its words."""
    denial = gauge.units[index]
    if not _denies_deed(denial):
        return []
    told = [
        place
        for place, unit in enumerate(gauge.units)
        if _accuses(unit) and _of_one_deed(denial, unit) and not _apart(denial, unit)
    ]
    mine = [place for place in told if _of_him(denial, gauge.units[place])]
    # "there was no plot" is said of whoever is told to have plotted, where that is one only
    anybody = EXISTENCE.search(denial.text) is not None and _of_one([gauge.units[place] for place in told])
    return told if anybody else mine


def may_answer(denial: Unit, target: Unit) -> bool:
    """Say whether a denial that names such a deed again ("no such bribery", "any torture") may answer this accusation of it.

    Of anything else than a deed of which people are accused nothing is said.
    """
    deeds = frozenset(name for lemma in denial.lemmas for name in deed_named(lemma))
    if deeds and _ended(denial):
        return False
    return not deeds or EXISTENCE.search(denial.text) is not None or _of_him(denial, target)


def _of_one(told: Sequence[Unit]) -> bool:
    """Say whether several accusations are of one and the same, as far as they say of whom."""
    named = [unit.roles.doing | unit.names for unit in told if unit.roles.doing | unit.names]
    return not named or bool(named[0].intersection(*named))


def _denies_deed(unit: Unit) -> bool:
    """Say whether a passage denies in its source's words that such a deed was done: "denied any bribery", "there was no plot"."""
    if (
        unit.voice != "source"
        or unit.standing in {"doubted", "open", "refused"}
        or unit.supposed
        or unit.parts
    ):
        return False
    if _ended(unit):
        return False
    if _denied_already(unit):
        return bool(_deeds(unit))
    said = unit.denied != unit.turned and (unit.denied or unit.mood != "aimed")
    return said and not is_open(unit) and bool(_deeds(unit))


def _ended(unit: Unit) -> bool:
    """Say whether a denial, or what stands right behind it, leaves open that it was so before."""
    behind = unit.whole.partition(unit.spans[-1].text)[2]
    return ENDED.search(unit.text) is not None or SINCE.match(behind) is not None


def _deeds(unit: Unit) -> frozenset[str]:
    """Name the deeds that a passage denies: its predicate, or what there was none of."""
    if unit.verbal and unit.head not in words("light") and not _denied_already(unit):
        return deed_named(unit.head)
    return frozenset(name for lemma in unit.lemmas for name in deed_named(lemma))


def _denied_already(unit: Unit) -> bool:
    """Say whether a passage tells that what was claimed is denied: "any allegation of bribery *is denied*"."""
    return unit.head == "deny" and not unit.turned and bool(unit.subjects & words("claim_nouns"))


def _told_by_others(unit: Unit) -> bool:
    """Say whether the report tells that somebody is accused: "has been *accused* by two clerks of bribery"."""
    return unit.voice == "outlet" and unit.kind == "clause" and unit.head == "accuse"


def _accuses(unit: Unit) -> bool:
    """Say whether a passage tells that such a deed was done, in its source's words or as what somebody is accused of."""
    if (
        (unit.voice != "source" and not _told_by_others(unit))
        or unit.parts
        or unit.denied
        or unit.denying
        or unit.turned
        or unit.supposed
    ):
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
    if unit.head == "accuse":
        return frozenset(name for lemma in unit.lemmas for name in deed_named(lemma))
    if phrased := deeds_phrased(unit.text):
        return phrased
    if unit.roles.done_to & words("figurative_things"):
        return frozenset()
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


def _of_him(denial: Unit, target: Unit) -> bool:
    """Say whether the one who denies is the one who is accused, or is told together with him.

    He is named there, or for whom he speaks; or the denial names who is accused or who accuses; or nobody is named at all,
    near by in one report. "Denied any bribery" by a stranger answers nothing.
    """
    theirs, mine = _words_in(f"{target.whole} {target.text}"), _words_in(denial.whole)
    if _told_by_others(target) and OWN_CLAIM.search(denial.whole):
        return False
    own = denial.behalf or denial.called
    if (own | denial.names) & theirs or (target.names | target.called) & mine:
        return True
    if any(own & body and target.roles.doing & body for body in one_body()):
        return True
    gap = max(denial.spans[0].start - target.spans[-1].end, target.spans[0].start - denial.spans[-1].end)
    return denial.article == target.article and gap <= NEARBY and not target.roles.doing and not target.names


def _words_in(text: str) -> frozenset[str]:
    return frozenset(word.removesuffix("'s").removesuffix("’s") for word in WORD.findall(text.lower()))


def _apart(denial: Unit, target: Unit) -> bool:
    if (
        denial.speaker is None
        or (target.speaker is None and not _told_by_others(target))
        or one_side(denial, target)
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
