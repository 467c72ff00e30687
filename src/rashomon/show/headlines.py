"""How a story and its reports are called on the page: a whole headline, and names that tell two reports of one outlet apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rashomon.show.views import Views, outlet_name
from rashomon.types import Article, Span, Story

# A headline that ends so was cut by whoever passed the report on.
CUT = ("...", "…")


def headline(story: Story, index: Views) -> Span:
    """Return the story's title; where that breaks off, the headline of its reports most like the others, if one is whole."""
    if not story.title.text.rstrip().endswith(CUT):
        return story.title
    titles = [title for key in story.articles if (title := index.articles[key].title)]
    whole = [title for title in titles if not title.text.rstrip().endswith(CUT)]
    return max(whole, key=lambda title: _likeness(title, titles), default=story.title)


def _likeness(title: Span, titles: Iterable[Span]) -> float:
    words = set(title.text.casefold().split())
    others = [set(other.text.casefold().split()) for other in titles if other != title]
    return sum(len(words & other) / len(words | other) for other in others)


def names_apart(articles: Iterable[Article]) -> tuple[str, ...]:
    """Name reports by outlet, those of one outlet with a number behind it.

    >>> names_apart([Article("a", "x/one.txt", ""), Article("b", "y/one.txt", ""), Article("c", "two.txt", "")])
    ('one.txt (1)', 'one.txt (2)', 'two.txt')
    """
    names = [outlet_name(article) for article in articles]
    often, seen = Counter(names), Counter[str]()
    apart: list[str] = []
    for name in names:
        seen[name] += 1
        apart.append(f"{name} ({seen[name]})" if often[name] > 1 else name)
    return tuple(apart)
