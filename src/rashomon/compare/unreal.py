"""Denials that what was told of is real: "the raids that the paper described never took place".

They name only a thing, and that somebody told of it. What it was is told by the nearest claim of another before them.
"""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.compare.clauses import children
from rashomon.compare.cues import words
from rashomon.compare.negations import is_negated
from rashomon.compare.units import top_word, words_of
from rashomon.types import Reading, Statement, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def unreal_thing(reading: Reading, statement: Statement) -> str | None:
    """Return the noun of a thing that somebody told of and of which a statement says that there is no such thing, else None."""
    inner = words_of(reading, statement.content)
    if not inner:
        return None
    head = top_word(reading.tokens, inner)
    members = frozenset(inner)
    things = [i for i in children(reading.tokens, head, head) if reading.tokens[i].dep in SUBJECTS]
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
        i > thing
        and i in members
        and tokens[i].dep in {"relcl", "acl"}
        and tokens[i].lemma.lower() in words("telling_of_things")
        and not is_negated(tokens, i)
        for i in children(tokens, thing, thing)
    )
