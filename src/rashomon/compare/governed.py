"""What a claim stands under: words around it that deny it, doubt it, or leave it open.

"There is no evidence that the mill paid", "auditors doubt that it did", "it is unclear whether it did": each holds the
whole claim, word for word, and none of them tells it. The claim is followed up the syntax to the word that it hangs on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from rashomon.compare.clauses import children, negated, sparing_verb
from rashomon.compare.cues import words
from rashomon.types import Token

type Standing = Literal["denied", "doubted", "refused", "open"]

# How a claim hangs on the word that holds it. A relative clause or an adverbial one does so behind "that" only.
HOLDING = frozenset({"ccomp", "acl", "csubj", "csubjpass", "pcomp", "xcomp", "relcl", "advcl"})
LOOSE = frozenset({"relcl", "advcl"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
VERDICTS = frozenset({"acomp", "attr", "oprd", "ccomp"})
PREDICATES = frozenset({"VERB", "AUX"})
# "That it rained", "whether it rained".
THAT, WHETHER = frozenset({"that"}), frozenset({"whether", "if"})
# Words before a noun that say that there is none of it, or as good as none.
NO = frozenset({"no", "little", "scant", "scarce", "zero", "neither"})
# "Far from clear", "anything but certain": words between a verb and what is not so.
FAR = (("far", "from"), ("anything", "but"))


# What the words of each list do to the claim that they hold, and what they do where they are negated themselves.
PLAIN: tuple[tuple[str, Standing], ...] = (
    ("untrue_words", "denied"),
    ("doubting", "doubted"),
    ("open_words", "open"),
)
TURNED: tuple[tuple[str, Standing], ...] = (
    ("true_words", "denied"),
    ("grounds", "doubted"),
    ("knowing", "open"),
)


class Governor(Struct, frozen=True):
    """What holds a claim: `top`, the place of its verb (or of itself, where no verb is near), and what it does to the claim."""

    top: int
    standing: Standing


def governor(tokens: Sequence[Token], index: int) -> Governor | None:
    """Find what holds the claim of the predicate at `index`, None where it is simply told.

    Nothing is said of a claim that is told as known, thought, feared or said by somebody.
    """
    index = _first_of_several(tokens, index)
    above, word = tokens[index].head, tokens[index]
    marks = {tokens[i].text.lower() for i in children(tokens, index, index) if tokens[i].dep == "mark"}
    if above == index or word.dep not in HOLDING:
        return None
    if word.dep == "advcl" and marks & words("conditions"):
        return Governor(index, "open")
    if word.dep in LOOSE and not marks & THAT:
        return None
    standing = _standing(tokens, index, above)
    if standing is None and word.dep != "xcomp" and marks & WHETHER:
        standing = "open"
    if standing == "open" and _asks_after(tokens, index):
        return None
    return Governor(_verb(tokens, above), standing) if standing else None


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
    while tokens[index].dep == "conj" and tokens[tokens[index].head].pos in PREDICATES:
        if any(tokens[i].dep in SUBJECTS for i in children(tokens, index, index)):
            return index
        index = tokens[index].head
    return index


def _standing(tokens: Sequence[Token], index: int, above: int) -> Standing | None:
    """Say what the word above a claim does to it, or the verdict that stands beside that word."""
    if tokens[index].dep == "pcomp":
        return _spared(tokens, above)
    if tokens[index].dep == "xcomp":
        lemma = tokens[above].lemma.lower()
        if lemma in words("denying_verbs"):
            return "open" if _is_negated(tokens, above) else "denied"
        return (
            "refused"
            if lemma in words("turning") | words("sparing") and not _is_negated(tokens, above)
            else None
        )
    if tokens[above].pos == "NOUN" and tokens[above].lemma.lower() in words("claim_nouns"):
        return _of_claim(tokens, index, above)
    for place in (above, *_verdicts(tokens, above, index)):
        standing = _decided(tokens, place)
        if standing:
            return standing
    return None


def _spared(tokens: Sequence[Token], preposition: int) -> Standing | None:
    """Say whether what follows a preposition is not done: "*without* paying", "*refrained* from paying", "*cleared* of paying"."""
    before = tokens[max(0, preposition - 1)].text.lower()
    if tokens[preposition].text.lower() == "without" or before == "instead":
        return "refused"
    verb = sparing_verb(tokens, preposition)
    if verb is None:
        forbidden = tokens[tokens[preposition].head].lemma.lower() in words("forbidding")
        return "open" if forbidden else None
    # "short" is the very word that turns it
    short = tokens[tokens[preposition].head].text.lower() == "short"
    return "refused" if short or not _is_negated(tokens, verb) else None


def _verdicts(tokens: Sequence[Token], verb: int, before: int) -> Iterator[int]:
    """List what is said to be so or not so with a light verb: "it is *unlikely* that"."""
    if tokens[verb].lemma.lower() not in words("being"):
        return
    near = range(verb + 1, min(before, len(tokens)))
    yield from (i for i in near if (tokens[i - 2].text.lower(), tokens[i - 1].text.lower()) in FAR)
    for index in children(tokens, verb, before):
        if index < before and tokens[index].dep in VERDICTS:
            yield index
        elif index < before and tokens[index].dep == "prep":
            yield from (i for i in children(tokens, index, before) if i < before)


def _decided(tokens: Sequence[Token], place: int) -> Standing | None:
    """Say what one word does to the claim that it holds, with its negation, by the lists of words."""
    lemma, turned = tokens[place].lemma.lower(), _is_negated(tokens, place)
    ruled_out = lemma == "rule" and any(tokens[i].dep == "prt" for i in children(tokens, place, place))
    if ruled_out or (lemma in words("denying_verbs") and tokens[place].pos != "NOUN"):
        return "open" if turned else "denied"
    which = TURNED if turned else PLAIN
    return next((standing for name, standing in which if lemma in words(name)), None)


def _of_claim(tokens: Sequence[Token], index: int, noun: int) -> Standing | None:
    """Say what is done to a claim that is called one: rejected, called untrue, said to have no truth in it."""
    above, relation = tokens[noun].head, tokens[noun].dep
    lemma = tokens[above].lemma.lower()
    if relation in {"dobj", "nsubjpass"} and lemma in words("denying_verbs") | words("rejecting_verbs"):
        return "open" if _is_negated(tokens, above) else "denied"
    if relation == "pobj":
        return _through_preposition(tokens, above)
    if relation in SUBJECTS:
        found = (above, *_verdicts(tokens, above, above + 12))
        return next((one for i in found if (one := _decided(tokens, i)) and one != "open"), None)
    if relation in {"dobj", "nsubj"} and lemma in words("calling"):
        after = (word.lemma.lower() for word in tokens[index + 1 : index + 20])
        return "denied" if any(word in words("untrue_words") for word in after) else None
    return None


def _through_preposition(tokens: Sequence[Token], preposition: int) -> Standing | None:
    """Say what holds a claim over a preposition: "no truth *in* the claim", "cast doubt *on* it", "rejected *as* false"."""
    above = tokens[preposition].head
    lemma = tokens[above].lemma.lower()
    if tokens[preposition].text.lower() == "as" and lemma in words("denying_verbs") | words(
        "rejecting_verbs"
    ):
        return "open" if _is_negated(tokens, above) else "denied"
    if lemma == "truth":
        return "denied" if _is_negated(tokens, above) else None
    return _decided(tokens, above) if tokens[above].pos == "NOUN" else None


def _is_negated(tokens: Sequence[Token], place: int) -> bool:
    """Say whether a word is said not to be: by itself, by its verb, by a verb of failing over it, or by "far from"."""
    if tokens[place].pos not in PREDICATES:
        before = tuple(word.text.lower() for word in tokens[max(0, place - 2) : place])
        if before in FAR or _is_none(tokens, place):
            return True
        verb = _verb(tokens, place)
        return verb != place and _is_negated(tokens, verb)
    if negated(tokens, place):
        return True
    word = tokens[place]
    over = tokens[word.head].lemma.lower()
    return word.dep in {"xcomp", "acomp"} and over in words("turning") and not negated(tokens, word.head)


def _is_none(tokens: Sequence[Token], noun: int) -> bool:
    """Say whether there is none of a thing: "no sign", "little evidence", "without proof", "a lack of evidence"."""
    if any(tokens[i].text.lower() in NO for i in children(tokens, noun, noun)):
        return True
    over = tokens[tokens[noun].head]
    if tokens[noun].dep != "pobj":
        return False
    return over.text.lower() == "without" or tokens[over.head].lemma.lower() in {"lack", "absence"}


def _verb(tokens: Sequence[Token], place: int) -> int:
    """Go up to the verb that a word belongs to; the word itself where there is none."""
    index = place
    for _ in range(6):
        if tokens[index].pos in PREDICATES:
            return index
        if tokens[index].head == index:
            return place
        index = tokens[index].head
    return place
