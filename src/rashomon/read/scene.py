"""What attributing the statements of one report looks things up in: its words, its mentions, its speakers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import msgspec
from msgspec import Struct

from rashomon.read.names import head_of
from rashomon.read.people import quoted_words, spoken_rank
from rashomon.spans import make_id
from rashomon.types import Article, Mention, Sentence, Span, Speaker, Token

BLOCK = 1000  # code points in one drawer of mentions; longer than any mention


class Scene(Struct):
    """What attributing one article looks things up in; `mentions` and `speakers` grow by sources found on the way."""

    article: Article
    tokens: Sequence[Token]
    sentences: Sequence[Sentence]
    starts: list[int]
    inside: frozenset[int]
    rank: list[int]
    mentions: list[Mention]
    speakers: dict[str, Speaker]
    heads: list[tuple[int, Mention]]
    blocks: dict[int, list[int]]
    called: dict[str, str]
    groups: dict[frozenset[str], str]
    pairs: list[tuple[int, tuple[str, ...]]]


def open_scene(
    article: Article,
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    speakers: Sequence[Speaker],
) -> Scene:
    """Lay out the words and mentions of one article for looking up; `pairs` is left empty."""
    starts = [word.start for word in tokens]
    inside = quoted_words(tokens, sentences)
    rank = spoken_rank(sentences, inside)
    scene = Scene(
        article,
        tokens,
        sentences,
        starts,
        inside,
        rank,
        list(mentions),
        {s.id: s for s in speakers},
        [],
        {},
        {},
        {},
        [],
    )
    for number, mention in enumerate(mentions):
        scene.blocks.setdefault(mention.span.start // BLOCK, []).append(number)
        first, last = words_of(scene, mention.span)
        if mention.speaker and first < last:
            scene.heads.append((head_of(tokens, first, last), mention))
    scene.heads.sort(key=lambda item: (item[0], item[1].span))
    return scene


def words_of(scene: Scene, span: Span) -> tuple[int, int]:
    """Return the words of a span, as a half-open range."""
    first = max(0, bisect_right(scene.starts, span.start) - 1)
    if first < len(scene.tokens) and scene.tokens[first].end <= span.start:
        first += 1
    return first, bisect_left(scene.starts, span.end)


def nearby(scene: Scene, source: Span) -> list[Mention]:
    """List the mentions that share words with a source, in the order of the text."""
    found: dict[int, Mention] = {}
    for block in range(source.start // BLOCK - 1, source.end // BLOCK + 1):
        for number in scene.blocks.get(block, ()):
            mention = scene.mentions[number]
            if mention.span.start < source.end and source.start < mention.span.end:
                found[number] = mention
    return [found[number] for number in sorted(found)]


def placed(scene: Scene, holding: list[Mention]) -> Mention | None:
    """A place that is a source acts: it becomes a speaker, with every mention of the same words."""
    if not holding:
        return None
    place = holding[0]
    who = make_id("p", scene.article.id, place.span.start, place.span.end)
    same = [m for m in scene.mentions if m.speaker is None and m.span.text == place.span.text]
    spans = tuple(sorted(m.span for m in same))
    scene.speakers[who] = Speaker(who, place.span, "organisation", None, (place.span.text,), spans)
    for mention in same:
        scene.mentions[scene.mentions.index(mention)] = msgspec.structs.replace(mention, speaker=who)
    return msgspec.structs.replace(place, speaker=who)
