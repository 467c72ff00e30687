"""Phrases of a story that name persons, bodies, places, things and happenings, outlet voice apart from source voice."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct

from rashomon.compare.clauses import children
from rashomon.compare.cues import words
from rashomon.compare.descriptions import described
from rashomon.spans import cut, inside, overlap
from rashomon.types import Dossier, Mention, Reading, Sentence, Span, ThingKind, Token, Voice

# What hangs on a noun and belongs to its name; of-phrases one level deep, so that a phrase stays a name.
INNER = frozenset({"amod", "compound", "poss", "nummod", "nmod", "det", "quantmod", "case", "advmod"})
LONGEST = 12


class Named(Struct, frozen=True):
    """A phrase, what kind of thing it seems to name, who says it so, and the joined speaker it stands for."""

    span: Span
    kind: ThingKind
    voice: Voice
    speaker: str | None


def find_phrases(dossier: Dossier) -> tuple[Named, ...]:
    """List the naming phrases of all reports in order of text."""
    found = [
        named
        for reading in sorted(dossier.readings, key=lambda reading: reading.article.id)
        for named in _of_report(reading, dossier)
    ]
    unique = {(named.span.article, named.span.start, named.span.end): named for named in found}
    return tuple(named for _, named in sorted(unique.items()))


def _of_report(reading: Reading, dossier: Dossier) -> Iterator[Named]:
    kinds = {speaker.id: speaker.kind for speaker in dossier.speakers}
    descriptions: list[Named] = []
    for mention in reading.mentions:
        if mention.how == "pronoun" or len(mention.span.text) < 2:
            continue
        joined = dossier.speaker_of.get(mention.speaker, mention.speaker) if mention.speaker else None
        kind: ThingKind = (
            "place" if mention.kind == "place" else "group" if mention.kind == "group" else "entity"
        )
        if joined in kinds or kind == "place":
            yield Named(mention.span, kind, voice_of(reading, mention.span), joined)
        if joined in kinds and kind != "place":
            spans = _descriptions(reading, mention)
            descriptions += [Named(span, kind, voice_of(reading, span), joined) for span in spans]
    for sentence in reading.sentences:
        for span, noun in _nouns(reading, sentence):
            yield Named(span, noun, voice_of(reading, span), None)
    # last, so that "Ann Lee, the mayor" is Ann Lee's even where "the mayor" stands for somebody by itself
    yield from descriptions


def _descriptions(reading: Reading, mention: Mention) -> Iterator[Span]:
    place = bisect_right(reading.sentences, mention.span.start, key=lambda sentence: sentence.span.start) - 1
    if place >= 0:
        yield from described(reading, reading.sentences[place], mention)


def voice_of(reading: Reading, span: Span) -> Voice:
    """Say whose words a phrase is: a source's inside quotation marks, else the outlet's.

    A paraphrase is the outlet's wording of what a source said.
    """
    quoted = (piece for statement in reading.statements for piece in statement.quoted)
    return (
        "source"
        if any(inside(span, piece) or overlap(span, piece) * 2 > len(span.text) for piece in quoted)
        else "outlet"
    )


def _nouns(reading: Reading, sentence: Sentence) -> Iterator[tuple[Span, ThingKind]]:
    tokens = reading.tokens
    for index in range(sentence.first, sentence.last):
        word = tokens[index]
        if (
            word.pos != "NOUN"
            or word.dep in {"compound", "npadvmod", "nmod"}
            or word.lemma.lower() in words("light")
        ):
            continue
        first, last = extent(tokens, index, sentence)
        if last - first <= LONGEST:
            yield cut(reading.article, tokens[first].start, tokens[last - 1].end), "event"


def extent(tokens: Sequence[Token], head: int, sentence: Sentence) -> tuple[int, int]:
    """Find the words of a noun phrase: its first, and the one after its last."""
    first, last = head, head + 1
    for child in children(tokens, head, sentence.last):
        if not sentence.first <= child < sentence.last:
            continue
        if tokens[child].dep in INNER and child < head:
            first = min(first, _leftmost(tokens, child, sentence))
        elif (
            tokens[child].dep == "prep"
            and child > head
            and tokens[child].text.lower() in {"of", "on", "in", "with", "to"}
        ):
            last = max(last, _end_of_phrase(tokens, child, sentence))
    while first < head and tokens[first].dep in {"det", "punct", "case"}:
        first += 1
    return first, last


def _leftmost(tokens: Sequence[Token], index: int, sentence: Sentence) -> int:
    below = [c for c in children(tokens, index, sentence.last) if c < index and c >= sentence.first]
    return min([index, *below])


def _end_of_phrase(tokens: Sequence[Token], preposition: int, sentence: Sentence) -> int:
    objects = [
        c for c in children(tokens, preposition, sentence.last) if tokens[c].dep == "pobj" and c > preposition
    ]
    return objects[0] + 1 if objects and objects[0] < sentence.last else preposition
