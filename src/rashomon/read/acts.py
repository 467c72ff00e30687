"""What somebody does with the words: the act of the cue, turned by negation and by what the words themselves are."""

from __future__ import annotations

import re

from rashomon.read.clauses import Tree
from rashomon.read.cues import Found, cue_words, lemma
from rashomon.types import Act

# "he and the minister agreed ...", "we have reached an understanding ...": the first thing that the words tell.
AGREED = re.compile(
    r"^[^.,;:\"“”?!]{0,80}?(?<!not )(?<!never )\b(?:agreed|did agree|reached (?:an? )?(?:agreement|deal|accord|understanding))\b",
    re.IGNORECASE,
)
# What will not be, or not without something, is promised or demanded; who denies says what is or was not.
DENIED = re.compile(
    r"^(?:there (?:is|was|were|are|has been|have been|had been) (?:no|not|never)\b(?![^.;]{0,80}\bwithout\b)|(?:this|that|it) (?:is|was) (?:simply |just )?"
    r"(?:not true|untrue|false|a lie|wrong)|no such\b)",
    re.IGNORECASE,
)
# "They don't have to", "nobody needs to": no demand.
MUST = re.compile(
    r"\b(?:must|(?<!n't )(?<!n’t )(?<!not )(?<!never )(?<!nobody )(?<!no longer )(?:have to|has to|needs? to))\b",
    re.IGNORECASE,
)
WORD = re.compile(r"[a-z'’-]+")
# Longer words say several things; one "must" or one "great" among them does not make the whole a demand or praise.
LONG = 160
# A negated verb of saying is a refusal to say; a negated verb of agreeing or allowing is a refusal too.
SILENT = {
    "say", "comment", "respond", "answer", "specify", "disclose", "reveal", "confirm", "predict", "elaborate", "explain",
    "agree", "commit", "promise", "discuss", "give", "identify", "name", "mention",
}  # fmt: skip


def choose_act(tree: Tree, found: Found, text: str) -> Act:
    """Choose the act of an attribution; `text` is what is said, joined.

    The words themselves decide only where the cue leaves it open ("said").
    """
    negated = found.head is not None and tree.child(found.head, "neg") is not None
    if negated and found.head is not None:
        return "refuse" if lemma(tree, found.head) in SILENT else "say"
    if found.act != "say":
        return found.act
    agreed = (
        found.head is not None
        and lemma(tree, found.head) == "agree"
        and tree.tokens[found.head].tag not in {"VBP", "VBZ"}
    )
    return "claim-agreement" if agreed else _told(text)


def _told(text: str) -> Act:
    """Return what the words themselves do."""
    if AGREED.match(text):
        return "claim-agreement"
    if DENIED.match(text):
        return "deny"
    if text.rstrip().endswith("?"):
        return "ask"
    if len(text) >= LONG:
        return "say"
    return "demand" if MUST.search(text) else _judged(text)


def _judged(text: str) -> Act:
    """Return what the judgement in short words makes of them: the first word of praise or blame that is not negated."""
    before = ""
    for word in WORD.findall(text.lower()):
        act = cue_words().judgements.get(word)
        if act is not None and before not in {"not", "no", "never", "hardly", "n't", "isn't", "wasn't", "so"}:
            return act
        before = word
    return "say"
