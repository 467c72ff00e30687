"""A passage in fuller words of its own sentence: from its subject, from the clause it completes, or with the noun it describes.

"to mend the weir" names nothing; "the council agreed to mend the weir" does, and so does "the weir, which burst in May".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rashomon.compare.clauses import PREDICATES, children, completes_noun, near_to
from rashomon.compare.cues import words
from rashomon.compare.governed import governor
from rashomon.compare.subjects import DESCRIBING, NOUNS, RELATIVE, SUBJECTS, governing
from rashomon.compare.units import top_word, words_of
from rashomon.spans import cut
from rashomon.types import Reading, Span, Token

# How many clauses up a passage is widened: "he said | they agreed | to seek a way | to mend the weir".
STEPS = 3
# How far before its words a subject may stand, and how long the whole may be: two lines and a half of a page's column.
LONGEST = 200
# What a predicate says a thing of: "called *the meeting* useful".
ARGUMENTS = SUBJECTS | {"dobj", "dative", "oprd"}
# Words looked over at most on the way up or back.
FARTHEST = 40


def fuller(span: Span, reading: Reading) -> list[Span]:
    """List wider cuts of the sentence around a passage, the nearest first; all end where the passage ends."""
    tokens, inner = reading.tokens, words_of(reading, [span])
    if not inner:
        return []
    low = next((s.first for s in reading.sentences if s.first <= inner[0] < s.last), inner[0])
    found: list[Span] = []
    for first in _starts(tokens, top_word(tokens, inner), low):
        start = tokens[first].start
        if any(char.isdigit() for char in reading.article.text[start : span.start]):
            # a figure that the passage leaves out is not what the others tell as well
            break
        if start < span.start and span.end - start <= LONGEST and (not found or start < found[-1].start):
            found.append(cut(reading.article, start, span.end))
    return found


def _starts(tokens: Sequence[Token], top: int, low: int) -> Iterator[int]:
    """Yield the words from which a passage could begin, the nearest first: of its own subject, then of what it hangs on."""
    for _ in range(STEPS):
        named = _thing(tokens, top)
        # "denied that the council agreed to mend it" does not tell that the council agreed
        if named is not None and _simply_told(tokens, top):
            yield _with_negation(tokens, top, leftmost(tokens, named, low))
        if not _same_claim(tokens, top):
            return
        above = _above(tokens, top)
        if above is None:
            return
        top = above


def _simply_told(tokens: Sequence[Token], top: int) -> bool:
    held = governor(tokens, top)
    return held is None or held.standing == "told"


def _with_negation(tokens: Sequence[Token], top: int, first: int) -> int:
    """Take in a negation that stands before the subject: "*nor had* the mayor tried"."""
    before = (i for i in near_to(tokens, top) if i < first)
    return next((i for i in before if tokens[i].dep == "neg" or _negates(tokens[i])), first)


def _negates(word: Token) -> bool:
    return word.text.lower() in words("negation")


def _thing(tokens: Sequence[Token], top: int) -> int | None:
    """Find the noun from which a passage can be read: its subject, or what it describes, or itself."""
    if tokens[top].pos in NOUNS:
        return top
    above = tokens[top].head
    own = subject_of(tokens, top)
    if tokens[top].dep in DESCRIBING and tokens[above].pos in NOUNS:
        return _first_of_row(tokens, above)
    return own


def _same_claim(tokens: Sequence[Token], top: int) -> bool:
    """Say whether what a passage hangs on tells the same claim: not what else is told of a thing that a passage describes.

    "They asked the clerk, *who had paid*" asks; "they asked him *to pay*" needs its verb, and so does "the right *to pay*".
    """
    if tokens[top].pos in NOUNS:
        return tokens[top].dep in ARGUMENTS
    if tokens[top].dep == "advcl" and subject_of(tokens, top) is not None:
        # "rain fell *after the mill closed*" tells two things, "rain falls *if it closes*" one
        return not any(
            tokens[i].text.lower() in words("asserting_marks") for i in near_to(tokens, top) if i < top
        )
    described = tokens[top].dep in DESCRIBING and tokens[tokens[top].head].pos in NOUNS
    return not described or completes_noun(tokens, top)


def subject_of(tokens: Sequence[Token], head: int) -> int | None:
    """Find the subject of a predicate, wherever it stands; None where it has none of its own."""
    return next((i for i in near_to(tokens, head) if tokens[i].dep in SUBJECTS), None)


def _above(tokens: Sequence[Token], top: int) -> int | None:
    """Find the predicate that one hangs on, over nouns and prepositions between them; None for the topmost."""
    index = top
    for _ in range(FARTHEST):
        above = tokens[index].head
        if above == index:
            return None
        index = governing(tokens, index) if tokens[index].pos in PREDICATES else above
        if tokens[index].pos in PREDICATES:
            return index
    return None


def _first_of_row(tokens: Sequence[Token], noun: int) -> int:
    """Find the first of nouns in a row: *Lind* and Pell, who spoke."""
    while tokens[noun].dep == "conj" and tokens[tokens[noun].head].pos in NOUNS:
        noun = tokens[noun].head
    return noun


def leftmost(tokens: Sequence[Token], noun: int, low: int) -> int:
    """Find the first word of a noun with all that stands before it and belongs to it."""
    first = noun
    while first > max(low, noun - FARTHEST) and _under(tokens, first - 1, noun):
        first -= 1
    while first < noun and tokens[first].pos in {"PUNCT", "CCONJ", "SPACE"} and not _negates(tokens[first]):
        first += 1
    return first


def _under(tokens: Sequence[Token], index: int, noun: int) -> bool:
    for _ in range(FARTHEST):
        if index == noun:
            return True
        if tokens[index].head == index:
            return False
        index = tokens[index].head
    return False


def without_mark(span: Span, reading: Reading) -> Span | None:
    """Cut off the word that ties a whole clause to another: "*after* the mill closed"; None where it has none, or holds by it.

    What follows "if" or "until" is not told as a fact.
    """
    tokens, inner = reading.tokens, words_of(reading, [span])
    if len(inner) < 2:
        return None
    top = top_word(tokens, inner)
    own = subject_of(tokens, top)
    marks = [i for i in children(tokens, top, top + 1) if i == inner[0] and i < (own or 0)]
    if not marks or tokens[marks[0]].text.lower() not in words("asserting_marks"):
        return None
    if marks[0] and _negates(tokens[marks[0] - 1]):
        # "it closed *not* because he fled"
        return None
    return cut(reading.article, tokens[inner[1]].start, span.end)


def is_relative(word: Token) -> bool:
    """Say whether a word stands for a noun before it, or asks: "who", "which", "what"."""
    return word.tag in RELATIVE or word.tag == "WRB"
