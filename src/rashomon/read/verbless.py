"""Whether words surely hold no verb: names and what hangs on them by prepositions, each noun where only a noun stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from rashomon.read.people_words import words as listed

TOKEN = re.compile(r"[^\W_](?:[\w'’.-]*[\w.])?|[^\w\s]")
PREPOSITIONS = frozenset(
    [
        "with",
        "at",
        "in",
        "outside",
        "near",
        "on",
        "during",
        "before",
        "after",
        "aboard",
        "inside",
        "of",
        "against",
        "from",
        "for",
        "between",
        "beside",
        "behind",
        "above",
        "below",
    ]
)
ARTICLES = frozenset(["a", "an", "the", "his", "her", "its", "their", "this", "that", "these", "those"])
# Nouns that close a run of words in small letters ("a state visit"). None is a past tense, and none follows a verb
# without an article: "The storm at the port sank boats" closes with another.
CLOSING = frozenset(
    [
        "visit",
        "meeting",
        "conference",
        "summit",
        "ceremony",
        "rally",
        "tour",
        "trip",
        "session",
        "hearing",
        "wedding",
        "funeral",
        "banquet",
        "reception",
        "treaty",
        "bill",
        "law",
    ]
)
KIN = frozenset(["wife", "husband", "son", "daughter", "brother", "sister", "mother", "father"])
# "Ms. Belkor's in Elva." has a verb.
SHORT_VERB = re.compile(r"['’](?:s|d|ll|re|ve|m)$|n['’]t$")
LONGEST_RUN = 4


def is_verbless(text: str) -> bool:
    """Say whether a verb has no place in a text; where in doubt it has one.

    No list of strong verbs is ever complete ("froze", "slew", "forbade"), so a word in small letters counts as a verb
    unless a preposition or an article stands before it.

    >>> is_verbless("Ms. Belkor and her husband, Jon Orsk, at the harbour"), is_verbless("Ms. Belkor at the harbour sang")
    (True, False)
    """
    tokens = TOKEN.findall(text.strip().rstrip(".!?"))
    at = 0
    while at < len(tokens):
        length = _nominal(tokens, at)
        if length == 0:
            return False
        at += length
    return bool(tokens) and tokens[-1] not in _ties()


@cache
def _ties() -> frozenset[str]:
    return PREPOSITIONS | ARTICLES | {"and", "to"}


def _nominal(tokens: Sequence[str], at: int) -> int:
    # how many tokens from here on are surely no verb; 0 where one may be
    word, before = tokens[at], tokens[at - 1] if at else ","
    following = tokens[at + 1] if at + 1 < len(tokens) else ""
    if word[:1].isdigit() or word in {",", "(", ")"}:
        return 1
    if word[:1].isupper():
        short = SHORT_VERB.search(word) is not None and not following[:1].isupper()
        return 0 if short else (1 + _run(tokens, 1) if at == 0 and word.lower() in ARTICLES else 1)
    if word in {"and", "to"}:
        return int(following[:1].isupper() or (word == "and" and following in ARTICLES))
    if word in PREPOSITIONS:
        return 1 + _run(tokens, at + 1)
    if word in ARTICLES:
        led = before in PREPOSITIONS or before in {",", "(", "and"}
        return 1 + _run(tokens, at + 1) if led else 0
    return _office(tokens, at) if before in {",", "("} else 0


def _run(tokens: Sequence[str], start: int) -> int:
    # the words in small letters behind a preposition or an article: one, or several that are one noun by all signs
    end = start
    while end < len(tokens) and tokens[end][:1].islower() and tokens[end] not in _ties():
        end += 1
    closed = 1 < end - start <= LONGEST_RUN and tokens[end - 1] in CLOSING
    return end - start if end - start == 1 or closed else _office(tokens, start)


def _office(tokens: Sequence[str], start: int) -> int:
    known = listed("roles") | listed("role_modifiers") | KIN
    end = start
    while end < len(tokens) and tokens[end] in known:
        end += 1
    return end - start
