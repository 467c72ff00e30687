"""Charges, warnings and threats: plain acts of speech that few sentences put with "that", and a tagger seldom finds."""

from __future__ import annotations

from rashomon.read.clauses import Tree
from rashomon.read.cues import Found, cue_words, lemma
from rashomon.read.people_words import words as word_list

# What each verb takes where it is plainly speech: "warned residents to leave", "threatened to close the port".
ASKED = {"warn": "person", "caution": "person", "advise": "person", "threaten": "infinitive"}
NEAR = 60  # words behind "by" in which a charge is looked for
SOMEBODY = ("roles", "unnamed", "groups", "bodies")


def charge_under(tree: Tree, word: int) -> list[int]:
    """Find the "of" of a charge that the parse hung on the accusers: "accused by scores of women of theft".

    Of several the last is the charge, where it tells a misdeed; a single one belongs to the accusers.
    """
    agent = tree.child(word, "agent")
    if agent is None or lemma(tree, word) != "accuse":
        return []
    under = [
        index
        for index in range(agent + 1, min(tree.right[agent] + 1, agent + NEAR))
        if tree.tokens[index].text.lower() == "of" and tree.child(index, "pobj", "pcomp") is not None
    ]
    last = under[-1] if under else agent
    return [last] if len(under) > 1 and _is_of_misdeed(tree, last) else []


def _is_of_misdeed(tree: Tree, preposition: int) -> bool:
    """Say whether a deed is told, or a word for a misdeed: not "by the head of the department of health"."""
    thing = tree.child(preposition, "pobj", "pcomp")
    if thing is None:
        return False
    token = tree.tokens[thing]
    named = {token.text.lower(), token.lemma.lower()}
    return token.tag == "VBG" or bool(named & cue_words().phrases["misdeeds"])


def charged(tree: Tree, draft: Found) -> bool:
    """Say whether somebody warns somebody to do something, threatens to do it, or is accused by somebody of something.

    The tagger finds few of these; who is no thing ("the storm threatened to ...") puts them into words.
    """
    verb = lemma(tree, draft.head) if draft.head is not None else ""
    if verb == "accuse" and draft.head is not None and draft.pattern == "object":
        of = (kid for kid in tree.kids(draft.head, "prep") if tree.tokens[kid].text.lower() == "of")
        return len(draft.content) > 1 or any(kid > draft.head for kid in of)
    if draft.pattern != ASKED.get(verb) or draft.head is None or tree.tokens[draft.head].tag == "VBG":
        return False
    return draft.source is not None and _is_somebody(tree, tree.at(*draft.source), asking=verb != "threaten")


def _is_somebody(tree: Tree, source: range, *, asking: bool) -> bool:
    top = next((word for word in source if tree.tokens[word].head not in source), None)
    if top is None:
        return False
    token = tree.tokens[top]
    named = token.pos == "PROPN" and token.ent[2:] in {"PERSON", "ORG", "GPE", "NORP"}
    listed = {token.text.lower(), token.lemma.lower()}
    told = any(listed & word_list(name) for name in SOMEBODY)
    # "it warned residents to leave" is a body; "it threatened to rain" is nobody
    return (
        named
        or told
        or token.text.lower()
        in ({"he", "she", "they", "who", "it"} if asking else {"he", "she", "they", "who"})
    )
