"""How many independent witnesses a story has: reports that share wire text are one origin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from rashomon.spans import covered, make_id, overlap
from rashomon.types import Origin, Passage, Reading, Side, Span, Why

# Part of the shorter report that must be copied for the two to be one witness; a shared sentence or two in otherwise
# different reports leaves two.
WIRE_SHARE = 0.5
# With the same agency credited for the whole of both reports, less will do: both cut the same dispatch.
CREDITED_SHARE = 0.25
# A side rests on a copied passage if that much of its words lie in it.
RESTS = 0.5


def find_origins(readings: Sequence[Reading], copies: Sequence[Passage]) -> tuple[Origin, ...]:
    """Group the reports of one story by origin: every report stands in exactly one.

    Each origin lists the passages that its reports share with others, also those shared with reports of other
    origins; the spans of one passage in several reports are brought together.
    """
    reports = {reading.article.id: reading for reading in readings}
    inside = [copy for copy in copies if all(span.article in reports for span in copy.spans)]
    linked = [pair for pair in _copied_spans(inside).items() if _is_wire(reports, *pair)]
    groups = _components(reports, [pair for pair, _ in linked])
    passages = merge_passages(inside)
    return tuple(sorted((_origin(group, passages) for group in groups), key=lambda origin: origin.articles))


def wire_groups(
    readings: Sequence[Reading], copies: Sequence[Passage], *, share: float
) -> list[tuple[str, ...]]:
    """Group reports of which at least `share` of the shorter one is copied from the other; single ones included."""
    reports = {reading.article.id: reading for reading in readings}
    inside = [copy for copy in copies if all(span.article in reports for span in copy.spans)]
    links = [
        pair for pair, spans in _copied_spans(inside).items() if _largest_share(reports, pair, spans) >= share
    ]
    return _components(reports, links)


def origins_of_point(sides: Sequence[Side], origins: Sequence[Origin], copies: Sequence[Passage]) -> int:
    """Count the independent tellers among the sides of a point.

    Reports of one origin count once; so do reports whose words on this very point are a copied passage, even where
    the rest of them is their own.
    """
    tellers = {side.article for side in sides}
    links = [pair for origin in origins for pair in pairwise(origin.articles)]
    for copy in copies:
        if copy.kind == "copy":
            links += pairwise(sorted({side.article for side in sides if _rests(side, copy)}))
    everyone = tellers | {article for pair in links for article in pair}
    return sum(bool(tellers.intersection(group)) for group in _components(everyone, links))


def merge_passages(copies: Iterable[Passage]) -> tuple[Passage, ...]:
    """Bring the spans of one passage together: two pairs are one where they overlap by half in a report.

    The merged passage has one span a report, the longest; it is a copy if one of the pairs is.
    """
    pairs = sorted(copies, key=lambda copy: (copy.spans, copy.kind))
    links: list[tuple[int, int]] = []
    by_article: dict[str, list[tuple[Span, int]]] = defaultdict(list)
    for number, copy in enumerate(pairs):
        for span in copy.spans:
            by_article[span.article].append((span, number))
    for held in by_article.values():
        ordered = sorted(held)
        links += [
            (a, b) for (one, a), (other, b) in pairwise(ordered) if _alike(one, other, pairs[a], pairs[b])
        ]
    return tuple(
        sorted(
            (_merged([pairs[n] for n in group]) for group in _components(range(len(pairs)), links)),
            key=lambda passage: (passage.spans, passage.kind),
        )
    )


def _alike(one: Span, other: Span, left: Passage, right: Passage) -> bool:
    shorter = min(one.end - one.start, other.end - other.start)
    return left.kind == right.kind and 2 * overlap(one, other) >= shorter


def _merged(group: Sequence[Passage]) -> Passage:
    best: dict[str, Span] = {}
    for span in sorted(span for copy in group for span in copy.spans):
        held = best.get(span.article)
        if held is None or span.end - span.start > held.end - held.start:
            best[span.article] = span
    kind = "copy" if any(copy.kind == "copy" for copy in group) else "shared-quote"
    return Passage(tuple(best[article] for article in sorted(best)), kind)


def _copied_spans(copies: Iterable[Passage]) -> dict[tuple[str, str], list[Span]]:
    found: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for copy in copies:
        if copy.kind == "copy":
            spans = sorted(copy.spans)
            for place, one in enumerate(spans):
                for other in spans[place + 1 :]:
                    found[one.article, other.article] += [one, other]
    return dict(sorted(found.items()))


def _is_wire(reports: dict[str, Reading], pair: tuple[str, str], spans: Sequence[Span]) -> bool:
    share = max(
        _share(reports[article], [span for span in spans if span.article == article]) for article in pair
    )
    credited = _agencies(reports[pair[0]]) & _agencies(reports[pair[1]])
    return share >= (CREDITED_SHARE if credited else WIRE_SHARE)


def _largest_share(reports: dict[str, Reading], pair: tuple[str, str], spans: Sequence[Span]) -> float:
    return max(
        _share(reports[article], [span for span in spans if span.article == article]) for article in pair
    )


def _share(report: Reading, spans: Sequence[Span]) -> float:
    stretches = [(span.start, span.end) for span in spans]
    length = sum(sentence.span.end - sentence.span.start for sentence in report.sentences)
    held = sum(covered(s.span.start, s.span.end, stretches) for s in report.sentences)
    return held / length if length else 0.0


def _agencies(report: Reading) -> set[str]:
    return {credit.agency.casefold() for credit in report.article.credits if credit.scope == "report"}


def _rests(side: Side, copy: Passage) -> bool:
    stretches = [(span.start, span.end) for span in copy.spans if span.article == side.article]
    length = sum(span.end - span.start for span in side.spans)
    held = sum(covered(span.start, span.end, stretches) for span in side.spans)
    return length > 0 and held >= RESTS * length


def _origin(group: tuple[str, ...], passages: Sequence[Passage]) -> Origin:
    mine = tuple(copy for copy in passages if any(span.article in group for span in copy.spans))
    shared = tuple(
        span for copy in mine if copy.kind == "copy" for span in copy.spans if span.article in group
    )
    code = "shared-wire-text" if len(group) > 1 else "shares-passages-only" if shared else "own-report"
    return Origin(make_id("o", *group), group, mine, Why(code, shared if len(group) > 1 else ()))


def _components[T: (str, int)](items: Iterable[T], links: Iterable[tuple[T, T]]) -> list[tuple[T, ...]]:
    parent: dict[T, T] = {item: item for item in items}

    for one, other in links:
        low, high = sorted((_root(parent, one), _root(parent, other)))
        parent[high] = low
    groups: dict[T, list[T]] = defaultdict(list)
    for item in parent:
        groups[_root(parent, item)].append(item)
    return sorted(tuple(sorted(group)) for group in groups.values())


def _root[T](parent: dict[T, T], item: T) -> T:
    while parent[item] != item:
        parent[item] = parent[parent[item]]
        item = parent[item]
    return item
