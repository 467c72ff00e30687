"""The same quantity beside itself across reports: same unit or counted noun, in sentences that tell the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from rashomon.compare.naming import head_of
from rashomon.linking import Scored, cluster
from rashomon.ports import Encoder
from rashomon.spans import inside, make_id
from rashomon.types import Dossier, Number, Quantity, Span, Value

# Cosine of the two sentences from which numbers of one noun are one quantity, and of one unit only ("per cent", "$").
SAME_NOUN = 0.62
SAME_UNIT = 0.78
# "About 30" and 28 can both hold; a stated number is taken as exact.
ROUGH = 0.1
# Numbers of one noun that cannot both hold are joined after those that can.
OTHER_VALUE = 0.9
# What stands between a name and a number that belongs to it.
NAMED = frozenset(("", ",", "-", "–", "("))
# A number is compared with so many others at most, the nearest first, in blocks of so many rows.
PARTNERS = 200
BLOCK = 512


class Count(Struct, frozen=True):
    """A quantity in its report and sentence."""

    article: str
    quantity: Quantity
    sentence: str
    noun: str


def find_numbers(dossier: Dossier, encoder: Encoder) -> tuple[Number, ...]:
    """List the quantities of a story with the values that its reports give; a quantity of one report counts too."""
    counts = _counts(dossier)
    rows = (
        encoder.encode([count.sentence for count in counts]).astype(np.float64)
        if counts
        else np.zeros((0, 1))
    )
    pairs = [
        Scored(f"{a:06d}", f"{b:06d}", score, veto=_told_apart(counts[a], counts[b]))
        for a, b, cosine in _near(rows)
        if (score := _likeness(counts[a], counts[b], cosine)) > 0
    ]
    groups = cluster([f"{n:06d}" for n in range(len(counts))], pairs, threshold=0.5)
    found = [_number([counts[int(name)] for name in group]) for group in groups]
    return tuple(sorted(found, key=lambda number: (number.quantity, number.id)))


def _near(rows: NDArray[np.float64]) -> Iterator[tuple[int, int, float]]:
    """List the pairs of numbers whose sentences are alike, the nearest of each only where there are very many."""
    for first in range(0, len(rows), BLOCK):
        near = rows[first : first + BLOCK] @ rows.T
        for offset, line in enumerate(near):
            a = first + offset
            passing = np.where(line[a + 1 :] >= SAME_NOUN)[0] + a + 1
            if len(passing) > PARTNERS:
                passing = passing[np.argsort(-line[passing].round(9), kind="stable")[:PARTNERS]]
            yield from ((a, int(b), float(line[b])) for b in passing)


def _counts(dossier: Dossier) -> list[Count]:
    found: list[Count] = []
    for reading in sorted(dossier.readings, key=lambda reading: reading.article.id):
        for quantity in sorted(reading.quantities, key=lambda q: q.span):
            sentence = next((s for s in reading.sentences if inside(quantity.span, s.span)), None)
            if sentence is not None and not _is_in_a_name(quantity, reading.article.text):
                noun = head_of(quantity.noun.text) if quantity.noun else ""
                found.append(Count(reading.article.id, quantity, sentence.span.text, noun))
    return found


def _is_in_a_name(quantity: Quantity, text: str) -> bool:
    """Say whether a bare number only follows what it belongs to: "Ferry 12", "New Year's Eve 2015", "Rena Vall, 67"."""
    noun, span = quantity.noun, quantity.span
    if noun is None or quantity.unit or quantity.approximate or not span.text.isdigit():
        return False
    return noun.end <= span.start and noun.text[:1].isupper() and text[noun.end : span.start].strip() in NAMED


def _told_apart(left: Count, right: Count) -> bool:
    """Say whether one sentence of one report gives both, and both cannot hold: "two of the 80 people" are two quantities."""
    together = left.article == right.article and left.sentence == right.sentence
    return together and not _both_hold(left.quantity, right.quantity)


def _likeness(left: Count, right: Count, cosine: float) -> float:
    if left.quantity.unit != right.quantity.unit:
        return 0.0
    if left.noun and left.noun == right.noun:
        # like values first: where one sentence gives two, the other report's number lies beside its own
        near = 1.0 if _both_hold(left.quantity, right.quantity) else OTHER_VALUE
        return near if cosine >= SAME_NOUN else 0.0
    named = bool(left.noun and right.noun)
    alike = cosine >= SAME_UNIT and (
        bool(left.quantity.unit) or (not named) or _both_hold(left.quantity, right.quantity)
    )
    return 0.8 if alike else 0.0


def _number(counts: Sequence[Count]) -> Number:
    values = tuple(sorted((_value(count) for count in counts), key=lambda v: (v.article, v.span)))
    gist = min((count.quantity for count in counts), key=lambda q: (q.noun is None, q.span))
    agree = all(_both_hold(a.quantity, b.quantity) for a in counts for b in counts)
    parts = ((v.article, v.span.start, v.span.end) for v in values)
    return Number(make_id("n", *parts), _named(gist), values, agree)


def _named(quantity: Quantity) -> Span:
    return quantity.noun or quantity.span


def _value(count: Count) -> Value:
    q = count.quantity
    return Value(count.article, q.span, q.low, q.high, q.unit, q.approximate)


def _both_hold(left: Quantity, right: Quantity) -> bool:
    slack = ROUGH * max(abs(left.low), abs(right.low)) if left.approximate or right.approximate else 0.0
    return left.low <= right.high + slack and right.low <= left.high + slack
