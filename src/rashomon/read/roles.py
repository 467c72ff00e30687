"""Descriptions of people and bodies: "the foreign minister", "a senior official", "both men", "its government"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from msgspec import Struct

from rashomon.read.names import Kind, Phrase, head_of
from rashomon.read.people_words import countries, kin, peoples, plain, words
from rashomon.types import How, Sentence, Token

LEFT = frozenset(
    [
        "det",
        "amod",
        "compound",
        "nmod",
        "poss",
        "nummod",
        "quantmod",
        "advmod",
        "predet",
        "case",
        "punct",
        "npadvmod",
    ]
)
INDEFINITE = frozenset(
    ["a", "an", "another", "one", "some", "several", "many", "most", "few", "no", "any", "other"]
)
DEFINITE = frozenset(["the", "this", "that", "these", "those", "its", "his", "her", "their", "our"])
PLURALS = frozenset(["people", "police", "media", "both", "pair", "duo", "crew", "crowd"])
STOPS = frozenset([",", ";", ":", "—", "–", "(", ")", '"', "“", "”", "who", "whom", "which", "that", "where"])
AFTER = frozenset(["of", "for", "at", "in", "from", "on", "to", "with", "about", "by"])
LONGEST = 30  # words of one description; a longer run is a misparse


class Office(Struct, frozen=True):
    """What a description says of an office: its noun, the words before and after, the country if one is named."""

    noun: str
    words: frozenset[str]
    country: str


def find_descriptions(
    tokens: Sequence[Token], sentences: Sequence[Sentence], names: Sequence[Phrase]
) -> list[Phrase]:
    """List the noun phrases that describe somebody without a name, in the order of the text."""
    taken = {index for name in names for index in range(name.first, name.last)}
    found: list[Phrase] = []
    for index, word in enumerate(tokens):
        low = word.text.casefold()
        if (
            index in taken
            or word.pos not in {"NOUN", "PROPN", "PRON", "ADJ", "DET"}
            or not _speaks(low, word)
        ):
            continue
        if _in_compound(tokens, index):
            continue
        first, last = _edges(tokens, index, sentences[word.sent])
        if found and first < found[-1].last:  # the second of "the teachers and nurses"
            continue
        last = max(last, _together(tokens, index, sentences[word.sent]))
        found.append(Phrase(first, last, index, _kind(tokens, first, index), _form(tokens, first, index)))
    return found


def _speaks(low: str, word: Token) -> bool:
    lists = ("roles", "unnamed", "groups", "bodies")
    if word.pos in {"PRON", "ADJ", "DET"}:
        return False
    singular = word.lemma.casefold()
    return any(low in words(name) or singular in words(name) for name in lists) or (
        low in peoples() and low.endswith("s") and word.tag in {"NNS", "NNPS"}
    )


def _in_compound(tokens: Sequence[Token], index: int) -> bool:
    word = tokens[index]
    return word.dep in {"compound", "amod", "nmod"} and index < word.head < index + 4


def _edges(tokens: Sequence[Token], index: int, sentence: Sentence) -> tuple[int, int]:
    first = index
    while first > sentence.first and _under(tokens, first - 1, index) and tokens[first - 1].text not in STOPS:
        if _joins_modifiers(tokens, first - 1, index):
            first -= 1
            continue
        stops = tokens[first - 1].pos in {"VERB", "ADP", "SCONJ", "CCONJ"}
        if stops and tokens[first - 1].dep not in LEFT and not _joins_a_name(tokens, first - 1):
            break
        first -= 1
    last = index + 1
    if last < sentence.last and tokens[last].text.casefold() in AFTER | {"briefed", "familiar", "close"}:
        limit = min(sentence.last, index + LONGEST)
        while last < limit and _under(tokens, last, index) and tokens[last].text.casefold() not in STOPS:
            last += 1
    return first, last


def _joins_modifiers(tokens: Sequence[Token], index: int, head: int) -> bool:
    """Say whether an "and" joins two words before a noun ("Norse and Danish officials"), not two nouns."""
    word = tokens[index]
    joins = word.dep == "cc" and word.text.casefold() in {"and", "&"} and word.head != head
    return joins and tokens[word.head].dep in LEFT and tokens[word.head].head == head


def _joins_a_name(tokens: Sequence[Token], index: int) -> bool:
    """Say whether "for" or "of" stands inside the name of a body before a noun: "a Bread for Elva spokesman"."""
    body = tokens[index].head
    inside = body == index - 1 and tokens[body].pos == "PROPN" and tokens[body].dep in LEFT
    return inside and tokens[index].text in {"for", "of"}


def _together(tokens: Sequence[Token], index: int, sentence: Sentence) -> int:
    """Return where a plural ends that goes on with another ("most teachers and nurses"), one source of two nouns."""
    following = index + 2
    if (
        following >= sentence.last
        or not is_plural(tokens, index)
        or tokens[index + 1].text.casefold() not in {"and", "or"}
    ):
        return index + 1
    other = tokens[following]
    both = other.dep == "conj" and other.head == index and other.tag == "NNS"
    return following + 1 if both and _speaks(other.text.casefold(), other) else index + 1


def _under(tokens: Sequence[Token], index: int, head: int) -> bool:
    for _ in range(8):
        if tokens[index].head == head:
            return True
        if tokens[index].head == index:
            return False
        index = tokens[index].head
    return False


def is_plural(tokens: Sequence[Token], head: int) -> bool:
    """Say whether a description stands for more than one."""
    return tokens[head].tag in {"NNS", "NNPS"} or tokens[head].text.casefold() in PLURALS


def is_definite(tokens: Sequence[Token], first: int, head: int) -> bool:
    """Say whether a description points at somebody known: "the", "its", or a possessor."""
    opening = tokens[first].text.casefold()
    return opening in DEFINITE or any(word.text in {"'s", "’s", "'", "’"} for word in tokens[first:head])


def _kind(tokens: Sequence[Token], first: int, head: int) -> Kind:
    low, lemma = tokens[head].text.casefold(), tokens[head].lemma.casefold()
    if is_plural(tokens, head):
        bare = low in words("unnamed") and not is_definite(tokens, first, head)
        return "unnamed" if bare else "group"
    if lemma in words("bodies") and low not in words("roles"):
        return "organisation"
    return "unnamed"


def _form(tokens: Sequence[Token], first: int, head: int) -> How:
    low = tokens[head].text.casefold()
    if is_plural(tokens, head):
        return "anonymous" if low in words("unnamed") else "role"
    if tokens[head].lemma.casefold() in words("bodies") and low not in words("roles"):
        return "role"
    return "role" if is_definite(tokens, first, head) and low in words("roles") else "anonymous"


def office(text: str) -> Office:
    """Read a title or a description of an office.

    >>> office("the Danish foreign minister").noun, office("the Danish foreign minister").country
    ('minister', 'denmark')
    """
    bare = plain(text).split()
    nouns = [i for i, word in enumerate(bare) if word in words("roles")]
    stop = next((i for i, word in enumerate(bare) if word in {"of", "for", "at", "to"}), len(bare))
    before = [i for i in nouns if i < stop] or nouns
    # "the Danish ambassador to Peru" serves Denmark, "the president of Peru" Peru
    serves = bare[: bare.index("to")] if "to" in bare else bare
    country = next((name for word in _pairs(serves) if (name := _country(word))), "")
    noun = bare[before[-1]] if before else (bare[-1] if bare else "")
    content = frozenset(
        w for w in bare if w not in DEFINITE | INDEFINITE | {"of", "for", "at", "to", "s", "and"}
    )
    return Office(noun, content, country)


def _pairs(bare: list[str]) -> list[str]:
    return [f"{a} {b}" for a, b in pairwise(bare)] + bare


def _country(word: str) -> str:
    known = countries().get(word)
    return peoples().get(word, known.name if known and not known.capital else "")


def same_office(told: Office, held: Office) -> float:
    """Score from 0 to 1 how well a description fits an office that somebody holds; 0 where they conflict."""
    if told.country and held.country and told.country != held.country:
        return 0.0
    if told.noun != held.noun and told.noun not in _called(held):
        return 0.0
    places = {word for word in told.words | held.words if _country(word)} | {"us", "uk"}
    extra = told.words - held.words - places - {told.noun}
    narrowing = extra & words("role_modifiers") - {"top", "senior", "chief"}
    aside = extra & {"pro", "anti"}
    if narrowing or aside or len(extra) > (2 if told.noun == held.noun else 0):
        return 0.0
    unplaced = 0.25 if told.country and not held.country else 0.0
    return 1.0 - unplaced - 0.2 * len(extra) - (0.1 if told.noun != held.noun else 0.0)


def _called(held: Office) -> frozenset[str]:
    return frozenset(word for title, others in _titles() if title <= held.words for word in others)


@cache
def _titles() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """The words of each office with the other words for its holder."""
    return tuple((frozenset(plain(role).split()) - {"of"}, others) for role, others in kin().items())


# What goes on with the sentence behind a name and a comma, and tells no office.
GOES_ON = frozenset(("and", "but", "who", "which", "whose", "whom", "he", "she", "it", "they", "both", "neither", "either"))  # fmt: skip


def apposed(tokens: Sequence[Token], name: Phrase, sentence: Sentence) -> tuple[int, int] | None:
    """Find the office told after a name and a comma ("Ann Lee, director of the institute,"): its words."""
    start = name.last + 1
    if start >= sentence.last or tokens[name.last].text != ",":
        return None
    if tokens[start].text.casefold() in GOES_ON:
        return None
    end = start
    while end < min(sentence.last, start + LONGEST) and not _ends(tokens[end]):
        end += 1
    if any(
        word.dep == "nsubj" and start <= word.head <= end and tokens[word.head].dep != "relcl"
        for word in tokens[start:end]
    ):
        return None  # "Of the scene with Ann Lee, the director said": who says so is another
    seen = any(
        word.lemma.casefold() in words("roles") and word.tag not in {"NNS", "NNPS"}
        for word in tokens[start:end]
    )
    return (start, end) if seen and end > start else None


def _ends(word: Token) -> bool:
    return word.text.casefold() in STOPS or word.tag in {"VBD", "VBZ", "VBP", "MD", "VBG"}


ONE = frozenset({"a", "an", "another"})


def apposed_before(tokens: Sequence[Token], name: Phrase, described: dict[int, Phrase]) -> Phrase | None:
    """Find the office told before a comma and a name ("its leader, Ann Lee", "an official named Ann Lee"): its description."""
    if name.first < 2 or tokens[name.first - 1].text not in {",", "named", "called"}:
        return None
    found = described.get(name.first - 1)
    if found is None or found.kind != "unnamed" or tokens[found.head].text.casefold() not in words("roles"):
        return None
    # "an official named Ann Lee" is she; "the mayor named Ann Lee" may be two people
    naming = tokens[name.first - 1].text != ","
    doing = tokens[name.first - 1].tag != "VBN" and tokens[found.head].dep == "nsubj"
    if naming and (doing or tokens[found.first].text.casefold() not in ONE):
        return None
    # "Through a spokesman, Ann Lee denied it": whom she spoke through
    through = tokens[found.head].dep == "pobj" and tokens[name.head].dep in {"nsubj", "nsubjpass"}
    if through and tokens[tokens[found.head].head].text.casefold() in {"through", "via", "by"}:
        return None
    after = tokens[name.last].text.casefold() if name.last < len(tokens) else "."
    # "A spokesman, Ann Lee's brother, said so": it is not she
    return None if after in {"and", "or", "'s", "’s"} else found


__all__ = [
    "Office",
    "apposed",
    "apposed_before",
    "find_descriptions",
    "head_of",
    "is_definite",
    "is_plural",
    "office",
    "same_office",
]
