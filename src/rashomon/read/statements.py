"""Statements of one report: what is said, the cue, the source, by rules over quotation marks and syntax.

The speaker is left open here; `attribution` fills it. With a tagger, its attributions replace the rules of syntax
while quotation marks stay law (`tagged`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from rashomon.ports import Tagger
from rashomon.read.acts import choose_act
from rashomon.read.circumstances import addressee, medium, principal, served
from rashomon.read.clauses import Tree, grow_tree
from rashomon.read.contents import read_clauses
from rashomon.read.cues import Found, is_cue_verb
from rashomon.read.direct import read_quotations
from rashomon.read.doubles import (
    from_the_cited,
    joined_by_colons,
    outside_quotations,
    through_outlets,
    without_doubles,
)
from rashomon.read.edges import as_quoted, told_words
from rashomon.read.frames import split_frames
from rashomon.read.quotes import Quotation, find_quotations, paragraphs, to_the_mark
from rashomon.read.tagged import ALONE, BY_MARKS, attributions, statements, tag_article
from rashomon.read.unsaid import points_only, says_nothing
from rashomon.spans import cut, make_id, trimmed
from rashomon.types import Article, Attribution, Sentence, Span, Statement, StatementKind, Token

# How often a pattern found a content of PolNeAR (word F1 >= .5): 84 articles of dev and 168 of train together, some 1,500
# and 2,750 statements; dev and train differ by < .05 for every pattern found 40 times or more, but for "alone" (.83 and .57).
PRIOR = {
    "after": 0.98, "before": 0.85, "after-mixed": 0.67, "introduced": 0.85, "named": 0.85, "alone": 0.68,
    "clause": 0.89, "interposed": 0.88, "that": 0.73, "according": 0.92, "object": 0.77, "infinitive": 0.8,
    "gerund": 0.8, "person": 0.71, "order": 0.78, "noun": 0.8, "adjective": 0.85, "for": 0.9, "about": 0.8,
}  # fmt: skip
# The rare phrases (speak of, refer to, rail against, insist on): 30 in both parts, 18 right.
PHRASE_PRIOR = 0.6
# One piece of content holds no more quotations than this; without a limit, a page of marks costs time squared.
MOST_QUOTED = 200


def find_statements(
    article: Article,
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    tagger: Tagger | None = None,
    *,
    tree: Tree | None = None,
) -> tuple[Statement, ...]:
    """Find what a report attributes to somebody, in the order of the text.

    Time is about linear in the words; speakers, times and events are None. Scores are the shares of right answers of
    the pattern that found a statement, or the tagger's own. `tree` is that of the words, where it is grown already.
    """
    tree = tree or grow_tree(tokens, sentences)
    quotations, drafts = _by_rules(article, tree)
    if tagger is not None:
        tagged = tag_article(article, tree, tagger, quotations, drafts)
        drafts = statements(tree, quotations, tagged, drafts)
    drafts = joined_by_colons(article.text, drafts)
    built = [_build(article, tree, quotations, draft) for draft in drafts if not says_nothing(tree, draft)]
    unique = {item.id: item for item in built if item is not None and not points_only(tree, item)}
    return tuple(sorted(unique.values(), key=lambda s: (s.content[0].start, s.content[-1].end, s.id)))


def find_attributions(
    article: Article, tokens: Sequence[Token], sentences: Sequence[Sentence], tagger: Tagger | None = None
) -> tuple[Attribution, ...]:
    """Find every attribution of an article, attitudes too, with the edges that PolNeAR's annotators set.

    Wider than statements: "welcomed the visit" attributes, and says nothing. Without a tagger both are the same.
    """
    tree = grow_tree(tokens, sentences)
    quotations, found = _by_rules(article, tree)
    if tagger is not None:
        found = attributions(tag_article(article, tree, tagger, quotations, found), found)
    return tuple(Attribution(item.content, item.cue, item.source, score_of(item)) for item in found)


def _by_rules(article: Article, tree: Tree) -> tuple[Sequence[Quotation], list[Found]]:
    parts = paragraphs(tree.sentences)
    quotations = find_quotations(article, parts)
    frames, masked = split_frames(tree, parts, quotations)
    spoken = read_quotations(tree, frames)
    used = frozenset(found.head for found in spoken if found.head is not None)
    read = from_the_cited(article, tree, [*spoken, *read_clauses(tree, masked, used)])
    passed_on = through_outlets(article, tree, read)
    spoken = [found for found in passed_on if found.pattern in BY_MARKS]
    clauses = [found for found in passed_on if found.pattern not in BY_MARKS]
    return quotations, without_doubles(tree, [*spoken, *outside_quotations(clauses, spoken)])


def score_of(found: Found) -> float:
    """Return how often such an attribution is right: the tagger's own figure, or that of its pattern."""
    if found.score is not None:
        return found.score
    prior = PRIOR.get(found.pattern, PHRASE_PRIOR)
    return round(prior * ALONE, 3) if found.alone else prior


def _build(article: Article, tree: Tree, quotations: Sequence[Quotation], found: Found) -> Statement | None:
    pieces = (trimmed(article, start, end) for start, end in sorted(set(_told(tree, quotations, found))))
    content = tuple(span for span in pieces if span is not None)
    if not content:
        return None
    quoted = _quoted(article, content, quotations)
    cue, source = _cut(article, found.cue), _cut(article, found.source)
    to, via, behalf = _around(tree, found)
    return Statement(
        id=make_id("s", article.id, content, cue, source),
        article=article.id,
        kind=_kind(content, quoted),
        content=content,
        quoted=quoted,
        cue=cue,
        source=source,
        speaker=None,
        how=None,
        act=choose_act(tree, found, " ".join(span.text for span in content)),
        score=score_of(found),
        to=_cut(article, to if to != found.source else None),
        via=_cut(article, via),
        on_behalf_of=_cut(article, behalf),
    )


def _told(tree: Tree, quotations: Sequence[Quotation], found: Found) -> Sequence[tuple[int, int]]:
    """Return the words told; what marks found ends where they end."""
    if found.pattern in BY_MARKS:
        return found.content
    return as_quoted(tree, to_the_mark(told_words(tree, found), quotations, found.cue), quotations, found.cue)


def _around(tree: Tree, found: Found) -> tuple[tuple[int, int] | None, ...]:
    """Find to whom, through what, in whose name."""
    verb = found.head
    behalf = served(tree, found.source) if found.source else None
    if verb is None or not is_cue_verb(tree, verb):
        return found.to, found.via, behalf
    return found.to or addressee(tree, verb), found.via or medium(tree, verb), principal(tree, verb) or behalf


def _cut(article: Article, offsets: tuple[int, int] | None) -> Span | None:
    return cut(article, *offsets) if offsets is not None and offsets[0] < offsets[1] else None


def _quoted(article: Article, content: tuple[Span, ...], quotations: Sequence[Quotation]) -> tuple[Span, ...]:
    found: set[Span] = set()
    for span in content:
        place = max(0, bisect_left(quotations, span.start, key=lambda quote: quote.start) - 1)
        for quote in quotations[place : place + MOST_QUOTED]:
            start, end = max(span.start, quote.start), min(span.end, quote.spoken_end)
            if quote.start >= span.end:
                break
            if start < end:
                found.add(cut(article, start, end))
    return tuple(sorted(found))


def _kind(content: tuple[Span, ...], quoted: tuple[Span, ...]) -> StatementKind:
    if not quoted:
        return "indirect"
    loose = sum(len("".join(c for c in s.text if c.isalnum())) for s in content)
    marked = sum(len("".join(c for c in s.text if c.isalnum())) for s in quoted)
    return "direct" if marked >= loose else "mixed"
