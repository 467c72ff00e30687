"""Calls on somebody: "the council must act", "they need to leave"; and what only sounds like one."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.read.clauses import Tree

# Of 30 `demand` read in 22 public stories some 8 were wrong, 5 of them by these words.
BINDING = frozenset({"have", "need"})
# "It has to work out", "I have to say": a hope and a turn of speech, and nobody is called on.
NOBODY = frozenset({"it", "everything", "something", "nothing", "nobody", "there"})
# Clauses that only tell more of a word or a deed: "the questions that must be answered", "if they have to leave".
ASIDE = frozenset({"relcl", "acl", "advcl"})


def calls(tree: Tree, content: Sequence[tuple[int, int]]) -> bool:
    """Say whether words call on somebody: "must", or "have to" and "need to" of somebody, now and not denied.

    What will have to be is foreseen ("they are going to have to choose"), and what must have been is guessed.
    """
    words = frozenset(word for start, end in content for word in tree.at(start, end))
    return any(_binds(tree, word, words) for word in sorted(words))


def _binds(tree: Tree, word: int, said: frozenset[int]) -> bool:
    token = tree.tokens[word]
    if token.tag == "MD" and token.text.lower() == "must":
        verb = token.head
        guessed = any(tree.tokens[kid].lemma.lower() == "have" for kid in tree.kids(verb, "aux"))
        who = _who(tree, verb)
        return not (guessed or _aside(tree, verb, said) or who == "i")
    return _has_to(tree, word) and _who(tree, word) not in NOBODY | {"i"} and not _aside(tree, word, said)


def _has_to(tree: Tree, word: int) -> bool:
    """Say whether a word is a "have to" or "need to" of now that stands by itself: not "don't have to", "may need to"."""
    token = tree.tokens[word]
    if token.lemma.lower() not in BINDING or token.tag not in {"VB", "VBP", "VBZ"}:
        return False
    deed = tree.child(word, "xcomp")
    bound = deed is not None and any(tree.tokens[kid].tag == "TO" for kid in tree.kids(deed, "aux"))
    # "no longer has to", "has yet to"
    beside = {tree.tokens[i].text.lower() for i in (word - 1, word + 1) if 0 <= i < len(tree.tokens)}
    return bound and beside.isdisjoint({"longer", "yet"}) and tree.child(word, "aux", "neg") is None


def _who(tree: Tree, verb: int) -> str:
    who = tree.child(verb, "nsubj", "nsubjpass")
    return tree.tokens[who].text.lower() if who is not None else ""


def _aside(tree: Tree, verb: int, said: frozenset[int]) -> bool:
    """Say whether a verb stands in a clause that only tells more of something else that is said."""
    for _ in range(4):
        if tree.tokens[verb].dep in ASIDE:
            return tree.tokens[verb].head in said
        if tree.tokens[verb].dep not in {"conj", "ccomp", "xcomp"}:
            return False
        verb = tree.tokens[verb].head
    return False
