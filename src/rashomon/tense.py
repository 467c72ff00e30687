"""Which way a sentence looks from a place in it: back, ahead, or it does not say. Read off the syntax, word by word."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.types import Token

AUXILIARIES = frozenset(
    ("will", "shall", "'ll", "’ll", "would", "can", "could", "may", "might", "should", "must", "wo")
)
# Words that turn what hangs on them to what is yet to come.
AHEAD_LEMMAS = frozenset(
    ("expect", "plan", "schedule", "due", "set", "slate", "intend", "upcoming", "suppose", "hope", "agree", "promise", "vow",
     "offer", "want", "propose", "prepare", "decide", "pledge", "aim", "urge", "invite")
)  # fmt: skip
# The same for nouns and adjectives: "the planned visit", "is due on Friday".
COMING = frozenset(
    ("plan", "proposal", "due", "upcoming", "planned", "scheduled", "slated", "ready", "forthcoming", "next")
)
# Verbs of telling keep their own weekday in the past, whatever the telling is about, and whatever their tense.
TELLING = frozenset(("say", "tell", "announce", "report", "add", "confirm", "reveal", "write", "state", "quote", "insist"))  # fmt: skip
# What a picture shows has been; what a museum, a channel or a theatre shows may be to come.
PICTURES = frozenset(("photo", "photograph", "picture", "image", "footage", "video", "clip", "snapshot"))
# How far up the tree the verb that decides is looked for.
STEPS = 12


def looks_ahead(tokens: Sequence[Token], first: int, last: int, at: int) -> bool | None:
    """Say which way the words `tokens[first:last]` look from the time expression at offset `at`.

    Returns True for what is yet to come, False for what has been, None where no verb tells.
    """
    index = next((i for i in range(first, last) if tokens[i].end > at), None)
    children: dict[int, list[int]] = {}
    for i in range(first, last):
        children.setdefault(tokens[i].head, []).append(i)
    for _ in range(STEPS):
        if index is None:
            return None
        answer = _of_word(tokens, index, children.get(index, ()))
        if answer is not None:
            return answer
        above = tokens[index].head
        index = above if above != index and first <= above < last else None
    return None


def _of_word(tokens: Sequence[Token], index: int, below: Sequence[int]) -> bool | None:
    word = tokens[index]
    helpers = {tokens[i].text.lower() for i in below if tokens[i].dep in {"aux", "auxpass"}}
    if word.pos not in {"VERB", "AUX"}:
        ahead = word.lemma.lower() in COMING or any(
            tokens[i].text.lower() in COMING and tokens[i].dep in {"amod", "acomp"} for i in below
        )
        return True if ahead else None
    if helpers & AUXILIARIES:
        return not (helpers & {"have", "'ve", "’ve"} and word.tag == "VBN")
    if word.lemma.lower() in TELLING or _is_of_a_picture(tokens, word, below):
        return False
    return _of_verb(tokens[index], helpers)


def _is_of_a_picture(tokens: Sequence[Token], word: Token, below: Sequence[int]) -> bool:
    subjects = {tokens[i].lemma.lower() for i in below if tokens[i].dep == "nsubj"}
    return word.lemma.lower() == "show" and not PICTURES.isdisjoint(subjects)


def _of_verb(word: Token, helpers: set[str]) -> bool | None:
    lemma = word.lemma.lower()
    if word.tag in {"VBN", "VBG"} and helpers & {"is", "are", "am", "'s", "’s", "'re", "’re", "be", "being"}:
        return True
    if helpers & {"have", "has", "had", "was", "were", "did", "been", "'ve", "’ve"}:
        return lemma in AHEAD_LEMMAS and word.tag == "VBN" and not helpers & {"have", "has", "had"}
    if word.tag == "VBD":
        return False
    if word.tag in {"VBZ", "VBP"}:
        return True
    # "agreed to meet on Friday": the word above decides; "planned for Friday"
    return True if lemma in AHEAD_LEMMAS and word.tag in {"VB", "VBN"} else None
