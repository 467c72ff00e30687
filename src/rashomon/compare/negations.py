"""Whether a word is said not to be: negated itself, said of nobody, a thing that there is none of."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.compare.clauses import children
from rashomon.compare.cues import words
from rashomon.compare.predicates import excepted, is_nothing, negated
from rashomon.types import Token

PREDICATES = frozenset({"VERB", "AUX"})
# Words before a noun that say that there is none of it, or as good as none; and those that stand for it themselves.
NO = frozenset({"no", "little", "scant", "scarce", "zero", "neither", "few", "hardly", "barely", "scarcely"})
NOBODY = frozenset({"nobody", "none", "nothing", "few", "little"})
# "Far from clear", "anything but certain": words between a verb and what is not so.
FAR = (("far", "from"), ("anything", "but"))


def is_negated(tokens: Sequence[Token], place: int) -> bool:
    """Say whether a word is said not to be: by itself, by its verb, by a verb of failing over it, or by "far from"."""
    if tokens[place].pos not in PREDICATES:
        before = tuple(word.text.lower() for word in tokens[max(0, place - 2) : place])
        if before in FAR or is_none(tokens, place):
            return True
        verb = verb_of(tokens, place)
        return verb != place and is_negated(tokens, verb)
    word, above = tokens[place], tokens[place].head
    if negated(tokens, place) or said_of_nobody(tokens, place):
        return True
    if word.dep == "conj" and any(tokens[i].text.lower() == "nor" for i in children(tokens, above, place)):
        return True
    over = tokens[above].lemma.lower()
    return word.dep in {"xcomp", "acomp"} and over in words("turning") and not negated(tokens, above)


def cannot(tokens: Sequence[Token], verb: int) -> bool:
    """Say whether somebody can or could do it, which with a negation is that he cannot."""
    return any(tokens[i].text.lower() in {"can", "ca", "could"} for i in children(tokens, verb, verb))


def said_of_nobody(tokens: Sequence[Token], verb: int) -> bool:
    """Say whether a verb has nobody, few, hardly anyone for its subject."""
    for index in children(tokens, verb, verb):
        if index < verb and tokens[index].dep in {"nsubj", "nsubjpass"}:
            few = tokens[index].text.lower() in NOBODY and tokens[index - 1].text.lower() != "a"
            return (few or is_none(tokens, index)) and not excepted(tokens, index)
    return False


def is_none(tokens: Sequence[Token], noun: int) -> bool:
    """Say whether there is none of a thing: "no sign", "little evidence", "without proof", "a lack of evidence"."""
    if any(tokens[i].text.lower() in NO for i in children(tokens, noun, noun)) or is_nothing(tokens, noun):
        return True
    over = tokens[tokens[noun].head]
    if tokens[noun].dep != "pobj":
        return False
    return over.text.lower() == "without" or tokens[over.head].lemma.lower() in {"lack", "absence"}


def verb_of(tokens: Sequence[Token], place: int) -> int:
    """Go up to the verb that a word belongs to; the word itself where there is none."""
    index = place
    for _ in range(6):
        if tokens[index].pos in PREDICATES:
            return index
        if tokens[index].head == index:
            return place
        index = tokens[index].head
    return place
