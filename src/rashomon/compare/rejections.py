"""Who rejects what was told just before without saying it anew: "an aide later played down the report".

What is rejected is the nearest telling before that calls itself so ("the Herald reported", "a report that", "she claimed");
where none does, the nearest statement.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from rashomon.compare.cues import words
from rashomon.compare.one_side import one_side
from rashomon.compare.stances import NEARBY, Opposed, Opposition, holds_open
from rashomon.compare.units import Unit

# Sure of its target for being near, not for its words.
REJECTED = 0.6
# Units looked back over for it: the clauses of some five sentences.
WINDOW = 30
# "They seized a ship" claims something too; what has no subject at all ("a second term") does not.
SUBJECT_PRONOUN = re.compile(r"\b(?:I|he|she|it|we|you|they)\b", re.IGNORECASE)
WORD = re.compile(r"[\w'’-]+")
# "Will deny the report", "neither confirmed nor denied it"; what somebody denied long ago answers nothing said now.
UNMADE = re.compile(r"\b(?:will|would|may|might|could|can|should|must|nor)(?:\s+\w+ly)?\s*$", re.IGNORECASE)
LONG_AGO = re.compile(r"\b(?:(?:years|decades) (?:ago|earlier)|in (?:1[89]|20)\d\d)\b", re.IGNORECASE)
# What should be, or is asked, is no claim.
WANTED = re.compile(r"\b(?:should|must|ought|whether)\b", re.IGNORECASE)
# Not everything that is said is one of these.
NEED_NAMING = ("charge", "accus", "alleg", "rumo", "specul")


def find_rejections(units: Sequence[Unit]) -> list[Opposed]:
    """Tie passages that reject a report, a claim, a suggestion to what they reject; units in order of report and text."""
    found: list[Opposed] = []
    for place, unit in enumerate(units):
        rejecting = _rejects(unit)
        if rejecting is None:
            continue
        target = _target(units, place, rejecting.group("thing"))
        rule: Opposition = "denies" if rejecting.group("verb") in words("deny") else "rejects"
        found += [Opposed(place, target, rule, REJECTED)] if target is not None else []
    return found


def _rejects(unit: Unit) -> re.Match[str] | None:
    """Find the words by which a passage rejects what is reported, None where it does not."""
    if unit.turned or holds_open(unit) or LONG_AGO.search(unit.whole):
        return None
    for span in unit.spans:
        match = _rejecting().search(span.text.lower())
        head, _, rest = unit.whole.partition(span.text)
        if match is None or UNMADE.search(head + span.text[: match.start()]):
            continue
        if not _says_which(span.text[match.end() :] + rest):
            return match
    return None


def _says_which(after: str) -> bool:
    """Say whether what is rejected is named itself ("the report *that*"), or rejected for something else than being untrue ("*as* too long")."""
    following = after.lower().strip(" \n,").split()
    if following[:1] == ["as"]:
        return words("untrue_words").isdisjoint(WORD.findall(" ".join(following[1:5])))
    return following[:1] in (["that"], ["of"])


@cache
def _rejecting() -> re.Pattern[str]:
    verbs, which, things = (
        "|".join(re.escape(word) for word in sorted(words(name)))
        for name in ("rejecting", "definite", "reported_things")
    )
    # "flatly denied the newspaper's report"; no farther apart, or it is something else that is rejected
    return re.compile(rf"\b(?P<verb>{verbs})\s+(?:{which})\s+(?:[\w'’-]+\s+){{0,2}}(?P<thing>{things})\b")


def _target(units: Sequence[Unit], place: int, thing: str) -> int | None:
    """Find what a passage rejects: in the nearest sentence before it that speaks of such a thing, else the nearest statement."""
    unit = units[place]
    before = [
        index
        for index in range(place - 1, max(-1, place - 1 - WINDOW), -1)
        if units[index].article == unit.article
        and units[index].whole != unit.whole
        and 0 <= unit.spans[0].start - units[index].spans[-1].end <= NEARBY
    ]
    naming = next((units[index].whole for index in before if _names(units[index].whole, thing)), None)
    if naming is None and thing.startswith(NEED_NAMING):
        return None
    if naming is None:
        return next((index for index in before if _rejectable(units[index], unit)), None)
    told = [index for index in before if units[index].whole == naming]
    claimed = [index for index in told if _is_content(units[index], thing)]
    # "refused to confirm the report, saying that": what is said there is not the report
    refused = not words("turning").isdisjoint(_lemmas(naming))
    # where that sentence tells nothing that could be meant, it is what was claimed last, after it
    later = [index for index in before if told and index > max(told)]
    stated = [] if refused else [index for index in (*told, *later) if _rejectable(units[index], unit)]
    return next(iter([*claimed, *stated]), None)


def _rejectable(target: Unit, unit: Unit) -> bool:
    """Say whether a passage is a statement that claims something, of somebody else."""
    if target.kind != "statement" or target.turned or target.denying or WANTED.search(target.spans[0].text):
        return False
    if not target.subjects and not SUBJECT_PRONOUN.search(target.spans[0].text):
        return False
    return unit.speaker is None or not one_side(unit, target)


def _is_content(target: Unit, thing: str) -> bool:
    """Say whether a passage is what such a thing says in its own sentence: "a report that ships had left"."""
    before = target.whole.partition(target.spans[0].text)[0].lower().split()
    stems = stems_of(thing)
    return (
        bool(target.subjects)
        and before[-1:] == ["that"]
        and before[-2:-1] != []
        and before[-2].startswith(stems)
    )


def _names(sentence: str, thing: str) -> bool:
    return any(word.startswith(stems_of(thing)) for word in WORD.findall(sentence.lower()))


@cache
def stems_of(thing: str) -> tuple[str, ...]:
    """List the beginnings of words by which a telling shows that it is such a thing."""
    return tuple(
        stem
        for entry in sorted(words("telling_of"))
        for first, *stems in (entry.split(),)
        if thing.startswith(first)
        for stem in stems
    )


def _lemmas(sentence: str) -> frozenset[str]:
    """Cut the endings of the past off, roughly: "refused" for "refuse", "declined" for "decline"."""
    found = WORD.findall(sentence.lower())
    return frozenset({*found, *(w.removesuffix("d") for w in found), *(w.removesuffix("ed") for w in found)})
