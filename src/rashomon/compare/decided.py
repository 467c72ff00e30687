"""People's decisions on statements and points, carried out beside what comparing found."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.compare.units import Unit
from rashomon.decisions import decision_link, places, touches, unplaced
from rashomon.linking import Scored
from rashomon.spans import overlap
from rashomon.types import Decision, Gap, Link, Reading, Span, Statement

OF_STATEMENTS = frozenset({"same-utterance", "denies"})
BY_PERSON = "person:"


def decided_pairs(units: Sequence[Unit], decisions: Sequence[Decision]) -> list[Scored]:
    """Turn decisions on points into pairs that surely join or never join, by the places of the units."""
    found: list[Scored] = []
    for decision in decisions:
        if decision.relation != "same-point" or decision.verdict == "unsure":
            continue
        left, right = (_meant(units, spans) for spans in (decision.left_spans, decision.right_spans))
        found += [
            Scored(f"{a:07d}", f"{b:07d}", float(decision.verdict == "yes"), veto=decision.verdict == "no")
            for a in left
            for b in right
            if a != b
        ]
    return found


def _meant(units: Sequence[Unit], spans: Sequence[Span]) -> list[int]:
    """List the units of which half or more stands in the words of a decision."""
    return [
        index
        for index, unit in enumerate(units)
        if 2 * sum(overlap(a, b) for a in unit.spans for b in spans) >= sum(len(a.text) for a in unit.spans)
    ]


def decided_links(
    readings: Sequence[Reading], decisions: Sequence[Decision]
) -> tuple[tuple[Link, ...], tuple[Gap, ...]]:
    """Write every decision as a link that names its maker; statements are found again by their words."""
    statements = [statement for reading in readings for statement in reading.statements]
    known = {reading.article.id for reading in readings}
    links: list[Link] = []
    gaps: list[Gap] = []
    for decision in decisions:
        if not places(decision.left_spans) & known or not places(decision.right_spans) & known:
            gaps.append(unplaced(decision))
            continue
        left, right = decision.left, decision.right
        if decision.relation in OF_STATEMENTS:
            left = _statement(statements, decision.left, decision.left_spans)
            right = _statement(statements, decision.right, decision.right_spans)
        if not left or not right:
            gaps.append(unplaced(decision))
        else:
            links.append(decision_link(decision, left, right))
    return tuple(links), tuple(gaps)


def _statement(statements: Sequence[Statement], known: str, spans: Sequence[Span]) -> str:
    near = [s for s in statements if s.id == known or touches(s.content, spans)]
    shared = {s.id: sum(overlap(a, b) for a in s.content for b in spans) for s in near}
    return max(near, key=lambda s: (s.id == known, shared[s.id], s.id)).id if near else ""


def standing(links: Sequence[Link]) -> list[Link]:
    """Leave out what the program found on a pair about which a person decided."""
    decided = {
        _pair(link) for link in links if link.made_by.startswith(BY_PERSON) and link.verdict != "unsure"
    }
    return [link for link in links if link.made_by.startswith(BY_PERSON) or _pair(link) not in decided]


def _pair(link: Link) -> tuple[str, str, str]:
    left, right = (link.left, link.right) if link.relation == "denies" else sorted((link.left, link.right))
    return link.relation, left, right
