"""What a body is called besides its name: "the newspaper Daily Post", "the Daily Post newspaper", "Norway's Harbour Ministry"."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.read.names import Phrase
from rashomon.read.people_words import words
from rashomon.read.roles import is_plural
from rashomon.types import Token

# What a name may stand beside without a comma; of other nouns it is more often the owner ("the Lund campaign").
NAMED_BESIDE = words("news_nouns") | {"agency", "broadcaster", "company", "firm", "charity"}


def described_body(tokens: Sequence[Token], name: Phrase, described: dict[int, Phrase]) -> Phrase | None:
    """Find what a body is, told beside its name ("a local newspaper, the Daily Post," or "the newspaper Daily Post")."""
    beside = _beside(tokens, name, described)
    if beside is not None:
        return beside
    start = name.first - (name.first > 0 and tokens[name.first - 1].text.casefold() == "the")
    if start < 2 or tokens[start - 1].text != ",":
        return None
    found = described.get(start - 1)
    if found is None or found.kind != "organisation" or is_plural(tokens, found.head):
        return None
    after = tokens[name.last].text.casefold() if name.last < len(tokens) else "."
    return found if after in {",", ".", ";", ":", "—", "–", ")"} else None


def _beside(tokens: Sequence[Token], name: Phrase, described: dict[int, Phrase]) -> Phrase | None:
    before = described.get(name.first)
    if before is not None and _is_news(tokens, before) and tokens[name.head].head == before.head:
        return before
    for last in (name.last + 1, name.last + 2):  # "the Daily Post newspaper", "the Harbour news agency"
        after = described.get(last)
        if after is not None and after.head == last - 1 and _is_news(tokens, after):
            return after if tokens[name.head].head in {after.head, after.head - 1} else None
    return None


def _is_news(tokens: Sequence[Token], phrase: Phrase) -> bool:
    return tokens[phrase.head].lemma.casefold() in NAMED_BESIDE and not is_plural(tokens, phrase.head)


def is_news_name(tokens: Sequence[Token], name: Phrase) -> bool:
    """Say whether a name follows what it is as one noun phrase ("South Korean newspaper Daily Post")."""
    before = tokens[name.first - 1] if name.first else None
    return (
        before is not None
        and before.dep == "compound"
        and name.first <= before.head < name.last
        and before.lemma.casefold() in NAMED_BESIDE
    )
