"""Whether a body whose work it is says of somebody that he did wrong: "police said Keller robbed a shop" is a charge, without the word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rashomon.compare.clauses import children
from rashomon.compare.cues import words
from rashomon.compare.deed_names import deed_named
from rashomon.compare.negations import is_negated
from rashomon.compare.units import top_word, words_of
from rashomon.types import Reading, Statement, Token

# What those may bring of whom it is the work, also where they only "say" it.
CHARGED = ("charge", "accus", "alleg")
# "They" and "it" may be the body itself.
HIM = frozenset({"he", "she"})
NOBODY = frozenset({"DATE", "TIME", "GPE", "LOC", "FAC", "EVENT", "CARDINAL", "PRODUCT"})
WORD = re.compile(r"[\w'’-]+")
# So many deeds in a row at most: "threw stones, threatened them and took part in a riot".
SEVERAL = 6


def charges_somebody(reading: Reading, other: Statement, thing: str) -> bool:
    """Say whether what such a body says may be called a charge: of a person, of a wrong, and as done.

    That he was found, will be questioned or thanked them is none. `thing` is what the denial calls it.
    """
    source = WORD.findall(other.source.text.lower()) if other.source else []
    if not thing.startswith(CHARGED) or words("accusers").isdisjoint(source):
        return False
    inner = words_of(reading, other.content)
    return tells_a_wrong(reading, other) and _of_somebody(reading.tokens, top_word(reading.tokens, inner))


def tells_a_wrong(reading: Reading, other: Statement) -> bool:
    """Say whether a claim tells as done that somebody did wrong, whoever tells it."""
    inner = words_of(reading, other.content)
    if not inner:
        return False
    head = top_word(reading.tokens, inner)
    return any(_is_wrong(reading.tokens, place) for place in _in_a_row(reading.tokens, head, inner))


def _in_a_row(tokens: Sequence[Token], head: int, inner: Sequence[int]) -> Iterator[int]:
    """Yield a predicate and those that stand beside it in the passage."""
    yield head
    last = head
    for _ in range(SEVERAL):
        after = [i for i in inner if tokens[i].dep == "conj" and tokens[i].head == last and i != last]
        if not after:
            return
        last = after[0]
        yield last


def _of_somebody(tokens: Sequence[Token], head: int) -> bool:
    """Say whether the one who does it is called by name, or "he", "she": no day, no place."""
    subjects = [i for i in children(tokens, head, head) if tokens[i].dep == "nsubj"]
    return any(
        tokens[i].text.lower() in HIM or (tokens[i].pos == "PROPN" and tokens[i].ent[2:] not in NOBODY)
        for i in subjects
    )


def _is_wrong(tokens: Sequence[Token], place: int) -> bool:
    """Say whether a predicate tells as done that somebody did wrong: "*robbed* a shop", "*hid* rifles"."""
    verb, near = tokens[place], list(children(tokens, place, place))
    if verb.pos != "VERB" or is_negated(tokens, place):
        return False
    if any(tokens[i].tag == "MD" or tokens[i].dep in {"auxpass", "nsubjpass"} for i in near):
        return False
    lemma = verb.lemma.lower()
    if verb.tag not in {"VBD", "VBN"}:
        return False
    if lemma in words("wrongs") or deed_named(lemma):
        objects = {tokens[i].lemma.lower() for i in near if tokens[i].dep == "dobj"}
        return lemma not in words("either_wrong_or_not") or words("harmless_things").isdisjoint(objects)
    return lemma in words("handling") and any(
        word.lemma.lower() in words("wrong_things") for word in _behind(tokens, place)
    )


def _behind(tokens: Sequence[Token], place: int) -> Iterator[Token]:
    """Yield what a verb is done to, and what its prepositions hold: "sold *stolen cars*", "took part in *riots*"."""
    for index in children(tokens, place, place):
        if index > place and tokens[index].dep in {"dobj", "prep", "dative"}:
            yield tokens[index]
            for inner in children(tokens, index, index):
                yield tokens[inner]
                yield from (tokens[i] for i in children(tokens, inner, inner) if tokens[i].dep == "pobj")
