"""What is told of a number: what befell those it counts, or which measure of a thing it gives, read off the syntax."""

from __future__ import annotations

import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from rashomon.types import Quantity, Reading, Sentence, Span, Token

# How far up the tree the word that tells is looked for, and how far beside a number its noun and clause reach.
STEPS, NEAR = 6, 14
SUBJECTS = frozenset(("nsubj", "nsubjpass", "dobj", "attr", "dative"))
SAID_OF_IT = frozenset(("acl", "amod", "relcl", "appos"))
# How a measure begins that only a verb names.
BARE_VERB = "to "
COMPLEMENTS = frozenset(("acomp", "oprd", "xcomp", "ccomp", "attr", "advcl"))


class Counted(Struct, frozen=True):
    """What befell whom a number counts ("dead"), what it measures ("height"), and the noun behind "dozens of"; "" where unsaid."""

    fate: str = ""
    measure: str = ""
    noun: str = ""


@cache
def _stored() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "words" / "numbers.toml").read_text("utf-8"))


@cache
def _lists() -> tuple[dict[str, str], dict[str, str]]:
    raw = _stored()
    fates = {word: name for name, found in raw["fates"].items() for word in found}
    return fates, {word: name for name, found in raw["measures"].items() for word in found}


def counted_of(reading: Reading, quantity: Quantity, sentence: Sentence) -> Counted:
    """Read what a sentence tells of one of its numbers."""
    place = _place(reading.tokens, sentence, quantity.span)
    if place is None:
        return Counted()
    first, head = place
    noun = _behind_of(reading.tokens, head, sentence) if quantity.noun == quantity.span else None
    return Counted(
        _fate(reading.tokens, head if noun is None else noun, sentence),
        _measure(reading.tokens, first, head, sentence) if quantity.unit else "",
        "" if noun is None else reading.tokens[noun].text,
    )


def _place(tokens: Sequence[Token], sentence: Sentence, span: Span) -> tuple[int, int] | None:
    """Return the first word of a number and the word that it and its noun hang on."""
    first = bisect_right(tokens, span.start, sentence.first, sentence.last, key=lambda token: token.end)
    if first >= sentence.last or tokens[first].start >= span.end:
        return None
    stop = bisect_left(tokens, span.end, first, sentence.last, key=lambda token: token.start)
    head = stop - 1
    for _ in range(STEPS):
        above = tokens[head].head
        # "over 90 cooks": the number is a part of its noun phrase
        if tokens[head].dep not in {"nummod", "quantmod", "compound", "amod", "advmod", "npadvmod"}:
            break
        if above <= head or above >= sentence.last or tokens[above].pos not in {"NOUN", "PROPN", "NUM"}:
            break
        head = above
    return first, head


def _below(tokens: Sequence[Token], index: int, sentence: Sentence) -> Iterator[int]:
    for other in range(max(sentence.first, index - NEAR), min(sentence.last, index + NEAR)):
        if tokens[other].head == index and other != index:
            yield other


def _behind_of(tokens: Sequence[Token], head: int, sentence: Sentence) -> int | None:
    """Return the noun that "dozens of" counts."""
    for of in _below(tokens, head, sentence):
        if tokens[of].text.lower() == "of" and of == head + 1:
            return next((noun for noun in _below(tokens, of, sentence) if tokens[noun].dep == "pobj"), None)
    return None


def _fate(tokens: Sequence[Token], head: int, sentence: Sentence) -> str:
    """Say what befell those counted: by what is said of the noun, else by the verb it hangs on, else by the next word."""
    for _ in range(STEPS):
        said = [i for i in _below(tokens, head, sentence) if tokens[i].dep in SAID_OF_IT]
        found = next((fate for i in said if (fate := _of_word(tokens, i, sentence))), "")
        above = tokens[head].head
        if found or above == head or not sentence.first <= above < sentence.last:
            return found or _next_word(tokens, head, sentence)
        if tokens[head].dep in SUBJECTS and tokens[above].pos in {"VERB", "AUX"}:
            return _of_verb(tokens, above, sentence) or _next_word(tokens, head, sentence)
        if tokens[head].dep not in {"conj", "pobj", "prep"} or tokens[above].pos in {"VERB", "AUX"}:
            return _next_word(tokens, head, sentence)
        if tokens[head].dep == "conj" and (fate := _next_word(tokens, head, sentence)):
            return fate
        head = above
    return ""


def _of_word(tokens: Sequence[Token], index: int, sentence: Sentence) -> str:
    fates, word = _lists()[0], tokens[index]
    named = fates.get(word.lemma.lower()) or fates.get(word.text.lower(), "")
    return _in_hospital(tokens, index, sentence) or named


def _of_verb(tokens: Sequence[Token], verb: int, sentence: Sentence) -> str:
    """Read a verb with what completes it: "are dead", "left seven dead", "lost their lives", "were brought to a clinic"."""
    if any(tokens[i].dep == "neg" for i in _below(tokens, verb, sentence)):
        return ""
    told = _of_word(tokens, verb, sentence)
    if told:
        return told
    fates = _lists()[0]
    for other in _below(tokens, verb, sentence):
        word = tokens[other]
        if word.dep in COMPLEMENTS and (fate := _of_word(tokens, other, sentence)):
            return fate
        if word.dep == "dobj" and (fate := fates.get(f"{tokens[verb].lemma.lower()} {word.lemma.lower()}")):
            return fate
        if word.dep == "dobj" and tokens[verb].lemma.lower() in _stored()["suffering"]:
            return fates.get(word.lemma.lower(), "")
    return ""


def _in_hospital(tokens: Sequence[Token], index: int, sentence: Sentence) -> str:
    """Say whether somebody is brought there: "were flown to a clinic", "lie in two hospitals"."""
    if tokens[index].pos != "VERB":
        return ""
    for prep in _below(tokens, index, sentence):
        if tokens[prep].dep == "prep" and tokens[prep].text.lower() in {"to", "into", "in", "at"}:
            for noun in _below(tokens, prep, sentence):
                if tokens[noun].lemma.lower() in _stored()["hospitals"]:
                    return "hospital"
    return ""


def _next_word(tokens: Sequence[Token], head: int, sentence: Sentence) -> str:
    """Read the word behind a bare number, as headlines have it: "Nine dead", "36 hurt"."""
    after = head + 1
    if after >= sentence.last or tokens[after].pos not in {"ADJ", "VERB"} or tokens[after].tag == "VBG":
        return ""
    if any(tokens[i].dep in SUBJECTS and i != head for i in _below(tokens, after, sentence) if i < after):
        return ""  # "the nurse who saw nine cooks died"
    return _lists()[0].get(tokens[after].lemma.lower(), "")


def _measure(tokens: Sequence[Token], first: int, head: int, sentence: Sentence) -> str:
    """Name what a number with a unit measures: the noun it is "of", or the word it hangs on; of one in brackets, the one before."""
    bracket = first - 1
    if bracket > sentence.first and tokens[bracket].text.lower() in _stored()["roughly"]:
        bracket -= 1
    if bracket > sentence.first and tokens[bracket].text in {"(", "["}:
        head = bracket - 1
    measures = _lists()[1]
    after = head + 1
    if after < sentence.last and tokens[after].text.lower() in measures:
        return measures[tokens[after].text.lower()]
    for _ in range(STEPS):
        above = tokens[head].head
        if above == head or not sentence.first <= above < sentence.last:
            return ""
        word = tokens[above]
        if word.pos in {"NOUN", "PROPN", "VERB"}:
            lemma = word.lemma.lower()
            # "rose to a height of", "weighs 340 tons", "the 340-ton barge"; of a fire "to burn" and "to ruin" are one
            return measures.get(lemma, f"{BARE_VERB}{lemma}" if word.pos == "VERB" else lemma)
        head = above
    return ""
