"""Whether a passage tells that something happened, or only that somebody means it to, or that it may.

"The mill threatened to sack the welders" holds all the words of "the mill sacked the welders" and does not tell it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from rashomon.compare.clauses import children
from rashomon.compare.cues import words
from rashomon.types import Token

type Mood = Literal["done", "aimed"]

FINITE_PAST, PAST_FORMS = frozenset({"VBD"}), frozenset({"VBD", "VBN"})
# Deeds in a row that one word holds: "plans to open, to mend and to close".
SEVERAL = 5
PERFECT = frozenset({"have", "has", "had", "'ve", "’ve"})
BEING_PAST = frozenset({"was", "were", "been"})


def mood(tokens: Sequence[Token], head: int, deep: int) -> Mood | None:
    """Say whether a predicate is told as done or only as aimed at; None where its form does not say.

    `head` is the predicate that carries a passage, `deep` what it is about: "plans" and "close" in "plans to close".
    """
    chain = list(_down_to(tokens, head, deep))
    if any(_modal(tokens, index) or _perhaps(tokens, index) for index in chain):
        return "aimed"
    over = (*chain[:-1], *_over(tokens, head))
    if any(tokens[i].lemma.lower() in words("aiming") or _still_to_come(tokens, i) for i in over):
        return "aimed"
    return "done" if _past(tokens, head) and (head == deep or _past(tokens, deep)) else None


def _down_to(tokens: Sequence[Token], head: int, deep: int) -> Iterator[int]:
    """List the words from a predicate down to what it is about, both of them too."""
    way = [deep]
    while way[-1] != head and tokens[way[-1]].head != way[-1] and len(way) < 8:
        way.append(tokens[way[-1]].head)
    return reversed(way) if way[-1] == head else iter((head, deep) if head != deep else (deep,))


def _over(tokens: Sequence[Token], head: int) -> Iterator[int]:
    """Yield what a bare infinitive hangs on: "*threatened* to close", "*urged* the mill to close", "a *plan* to open and to close"."""
    near = children(tokens, head, head)
    infinitive = tokens[head].tag == "VB" and any(tokens[i].text.lower() == "to" and i < head for i in near)
    if not infinitive:
        return
    for _ in range(SEVERAL):
        above = tokens[head].head
        if above == head:
            return
        if tokens[head].dep != "conj":
            yield above
            return
        head = above


def _still_to_come(tokens: Sequence[Token], index: int) -> bool:
    """Say whether somebody has time to do it, or would be let to: "*has* until Friday to pay", "*would allow* it to pay"."""
    if tokens[index].lemma.lower() == "have":
        return any(tokens[i].text.lower() in {"until", "till"} for i in children(tokens, index, index))
    return tokens[index].lemma.lower() in words("letting") and _modal(tokens, index)


def _modal(tokens: Sequence[Token], head: int) -> bool:
    before = [tokens[i] for i in children(tokens, head, head) if i < head]
    modal = [word for word in before if word.tag == "MD"]
    # "cannot have paid" says that it did not
    denied = {word.text.lower() for word in before} & {"not", "n't", "n’t"} and modal[-1:] != []
    cannot = denied and modal[-1].text.lower() in {"can", "ca", "could"} and tokens[head].tag == "VBN"
    return bool(modal) and not cannot


def _perhaps(tokens: Sequence[Token], head: int) -> bool:
    near = {tokens[i].text.lower() for i in children(tokens, head, head)}
    return bool(near & words("perhaps")) and not near & {"not", "n't", "n’t"}


def _past(tokens: Sequence[Token], head: int) -> bool:
    helping = {
        tokens[i].text.lower() for i in children(tokens, head, head) if i < head and tokens[i].pos == "AUX"
    }
    if tokens[head].tag in FINITE_PAST or helping & {"did"}:
        return True
    return tokens[head].tag in PAST_FORMS and bool(helping & (PERFECT | BEING_PAST))
