"""What the words above a claim do to it: they deny it, doubt it, leave it open, or say that nobody does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from rashomon.compare.clauses import children, sparing_verb
from rashomon.compare.cues import words
from rashomon.compare.predicates import excepted, negated
from rashomon.types import Token

type Standing = Literal["denied", "doubted", "refused", "open", "told"]

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
VERDICTS = frozenset({"acomp", "attr", "oprd", "ccomp"})
PREDICATES = frozenset({"VERB", "AUX"})
# Words before a noun that say that there is none of it, or as good as none; and those that stand for it themselves.
NO = frozenset({"no", "little", "scant", "scarce", "zero", "neither", "few", "hardly", "barely", "scarcely"})
NOBODY = frozenset({"nobody", "none", "nothing", "few", "little"})
# "Far from clear", "anything but certain": words between a verb and what is not so.
FAR = (("far", "from"), ("anything", "but"))
# What is said of a claim stands so near behind its verb ("belongs in the realm of *fantasy*").
SAID_OF = 12
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
    ("doubting", "told"),
)


def standing_under(tokens: Sequence[Token], claim: int, place: int) -> Standing | None:
    """Say what the word above `place` does to the predicate at `claim`; the two differ where a verb passed the claim on."""
    above, passed = tokens[place].head, place != claim
    lemma = tokens[above].lemma.lower()
    # the parser takes "Claims" at the head of a sentence for a verb
    noun = tokens[above].pos == "NOUN" or tokens[above].dep in SUBJECTS
    if any(tokens[i].text.lower() in words("falsely") for i in children(tokens, above, above)):
        return "denied"
    if passed and (found := _of_passing(tokens, place, above)):
        return found
    if tokens[place].dep == "pcomp" and not passed:
        return _spared(tokens, above)
    if not passed and _is_infinitive(tokens, place):
        return _of_infinitive(tokens, above)
    if noun and (lemma in words("claim_nouns") or passed):
        return _of_claim(tokens, claim, above)
    return _by_the_lists(tokens, claim, place)


def _by_the_lists(tokens: Sequence[Token], claim: int, place: int) -> Standing | None:
    """Say what the word above `place`, or what is said with it, does to a claim by the lists of words."""
    above = tokens[place].head
    found = _first(tokens, (above, *_verdicts(tokens, above, place)))
    thought = tokens[above].lemma.lower() in words("true_words")
    return "open" if thought and found == "denied" and not _settled(tokens, claim, above) else found


def _settled(tokens: Sequence[Token], claim: int, verb: int) -> bool:
    """Say whether it is not so because nobody takes it for true: not of what was still to come, nor of what one would not accept."""
    coming = any(tokens[i].text.lower() in {"would", "will"} for i in children(tokens, claim, claim))
    return not coming and tokens[tokens[verb].head].lemma.lower() not in words("turning")


def _is_infinitive(tokens: Sequence[Token], place: int) -> bool:
    """Say whether a predicate completes a verb: "denied *paying*", "forbade the mill *to pay*"."""
    if tokens[place].dep == "xcomp":
        return True
    to = (i for i in children(tokens, place, place) if i < place and tokens[i].text.lower() == "to")
    return tokens[place].dep == "ccomp" and tokens[place].tag == "VB" and any(to)


def _first(tokens: Sequence[Token], places: Iterable[int]) -> Standing | None:
    """Say what the first of several words does to a claim that does anything."""
    for place in places:
        standing = _decided(tokens, place)
        if standing:
            return standing
    return None


def _of_infinitive(tokens: Sequence[Token], above: int) -> Standing | None:
    """Say what a verb does to its infinitive: "*denied* paying", "*refused* to pay", "*forbids* the mill to pay"."""
    lemma = tokens[above].lemma.lower()
    if lemma in words("denying_verbs"):
        return "open" if is_negated(tokens, above) else "denied"
    if lemma in words("forbidding"):
        return "open"
    refused = lemma in words("turning") | words("sparing") - words("ceasing")
    return "refused" if refused and not is_negated(tokens, above) else None


def _of_passing(tokens: Sequence[Token], verb: int, above: int) -> Standing | None:
    """Say what "a mistake *to say* that", "hard *to believe* that", "nothing *to suggest* that", "too early *to say* that" do."""
    lemma = tokens[above].lemma.lower()
    if lemma in NOBODY or _is_none(tokens, above):
        return "doubted"
    if lemma in words("wrong_to_say"):
        return None if is_negated(tokens, above) else "denied"
    if lemma in words("hard"):
        return "doubted" if tokens[verb].lemma.lower() in words("true_words") else "open"
    return "open" if any(tokens[i].text.lower() == "too" for i in children(tokens, above, above)) else None


def _spared(tokens: Sequence[Token], preposition: int) -> Standing | None:
    """Say whether what follows a preposition is not done: "*without* paying", "*refrained* from paying", "*cleared* of paying"."""
    before = tokens[max(0, preposition - 1)].text.lower()
    if tokens[preposition].text.lower() == "without" or before in {"instead", "far"}:
        return "refused"
    verb = sparing_verb(tokens, preposition)
    if verb is None:
        forbidden = tokens[tokens[preposition].head].lemma.lower() in words("forbidding")
        return "open" if forbidden else None
    # "short" is the very word that turns it
    short = tokens[tokens[preposition].head].text.lower() == "short"
    return "refused" if short or not is_negated(tokens, verb) else None


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
    lemma, turned = tokens[place].lemma.lower(), is_negated(tokens, place)
    ruled_out = lemma == "rule" and any(tokens[i].dep == "prt" for i in children(tokens, place, place))
    if ruled_out or (lemma in words("denying_verbs") and tokens[place].pos != "NOUN"):
        told = turned and (_said_of_nobody(tokens, place) or _cannot(tokens, place))
        return "told" if told else "open" if turned else "denied"
    if lemma == "believe" and any(tokens[i].tag == "MD" for i in children(tokens, place, place) if i < place):
        # "could not believe that the mill had paid": it had
        return None
    if tokens[place].tag in {"JJR", "RBR"}:
        # "could not have been clearer that"
        return None
    which = TURNED if turned else PLAIN
    return next((standing for name, standing in which if lemma in words(name)), None)


def _of_claim(tokens: Sequence[Token], index: int, noun: int) -> Standing | None:
    """Say what is done to a claim that is called one: rejected, called untrue, said to have no truth in it."""
    above, relation = tokens[noun].head, tokens[noun].dep
    lemma = tokens[above].lemma.lower()
    if relation in {"dobj", "nsubjpass"} and lemma in words("denying_verbs") | words("rejecting_verbs"):
        return "open" if is_negated(tokens, above) else "denied"
    if tokens[noun].lemma.lower() in words("possible_nouns"):
        return "open"
    if relation == "pobj":
        return _through_preposition(tokens, above)
    if relation in SUBJECTS:
        return _said_of_claim(tokens, max(above, index), above)
    if relation == "dobj" and lemma in words("calling"):
        after = (word.lemma.lower() for word in tokens[index + 1 : index + 20])
        return "denied" if any(word in words("untrue_words") for word in after) else None
    return None


def _said_of_claim(tokens: Sequence[Token], after: int, verb: int) -> Standing | None:
    """Say what a sentence says of a claim that is its subject: "*is a hoax*", "*does not stand up*", "*could not be verified*"."""
    turned = is_negated(tokens, verb)
    if turned and tokens[verb].lemma.lower() in words("holding_up"):
        return "denied"
    said = (i for i in range(after, min(after + SAID_OF, len(tokens))) if _belongs(tokens, i, verb))
    if any(tokens[i].lemma.lower() in words("untrue_words") for i in said):
        return None if turned else "denied"
    return _first(tokens, (verb, *_verdicts(tokens, verb, after)))


def _belongs(tokens: Sequence[Token], index: int, verb: int) -> bool:
    for _ in range(SAID_OF):
        if index == verb:
            return True
        index = tokens[index].head
    return False


def _through_preposition(tokens: Sequence[Token], preposition: int) -> Standing | None:
    """Say what holds a claim over a preposition: "no truth *in* the claim", "scoffed *at* it", "rejected *as* false"."""
    above = tokens[preposition].head
    lemma = tokens[above].lemma.lower()
    if lemma in words("denying_verbs") | words("rejecting_verbs"):
        return "open" if is_negated(tokens, above) else "denied"
    objects = {tokens[i].lemma.lower() for i in children(tokens, above, above) if tokens[i].dep == "dobj"}
    if lemma in words("pouring") and objects & words("doubting"):
        return "doubted"
    if lemma == "truth":
        return "denied" if is_negated(tokens, above) else None
    return _decided(tokens, above) if tokens[above].pos == "NOUN" else None


def is_negated(tokens: Sequence[Token], place: int) -> bool:
    """Say whether a word is said not to be: by itself, by its verb, by a verb of failing over it, or by "far from"."""
    if tokens[place].pos not in PREDICATES:
        before = tuple(word.text.lower() for word in tokens[max(0, place - 2) : place])
        if before in FAR or _is_none(tokens, place):
            return True
        verb = verb_of(tokens, place)
        return verb != place and is_negated(tokens, verb)
    word, above = tokens[place], tokens[place].head
    if negated(tokens, place) or _said_of_nobody(tokens, place):
        return True
    if word.dep == "conj" and any(tokens[i].text.lower() == "nor" for i in children(tokens, above, place)):
        return True
    over = tokens[above].lemma.lower()
    return word.dep in {"xcomp", "acomp"} and over in words("turning") and not negated(tokens, above)


def _cannot(tokens: Sequence[Token], verb: int) -> bool:
    return any(tokens[i].text.lower() in {"can", "ca", "could"} for i in children(tokens, verb, verb))


def _said_of_nobody(tokens: Sequence[Token], verb: int) -> bool:
    """Say whether a verb has nobody, few, hardly anyone for its subject."""
    for index in children(tokens, verb, verb):
        if index < verb and tokens[index].dep in {"nsubj", "nsubjpass"}:
            few = tokens[index].text.lower() in NOBODY and tokens[index - 1].text.lower() != "a"
            return (few or _is_none(tokens, index)) and not excepted(tokens, index)
    return False


def _is_none(tokens: Sequence[Token], noun: int) -> bool:
    """Say whether there is none of a thing: "no sign", "little evidence", "without proof", "a lack of evidence"."""
    if any(tokens[i].text.lower() in NO for i in children(tokens, noun, noun)):
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
