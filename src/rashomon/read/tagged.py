"""Joins what a tagger finds with what the quotation marks say; the marks stay law."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.ports import Tagger
from rashomon.read.clauses import Tree
from rashomon.read.cues import Found, cue_words, is_cue_verb, lemma
from rashomon.read.quotes import Quotation
from rashomon.types import Act, Article, Attribution


def join_tags(
    article: Article, tree: Tree, tagger: Tagger, quotations: Sequence[Quotation], spoken: Sequence[Found]
) -> list[Found]:
    """Return the tagger's attributions with contents set to the marks, and the quotations that it missed."""
    words = [(token.start, token.end) for token in tree.tokens]
    paragraphs = [tree.sentences[token.sent].paragraph for token in tree.tokens]
    tags = tagger.tag(article.text, words, paragraphs) if words else ()
    found = [_found(tree, tag, quotations, spoken) for tag in tags if tag.content]
    taken = [_reach(item) for item in found]
    missed = [item for item in spoken if item.source is not None and not _covered(item, taken)]
    return sorted([*found, *missed], key=lambda item: (item.content[0], item.cue or (0, 0)))


def _found(tree: Tree, tag: Attribution, quotations: Sequence[Quotation], spoken: Sequence[Found]) -> Found:
    content = tuple(_to_marks(start, end, quotations) for start, end in tag.content)
    twin = next((item for item in spoken if _alike(item, content)), None)
    head = _head(tree, tag.cue)
    if twin is not None:  # the marks know all pieces of a split quotation
        content = twin.content
    return Found(
        twin.pattern if twin else "tagged",
        content,
        _act(tree, head),
        tag.cue or (twin.cue if twin else None),
        tag.source or (twin.source if twin else None),
        head if head is not None else (twin.head if twin else None),
        score=tag.score,
    )


def _to_marks(start: int, end: int, quotations: Sequence[Quotation]) -> tuple[int, int]:
    """Set a piece to the marks: wholly in one quotation, it is that quotation; half in it, it takes it whole."""
    for quote in quotations:
        if (
            quote.outer_start <= start
            and end <= quote.outer_end
            and 2 * (end - start) >= quote.end - quote.start
        ):
            return quote.start, quote.spoken_end
        if start < quote.outer_start < end < quote.outer_end:
            end = quote.outer_end
        elif quote.outer_start < start < quote.outer_end < end:
            start = quote.outer_start
    return start, end


def _head(tree: Tree, cue: tuple[int, int] | None) -> int | None:
    if cue is None:
        return None
    words = tree.at(*cue)
    return next((word for word in words if is_cue_verb(tree, word)), words[-1] if words else None)


def _act(tree: Tree, head: int | None) -> Act:
    if head is None:
        return "say"
    word, words = lemma(tree, head), cue_words()
    if word in words.verbs:
        return next(iter(words.verbs[word].takes.values()))
    return words.nouns.get(word, words.adjectives.get(word, "say"))


def _alike(item: Found, content: Sequence[tuple[int, int]]) -> bool:
    shared = sum(max(0, min(b, d) - max(a, c)) for a, b in item.content for c, d in content)
    return 2 * shared >= sum(b - a for a, b in content) and shared > 0


def _reach(item: Found) -> tuple[int, int]:
    return item.content[0][0], item.content[-1][1]


def _covered(item: Found, taken: Sequence[tuple[int, int]]) -> bool:
    return any(a < end and start < b for a, b in taken for start, end in item.content)
