"""When: the time expressions of one article, by newsroom rules against the day it was published."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from msgspec import Struct

from rashomon.calendar_words import DAYS
from rashomon.date_clock import BEGUN, day_already_begun, goes_on, six_days_before
from rashomon.date_years import (
    NEAREST,
    InFull,
    days_in_full,
    is_without_year,
    place_of,
    with_year,
)
from rashomon.dates import Expression, Resolved, find_dates, find_expressions, resolve
from rashomon.read.morrows import BEHIND, day_of_the_opening, is_of
from rashomon.read.told_back import is_counted_from_told, is_of_what_nobody_plans, of_the_year_before
from rashomon.spans import cut
from rashomon.tense import looks_ahead
from rashomon.types import Article, Dated, Gap, Sentence, Span, Token, When, Why

NAMES = frozenset(("PERSON", "WORK_OF_ART", "ORG"))
FEAST = "feast"
EXACT = frozenset(("day", "minute"))
# "that year", "the following month" reach back over so many sentences at most.
NEAR = 3
NEWS = timedelta(14)
# What a note on an update tells of came in about when the report did, and mostly after: its weekday is the nearest one.
UPDATE = re.compile(
    r"\b(?:story|article|report|post|piece) (?:has been|was) (?:since )?updated\b", re.IGNORECASE
)


class _Told(Struct):
    """What is told around a time: the days in full, the last day in the sentence before and in this one, the last time of all.

    `last` stands in sentence `at`.
    """

    full: dict[tuple[int, int], InFull]
    before: date | None = None
    here: date | None = None
    last: date | None = None
    at: int = 0

    def around(self, number: int) -> date | None:
        """Return a day of the month or year that was told last, not too far before a sentence."""
        return self.last if number - self.at <= NEAR else None

    def take(self, resolved: Resolved | None, number: int, anchor: date | None) -> None:
        """Note what a time of a sentence came to."""
        if resolved and resolved.precision in EXACT:
            self.here = resolved.start
            if anchor and resolved.start > anchor - NEWS:
                # the day on which somebody spoke of it is no base
                return
        # a stretch says nothing of the year that is meant, and what came to nothing may have told another
        known = resolved is not None and resolved.precision != "vague"
        self.last, self.at = (resolved.start if resolved and known else None), number


def find_times(article: Article, tokens: Sequence[Token], sentences: Sequence[Sentence]) -> tuple[Dated, ...]:
    """Find every time expression in the sentences of an article; `when` is None where the text gives too little.

    "A day later" counts from the day that was told last before it, in the same sentence or the one before. A day without a
    year is in the nearest year, unless the report tells an earlier one for the same day.
    """
    anchor = anchor_of(article)
    found: list[Dated] = []
    told = _Told(days_in_full(sentences, anchor))
    morrow = day_of_the_opening(tokens, sentences, anchor) or _day_begun(tokens, sentences, anchor)
    for number, sentence in enumerate(sentences):
        told.before, told.here = told.here, None
        for expression in (expressions := find_expressions(sentence.span.text)):
            at = sentence.span.start + expression.start
            if _is_a_name(tokens[sentence.first : sentence.last], at, sentence.span.start + expression.end):
                continue
            ahead = _direction(tokens, sentence, at)
            if ahead and expression.weekday and is_of_what_nobody_plans(tokens, sentence, at):
                ahead = False
            resolved = resolve(
                expression, anchor, ahead=ahead, told=told.here or told.before, around=told.around(number)
            )
            if expression.leans and not ahead and resolved and anchor and resolved.start > anchor:
                resolved = None
            resolved = _in_context(expression, expressions, sentence, anchor, resolved)
            if morrow and is_of(expression, sentence.span.text, morrow):
                resolved = day_already_begun(resolved, anchor)
            resolved = _or_six_days_before(expression, sentences[number : number + 2], anchor, resolved)
            if expression.weekday and is_counted_from_told(sentence.span.text[: expression.start]):
                resolved = None
            if anchor and resolved and resolved.rule == NEAREST and not ahead:
                resolved = of_the_year_before(resolved, anchor, tokens, sentence, at)
                resolved = with_year(resolved, anchor, told.full, place_of(expression, sentence, number))
            told.take(resolved, number, anchor)
            found.append(_dated(article, sentence.span.start, expression, resolved))
    return tuple(found)


def _day_begun(tokens: Sequence[Token], sentences: Sequence[Sentence], anchor: date | None) -> str | None:
    """Return the weekday that a report tells in the past as already begun, in small letters.

    Where "the mayor said early Tuesday" is the day after the report, so is its "the minister said Tuesday morning"; not where
    words for the week behind stand beside it ("a week ago, early Tuesday").
    """
    if anchor is None:
        return None
    name = list(DAYS)[(anchor.weekday() + 1) % 7]
    for number, sentence in enumerate(sentences):
        if BEHIND.search(sentence.span.text):
            continue
        for expression in find_expressions(sentence.span.text):
            if not is_of(expression, sentence.span.text, name):
                continue
            ahead = _direction(tokens, sentence, sentence.span.start + expression.start)
            day = resolve(expression, anchor, ahead=ahead)
            day = _or_six_days_before(expression, sentences[number : number + 2], anchor, day)
            if day and day.rule == BEGUN:
                return name
    return None


def _in_context(
    expression: Expression,
    expressions: Sequence[Expression],
    sentence: Sentence,
    anchor: date | None,
    resolved: Resolved | None,
) -> Resolved | None:
    """Date a weekday of a note on an update and a feast by what stands around them in their sentence."""
    if anchor and resolved and expression.weekday and UPDATE.search(sentence.span.text):
        resolved = _nearest(expression, anchor, resolved)
    if anchor and resolved and resolved.rule == FEAST:
        resolved = _in_the_year_beside(expression, expressions, anchor, resolved)
    return resolved


def _or_six_days_before(
    expression: Expression, near: Sequence[Sentence], anchor: date | None, resolved: Resolved | None
) -> Resolved | None:
    """Take back a day already begun where the next sentence goes on from it: "He was charged on Monday"."""
    if anchor is None or resolved is None or resolved.rule != BEGUN or len(near) == 1:
        return resolved
    day, after = near[0].span.text[expression.start : expression.end], near[1].span.text
    told = [found.resolved for found in find_dates(after, anchor) if found.resolved]
    past = any(other.rule == "last-weekday" for other in told)
    return six_days_before(resolved, anchor) if past and goes_on(day, after) else resolved


def time_gaps(article: Article, times: Sequence[Dated]) -> tuple[Gap, ...]:
    """List the expressions that come to nothing, each with its reason: no day to count from, or a year left open."""
    anchor = anchor_of(article)
    return tuple(
        Gap(article.id, item.span, "time", _why_not(item.span, anchor)) for item in times if item.when is None
    )


def _why_not(span: Span, anchor: date | None) -> str:
    if anchor is None:
        return "no-day-of-publication"
    return "year-left-open" if is_without_year(span.text) else "the-words-give-no-day"


def anchor_of(article: Article) -> date | None:
    """Return the day to count from: the day of publication, where it is known to the day."""
    if article.published is None or article.published.precision not in EXACT:
        return None
    return date.fromisoformat(article.published.start)


def _nearest(expression: Expression, anchor: date, otherwise: Resolved) -> Resolved:
    either = (resolve(expression, anchor, ahead=ahead) for ahead in (False, True))
    return min((day for day in either if day), key=lambda day: abs(day.start - anchor), default=otherwise)


def _in_the_year_beside(
    feast: Expression, expressions: Sequence[Expression], anchor: date, otherwise: Resolved
) -> Resolved:
    """Date a feast by the year or the month that its sentence tells beside it: "on Christmas Eve, two years ago"."""
    for other in expressions:
        told = resolve(other, anchor, ahead=False) if other != feast else None
        if told is None or told.rule == FEAST or told.precision not in {"year", "month"}:
            continue
        days = [resolve(feast, day, ahead=None) for day in (told.start, told.end)]
        if told.precision == "month":
            return days[0] or otherwise
        return next((day for day in days if day and day.start.year == told.start.year), otherwise)
    return otherwise


def _direction(tokens: Sequence[Token], sentence: Sentence, at: int) -> bool | None:
    ahead = looks_ahead(tokens, sentence.first, sentence.last, at)
    # a headline or a caption tells in the present what has been
    return None if ahead and sentence.kind != "body" and not _will(tokens, sentence) else ahead


def _will(tokens: Sequence[Token], sentence: Sentence) -> bool:
    return any(word.text.lower() in {"will", "to"} for word in tokens[sentence.first : sentence.last])


def _is_a_name(words: Sequence[Token], start: int, end: int) -> bool:
    """Say whether the words name a person (April, June, May) or a programme (“This Week”), and no time."""
    inside = [word for word in words if word.end > start and word.start < end]
    return bool(inside) and all(word.ent[2:] in NAMES for word in inside if word.pos != "ADP")


def _dated(article: Article, base: int, item: Expression, resolved: Resolved | None) -> Dated:
    span = cut(article, base + item.start, base + item.end)
    if resolved is None:
        return Dated(span, None)
    return Dated(span, _when(article, span, resolved))


def _when(article: Article, span: Span, resolved: Resolved) -> When:
    known = article.published.span if article.published else None
    why = Why(resolved.rule, (known,) if known else ())
    return When(resolved.start.isoformat(), resolved.end.isoformat(), resolved.precision, span, why)
