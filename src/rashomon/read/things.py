"""Sources that have no mouth: who stands behind a report or a letter; nobody behind a meeting, a picture, a year."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.read.joint import Resolver
from rashomon.read.names import head_of
from rashomon.read.people_words import pronouns, words
from rashomon.read.scene import Scene, nearby
from rashomon.types import How, Mention, Span, Token

# By these verbs a document is somebody's: "a statement issued by", "a letter sent by".
ISSUED = frozenset(
    {"issue", "release", "publish", "write", "make", "send", "post", "sign", "conduct", "carry", "file"}
)


def speechless(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Say whether a source is a thing, a happening or a time, that says nothing by itself and for nobody.

    The news of a named body ("Tarn Wire news") is that body.
    """
    head = tokens[head_of(tokens, first, last)]
    named = head.lemma.casefold() == "news" and any(
        word.dep == "compound" and word.pos == "PROPN" for word in tokens[first:last]
    )
    return head.pos == "NOUN" and head.lemma.casefold() in words("speechless") and not named


# A name before one of these tells where it stands, not whose it is ("Facebook posts").
PLACED = frozenset({"post", "posting", "tweet", "message", "email", "e-mail"})
# What a paper prints without a name is the paper's own: "a commentary published in the Elva Courier".
UNSIGNED = frozenset({"commentary", "editorial", "leader"})


def behind(scene: Scene, source: Span, first: int, last: int, who: Resolver) -> tuple[str, How] | None:
    """Find who speaks through a thing: its owner ("the ministry's letter") or maker ("a letter from the ministry").

    `who` tells for the index of a pronoun whom it stands for. None where the source is no such thing, or nobody's alone.
    """
    head = head_of(scene.tokens, first, last)
    word = scene.tokens[head]
    named = {word.lemma.casefold(), word.text.casefold()}  # the lemma of "data" is "datum"
    if word.pos != "NOUN" or not named & (words("documents") | words("speechless")):
        return None
    near = nearby(scene, source)
    for index in range(first, last):
        if not _owns(scene.tokens, index, head):
            continue
        if scene.tokens[index].text.casefold() in pronouns():
            owner = who(index)
            return (owner, "pronoun") if owner else None
        mention = _named(near, scene.tokens[index])
        if mention is not None and mention.speaker and not _shared(scene.tokens, index, last):
            return mention.speaker, mention.how
    return None


def _owns(tokens: Sequence[Token], index: int, head: int) -> bool:
    word, thing = tokens[index], tokens[head].lemma.casefold()
    thing = tokens[head].text.casefold() if thing == "datum" else thing
    if word.head == head and (index < head or word.dep == "appos"):
        written = thing in words("documents") and thing not in PLACED
        return word.dep in ({"poss", "appos", "compound", "nmod"} if written else {"poss", "appos"})
    if thing in words("speechless") or word.dep != "pobj" or index < head:
        return False
    joint = tokens[word.head]
    printed = joint.text.casefold() == "in" and thing in UNSIGNED
    if printed and joint.head != head:
        return tokens[joint.head].head == head and tokens[joint.head].lemma.casefold() in {
            "publish",
            "print",
            "carry",
        }
    if joint.text.casefold() == "by" and joint.head != head:
        return tokens[joint.head].head == head and tokens[joint.head].lemma.casefold() in ISSUED
    return joint.head == head and joint.text.casefold() in {"by", "from"}


def _shared(tokens: Sequence[Token], index: int, last: int) -> bool:
    """Say whether an owner is the first of several: a study by two is not the one's alone."""
    return any(
        tokens[other].dep == "conj" and tokens[other].head == index for other in range(index + 1, last)
    )


def _named(near: Sequence[Mention], word: Token) -> Mention | None:
    """Return the mention that an owner's word stands in; a place counts only where it has spoken or acted."""
    holding = [
        m for m in near if m.span.start <= word.start < m.span.end and m.how != "pronoun" and m.speaker
    ]
    return max(holding, key=lambda m: (m.how == "name", len(m.span.text), -m.span.start), default=None)
