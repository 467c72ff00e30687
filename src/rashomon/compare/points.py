"""Units into points: which passages of a story tell the same claim, and how each report stands to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations

from rashomon.compare.camps import each_of_them, set_camps
from rashomon.compare.cues import words
from rashomon.compare.decided import decided_pairs
from rashomon.compare.frames import Roles
from rashomon.compare.gathered import gathered
from rashomon.compare.half_claims import one_is_condition, opposite_deeds
from rashomon.compare.nested import Draft, without_nested
from rashomon.compare.oppositions import find_oppositions
from rashomon.compare.pairs import Gauge, Likeness, Pairing, candidates, likeness, meets, same_point
from rashomon.compare.pointing import pointed_units
from rashomon.compare.stances import Opposed, counts_clash, differ
from rashomon.compare.sureness import SLIGHT, sureness
from rashomon.compare.units import Unit
from rashomon.linking import Scored
from rashomon.ports import Judge
from rashomon.types import Dossier

# Two passages of two reports tell one point from here on. Best F1 on ECB+ with topics left out lies at .22 to .32 (.58),
# but there twin happenings are half of all pairs, and grouping has parted those before. All three stories with a gold
# find more points the lower it is: at .2 and .15 .56 and .64 / .60 and .62 / .88 and .88, purity .98, .97 / .94, .88 /
# 1.0, .98 (at .3, before other changes: .53, .56, .75). Swept again with the fitted standing: .17 is best on two of three.
SAME = 0.17
# Within one report almost everything is about the same thing, so more is asked there.
SAME_REPORT = 0.6
# A clause without a subject of its own ("to split the land") says too little to be joined on as little.
# It only names something in a passage of which it is less than this part.
SAME_FRAGMENT = 0.45
PART = 0.33
# Where both share several words it is told there ("assaulting a guard"), and so is what a noun needs ("plans *to split*").
# On ten annotated stories .730 of the points are found at that, .728 at .45; purity .970 for .969, wordings .612 for .604.
# Of 45 more ties read by eye some 28 are right: a point that holds by such a tie alone is marked as unsure.
SAME_PART = 0.25
# Of its own length such a clause is asked more where one word is all that both share ("registered in other countries",
# "shipped to the southern country"). Asking .25 of all such clauses parts a third of the false joins of eleven public
# clusters read by eye, but loses wordings of a gold story (.690 for .696), for a wording is found in a point.
SAME_WORD = 0.35
FEWEST_SHARED = 2
# One deed done to two different named ones is one point only where all the rest is told alike.
OTHER_OBJECT = 0.6
# A judge is asked about so many pairs of a story at most, the closest calls first.
MOST_JUDGED = 400


def score_pairs(gauge: Gauge, judge: Judge | None = None) -> list[Pairing]:
    """Score all pairs of a story that are near enough to be worth it, by places in the gauge."""
    found = [
        Pairing(a, b, pair, same_point(pair))
        for a, b in candidates(gauge)
        for pair in (likeness(gauge, a, b),)
    ]
    return found if judge is None else _judged(gauge, found, judge)


def _judged(gauge: Gauge, pairs: list[Pairing], judge: Judge) -> list[Pairing]:
    """Let a judge speak on the closest calls; it moves the score of a pair, it never makes a contradiction."""
    close = sorted(pairs, key=lambda p: (abs(p.score - SAME), p.left, p.right))[:MOST_JUDGED]
    # a judge sees the words as they stand, for its reasons must be found in them again
    texts = [(_as_told(gauge.units[p.left]), _as_told(gauge.units[p.right])) for p in close]
    answers = zip(close, judge.judge(texts), strict=True)
    said = {(p.left, p.right): v for p, v in answers if not v.failed}
    moved: list[Pairing] = []
    for pair in pairs:
        verdict = said.get((pair.left, pair.right))
        known = pair.score if verdict is None else (pair.score + max(verdict.same, verdict.against)) / 2
        moved.append(Pairing(pair.left, pair.right, pair.likeness, round(known, 6)))
    return moved


def _as_told(unit: Unit) -> str:
    return " ".join(span.text for span in unit.spans)


def draft_points(dossier: Dossier, gauge: Gauge, pairs: Sequence[Pairing]) -> tuple[Draft, ...]:
    """Join units into points; units that nobody joins are points by themselves."""
    apart = _dates(dossier)
    pointed = pointed_units(gauge.units, dossier)
    oppositions = find_oppositions(gauge, pairs, pointed)
    opposed = {(min(o.against, o.target), max(o.against, o.target)): o.score for o in oppositions}
    scored = [s for pair in pairs if (s := _scored(gauge, pair, opposed, apart)) is not None]
    scored += _overlaps(gauge.units)
    decided = decided_pairs(gauge.units, dossier.decisions)
    report = {_name(index): unit.article for index, unit in enumerate(gauge.units)}
    within = [one for one in scored if not one.veto and report[one.left] == report[one.right]]
    across = [one for one in scored if one.veto or report[one.left] != report[one.right]]
    groups = gathered(report, [*across, *decided], within, SAME)
    ties = {(pair.left, pair.right): pair.score for pair in pairs}
    ties |= {_places(one): one.score for one in decided if not one.veto}
    camps = set_camps(
        [[int(n) for n in group] for group in groups],
        oppositions,
        _vetoes([*scored, *decided]),
        gauge.units,
    )
    of_against: dict[int, list[Opposed]] = defaultdict(list)
    for opposition in (*oppositions, *each_of_them(camps, pointed, gauge.units)):
        of_against[opposition.against].append(opposition)
    drafts = [d for pros, cons in camps for d in _drafts(gauge, pros, cons, ties, of_against)]
    kept = {_places(one) for one in decided if not one.veto}
    return tuple(without_nested(gauge, [part for d in drafts for part in _by_claim(gauge, d, kept)]))


def _by_claim(gauge: Gauge, draft: Draft, kept: AbstractSet[tuple[int, int]]) -> list[Draft]:
    """Part a point whose reports only touch: each names what the other is about, or who, and claims something else of it.

    Two reports of one meeting agree that it was held, not on what each says of it. What an editor joined stays joined.
    """
    reports: dict[str, list[int]] = defaultdict(list)
    for member in draft.members:
        reports[gauge.units[member].article].append(member)
    joined = any(pair in kept for pair in combinations(sorted(draft.members), 2))
    if len(reports) == 1 or draft.oppositions or draft.score != SLIGHT or joined:
        return [draft]
    return [_draft(gauge, tuple(members), (), {}, ()) for members in reports.values()]


def _vetoes(scored: Sequence[Scored]) -> frozenset[tuple[int, int]]:
    return frozenset((int(s.left), int(s.right)) for s in scored if s.veto)


def _name(index: int) -> str:
    return f"{index:07d}"


def _places(scored: Scored) -> tuple[int, int]:
    left, right = int(scored.left), int(scored.right)
    return min(left, right), max(left, right)


def _scored(
    gauge: Gauge,
    pair: Pairing,
    opposed: dict[tuple[int, int], float],
    apart: dict[str, tuple[str, str]],
) -> Scored | None:
    left, right = gauge.units[pair.left], gauge.units[pair.right]
    if _two_events(left, right, apart):
        return Scored(_name(pair.left), _name(pair.right), 0.0, veto=True)
    if left.parts or right.parts:
        # several things told at once: each sentence of it speaks for itself
        return None
    least = least_likeness(left, right, pair.likeness)
    if (pair.left, pair.right) in opposed or differ(left, right) or pair.score < least:
        return None
    if told_otherwise(left, right):
        return None
    return Scored(_name(pair.left), _name(pair.right), pair.score)


def told_otherwise(left: Unit, right: Unit) -> bool:
    """Say whether one passage only aims at, asks about or supposes what the other tells as done, or counts it otherwise.

    They are not one claim, and neither is silent about it.
    """
    if _opens_with_undone(left) != _opens_with_undone(right):
        return True
    if (left.standing == "open") != (right.standing == "open") or {left.mood, right.mood} == {
        "done",
        "aimed",
    }:
        return True
    if left.article != right.article and counts_clash(left.counts, right.counts):
        # "nine died" and "the blast left twelve dead" do not agree, whichever deed each of them counts
        return True
    if left.head == right.head and (
        _turned_about(left.roles, right.roles) or _other_people(left.roles, right.roles)
    ):
        return left.head not in words("mutual")
    if opposite_deeds(left, right) or one_is_condition(left, right):
        return True
    return _only_supposed(left, right) or _only_supposed(right, left)


def _opens_with_undone(unit: Unit) -> bool:
    """Say whether a passage opens with what was not done: "*instead of* selling the mill, they burned it"."""
    return unit.text.lower().startswith("instead of ")


def _turned_about(left: Roles, right: Roles) -> bool:
    """Say whether who does it in one telling has it done to him in the other: "Keller beat Brandt", "Brandt beat Keller"."""
    crossed = left.doing & right.done_to and left.done_to & right.doing
    return bool(crossed) and not left.doing & right.doing and not left.done_to & right.done_to


def _other_people(left: Roles, right: Roles) -> bool:
    """Say whether two people of no name in common do it, or have it done to them."""
    doing = left.people_doing and right.people_doing and not left.people_doing & right.people_doing
    done = left.people_done_to and right.people_done_to and not left.people_done_to & right.people_done_to
    return bool(doing or done)


def _only_supposed(told: Unit, other: Unit) -> bool:
    return told.head in other.untold and told.mood != "aimed" and told.standing is None


def least_likeness(left: Unit, right: Unit, pair: Likeness) -> float:
    """Say how alike two passages must be to tell one point (0 to 1): more where one of them says little by itself."""
    if left.article == right.article:
        return SAME_REPORT
    if _other_object(left, right):
        return OTHER_OBJECT
    if left.completing or right.completing:
        return SAME_PART
    if not any(unit.kind == "clause" and not unit.subjects for unit in (left, right)):
        return SAME
    of_one_word = len(left.lemmas & right.lemmas) < FEWEST_SHARED
    if pair.length < PART:
        return SAME_FRAGMENT if of_one_word else SAME_PART
    return SAME_WORD if of_one_word else SAME


def _other_object(left: Unit, right: Unit) -> bool:
    """Say whether one deed is done to two different named ones: "met the queen of Orra", "met the mayor of Lund"."""
    mine, yours = left.objects & left.names, right.objects & right.names
    return left.head == right.head and bool(mine) and bool(yours) and not mine & yours


def _dates(dossier: Dossier) -> dict[str, tuple[str, str]]:
    exact = {"day", "minute", "month"}
    return {e.id: (e.when.start, e.when.end) for e in dossier.events if e.when and e.when.precision in exact}


def _two_events(left: Unit, right: Unit, dates: dict[str, tuple[str, str]]) -> bool:
    """Say whether two passages tell of happenings on days that do not meet: look-alikes, kept apart."""
    mine = {event for event in left.events if event in dates}
    yours = {event for event in right.events if event in dates}
    if not mine or not yours or mine & yours:
        return False
    return all(dates[a][1] < dates[b][0] or dates[b][1] < dates[a][0] for a in mine for b in yours)


def _overlaps(units: Sequence[Unit]) -> list[Scored]:
    """Keep a statement and its own clauses out of one point: they are told once."""
    found: list[Scored] = []
    for a, unit in enumerate(units):
        for b in range(a + 1, len(units)):
            if units[b].article != unit.article or units[b].spans[0].start >= unit.spans[-1].end:
                break
            if meets(unit, units[b]):
                found.append(Scored(_name(a), _name(b), 0.0, veto=True))
    return found


def _drafts(
    gauge: Gauge,
    group: Sequence[int],
    joined: Sequence[int],
    ties: Mapping[tuple[int, int], float],
    oppositions: Mapping[int, Sequence[Opposed]],
) -> list[Draft]:
    """Split a group into those for and those against; who is turned round without evidence stands alone."""
    members = {*group, *joined}
    inner = [o for m in sorted(members) for o in oppositions.get(m, ()) if o.target in members]
    cons = {*(o.against for o in inner), *(joined if inner else ())}
    pros = members - cons
    stray = {a for a in pros if inner and any(differ(gauge.units[a], gauge.units[o.target]) for o in inner)}
    kept = tuple(sorted(members - stray))
    drafts = [_draft(gauge, kept, tuple(sorted(cons)), ties, inner)] if kept else []
    return drafts + [_draft(gauge, (index,), (), ties, ()) for index in sorted(stray)]


def _draft(
    gauge: Gauge,
    members: tuple[int, ...],
    against: tuple[int, ...],
    ties: Mapping[tuple[int, int], float],
    inner: Sequence[Opposed],
) -> Draft:
    found = tuple(sorted(inner, key=lambda o: (-o.score, o.against, o.target)))
    return Draft(members, against, sureness(gauge, members, ties), found)
