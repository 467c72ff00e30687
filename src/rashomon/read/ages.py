"""Ages told in a report: "a 16-year-old girl", "Ada Vorn, 67, ..."; a quantity whose noun is who or what is that old."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from rashomon.read.numbers_spelled import SPELLED, amount
from rashomon.spans import cut
from rashomon.types import Article, Quantity, Sentence, Span, Token

# "Old" stands with the number: "16-year-old", "nine months old", never "five years of old debts".
_OLD = re.compile(
    rf"(?<![\w.,:/$€£¥-])(?P<age>\d{{1,3}}|{SPELLED})[\s-](?P<unit>year|month|week|day)s?[\s-]olds?\b",
    re.IGNORECASE,
)
# A number between marks behind a name: "Ada Vorn, 67, said".
_BEHIND = re.compile(r"(?<=[^\W\d_]),\s(?P<age>[1-9]\d?|1[01]\d)(?=[,.;)])(?![,.]\d)")
# So many words up from "old" stands what is that old.
STEPS = 3


def find_ages(
    article: Article, sentence: Sentence, tokens: Sequence[Token], ends: Sequence[int]
) -> Iterator[Quantity]:
    """Find the ages of a sentence; behind a name a number is an age only where the name is a person's."""
    text, start = sentence.span.text, sentence.span.start
    for found in _OLD.finditer(text):
        age = amount(found["age"])
        last = bisect_left(ends, start + found.end())
        if age is not None and last < len(tokens):
            noun = _aged(article, last, tokens)
            span = cut(article, start + found.start(), start + found.end())
            yield Quantity(span, age, age, f"{found['unit'].lower()}s old", approximate=False, noun=noun)
    for found in _BEHIND.finditer(text):
        person = _person(article, bisect_left(ends, start + found.start()), tokens)
        if person is not None:
            span = cut(article, start + found.start("age"), start + found.end("age"))
            age = float(found["age"])
            yield Quantity(span, age, age, "years old", approximate=False, noun=person)


def _aged(article: Article, word: int, tokens: Sequence[Token]) -> Span | None:
    for _ in range(STEPS):
        word = tokens[word].head
        token = tokens[word]
        if token.pos in ("VERB", "AUX", "ADP"):
            return None
        if token.pos in ("NOUN", "PROPN") and token.lemma.lower() not in ("year", "month", "week", "day"):
            return cut(article, token.start, token.end)
    return None


def _person(article: Article, last: int, tokens: Sequence[Token]) -> Span | None:
    """Return the whole name of the person that ends at a word."""
    if last >= len(tokens) or not tokens[last].ent.endswith("PERSON"):
        return None
    first = last
    while first > 0 and tokens[first].ent.startswith("I-") and tokens[first - 1].ent.endswith("PERSON"):
        first -= 1
    return cut(article, tokens[first].start, tokens[last].end)
