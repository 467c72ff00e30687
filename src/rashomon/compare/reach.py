"""Which statements of a story may be as like a denial as is asked: one look over all, before any pair is measured."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from rashomon.compare.pairs import Gauge

# Sums in another order differ by far less than this, and so do scores rounded to six places.
ROUNDED = 1e-5


class Sayings(Struct, frozen=True):
    """The statements of a story for finding those like a denial at once: places, vectors, weights, and who holds a word."""

    places: NDArray[np.int64]
    rows: NDArray[np.float64]
    weight: NDArray[np.float64]
    holding: dict[str, NDArray[np.int64]]
    of_report: dict[str, list[int]]


def find_sayings(gauge: Gauge, said: Sequence[int]) -> Sayings:
    """Gather the statements at some places for finding those like a denial."""
    holding: dict[str, list[int]] = defaultdict(list)
    of_report: dict[str, list[int]] = defaultdict(list)
    for row, index in enumerate(said):
        of_report[gauge.units[index].article].append(row)
        for lemma in gauge.units[index].lemmas:
            holding[lemma].append(row)
    return Sayings(
        places=np.array(said, dtype=np.int64),
        rows=gauge.passages[list(said)],
        weight=np.array([gauge.weight[index] for index in said]),
        holding={lemma: np.array(rows, dtype=np.int64) for lemma, rows in holding.items()},
        of_report=of_report,
    )


def in_reach(gauge: Gauge, index: int, sayings: Sayings, likeness: float) -> list[int]:
    """List the statements that may be near enough to a denial, and all of its own report, which it may point back at.

    A first look over all at once, a little lower than what is asked; who passes is then measured as ever.
    """
    shared = np.zeros(len(sayings.places))
    for lemma in sorted(gauge.units[index].lemmas):
        shared[sayings.holding[lemma]] += gauge.rarity[lemma]
    least = np.minimum(sayings.weight, gauge.weight[index])
    part = np.divide(shared, least, out=np.zeros_like(shared), where=least > 0)
    near = 0.5 * (sayings.rows @ gauge.passages[index]) + 0.5 * part >= likeness - ROUNDED
    near[sayings.of_report[gauge.units[index].article]] = True
    return [int(place) for place in sayings.places[near]]
