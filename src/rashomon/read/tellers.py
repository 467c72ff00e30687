"""Who can tell something, and what is a thing that cannot: by the noun a source hangs on."""

from __future__ import annotations

from rashomon.read.clauses import Tree
from rashomon.read.cues import lemma
from rashomon.read.people_words import words as word_list

SOMEBODY = ("roles", "unnamed", "groups", "bodies", "news_nouns")
# The lists of `people.toml` that name people who can tell something.
TELLERS = ("roles", "unnamed", "groups")


def is_thing(tree: Tree, source: tuple[int, int] | None) -> bool:
    """Say whether a source is neither somebody nor a body: "ways", "a policy".

    Where the tagger has another source than such a one, it is right in 16 of 19 cases and the rules in 2 (dev part).
    """
    top = next(iter(tops_of(tree, source)), None) if source else None
    head = tree.tokens[top] if top is not None else None
    if head is None or head.pos != "NOUN" or head.ent or not head.text.islower():
        return False
    return not any({head.text.lower(), head.lemma.lower()} & word_list(name) for name in SOMEBODY)


def is_teller(tree: Tree, word: int) -> bool:
    """Say whether a noun names people who can tell something: "officials", "sources"."""
    named = {tree.tokens[word].text.lower(), lemma(tree, word)}
    return tree.tokens[word].pos == "NOUN" and any(named & word_list(name) for name in TELLERS)


def tops_of(tree: Tree, piece: tuple[int, int]) -> list[int]:
    """List the words of a piece that hang on nothing inside it."""
    words = tree.at(*piece)
    return [word for word in words if tree.tokens[word].head not in words or tree.tokens[word].head == word]
