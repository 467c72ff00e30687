"""Days that the words around them put behind the report, whatever the tense or the calendar says.

"Thieves robbed the mint on October 21" in a report of May is of the year before; "Tuesday's blast is a riddle" has been,
for nobody plans a blast.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from rashomon.date_rules import Resolved
from rashomon.date_years import NEAREST, in_year
from rashomon.happening_words import words
from rashomon.tense import AUXILIARIES
from rashomon.types import Sentence, Token

# Told as done, a day so far ahead of its report is that of the year before; a little ahead may be a slip of the parser.
FAR_AHEAD = timedelta(45)
# What is done to a day that is yet to come: "announced on", "called for", "cancelled on".
ARRANGED = frozenset(("announcement", "invitation", "cancellation", "appointment", "call", "vote", "launch", "opening", "speech",
                      "inauguration", "wedding", "withdrawal", "resignation"))  # fmt: skip
BEEN = frozenset(("was", "were", "had", "has", "have", "been", "got"))
STEPS = 4
# "The week before, on Friday": a Friday counted from what was told, and from no day of the report.
_COUNTED_FROM_TOLD = re.compile(
    r"\b(?:the|a|one) (?:week|month|year) (?:before|earlier)(?:, (?:on )?| on )$", re.IGNORECASE
)


def of_the_year_before(
    resolved: Resolved, anchor: date, tokens: Sequence[Token], sentence: Sentence, at: int
) -> Resolved:
    """Put a day of the nearest year a year back where it would lie ahead and its verb tells a deed done on it."""
    if resolved.rule != NEAREST or resolved.start - anchor <= FAR_AHEAD:
        return resolved
    done = _is_done_on(tokens, sentence, at)
    return (in_year(resolved, resolved.start.year - 1, NEAREST) or resolved) if done else resolved


def _is_done_on(tokens: Sequence[Token], sentence: Sentence, at: int) -> bool:
    """Say whether a time stands behind "on" with a verb in the past that nobody arranges beforehand."""
    index = _first(tokens, sentence, at)
    if index is None:
        return False
    for _ in range(STEPS):
        above = tokens[index].head
        if above == index or not sentence.first <= above < sentence.last:
            return False
        if tokens[index].text.lower() == "on" and tokens[above].pos == "VERB":
            return _is_past(tokens, sentence, above)
        if tokens[above].pos not in {"NUM", "PROPN", "NOUN", "ADP", "ADJ"}:
            return False
        index = above
    return False


def _is_past(tokens: Sequence[Token], sentence: Sentence, verb: int) -> bool:
    word = tokens[verb]
    kind = words().verbs.get(word.lemma.lower())
    if kind is None or kind in ARRANGED or word.tag not in {"VBD", "VBN"}:
        return False
    below = [tokens[i] for i in range(sentence.first, sentence.last) if tokens[i].head == verb]
    helpers = {each.text.lower() for each in below if each.dep in {"aux", "auxpass"}}
    return not helpers & AUXILIARIES and (word.tag == "VBD" or bool(helpers & BEEN))


def _first(tokens: Sequence[Token], sentence: Sentence, at: int) -> int | None:
    return next((i for i in range(sentence.first, sentence.last) if tokens[i].end > at), None)


def is_of_what_nobody_plans(tokens: Sequence[Token], sentence: Sentence, at: int) -> bool:
    """Say whether a weekday stands before a noun of a mishap or a crime: "Wednesday's crash", "the Monday bombing"."""
    index = _first(tokens, sentence, at)
    if index is None or any(_is_to_come(tokens[i]) for i in range(sentence.first, sentence.last)):
        return False
    head = tokens[index].head
    before = tokens[index].dep in {"poss", "compound", "nmod", "amod", "npadvmod"}
    return before and index < head < sentence.last and tokens[head].lemma.lower() in words().unplanned


def _is_to_come(word: Token) -> bool:
    return word.text.lower() in {"will", "wo", "'ll", "’ll", "expected", "forecast"}


def is_counted_from_told(before: str) -> bool:
    """Say whether the words before a weekday count it from another day.

    >>> is_counted_from_told("A week earlier, on "), is_counted_from_told("The week before he left, on ")
    (True, False)

    >>> is_counted_from_told("It sank the month before ")
    False
    """
    return _COUNTED_FROM_TOLD.search(before[-40:]) is not None
