"""What happened: event nouns and dated clauses of one article, with their time, place and people."""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from msgspec import Struct

from rashomon.spans import cut, make_id, overlap, trimmed
from rashomon.types import Article, Dated, Happening, Mention, Sentence, Span, Statement, Token

# The news of a report stands in its headline and first paragraphs; further down is background more often than not.
NEWS_SENTENCES = 4
# A telling longer than this is a whole sentence and says nothing about where the happening stands in it.
LONGEST = 22
INSIDE = frozenset(
    (
        "det",
        "amod",
        "compound",
        "poss",
        "case",
        "prep",
        "pobj",
        "nmod",
        "nummod",
        "punct",
        "npadvmod",
        "quantmod",
    )
)
CLAUSE_ENDS = frozenset(("ccomp", "advcl", "conj", "relcl", "parataxis"))
PLACES = frozenset(("GPE", "LOC", "FAC"))
# Verbs that only carry somebody's words or a state are no happening of their own.
EMPTY = frozenset(("say", "tell", "be", "have", "do", "add", "ask", "think", "believe", "hope", "know", "want", "seem", "report",
                   "describe", "call", "note", "write", "insist", "expect", "announce", "appear", "suggest"))  # fmt: skip


class _Scene(Struct, frozen=True):
    """What finding the time, place and people of a telling looks at."""

    article: Article
    tokens: Sequence[Token]
    mentions: Sequence[Mention]
    times: Sequence[Dated]


@cache
def event_classes() -> dict[str, str]:
    """Return the class of each event noun ("summit" -> "meeting")."""
    raw = files("rashomon.read").joinpath("words", "happenings.toml").read_text(encoding="utf-8")
    return {noun: name for name, nouns in tomllib.loads(raw)["classes"].items() for noun in nouns}


def find_happenings(  # noqa: PLR0917 - the order every room relies on
    article: Article,
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    times: Sequence[Dated],
    statements: Sequence[Statement],
) -> tuple[Happening, ...]:
    """Find what an article tells to have happened or to be about to: event nouns, and clauses that carry a time.

    What somebody is quoted to have said word for word is no telling of the report's own.
    """
    people = _by_sentence([(mention.span, mention) for mention in mentions], sentences)
    dates = _by_sentence([(item.span, item) for item in times], sentences)
    quoted = _by_sentence([(span, span) for each in statements for span in each.quoted], sentences)
    found: dict[tuple[int, int], Happening] = {}
    for number, sentence in enumerate(sentences):
        news = number < NEWS_SENTENCES or sentence.kind == "headline"
        scene = _Scene(article, tokens, people.get(number, []), dates.get(number, []))
        for happening in _in_sentence(scene, sentence, news=news):
            if not any(overlap(happening.head, span) for span in quoted.get(number, [])):
                found.setdefault((happening.span.start, happening.span.end), happening)
    return tuple(found[key] for key in sorted(found))


def _by_sentence[T](items: Sequence[tuple[Span, T]], sentences: Sequence[Sentence]) -> dict[int, list[T]]:
    """Sort what has a place in the text under the sentences it touches: one pass, so that long texts stay linear."""
    starts = [sentence.span.start for sentence in sentences]
    found: dict[int, list[T]] = {}
    for span, item in items:
        place = max(0, bisect_right(starts, span.start) - 1)
        while place < len(starts) and starts[place] < span.end:
            found.setdefault(place, []).append(item)
            place += 1
    return found


def _in_sentence(scene: _Scene, sentence: Sentence, *, news: bool) -> Iterator[Happening]:
    classes = event_classes()
    dated = [item for item in scene.times if overlap(item.span, sentence.span)]
    clauses = {_clause_head(scene.tokens, item, sentence) for item in dated}
    for index in range(sentence.first, sentence.last):
        word = scene.tokens[index]
        lemma = word.lemma.lower()
        if lemma in classes and _is_event_noun(word):
            yield from _telling(
                scene, sentence, index, _noun_phrase(scene.tokens, index, sentence), classes[lemma], news=news
            )
        elif index in clauses and word.pos in {"VERB", "AUX"} and lemma not in EMPTY:
            yield from _telling(
                scene, sentence, index, _clause(scene.tokens, index, sentence), lemma, news=news
            )


def _is_event_noun(word: Token) -> bool:
    # "March" in a date is no march
    return word.pos in {"NOUN", "PROPN"} and word.dep != "compound" and not word.ent.endswith("DATE")


def _telling(
    scene: _Scene, sentence: Sentence, head: int, edges: tuple[int, int], lemma: str, *, news: bool
) -> Iterator[Happening]:
    first, last = edges
    span = trimmed(scene.article, scene.tokens[first].start, scene.tokens[last].end)
    if span is None:
        return
    when = _time(scene, span, head, sentence)
    had = [index for index in range(first, last + 1) if scene.tokens[index].tag == "VBN"]
    past = any("had" in _just_before(scene.tokens, index) for index in had)
    yield Happening(
        id=make_id("h", scene.article.id, span.start, span.end),
        span=span,
        head=cut(scene.article, scene.tokens[head].start, scene.tokens[head].end),
        lemma=lemma,
        when=when.when if when else None,
        where=_place(scene, sentence, edges),
        participants=_people(scene, sentence.span),
        news=news and not past,
    )


def _just_before(tokens: Sequence[Token], index: int) -> set[str]:
    return {word.text.lower() for word in tokens[max(0, index - 3) : index]}


def _noun_phrase(tokens: Sequence[Token], head: int, sentence: Sentence) -> tuple[int, int]:
    return _spread(tokens, head, sentence, INSIDE)


def _clause(tokens: Sequence[Token], head: int, sentence: Sentence) -> tuple[int, int]:
    inside = (
        frozenset(token.dep for token in tokens[sentence.first : sentence.last])
        - CLAUSE_ENDS
        - {"punct", "mark", "cc"}
    )
    return _spread(tokens, head, sentence, inside)


def _spread(
    tokens: Sequence[Token], head: int, sentence: Sentence, inside: frozenset[str]
) -> tuple[int, int]:
    """Grow from a head over the words that hang on it by the allowed relations; the first and last word."""
    members = {head}
    grown = True
    while grown:
        fresh = {
            index
            for index in range(max(sentence.first, head - LONGEST), min(sentence.last, head + LONGEST))
            if index not in members and tokens[index].head in members and tokens[index].dep in inside
        }
        members |= fresh
        grown = bool(fresh)
    words = [index for index in members if tokens[index].pos not in {"PUNCT", "SPACE"}] or [head]
    return min(words), max(words)


def _clause_head(tokens: Sequence[Token], item: Dated, sentence: Sentence) -> int:
    """Find the verb that a time expression hangs on: up the tree to the first verb."""
    at = next(
        (i for i in range(sentence.first, sentence.last) if tokens[i].end > item.span.start), sentence.first
    )
    for _ in range(len(range(sentence.first, sentence.last))):
        if tokens[at].pos in {"VERB", "AUX"} or tokens[at].head == at:
            return at
        at = tokens[at].head
    return at


def _time(scene: _Scene, span: Span, head: int, sentence: Sentence) -> Dated | None:
    """Choose the time of a telling: inside it, else on its own verb, else the only one of its sentence."""
    here = [item for item in scene.times if overlap(item.span, sentence.span)]
    within = [item for item in here if overlap(item.span, span)]
    if within:
        return within[0]
    verb = _up(scene.tokens, head)
    tied = [item for item in here if _clause_head(scene.tokens, item, sentence) == verb]
    return tied[0] if tied else None


def _up(tokens: Sequence[Token], index: int) -> int:
    for _ in range(40):
        if tokens[index].pos in {"VERB", "AUX"} or tokens[index].head == index:
            return index
        index = tokens[index].head
    return index


def _place(scene: _Scene, sentence: Sentence, edges: tuple[int, int]) -> Span | None:
    first, last = edges
    near = [*range(first, last + 1), *range(last + 1, sentence.last)]
    for index in near:
        word = scene.tokens[index]
        prepared = index > 0 and scene.tokens[index - 1].text.lower() in {"in", "at", "near", "to", "off"}
        if word.ent[2:] in PLACES and word.ent.startswith("B") and prepared:
            end = index
            while end + 1 < sentence.last and scene.tokens[end + 1].ent.startswith("I"):
                end += 1
            return cut(scene.article, word.start, scene.tokens[end].end)
    return None


def _people(scene: _Scene, within: Span) -> tuple[str, ...]:
    found = {
        m.speaker
        for m in scene.mentions
        if m.speaker and m.kind in {"person", "organisation"} and overlap(m.span, within)
    }
    return tuple(sorted(found))
