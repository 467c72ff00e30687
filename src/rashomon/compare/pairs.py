"""How alike two units are: do they tell the same claim, whatever their stance to it?

One good encoder, on the passage and on its whole sentence, beside the words that both share, weighted by rarity in the
story. Likeness of the predicates is measured but not weighed: it lifts average precision on ECB+, whose labels hang on
predicates (.57 to .71), and lowers it on both gold stories (.33 to .24 and .40 to .32).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from rashomon.compare.cues import weights
from rashomon.compare.units import Unit
from rashomon.ports import Encoder

# Below this cosine two statements seldom tell the same: on ECB+ .92 (dev) and .87 (test) of the same-point pairs pass,
# and a quarter of all pairs (notes/points.md, section 4b).
GATE = 0.62
# With more units than this in a story only the nearest partners of each are scored, so that the work stays linear.
ALL_PAIRS = 1_500
PARTNERS = 60
# Those who talk by one of these do not meet, whatever else the two passages share.
AFAR = frozenset(("telephone", "phone", "letter", "video", "cable", "telegram"))
TALKING = frozenset(("talk", "speak", "discuss", "confer", "call", "phone", "telephone", "write", "exchange"))
# Rows of the table of likenesses held in memory at a time.
BLOCK = 512


class Likeness(Struct, frozen=True):
    """The features of a pair, each 0 to 1."""

    cosine: float
    whole: float
    containment: float
    jaccard: float
    predicate: float
    subjects: float
    objects: float
    names: float
    length: float


class Pairing(Struct, frozen=True):
    """A pair of units by their places in the gauge, its features and its score."""

    left: int
    right: int
    likeness: Likeness
    score: float


class Gauge(Struct, frozen=True):
    """What scoring pairs of one story needs: vectors of passages, sentences and predicates, and weights of words.

    `weighed`: the lemmas of each unit in order, each with its weight; `weight`: their sum.
    """

    units: tuple[Unit, ...]
    passages: NDArray[np.float64]
    sentences: NDArray[np.float64]
    heads: NDArray[np.float64]
    rarity: dict[str, float]
    weight: tuple[float, ...]
    weighed: tuple[tuple[tuple[str, float], ...], ...]


def gauge(units: Sequence[Unit], encoder: Encoder) -> Gauge:
    """Encode the units of a story; each text once."""
    rarity = _rarity(units)
    return Gauge(
        units=tuple(units),
        passages=_encoded([unit.text for unit in units], encoder),
        sentences=_encoded([unit.whole for unit in units], encoder),
        heads=_encoded([unit.head for unit in units], encoder),
        rarity=rarity,
        weight=tuple(_weight(rarity, unit.lemmas) for unit in units),
        weighed=tuple(tuple((word, rarity[word]) for word in sorted(unit.lemmas)) for unit in units),
    )


def _encoded(texts: Sequence[str], encoder: Encoder) -> NDArray[np.float64]:
    distinct = sorted(set(texts))
    rows = encoder.encode(distinct)
    at = {text: row for row, text in enumerate(distinct)}
    if not texts:
        return np.zeros((0, 1), dtype=np.float64)
    # widened once: each row is in many pairs
    return np.asarray(rows)[[at[text] for text in texts]].astype(np.float64)


def _rarity(units: Sequence[Unit]) -> dict[str, float]:
    counted = Counter(lemma for unit in units for lemma in unit.lemmas)
    return {lemma: math.log(1 + len(units) / count) for lemma, count in sorted(counted.items())}


def likeness(gauge: Gauge, a: int, b: int) -> Likeness:
    """Measure one pair of units, by their places in the gauge; the order of the two does not matter."""
    left, right = gauge.units[a], gauge.units[b]
    both = left.lemmas & right.lemmas
    # in the order of words, as every sum of weights; sorted once for each unit and not for each of its pairs
    shared = sum(weight for word, weight in gauge.weighed[a] if word in both) if both else 0.0
    mine, yours = gauge.weight[a], gauge.weight[b]
    return Likeness(
        cosine=_dot(gauge.passages, a, b),
        whole=_dot(gauge.sentences, a, b),
        containment=_part(shared, min(mine, yours)),
        jaccard=_part(shared, mine + yours - shared),
        predicate=1.0 if left.head == right.head else _dot(gauge.heads, a, b),
        subjects=_common(left.subjects, right.subjects),
        objects=_common(left.objects, right.objects),
        names=_common(left.names, right.names),
        length=_part(min(len(left.text), len(right.text)), max(len(left.text), len(right.text))),
    )


def _weight(rarity: dict[str, float], lemmas: frozenset[str]) -> float:
    return sum(rarity.get(lemma, 0.0) for lemma in sorted(lemmas))


def _part(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _common(left: frozenset[str], right: frozenset[str]) -> float:
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0


def _dot(rows: NDArray[np.float64], a: int, b: int) -> float:
    return float(np.dot(rows[a], rows[b]))


def same_point(pair: Likeness) -> float:
    """Say how probable it is that a pair tells the same point (0 to 1): a logistic over its features."""
    total = 0.0
    for name, weight in weights("same-point"):
        total += weight * (1.0 if name == "constant" else float(getattr(pair, name)))
    return round(1 / (1 + math.exp(-total)), 6)


def candidates(gauge: Gauge) -> list[tuple[int, int]]:
    """List the pairs worth scoring: nearer than the gate, and of passages that do not overlap."""
    rows = gauge.passages
    found: list[tuple[int, int]] = []
    for first in range(0, len(rows), BLOCK):
        near = rows[first : first + BLOCK] @ rows.T
        for offset, line in enumerate(near):
            a = first + offset
            found += [(min(a, b), max(a, b)) for b in _partners(line, len(rows)) if b != a]
    found += _one_frame(gauge.units)
    return [(a, b) for a, b in sorted(set(found)) if _can_be_one(gauge.units[a], gauge.units[b])]


def _can_be_one(left: Unit, right: Unit) -> bool:
    return not (meets(left, right) or _by_another_way(left, right) or _by_another_way(right, left))


def _by_another_way(left: Unit, right: Unit) -> bool:
    """Say whether one tells of talking from afar ("talked on the telephone") and the other of meeting in person."""
    return (
        left.head in TALKING
        and not AFAR.isdisjoint(left.lemmas)
        and right.head == "meet"
        and AFAR.isdisjoint(right.lemmas)
    )


def _partners(line: NDArray[np.float64], units: int) -> list[int]:
    """List who is nearer than the gate; in a large story the nearest only."""
    passing = np.where(line >= GATE)[0]
    if units > ALL_PAIRS and len(passing) > PARTNERS:
        # by nearness, then by place, so that no tie depends on the machine
        passing = passing[np.lexsort((passing, -line[passing].round(9)))[:PARTNERS]]
    return [int(b) for b in passing]


def _one_frame(units: Sequence[Unit]) -> list[tuple[int, int]]:
    """List pairs of one predicate and one object of which one is negated: an opposite seldom looks alike."""
    by_frame: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, unit in enumerate(units):
        for argument in sorted(unit.objects):
            by_frame[unit.head, argument].append(index)
    return [
        (a, b)
        for places in by_frame.values()
        for a in places
        for b in places
        if a < b and units[a].turned != units[b].turned
    ]


def meets(left: Unit, right: Unit) -> bool:
    """Say whether two units share words of one text, as a statement and its clauses do."""
    return left.article == right.article and any(
        a.start < b.end and b.start < a.end for a in left.spans for b in right.spans
    )
