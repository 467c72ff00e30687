"""Claims that are named in the very words that dismiss them: "the mayor dismissed fears of a flood"."""

from __future__ import annotations

import re
from functools import cache

from rashomon.compare.cues import words
from rashomon.compare.nested import Draft
from rashomon.compare.pairs import Gauge
from rashomon.compare.units import Unit
from rashomon.spans import cut, inside
from rashomon.types import Reading, Span


def named_claim(unit: Unit, reading: Reading) -> Span | None:
    """Cut out the claim that a passage names and rejects: *fears of a flood*; None where it does neither.

    Where it rejects "the claims" without saying what they are, nothing is named. Of 45 such sentences in two public
    collections of news (timelines-t17, stories-newscluster), read by eye, four reject an idea rather than a claim.
    """
    if unit.turned or len(unit.spans) != 1:
        return None
    span = unit.spans[0]
    # "claims that the navy had sold it": what is claimed is a clause of its own, to the end of the sentence at most
    sentence = next((s.span for s in reading.sentences if inside(span, s.span)), span)
    text = reading.article.text[span.start : sentence.end]
    found = _naming().search(text)
    if found is None or span.start + found.start("claim") >= span.end:
        return None
    # what follows a comma is told beside it
    end = text.find(",", found.start("claim"))
    last = len(text.rstrip(' .;”"')) if end < 0 else end
    return cut(reading.article, span.start + found.start("claim"), span.start + last)


@cache
def _naming() -> re.Pattern[str]:
    verbs, things, which = (
        "|".join(re.escape(word) for word in sorted(words(name)))
        for name in ("rejecting", "named_things", "definite")
    )
    # to reject the idea of a thing is to refuse it, and the idea that it is so is to deny it
    claim = rf"(?:[\w-]+\s+)?(?:(?:{things})\s+(?:of|that|about|over)|(?:idea|notion)\s+that)\s+\w.*"
    return re.compile(rf"\b(?:{verbs})\s+(?:(?:{which})\s+)?(?P<claim>{claim})", re.IGNORECASE | re.DOTALL)


def set_apart(draft: Draft, gauge: Gauge, readings: dict[str, Reading]) -> list[Draft]:
    """Take passages that name what they dismiss out of a point about something else: what is alike is the words, not the claim."""
    if draft.oppositions:
        return [draft]
    units = gauge.units
    naming = [m for m in draft.members if named_claim(units[m], readings[units[m].article])]
    rest = [m for m in draft.members if m not in naming]
    return [Draft(tuple(part), (), draft.score, ()) for part in (naming, rest) if part]
