"""Where told words end because their speaker goes on to say, or not to say, another thing."""

from __future__ import annotations

from rashomon.read.clauses import Tree
from rashomon.read.cues import cue_words, is_cue_verb, lemma, nearest_subject
from rashomon.read.tellers import is_thing


def cut_tail(tree: Tree, run: list[int]) -> list[int]:
    """End a clause before the next thing its speaker says: ", adding that ...", ", but declined to ..."."""
    for place, index in enumerate(run[3:], start=3):
        token = tree.tokens[index]
        if token.text.lower() == "according" and tree.tokens[index - 1].text in {",", "”", '"', "—"}:
            return run[:place]
        paused = tree.tokens[index - 1].text in {",", "”", '"', "—", "–"}
        if (
            paused
            and token.tag == "VBG"
            and token.dep in {"advcl", "conj", "ccomp"}
            and is_cue_verb(tree, index)
        ):
            return run[:place]
        start = _conjoined(tree, run, index)
        if start is not None:
            return [i for i in run if i < start]
    return run


def _conjoined(tree: Tree, run: list[int], index: int) -> int | None:
    """Return the "and" or "but" before a cue verb that shares the speaker of the clause it seems to belong to."""
    token = tree.tokens[index]
    finite = token.tag in {"VBD", "VBZ"} or tree.child(index, "neg") is not None
    if token.dep != "conj" or not finite or tree.child(index, "nsubj") is not None:
        return None
    edge = tree.left[index]
    start = next((i for i in range(edge - 1, run[0] + 2, -1) if tree.tokens[i].dep == "cc"), None)
    if start is None or edge - start >= 3 or tree.tokens[start].text.lower() in {"or", "nor"}:
        return None
    top = tree.tokens[index].head
    paused = tree.tokens[start - 1].text == ","
    apart = not run[0] <= tree.tokens[top].head <= run[-1]
    if apart and _says_no_more(tree, index, tree.tokens[start].text.lower()):
        return start
    free = apart and _other_form(tree, index, top, paused=paused)
    # "said it was bad and went against the law": what the thing did
    speech = is_cue_verb(tree, index) and lemma(tree, index) not in cue_words().habits["quote_only"]
    spoken = speech and (paused or free)
    # "to look for it but made no promise", "had used it, but had no more to tell"
    other = free and (tree.tokens[top].tag == "VB" or (paused and tree.tokens[start].text.lower() == "but"))
    return start if spoken or other else None


def _says_no_more(tree: Tree, index: int, joint: str) -> bool:
    """Say whether a verb turns down a question: "said it was sorry but *refused to answer*", which nobody says of himself.

    "Said the bank had met him and refused to speak" may tell of the bank.
    """
    asked = tree.child(index, "xcomp")
    if lemma(tree, index) not in {"refuse", "decline"} or asked is None:
        return False
    top = tree.tokens[index].head
    return lemma(tree, asked) in cue_words().phrases["answering"] and _of_himself(tree, top, joint)


def _of_himself(tree: Tree, verb: int, joint: str) -> bool:
    """Say whether who refuses must be the one who says so: what he tells has for its subject himself, or a thing.

    "She said *he* was asked but refused to answer", "The nurse said *the guard* knew but declined to speak": it may be the other.
    """
    own = tree.child(verb, "nsubj", "nsubjpass")
    speaker = nearest_subject(tree, tree.tokens[verb].head)
    if own is None or speaker is None:
        return False
    told, teller = tree.tokens[own], tree.tokens[speaker]
    if told.tag == "PRP":
        several = teller.tag in {"NNS", "NNPS"} or tree.child(speaker, "conj") is not None
        alike = several == (told.text.lower() in {"they", "we"})
        return told.text.lower() == teller.text.lower() or (teller.tag != "PRP" and alike)
    return joint == "but" and is_thing(tree, (told.start, told.end))


def _other_form(tree: Tree, index: int, top: int, *, paused: bool) -> bool:
    """Say whether a verb stands in another form than what it is joined to: "to find it but made no promise", "had hidden it and asks".

    Thoughts are left: "he had seen it and thought of home" is all told by him.
    """
    joined, token = tree.tokens[top].tag, tree.tokens[index]
    verbs = cue_words().verbs
    thought = lemma(tree, index) in verbs and "believe" in verbs[lemma(tree, index)].takes.values()
    bare = (
        joined == "VBN" and tree.child(index, "ccomp", "xcomp") is None
    )  # "had hidden it and asked for more"
    return (
        token.tag in {"VBD", "VBZ"}
        and joined not in {token.tag, "VBP"}
        and not thought
        and not (bare and not paused)
    )
