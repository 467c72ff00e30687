"""One passage that stands in three reports or more, shown once: the copies are found two reports at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rashomon.linking import Scored, cluster
from rashomon.spans import overlap
from rashomon.types import Passage, Span

# Two pairs share one passage where they hold nearly the same words of one report; a sentence inside a copied paragraph is
# a passage of its own, so that the spans of one passage go on telling the same.
SAME_WORDS = 0.8
# In the order of the text a passage is held against so many that follow it: a text all of one sentence stays cheap.
AHEAD = 12


def joined_passages(copies: Sequence[Passage]) -> tuple[Passage, ...]:
    """Bring the spans of one passage together, one in each report, the longest; sorted, whatever the order."""
    pairs = sorted(copies, key=lambda copy: (copy.spans, copy.kind))
    names = [f"{number:09d}" for number in range(len(pairs))]
    same = [Scored(names[a], names[b], 1.0) for a, b in _same(pairs)]
    groups = cluster(names, same, threshold=1.0, linkage="single")
    found = (_passage([pairs[int(name)] for name in group]) for group in groups)
    return tuple(sorted(found, key=lambda passage: (passage.spans, passage.kind)))


def _same(pairs: Sequence[Passage]) -> Iterator[tuple[int, int]]:
    held: dict[tuple[str, str], list[tuple[Span, int]]] = defaultdict(list)
    for number, pair in enumerate(pairs):
        for span in pair.spans:
            held[pair.kind, span.article].append((span, number))
    for place in sorted(held):
        ordered = sorted(held[place])
        for first, (one, a) in enumerate(ordered):
            for other, b in ordered[first + 1 : first + 1 + AHEAD]:
                if a != b and _is_nearly(one, other):
                    yield min(a, b), max(a, b)


def _is_nearly(one: Span, other: Span) -> bool:
    longer = max(one.end - one.start, other.end - other.start)
    return overlap(one, other) >= SAME_WORDS * longer


def _passage(group: Iterable[Passage]) -> Passage:
    best: dict[str, Span] = {}
    kinds = set[str]()
    for passage in group:
        kinds.add(passage.kind)
        for span in sorted(passage.spans):
            held = best.get(span.article)
            if held is None or span.end - span.start > held.end - held.start:
                best[span.article] = span
    kind = "copy" if "copy" in kinds else "shared-quote"
    return Passage(tuple(best[article] for article in sorted(best)), kind)
