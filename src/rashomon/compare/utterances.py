"""Statements that render one utterance: same speaker, and words that are nearly the same, or the same in translation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rashomon.compare.pairs import Gauge, likeness, meets
from rashomon.compare.points import Pairing
from rashomon.compare.units import Unit
from rashomon.spans import make_id, overlap
from rashomon.types import Dossier, Link, Span, Why

MADE_BY = "compare.utterances/1"
# Shared rare words of two renderings of one utterance, of one speaker, or their cosine with fewer words shared: F1 .68
# and .63 on the two gold stories; NEAR .86 gives .59 and .55, SHARED_WORDS .5 chains one story together (.45).
SHARED_WORDS = 0.6
SHARED_FEWEST = 2
NEAR = 0.78
# Not so near, but not to be ruled out: shown as a question.
PERHAPS = 0.70


def find_utterances(dossier: Dossier, gauge: Gauge, pairs: Sequence[Pairing]) -> tuple[Link, ...]:
    """Link statements that render the same utterance; verdict *yes* or *unsure*, never *no*."""
    quoted = _shared_quotes(dossier, gauge)
    near = {(pair.left, pair.right) for pair in pairs} | quoted
    found: dict[tuple[str, str], Link] = {}
    for a, b in sorted(near):
        left, right = gauge.units[a], gauge.units[b]
        if left.kind != "statement" or right.kind != "statement" or meets(left, right):
            continue
        link = _link(gauge, a, b, shared=(a, b) in quoted)
        if link is not None:
            found[link.left, link.right] = link
    return tuple(link for _, link in sorted(found.items()))


def _shared_quotes(dossier: Dossier, gauge: Gauge) -> set[tuple[int, int]]:
    touched: dict[int, list[int]] = defaultdict(list)
    for index, unit in enumerate(gauge.units):
        for number, passage in enumerate(dossier.copies):
            if unit.kind == "statement" and _mostly(unit, passage.spans):
                touched[number].append(index)
    return {(a, b) for places in touched.values() for a in places for b in places if a < b}


def _mostly(unit: Unit, spans: Sequence[Span]) -> bool:
    length = sum(span.end - span.start for span in unit.spans)
    shared = sum(overlap(span, other) for span in unit.spans for other in spans)
    return shared >= 0.5 * length


def _link(gauge: Gauge, a: int, b: int, *, shared: bool) -> Link | None:
    left, right = gauge.units[a], gauge.units[b]
    if (
        left.speaker is None
        or left.speaker != right.speaker
        or left.statement is None
        or right.statement is None
    ):
        return None
    pair = likeness(gauge, a, b)
    common = len(left.lemmas & right.lemmas)
    score = max(pair.cosine, pair.containment if common >= SHARED_FEWEST else 0.0)
    alike = shared or (common >= SHARED_FEWEST and pair.containment >= SHARED_WORDS) or pair.cosine >= NEAR
    if not alike and pair.cosine < PERHAPS:
        return None
    code = "shared-quote" if shared else "same-speaker-same-words" if alike else "same-speaker-near-words"
    first, second = sorted((left.statement, right.statement))
    return Link(
        id=make_id("l", "same-utterance", first, second),
        relation="same-utterance",
        left=first,
        right=second,
        verdict="yes" if alike else "unsure",
        score=round(min(1.0, max(0.0, score)), 4),
        made_by=MADE_BY,
        why=Why(code, (*left.spans, *right.spans)),
    )
