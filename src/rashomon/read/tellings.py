"""The shape of a telling: how far a clause or a noun phrase reaches, and what a time expression hangs on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from msgspec import Struct

from rashomon.happening_words import words
from rashomon.spans import trimmed
from rashomon.types import Article, Dated, Sentence, Span, Token

# A telling longer than this is a whole sentence and says nothing about where the happening stands in it.
LONGEST = 22
INSIDE = frozenset(
    ("det", "amod", "compound", "poss", "case", "prep", "pobj", "nmod", "nummod", "punct", "npadvmod", "quantmod")
)  # fmt: skip
CLAUSE_ENDS = frozenset(("ccomp", "advcl", "conj", "relcl", "parataxis"))
VERBS = frozenset(("VERB", "AUX"))
# Verbs that carry a happening told by their object: "held talks", "paid a visit", "staged a protest".
LIGHT = frozenset(("hold", "have", "begin", "start", "attend", "host", "conduct", "take", "make", "pay", "stage", "open", "give", "launch", "carry", "join",
                   "file", "lodge", "deliver", "issue", "mount", "wage", "organize", "organise"))  # fmt: skip
NOUNS = frozenset(("NOUN", "PROPN"))
# A time in the middle of a noun phrase belongs to the noun alone ("the February 21 accord", "Sunday's meeting").
OF_THE_NOUN = frozenset(("compound", "nmod", "nummod", "poss", "amod"))
# Verbs that say of a happening that it is, was or will be: their time is its time.
OCCUR = LIGHT | frozenset(("be", "occur", "happen", "schedule", "plan", "set", "expect", "resume", "end", "finish", "last", "convene", "come", "continue", "fall", "sign", "reach", "strike"))  # fmt: skip
# Happenings whose deeds are theirs on the day they strike: "a fire destroyed the mill on Monday".
STRIKING = frozenset(("disaster", "attack"))
# What stands when it is made: "praised the accord on Friday", "stays in the accord this week" date no accord.
STANDING = frozenset(("deal",))
# "agreed at talks on Sunday", "met for talks on Sunday"; but "spoke after the talks on Sunday" dates the speaking.
WITHIN = frozenset(("at", "in", "during", "for", "on"))


class Tie(Struct, frozen=True):
    """What a time expression hangs on: the nearest noun and verb above it, where there are such."""

    noun: int | None
    verb: int | None
    only_noun: bool


def tie_of(tokens: Sequence[Token], item: Dated, sentence: Sentence) -> Tie:
    """Find what a time expression hangs on, up the tree to the first verb."""
    start = bisect_right(tokens, item.span.start, sentence.first, sentence.last, key=lambda word: word.end)
    stop = bisect_left(tokens, item.span.end, start, sentence.last, key=lambda word: word.start)
    inside = range(start, stop)
    if not inside:
        return Tie(None, None, only_noun=False)
    within = set(inside)
    at = next((i for i in inside if tokens[i].head not in within or tokens[i].head == i), inside[0])
    # "the accord of January 22", "the February 21 accord"
    direct = tokens[at].dep in OF_THE_NOUN or (
        tokens[at].head != at and tokens[tokens[at].head].text.lower() == "of"
    )
    direct = direct or _elliptic(tokens, at)
    noun = None
    for _ in range(sentence.last - sentence.first):
        if tokens[at].head == at:
            break
        at = tokens[at].head
        if tokens[at].pos in VERBS and tokens[at].dep != "pobj":
            # a name that is also a verb ("to Chase by the bank last month") is none behind a preposition
            return Tie(noun, at, only_noun=direct and noun is not None)
        if tokens[at].pos in NOUNS and at not in within and (noun is None or _names_a_part(tokens, noun, at)):
            noun = at
    return Tie(noun, at if tokens[at].pos in VERBS else None, only_noun=direct and noun is not None)


def _names_a_part(tokens: Sequence[Token], noun: int, above: int) -> bool:
    """Say whether a noun is only a part of the name of a happening: "a 2029 boiler explosion" dates the explosion."""
    kinds = words().nouns
    part = tokens[noun].dep == "compound" and tokens[noun].head == above
    return part and tokens[above].lemma.lower() in kinds and tokens[noun].lemma.lower() not in kinds


def _elliptic(tokens: Sequence[Token], at: int) -> bool:
    """Say whether a time tells of a name alone, its verb left out: "two were there: Anna Veld, in 2003; and Otto Brandt, in 2011"."""
    above = tokens[at].head
    noun = tokens[above].head
    named = (
        tokens[above].dep == "prep" and tokens[noun].pos == "PROPN" and tokens[noun].dep in {"appos", "conj"}
    )
    return named and above > 0 and tokens[above - 1].text == ","


def dated_by(tokens: Sequence[Token], noun: int) -> int | None:
    """Return the verb whose time is also the time of the happening that a noun tells, None where there is none."""
    word, head = tokens[noun], tokens[noun].head
    if word.dep == "pobj" and tokens[head].text.lower() in WITHIN and tokens[tokens[head].head].pos in VERBS:
        return None if words().nouns.get(word.lemma.lower()) in STANDING else tokens[head].head
    if (
        word.dep == "nsubj"
        and tokens[head].tag == "VBD"
        and words().nouns.get(word.lemma.lower()) in STRIKING
    ):
        return head
    says_so = word.dep in {"nsubj", "nsubjpass", "dobj", "attr"} and tokens[head].lemma.lower() in OCCUR
    return head if says_so and tokens[head].pos in VERBS else None


def light_verb(tokens: Sequence[Token], noun: int) -> int | None:
    """Return the verb that only carries the happening which a noun tells ("held talks"), None where there is none."""
    head = tokens[noun].head
    carried = tokens[noun].dep in {"dobj", "nsubjpass"} and tokens[head].lemma.lower() in LIGHT
    return head if carried and head != noun and tokens[head].pos in VERBS else None


def verb_above(tokens: Sequence[Token], index: int) -> int:
    """Climb from a word to the verb that governs it, or to the root."""
    for _ in range(40):
        if tokens[index].pos in VERBS or tokens[index].head == index:
            return index
        index = tokens[index].head
    return index


def noun_phrase(tokens: Sequence[Token], head: int, sentence: Sentence) -> tuple[int, int]:
    """Return the first and last word of the noun phrase around a noun."""
    return _spread(tokens, head, sentence, INSIDE)


def clause(tokens: Sequence[Token], head: int, sentence: Sentence) -> tuple[int, int]:
    """Return the first and last word of the clause around a verb, without the clauses that hang on it."""
    inside = (
        frozenset(token.dep for token in tokens[sentence.first : sentence.last])
        - CLAUSE_ENDS
        - {"punct", "mark", "cc"}
    )
    return _spread(tokens, head, sentence, inside)


def _spread(
    tokens: Sequence[Token], head: int, sentence: Sentence, inside: frozenset[str]
) -> tuple[int, int]:
    members = {head}
    grown = True
    while grown:
        fresh = {
            index
            for index in range(max(sentence.first, head - LONGEST), min(sentence.last, head + LONGEST))
            if index not in members and tokens[index].head in members and tokens[index].dep in inside
        }
        members |= fresh
        grown = bool(fresh)
    kept = [index for index in members if tokens[index].pos not in {"PUNCT", "SPACE"}] or [head]
    return min(kept), max(kept)


def spanned(
    article: Article, tokens: Sequence[Token], edges: tuple[int, int], item: Dated | None
) -> Span | None:
    """Cut a telling from its first to its last word, with the words that date it where the syntax leaves them outside."""
    start, end = tokens[edges[0]].start, tokens[edges[1]].end
    if item:
        start, end = min(start, item.span.start), max(end, item.span.end)
    return trimmed(article, start, end)
