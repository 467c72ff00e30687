"""Denials tied to the statements that they deny: inside one report and across the reports of a story.

A denial is found in its own passage (its cue, or words like "there was no such deal") and then looks for what it
denies: words alike in another mouth, what it points back at ("any such agreement"), or, where it follows a denial of
the same speaker, what that one denies. Another rendering of the denial denies the same.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from rashomon.compare.accused import answered_by, may_answer
from rashomon.compare.another import OF_HIMSELF
from rashomon.compare.cues import words
from rashomon.compare.half_claims import only_a_danger
from rashomon.compare.meant import statements_meant
from rashomon.compare.of_himself import near_of_himself
from rashomon.compare.one_side import one_side
from rashomon.compare.pairs import Gauge, likeness
from rashomon.compare.reach import find_sayings, in_reach
from rashomon.compare.same_matter import same_matter
from rashomon.compare.stances import is_open
from rashomon.compare.taking_up import of_another, takes_up
from rashomon.compare.units import Unit
from rashomon.spans import make_id
from rashomon.types import Link, Why

MADE_BY = "compare.denials/1"
# Likeness (half cosine, half rarer words shared) from which a denial and a statement tell of one thing. On the seeds'
# reports and the example the true targets lie at .54 to .86, the nearest false ones under .47.
SAME_REPORT = 0.5
# On nine clusters of public news the true ones in another report lie at .63 and .87, false ones up to .58.
OTHER_REPORT = 0.6
# A denial that points back looks over so many code points; one that follows a denial stands so near to it.
BACK = 700
NEAR = 250
# "Agreement" takes up "agree", "invasion" "invade": the first letters that both share.
STEM = 5
# Who tells that a claim is denied: "any such charge *was flatly denied*", "he *denies that*".
DENIED_TOO = re.compile(
    r"\b(?:is|are|was|were|been|being)\s+[\"“‘']?(?:\w+ly\s+)?[\"“‘']?denied\b(?!\s+(?:access|entry|bail|the right|a visa|permission))"
    r"|\bden(?:y|ies|ied|ying)\s+(?:that|having|being|doing|any|all|wrongdoing|(?:the|his|her|their|those|these)?\s*"
    r"(?:charges?|claims?|reports?|allegations?|accusations?))\b",
    re.IGNORECASE,
)
# A statement so much worse than the best target is another matter.
MARGIN = 0.08


class Denial(Struct, frozen=True):
    """One statement that denies another, by which way it was found, and how sure."""

    denial: int
    target: int
    code: str
    score: float


def find_denials(
    gauge: Gauge,
    utterances: Sequence[Link],
    pointing: frozenset[str] = frozenset(),
    accusing: frozenset[str] = frozenset(),
) -> tuple[Link, ...]:
    """Link each denial with the statements it denies; never one of its own speaker, never another denial.

    `pointing` are the denials that only point back, by their ids: their words are no likeness of what they deny. `accusing` are
    the statements that accuse.
    """
    said = [
        index
        for index, unit in enumerate(gauge.units)
        if unit.kind == "statement" and unit.statement not in pointing
    ]
    sayings = find_sayings(gauge, said)
    found: dict[int, list[Denial]] = defaultdict(list)
    for index in said:
        if _denies(gauge.units[index]):
            found[index] = (
                _targets(gauge, index, in_reach(gauge, index, sayings, OTHER_REPORT))
                or _answers(gauge, index, said)
                or _meant(gauge, index, said)
                or _of_himself(gauge, index, said, accusing)
            )
    for index in said:
        if not found.get(index) and _denies(gauge.units[index]):
            found[index] = _after_denial(gauge, index, found)
        if not found.get(index):
            found[index] = _answers(gauge, index, said)
    denials = [denial for index in sorted(found) for denial in found[index]]
    links = {link.id: link for denial in denials for link in [_link(gauge, denial)]}
    for link in _renderings(gauge, denials, utterances):
        links.setdefault(link.id, link)
    return tuple(link for _, link in sorted(links.items()))


def _denies(unit: Unit) -> bool:
    return (unit.denied and unit.standing != "doubted") or unit.denying


def _targets(gauge: Gauge, index: int, said: Sequence[int]) -> list[Denial]:
    denial = gauge.units[index]
    scored = [
        Denial(index, other, code, score)
        for other in said
        if _may_be_denied(denial, gauge.units[other])
        for code, score in (_likeness(gauge, index, other),)
        if code
    ]
    best: dict[str, float] = defaultdict(float)
    for found in scored:
        report = gauge.units[found.target].article
        best[report] = max(best[report], found.score)
    return [f for f in scored if f.score >= best[gauge.units[f.target].article] - MARGIN]


def _meant(gauge: Gauge, index: int, said: Sequence[int]) -> list[Denial]:
    """Find what a denial means that shares few words with it."""
    return [
        Denial(index, place, "denies-what-this-means", score)
        for place, score in statements_meant(gauge, index, said)
        if _may_be_denied(gauge.units[index], gauge.units[place])
    ]


def _of_himself(gauge: Gauge, index: int, said: Sequence[int], accusing: frozenset[str]) -> list[Denial]:
    """Find the claims about who denies that are near to what he denies, and in each report the nearest only."""
    near: dict[str, Denial] = {}
    # few statements accuse, and all others are passed over before anything is compared
    for place in (place for place in said if gauge.units[place].statement in accusing):
        found = Denial(index, place, OF_HIMSELF, near_of_himself(gauge, index, place))
        report = gauge.units[place].article
        best = near[report].score if report in near else 0.0
        if found.score > best and _may_be_denied(gauge.units[index], gauge.units[place]):
            near[report] = found
    return [near[report] for report in sorted(near)]


def _answers(gauge: Gauge, index: int, said: Sequence[int]) -> list[Denial]:
    """Find the accusations that a statement answers, by any of its clauses: "it was cheap, and there was *no bribery*"."""
    own = [p for p in _beside(gauge.units, index) if gauge.units[p].statement == gauge.units[index].statement]
    best: dict[str | None, float] = {}
    for place in own:
        for other in answered_by(gauge, place):
            near = min(1.0, round(float(gauge.passages[place] @ gauge.passages[other]), 6))
            key = gauge.units[other].statement
            best[key] = max(near, best.get(key, 0.0))
    return [
        Denial(index, place, "denies-this-deed", best[gauge.units[place].statement])
        for place in said
        if gauge.units[place].statement in best
    ]


def _may_be_denied(denial: Unit, target: Unit) -> bool:
    """Say whether one statement can be what another denies: another mouth, told and not denied or turned itself."""
    if _denies(target) or target.turned or None in {denial.speaker, target.speaker}:
        return False
    if one_side(denial, target) or _tells_of_a_denial(target):
        return False
    if not denial.verbal and (not may_answer(denial, target) or of_another(denial, target)):
        return False
    return not (is_open(target) or only_a_danger(target, denial)) and same_matter(denial, target)


def _tells_of_a_denial(target: Unit) -> bool:
    """Say whether what is told is itself that it was denied: "any such charge was *denied* by the firm"."""
    return DENIED_TOO.search(target.text) is not None


def _likeness(gauge: Gauge, index: int, other: int) -> tuple[str, float]:
    denial, target = gauge.units[index], gauge.units[other]
    index = _negated_part(gauge, index)
    pair = likeness(gauge, index, other)
    score = round(0.5 * pair.cosine + 0.5 * pair.containment, 6)
    near = denial.article == target.article
    said = gauge.units[index].lemmas - words("reported_things")
    shared = (said & target.lemmas) - denial.names - target.names
    # "denied allegations of fraud" does not say which: any word of fraud would be like it
    enough = len(said) > 1 or len(said) == len(gauge.units[index].lemmas)
    # one word in common may be anything, but for the deed itself: "nothing given up before the *meeting*", "the *meeting* was short"
    enough &= len(shared) > 1 or bool(_stems(shared) & _stems([gauge.units[index].head]))
    if shared and enough and score >= (SAME_REPORT if near else OTHER_REPORT):
        return "denies-these-words", score
    return ("points-back", SAME_REPORT) if near and _points_back(denial, target) else ("", 0.0)


def _negated_part(gauge: Gauge, index: int) -> int:
    """Return the place of what a denial without a verb of denying says is not so: one clause of it, where there is one only.

    "There was no second driver. The first was caught." denies the one and tells the other.
    """
    denial = gauge.units[index]
    if denial.denied:
        return index
    parts = [
        place
        for place in _beside(gauge.units, index)
        if place != index and gauge.units[place].statement == denial.statement and gauge.units[place].turned
    ]
    return parts[0] if len(parts) == 1 else index


def _beside(units: Sequence[Unit], index: int) -> Iterator[int]:
    """List the places from where a statement begins to where it ends; units stand in the order of reports and text."""
    article, start, end = units[index].article, units[index].spans[0].start, units[index].spans[-1].end
    place = index
    while place > 0 and (units[place - 1].article, units[place - 1].spans[0].start) >= (article, start):
        place -= 1
    while place < len(units) and (units[place].article, units[place].spans[0].start) < (article, end):
        yield place
        place += 1


def _points_back(denial: Unit, target: Unit) -> bool:
    """Say whether a denial takes up with a pointing word ("any such deal") a noun of what was said before it."""
    if not 0 <= denial.spans[0].start - target.spans[-1].end <= BACK:
        return False
    return takes_up(denial, target) and may_answer(denial, target)


def _after_denial(gauge: Gauge, index: int, found: dict[int, list[Denial]]) -> list[Denial]:
    """Let a denial that follows one of the same speaker, on the same matter, deny what that one denies."""
    unit = gauge.units[index]
    for before in sorted(found, reverse=True):
        other = gauge.units[before]
        if not found[before] or other.article != unit.article or not other.mouths & unit.mouths:
            continue
        gap = max(unit.spans[0].start - other.spans[-1].end, other.spans[0].start - unit.spans[-1].end)
        if gap <= NEAR and _stems(unit.lemmas) & _stems(other.lemmas):
            return [Denial(index, f.target, "goes-on-denying", f.score) for f in found[before]]
    return []


def _stems(lemmas: Iterable[str]) -> set[str]:
    return {lemma[:STEM] for lemma in lemmas if len(lemma) >= STEM}


def _link(gauge: Gauge, found: Denial) -> Link:
    denial, target = gauge.units[found.denial], gauge.units[found.target]
    return _made(denial, target, found.score, found.code)


def _made(denial: Unit, target: Unit, score: float, code: str) -> Link:
    return Link(
        id=make_id("l", "denies", denial.statement, target.statement),
        relation="denies",
        left=denial.statement or "",
        right=target.statement or "",
        verdict="yes",
        score=round(min(1.0, score), 4),
        made_by=MADE_BY,
        why=Why(code, (*denial.spans, *target.spans)),
    )


def _renderings(gauge: Gauge, denials: Sequence[Denial], utterances: Sequence[Link]) -> list[Link]:
    """Let other renderings of a denial deny the same, as far as they are no rendering of the target."""
    units = {u.statement: u for u in gauge.units if u.kind == "statement"}
    same: dict[str, set[str]] = defaultdict(set)
    for link in utterances:
        if link.verdict == "yes":
            same[link.left].add(link.right)
            same[link.right].add(link.left)
    found: list[Link] = []
    for denial in denials:
        told, target = gauge.units[denial.denial].statement or "", gauge.units[denial.target]
        for other in sorted(same[told] - {target.statement} - same[target.statement or ""]):
            unit = units.get(other)
            if unit is not None and not one_side(unit, target):
                found.append(_made(unit, target, denial.score, "renders-a-denial"))
    return found
