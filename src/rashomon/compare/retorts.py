"""Retorts that stand beside what they answer in one report: "the review did not bear that out".

And who disputes a report and is told in the same breath what it says: "disputed a report in which a clerk said *that it had paid*".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from rashomon.compare.cues import words
from rashomon.compare.stances import NEARBY, Opposed, Opposition, holds_open, is_open
from rashomon.compare.units import Unit

# Sure of its target for being near, not for its words.
ANSWERED = 0.6
# Units looked back or on over for it: the clauses of some five sentences.
WINDOW = 30
# A mark or two may open what a source is told to have said.
MARKS = 3
BORNE_OUT = re.compile(
    r"\b(?:did|does|do|has|have|had)(?: not|n['’]t) (?:bear|borne) (?:that|this|it|(?:that|those|these) \w+) out\b"
    r"(?=\W*$|[,;.]|\s+(?:and|but)\b)",
    re.IGNORECASE,
)
# What follows a report that is disputed, up to what it says: "published on Friday, in which a clerk *said that*".
SAYING = re.compile(
    r"^[^.;:?!]{0,80}?\b(?:where|in which|which|that|quoting|citing)\b[^.;:?!]{0,60}?\b(?:said|says|saying|claimed|claims|claiming"
    r"|alleged|alleges|alleging|asserted|asserts)\s+(?:that\s+)?",
    re.IGNORECASE,
)


def find_retorts(units: Sequence[Unit]) -> list[Opposed]:
    """Tie passages that answer what stands beside them to what they answer; units in order of report and text."""
    found: dict[tuple[str, int], list[Opposed]] = {}
    for place, unit in enumerate(units):
        key = unit.article, unit.spans[0].start
        # a clause stands before the statement that begins with it
        if unit.parts or found.get(key) or holds_open(unit):
            continue
        said = unit.spans[0].text
        if BORNE_OUT.search(said):
            found[key] = _answering(place, _borne_out(units, place), "denies")
        elif not unit.turned and (match := _disputing().search(said.lower())):
            rule: Opposition = "denies" if match.group("verb") in words("deny") else "rejects"
            found[key] = _answering(place, _reported(units, place), rule)
    return [one for key in sorted(found) for one in found[key]]


def _answering(place: int, target: int | None, rule: Opposition) -> list[Opposed]:
    return [] if target is None else [Opposed(place, target, rule, ANSWERED)]


def _last_said(units: Sequence[Unit], place: int) -> int | None:
    """Find the nearest statement that ends before a passage begins, in its own report."""
    unit = units[place]
    for index in range(place - 1, max(-1, place - 1 - WINDOW), -1):
        other = units[index]
        gap = unit.spans[0].start - other.spans[-1].end
        if other.article == unit.article and other.kind == "statement" and 0 <= gap <= NEARBY:
            return index
    return None


def _borne_out(units: Sequence[Unit], place: int) -> int | None:
    """Find what was said right before, by whomever: a firm may take back its own figures."""
    index = _last_said(units, place)
    if index is None or units[index].turned or units[index].denied or is_open(units[index]):
        return None
    return index


def _reported(units: Sequence[Unit], place: int) -> int | None:
    """Find what a disputed report is told to say, later in the same sentence."""
    unit = units[place]
    start = unit.whole.find(unit.spans[0].text)
    saying = SAYING.match(unit.whole[start + len(unit.spans[0].text) :]) if start >= 0 else None
    if saying is None:
        return None
    begins = unit.spans[0].end + saying.end()
    return next(
        (
            index
            for index in range(place + 1, min(len(units), place + WINDOW))
            if units[index].whole == unit.whole and 0 <= units[index].spans[0].start - begins <= MARKS
        ),
        None,
    )


@cache
def _disputing() -> re.Pattern[str]:
    verbs, which, things = (
        "|".join(re.escape(word) for word in sorted(words(name)))
        for name in ("rejecting", "definite", "reported_things")
    )
    # the thing ends the passage, but for its date: what it says stands behind. A claim may be one for money, an account one
    # at a bank.
    return re.compile(
        rf"\b(?P<verb>{verbs})\s+(?:{which}|an?)\s+(?:[\w'’-]+\s+){{0,3}}(?!claim)(?:{things})(?!\s+(?:at|with)\b)"
        rf"(?:\s+[\w'’-]+){{0,4}}\W*$"
    )
