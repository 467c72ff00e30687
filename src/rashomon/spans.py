"""The only code that slices article text or makes an id."""

import hashlib
from collections.abc import Iterable

from rashomon.types import Article, Span


def cut(article: Article, start: int, end: int) -> Span:
    """Cut the words from `start` to `end` (code points, half-open) out of an article.

    Raises:
        ValueError: names article and offsets where they do not lie inside the text.

    >>> cut(Article("a1", "a.txt", "Rain fell."), 0, 4)
    Span(article='a1', start=0, end=4, text='Rain')
    """
    if not 0 <= start < end <= len(article.text):
        raise ValueError(
            f"span {start}:{end} does not lie in article {article.id} ({len(article.text)} code points)"
        )
    return Span(article.id, start, end, article.text[start:end])


def trimmed(article: Article, start: int, end: int) -> Span | None:
    """Cut without the white space at either end; None where nothing else is there.

    >>> trimmed(Article("a1", "a.txt", "  Rain  "), 0, 8).text
    'Rain'
    """
    words = article.text[start:end]
    left = start + len(words) - len(words.lstrip())
    right = end - (len(words) - len(words.rstrip()))
    return cut(article, left, right) if left < right else None


def holds(span: Span, article: Article) -> bool:
    """Say whether a span is exactly what stands at its offsets.

    >>> holds(Span("a1", 0, 4, "Snow"), Article("a1", "a.txt", "Rain fell."))
    False
    """
    return (
        span.article == article.id
        and span.end <= len(article.text)
        and article.text[span.start : span.end] == span.text
    )


def overlap(left: Span, right: Span) -> int:
    """Count the code points that two spans share.

    >>> overlap(Span("a", 0, 5, "Rain "), Span("a", 3, 9, "n fell"))
    2
    """
    if left.article != right.article:
        return 0
    return max(0, min(left.end, right.end) - max(left.start, right.start))


def inside(inner: Span, outer: Span) -> bool:
    """Say whether one span lies wholly in the other.

    >>> inside(Span("a", 2, 4, "in"), Span("a", 0, 9, "Rain fell"))
    True
    """
    return inner.article == outer.article and outer.start <= inner.start and inner.end <= outer.end


def covered(start: int, end: int, stretches: Iterable[tuple[int, int]]) -> int:
    """Count the code points from `start` to `end` that lie in any of the stretches (which may overlap).

    >>> covered(0, 10, [(2, 4), (3, 6)])
    4
    """
    total, reached = 0, start
    for left, right in sorted(stretches):
        left_edge, right_edge = max(left, reached), min(right, end)
        if left_edge < right_edge:
            total += right_edge - left_edge
            reached = right_edge
    return total


def make_id(prefix: str, *parts: object) -> str:
    """Make an id from what an item says, so that two machines give it the same name.

    `prefix` is one or two letters for the kind of item; the rest is 16 hexadecimal digits of BLAKE2b.

    >>> make_id("a", "Rain fell.") == make_id("a", "Rain fell.")
    True
    >>> make_id("a", "x", "y") == make_id("a", "xy")
    False
    """
    digest = hashlib.blake2b(digest_size=8)
    for part in parts:
        digest.update(repr(part).encode("utf-8", "surrogatepass"))
        digest.update(b"\x1f")
    return prefix + digest.hexdigest()


def fingerprint(raw: bytes) -> str:
    """Return the name of some bytes: 64 hexadecimal digits of BLAKE2b, the same for the same bytes anywhere.

    >>> fingerprint(b"") == fingerprint(b" ")
    False
    """
    return hashlib.blake2b(raw, digest_size=32).hexdigest()
