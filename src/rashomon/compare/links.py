"""The links between statements that a point holds: who tells one claim, and who goes against whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rashomon.compare.nested import Draft
from rashomon.compare.one_side import one_side, two_mouths
from rashomon.compare.pairs import Gauge, Pairing
from rashomon.compare.stances import REASONS, Opposed
from rashomon.compare.units import Unit
from rashomon.spans import make_id
from rashomon.types import Link, Why

MADE_BY = "compare.points/1"
# Of a statement a clause of less than this part is one of many things that it says.
PART = 0.25


def point_links(drafts: Sequence[Draft], measure: Gauge, pairs: Sequence[Pairing]) -> list[Link]:
    """Link statements that tell one point, and those of which one goes against the other."""
    long = {unit.statement: _letters(unit) for unit in measure.units if unit.kind == "statement"}
    table = {(pair.left, pair.right): pair.score for pair in pairs}
    found: dict[str, Link] = {}
    for draft in drafts:
        for a in draft.members:
            for b in draft.members:
                if (a, b) in table and not {a, b} & set(draft.against):
                    _keep(found, measure.units[a], measure.units[b], table[a, b])
        for opposition in draft.oppositions:
            _keep_opposed(found, measure, opposition, long)
    return list(found.values())


def _keep(found: dict[str, Link], left: Unit, right: Unit, score: float) -> None:
    if not left.statement or not right.statement or left.statement == right.statement:
        return
    first, second = sorted((left.statement, right.statement))
    made = make_id("l", "same-point", first, second)
    why = Why("same-claim", (*left.spans, *right.spans))
    known = found.get(made)
    if known is None or known.score < score:
        found[made] = Link(made, "same-point", first, second, "yes", score, MADE_BY, why)


def _letters(unit: Unit) -> int:
    return sum(span.end - span.start for span in unit.spans)


def _gainsays(against: Unit, target: Unit, opposition: Opposed, long: Mapping[str | None, int]) -> bool:
    """Say whether one source says that what another says is not so: "the gates were not opened in time".

    A clause of many, in what either says, makes no denial of the whole.
    """
    if any(_letters(unit) < PART * long.get(unit.statement, 0) for unit in (against, target)):
        return False
    return opposition.rule == "negates" and against.turned and two_mouths(against, target)


def _keep_opposed(
    found: dict[str, Link], measure: Gauge, opposition: Opposed, long: Mapping[str | None, int]
) -> None:
    against, target = measure.units[opposition.against], measure.units[opposition.target]
    if not against.statement or not target.statement or against.statement == target.statement:
        return
    if None not in {against.speaker, target.speaker} and one_side(against, target):
        # nobody denies his own words: two reports tell otherwise what he said
        return
    relation = (
        "denies" if opposition.rule == "denies" or _gainsays(against, target, opposition, long) else "opposes"
    )
    made = make_id("l", relation, against.statement, target.statement)
    why = Why(REASONS[opposition.rule], (*against.spans, *target.spans))
    score = opposition.score
    found[made] = Link(made, relation, against.statement, target.statement, "yes", score, MADE_BY, why)
