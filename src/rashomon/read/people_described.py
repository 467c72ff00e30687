"""Whom a description without a name stands for: the holder of an office, a body told before, a government."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from rashomon.read.names import Kind, Phrase
from rashomon.read.organs import ORGANS, owned_key
from rashomon.read.people_words import words
from rashomon.read.roles import Office, is_definite, is_plural, office, same_office
from rashomon.types import Sentence, Token

RECENT = 200  # figures looked back over for a description told before, so that time stays linear


class Figure(Struct):
    """One person, body or group while the article is read. Grows with every phrase that is found to mean it."""

    kind: Kind
    key: str
    gender: str = ""
    plural: bool = False
    phrases: list[tuple[Phrase, bool]] = []  # with whether it names the figure
    offices: list[Office] = []
    role: tuple[int, int] | None = None


class Text(Struct, frozen=True):
    """The parsed words of one article, as every resolver needs them."""

    tokens: Sequence[Token]
    sentences: Sequence[Sentence]

    def words(self, first: int, last: int) -> str:
        """Join the words of a stretch by blanks."""
        return " ".join(word.text for word in self.tokens[first:last])


def described_figure(text: Text, cast: Sequence[Figure], phrase: Phrase) -> Figure | None:
    """Find whom a description stands for among those told so far; None where it fits nobody."""
    figure = _holder(text, cast, phrase) or _body_before(text, cast, phrase)
    return figure or _told_before(text, cast[-RECENT:], phrase) or _government(text, cast, phrase)


def _government(text: Text, cast: Sequence[Figure], phrase: Phrase) -> Figure | None:
    """A country's "government" is the country as it acts."""
    if text.tokens[phrase.head].lemma.casefold() != "government":
        return None
    country = office(text.words(phrase.first, phrase.head)).country
    return next((figure for figure in cast if country and figure.key == "=" + country), None)


def _body_before(text: Text, cast: Sequence[Figure], phrase: Phrase) -> Figure | None:
    """Find the body whose name holds the noun ("the commission" after "the Border Commission"): the last one told."""
    noun = text.tokens[phrase.head].lemma.casefold()
    inside = owned_key(text.words(phrase.first + 1, phrase.head + 1)).split()[:-1]
    bare = phrase.last == phrase.head + 1 and (not inside or noun in ORGANS)
    if phrase.kind != "organisation" or not bare or text.tokens[phrase.first].text.casefold() != "the":
        return None
    wanted = words("news_nouns") if noun in {"newspaper", "paper", "daily", "magazine"} else {noun}
    told = [
        (item.first, number)
        for number, figure in enumerate(cast)
        if figure.kind == "organisation"
        and not figure.key.startswith("~")
        and set(inside) <= set(figure.key.split())
        and wanted
        & {
            *figure.key.split(),
            *(text.tokens[item.head].lemma.casefold() for item, named in figure.phrases if not named),
        }
        for item, named in figure.phrases
        if named and item.first < phrase.first
    ]
    return cast[max(told)[1]] if told else None


def _holder(text: Text, cast: Sequence[Figure], phrase: Phrase) -> Figure | None:
    if is_plural(text.tokens, phrase.head) or phrase.kind == "organisation":
        return None
    if not is_definite(text.tokens, phrase.first, phrase.head):
        return None
    told = office(text.words(phrase.first, phrase.last))
    ranks: list[tuple[tuple[float, int], int, int, Figure]] = []
    for number, figure in enumerate(cast):
        fit = max((same_office(told, held) for held in figure.offices), default=0.0)
        if figure.kind != "person" or fit < 0.5:  # 0.5: two words of the description may be new
            continue
        before = sum(1 for item, _ in figure.phrases if item.first < phrase.first)
        ranks.append(((fit, min(before, 1)), before, -number, figure))
    ranks.sort(key=lambda rank: rank[:3], reverse=True)
    # two who hold the office alike: nobody knows which is meant, unless the report is mostly about one of them
    shared = len(ranks) > 1 and ranks[0][0] == ranks[1][0] and 2 * ranks[1][1] > ranks[0][1]
    return ranks[0][3] if ranks and not shared else None


def _told_before(text: Text, cast: Sequence[Figure], phrase: Phrase) -> Figure | None:
    """Find "the official" after "a senior official", "the two" after "both": the last description of that noun."""
    if not is_definite(text.tokens, phrase.first, phrase.head):
        return None
    lemma, plural = text.tokens[phrase.head].lemma.casefold(), is_plural(text.tokens, phrase.head)
    added = office(text.words(phrase.first, phrase.last)).words
    for figure in sorted(cast, key=lambda f: -f.phrases[-1][0].first):
        last = figure.phrases[-1][0]
        if not figure.key.startswith("~") or last.first > phrase.first or figure.plural != plural:
            continue
        told = office(text.words(figure.phrases[0][0].first, figure.phrases[0][0].last)).words
        if text.tokens[figure.phrases[0][0].head].lemma.casefold() == lemma and added <= told:
            return figure
    return None
