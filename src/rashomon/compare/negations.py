"""Whether a word is said not to be: negated itself, said of nobody, a thing that there is none of; or to be in part."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.compare.clauses import PREDICATES, children, near_to
from rashomon.compare.cues import words
from rashomon.types import Token

NOT = frozenset({"not", "n't", "n’t"})
# "Not all" and "rarely" stand this near their verb.
PART = 8
# Words before a noun that say that there is none of it, or as good as none; and those that stand for it themselves.
NO = frozenset({"no", "little", "scant", "scarce", "zero", "neither", "few", "hardly", "barely", "scarcely"})
NOBODY = frozenset({"nobody", "none", "nothing", "few", "little"})
# "Far from clear", "anything but certain": words between a verb and what is not so.
FAR = (("far", "from"), ("anything", "but"))


def negated(tokens: Sequence[Token], head: int) -> bool:
    """Say whether a predicate is negated itself, or what it is said of or done to is none: "paid nothing"."""
    near = list(near_to(tokens, head))
    if any(_turns(tokens, index, head) for index in near):
        # "did not close until May" closed in May, "has not paid until now" pays; "will not close until they pay" has not
        return not _until(tokens, head, ended=any(tokens[i].text.lower() == "did" for i in near))
    if any(
        tokens[index].text.lower() == "longer" and tokens[index - 1].text.lower() == "no" for index in near
    ):
        return True
    if _falls_short(tokens, head) or _of_nothing(tokens, head) or _at_no_time(tokens, near):
        return True
    objects = (i for i in near if tokens[i].dep in {"dobj", "attr", "nsubj", "nsubjpass", "expl"})
    return any(_is_nothing(tokens, index) for index in objects)


def _turns(tokens: Sequence[Token], index: int, head: int) -> bool:
    """Say whether a word beside a predicate turns it: "*never* paid", "did *not* pay", but no "not *only* paid", "not *always* late"."""
    text, after = tokens[index].text.lower(), tokens[min(index + 1, len(tokens) - 1)].text.lower()
    if text in words("almost"):
        # "nearly doubled" is all but as much, "nearly sank" is afloat
        return tokens[head].lemma.lower() not in words("scaling")
    if tokens[index].dep != "neg" and text not in words("negators"):
        return False
    return after not in words("not_only") | words("wholly")


def _is_nothing(tokens: Sequence[Token], index: int) -> bool:
    """Say whether a thing is none at all: "no welder", "not a single welder", "neither Orvo nor Lund", but no "nobody but the mayor"."""
    if tokens[index].text.lower() in {"nothing", "nobody"}:
        return not excepted(tokens, index)
    if any(_not_one(tokens, first, index) for first in range(max(0, index - 3), index)):
        return True
    return any(
        tokens[child].text.lower() in {"no", "none", "neither"}
        and tokens[child].dep in {"det", "nsubj", "neg", "preconj", "cc"}
        and not excepted(tokens, child)
        for child in (index, *near_to(tokens, index))
    )


def _not_one(tokens: Sequence[Token], first: int, index: int) -> bool:
    """Say whether "not" at `first` with what follows it says that there is not one of a thing: "not a single welder", "not a soul"."""
    if tokens[first].text.lower() != "not":
        return False
    after = [word.text.lower() for word in tokens[first + 1 : index + 1]]
    for phrase in sorted(words("not_one")):
        one = phrase.split()
        if after[: len(one)] == one and (len(after) == len(one) or tokens[first + len(one)].head == index):
            return not excepted(tokens, first + len(one))
    return False


def excepted(tokens: Sequence[Token], index: int) -> bool:
    """Say whether there is somebody after all: "nobody *but* the driver", "none *other than* the mayor"."""
    after = [word.text.lower() for word in tokens[index + 1 : index + 3]]
    if after[:1] == ["but"] and len(after) > 1 and tokens[index + 2].pos in {"VERB", "AUX"}:
        # "killed nobody but injured forty"
        return False
    return after[:1] in (["but"], ["except"], ["save"]) or after in (["other", "than"], ["apart", "from"])


def in_part(tokens: Sequence[Token], head: int) -> bool:
    """Say whether a predicate is told of a part only: "*rarely* paid", "*not all* welders were paid", "was *not always* late"."""
    for index in range(max(0, head - PART), min(len(tokens) - 1, head + PART)):
        text, after = tokens[index].text.lower(), tokens[index + 1].text.lower()
        if tokens[index].head == head and text in words("rarely"):
            return True
        near = {index + 1, tokens[index + 1].head, tokens[tokens[index + 1].head].head}
        if text in NOT and after in words("wholly") and head in near:
            return True
    return False


def _until(tokens: Sequence[Token], head: int, *, ended: bool) -> bool:
    """Say whether what hangs on a predicate begins with "until" and is over: until now, or until any day where it `ended`."""
    for place in near_to(tokens, head):
        if place < head or tokens[place].dep not in {"prep", "advcl"}:
            continue
        begins = [place, *(i for i in near_to(tokens, place) if i < place)]
        opening = next((i for i in begins if tokens[i].text.lower() in {"until", "till"}), None)
        if opening is not None:
            after = tokens[min(opening + 1, len(tokens) - 1)].text.lower()
            return ended or after in {"now", "recently", "today", "lately"}
    return False


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
    if any(tokens[i].text.lower() in NO for i in children(tokens, noun, noun)) or _is_nothing(tokens, noun):
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
