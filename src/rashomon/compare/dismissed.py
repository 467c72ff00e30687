"""Claims that are named in the very words that dismiss them: "the mayor dismissed fears of a flood"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from rashomon.compare.cues import words
from rashomon.compare.nested import Draft
from rashomon.compare.pairs import Gauge
from rashomon.compare.stances import holds_open
from rashomon.compare.units import Unit
from rashomon.spans import cut, inside
from rashomon.types import Reading, Span, Statement

# Code points between who denies, the verb and the claim: "denied on Monday that".
BESIDE = 30


def named_claim(unit: Unit, reading: Reading) -> Span | None:
    """Cut out the claim that a passage names and rejects: *fears of a flood*; None where it does neither.

    Where it rejects "the claims" without saying what they are, nothing is named. Of 45 such sentences in two public
    collections of news (timelines-t17, stories-newscluster), read by eye, four reject an idea rather than a claim.
    """
    if despite := _despite(unit, reading):
        return despite
    if len(unit.spans) != 1:
        return None
    span = unit.spans[0]
    untrue = _called_untrue().search(span.text)
    if untrue is None:
        return None if unit.turned else _dismissed(span, reading)
    if holds_open(unit):
        # "if reports of a leak are false" calls nothing false
        return None
    return cut(reading.article, span.start + untrue.start("claim"), span.start + untrue.end("claim"))


def _despite(unit: Unit, reading: Reading) -> Span | None:
    """Cut out what a passage says is not so though others say that it is: "took no bribes despite *reports that he took bribes*".

    What they say must be of the same doer, by a pronoun, and of the same thing: "raised no fares despite reports that costs rose".
    """
    if not unit.turned or holds_open(unit):
        return None
    for span in unit.spans:
        found = _against_talk().search(span.text)
        told = found.group("told").lower() if found else ""
        same = any(lemma in told for lemma in unit.objects)
        if found and same and words("negation").isdisjoint(told.split()):
            return cut(reading.article, span.start + found.start("claim"), span.start + found.end("claim"))
    return None


@cache
def _against_talk() -> re.Pattern[str]:
    things = "|".join(re.escape(word) for word in sorted(words("named_things")))
    saying = rf"(?:saying|claiming|alleging|insisting|reporting|(?:{things}))"
    told = r"(?P<told>(?:I|we|he|she|it|they)\b[^,.;!?\n\"”]+)"
    return re.compile(
        rf"\b(?:despite|contrary to|in spite of)\s+(?P<claim>(?:[\w'’-]+\s+){{0,6}}?{saying}\s+(?:that\s+)?{told})",
        re.IGNORECASE,
    )


def _dismissed(span: Span, reading: Reading) -> Span | None:
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
def _called_untrue() -> re.Pattern[str]:
    things, which, being, whole = (
        "|".join(re.escape(word) for word in sorted(words(name)))
        for name in ("reported_things", "definite", "untrue", "off_the_facts")
    )
    # "claims that the dam leaks are false"; a mark may open before the verdict, an adverb stand in it, and nothing of it follows
    # what nobody in particular says ("any claim of a leak is untrue") is told by nobody
    claim = rf"(?<!\bany )(?:(?!any\b)(?:{which})\s+)?(?:{things}|charges)\s+(?:of|that|about)\s+\w[^.;:]*?"
    mark = r"[\"“”‘’']*"
    verdict = rf"\s+{mark}(?:(?:is|are|was|were)\s+{mark}(?:\w+ly\s+|all\s+)?(?:{being})|{whole})"
    return re.compile(
        rf"\b(?P<claim>{claim}){verdict}(?=\W*$|[\"”’',;]|\s+(?:by|and|but)\b)", re.IGNORECASE | re.DOTALL
    )


@cache
def _naming() -> re.Pattern[str]:
    verbs, things, which = (
        "|".join(re.escape(word) for word in sorted(words(name)))
        for name in ("rejecting", "named_things", "definite")
    )
    # to reject the idea of a thing is to refuse it, and the idea that it is so is to deny it
    claim = rf"(?:[\w-]+\s+)?(?:(?:{things})\s+(?:of|that|about|over)|(?:idea|notion)\s+that)\s+\w.*"
    return re.compile(rf"\b(?:{verbs})\s+(?:(?:{which})\s+)?(?P<claim>{claim})", re.IGNORECASE | re.DOTALL)


def with_the_denial(
    unit: Unit, statements: Mapping[str, Statement], readings: Mapping[str, Reading]
) -> tuple[Span, ...]:
    """Cut a claim that stands as what somebody denies with the words that deny it: *the mill denied that it had paid*.

    By itself "it had paid" would read as told. Where source and verb do not stand right before it, its own spans are returned.
    """
    said = statements.get(unit.statement or "")
    if unit.held is not None:
        return (unit.held,)
    if not unit.denied or said is None or said.cue is None or len(unit.spans) != 1:
        return unit.spans
    reading, span, cue = readings[unit.article], unit.spans[0], said.cue
    start = said.source.start if said.source and 0 <= cue.start - said.source.end <= BESIDE else cue.start
    one = any(inside(span, s.span) and s.span.start <= start for s in reading.sentences)
    beside = one and 0 <= span.start - cue.end <= BESIDE
    return (cut(reading.article, start, span.end),) if beside else unit.spans


def shortest_denial(
    units: Sequence[Unit], statements: Mapping[str, Statement], readings: Mapping[str, Reading]
) -> Span:
    """Choose the words that name a point which is only told as denied."""
    found = (with_the_denial(unit, statements, readings)[0] for unit in units)
    return min(found, key=lambda span: (span.end - span.start, span))


def set_apart(draft: Draft, gauge: Gauge, readings: dict[str, Reading]) -> list[Draft]:
    """Take passages that name what they dismiss out of a point about something else: what is alike is the words, not the claim."""
    if draft.oppositions:
        return [draft]
    units = gauge.units
    naming = [m for m in draft.members if named_claim(units[m], readings[units[m].article])]
    rest = [m for m in draft.members if m not in naming]
    return [Draft(tuple(part), (), draft.score, ()) for part in (naming, rest) if part]
