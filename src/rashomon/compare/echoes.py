"""Is a point perhaps told in a sentence that was not joined to it? Asked before a report is called silent.

A report that is called silent although it tells a thing in other words is wronged, so this asks for much less than a
point does: one sentence of the report holds nearly all of the words that the tellers of the point share.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from rashomon.compare.units import CONTENT, Unit
from rashomon.types import Reading

# So many letters of a word stand for its family: "refused" and "refusal", "open" and "opening".
STEM = 4
# Which part of the shared words, weighted by rarity in the story, a sentence must hold, and how many of them: a name
# alone is no telling. Read by eye on eight public clusters, this takes away 11 of 264 silences: 7 reports told the point
# plainly, 3 points were none, one silence was right. At two thirds a right silence of the gold stories goes too.
PART = 0.8
FEWEST = 2

type Places = Mapping[str, frozenset[int]]


def places_of(reading: Reading) -> Places:
    """Map the stem of each content word of a report to the sentences that it stands in, by their order."""
    found: dict[str, set[int]] = defaultdict(set)
    for place, sentence in enumerate(reading.sentences):
        for token in reading.tokens[sentence.first : sentence.last]:
            if token.pos in CONTENT:
                found[_stem(token.lemma)].add(place)
    return {stem: frozenset(places) for stem, places in found.items()}


def shared_words(units: Sequence[Unit], rarity: Mapping[str, float]) -> dict[str, float]:
    """Weigh the stems that tellings of at least two reports have in common."""
    reports: dict[str, set[str]] = defaultdict(set)
    weight: dict[str, float] = {}
    for unit in units:
        for lemma in unit.lemmas:
            stem = _stem(lemma)
            reports[stem].add(unit.article)
            weight[stem] = max(weight.get(stem, 0.0), rarity[lemma])
    return {stem: weight[stem] for stem in sorted(reports) if len(reports[stem]) > 1}


def echoes(shared: Mapping[str, float], places: Places) -> bool:
    """Say whether one sentence holds nearly all of the shared words of a point, by weight.

    >>> echoes({"refu": 4.0, "resp": 4.0}, {"refu": frozenset({3}), "resp": frozenset({3})})
    True
    >>> echoes({"refu": 4.0, "resp": 4.0}, {"refu": frozenset({3}), "resp": frozenset({5})})
    False
    >>> echoes({"kell": 3.0}, {"kell": frozenset({1})})
    False
    """
    if len(shared) < FEWEST:
        return False
    enough = PART * sum(shared.values())
    held = _held(shared, places).values()
    return any(len(weights) >= FEWEST and sum(weights) >= enough for weights in held)


def part_held(shared: Mapping[str, float], places: Places) -> float:
    """Say which part of the shared words of a point, by weight, one sentence holds (0 to 1).

    >>> part_held({"refu": 3.0, "resp": 1.0}, {"refu": frozenset({3}), "resp": frozenset({5})})
    0.75
    """
    most = max((sum(weights) for weights in _held(shared, places).values()), default=0.0)
    return most / sum(shared.values()) if most else 0.0


def _held(shared: Mapping[str, float], places: Places) -> dict[int, list[float]]:
    """Map each sentence to the weights of the shared words that it holds."""
    held: dict[int, list[float]] = defaultdict(list)
    for stem, weight in shared.items():
        for place in places.get(stem, ()):
            held[place].append(weight)
    return held


def _stem(lemma: str) -> str:
    return lemma.lower()[:STEM]
