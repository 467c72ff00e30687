"""Cue words: the verbs, nouns and phrases that put words into somebody's mouth, and who they say it is."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from msgspec import Struct

from rashomon.read.clauses import Tree, phrase
from rashomon.types import Act

SUBJECT = ("nsubj", "nsubjpass", "csubj")
# So many words lie between a telling and the participle that goes on with it, the land and the people it comes from.
TELLING = 14
# An uncertain frame is no report of speech: "he could say", "if they say".
DOUBTFUL = {"could", "might", "may", "should", "would", "can"}


class CueVerb(Struct, frozen=True):
    """What one verb takes beside it, and the act for each."""

    takes: dict[str, Act]


class CueWords(Struct, frozen=True):
    """The words of attribution of one language."""

    verbs: dict[str, CueVerb]
    nouns: dict[str, Act]
    adjectives: dict[str, Act]
    support: frozenset[str]
    particles: dict[str, frozenset[str]]
    habits: dict[str, frozenset[str]]
    phrases: dict[str, frozenset[str]]
    judgements: dict[str, Act]
    measured: dict[str, frozenset[str]]


class Found(Struct, frozen=True):
    """An attribution before it is a statement: offsets of its parts, its verb or noun, the pattern that found it."""

    pattern: str
    content: tuple[tuple[int, int], ...]
    act: Act
    cue: tuple[int, int] | None = None
    source: tuple[int, int] | None = None
    head: int | None = None
    to: tuple[int, int] | None = None
    via: tuple[int, int] | None = None
    score: float | None = None
    alone: bool = False  # a tagger read the same words and found nothing


@cache
def cue_words(language: str = "en") -> CueWords:
    """Load the list of a language; English is the only one so far."""
    raw = resources.files("rashomon.read").joinpath("words", f"{language}.toml").read_text("utf-8")
    data: dict[str, Any] = tomllib.loads(raw)
    verbs: dict[str, dict[str, Act]] = {}
    for group in data["verbs"]:
        for word in group["words"]:
            taken = verbs.setdefault(word, {})
            for frame in group["takes"]:
                taken.setdefault(frame, group["act"])
    return CueWords(
        {word: CueVerb(takes) for word, takes in verbs.items()},
        {word: act for act, words in data["nouns"].items() for word in words},
        {word: act for act, words in data["adjectives"].items() for word in words},
        frozenset(data["support"]["verbs"]),
        {verb: frozenset(particles) for verb, particles in data["particles"].items()},
        {name: frozenset(words) for name, words in data["habits"].items()},
        {name: frozenset(words) for name, words in data["phrases"].items()},
        {word: act for act, words in data["judgements"].items() for word in words},
        {word: frozenset(after) for word, after in data["measured"].items()},
    )


def lemma(tree: Tree, word: int) -> str:
    """Return the lemma of a word in small letters."""
    return tree.tokens[word].lemma.lower()


def is_cue_verb(tree: Tree, word: int) -> bool:
    """Say whether a word is a verb of the list, used as a verb."""
    token = tree.tokens[word]
    return token.tag.startswith("VB") and lemma(tree, word) in cue_words().verbs


def doubtful(tree: Tree, word: int) -> bool:
    """Say whether a cue verb stands where nobody says anything: conditions, possibilities, orders."""
    auxes = {tree.tokens[kid].text.lower() for kid in tree.kids(word, "aux")}
    negated = tree.child(word, "neg") is not None
    if auxes & DOUBTFUL and not negated:
        return True
    marks = {tree.tokens[kid].text.lower() for kid in tree.kids(word, "mark")}
    if marks & {"if", "unless", "whether"}:
        return True
    return "to" in auxes and not _carried(tree, word)


def _carried(tree: Tree, word: int) -> bool:
    head = tree.tokens[word].head
    return tree.tokens[word].dep == "xcomp" and lemma(tree, head) in {
        "go",
        "use",
        "take",
        "appear",
        "seem",
        "continue",
    }


def nearest_subject(tree: Tree, word: int) -> int | None:
    """Return the own subject of a verb; of several, the last before it ("The goal, the mayor told them, is peace")."""
    own = tree.kids(word, "nsubj", "csubj")
    before = [kid for kid in own if kid < word]
    return before[-1] if before else (own[0] if own else None)


def quoting_verb(tree: Tree, word: int) -> int | None:
    """Return the verb of "quoted him as saying": whom it quotes speaks, not who quotes."""
    link = tree.tokens[word].head
    if tree.tokens[word].tag != "VBG" or tree.tokens[link].text.lower() != "as":
        return None
    verb = tree.tokens[link].head
    return verb if lemma(tree, verb) in {"quote", "cite"} else None


def unsaid(tree: Tree, word: int) -> bool:
    """Say whether a cue verb tells what nobody said: "has not been announced by", "could say", "are likely to say"."""
    passive = tree.child(word, "nsubjpass", "auxpass") is not None
    negated = tree.child(word, "neg") is not None
    ruled_out = lemma(tree, word) == "rule" and tree.child(word, "prt") is not None
    above = tree.tokens[word].head
    coming = tree.tokens[word].dep == "xcomp" and lemma(tree, above) in {
        "likely",
        "unlikely",
        "expect",
        "ready",
        "set",
    }
    auxes = {tree.tokens[kid].text.lower() for kid in tree.kids(word, "aux")}
    return (
        (negated and passive and not ruled_out)
        or coming
        or (not negated and bool(auxes & (DOUBTFUL - {"would", "can"})))
    )


def _in_passive(tree: Tree, quoting: int | None, agent: int | None) -> int | None:
    if quoting is not None:
        return tree.child(quoting, "nsubjpass", "dobj")
    return tree.child(agent, "pobj") if agent is not None else None


def subject(tree: Tree, word: int, depth: int = 0) -> int | None:
    """Return the head noun of who speaks: own subject, agent, antecedent, or that of the verb above."""
    quoting, agent = quoting_verb(tree, word), tree.child(word, "agent")
    if quoting is not None or agent is not None:
        return _in_passive(tree, quoting, agent)
    own = nearest_subject(tree, word)
    if own is not None and tree.tokens[own].text.lower() not in {"who", "that", "which"}:
        return own
    if own is None and tree.child(word, "nsubjpass") is not None:
        return tree.child(word, "nsubjpass")
    token = tree.tokens[word]
    if (
        token.dep in {"relcl", "acl"}
        and (own is not None or token.dep == "acl")
        and tree.tokens[token.head].pos in {"NOUN", "PROPN", "PRON"}
    ):
        return _antecedent(tree, word, depth)
    if (
        token.dep in {"advcl", "conj", "xcomp", "ccomp", "parataxis", "dep", "pcomp"}
        and depth < 6
        and own is None
    ):
        telling = _telling_before(tree, word)
        own_speaker = token.dep == "conj" and _third(tree, word, token.head)
        return telling if telling is not None else _above(tree, token.head, depth, own=own_speaker)
    return None


def _telling_before(tree: Tree, word: int) -> int | None:
    """Return the telling that a participle goes on, though hung on the verb: "answered *reports* from abroad claiming that".

    "Answered *the* reports claiming that they were false" may tell what was answered.
    """
    token = tree.tokens[word]
    if token.tag != "VBG" or token.dep != "advcl" or lemma(tree, word) not in cue_words().phrases["alleging"]:
        return None
    for index in range(word - 1, max(tree.bounds(word)[0], word - TELLING) - 1, -1):
        token = tree.tokens[index]
        if token.pos in {"VERB", "AUX", "PUNCT", "SCONJ"}:
            return None
        if token.pos == "NOUN" and lemma(tree, index) in cue_words().phrases["tellings"]:
            # "denied charges of fraud claiming he was ill": who answers a charge claims something
            charge = cue_words().nouns[lemma(tree, index)] == "accuse"
            owned = charge or tree.child(index, "poss", "det") is not None
            return index if not owned and token.dep in {"dobj", "pobj"} else None
    return None


def _antecedent(tree: Tree, word: int, depth: int) -> int | None:
    """Return the noun before a verb that hangs on it; "called it a sham saying ..." goes on with who called."""
    token = tree.tokens[word]
    if token.text.lower() == "saying" and tree.tokens[token.head].dep == "oprd" and depth < 6:
        return subject(tree, tree.tokens[token.head].head, depth + 1)
    return token.head if token.head < word else None


def _third(tree: Tree, word: int, verb: int) -> bool:
    """Say whether a cue verb that another is joined to has a speaker of its own: "he said Orr had told her and asked her in"."""
    own = nearest_subject(tree, verb) if is_cue_verb(tree, verb) else None
    alike = tree.tokens[verb].tag in {tree.tokens[word].tag, "VBN"}
    return own is not None and alike and tree.tokens[own].pos in {"PROPN", "NOUN"}


def _above(tree: Tree, head: int, depth: int, *, own: bool = False) -> int | None:
    while tree.tokens[head].dep in {"prep", "pcomp"} and depth < 6:
        head, depth = tree.tokens[head].head, depth + 1
    above = tree.tokens[head].head
    while (
        tree.tokens[head].dep == "ccomp"
        and not own
        and head > above
        and is_cue_verb(tree, above)
        and depth < 6
    ):
        head, above, depth = (
            above,
            tree.tokens[above].head,
            depth + 1,
        )  # "said it failed, adding": who said adds
    verbal = tree.tokens[head].pos in {"VERB", "AUX"} or tree.child(head, "nsubj") is not None
    return subject(tree, head, depth + 1) if verbal else None


def source_span(tree: Tree, head: int, verb: int | None) -> tuple[int, int] | None:
    """Return the offsets of the noun phrase of a source; None where its word cannot speak."""
    token = tree.tokens[head]
    if _is_mute(tree, head, verb) or token.pos in {
        "PUNCT",
        "NUM",
        "VERB",
        "ADP",
        "SYM",
    }:
        return None
    if token.pos == "PROPN" and token.ent.endswith("DATE"):  # "jailed since July said": no month speaks
        return None
    first, last = phrase(tree, head, barred=verb)
    last = _less_frame(tree, head, last)
    return tree.tokens[first].start, tree.tokens[last].end


def _less_frame(tree: Tree, head: int, last: int) -> int:
    """Return the last word of a source without when and in what it spoke: "the board on Tuesday", "aides in a briefing"."""
    phrases = cue_words().phrases
    for kid in tree.kids(head, "prep", "npadvmod"):
        inner = tree.child(kid, "pobj")
        top = inner if inner is not None else kid
        sign = tree.tokens[kid].text.lower()
        dated = tree.tokens[top].ent.endswith(("DATE", "TIME")) and (sign == "on" or inner is None)
        loose = inner is not None and any(
            tree.tokens[k].text.lower() in {"a", "an"} for k in tree.kids(inner, "det")
        )
        framed = loose and sign in phrases["medium_prepositions"] and lemma(tree, top) in phrases["media"]
        if kid > head and tree.left[kid] > head and tree.right[kid] >= last and (dated or framed):
            return tree.left[kid] - 1
    return last


def _is_mute(tree: Tree, head: int, verb: int | None) -> bool:
    """Say whether a word stands for nothing that speaks; "it" does where it says, denies or accuses."""
    token = tree.tokens[head]
    if token.text.lower() not in cue_words().phrases["mute"]:
        return False
    speaks = verb is not None and lemma(tree, verb) in cue_words().habits["it_speaks"]
    return not (speaks and token.text.lower() == "it" and token.dep == "nsubj")


def cue_span(tree: Tree, word: int, extra: int | None = None) -> tuple[int, int]:
    """Return the offsets of a cue: the verb with what helps it ("has repeatedly said", "did not rule out")."""
    near = {kid for kid in tree.kids(word, "aux", "auxpass", "neg", "advmod", "prt") if tree.left[kid] == kid}
    first = word
    while first - 1 in near:
        first -= 1
    while first < word and tree.tokens[first].dep == "advmod" and tree.tokens[first].text[:1].isupper():
        first += 1
    last = word
    while last + 1 in near and tree.tokens[last + 1].dep in {"neg", "prt"}:
        last += 1
    if extra is not None and word < extra <= last + 3:
        last = extra
    return tree.tokens[first].start, tree.tokens[last].end
