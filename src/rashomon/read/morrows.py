"""Weekdays of the day after the report: news of Monday evening that begins "struck the coast on Tuesday".

A report that goes out while the next day has begun elsewhere names that day in the past. In its opening sentences a bare
weekday on the main verb is rarely that of six days before. Looked through, not counted: some 70 such weekdays in the openings
of public timelines and clusters, a few of them unclear; those plainly six days back stood in a clause of their own or before
"'s" ("When the quake struck on Tuesday"). Where the report opens so, it means that day all through.

So only the first sentence that tells something decides, and not beside words for the week behind it ("the seventh day", "last
week"), a day of the report's own ("found guilty on Tuesday and jailed on Monday") or a death, which is told a week late.
Where it is left, the other reports of the story may still show it (group/morrows.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from rashomon.calendar_words import DAYS
from rashomon.date_clock import is_plain
from rashomon.dates import Expression, find_expressions
from rashomon.tense import TELLING, looks_ahead
from rashomon.types import Sentence, Token

# The sentence that opens a report, and the next, in which it may go on from there.
OPENING = 2
# Words for the days behind a report: what they stand beside began before it.
BEHIND = re.compile(
    r"\b(?:last|past|all|first|full|entire|this) week\b|\bweek-?long\b|\bweek of\b|\bfor a week\b|\ba week (?:of|ago|after|later|since)\b"
    r"|\b(?:[4-7]|four|five|six|seven|several|few|many|these|past|last)[ -]days?\b|\bdays (?:of|ago|after|later|since|before)\b"
    r"|\b(?:fourth|fifth|sixth|seventh)\b[^.]{0,12}\b(?:day|night)\b|\blast seen\b|\bevery (?:day|night) since\b|\bnow\b",
    re.IGNORECASE,
)
# "... on Tuesday, a day after talks on Monday" goes back from it.
BACK_FROM_IT = re.compile(
    r"\b(?:after|following|since|from|had|hours? (?:of|after)|late|night|eastern|ET|time)\b", re.IGNORECASE
)
AROUND = 40
WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
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
    opening = _opening(tokens, sentences)
    if not opening or not _tells(tokens, opening[0], name):
        return None
    text = " ".join(sentence.span.text for sentence in opening)
    own = frozenset((list(DAYS)[anchor.weekday()],))
    told = _tells_of(text, own) or _tells_of(opening[0].span.text, frozenset(DAYS) - own - {name})
    return None if told or BEHIND.search(text) else name


def _opening(tokens: Sequence[Token], sentences: Sequence[Sentence]) -> list[Sentence]:
    """Return the first sentence with a subject, and the next: "(ENA)" and "Updated at 9 p.m." tell nothing."""
    body = [sentence for sentence in sentences if sentence.kind == "body"]
    for at, sentence in enumerate(body[: 2 * OPENING]):
        if any(tokens[i].dep in {"nsubj", "nsubjpass"} for i in range(sentence.first, sentence.last)):
            return body[at : at + OPENING]
    return []


def _tells_of(text: str, days: frozenset[str]) -> bool:
    """Say whether an opening tells of other days too, such as the report's own, and not as what came before its news."""
    return any(
        not BACK_FROM_IT.search(text[max(0, day.start() - AROUND) : day.end() + AROUND // 2])
        for day in WEEKDAY.finditer(text)
        if day.group().lower() in days
    )


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
            return (
                word.pos in {"VERB", "AUX"}
                and _has_been(tokens, sentence, index)
                and not _died(tokens, index)
            )
        index = word.head
    return False


def _died(tokens: Sequence[Token], verb: int) -> bool:
    """Say whether a sentence tells the death of one who is named: obituaries come days later."""
    word = tokens[verb]
    named = any(
        tokens[i].head == verb and tokens[i].dep == "nsubj" and tokens[i].tag == "NNP"
        for i in range(max(0, verb - AROUND), verb)
    )
    return word.lemma.lower() in {"die", "pass"} and named


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
