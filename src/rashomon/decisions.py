"""People's decisions: kept beside the program's own, one JSON object a line, never edited.

A later line of the same maker on the same two items takes the place of an earlier one; where two makers decide
differently, neither counts, and a gap says so.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from rashomon.spans import make_id, overlap
from rashomon.types import Decision, Gap, Link, RecordData, Relation, Span, Verdict, Why

# Which items a decision may be about, by relation; the first relation of a kind is meant where none is named.
RELATIONS: dict[str, tuple[Relation, ...]] = {
    "statement": ("same-utterance", "denies", "same-point"),
    "point": ("same-point",),
    "speaker": ("same-speaker",),
    "article": ("same-story",),
    "story": ("same-story",),
}
DIRECTED = frozenset({"denies"})


class DecisionError(Exception):
    """A decision cannot be made or read: says which id, line or relation is at fault."""


def decide(
    record: RecordData,
    pair: tuple[str, str],
    verdict: Verdict,
    maker: str,
    relation: Relation | None = None,
) -> Decision:
    """Put a person's verdict on two items of a record into words that can be found again.

    Raises:
        DecisionError: where an id is unknown, both are one, or the relation is not for items of this kind.
    """
    items = _items(record)
    left, right = pair
    for item in pair:
        if item not in items:
            raise DecisionError(f"{item}: no statement, point, speaker, article or story of this record")
    kind, spans = items[left]
    other, more = items[right]
    named = relation or RELATIONS[kind][0]
    if left == right or not maker.strip():
        raise DecisionError("a decision needs two items and the name of its maker")
    if named not in RELATIONS[kind] or named not in RELATIONS[other]:
        raise DecisionError(f"{named} is no relation of a {kind} and a {other}")
    return Decision(named, left, right, spans, more, verdict, maker.strip())


def _items(record: RecordData) -> dict[str, tuple[str, tuple[Span, ...]]]:
    """List what can be decided about: the kind and the words of each id."""
    found = {
        article.id: ("article", (Span(article.id, 0, 1, article.text[0]),))
        for article in record.articles
        if article.text
    }
    found |= {s.id: ("speaker", (s.name, *s.mentions)) for s in record.speakers}
    found |= {s.id: ("statement", s.content) for s in record.statements}
    for story in record.stories:
        firsts = tuple(span for article in story.articles for span in found[article][1])
        found[story.id] = ("story", firsts)
        for point in story.points:
            found[point.id] = ("point", tuple(span for side in point.sides for span in side.spans))
    return found


def append_decision(path: Path, decision: Decision) -> None:
    """Add a line to a file of decisions; it is on the disk when this returns.

    Raises:
        OSError: where the file cannot be written.
    """
    with path.open("ab") as file:
        file.write(msgspec.json.encode(decision) + b"\n")
        file.flush()
        os.fsync(file.fileno())


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """Read a file of decisions in the order of its lines; blank lines are passed over.

    Raises:
        DecisionError: names the line that is no decision.
        OSError: where the file cannot be read.
    """
    found: list[Decision] = []
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        if not line.strip():
            continue
        try:
            found.append(msgspec.json.decode(line, type=Decision))
        except (msgspec.DecodeError, ValueError) as error:
            raise DecisionError(f"{path.name}, line {number}: {error}") from error
    return tuple(found)


def settle(decisions: Iterable[Decision]) -> tuple[tuple[Decision, ...], tuple[Gap, ...]]:
    """Keep the last word of each maker on each pair; where makers disagree, keep none and say so."""
    last: dict[tuple[object, ...], dict[str, Decision]] = {}
    for decision in decisions:
        last.setdefault(_pair(decision), {})[decision.maker] = decision
    kept: list[Decision] = []
    gaps: list[Gap] = []
    for makers in last.values():
        told = [makers[maker] for maker in sorted(makers)]
        if len({decision.verdict for decision in told}) > 1:
            gaps.append(Gap(None, None, _name(told[0]), "makers-disagree:" + ",".join(sorted(makers))))
        else:
            kept += told
    return tuple(sorted(kept, key=_order)), tuple(gaps)


def _pair(decision: Decision) -> tuple[object, ...]:
    sides = [decision.left_spans, decision.right_spans]
    return (decision.relation, *(sides if decision.relation in DIRECTED else sorted(sides)))


def _order(decision: Decision) -> tuple[object, ...]:
    return (decision.relation, decision.left_spans, decision.right_spans, decision.maker)


def _name(decision: Decision) -> str:
    return f"decision {decision.relation} {decision.left} {decision.right}"


def touches(spans: Sequence[Span], others: Sequence[Span]) -> bool:
    """Say whether some words stand in both.

    >>> touches([Span("a", 0, 4, "Rain")], [Span("a", 2, 9, "in fell")]), touches([Span("a", 0, 4, "Rain")], [])
    (True, False)
    """
    return any(overlap(a, b) for a in spans for b in others)


def places(spans: Sequence[Span]) -> set[str]:
    """List the articles that some words stand in."""
    return {span.article for span in spans}


def decision_link(decision: Decision, left: str, right: str) -> Link:
    """Write a decision as a link that names its maker."""
    return Link(
        id=make_id("l", decision.relation, left, right, decision.maker),
        relation=decision.relation,
        left=left,
        right=right,
        verdict=decision.verdict,
        score=1.0,
        made_by=f"person:{decision.maker}",
        why=Why("decided-by-a-person", (*decision.left_spans[:1], *decision.right_spans[:1])),
    )


def unplaced(decision: Decision) -> Gap:
    """Say that the words of a decision stand in no report of this record."""
    return Gap(None, None, _name(decision), "its-words-stand-in-no-report")
