"""How long, heavy or dear one thing is, where two reports cannot both be right: "a 480-ton barge", "the 300-ton barge".

A measure of a thing does not grow in a day, as the count of the dead does, so one report is no later than the other in it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from rashomon.compare.clauses import near_to
from rashomon.compare.cues import words
from rashomon.spans import inside
from rashomon.types import Quantity, Reading, Span, Token

# What ties a number to its measure, and the measure to the thing.
TYING = frozenset({"nummod", "quantmod", "compound", "nmod", "amod", "npadvmod"})
# A number, its measure, "long", and the thing.
STEPS = 4
# A measure so many times another may be the same, rounded: "a 300-ton barge", "a 310-ton barge".
ROUNDED = 1.1


class Measure(Struct, frozen=True):
    """A quantity with a unit that stands before its thing; `thing` is its lemma, "" where another report may mean another.

    `reaching` are the words for whom or what the passage tells of it: ("to", "miner").
    """

    thing: str
    quantity: Quantity
    reaching: frozenset[tuple[str, str]] = frozenset()


def measures_in(reading: Reading, spans: Sequence[Span]) -> tuple[Measure, ...]:
    """List the measures inside a passage that stand before what they measure, by the syntax."""
    found: list[Measure] = []
    for quantity in reading.quantities:
        if not quantity.unit or not any(inside(quantity.span, span) for span in spans):
            continue
        thing = _thing(reading.tokens, quantity.span)
        if thing is not None:
            reached = _reached(reading, spans)
            found.append(Measure(_one_thing(reading.tokens, thing, quantity), quantity, reached))
    return tuple(found)


def _reached(reading: Reading, spans: Sequence[Span]) -> frozenset[tuple[str, str]]:
    tokens = reading.tokens
    edges = (
        [bisect_left(tokens, at, key=lambda token: token.start) for at in (span.start, span.end)]
        for span in spans
    )
    inner = (tokens[i] for first, last in edges for i in range(first, last))
    ends = ((word, tokens[word.head]) for word in inner if word.dep == "pobj")
    return frozenset(
        (above.text.lower(), word.lemma.lower())
        for word, above in ends
        if above.text.lower() in words("reaching")
    )


def _one_thing(tokens: Sequence[Token], place: int, quantity: Quantity) -> str:
    thing = tokens[place]
    lemma = thing.lemma.lower()
    again = {tokens[i].text.lower() for i in near_to(tokens, place)} & words("not_the_first")
    several = thing.tag != "NN" or lemma in words("no_measured_thing") or bool(again)
    return "" if several or quantity.approximate or quantity.unit in words("no_lasting_measure") else lemma


def _thing(tokens: Sequence[Token], number: Span) -> int | None:
    """Find what a number and its unit describe: the noun behind both that they hang on."""
    place = bisect_left(tokens, number.start, key=lambda token: token.start)
    for _ in range(STEPS):
        if place >= len(tokens) or tokens[place].dep not in TYING:
            return None
        place = tokens[place].head
        behind = tokens[place].start >= number.end and tokens[place].pos in {"NOUN", "PROPN"}
        if behind and tokens[place].dep not in {"compound", "nmod"}:
            # of "a 40-ton canal barge" it is the barge
            return place
    return None


def measures_clash(left: tuple[Measure, ...], right: tuple[Measure, ...], shared: frozenset[str]) -> bool:
    """Say whether two passages give two measures of one thing, and tell something more alike than the thing.

    `shared` are the lemmas that both have. One measure of a thing each: of two barges each has its own.
    """
    if any(_reach_apart(one.reaching, other.reaching) for one in left[:1] for other in right[:1]):
        return False
    mine, yours = _by_thing(left), _by_thing(right)
    for key in sorted(mine.keys() & yours.keys()):
        one, other = mine[key], yours[key]
        if len(one) == len(other) == 1 and _apart(one[0], other[0]):
            return bool(shared - {key[0], *_unit_words(one[0]), *_unit_words(other[0])})
    return False


def _reach_apart(left: frozenset[tuple[str, str]], right: frozenset[tuple[str, str]]) -> bool:
    """Say whether two passages tell of a thing for two others: "a 9-metre ladder *for the mill*", "*for the mine*"."""
    both = {lead for lead, _ in left} & {lead for lead, _ in right}
    return any({w for w in left if w[0] == lead}.isdisjoint(right) for lead in both)


def _apart(left: Quantity, right: Quantity) -> bool:
    low, high = sorted((left, right), key=lambda quantity: quantity.low)
    return low.high * ROUNDED < high.low


def _by_thing(measures: Sequence[Measure]) -> dict[tuple[str, str], list[Quantity]]:
    found: defaultdict[tuple[str, str], list[Quantity]] = defaultdict(list)
    for measure in (measure for measure in measures if measure.thing):
        found[measure.thing, measure.quantity.unit].append(measure.quantity)
    return found


def _unit_words(quantity: Quantity) -> Iterator[str]:
    yield from quantity.span.text.lower().replace("-", " ").split()
