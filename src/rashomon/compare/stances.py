"""When one passage goes against another: explicit evidence only, because a false contradiction costs more than a missed one.

Rules run over accepted pairs alone find next to nothing (recall .05 to .25, hundreds flagged; notes/points.md, section
6), so a denial is found in its own passage and then tied to what it denies.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from rashomon.compare.contraries import contrary_deeds, contrary_states, second_of_contraries
from rashomon.compare.cues import words
from rashomon.compare.days import one_day
from rashomon.compare.half_claims import only_a_danger
from rashomon.compare.measures import measures_clash
from rashomon.compare.one_side import one_side
from rashomon.compare.pairs import Likeness, same_point
from rashomon.compare.same_matter import other_names, other_people, same_frame_matter, same_matter
from rashomon.compare.units import Unit
from rashomon.types import Quantity

Opposition = Literal["denies", "doubts", "negates", "counts", "contrary", "rejects"]
# "Any such deal" looks back this many code points at most, some three sentences.
NEARBY = 600
# A denied passage and its target: as sure of one claim as a linked pair, with this much of the rarer words shared.
DENIED_SHARE = 0.4
# Where no source is cited with it, a denied or doubted claim and its target tell of one deed, or of two words for it.
SAME_DEED = 0.75
# "will meet the visitor" / "is unlikely to meet the visitor": one predicate, a shared argument, and this much in common.
NEGATED_SHARE = 0.35
# Two numbers of one thing cannot both hold only where the rest is told alike: a likeness at which four of five pairs of
# ECB+ tell the same.
COUNTED_LIKENESS = 0.6
# Two measures of a thing are of one thing where the sentences are as like as those of two tellings.
MEASURED_ALIKE = 0.62
# Two counts of which one is rough cannot both hold from this ratio on: crowds are counted that badly.
ROUGHLY = 1.25
# "Nearly 50" is below 50 and "at least 53" is not: no crowd is guessed, but round words for round figures are left so much.
BOUNDED = 1.03
WORD = re.compile(r"[\w'’]+")
YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e)\b")
# What is aimed at or waited for is not told: "to close the port", "until it closes the port".
UNTOLD = re.compile(r"(?:to|until|unless|before|lest)\b", re.IGNORECASE)
# "Did not close because of losses but because of a fire"
NOT_BUT = re.compile(
    r"(?:\bnot|n['’]t)\b[^.;?!]{1,200}\bbut (?:because|due|on|in|at|by|from|for|with|to)\b", re.IGNORECASE
)
# "Those who signed the letter": not all did, and who did not is another.
THOSE = re.compile(
    r"\b(?:those|anyone|anybody|everyone|some|many|others|people) who(?:\s+\w+){0,2}\s*$", re.IGNORECASE
)
EXISTENCE = re.compile(r"\bthere(?:['’]s)?\b", re.IGNORECASE)


# By which code the record tells each way of going against something.
REASONS = {
    "denies": "denied-by-a-source",
    "doubts": "doubted",
    "negates": "says-the-opposite",
    "counts": "counts-cannot-both-hold",
    "contrary": "contrary-deeds",
    "rejects": "rejects-the-report",
}


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
    if "open" in {left.standing, right.standing}:
        return None
    if not differ(left, right):
        return _unlike(left, right, pair)
    if left.denied != right.denied:
        return _denial_of(left, right, pair)
    # "was warned not to pay" does not say that nobody paid
    meant = {left.mood, right.mood} == {"done", "aimed"}
    if left.denied or meant or holds_open(left) or holds_open(right) or _narrowed(left, right):
        return None
    if not same_frame_matter(*((left, right) if left.turned else (right, left))):
        return None
    return "negates" if _same_frame(left, right, pair) else None


def _denial_of(left: Unit, right: Unit, pair: Likeness) -> Opposition | None:
    """Say whether one passage denies or doubts the other: one claim, of the same people and day."""
    other_deed = (left.standing or right.standing) and pair.predicate < SAME_DEED
    if other_deed or pair.containment < DENIED_SHARE or not _deniable(left, right):
        return None
    denial, target = (left, right) if left.denied else (right, left)
    # two reports may tell otherwise what one speaker said
    spoken_for = not left.mouths & right.mouths and one_side(denial, target)
    if spoken_for or not same_matter(denial, target):
        return None
    return "doubts" if "doubted" in {left.standing, right.standing} else "denies"


def _narrowed(left: Unit, right: Unit) -> bool:
    """Say whether what is negated is only a reason, a time or a measure: "did *not* close for losses *but* for a fire", "*since* May"."""
    unit = left if left.turned else right
    behind = unit.whole.partition(unit.text)[2].split(maxsplit=1)[:1]
    narrowing = not words("narrowing").isdisjoint(WORD.findall(" ".join([unit.text, *behind]).lower()))
    return narrowing or NOT_BUT.search(unit.whole) is not None


def holds_open(unit: Unit) -> bool:
    """Say whether a passage holds on a condition only, or stands in a sentence that does: "if there are breaches"."""
    return unit.supposed or _on_condition(unit)


def _on_condition(unit: Unit) -> bool:
    return not words("conditions").isdisjoint(WORD.findall(unit.whole.lower()))


def is_open(unit: Unit) -> bool:
    """Say whether a passage claims nothing yet: "if there were breaches", "they are investigating a man"."""
    return _on_condition(unit) or unit.standing == "open" or unit.head in words("checking")


def _deniable(left: Unit, right: Unit) -> bool:
    """Say whether one passage may be what the other denies: more is shared than the word for what is told of.

    "The news reports" shares nothing with "state news reports"; and who tells that a thing was denied does not claim it.
    """
    denial, target = (left, right) if left.denied else (right, left)
    if is_open(target) or UNTOLD.match(target.text) or only_a_danger(target, denial):
        return False
    shared = (left.lemmas & right.lemmas) - words("reported_things")
    return len(shared) >= 2 and not words("deny") & set(target.text.lower().split())


def _unlike(left: Unit, right: Unit, pair: Likeness) -> Opposition | None:
    """Find what cannot both hold though neither passage is negated: contrary predicates, or two counts of one thing."""
    if left.denied or left.supposed or right.supposed or left.article == right.article:
        return None
    if pair.containment >= NEGATED_SHARE and (
        contrary_deeds(left, right) or _in_contrary_states(left, right)
    ):
        return "contrary"
    if left.measures or right.measures:
        return "counts" if _otherwise_measured(left, right, pair) else None
    if left.kind == "statement" or right.kind == "statement" or same_point(pair) < COUNTED_LIKENESS:
        return None
    return "counts" if _one_toll(left, right) and counts_clash(left.counts, right.counts) else None


def _in_contrary_states(left: Unit, right: Unit) -> bool:
    """Say whether two passages of one matter tell of one thing that it is so and that it is otherwise: "*legal*", "*illegal*"."""
    if left.turned or right.turned or other_names(left, right) or _other_year(left, right):
        return False
    if {left.standing, right.standing} != {None} or holds_open(left) or holds_open(right):
        return False
    if "aimed" in {left.mood, right.mood}:
        # "may be unsafe"
        return False
    return contrary_states(left, right, words("lasting_states")) and one_day(left.days, right.days)


def _otherwise_measured(left: Unit, right: Unit, pair: Likeness) -> bool:
    """Say whether two passages of one matter give two measures of one thing: "a *480-ton* barge", "the *300-ton* barge"."""
    if pair.whole < MEASURED_ALIKE or left.turned or right.turned or _other_year(left, right):
        return False
    # what one writes as a name the other may write as a word: "the Old Mole", "the mole"
    named = left.names & right.lemmas or right.names & left.lemmas
    if (other_names(left, right) and not named) or not one_day(left.days, right.days):
        return False
    return measures_clash(left.measures, right.measures, left.lemmas & right.lemmas)


def _one_toll(left: Unit, right: Unit) -> bool:
    """Say whether two passages count by one deed, or by two words of one toll: "nine *died*", "twelve were *killed*"."""
    return left.head == right.head or {left.head, right.head} <= words("dying")


def counts_clash(left: Sequence[Quantity], right: Sequence[Quantity]) -> bool:
    """Say whether two passages give counts of one noun that cannot both hold.

    One count each: of a list each is a part. "About 40" leaves room for 45 and not for 90, "at least 12" for 90 and not for
    nine.
    """
    if len(left) != 1 or len(right) != 1:
        return False
    one, other = left[0], right[0]
    if one.noun is None or other.noun is None or one.unit != other.unit:
        return False
    if one.noun.text.lower().split()[-1] != other.noun.text.lower().split()[-1]:
        return False
    low, high = sorted((_reach(one), _reach(other)))
    return low[1] * max(_slack(one), _slack(other)) < high[0]


def _slack(quantity: Quantity) -> float:
    """Say how many times farther a count may reach than it says: a bound holds as it is told, a rough figure does not."""
    if not quantity.approximate:
        return 1.0
    bound = _opening(quantity) & (words("from_here_up") | words("up_to_here"))
    return BOUNDED if bound else ROUGHLY


def _reach(quantity: Quantity) -> tuple[float, float]:
    """Say from where to where a count may lie: "at least 12" has no end above, "up to 30" none below."""
    opening = _opening(quantity)
    if opening & words("from_here_up"):
        return quantity.low, math.inf
    if opening & words("up_to_here"):
        # "nearly 50" is read as some 45 to 55, and lies below 50; "up to 50" as 25 to 50
        cap = quantity.high == 2 * quantity.low
        return 0.0, quantity.high if cap or not quantity.approximate else (quantity.low + quantity.high) / 2
    return quantity.low, quantity.high


def _opening(quantity: Quantity) -> frozenset[str]:
    first, *rest = quantity.span.text.lower().split()
    return frozenset((first, " ".join((first, *rest[:1]))))


def against_first(left: Unit, right: Unit, rule: Opposition) -> bool:
    """Say which of two opposed passages goes against the other: the denying, the negated, the lower or the refusing one."""
    if rule in {"denies", "doubts"}:
        return left.denied
    if rule == "negates":
        return left.turned
    if rule == "counts":
        return _least(left) < _least(right)
    return not {left.head, *left.objects}.isdisjoint(second_of_contraries())


def _least(unit: Unit) -> float:
    return (unit.measures[0].quantity if unit.measures else unit.counts[0]).low


def _same_frame(left: Unit, right: Unit, pair: Likeness) -> bool:
    if left.head != right.head or pair.containment < NEGATED_SHARE or other_names(left, right):
        return False
    if any(unit.text.lower().startswith("to ") and not unit.turned for unit in (left, right)):
        # an aim ("to protect the dikes") is not said to be reached
        return False
    if other_people(left.roles, right.roles) or _only_those(left) != _only_those(right):
        return False
    if _other_year(left, right) or _other_i(left, right) or not _one_being(left, right):
        return False
    kept_from = "refused" in {left.standing, right.standing}
    mine, yours = left.subjects or left.of_whom, right.subjects or right.of_whom
    same = bool(left.subjects & right.subjects) if kept_from else _may_be_same(mine, yours)
    if left.objects & right.objects:
        return same
    # "shot the helicopter down", "the helicopter was not shot down"
    done = bool(left.roles.done_to & right.roles.done_to) and "aimed" not in {left.mood, right.mood}
    return done and _may_be_same(left.roles.doing, right.roles.doing)


def _only_those(unit: Unit) -> bool:
    """Say whether a passage is told of those only of whom it is so: "*those who* signed"."""
    return THOSE.search(unit.whole.partition(unit.spans[0].text)[0]) is not None


def _other_year(left: Unit, right: Unit) -> bool:
    """Say whether the sentence of one passage names a year and that of the other does not: what was so then may not be now."""
    return frozenset(YEAR.findall(left.whole)) != frozenset(YEAR.findall(right.whole))


def _other_i(left: Unit, right: Unit) -> bool:
    """Say whether one passage tells what its speaker did and the other may tell it of somebody else: two witnesses."""
    if left.speaker is not None and left.mouths & right.mouths:
        return False
    first = [FIRST_PERSON.search(unit.text) is not None for unit in (left, right)]
    return all(first) or (first[0] and not right.subjects) or (first[1] and not left.subjects)


def _one_being(left: Unit, right: Unit) -> bool:
    """Say whether "is" is said of one thing: of what is named in both, or that there is such a thing at all."""
    if left.head not in words("light"):
        return True
    there = [EXISTENCE.search(unit.text) is not None for unit in (left, right)]
    return all(there) or (not any(there) and bool(left.subjects & right.subjects))


def _may_be_same(left: frozenset[str], right: frozenset[str]) -> bool:
    # a subject that is left out, or a pronoun nobody resolved, is no evidence of another subject
    return not left or not right or bool(left & right)
