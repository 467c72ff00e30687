"""The same quantity beside itself across reports: same unit or counted noun, in sentences that tell the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from rashomon.compare.ages import is_an_age, may_be_one_age
from rashomon.compare.counted import BARE_VERB, Counted, counted_of
from rashomon.compare.cues import words
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
# Numbers so many times apart count two things: 182,000 and 143 million consumers. In one report far less will do, for it
# seldom gives two figures for one thing: "$150 billion" and "$1.8 billion", "five wells" and "nine wells".
FAR, FAR_AT_HOME = 10.0, 1.5
# An exact number of two figures or more, from so many on, is hardly another thing in a like sentence: 145.5 million "people"
# and 145.5 million "Norlanders" are one quantity. Round numbers are not telling.
TELLING, ZEROS = 100.0, re.compile(r"0*$")
# A number to call: "0431 20".
_DIALLED = re.compile(r"0\d")
# What stands between a name and a number that belongs to it.
NAMED = frozenset(("", ",", "-", "–", "("))
# "2.5 million more people", "12 more", and "12 more than in spring", which is no sum either.
MORE = re.compile(r"[\s-]{0,3}(?:more|additional|further|extra|others?)\b")
PAIR = 2.0
# So many letters around a number are looked at: a sentence without end must not be cut out for each of its numbers.
REACH = 60
# A number is compared with so many others at most, the nearest first, in blocks of so many rows.
PARTNERS = 200
BLOCK = 512


class NumberWords(Struct, frozen=True):
    """The words before a number that say what kind of number it is."""

    adding: list[str]
    known: list[str]


@cache
def number_words() -> NumberWords:
    """Load the words that stand before a number."""
    path = Path(__file__).parent / "words" / "numbers.toml"
    return msgspec.toml.decode(path.read_bytes(), type=NumberWords)


class Count(Struct, frozen=True):
    """A quantity in its report and sentence.

    `sort` narrows the noun ("long-range" missiles); `added` to a sum told elsewhere; a `pair` of two who are known already;
    `told` is what the sentence tells of it.
    """

    article: str
    quantity: Quantity
    sentence: str
    noun: str
    sort: str
    added: bool
    pair: bool
    told: Counted = Counted()


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
            if sentence is not None and not _counts_nothing(quantity, reading.article.text):
                told = counted_of(reading, quantity, sentence)
                counted = told.noun or (quantity.noun.text if quantity.noun else "")
                noun = head_of(counted) if counted else ""
                found.append(msgspec.structs.replace(_count(quantity, sentence.span, noun), told=told))
    return found


def _count(quantity: Quantity, sentence: Span, noun: str) -> Count:
    place = quantity.span
    start, end = place.start - sentence.start, place.end - sentence.start
    # "another 40 farms", and not "in another town 40 farms"
    before = sentence.text[max(0, start - REACH) : start].lower().split()[-1:]
    after = sentence.text[end : end + REACH].lower()
    known = number_words()
    added = any(word in known.adding for word in before) or bool(MORE.match(after))
    # "the two countries" are those just named, and no count of countries
    pair = not quantity.approximate and quantity.high == PAIR and bool(before) and before[-1] in known.known
    return Count(place.article, quantity, sentence.text, noun, _sort(quantity, sentence), added, pair)


def _sort(quantity: Quantity, sentence: Span) -> str:
    """Return what stands between a number and its noun."""
    if quantity.noun is None or quantity.unit:
        return ""
    start, end = quantity.span.end - sentence.start, quantity.noun.start - sentence.start
    between = sentence.text[start : min(end, start + REACH)]
    return " ".join(MORE.sub("", between.lower(), count=1).split())


def _counts_nothing(quantity: Quantity, text: str) -> bool:
    return _DIALLED.match(quantity.span.text) is not None or _is_in_a_name(quantity, text)


def _is_in_a_name(quantity: Quantity, text: str) -> bool:
    """Say whether a bare number only follows what it belongs to: "Ferry 12", "New Year's Eve 2015", "Rena Vall, 67"."""
    noun, span = quantity.noun, quantity.span
    if noun is None or quantity.unit or quantity.approximate or not span.text.isdigit():
        return False
    return noun.end <= span.start and noun.text[:1].isupper() and text[noun.end : span.start].strip() in NAMED


def _told_apart(left: Count, right: Count) -> bool:
    """Say whether two numbers count two things: what was added and the sum, what lies far apart, two in one sentence.

    "Two of the 80 people" are two quantities.
    """
    one, other = left.quantity, right.quantity
    if left.added != right.added or _other_thing(left, right):
        return True
    if _both_hold(one, other):
        # one report calls one number by one bound: "up to a billion" and "more than 400 million" are of two things
        return left.article == right.article and not _within(one, other)
    if left.article != right.article:
        return _times_apart(one, other) >= FAR or left.pair or right.pair
    return (
        left.sentence == right.sentence or left.pair or right.pair or _times_apart(one, other) >= FAR_AT_HOME
    )


def _other_thing(left: Count, right: Count) -> bool:
    """Say whether others befell the two, or they measure other things: the dead and the hurt, how high and how far.

    Two numbers of one sentence are of two things, unless it says one count of one noun twice.
    """
    fates = {left.told.fate, right.told.fate} - {""}
    if len(fates) > 1:
        return True
    measures = {left.told.measure, right.told.measure} - {""}
    # any two verbs may tell one measure: "burned 400 acres", "ruined 500 acres"
    measured = any(not measure.startswith(BARE_VERB) for measure in measures)
    if len(measures) > 1 and measured and not _both_hold(left.quantity, right.quantity):
        return True
    once = left.article == right.article and left.sentence == right.sentence
    return once and left.noun != right.noun and not left.quantity.unit


def _within(one: Quantity, other: Quantity) -> bool:
    return (one.low <= other.low and other.high <= one.high) or (
        other.low <= one.low and one.high <= other.high
    )


def _times_apart(one: Quantity, other: Quantity) -> float:
    lower, upper = sorted((one, other), key=lambda quantity: quantity.low)
    return upper.low / lower.high if lower.high > 0 else float("inf")


def _is_telling(quantity: Quantity) -> bool:
    figures = ZEROS.sub("", f"{quantity.low:.0f}")
    return not quantity.approximate and quantity.low == quantity.high >= TELLING and len(figures) > 1


def _likeness(left: Count, right: Count, cosine: float) -> float:
    if left.quantity.unit != right.quantity.unit:
        return 0.0
    one, other = left.quantity, right.quantity
    if is_an_age(one):
        return float(cosine >= SAME_NOUN and may_be_one_age(one, other))
    if left.noun and left.noun == right.noun:
        # like values first: where one sentence gives two, the other report's number lies beside its own
        if _both_hold(one, other):
            return 1.0 if cosine >= SAME_NOUN else 0.0
        # "three long-range missiles" are perhaps a part of the "23 missiles"
        return OTHER_VALUE if cosine >= (SAME_NOUN if left.sort == right.sort else SAME_UNIT) else 0.0
    if one.low == other.low and _is_telling(one) and _is_telling(other):
        return 1.0
    # "Nine dead" in a headline and "nine cooks were killed"
    befell = bool(left.told.fate) and left.told.fate == right.told.fate and _both_hold(one, other)
    named = bool(left.noun and right.noun)
    alike = cosine >= SAME_UNIT and (bool(one.unit) or not named or _both_hold(one, other))
    return 0.8 if alike or (befell and cosine >= SAME_NOUN) else 0.0


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
    if _is_a_cap(left) and _is_a_cap(right):
        # "up to ten years" and "up to 14 years" name two ends
        return abs(left.high - right.high) <= ROUGH * max(left.high, right.high)
    slack = ROUGH * max(abs(left.low), abs(right.low)) if left.approximate or right.approximate else 0.0
    return left.low <= right.high + slack and right.low <= left.high + slack


def _is_a_cap(quantity: Quantity) -> bool:
    first = quantity.span.text.lower().split()
    return 2 * quantity.low == quantity.high and bool({first[0], " ".join(first[:2])} & words("up_to_here"))
