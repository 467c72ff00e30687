"""Clauses of a sentence, by its syntax: one predicate each, with what hangs on it.

On QA-ALIGN a third of the content of two sentences that tell the same is not shared (notes/points.md, section 2), so
a whole sentence claims too much; a clause says which part agrees.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from rashomon.compare.cues import words
from rashomon.types import Sentence, Span, Token

# Relations that open a clause. An xcomp stays with what governs it ("plans to cut").
OPENING = frozenset({"ROOT", "ccomp", "advcl", "relcl", "acl", "parataxis", "csubj", "pcomp"})
PREDICATES = frozenset({"VERB", "AUX"})
EDGES = frozenset(
    {
        "and",
        "but",
        "or",
        "that",
        "while",
        "which",
        "who",
        "because",
        "as",
        "if",
        "when",
        "where",
        "—",
        "–",
        "-",
    }
)
SOME = frozenset({"a", "an", "any", "anything", "anyone", "anybody"})
NONE = frozenset({"no", "nothing", "nobody", "none"})
# What a verb of saying does something to, or what is said of in the passive.
DEEDS = frozenset({"dobj", "nsubjpass"})
# "The news was first reported by the Herald": who told it is what is told.
TELLERS = frozenset({"agent"})
# Fewer words than this make no claim of their own.
FEWEST = 3


class Clause(Struct, frozen=True):
    """A clause: its words from `first` up to, not including, `last`, and the words of its own among them."""

    first: int
    last: int
    head: int
    own: tuple[int, ...]


def clauses(tokens: Sequence[Token], sentence: Sentence) -> list[Clause]:
    """List the clauses of a sentence in order of their heads; words are indices in the reading's tokens.

    An infinitive that completes a noun ("the right to decide their fate") is a clause, and words of the one it hangs on
    as well: "have the right" says nothing.
    """
    inside = range(sentence.first, min(sentence.last, len(tokens)))
    heads = frozenset(index for index in inside if _opens(tokens, index))
    own: dict[int, list[int]] = {head: [] for head in sorted(heads)}
    for index in inside:
        head = _governing(tokens, index, heads, sentence)
        while head is not None:
            own[head].append(index)
            above = tokens[head].head if completes_noun(tokens, head) else head
            head = _governing(tokens, above, heads, sentence) if above != head else None
    found = [_clause(tokens, head, members) for head, members in own.items()]
    return [clause for clause in found if clause is not None]


def _opens(tokens: Sequence[Token], index: int) -> bool:
    word = tokens[index]
    if word.dep == "ROOT":
        return True
    if word.pos not in PREDICATES:
        return False
    if word.dep == "conj":
        return tokens[word.head].pos in PREDICATES
    if word.dep == "pcomp" and sparing_verb(tokens, word.head) is not None:
        # "refrained from shelling" is one claim
        return False
    return word.dep in OPENING and not _of_what_is_not(tokens, index) and not _compares(tokens, index)


def _compares(tokens: Sequence[Token], index: int) -> bool:
    """Say whether a clause is only what something is held against: "more boats *than they had ever owned*"."""
    return tokens[tokens[index].head].text.lower() == "than" or any(
        i < index and tokens[i].text.lower() == "than" for i in near_to(tokens, index)
    )


def sparing_verb(tokens: Sequence[Token], preposition: int) -> int | None:
    """Find the verb by which what follows a preposition is not done: "*refrained* from", "*cleared* her of", "*stopped* short of"."""
    above = tokens[preposition].head
    if tokens[above].text.lower() == "short":
        return tokens[above].head
    if tokens[above].lemma.lower() in words("hairs"):
        # "came within a whisker of paying", "came close to paying"
        return next(
            (i for i in (tokens[above].head, tokens[tokens[above].head].head) if tokens[i].pos == "VERB"),
            None,
        )
    verb = tokens[above].head if tokens[above].dep in {"dobj", "nsubjpass"} else above
    lemma, how = tokens[verb].lemma.lower(), tokens[preposition].text.lower()
    # "stopped after paying" is stopped for having paid
    spared = lemma in words("sparing") and how in {"from", "of"}
    return verb if spared or (lemma == "decide" and how == "against") else None


def _of_what_is_not(tokens: Sequence[Token], index: int) -> bool:
    """Say whether a relative clause describes some one thing that is said not to be: nobody tells it as a fact.

    "We will not sign a treaty that closes the port" says of no treaty that it closes the port; of *the* treaty it does.
    """
    noun = tokens[index].head
    if tokens[index].dep != "relcl":
        return False
    told = {
        tokens[noun].text.lower(),
        *(tokens[i].text.lower() for i in near_to(tokens, noun) if tokens[i].dep == "det"),
    }
    if told & NONE or not told & SOME:
        return bool(told & NONE)
    verb = noun
    while tokens[verb].pos not in PREDICATES and tokens[verb].head != verb:
        verb = tokens[verb].head
    return any(tokens[i].dep == "neg" for i in near_to(tokens, verb))


def completes_noun(tokens: Sequence[Token], head: int) -> bool:
    """Say whether a predicate is an infinitive that a noun needs to say anything: "a move to rejoin the pact"."""
    # the parser calls it a relative clause at times ("assistance to rebuild the dam"); one of those has a subject
    if tokens[head].dep not in {"acl", "relcl"}:
        return False
    noun = tokens[tokens[head].head]
    if noun.dep == "appos" and tokens[noun.head].pos == "PROPN":
        return False
    near = [index for index in near_to(tokens, head) if index < head]
    return any(tokens[index].tag == "TO" for index in near) and not any(
        tokens[index].dep in {"nsubj", "nsubjpass"} for index in near
    )


def _governing(tokens: Sequence[Token], index: int, heads: frozenset[int], sentence: Sentence) -> int | None:
    for _ in range(sentence.last - sentence.first):
        if index in heads:
            return index
        above = tokens[index].head
        if above == index or not sentence.first <= above < sentence.last:
            return None
        index = above
    return None


def _clause(tokens: Sequence[Token], head: int, members: list[int]) -> Clause | None:
    kept = [index for index in members if tokens[index].pos not in {"PUNCT", "SPACE"}]
    while kept and kept[0] != head and tokens[kept[0]].text.lower() in EDGES:
        kept.pop(0)
    while kept and tokens[kept[-1]].text.lower() in EDGES:
        kept.pop()
    if len(kept) < FEWEST:
        return None
    return Clause(kept[0], kept[-1] + 1, head, tuple(kept))


def near_to(tokens: Sequence[Token], head: int) -> list[int]:
    """List the places of the words that hang on one, in order."""
    # what hangs on a word stands within some thirty words of it; this keeps long lists cheap
    low = max(0, head - 30)
    return [i for i, token in enumerate(tokens[low : head + 30], low) if token.head == head and i != head]


def children(tokens: Sequence[Token], head: int, last: int) -> list[int]:
    """List the words that hang directly on `head`, up to `last`."""
    return [index for index in near_to(tokens, head) if index < max(last, head + 30)]


def arguments(tokens: Sequence[Token], head: int, last: int, relations: frozenset[str]) -> list[int]:
    """List the words that hang on a predicate by one of `relations`, prepositions skipped over."""
    found: list[int] = []
    for index in children(tokens, head, last):
        handed = tokens[index].dep == "dative" and tokens[index].pos == "ADP"  # "to the mayor"
        if tokens[index].dep in relations and not handed:
            found.append(index)
        elif tokens[index].dep in {"prep", "dative", "agent"} and "pobj" in relations:
            found += [i for i in children(tokens, index, last) if tokens[i].dep == "pobj"]
    return found


def is_deed(tokens: Sequence[Token], clause: Clause, listeners: Sequence[Span]) -> bool:
    """Say whether a clause of saying is a happening as well: "she confirmed the trip", "the Herald first reported it".

    It is where the verb takes a thing, and not only somebody who listens, or a clause.
    """
    told = bool(arguments(tokens, clause.head, clause.last, TELLERS))
    for index in arguments(tokens, clause.head, clause.last, DEEDS):
        word = tokens[index]
        if told and word.dep == "nsubjpass" and word.text.lower() != "it" and index in clause.own:
            return True
        if word.pos not in {"NOUN", "PROPN"} or word.lemma.lower() in words("listeners"):
            continue
        if index in clause.own and not any(span.start <= word.start < span.end for span in listeners):
            return True
    return False


def only_cue(tokens: Sequence[Token], inner: Sequence[int], lemmas: frozenset[str]) -> bool:
    """Say whether words are a reporting verb with names and times only: "the spokesman told the agency on Monday"."""
    verbs = [tokens[i] for i in inner if tokens[i].pos == "VERB"]
    if not verbs or any(verb.lemma.lower() not in words("reporting") for verb in verbs):
        return False
    return len(inner) <= 9 and len(lemmas) <= 5
