"""Where a happening is told to have been: "in Velm" in its clause or behind it, and "the Velm assault"."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.happening_words import words
from rashomon.read.people_words import countries
from rashomon.spans import cut
from rashomon.types import Article, Sentence, Span, Token

PLACES = frozenset(("GPE", "LOC", "FAC"))
PREPOSITIONS = frozenset(("in", "at", "near", "to", "off"))
# Happenings that a town before their noun places; of talks, deals and trials it may be a side, a name, or what they are about.
PLACED = frozenset(("attack", "disaster", "protest", "death", "takeover", "landing", "funeral"))


def place_of_telling(
    article: Article, tokens: Sequence[Token], sentence: Sentence, edges: tuple[int, int], head: int
) -> Span | None:
    """Return the words for the place of a telling between two of its words, with the word that heads it."""
    named = _before_the_noun(tokens, sentence, head)
    if named:
        return cut(article, tokens[named[0]].start, tokens[named[-1]].end)
    first, last = edges
    for index in [*range(first, last + 1), *range(last + 1, sentence.last)]:
        word = tokens[index]
        prepared = index > 0 and tokens[index - 1].text.lower() in PREPOSITIONS
        if word.ent[2:] in PLACES and word.ent.startswith("B") and prepared:
            end = index
            while end + 1 < sentence.last and tokens[end + 1].ent.startswith("I"):
                end += 1
            return cut(article, word.start, tokens[end].end)
    return None


def _before_the_noun(tokens: Sequence[Token], sentence: Sentence, head: int) -> list[int]:
    """List the words of the towns before an event noun: "the Velm and Elva attacks".

    A country may be who attacked, and so may its capital: "Velm's attack *on* Elva".
    """
    kind = words().nouns.get(tokens[head].lemma.lower())
    aimed = any(word.head == head and word.dep == "prep" for word in tokens[head + 1 : sentence.last])
    if tokens[head].pos not in {"NOUN", "PROPN"} or kind not in PLACED or aimed:
        return []
    first = head
    while first > sentence.first and _is_before(tokens, first - 1, head):
        first -= 1
    towns = [i for i in range(first, head) if tokens[i].ent[2:] == "GPE" and first <= tokens[i].head <= head]
    # "the Elva mayor's death" was where the mayor was
    if any(tokens[i].dep == "poss" and i not in towns for i in range(first, head)):
        return []
    names = " ".join(tokens[i].text for i in towns).casefold()
    country = countries().get(names)
    return [] if country is not None and not country.capital else towns


def _is_before(tokens: Sequence[Token], index: int, head: int) -> bool:
    word = tokens[index]
    return index < head and (word.pos in {"PROPN", "NOUN", "ADJ"} or word.text in {"and", ",", "'s", "’s"})
