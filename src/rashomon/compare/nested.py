"""Points that other points tell already: a statement and its clauses are told once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec import Struct

from rashomon.compare.pairs import Gauge, meets
from rashomon.compare.stances import Opposed
from rashomon.compare.units import Unit
from rashomon.spans import covered, overlap

# A point is told by another one already where both stand in stretches that are so much the same, in every report.
SAME_STRETCH = 0.7


class Draft(Struct, frozen=True):
    """A point in the making: its members, those who go against it, how sure, and the evidence."""

    members: tuple[int, ...]
    against: tuple[int, ...]
    score: float
    oppositions: tuple[Opposed, ...]


def without_nested(gauge: Gauge, drafts: Sequence[Draft]) -> list[Draft]:
    """Leave out points that other points tell already, as a statement and its clauses do."""
    units = gauge.units
    wide = [d for d in drafts if len({units[m].article for m in d.members}) > 1]
    near = _by_stretch(units, wide)
    shared = [d for d in wide if not _told_by(units, d, near)]
    told: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for unit in (units[m] for d in shared for m in d.members):
        told[unit.article] += [(s.start, s.end) for s in unit.spans]
    several = {d.members for d in wide}
    alone = [
        d for d in drafts if d.members not in several and not any(_is_told(units[m], told) for m in d.members)
    ]
    return sorted(shared + _widest(units, alone), key=lambda d: d.members)


def _by_stretch(units: Sequence[Unit], drafts: Sequence[Draft]) -> dict[str, list[tuple[int, int, Draft]]]:
    """Index points by report: where each stands there, from first to last."""
    found: dict[str, list[tuple[int, int, Draft]]] = defaultdict(list)
    for draft in drafts:
        for unit in (units[m] for m in draft.members):
            found[unit.article].append((unit.spans[0].start, unit.spans[-1].end, draft))
    return found


def _is_told(unit: Unit, told: Mapping[str, list[tuple[int, int]]]) -> bool:
    """Say whether half of a passage or more stands in points that several reports tell."""
    stretches = told.get(unit.article, [])
    length = sum(span.end - span.start for span in unit.spans)
    return 2 * sum(covered(span.start, span.end, stretches) for span in unit.spans) >= length


def _told_by(units: Sequence[Unit], draft: Draft, near: Mapping[str, list[tuple[int, int, Draft]]]) -> bool:
    reports = {units[m].article for m in draft.members}
    first = units[draft.members[0]]
    rivals = {
        other.members: other
        for start, end, other in near[first.article]
        if start < first.spans[-1].end and first.spans[0].start < end and other is not draft
    }
    for other in rivals.values():
        if not reports <= {units[m].article for m in other.members}:
            continue
        inside = all(any(_one_stretch(units[m], units[o]) for o in other.members) for m in draft.members)
        if inside and _rank(units, other) > _rank(units, draft):
            return True
    return False


def _one_stretch(left: Unit, right: Unit) -> bool:
    """Say whether two units are the same words but for a little: part of a statement is a point of its own."""
    if left.article != right.article:
        return False
    shared = sum(overlap(a, b) for a in left.spans for b in right.spans)
    longer = max(sum(s.end - s.start for s in unit.spans) for unit in (left, right))
    return shared >= SAME_STRETCH * longer


def _rank(units: Sequence[Unit], draft: Draft) -> tuple[int, int, tuple[int, ...]]:
    # oppositions first, then the point with more reports, then the earlier one
    return (
        len(draft.against),
        len({units[m].article for m in draft.members}),
        tuple(-m for m in draft.members),
    )


def _widest(units: Sequence[Unit], drafts: Sequence[Draft]) -> list[Draft]:
    """Of passages that only one report tells, keep the whole statement rather than its clauses, and first of all who denies whom."""
    order = sorted(
        drafts, key=lambda d: (not d.oppositions, units[d.members[0]].kind != "statement", d.members)
    )
    kept: list[Draft] = []
    taken: dict[str, list[Unit]] = defaultdict(list)
    for draft in order:
        mine = [units[m] for m in draft.members]
        if not any(meets(unit, other) for unit in mine for other in taken[unit.article]):
            kept.append(draft)
            for unit in mine:
                taken[unit.article].append(unit)
    return kept
