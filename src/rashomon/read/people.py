"""The people, bodies, groups and unnamed sources of one article, and every mention of them."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.read.names import Phrase, find_names
from rashomon.read.people_cast import gather_cast
from rashomon.read.people_described import Figure, Text
from rashomon.read.people_words import pronouns
from rashomon.read.pronouns import Candidate, resolve, subject_of
from rashomon.read.roles import find_descriptions
from rashomon.spans import cut, make_id
from rashomon.types import Article, Mention, Sentence, Span, Speaker, SpeakerKind, Token

NEAREST = 60  # mentions before a pronoun that are looked at, so that time stays linear
OPENING, CLOSING = frozenset("“„«"), frozenset("”»")


def find_people(
    article: Article, tokens: Sequence[Token], sentences: Sequence[Sentence]
) -> tuple[tuple[Mention, ...], tuple[Speaker, ...]]:
    """Find every mention of a person, body, group, place or unnamed source, and whom it stands for.

    Ids of speakers hold in this article only. Places that never act have no speaker; a pronoun inside a quotation
    is no mention, since it depends on who speaks.
    """
    names = find_names(tokens, sentences)
    described = find_descriptions(tokens, sentences, names)
    cast = gather_cast(Text(tokens, sentences), names, described)
    speakers = [_speaker(article, tokens, figure) for figure in cast]
    mentions: list[Mention] = []
    kept: list[Speaker] = []
    candidates: list[Candidate] = []
    for figure, speaker in zip(cast, speakers, strict=True):
        acts = figure.kind != "place" and (not figure.key.startswith("=") or _acts(tokens, figure))
        kept += [speaker] if acts else []
        for phrase, _ in figure.phrases:
            mentions.append(_mention(article, tokens, figure, phrase, speaker.id if acts else None))
            candidates.append(
                Candidate(phrase.head, speaker.id if acts else "", figure.kind, figure.gender, figure.plural)
            )
    candidates = [c for c in candidates if c.figure]
    mentions += _pronoun_mentions(article, tokens, sentences, candidates)
    # two of one span, if there are any, stand in the order of their speakers: a set has an order of its own in each run
    ordered = sorted(set(mentions), key=lambda m: (m.span.start, m.span.end, m.how, m.speaker or ""))
    return tuple(ordered), tuple(_with_pronouns(sorted(kept, key=lambda s: (s.name.start, s.id)), ordered))


def _span(article: Article, tokens: Sequence[Token], first: int, last: int) -> Span:
    return cut(article, tokens[first].start, tokens[last - 1].end)


def _acts(tokens: Sequence[Token], figure: Figure) -> bool:
    return any(subject_of(tokens, phrase.head) is not None for phrase, _ in figure.phrases)


def _speaker(article: Article, tokens: Sequence[Token], figure: Figure) -> Speaker:
    name = _name(article, tokens, figure)
    spans = [_span(article, tokens, phrase.first, phrase.last) for phrase, _ in figure.phrases]
    bare = [_span(article, tokens, *phrase.name) for phrase, _ in figure.phrases if phrase.name]
    role = _span(article, tokens, *figure.role) if figure.role else None
    kind: SpeakerKind = figure.kind if figure.kind in {"person", "organisation", "group"} else "unnamed"  # type: ignore[assignment]
    if figure.key.startswith("="):
        kind = "organisation"
    aliases = {span.text for span in (*spans, *bare)}
    return Speaker(
        make_id("p", article.id, name.start, name.end),
        name,
        kind,
        role,
        tuple(sorted(aliases)),
        tuple(sorted(set(spans))),
    )


def _name(article: Article, tokens: Sequence[Token], figure: Figure) -> Span:
    """The fullest name; the country before its capital; the first description of whom nobody names."""
    named = [(p, n) for p, n in figure.phrases if n and p.name and p.form == "name"]
    pool = [p for p, _ in named] or [p for p, _ in figure.phrases]
    spans = [_span(article, tokens, *(p.name or (p.first, p.last))) for p in pool]
    if not named:
        return spans[0]
    return min(spans, key=lambda s: (-len(s.text.split()), -len(s.text), s.start))


def _mention(
    article: Article, tokens: Sequence[Token], figure: Figure, phrase: Phrase, who: str | None
) -> Mention:
    kind = figure.kind
    if figure.key.startswith("=") and subject_of(tokens, phrase.head) is None:
        kind = "place"
    return Mention(_span(article, tokens, phrase.first, phrase.last), kind, phrase.form, who)


def quoted_words(tokens: Sequence[Token], sentences: Sequence[Sentence]) -> frozenset[int]:
    """Index the words inside quotation marks; a mark left open ends with its paragraph."""
    inside: set[int] = set()
    opened = False
    for sentence in sentences:
        first = (
            sentence.first == 0 or sentences[tokens[sentence.first - 1].sent].paragraph != sentence.paragraph
        )
        opened = False if first else opened
        for index in range(sentence.first, sentence.last):
            mark = tokens[index].text
            if mark in OPENING or mark in CLOSING or mark in {'"', "``", "''"}:
                opened = mark in OPENING or mark == "``" or (mark == '"' and not opened)
            elif opened:
                inside.add(index)
    return frozenset(inside)


def spoken_rank(sentences: Sequence[Sentence], inside: frozenset[int]) -> list[int]:
    """Number the sentences, passing over those that are quotation from end to end."""
    ranks: list[int] = []
    reached = 0
    for sentence in sentences:
        quoted = sum(index in inside for index in range(sentence.first, sentence.last))
        reached += quoted < sentence.last - sentence.first - 3  # 3: the marks and the stop
        ranks.append(reached)
    return ranks


def _pronoun_mentions(
    article: Article, tokens: Sequence[Token], sentences: Sequence[Sentence], known: list[Candidate]
) -> list[Mention]:
    inside = quoted_words(tokens, sentences)
    rank = spoken_rank(sentences, inside)
    table = {c.figure: c for c in known}
    waiting = sorted(
        (c for c in known if c.head not in inside), key=lambda c: (c.head, c.figure), reverse=True
    )
    told: list[Candidate] = []
    found: list[Mention] = []
    for index, word in enumerate(tokens):
        while waiting and waiting[-1].head < index:
            told.append(waiting.pop())
        if index in inside or pronouns().get(word.text.casefold(), "relative") == "relative":
            continue
        who = resolve(tokens, sentences, index, told[-NEAREST:], rank=rank)
        if who is not None:
            same = table[who]
            found.append(Mention(_span(article, tokens, index, index + 1), same.kind, "pronoun", who))
            told.append(Candidate(index, who, same.kind, same.gender, same.plural))
    return found


def _with_pronouns(speakers: list[Speaker], mentions: Sequence[Mention]) -> list[Speaker]:
    spans: dict[str, set[Span]] = {}
    for mention in mentions:
        if mention.speaker:
            spans.setdefault(mention.speaker, set()).add(mention.span)
    return [
        Speaker(
            s.id, s.name, s.kind, s.role, s.aliases, tuple(sorted(spans.get(s.id, set()) | set(s.mentions)))
        )
        for s in speakers
    ]
