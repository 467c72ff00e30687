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
# Verbs that take up what is there: "disputes a report released on Monday". Of what one needs, wants or plans it is yet to come.
TAKING_UP = frozenset(("answer", "challenge", "cite", "condemn", "contradict", "criticize", "criticise", "defend", "deny", "dispute", "echo",
                       "mention", "praise", "quote", "recall", "reject", "repeat", "rebut", "welcome"))  # fmt: skip
# "The blast follows a statement on Monday", "comes after", "is a reaction to": told in the present of what came before.
FOLLOWING, COMING_AFTER = frozenset(("follow", "succeed")), frozenset(("come",))
ANSWERS = frozenset(("reaction", "response", "answer", "reply", "retaliation", "sequel"))
# What is to be done as often as what was: "a vote held on Friday".
STAGED = frozenset(("hold", "host", "stage", "organize", "organise", "open", "begin", "start"))
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
    done, under = False, None
    if index is not None and _is_past_by_its_clause(tokens, children.get(index, ())):
        return False
    for _ in range(STEPS):
        if index is None:
            return None
        below = children.get(index, ())
        if under is not None and _comes_after(tokens, index, under, below):
            return False
        answer, under = _of_word(tokens, index, below), index
        if answer is not None:
            # "disputes a report released on Monday": what is told in the present, it is told of what has been
            return answer and not (done and _takes_up(tokens, index, below))
        done = done or _is_done(tokens[index])
        above = tokens[index].head
        index = above if above != index and first <= above < last else None
    return None


def _of_word(tokens: Sequence[Token], index: int, below: Sequence[int]) -> bool | None:
    word = tokens[index]
    helpers = {tokens[i].text.lower() for i in below if tokens[i].dep in {"aux", "auxpass"}}
    if word.pos not in {"VERB", "AUX"}:
        if word.text.lower() == "next" and tokens[min(index + 1, len(tokens) - 1)].text.lower() == "to":
            # "was found next to the quay on Monday"
            return None
        ahead = word.lemma.lower() in COMING or any(
            tokens[i].text.lower() in COMING and tokens[i].dep in {"amod", "acomp"} for i in below
        )
        return True if ahead else None
    if helpers & AUXILIARIES:
        # "should’ve gone": some parsers take the short form for an adverb
        helpers |= {tokens[i].text.lower() for i in below if tokens[i].text.lower() in {"'ve", "’ve"}}
        return not (helpers & {"have", "'ve", "’ve"} and word.tag in {"VBN", "VBD"})
    if word.lemma.lower() in TELLING or _is_of_a_picture(tokens, word, below):
        return False
    return _of_verb(tokens[index], helpers)


def _is_past_by_its_clause(tokens: Sequence[Token], below: Sequence[int]) -> bool:
    """Say whether a clause on the time itself tells what was then: "in May, when she first saw it"."""
    return any(tokens[i].dep == "relcl" and tokens[i].tag == "VBD" for i in below)


def _comes_after(tokens: Sequence[Token], index: int, under: int, below: Sequence[int]) -> bool:
    """Say whether the words that hang on a plain present by `under` tell what came before it."""
    word, hanging = tokens[index], tokens[under]
    if word.tag not in {"VBZ", "VBP"} or any(tokens[i].dep in {"aux", "auxpass"} for i in below):
        return False
    lemma = word.lemma.lower()
    if hanging.dep == "prep" and hanging.text.lower() == "after":
        return lemma in COMING_AFTER
    answers = hanging.dep == "attr" and hanging.lemma.lower() in ANSWERS
    return answers or (hanging.dep == "dobj" and lemma in FOLLOWING)


def _is_done(word: Token) -> bool:
    """Say whether a participle behind its noun tells a deed done: "a report released", not "a summit planned"."""
    lemma = word.lemma.lower()
    return word.tag == "VBN" and word.dep == "acl" and lemma not in AHEAD_LEMMAS and lemma not in STAGED


def _takes_up(tokens: Sequence[Token], index: int, below: Sequence[int]) -> bool:
    """Say whether a plain present tells of an answer to what is there."""
    word = tokens[index]
    plain = not any(tokens[i].dep in {"aux", "auxpass"} for i in below)
    return plain and word.tag in {"VBZ", "VBP"} and word.lemma.lower() in TAKING_UP


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
