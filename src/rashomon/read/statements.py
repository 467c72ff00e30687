"""Statements of one report: what is said, the cue, the source, by rules over quotation marks and syntax.

The speaker is left open here; `attribution` fills it. With a tagger, its attributions replace the rules of syntax
while quotation marks stay law (`tagged`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from rashomon.ports import Tagger
from rashomon.read.acts import choose_act
from rashomon.read.circumstances import addressee, is_outlet, medium, principal
from rashomon.read.clauses import Tree, grow_tree
from rashomon.read.contents import read_clauses
from rashomon.read.cues import Found, is_cue_verb
from rashomon.read.direct import read_quotations
from rashomon.read.frames import split_frames
from rashomon.read.quotes import Quotation, find_quotations, paragraphs
from rashomon.read.tagged import join_tags
from rashomon.spans import cut, make_id, trimmed
from rashomon.types import Article, Sentence, Span, Statement, StatementKind, Token

# How often a pattern is right on PolNeAR dev (content overlap), rounded to .05.
PRIOR = {
    "after": 0.95, "before": 0.9, "after-mixed": 0.85, "introduced": 0.7, "alone": 0.4, "clause": 0.85, "according": 0.85,
    "object": 0.6, "infinitive": 0.65, "person": 0.7, "order": 0.7, "noun": 0.6, "adjective": 0.7,
}  # fmt: skip
PHRASE_PRIOR = 0.55


def find_statements(
    article: Article, tokens: Sequence[Token], sentences: Sequence[Sentence], tagger: Tagger | None = None
) -> tuple[Statement, ...]:
    """Find what a report attributes to somebody, in the order of the text.

    Time is about linear in the words; speakers, times and events are None. Scores are the shares of right answers of
    the pattern that found a statement, or the tagger's own.
    """
    tree = grow_tree(tokens, sentences)
    parts = paragraphs(sentences)
    quotations = find_quotations(article, parts)
    frames, masked = split_frames(tree, parts, quotations)
    spoken = read_quotations(tree, frames)
    used = frozenset(found.head for found in spoken if found.head is not None)
    clauses = [] if tagger else list(read_clauses(tree, masked, used))
    drafts = _without_doubles([*spoken, *_outside_quotations(clauses, spoken)])
    if tagger is not None:
        drafts = join_tags(article, tree, tagger, quotations, drafts)
    drafts = _through_outlets(article, drafts)
    built = [_build(article, tree, quotations, draft) for draft in drafts]
    unique = {item.id: item for item in built if item is not None}
    return tuple(sorted(unique.values(), key=lambda s: (s.content[0].start, s.content[-1].end, s.id)))


# Inside another's words only plain speech of a third party is kept: "the paper reported that he had told them ...".
PLAIN = {"clause", "person", "order", "that", "interposed"}


def _outside_quotations(clauses: Sequence[Found], spoken: Sequence[Found]) -> list[Found]:
    """Drop what syntax made of words that a quotation already gives, and minor acts inside another's words."""
    said = sorted(piece for found in spoken for piece in found.content)
    fresh = [c for c in clauses if 2 * _shared(c.content, said) < _length(c.content)]
    pieces = sorted(piece for c in fresh for piece in c.content if c.pattern in PLAIN)
    return [c for c in fresh if c.cue is None or _free(c, pieces)]


def _free(found: Found, pieces: Sequence[tuple[int, int]]) -> bool:
    minor = found.pattern not in PLAIN or found.act == "believe"
    cue = found.cue or (0, 0)
    near = pieces[max(0, bisect_left(pieces, cue) - 8) : bisect_left(pieces, cue) + 1]
    return not (minor and any(a <= cue[0] and cue[1] <= b for a, b in near))


def _length(pieces: Sequence[tuple[int, int]]) -> int:
    return sum(end - start for start, end in pieces)


def _shared(pieces: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]) -> int:
    total = 0
    for start, end in pieces:
        place = max(0, bisect_left(others, (start, start)) - 3)
        for left, right in others[place:]:
            if left >= end:
                break
            total += max(0, min(end, right) - max(start, left))
    return total


def _without_doubles(drafts: Sequence[Found]) -> list[Found]:
    """Keep one of two attributions that tell mostly the same words: the one found by the marks, then the longer."""
    kept: list[Found] = []
    reach: list[tuple[int, int]] = []
    for draft in drafts:
        start, end = draft.content[0][0], draft.content[-1][1]
        if not any(
            _same(draft, other)
            for other, (a, b) in zip(kept[-60:], reach[-60:], strict=True)
            if a < end and start < b
        ):
            kept.append(draft)
            reach.append((start, end))
    return kept


def _same(left: Found, right: Found) -> bool:
    shared = sum(max(0, min(b, d) - max(a, c)) for a, b in left.content for c, d in right.content)
    sizes = [sum(b - a for a, b in item.content) for item in (left, right)]
    return shared > 0.6 * max(sizes)


def _through_outlets(article: Article, drafts: list[Found]) -> list[Found]:
    """Turn "..., he said, according to an agency" into one statement that came through the agency."""
    outer = [
        d
        for d in drafts
        if d.pattern == "according" and d.source and is_outlet(article.text[slice(*d.source)])
    ]
    result = [d for d in drafts if d not in outer]
    for draft in outer:
        start, end = draft.content[0][0], draft.content[-1][1]
        inner = [
            i for i, d in enumerate(result) if d.cue and d.source and start <= d.cue[0] and d.cue[1] <= end
        ]
        if not inner:
            result.append(draft)
        for index in inner:
            result[index] = _with_via(result[index], draft.source)
    return result


def _with_via(found: Found, via: tuple[int, int] | None) -> Found:
    return Found(
        found.pattern,
        found.content,
        found.act,
        found.cue,
        found.source,
        found.head,
        found.to,
        via,
        found.score,
    )


def _build(article: Article, tree: Tree, quotations: Sequence[Quotation], found: Found) -> Statement | None:
    content = tuple(
        span
        for start, end in sorted(set(found.content))
        if (span := trimmed(article, start, end)) is not None
    )
    if not content:
        return None
    quoted = _quoted(article, content, quotations)
    cue, source = _cut(article, found.cue), _cut(article, found.source)
    verb = found.head if found.head is not None and is_cue_verb(tree, found.head) else None
    to = found.to or (addressee(tree, verb) if verb is not None else None)
    via = found.via or (medium(tree, verb) if verb is not None else None)
    behalf = principal(tree, verb) if verb is not None else None
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
        score=found.score if found.score is not None else PRIOR.get(found.pattern, PHRASE_PRIOR),
        to=_cut(article, to if to != found.source else None),
        via=_cut(article, via),
        on_behalf_of=_cut(article, behalf),
    )


def _cut(article: Article, offsets: tuple[int, int] | None) -> Span | None:
    return cut(article, *offsets) if offsets is not None and offsets[0] < offsets[1] else None


def _quoted(article: Article, content: tuple[Span, ...], quotations: Sequence[Quotation]) -> tuple[Span, ...]:
    found: list[Span] = []
    for span in content:
        for quote in quotations:
            start, end = max(span.start, quote.start), min(span.end, quote.spoken_end)
            if start < end:
                found.append(cut(article, start, end))
    return tuple(sorted(set(found)))


def _kind(content: tuple[Span, ...], quoted: tuple[Span, ...]) -> StatementKind:
    if not quoted:
        return "indirect"
    loose = sum(len("".join(c for c in s.text if c.isalnum())) for s in content)
    marked = sum(len("".join(c for c in s.text if c.isalnum())) for s in quoted)
    return "direct" if marked >= loose else "mixed"
