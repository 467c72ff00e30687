"""The syntax of an article, made quick to ask: children, and the first and last word under each word."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from msgspec import Struct

from rashomon.types import Sentence, Token

# Clauses that hang on a name without being part of it: "the minister, who had been ill, said".
LOOSE = {"relcl", "advcl", "parataxis", "punct", "cc"}


class Tree(Struct, frozen=True):
    """Words with their children and the reach of the words under them (indices, `right` inclusive)."""

    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    children: tuple[tuple[int, ...], ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    starts: tuple[int, ...]

    def child(self, word: int, *labels: str) -> int | None:
        """Return the first child of a word with one of the labels."""
        return next((kid for kid in self.children[word] if self.tokens[kid].dep in labels), None)

    def kids(self, word: int, *labels: str) -> list[int]:
        """List the children of a word with one of the labels."""
        return [kid for kid in self.children[word] if self.tokens[kid].dep in labels]

    def bounds(self, word: int) -> tuple[int, int]:
        """Return the first and last index of the sentence of a word (last exclusive)."""
        sentence = self.sentences[self.tokens[word].sent]
        return sentence.first, sentence.last

    def at(self, start: int, end: int) -> range:
        """Return the indices of the words that lie in a stretch of text."""
        first = bisect_left(self.starts, start)
        return range(first, max(first, bisect_right(self.starts, end - 1)))


def grow_tree(tokens: Sequence[Token], sentences: Sequence[Sentence]) -> Tree:
    """Index the parse of an article. Time is linear in its words."""
    children: list[list[int]] = [[] for _ in tokens]
    roots: list[int] = []
    for index, token in enumerate(tokens):
        (roots if token.head == index else children[token.head]).append(index)
    order = roots
    for word in order:  # grows while it is walked: heads before their children
        order.extend(children[word])
    left, right = list(range(len(tokens))), list(range(len(tokens)))
    for word in reversed(order):
        head = tokens[word].head
        left[head], right[head] = min(left[head], left[word]), max(right[head], right[word])
    return Tree(
        tuple(tokens),
        tuple(sentences),
        tuple(map(tuple, children)),
        tuple(left),
        tuple(right),
        tuple(token.start for token in tokens),
    )


def phrase(tree: Tree, head: int, *, barred: int | None = None) -> tuple[int, int]:
    """Return first and last word (inclusive) of the noun phrase around a noun, less clauses that hang on it loosely.

    `barred` is a word that the phrase must not reach (the verb it belongs to).
    """
    first, last = tree.left[head], tree.right[head]
    if barred is not None:
        first = max(first, barred + 1) if barred < head else first
        last = min(last, barred - 1) if barred > head else last
    for kid in tree.children[head]:
        loose = tree.tokens[kid].dep in LOOSE and kid > head and tree.tokens[kid].dep not in {"punct", "cc"}
        if (
            loose
            and tree.left[kid] > head
            and (_after_comma(tree, kid) or tree.tokens[kid].dep == "parataxis")
        ):
            last = min(last, max(head, tree.left[kid] - 1))
    return _trim(tree, first, max(last, head), head)


def _after_comma(tree: Tree, kid: int) -> bool:
    before = tree.left[kid] - 1
    return before >= 0 and tree.tokens[before].text in {",", "—", "–", "--", "("}


def _trim(tree: Tree, first: int, last: int, head: int) -> tuple[int, int]:
    while first < head and (tree.tokens[first].pos in {"PUNCT", "SPACE", "CCONJ", "ADV", "SCONJ"}):
        first += 1
    while last > head and tree.tokens[last].pos in {"PUNCT", "SPACE", "CCONJ"}:
        last -= 1
    return _whole(tree, first, last)


def _whole(tree: Tree, first: int, last: int) -> tuple[int, int]:
    """Take in what a hyphen joins to the edges of a phrase: the parser splits "Ilo-ven" and "so-called" into three words."""
    while last + 2 < len(tree.tokens) and _hyphened(tree, last + 1):
        last += 2
    while first > 1 and _hyphened(tree, first - 1):
        first -= 2
    return first, last


def _hyphened(tree: Tree, index: int) -> bool:
    before, mark, after = tree.tokens[index - 1 : index + 2]
    return mark.text == "-" and before.end == mark.start and mark.end == after.start
