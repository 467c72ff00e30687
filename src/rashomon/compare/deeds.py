"""What reports say is done, in their own words: a verb with what it is done to ("tore up the pact", "left the pact").

On nine gold stories with deeds pair recall .59 and precision .70 in the mean, without .54 and .69.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from rashomon.compare.clauses import children
from rashomon.compare.contraries import contraries
from rashomon.compare.cues import words
from rashomon.compare.naming import Phrase, join_phrases
from rashomon.compare.phrases import Named, extent, voice_of
from rashomon.ports import Encoder
from rashomon.spans import cut, make_id
from rashomon.types import Dossier, Reading, Sentence, Token

# Mean cosine from which two deeds are one: at .70 recall is .60 and precision .68.
ALIKE = 0.75
# More words than this are a passage and no wording.
LONGEST = 10
OBJECTS = frozenset({"dobj", "attr"})


def by_deed(dossier: Dossier, encoder: Encoder) -> list[list[Named]]:
    """Join what reports say is done by the likeness of the words, those with one verb sooner."""
    found: dict[str, tuple[Named, str]] = {}
    for reading in sorted(dossier.readings, key=lambda reading: reading.article.id):
        for sentence in reading.sentences:
            for named, verb in _deeds(reading, sentence):
                found[_key(named)] = (named, verb)
    phrases = [Phrase(key, found[key][0].span.text, head=found[key][1]) for key in sorted(found)]
    groups = (
        [found[key] for key in group]
        for group in join_phrases(phrases, encoder, threshold=ALIKE)
        if len(group) > 1
    )
    return [[named for named, _ in group] for group in groups if not _opposed({verb for _, verb in group})]


def _key(named: Named) -> str:
    return make_id("d", named.span.article, named.span.start, named.span.end)


def _opposed(verbs: set[str]) -> bool:
    """Whoever accepts a plan does not reject it in other words, nor does the buyer of a mill sell it."""
    return any(one in verbs and other in verbs for one, other in (*contraries(), *_unlike()))


@cache
def _unlike() -> tuple[tuple[str, str], ...]:
    pairs = (entry.split() for entry in sorted(words("unlike_deeds")))
    return tuple((one, other) for one, other in pairs)


def _deeds(reading: Reading, sentence: Sentence) -> Iterator[tuple[Named, str]]:
    tokens = reading.tokens
    for index in range(sentence.first, sentence.last):
        verb = tokens[index].lemma.lower()
        if tokens[index].pos != "VERB" or verb in words("light") or verb in words("reporting"):
            continue
        below = children(tokens, index, sentence.last)
        # what is not done is no wording of what is
        if any(tokens[child].dep == "neg" for child in below):
            continue
        last = _end_of_object(tokens, [child for child in below if child > index], sentence)
        if last is not None and last - index <= LONGEST:
            span = cut(reading.article, tokens[index].start, tokens[last - 1].end)
            yield Named(span, "event", voice_of(reading, span), None), verb


def _end_of_object(tokens: Sequence[Token], after: Sequence[int], sentence: Sentence) -> int | None:
    """Find where that ends to which a deed is done: its object, else what its first preposition leads to."""
    direct = [child for child in after if tokens[child].dep in OBJECTS]
    led = [
        noun
        for child in after
        if tokens[child].dep in {"prep", "prt"}
        for noun in children(tokens, child, sentence.last)
        if tokens[noun].dep == "pobj" and noun > child
    ]
    for noun in (*direct[:1], *led[:1]):
        return extent(tokens, noun, sentence)[1] if tokens[noun].pos == "NOUN" else noun + 1
    return None
