"""Whether a denial and what is told are of one matter: the same people and names in the same roles, one day, one deed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from rashomon.compare.cues import words
from rashomon.compare.days import one_day
from rashomon.compare.deed_names import deed_named, deeds_phrased
from rashomon.compare.frames import Roles
from rashomon.compare.units import Unit
from rashomon.types import Quantity

WORD = re.compile(r"[\w'’-]+")
# Who holds it to be so is no part of it: "thought *by many voters* to have paid".
HOLDERS = re.compile(r"\bby\b[^,]{1,60}? to (?:have|be)\b")
YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
# "Some students did not pay": others did.
SOME = re.compile(r"(?:that )?(?:some|many|most|several|a few|a third|half)\b", re.IGNORECASE)
# "Had the gates not been opened".
SUPPOSED = re.compile(r"(?:^|\bthat |, )had(?: (?:the|it|he|she|they)\b.*)?\s*$", re.IGNORECASE | re.DOTALL)
# "Denied that it had sold it *cheaply*": a word of more letters than this in -ly.
SHORTEST = 5
# What shows behind a name that another is meant: "Lund *Jr.*", "Lund*'s* son", "Lund *aide Carl* Moe".
OF_ANOTHER = r"\s+(?-i:Jr|Sr|II|III)\b|['’]s\b"
# Upon what it is told is no part of it either: "paid the mayor *after an outcry*".
UPON = re.compile(r"\b(?:after|following|amid)\s[^,.;]*")
# "Agreement" takes up "agree", "Russian" "Russia": the first letters that both share.
STEM = 5


def same_matter(denial: Unit, target: Unit) -> bool:
    """Say whether nothing in two passages shows that one denies something else than the other tells.

    Another person, place, day, thing or sum, turned roles, a deed done against one only meant, or a manner that the denial
    alone names ("denied that it had *knowingly* poisoned the well" leaves open that it did).
    """
    if (
        other_people(denial.roles, target.roles)
        or _another_doer(denial, target)
        or _another_office(denial, target)
        or _in_the_other_role(denial.roles, target.roles)
        or _done_to_another(denial, target)
    ):
        return False
    if other_names(denial, target) or {denial.mood, target.mood} == {"done", "aimed"}:
        return False
    if _other_sums(denial.counts, target.counts) or _other_way(denial, target) or _says_more(denial, target):
        return False
    return _one_time(denial, target) and not _of_manner(denial, target)


def same_frame_matter(turned: Unit, told: Unit) -> bool:
    """Say the same of a passage that is negated and one that is not, of one predicate and one object: whatever else it says."""
    if _another_office(turned, told) or _other_sums(turned.counts, told.counts) or _other_way(turned, told):
        return False
    if _in_part(turned, told) or _of_another(turned, told):
        return False
    mine, yours = turned.roles.done_to, told.roles.done_to
    # "paid the mayor crowns": the parser takes now the one and now the other for what was paid
    shared = mine & (yours | told.objects) or yours & turned.objects
    return not (mine and yours and not shared) and _one_time(turned, told)


def _in_part(turned: Unit, told: Unit) -> bool:
    """Say whether a negated passage leaves it open that it was so: of some, by another doer, or had it not been so."""
    before = turned.whole.partition(turned.spans[0].text)[0]
    if SOME.match(turned.text) or SUPPOSED.search(before) or SUPPOSED.match(turned.text):
        return True
    mine, yours = _put(turned), _put(told)
    if mine and yours and not mine & yours:
        # "*she* did not pay", "*he* paid"
        return True
    # "was not opened *by the guards*"
    return bool(turned.roles.doing) and not told.roles.doing and " by " in turned.text


def years_apart(left: str, right: str) -> bool:
    """Say whether two passages name years, and none in common."""
    mine, yours = frozenset(YEAR.findall(left)), frozenset(YEAR.findall(right))
    return bool(mine and yours) and not mine & yours


def other_people(left: Roles, right: Roles) -> bool:
    """Say whether the names of who does it, or of whom it is done to, tell two people: "Anna Brandt", "Karl Brandt"."""
    pairs = ((left.people_doing, right.people_doing), (left.people_done_to, right.people_done_to))
    return any(mine - yours and yours - mine for mine, yours in pairs)


def _of_another(turned: Unit, told: Unit) -> bool:
    """Say whether who it was not done to is named, and the telling has that name only as part of another's.

    "Did not name *Lund* as its owner" says nothing against "its owners are *Pia Lund Jr.*, *Lund's* son and *Lund* aide Carl Moe".
    """
    named = turned.roles.done_to & turned.names
    if not named or not told.names:
        return False
    return _by_itself(named).search(told.text) is None


@lru_cache(maxsize=256)
def _by_itself(names: frozenset[str]) -> re.Pattern[str]:
    """Put together the pattern of one of several names where it is no part of another's."""
    own, people = ("|".join(map(re.escape, sorted(group))) for group in (names, words("hangers_on")))
    other = rf"(?!{OF_ANOTHER}|\s+(?:{people})\b)"
    return re.compile(rf"\b(?:{own})\b{other}", re.IGNORECASE)


def other_names(left: Unit, right: Unit) -> bool:
    """Say whether both passages name somebody or something, and nobody in common."""
    return bool(left.names) and bool(right.names) and not left.names & right.names


def _another_doer(denial: Unit, target: Unit) -> bool:
    """Say whether the "he" of a denial stands for one person and another does what is told."""
    said = " ".join(span.text for span in denial.spans)
    if denial.text == said or not target.roles.people_doing or denial.roles.people_doing:
        return False
    # the text for comparing has the name in place of the pronoun
    return target.roles.people_doing.isdisjoint(WORD.findall(denial.text.lower()))


def _another_office(denial: Unit, target: Unit) -> bool:
    """Say whether two words for who does it tell of two: "the *minister* met him", "the *president* denied that he met him"."""
    known = words("offices_and_bodies")
    mine, yours = _doers(denial, denial.whole.partition(denial.spans[0].text)[0]), _doers(target, "")
    if bool(mine & known) and bool(yours & known) and not mine & yours:
        return True
    return _two_bodies(denial, target)


def _two_bodies(denial: Unit, target: Unit) -> bool:
    """Say whether both passages say who does it, by two nouns of which neither is in the other: "the *guards*", "the *rebels*"."""
    mine, yours = denial.roles.doing, target.roles.doing
    if not mine or not yours or (mine | yours) & (denial.names | target.names):
        return False
    if mine & target.lemmas or yours & denial.lemmas or (mine | yours) & words("anything"):
        return False
    return not any(mine & group and yours & group for group in one_body())


@cache
def one_body() -> tuple[frozenset[str], ...]:
    """Return the groups of words by which one body or its people are called."""
    return tuple(frozenset(entry.split()) for entry in sorted(words("one_body")))


@cache
def _ways() -> tuple[tuple[str, str], ...]:
    pairs = (entry.split() for entry in sorted(words("other_ways")))
    return tuple((one, other) for one, other in pairs)


# a passage is asked about once for each that may be like it
@lru_cache(maxsize=1 << 14)
def _words_in(text: str) -> frozenset[str]:
    return frozenset(WORD.findall(text.lower()))


def _doers(unit: Unit, before: str) -> frozenset[str]:
    """Say who does it, by the words for it; where that is only a pronoun, what it stands for, else whoever speaks `before`."""
    if unit.roles.doing or unit.subjects:
        return unit.roles.doing | unit.subjects
    return _put(unit) or frozenset(WORD.findall(before.lower()))


def _put(unit: Unit) -> frozenset[str]:
    """List the words that the text for comparing has in place of a pronoun."""
    said = " ".join(span.text for span in unit.spans)
    return frozenset[str]() if said == unit.text else _words_in(unit.text) - _words_in(said)


def _other_sums(left: Sequence[Quantity], right: Sequence[Quantity]) -> bool:
    """Say whether both passages count the same things and no two of their counts can be one: 40 crowns and 90 crowns."""
    pairs = [(one, other) for one in left for other in right if _counts_one_thing(one, other)]
    return bool(pairs) and not any(one.low <= other.high and other.low <= one.high for one, other in pairs)


def _counts_one_thing(left: Quantity, right: Quantity) -> bool:
    if left.unit != right.unit:
        return False
    if left.noun is None or right.noun is None:
        return bool(left.unit)
    return left.noun.text.lower().split()[-1] == right.noun.text.lower().split()[-1]


def _other_way(left: Unit, right: Unit) -> bool:
    """Say whether one tells of the one way and one of the other: "voted *for* the tax", "voted *against* the tax"."""
    mine, yours = _words_in(left.text), _words_in(right.text)
    mine, yours = mine - yours, yours - mine
    return any((one in mine and other in yours) or (other in mine and one in yours) for one, other in _ways())


def _says_more(denial: Unit, target: Unit) -> bool:
    """Say whether a denial names things or places that are not in what is told: "sold the *striker*", "the treaty on *grain*".

    Who denies less than was told ("did not kill any fishermen") denies that as well; who denies something else, or more,
    leaves open what was told.
    """
    if not denial.verbal:
        # "disputed the account that it had": what that tells is compared clause by clause
        return False
    told = stems([*target.lemmas, *target.objects, *WORD.findall(target.text.lower())])
    # a telling cut short may leave out to whom it was done
    named = denial.objects | (denial.roles.done_to if target.roles.done_to else frozenset[str]())
    # another word for a deed that is told says no more than that
    deeds = deeds_phrased(target.text) | frozenset(n for lemma in target.lemmas for n in deed_named(lemma))
    named = frozenset(word for word in named if not deed_named(word) & deeds)
    # who denies it, and what he calls it: "dismissed it as *propaganda*"
    holders = HOLDERS.search(denial.text.lower())
    own = WORD.findall(denial.whole.partition(denial.spans[0].text)[0].lower())
    called = WORD.findall(denial.text.lower().partition(" as ")[2])
    upon = UPON.search(denial.text.lower())
    aside = " ".join(found.group() for found in (holders, upon) if found)
    beside = stems([*own, *called, *WORD.findall(aside)])
    return bool(stems(named - words("anything") - words("untrue_words")) - told - beside)


def stems(lemmas: Iterable[str]) -> frozenset[str]:
    """Cut words to the letters by which a noun and its verb are alike: "agreement", "agree"."""
    return frozenset(lemma[:STEM] for lemma in lemmas)


def _one_time(left: Unit, right: Unit) -> bool:
    """Say whether two passages may tell of one day: by the dates, or where those are not known by the names of days and months."""
    mine, yours = (_words_in(unit.text) & words("days") for unit in (left, right))
    if years_apart(left.text, right.text):
        return False
    return one_day(left.days, right.days) and (not mine or not yours or bool(mine & yours))


def _done_to_another(denial: Unit, target: Unit) -> bool:
    """Say whether one deed is denied to have been done to one and told to have been done to another: "the *judge*", "a *guard*"."""
    mine, yours = denial.roles.done_to, target.roles.done_to
    if denial.head != target.head or not mine or not yours or mine & (yours | target.objects):
        return False
    return not any(mine & body and yours & body for body in one_body())


def _in_the_other_role(left: Roles, right: Roles) -> bool:
    """Say whether one who does it in one telling has it done to him in the other; of a denial that is enough to doubt it."""
    crossed = left.doing & right.done_to or left.done_to & right.doing
    return bool(crossed) and not left.doing & right.doing and not left.done_to & right.done_to


def _of_manner(denial: Unit, target: Unit) -> bool:
    own = _words_in(denial.text) - _words_in(target.text)
    how = {word for word in own if len(word) > SHORTEST and word.endswith("ly")}
    return bool(words("manner") & own or how - words("firmly") - words("no_manner"))
