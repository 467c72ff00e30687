"""What is odd about a text and does not show when a person reads it. It stays as it is; each oddity becomes a gap."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashomon.spans import cut
from rashomon.types import Article, Gap

# Source of the code points: Unicode 16, general category Cf. The joiners U+200C and U+200D are left out: many scripts
# and emoji need them. A soft hyphen is an old way to mark where a word may break.
SIGNS = {
    "zero-width": re.compile("[\u200b\u2060\ufeff\u180e]"),
    "bidi-control": re.compile("[\u202a-\u202e\u2066-\u2069]"),
    "tag-characters": re.compile("[\U000e0000-\U000e007f]"),
    "undecodable-bytes": re.compile("\ufffd"),
    "mixed-scripts": re.compile(
        r"\b[^\W\d_]{0,40}(?:[A-Za-z][\u0370-\u03ff\u0400-\u04ff]|[\u0370-\u03ff\u0400-\u04ff][A-Za-z])[^\W\d_]{0,40}"
    ),
}
# Words that speak to a language model instead of a reader (prompt injection). No stage obeys a text; a reader of the
# record should still know that it tried.
TO_A_MACHINE = re.compile(
    r"\b(?:ignore|disregard|forget)\s+(?:all\s+|any\s+)?(?:of\s+)?(?:the\s+|your\s+|my\s+)?"
    r"(?:previous|prior|earlier|above|preceding|foregoing)\s+(?:instructions?|prompts?|commands?|directions?)",
    re.IGNORECASE,
)


def doubts(article: Article) -> Iterator[Gap]:
    r"""Yield a gap for each kind of oddity, with the first place where it stands.

    >>> [gap.why for gap in doubts(Article("a1", "a.txt", "Rain\u200b fell on T\u0430rn."))]
    ['zero-width', 'mixed-scripts']
    """
    for why, sign in SIGNS.items():
        if found := sign.search(article.text):
            yield Gap(article.id, cut(article, *found.span()), "odd-characters", why)
    if found := TO_A_MACHINE.search(article.text):
        yield Gap(article.id, cut(article, *found.span()), "speaks-to-a-machine", "instruction-to-a-model")
