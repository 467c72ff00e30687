"""Weekdays of the day after the report: news of Monday evening that begins "struck the coast on Tuesday".

A report that goes out while the next day has begun elsewhere names that day in the past. In its opening sentences a bare
weekday on the main verb is rarely that of six days before. Looked through, not counted: some 70 such weekdays in the openings
of public timelines and clusters, a few of them unclear; those plainly six days back stood in a clause of their own or before
"'s" ("When the quake struck on Tuesday"). Where the report opens so, it means that day all through.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rashomon.calendar_words import DAYS
from rashomon.date_clock import is_plain
from rashomon.dates import Expression, find_expressions
from rashomon.tense import TELLING, looks_ahead
from rashomon.types import Sentence, Token

OPENING = 2
# The way from a weekday up to the main verb leads over these; a clause of its own (who, when, since) tells of another time.
ON_THE_WAY = frozenset(("npadvmod", "pobj", "prep", "compound", "nmod", "nsubj", "nsubjpass", "dobj", "conj", "parataxis", "dep", "ROOT"))  # fmt: skip
# Behind these stands what was before the news.
BEFORE_IT = frozenset(("since", "until", "till", "before", "after", "following", "from", "of"))


def day_of_the_opening(
    tokens: Sequence[Token], sentences: Sequence[Sentence], anchor: date | None
) -> str | None:
    """Return the weekday after the report's own, in small letters, where its opening tells the news of it in the past."""
    if anchor is None:
        return None
    name = list(DAYS)[(anchor.weekday() + 1) % 7]
    opening = [sentence for sentence in sentences if sentence.kind == "body"][:OPENING]
    return name if any(_tells(tokens, sentence, name) for sentence in opening) else None


def _tells(tokens: Sequence[Token], sentence: Sentence, name: str) -> bool:
    text = sentence.span.text
    return any(
        is_of(expression, text, name)
        and _is_the_news(tokens, sentence, sentence.span.start + expression.start)
        for expression in find_expressions(text)
    )


def is_of(expression: Expression, text: str, name: str) -> bool:
    """Say whether an expression is the bare weekday of that name."""
    named = expression.weekday and text[expression.start : expression.end].lower().startswith(name)
    return named and is_plain(text, expression.start, expression.end)


def _is_the_news(tokens: Sequence[Token], sentence: Sentence, at: int) -> bool:
    """Say whether a time hangs on the main verb of its sentence, in the past."""
    index = next((i for i in range(sentence.first, sentence.last) if tokens[i].end > at), None)
    if index is None or looks_ahead(tokens, sentence.first, sentence.last, at) is not False:
        return False
    for _ in range(sentence.last - sentence.first):
        word = tokens[index]
        told = word.dep == "ccomp" and tokens[word.head].lemma.lower() in TELLING
        if (word.dep not in ON_THE_WAY and not told) or word.text.lower() in BEFORE_IT:
            return False
        if word.head == index:
            return word.pos in {"VERB", "AUX"} and _has_been(tokens, sentence, index)
        index = word.head
    return False


def _has_been(tokens: Sequence[Token], sentence: Sentence, verb: int) -> bool:
    """Say whether a main verb tells the news in the past: not "shows", and not "had shown"."""
    helpers = {
        tokens[i].text.lower()
        for i in range(sentence.first, sentence.last)
        if tokens[i].head == verb and tokens[i].dep in {"aux", "auxpass"}
    }
    if helpers & {"had", "'d", "’d"}:
        return False
    return tokens[verb].tag == "VBD" or bool(helpers & {"was", "were", "has", "have", "did"})
