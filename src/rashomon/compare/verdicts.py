"""What the words above a claim do to it: they deny it, doubt it, leave it open, or say that nobody does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from rashomon.compare.clauses import children, sparing_verb
from rashomon.compare.cues import words
from rashomon.compare.negations import FAR, NOBODY, cannot, is_negated, is_none, said_of_nobody
from rashomon.compare.subjects import SUBJECTS
from rashomon.types import Token

type Standing = Literal["denied", "doubted", "refused", "open", "told"]

VERDICTS = frozenset({"acomp", "attr", "oprd", "ccomp"})
# What hangs so on a verb is said of something else: "shows that the denial was *false*", "exposes a *lie*".
OTHERS = frozenset({"dobj", "ccomp", "relcl", "acl", "advcl", "conj", "nsubj", "nsubjpass"})
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
    if not passed and tokens[place].dep == "pcomp":
        return _spared(tokens, claim, above)
    if not passed and _is_infinitive(tokens, place):
        return _of_infinitive(tokens, above)
    if noun and (lemma in words("claim_nouns") or passed):
        return _of_claim(tokens, claim, above)
    return _by_the_lists(tokens, claim, place)


def _of_dropped_plan(tokens: Sequence[Token], place: int, noun: int) -> bool:
    """Say whether an infinitive tells what somebody no longer means to do: "abandoned plans *to close* the port"."""
    if tokens[place].tag != "VB" or tokens[place].dep not in {"acl", "relcl"}:
        return False
    verb = tokens[noun].head
    return (
        tokens[noun].dep in {"dobj", "nsubjpass"}
        and tokens[noun].lemma.lower() in words("plans")
        and tokens[verb].lemma.lower() in words("dropping")
        and not is_negated(tokens, verb)
    )


def _by_the_lists(tokens: Sequence[Token], claim: int, place: int) -> Standing | None:
    """Say what the word above `place`, or what is said with it, does to a claim by the lists of words."""
    above = tokens[place].head
    if _of_dropped_plan(tokens, place, above):
        return "refused"
    found = _first(tokens, (above, *_verdicts(tokens, above, place)))
    subjects = (i for i in children(tokens, above, above) if tokens[i].dep in SUBJECTS)
    if found is None and any(
        _unconfirmed(tokens, i) for i in subjects if tokens[i].lemma.lower() in words("claim_nouns")
    ):
        # "*unconfirmed* rumours swept the capital that"
        return "open"
    thought = tokens[above].lemma.lower() in words("true_words")
    return "open" if thought and found == "denied" and not _settled(tokens, claim, above) else found


def _unconfirmed(tokens: Sequence[Token], noun: int) -> bool:
    """Say whether a claim is called unconfirmed with the word for it: "*unverified* reports that"."""
    return any(tokens[i].lemma.lower() in words("unconfirmed") for i in children(tokens, noun, noun))


def _settled(tokens: Sequence[Token], claim: int, verb: int) -> bool:
    """Say whether it is not so because nobody takes it for true: not of what was still to come, nor of what one would not accept."""
    coming = any(tokens[i].text.lower() in {"would", "will"} for i in children(tokens, claim, claim))
    return not coming and tokens[tokens[verb].head].lemma.lower() not in words("turning")


def _is_infinitive(tokens: Sequence[Token], place: int) -> bool:
    """Say whether a predicate completes a verb: "denied *paying*", "forbade the mill *to pay*"."""
    if tokens[place].dep == "xcomp":
        return True
    to = any(i < place and tokens[i].text.lower() == "to" for i in children(tokens, place, place))
    return tokens[place].dep == "ccomp" and tokens[place].tag == "VB" and to


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
    refused = lemma in words("turning") | (words("sparing") - words("ceasing"))
    return "refused" if refused and not is_negated(tokens, above) else None


def _of_passing(tokens: Sequence[Token], verb: int, above: int) -> Standing | None:
    """Say what "a mistake *to say* that", "hard *to believe* that", "nothing *to suggest* that", "too early *to say* that" do."""
    lemma = tokens[above].lemma.lower()
    if lemma in words("wrong_to_say"):
        return None if is_negated(tokens, above) else "denied"
    if lemma in NOBODY or is_none(tokens, above):
        return "doubted"
    if lemma in words("hard"):
        return "doubted" if tokens[verb].lemma.lower() in words("true_words") else "open"
    return "open" if any(tokens[i].text.lower() == "too" for i in children(tokens, above, above)) else None


def _spared(tokens: Sequence[Token], claim: int, preposition: int) -> Standing | None:
    """Say whether what follows a preposition is not done: "*without* paying", "*refrained* from paying", "*cleared* of paying"."""
    before = tokens[max(0, preposition - 1)].text.lower()
    if tokens[preposition].text.lower() == "without" or before in {"instead", "far"}:
        return "refused"
    verb = sparing_verb(tokens, preposition)
    if verb is None:
        holder = tokens[preposition].head
        if disputed := _of_disputed(tokens, preposition, holder):
            return disputed
        if tokens[holder].lemma.lower() in words("claim_nouns"):
            return _of_claim(tokens, claim, holder)
        return "open" if tokens[holder].lemma.lower() in words("forbidding") else None
    # "short" is the very word that turns it
    short = tokens[tokens[preposition].head].text.lower() == "short"
    return "refused" if short or not is_negated(tokens, verb) else None


def _of_disputed(tokens: Sequence[Token], preposition: int, noun: int) -> Standing | None:
    """Say whether a claim is among those that somebody disputes: "denied several charges, *including* paying the guide"."""
    # the parser hangs it now on the noun and now on the verb
    verb = noun if tokens[noun].pos == "VERB" else tokens[noun].head
    things = words("claim_nouns") | words("account_parts")
    denied = any(
        tokens[i].dep == "dobj" and tokens[i].lemma.lower() in things
        for i in children(tokens, verb, preposition)
    )
    if tokens[preposition].text.lower() != "including" or not denied:
        return None
    if tokens[verb].lemma.lower() not in words("denying_verbs"):
        return None
    return "open" if is_negated(tokens, verb) else "denied"


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
    if _ruled_out(tokens, place) or (lemma in words("denying_verbs") and tokens[place].pos != "NOUN"):
        # "nobody denies that", "cannot deny that"; who "cannot rule out that" leaves it open
        tells = said_of_nobody(tokens, place) or cannot(tokens, place)
        told = turned and tells and not _ruled_out(tokens, place)
        return "told" if told else "open" if turned else "denied"
    if lemma == "know" and turned:
        # "it is not known that"; who "did not know that" it had paid takes it that it had
        return "open" if tokens[place].tag == "VBN" else None
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
    if relation in {"dobj", "nsubjpass"} and (_rejected(tokens, above) or _ruled_out(tokens, above)):
        return "open" if is_negated(tokens, above) else "denied"
    if relation in {"dobj", "nsubjpass"} and tokens[above].lemma.lower() in words("knowing"):
        # "could not verify reports that"; "confirmed the theory that"
        return "open" if is_negated(tokens, above) else None
    if tokens[noun].text.lower() in words("whoever"):
        return _of_those(tokens, above)
    said = _said_of_claim(tokens, max(above, index), above) if relation in SUBJECTS else None
    possible = tokens[noun].lemma.lower() in words("possible_nouns") or _unconfirmed(tokens, noun)
    if said is None and possible:
        return "open"
    if relation == "pobj":
        return _through_preposition(tokens, above)
    return _done_to_claim(tokens, index, above) if relation == "dobj" else said


def _of_those(tokens: Sequence[Token], verb: int) -> Standing | None:
    """Say whether those who say it are said to be wrong: "those who say that it paid are *mistaken*"."""
    said = [verb, *(i for i in children(tokens, verb, verb) if tokens[i].dep in VERDICTS)]
    wrong = any(tokens[i].lemma.lower() in words("in_the_wrong") for i in said)
    return "denied" if wrong and not is_negated(tokens, verb) else None


def _done_to_claim(tokens: Sequence[Token], index: int, verb: int) -> Standing | None:
    """Say what is done to a claim that is an object: "*backed* the claim that" by nobody, "*called* the claim a lie"."""
    if tokens[verb].lemma.lower() in words("backing") and is_negated(tokens, verb):
        return "doubted"
    if tokens[verb].lemma.lower() not in words("calling"):
        return None
    after = (word.lemma.lower() for word in tokens[index + 1 : index + 20])
    return "denied" if any(word in words("untrue_words") for word in after) else None


def _rejected(tokens: Sequence[Token], verb: int) -> bool:
    return tokens[verb].lemma.lower() in words("denying_verbs") | words("rejecting_verbs")


def _ruled_out(tokens: Sequence[Token], verb: int) -> bool:
    return tokens[verb].lemma.lower() == "rule" and any(
        tokens[i].dep == "prt" for i in children(tokens, verb, verb)
    )


def _said_of_claim(tokens: Sequence[Token], after: int, verb: int) -> Standing | None:
    """Say what a sentence says of a claim that is its subject: "*is a hoax*", "*does not stand up*", "*could not be verified*"."""
    turned = is_negated(tokens, verb)
    if tokens[verb].lemma.lower() in (words("holding_up") if turned else words("collapsing")):
        return "denied"
    said = (i for i in range(after, min(after + SAID_OF, len(tokens))) if _belongs(tokens, i, verb))
    if any(tokens[i].lemma.lower() in words("untrue_words") for i in said):
        return None if turned else "denied"
    return _first(tokens, (verb, *_verdicts(tokens, verb, after)))


def _called_untrue_before(tokens: Sequence[Token], verb: int) -> bool:
    """Say whether what somebody said of a claim stands before it: "'That is a *lie*,' he said of the claim that"."""
    near = (i for i in range(max(0, verb - SAID_OF), verb) if tokens[i].sent == tokens[verb].sent)
    return any(tokens[i].lemma.lower() in words("untrue_words") and not is_negated(tokens, i) for i in near)


def _belongs(tokens: Sequence[Token], index: int, verb: int) -> bool:
    for _ in range(SAID_OF):
        if index == verb:
            return True
        if tokens[index].dep in OTHERS:
            return False
        index = tokens[index].head
    return False


def _through_preposition(tokens: Sequence[Token], preposition: int) -> Standing | None:
    """Say what holds a claim over a preposition: "no truth *in* the claim", "scoffed *at* it", "rejected *as* false"."""
    above = tokens[preposition].head
    lemma = tokens[above].lemma.lower()
    # "scoffed at the claim", "laughed off as a claim"; who "withdrew after the finding that" rejects nothing
    if _rejected(tokens, above) and tokens[preposition].text.lower() in {"at", "as"}:
        return "open" if is_negated(tokens, above) else "denied"
    if lemma in words("commenting") and is_negated(tokens, above):
        return "open"
    if lemma in words("reporting") and _called_untrue_before(tokens, above):
        return "denied"
    objects = {tokens[i].lemma.lower() for i in children(tokens, above, above) if tokens[i].dep == "dobj"}
    if lemma in words("pouring") and objects & words("doubting"):
        return "doubted"
    if lemma == "truth":
        return "denied" if is_negated(tokens, above) else None
    return _decided(tokens, above) if tokens[above].pos == "NOUN" else None
