"""The verbs of the news itself: what the headline and the opening of a report tell to have been done, whatever the verb."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.happening_words import words
from rashomon.tense import AHEAD_LEMMAS, AUXILIARIES, TELLING
from rashomon.types import Sentence, Token

# What hangs above the clause that tells the news: nothing, a clause beside it, or who tells it.
BESIDE = frozenset(("ROOT", "conj"))
SUBJECTS = frozenset(("nsubj", "nsubjpass"))
DONE = frozenset(("VBD", "VBN"))
HELPERS = frozenset(("have", "be", "get"))
NEAR = 15


def tells_a_deed(tokens: Sequence[Token], index: int, sentence: Sentence) -> bool:
    """Say whether a verb is the main one of its sentence, has a subject, and tells a deed done.

    "The council raised its estimate", "The mine has been closed"; not "she feels", "they would close it", nor what somebody
    says, thinks or is.
    """
    word = tokens[index]
    lemma = word.lemma.lower()
    if word.pos != "VERB" or lemma in words().no_deeds or lemma in TELLING | AHEAD_LEMMAS:
        return False
    if word.dep not in BESIDE and not _is_told(tokens, index):
        return False
    near = range(max(sentence.first, index - NEAR), min(sentence.last, index + NEAR))
    below = [tokens[i] for i in near if tokens[i].head == index and i != index]
    return any(each.dep in SUBJECTS for each in below) and _is_done(word, below, sentence)


def _is_told(tokens: Sequence[Token], index: int) -> bool:
    """Say whether a clause is what somebody tells: "the council said that it had closed the mine"."""
    above = tokens[tokens[index].head]
    return tokens[index].dep == "ccomp" and above.dep == "ROOT" and above.lemma.lower() in TELLING


def _is_done(word: Token, below: Sequence[Token], sentence: Sentence) -> bool:
    helpers = [each for each in below if each.dep in {"aux", "auxpass"}]
    if any(each.text.lower() in AUXILIARIES or each.text.lower() == "to" for each in helpers):
        return False
    if any(each.dep == "neg" for each in below):
        return False
    if word.tag in {"VBZ", "VBP"}:
        # a headline tells in the present what has been
        return sentence.kind == "headline" and not helpers
    perfect = word.tag == "VBN" and any(each.lemma.lower() in HELPERS for each in helpers)
    return word.tag == "VBD" or perfect
