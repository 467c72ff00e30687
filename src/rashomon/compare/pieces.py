"""Where clauses and statements stand in one another, and which words of a statement stand in which sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rashomon.spans import cut, overlap
from rashomon.types import Article, Sentence, Span, Statement, Token


def around(statements: Iterable[Statement], span: Span, head: Token) -> Statement | None:
    """Find the statement that a clause with this predicate stands in: the shortest, where they stand in one another."""
    holding = [
        statement
        for statement in statements
        if any(piece.start <= head.start < piece.end and overlap(piece, span) for piece in statement.content)
    ]
    return min(holding, key=lambda s: (sum(p.end - p.start for p in s.content), s.id), default=None)


def within(article: Article, span: Span, statement: Statement | None) -> Span:
    """Keep a clause inside the content it belongs to, so that no cue or source slips into it."""
    if statement is None:
        return span
    piece = max(statement.content, key=lambda piece: overlap(piece, span))
    left, right = max(span.start, piece.start), min(span.end, piece.end)
    return cut(article, left, right) if left < right else span


def by_sentence(
    article: Article, sentences: Sequence[Sentence], spans: Sequence[Span]
) -> list[tuple[Sentence, list[Span]]]:
    """Part spans at the ends of sentences: each sentence that holds words of them, with those words, in order."""
    found: list[tuple[Sentence, list[Span]]] = []
    for sentence in sentences:
        shared = [(max(span.start, sentence.span.start), min(span.end, sentence.span.end)) for span in spans]
        inner = [cut(article, start, end) for start, end in shared if article.text[start:end].strip()]
        found += [(sentence, inner)] if inner else []
    return found
