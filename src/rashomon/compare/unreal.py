"""Denials that what was told of is real: "the raids that the paper described never took place".

They name only a thing, and that somebody told of it. What it was is told by the nearest claim of another before them.
"""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.compare.clauses import children
from rashomon.compare.cues import words
from rashomon.compare.mouths import called
from rashomon.compare.negations import is_negated
from rashomon.compare.subjects import NOUNS
from rashomon.compare.units import top_word, words_of
from rashomon.types import Reading, Statement, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def told_by(reading: Reading, statement: Statement) -> frozenset[str]:
    """List the words for who told of a thing that is called unreal: "the raid *the paper* describes", "alleged by *the union*".

    Empty where it does not say, and for whoever is spoken to.
    """
    inner = words_of(reading, statement.content)
    tokens = reading.tokens
    tellers = (
        place
        for place in inner
        if tokens[place].dep in SUBJECTS | {"pobj"}
        and (tokens[place].dep != "pobj" or tokens[tokens[place].head].text.lower() == "by")
        and _tells_of_a_noun(tokens, _verb_of(tokens, place))
    )
    return frozenset(
        word for place in tellers if tokens[place].pos in NOUNS for word in called(tokens[place].text)
    )


def _verb_of(tokens: Sequence[Token], place: int) -> int:
    above = tokens[place].head
    return tokens[above].head if tokens[place].dep == "pobj" else above


def _tells_of_a_noun(tokens: Sequence[Token], verb: int) -> bool:
    return tokens[verb].dep in {"relcl", "acl"} and tokens[verb].lemma.lower() in words("telling_of_things")


def unreal_thing(reading: Reading, statement: Statement) -> str | None:
    """Return the noun of a thing that somebody told of and of which a statement says that there is no such thing, else None."""
    inner = words_of(reading, statement.content)
    if not inner:
        return None
    head = top_word(reading.tokens, inner)
    members = frozenset(inner)
    things = [i for i in children(reading.tokens, head, head) if reading.tokens[i].dep in SUBJECTS]
    if _is_off_the_facts(reading.tokens, head):
        claims = (i for i in things if _bare_claim(reading.tokens, i))
        return next((reading.tokens[i].lemma.lower() for i in claims), None)
    if not _is_not(reading.tokens, head):
        return None
    told = (i for i in things if _told_of(reading.tokens, i, members))
    return next((reading.tokens[i].lemma.lower() for i in told), None)


def _is_not(tokens: Sequence[Token], head: int) -> bool:
    """Say whether a predicate says that a thing is not, was not or is untrue."""
    verb, behind = tokens[head], [tokens[i] for i in children(tokens, head, head) if i > head]
    lemma = verb.lemma.lower()
    taking = lemma == "take" and any(word.lemma.lower() == "place" for word in behind)
    if lemma in words("being_real") or taking:
        # "does not exist any more", "did not happen at night"
        return is_negated(tokens, head) and not any(
            word.dep in {"prep", "npadvmod", "advcl"} or word.lemma.lower() in words("until")
            for word in behind
        )
    untrue = any(word.text.lower().strip("\"“‘'") in words("unreal") for word in behind)
    return lemma == "be" and untrue and not is_negated(tokens, head)


def _told_of(tokens: Sequence[Token], thing: int, members: frozenset[int]) -> bool:
    """Say whether a thing is one that somebody told of: "the raid *you describe*", "the raid *mentioned in the press*"."""
    if any(
        tokens[i].dep == "det" and tokens[i].text.lower() in {"a", "an"}
        for i in children(tokens, thing, thing)
    ):
        return False
    return any(
        i > thing and i in members and _tells_of_a_noun(tokens, i) and not is_negated(tokens, i)
        for i in children(tokens, thing, thing)
    )


def _is_off_the_facts(tokens: Sequence[Token], head: int) -> bool:
    """Say whether a predicate says that a claim does not agree with what is so: "do not tally with the record"."""
    if tokens[head].lemma.lower() not in words("agreeing") or not is_negated(tokens, head):
        return False
    behind = [i for i in children(tokens, head, head) if i > head]
    held = [*behind, *(k for i in behind if tokens[i].dep == "prep" for k in children(tokens, i, i))]
    return any(tokens[i].lemma.lower() in words("facts_at_large") for i in held)


def _bare_claim(tokens: Sequence[Token], thing: int) -> bool:
    """Say whether a noun calls something a claim and does not say which: "such claims", but no "accounts of a raid"."""
    if tokens[thing].text.lower() not in words("pointed_things"):
        return False
    return not any(
        i > thing and tokens[i].dep in {"prep", "acl", "relcl", "ccomp"}
        for i in children(tokens, thing, thing)
    )
