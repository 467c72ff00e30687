"""When: the time expressions of one article, by newsroom rules against the day it was published."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rashomon.dates import Found, find_dates
from rashomon.spans import cut
from rashomon.types import Article, Dated, Sentence, Token, When, Why

# Words that turn a sentence to what is yet to come; "said on Friday that he will ..." is told apart by the clause.
AHEAD = frozenset(("will", "shall", "'ll", "’ll", "would"))
AHEAD_LEMMAS = frozenset(
    ("expect", "plan", "schedule", "due", "set", "slate", "intend", "upcoming", "next", "suppose")
)
# How many words back a modal still governs an expression ("will meet ministers of the union in the port on Friday").
REACH = 12
# Verbs of telling keep their own weekday in the past, whatever the telling is about.
TELLING = frozenset(("say", "tell", "announce", "report", "add", "confirm", "reveal", "write", "state"))


def find_times(article: Article, tokens: Sequence[Token], sentences: Sequence[Sentence]) -> tuple[Dated, ...]:
    """Find every time expression in the sentences of an article; `when` is None where the text gives too little."""
    anchor = anchor_of(article)
    found: list[Dated] = []
    for sentence in sentences:
        words = tokens[sentence.first : sentence.last]
        forward = find_dates(sentence.span.text, anchor, ahead=True)
        for item in find_dates(sentence.span.text, anchor):
            start = sentence.span.start + item.start
            later = [other for other in forward if other.start == item.start and _looks_ahead(start, words)]
            found.append(_dated(article, sentence.span.start, later[0] if later else item))
    return tuple(found)


def anchor_of(article: Article) -> date | None:
    """Return the day to count from: the day of publication, where it is known to the day."""
    if article.published is None or article.published.precision not in {"day", "minute"}:
        return None
    return date.fromisoformat(article.published.start)


def _dated(article: Article, base: int, item: Found) -> Dated:
    span = cut(article, base + item.start, base + item.end)
    if item.resolved is None:
        return Dated(span, None)
    why = Why(
        item.resolved.rule, (article.published.span,) if article.published and article.published.span else ()
    )
    start, end = item.resolved.start.isoformat(), item.resolved.end.isoformat()
    return Dated(span, When(start, end, item.resolved.precision, span, why))


def _looks_ahead(start: int, words: Sequence[Token]) -> bool:
    """Say whether the words before an expression look to what is yet to come.

    The last word that decides wins: "will travel on Friday" looks ahead, "will travel, she said on Friday" does not.
    """
    before = [word for word in words if word.end <= start][-REACH:]
    for word in reversed(before):
        if word.lemma.lower() in TELLING:
            return False
        if word.text.lower() in AHEAD or word.lemma.lower() in AHEAD_LEMMAS:
            return True
    return False
