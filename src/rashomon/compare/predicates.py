"""What a passage says by its predicate: what a carrying verb is about, and whether it is said to be so or not."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.compare.clauses import PREDICATES, children, near_to
from rashomon.compare.cues import words
from rashomon.types import Token


def predicate(tokens: Sequence[Token], head: int, last: int) -> tuple[int, bool]:
    """Follow a carrying predicate down to what it is about; say also whether the way there turns it round.

    "is unlikely to meet" comes to *meet*, turned; "will not be expected to meet" likewise.
    """
    turned = False
    seen: set[int] = set()
    while head not in seen:
        seen.add(head)
        turned ^= negated(tokens, head)
        turned ^= tokens[head].lemma.lower() in words("turning")
        below = _carried(tokens, head, last)
        if below is None:
            break
        head = below
    return head, turned


def _carried(tokens: Sequence[Token], head: int, last: int) -> int | None:
    if tokens[head].lemma.lower() not in words("carrying"):
        return None
    for index in children(tokens, head, last):
        word = tokens[index]
        if word.dep == "xcomp" and word.pos in PREDICATES:
            return index
        if word.dep in {"acomp", "oprd", "attr"} and word.lemma.lower() in words("carrying"):
            return index
    return None


def negated(tokens: Sequence[Token], head: int) -> bool:
    """Say whether a predicate is negated itself, or what it is said of or done to is none: "paid nothing"."""
    near = list(near_to(tokens, head))
    if any(tokens[index].dep == "neg" or tokens[index].text.lower() in words("negators") for index in near):
        # "did not close until May" closed in May; "will not close until they pay" has not
        return not (_until(tokens, head) and any(tokens[i].text.lower() == "did" for i in near))
    if any(
        tokens[index].text.lower() == "longer" and tokens[index - 1].text.lower() == "no" for index in near
    ):
        return True
    if _falls_short(tokens, head) or _of_nothing(tokens, head) or _at_no_time(tokens, near):
        return True
    objects = [i for i in near if tokens[i].dep in {"dobj", "attr", "nsubj", "nsubjpass", "expl"}]
    return any(
        (
            tokens[child].text.lower() in {"no", "none", "neither"}
            and tokens[child].dep in {"det", "nsubj", "neg"}
        )
        or (child == index and tokens[child].text.lower() in {"nothing", "nobody"})
        for index in objects
        for child in (index, *near_to(tokens, index))
    )


def _until(tokens: Sequence[Token], head: int) -> bool:
    """Say whether what hangs on a predicate begins with "until"."""
    places = (i for i in near_to(tokens, head) if i > head)
    return any(
        tokens[place].text.lower() in {"until", "till"}
        or any(tokens[i].text.lower() in {"until", "till"} and i < place for i in near_to(tokens, place))
        for place in places
        if tokens[place].dep in {"prep", "advcl"}
    )


def _at_no_time(tokens: Sequence[Token], near: Sequence[int]) -> bool:
    """Say whether it is so at no time, in no way, under no circumstances."""
    return any(
        tokens[place].dep == "prep"
        and tokens[place + 1].text.lower() == "no"
        and tokens[place + 2].lemma.lower() in words("never_nouns")
        for place in near
        if place + 2 < len(tokens)
    )


def _of_nothing(tokens: Sequence[Token], head: int) -> bool:
    """Say whether an infinitive hangs on a noun that is said not to be: "has no plans to close the port"."""
    noun = tokens[head].head
    if tokens[head].dep != "acl" or tokens[head].tag != "VB":
        return False
    return any(
        tokens[index].text.lower() == "no" and tokens[index].head == noun
        for index in range(max(0, noun - 4), noun)
    )


def _falls_short(tokens: Sequence[Token], head: int) -> bool:
    """Say whether two words together turn a predicate: "has yet to come", "fell short of a treaty"."""
    after = tuple(word.text.lower() for word in tokens[head + 1 : head + 3])
    lemma = tokens[head].lemma.lower()
    yet = after == ("yet", "to") and lemma in {"have", "be"}
    return yet or (after[:1] == ("short",) and lemma in {"fall", "stop", "come"})
