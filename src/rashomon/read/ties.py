"""What a time expression dates, where the order of the words says more than the tree: the rules of a newsroom.

"Last month, when she took the offer" dates the taking; "after he closed the port in May, ..." the closing; "in a letter
Monday" the verb before the letter; "news last week that he quit" the quitting too.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import islice

from rashomon.read.tellings import VERBS, Tie, tie_of
from rashomon.types import Dated, Sentence, Token

# "Since March, when ...": the day is that of the when-clause; the clause above only counts from it.
BOUNDS = frozenset(("since", "until", "till", "before", "after"))
# Words that open a clause of time at the head of a sentence.
OPENING = frozenset(("after", "before", "when", "since", "once", "until"))
# What carries somebody's words and is no happening of its own: its day is the day of the telling.
MEDIA = frozenset(("tweet", "letter", "statement", "post", "email", "e-mail", "memo", "message", "note", "telegram", "cable", "blog", "text", "posting", "column"))  # fmt: skip
BY_WAY_OF = frozenset(("in", "on", "via", "by", "with", "through"))
# "News last week that he quit" is of that week; of a day it is not: he may have quit the day before.
NEWS = frozenset(("news", "word"))
STRETCHES = frozenset(("week", "weekend", "month", "year"))
FINITE = frozenset(("VBD", "VBZ", "VBP"))
# Before a time: "late on Monday", "early last week".
BEFORE_A_TIME = frozenset(("on", "late", "early", "in"))


def ties_of(tokens: Sequence[Token], item: Dated, sentence: Sentence) -> tuple[Tie, ...]:
    """Find what a time expression dates: what it hangs on, and the clause that the words around it give it to."""
    tie = tie_of(tokens, item, sentence)
    start = bisect_right(tokens, item.span.start, sentence.first, sentence.last, key=lambda word: word.end)
    stop = bisect_left(tokens, item.span.end, start, sentence.last, key=lambda word: word.start)
    inside = _clause_before(tokens, sentence.first, (start, stop), tie)
    told = _told_by_a_medium(tokens, sentence, (start, stop)) if inside is None else inside
    if told is not None:
        return (_of(told),)
    deed = _when_clause(tokens, stop, sentence.last)
    if deed is not None:
        counted = start > sentence.first and _low(tokens, start - 1) in BOUNDS
        return (_of(deed),) if counted else (tie, _of(deed))
    news = _news_that(tokens, sentence, (start, stop))
    return (tie,) if news is None else (tie, _of(news))


def _of(verb: int) -> Tie:
    return Tie(None, verb, only_noun=False)


def _low(tokens: Sequence[Token], index: int) -> str:
    return tokens[index].text.lower()


def _when_clause(tokens: Sequence[Token], stop: int, last: int) -> int | None:
    """Return the verb of "TIME, when S did V"."""
    at = stop + 1 if stop < last and tokens[stop].text == "," else stop
    if at >= last or _low(tokens, at) != "when":
        return None
    verb = tokens[at].head
    return verb if at < verb < last and tokens[verb].pos in VERBS else None


def _clause_before(tokens: Sequence[Token], first: int, at: tuple[int, int], tie: Tie) -> int | None:
    """Return the verb of "After S did V TIME, ..." where the time was hung on the main clause behind the comma."""
    start, stop = at
    if tie.verb is None or tie.verb < stop or tokens[stop].text != "," or _low(tokens, first) not in OPENING:
        return None
    verb = tokens[first].head
    within = first < verb < start and tokens[verb].head == tie.verb and tokens[verb].dep == "advcl"
    return verb if within and all(word.text != "," for word in tokens[verb:start]) else None


def _told_by_a_medium(tokens: Sequence[Token], sentence: Sentence, at: tuple[int, int]) -> int | None:
    """Return the verb that tells "in a letter Monday", "in a Monday letter": the last one before the preposition."""
    start, stop = at
    if start == sentence.first:
        return None
    before = start - 1
    while before > sentence.first and _low(tokens, before) in BEFORE_A_TIME:
        before -= 1
    if stop < sentence.last and tokens[stop].lemma.lower() in MEDIA:
        before = start
    elif tokens[before].lemma.lower() not in MEDIA:
        return None
    way = before - 1
    while way > sentence.first and tokens[way].pos in {"DET", "ADJ", "PROPN", "NOUN", "PRON"}:
        way -= 1
    outside = way < sentence.first or _low(tokens, way) not in BY_WAY_OF
    return None if outside else _last_verb(tokens, sentence.first, way)


def _last_verb(tokens: Sequence[Token], first: int, way: int) -> int | None:
    for index in range(way - 1, first - 1, -1):
        if tokens[index].pos in VERBS and tokens[index].tag in FINITE | {"VBN"}:
            return index
        if tokens[index].text in {",", ";", ":"} or tokens[index].dep == "mark":
            return None
    return None


def _news_that(tokens: Sequence[Token], sentence: Sentence, at: tuple[int, int]) -> int | None:
    """Return the verb of what is news in "news last week that S did V"."""
    start, stop = at
    stretch = any(word.lemma.lower() in STRETCHES for word in tokens[start:stop])
    if not stretch or start == sentence.first or stop >= sentence.last or _low(tokens, stop) != "that":
        return None
    if _low(tokens, start - 1) not in NEWS:
        return None
    verb, told = tokens[stop].head, (i for i in range(stop + 1, sentence.last) if tokens[i].pos in VERBS)
    past = any(tokens[i].tag == "VBD" and tokens[i].pos == "VERB" for i in islice(told, 1))
    return verb if past and stop < verb < sentence.last and tokens[verb].pos == "VERB" else None
