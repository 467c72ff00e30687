"""Of which class a happening is where the word alone does not say: "fires missile" and "fired its chief", "on charges"."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.happening_words import words
from rashomon.read.tellings import OCCUR, STANDING, Tie
from rashomon.types import Sentence, Token

# What somebody is held, tried or freed for is no happening of its own.
GROUNDS = frozenset(("on", "without", "of"))
NEAR = 12
AIMED = frozenset(("at", "on", "into", "toward", "towards"))
# Who does these to an accord makes it, and then.
MAKING = frozenset(("strike", "conclude", "forge", "seal", "broker", "announce", "ratify", "make", "negotiate", "secure"))  # fmt: skip


def noun_kind(tokens: Sequence[Token], index: int) -> str | None:
    """Return the class of an event noun; a "missile test" is a launch, a charge that somebody is held on is none."""
    listed, word = words(), tokens[index]
    lemma = word.lemma.lower()
    if lemma in listed.trials_of_flight and _beside(tokens, index, listed.projectiles):
        return "launch"
    name = listed.nouns.get(lemma)
    ground = word.dep == "pobj" and tokens[word.head].text.lower() in GROUNDS
    return None if name == "charge" and lemma == "charge" and ground else name


def verb_kind(tokens: Sequence[Token], index: int, sentence: Sentence) -> str | None:
    """Return the class of a verb: who fires a rocket launches it, and who fires at or into something dismisses nobody."""
    listed, lemma = words(), tokens[index].lemma.lower()
    name = listed.verbs.get(lemma)
    if lemma not in listed.firing and lemma != "strike":
        return name
    near = range(max(sentence.first, index - NEAR), min(sentence.last, index + NEAR))
    below = [i for i in near if tokens[i].head == index]
    whom = [tokens[i] for i in below if tokens[i].dep in {"dobj", "nsubjpass"}]
    if any(_is_of(word, listed.projectiles) for word in whom):
        return "launch"
    if lemma == "strike" and any(listed.nouns.get(word.lemma.lower()) in STANDING for word in whom):
        # "struck a deal": the deal tells it
        return None
    if name != "dismissal":
        return name
    if any(tokens[i].text.lower() in {"back", "off"} for i in below):
        # "fired back on social media", "fired off a letter"
        return None
    at = any(tokens[i].dep == "prep" and tokens[i].text.lower() in AIMED for i in below)
    return "attack" if any(_is_of(word, listed.shots) for word in whom) or (at and not whom) else name


def _is_of(word: Token, wanted: frozenset[str]) -> bool:
    # at the head of a sentence a parser takes "Rockets" for a name, and leaves it as it is
    return word.lemma.lower() in wanted or word.text.lower().removesuffix("s") in wanted


def _beside(tokens: Sequence[Token], index: int, wanted: frozenset[str]) -> bool:
    """Say whether a word of a list stands before a noun as a part of its name, or behind it with "of"."""
    first = index
    while first and index - first < NEAR and tokens[first - 1].head == index:
        first -= 1
    named = any(tokens[i].lemma.lower() in wanted for i in range(first, index))
    after = [i for i in range(index + 1, min(len(tokens), index + NEAR)) if tokens[i].dep == "pobj"]
    return named or any(
        tokens[i].lemma.lower() in wanted and tokens[tokens[i].head].head == index for i in after
    )


def of_the_verb(tokens: Sequence[Token], tie: Tie) -> bool:
    """Say whether a time behind an accord dates what is done about it: "praised the accord on Friday"."""
    if tie.noun is None or tie.verb is None or tie.only_noun:
        return False
    noun, verb = tokens[tie.noun], tokens[tie.verb]
    if words().nouns.get(noun.lemma.lower()) not in STANDING:
        return False
    # "gave his opinion on the accord on Friday"
    return noun.dep == "pobj" or (noun.dep == "dobj" and verb.lemma.lower() not in OCCUR | MAKING)
