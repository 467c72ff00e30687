"""Claims that are named in the very words that dismiss them: "the mayor dismissed fears of a flood"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache

from rashomon.compare.cues import words
from rashomon.compare.nested import Draft
from rashomon.compare.pairs import Gauge
from rashomon.compare.stances import holds_open
from rashomon.compare.units import Unit
from rashomon.spans import cut, inside
from rashomon.types import Reading, Span, Statement, Token

# Code points between who denies, the verb and the claim: "denied on Monday that".
BESIDE = 30
# "As several of the social media posts had claimed" is not longer.
LONGEST_ASIDE = 80
# "Claims that the dam leaks" up to "are false": a claim is no longer, and a longer look is slow on a text of claims only.
LONGEST_CLAIM = 300
# Words that hang on one another, from what is claimed up to the word for a claim.
DEEPEST = 12

# "Rumours *on the radio* of a leak"
WHERE = r"(?:\s+(?:on|in|from|by|among)(?:\s+[\w'’-]+){1,3}?)?"


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
    if untrue is None and (claimed := _as_others_claimed(unit, reading)):
        return claimed
    if untrue is None:
        return None if unit.turned else _dismissed(span, reading) or _called_false(unit, reading)
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


def rejected_claim(
    unit: Unit, statements: Mapping[str, Statement], readings: Mapping[str, Reading]
) -> Span | None:
    """Cut out the claim that a passage names and rejects, also where it is cited with its denier: "the mill denied *reports of a leak*"."""
    named = named_claim(unit, readings[unit.article])
    if named or unit.kind != "statement" or not unit.denied or len(unit.spans) != 1 or holds_open(unit):
        return named
    thing = _opens_with_a_claim().match(unit.spans[0].text)
    # without the words that deny it, both sides would be the same
    return unit.spans[0] if thing and with_the_denial(unit, statements, readings) != unit.spans else None


@cache
def _opens_with_a_claim() -> re.Pattern[str]:
    things, which = (
        "|".join(re.escape(word) for word in sorted(words(name))) for name in ("named_things", "definite")
    )
    return re.compile(
        rf"\A(?:(?:{which})\s+)?(?:[\w-]+\s+)?(?:{things}){WHERE}\s+(?:of|that|about|over)\s+\w",
        re.IGNORECASE,
    )


def _as_others_claimed(unit: Unit, reading: Reading) -> Span | None:
    """Cut out the words by which a passage says that what is not so is claimed: "took no bribes, *as several critics alleged*".

    Who is named ("as the mayor claimed") may claim that it is not so; what unnamed ones claim is what is turned.
    """
    if not unit.turned or holds_open(unit):
        return None
    # it stands in the passage or right behind it
    span = unit.spans[0]
    found = _others_claim().search(reading.article.text, span.start, span.end + LONGEST_ASIDE)
    if found is None or found.start() > span.end:
        return None
    return cut(reading.article, found.start("claim"), found.end("claim"))


def points_back(claim: Span) -> bool:
    """Say whether words name a claim by what stands beside them only: "as several critics alleged"."""
    return _others_claim().search(f", {claim.text}") is not None


@cache
def _others_claim() -> re.Pattern[str]:
    which, whose, claimed = (
        "|".join(re.escape(word) for word in sorted(words(name)))
        for name in ("unnamed_some", "unnamed_tellers", "claimed_by_others")
    )
    who = rf"(?:(?:{which})(?:\s+[\w-]+){{0,2}}?\s+)?(?:{whose}|(?<=\bas )(?:some|many|others))(?:\s+(?:on|in)(?:\s+\w+){{1,2}})?"
    return re.compile(
        rf",\s*(?P<claim>(?:as|like)\s+{who}\s+(?:(?:had|have|has)\s+)?(?:falsely\s+|wrongly\s+)?(?:{claimed}))(?=\s*(?:[^\w\s]|$))",
        re.IGNORECASE,
    )


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


def _called_false(unit: Unit, reading: Reading) -> Span | None:
    """Cut out a claim that is called false with the word for it, with all that hangs on its noun: "a bogus *claim of a leak*"."""
    span = unit.spans[0]
    found = _falsely_told().search(span.text)
    if found is None or _accused_of_making(span.text[: found.start()]):
        return None
    if holds_open(unit) or unit.mood != "done" or unit.standing is not None:
        return None
    start, tokens = span.start + found.start("claim"), reading.tokens
    noun = bisect_left(tokens, start, key=lambda token: token.start)
    above = tokens[tokens[noun].head]
    if tokens[noun].dep == "pobj" and above.text.lower() in words("of_what"):
        # "a book about false rumours of a plague" is about rumours
        return None
    last = noun
    while last + 1 < len(tokens) and tokens[last + 1].end <= span.end and _of_noun(tokens, last + 1, noun):
        last += 1
    return cut(reading.article, start, tokens[last].end) if last > noun else None


def _accused_of_making(before: str) -> bool:
    """Say whether somebody is said to file or make what is called false, or it is said to be none: perhaps it is not false."""
    *_, last = ["", *(word for word in before.lower().split() if word not in {"a", "an", "the"})]
    return last in words("making_claims") | words("negation") | {"no"}


def _of_noun(tokens: Sequence[Token], place: int, noun: int) -> bool:
    """Say whether a word hangs on a noun before it, over so many others at most."""
    for _ in range(DEEPEST):
        above = tokens[place].head
        if above == noun:
            return tokens[place].dep not in {"punct", "conj", "cc", "relcl"}
        if not noun < above:
            return False
        place = above
    return False


@cache
def _called_untrue() -> re.Pattern[str]:
    things, which, being, whole = (
        "|".join(re.escape(word) for word in sorted(words(name)))
        for name in ("reported_things", "definite", "untrue", "off_the_facts")
    )
    # "claims that the dam leaks are false"; a mark may open before the verdict, an adverb stand in it, and nothing of it follows
    # what nobody in particular says ("any claim of a leak is untrue") is told by nobody
    claim = rf"(?<!\bany )(?:(?!any\b)(?:{which})\s+)?(?:{things}|charges)\s+(?:of|that|about)\s+\w[^.;:]{{0,{LONGEST_CLAIM}}}?"
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
    claim = rf"(?:[\w-]+\s+)?(?:(?:{things}){WHERE}\s+(?:of|that|about|over)|(?:idea|notion)\s+that)\s+\w.*"
    return re.compile(rf"\b(?:{verbs})\s+(?:(?:{which})\s+)?(?P<claim>{claim})", re.IGNORECASE | re.DOTALL)


@cache
def _falsely_told() -> re.Pattern[str]:
    """Put together the pattern of a claim that is called false with the word for it: "a *bogus* claim of a leak"."""
    false, things = (
        "|".join(re.escape(word) for word in sorted(words(name))) for name in ("false_before", "named_things")
    )
    return re.compile(rf"\b(?:{false})\s+(?P<claim>(?:{things})\s+(?:of|that)\s+\w)", re.IGNORECASE)


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


def set_apart(
    draft: Draft, gauge: Gauge, statements: Mapping[str, Statement], readings: dict[str, Reading]
) -> list[Draft]:
    """Take passages that name what they dismiss out of a point about something else: what is alike is the words, not the claim."""
    if draft.oppositions:
        return [draft]
    units = gauge.units
    naming = [m for m in draft.members if rejected_claim(units[m], statements, readings)]
    rest = [m for m in draft.members if m not in naming]
    return [Draft(tuple(part), (), draft.score, ()) for part in (naming, rest) if part]
