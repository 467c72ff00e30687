"""What a claim stands under: words around it that deny it, doubt it, or leave it open.

"There is no evidence that the mill paid", "auditors doubt that it did", "it is unclear whether it did": each holds the
whole claim, word for word, and none of them tells it. The claim is followed up the syntax to the word that it hangs on.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from rashomon.compare.clauses import PREDICATES, children, near_to, sparing_verb
from rashomon.compare.cues import words
from rashomon.compare.negations import verb_of
from rashomon.compare.subjects import SUBJECTS
from rashomon.compare.verdicts import Standing, standing_under
from rashomon.types import Token

# How a claim hangs on the word that holds it. A relative clause or an adverbial one does so behind "that" only.
HOLDING = frozenset({"ccomp", "acl", "csubj", "csubjpass", "pcomp", "xcomp", "relcl", "advcl"})
LOOSE = frozenset({"relcl", "advcl"})
# "That it rained", "whether it rained".
THAT, WHETHER = frozenset({"that"}), frozenset({"whether", "if"})
# Deeds in a row that one word holds: "that it came, saw and left".
SEVERAL = 5
# "Little to show that", "a mistake to say that": so many words may pass a claim on to the word that decides.
PASSED = 3


class Governor(Struct, frozen=True):
    """What holds a claim: `top`, the place of its verb (or of itself, where no verb is near), and what it does to the claim."""

    top: int
    standing: Standing


def governor(tokens: Sequence[Token], index: int, *, said: bool = True) -> Governor | None:
    """Find what holds the claim of the predicate at `index`, None where nothing is said of it.

    A claim that is told as known, thought, feared or said by somebody is simply told; "told" is one of which it is said
    that nobody denies or doubts it. `said`: ask also whether it is denied or asked that somebody says it.
    """
    index = _first_of_several(tokens, index)
    above, word = tokens[index].head, tokens[index]
    marks = {tokens[i].text.lower() for i in children(tokens, index, index) if tokens[i].dep == "mark"}
    if above == index or word.dep not in HOLDING or _told_before(tokens, index, above):
        return None
    if word.dep == "advcl" and marks & (words("conditions") | WHETHER):
        return Governor(index, "open")
    if word.dep in LOOSE and not marks & THAT and not _told_in(tokens, index, above):
        return None
    standing, above = _climbed(tokens, index)
    if standing is None and (marks & WHETHER or (said and _not_said(tokens, above))):
        standing = "open"
    if standing == "denied" and only_told_of(tokens, above):
        standing = "open"
    if standing == "open" and _asks_after(tokens, index):
        return None
    return Governor(verb_of(tokens, above), standing) if standing else None


def _told_before(tokens: Sequence[Token], index: int, verb: int) -> bool:
    """Say whether a clause stands before a verb that holds another one behind it: "a man fell, I do not think he got up"."""
    return (
        index < verb
        and tokens[index].dep == "ccomp"
        and any(i > verb and tokens[i].dep == "ccomp" for i in near_to(tokens, verb))
    )


def _told_in(tokens: Sequence[Token], index: int, noun: int) -> bool:
    """Say whether a relative clause may tell the claim of its noun: "the account *in which* it paid", no "account that it opened"."""
    if tokens[noun].lemma.lower() not in words("accounts"):
        return tokens[noun].lemma.lower() in words("claim_nouns")
    # nothing is left for the noun itself to be: "the account that she had told them a lie", which the parser takes for a relative
    own = {tokens[i].dep for i in children(tokens, index, index) if tokens[i].tag != "WDT"}
    return own >= {"nsubj", "dobj"} or any(
        tokens[i].text.lower() == "which" and tokens[tokens[i].head].dep == "prep" for i in range(noun, index)
    )


def _not_said(tokens: Sequence[Token], verb: int) -> bool:
    """Say whether it is denied, doubted or asked that somebody says it: "it is untrue that she *told* them that"."""
    if tokens[verb].lemma.lower() not in words("telling"):
        return False
    # one saying in another at most: words of a damaged parse may hang on one another
    held = governor(tokens, verb, said=False)
    return held is not None and held.standing != "told"


def only_told_of(tokens: Sequence[Token], verb: int) -> bool:
    """Say whether a denial is told of and not made: "stopped short of *denying* that", "if he *denies* it", "*falsely denied*"."""
    near = list(children(tokens, verb, verb))
    low = {tokens[i].text.lower() for i in near}
    if (low & words("falsely") and tokens[verb].lemma.lower() in words("denying_verbs")) or (
        tokens[verb].dep == "advcl" and low & (words("conditions") | WHETHER)
    ):
        return True
    above = tokens[tokens[verb].head]
    if tokens[verb].dep == "advcl" and above.lemma.lower() == "lie":
        return True
    if tokens[verb].dep == "pcomp":
        return sparing_verb(tokens, tokens[verb].head) is not None
    beside = {
        tokens[i].lemma.lower() for i in children(tokens, tokens[verb].head, verb) if tokens[i].dep == "acomp"
    }
    hard = not words("hard").isdisjoint({above.lemma.lower(), *beside})
    return tokens[verb].dep in {"xcomp", "ccomp", "advcl", "acl"} and hard


def _climbed(tokens: Sequence[Token], index: int) -> tuple[Standing | None, int]:
    """Go up from a claim to the first word that does something to it; return what, and the place of that word."""
    place = index
    for _ in range(PASSED):
        above = tokens[place].head
        standing = standing_under(tokens, index, place)
        if standing == "denied" and place != index and tokens[place].lemma.lower() in words("learning"):
            # "denied that he *knew* that it leaked"
            return "open", above
        if standing is not None or not _passes_on(tokens, above):
            return standing, above
        place = above
    return None, tokens[place].head


def _passes_on(tokens: Sequence[Token], verb: int) -> bool:
    """Say whether a verb only passes a claim on to what it hangs on itself: "nothing to *suggest* that", "hard to *believe* that"."""
    if tokens[verb].lemma.lower() not in words("passing") or tokens[verb].dep not in HOLDING:
        return False
    if tokens[verb].dep == "relcl" and tokens[tokens[verb].head].text.lower() in words("whoever"):
        # "those who say that", "anybody who believes that"
        return tokens[verb].lemma.lower() in words("holding")
    before = {tokens[i].text.lower() for i in children(tokens, verb, verb) if i < verb}
    return "to" in before or tokens[verb].tag == "VBG"


def beneath(tokens: Sequence[Token], top: int, inner: Sequence[int]) -> tuple[int, Standing] | None:
    """Find the claim that words hold themselves, by its predicate: "it is a myth that the mill paid" is about paying."""
    for index in inner:
        if index != top and tokens[index].pos in PREDICATES and tokens[index].dep in HOLDING:
            # "waited without paying" is about waiting
            beside = tokens[index].dep == "pcomp" and sparing_verb(tokens, tokens[index].head) is None
            held = None if beside else governor(tokens, index)
            if held is not None and held.top == top:
                return index, held.standing
    return None


def first_word(tokens: Sequence[Token], top: int, first: int) -> int:
    """Say where the words begin that hang on what holds a claim, not before `first`."""
    found = top
    for index in range(top - 1, first - 1, -1):
        if _hangs_on(tokens, index, top):
            found = index
    return found


def _hangs_on(tokens: Sequence[Token], index: int, top: int) -> bool:
    for _ in range(len(tokens)):
        if index == top:
            return True
        if tokens[index].head == index or tokens[index].dep in {"conj", "advcl", "ccomp"}:
            return False
        index = tokens[index].head
    return False


def _asks_after(tokens: Sequence[Token], index: int) -> bool:
    """Say whether a clause opens with what it asks for: that it is so is known, "unclear why the mill closed"."""
    first = min((i for i in children(tokens, index, index) if i < index), default=index)
    return tokens[first].text.lower() in words("asking_after")


def _first_of_several(tokens: Sequence[Token], index: int) -> int:
    """Go from the second of two predicates to the first, where both have one subject: "that it paid and left"."""
    for _ in range(SEVERAL):
        above = tokens[index].head
        if above == index or tokens[index].dep != "conj" or tokens[above].pos not in PREDICATES:
            return index
        if any(tokens[i].dep in SUBJECTS for i in children(tokens, index, index)):
            return index
        index = tokens[index].head
    return index
