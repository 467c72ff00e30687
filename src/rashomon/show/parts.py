"""Points that are parts of a longer one: the clauses of a quotation that the same reports print whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from rashomon.show.weight import Weight
from rashomon.spans import inside
from rashomon.types import Point, Span


def wholes(points: Iterable[Point]) -> dict[str, str]:
    """Map the id of each point that is a part of another to the id of the longest such other.

    A part has the status of its whole, and everything that tells it stands inside words that tell the whole.
    """
    told = tuple(points)
    covering: defaultdict[str, list[tuple[Span, Point]]] = defaultdict(list)
    for point in told:
        for span in _spans(point):
            covering[span.article].append((span, point))
    found: dict[str, str] = {}
    for point in told:
        first = next(iter(_spans(point)))
        around = {other.id: other for span, other in covering[first.article] if inside(first, span)}
        longer = [other for other in around.values() if _holds(other, point)]
        if longer:
            found[point.id] = max(longer, key=lambda other: (_length(other), other.id)).id
    return found


def parts_after_wholes(
    points: Sequence[Point], order: Callable[[Point], Weight]
) -> tuple[tuple[Point, str | None], ...]:
    """Sort points, each part behind its whole; with each part the id of its whole."""
    whole_of = wholes(points)
    by_id = {point.id: point for point in points}

    def place(point: Point) -> tuple[Weight, bool, Weight]:
        whole = by_id[whole_of.get(point.id, point.id)]
        return order(whole), whole is not point, order(point)

    return tuple((point, whole_of.get(point.id)) for point in sorted(points, key=place))


def _holds(whole: Point, part: Point) -> bool:
    if whole.id == part.id or whole.status != part.status or _length(whole) <= _length(part):
        return False
    outer = _spans(whole)
    return all(any(inside(span, other) for other in outer) for span in _spans(part))


def _spans(point: Point) -> tuple[Span, ...]:
    return tuple(span for side in point.sides for span in side.spans)


def _length(point: Point) -> int:
    return sum(span.end - span.start for span in _spans(point))
