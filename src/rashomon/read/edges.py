"""Where told words begin and end: without the report's own "But" before them and its own remark after them.

What a report adds to the words it tells is its own: "..., a claim that others reject", "..., as a court once found",
"..., who left the board in May", "... — a step that angered the town". In nine annotated stories such tails stand
outside the words told in 21 places and inside them in none. Lists and quoted words are never cut.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from rashomon.read.clauses import Tree
from rashomon.read.cues import Found, cue_words, is_cue_verb, lemma
from rashomon.read.quotes import Quotation

DASHES = frozenset({"—", "–", "―", "--"})
MARKS = frozenset('"“”‘’«»')
REMARKING = frozenset({"a", "an", "another", "something"})
WHO = frozenset({"who", "whom"})
# A remark is at least this long, and what is left of the words told as well.
LEAST = 4
# Words before a cue that are looked at.
NEAR = 60
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "conj"})

type Piece = tuple[int, int]


def told_words(tree: Tree, found: Found) -> tuple[Piece, ...]:
    """Return the content of an attribution that stands in no quotation marks, less what the report says itself."""
    pieces = _without_opening(tree, tuple(sorted(set(found.content))))
    if found.cue is None or not pieces or pieces[-1][0] < found.cue[1]:
        return pieces
    pieces = (_from_its_subject(tree, found, pieces[0]), *pieces[1:])
    last = _until_the_dash(tree, found.cue, pieces[-1])
    return (*pieces[:-1], *_without_aside(tree, _without_remark(tree, last)))


def as_quoted(
    tree: Tree, pieces: tuple[Piece, ...], quotations: Sequence[Quotation], cue: Piece | None
) -> tuple[Piece, ...]:
    """End words that are a quotation before the report goes on: 'hours after he said “it cannot go on,” *a barge sank*'."""
    if len(pieces) != 1 or cue is None:
        return pieces
    start, end = pieces[0]
    place = bisect_left(quotations, start, key=lambda quote: quote.start)
    quote = quotations[place] if place < len(quotations) else None
    if quote is None or start < quote.outer_start or cue[1] > start or not quote.closed:
        return pieces
    rest = tree.at(quote.outer_end, end) if quote.outer_end < end else range(0)
    long = quote.words > LEAST and len(rest) > LEAST and quote.last == ","
    if not long or tree.tokens[rest[0]].pos in {"CCONJ", "SCONJ", "PUNCT"} or not _is_circumstance(tree, cue):
        return pieces
    opening = tree.tokens[tree.at(quote.start, quote.end)[0]]
    if opening.pos == "SCONJ" or opening.tag.startswith(
        "W"
    ):  # “if they do not pay,” they must leave: all told
        return pieces
    own = any(
        tree.tokens[word].dep in {"nsubj", "nsubjpass"} and tree.tokens[tree.tokens[word].head].dep != "relcl"
        for word in rest
    )
    return ((quote.start, quote.spoken_end),) if own else pieces


def _is_circumstance(tree: Tree, cue: Piece) -> bool:
    """Say whether a saying is only when another thing happened: "*hours after he said* ..., a barge sank"."""
    words = tree.at(*cue)
    if not words:
        return False
    first = tree.bounds(words[0])[0]
    before = tree.tokens[max(first, words[0] - NEAR) : words[0]]
    return any(token.text.lower() in cue_words().phrases["circumstance"] for token in before)


def _from_its_subject(tree: Tree, found: Found, piece: Piece) -> Piece:
    """Begin words that open with a quoted verb at its subject: 'adding *those who did it "should answer"* for it'."""
    assert found.cue is not None
    words = [word for word in tree.at(*piece)[:LEAST] if tree.tokens[word].pos != "PUNCT"]
    between = tree.at(found.cue[1], piece[0])
    if (
        not words
        or not 0 < len(between) <= NEAR
        or tree.tokens[words[0]].tag not in {"MD", "VBD", "VBZ", "VBP"}
    ):
        return piece
    named = found.source is not None and found.cue[1] <= found.source[0] < piece[0]
    marked = set(tree.tokens[words[0] - 1].text) & MARKS
    opens = tree.tokens[between[0]].pos in {"DET", "PRON", "NOUN", "PROPN", "ADJ", "NUM", "SCONJ"}
    broken = any(
        tree.tokens[word].text in {",", ";", ":"} or tree.tokens[word].tag in {"VBD", "VBZ", "VBP", "MD"}
        for word in between
    )
    if named or not marked or broken or not opens:
        return piece
    first = between[1] if tree.tokens[between[0]].text.lower() == "that" and len(between) > 1 else between[0]
    return tree.tokens[first].start, piece[1]


def _is_dash(tree: Tree, word: int) -> bool:
    """Say whether a word is a dash; a hyphen between blanks is one."""
    token = tree.tokens[word]
    if token.text in DASHES:
        return True
    if token.text != "-" or not 0 < word < len(tree.tokens) - 1:
        return False
    return tree.tokens[word - 1].end < token.start and token.end < tree.tokens[word + 1].start


def _until_the_dash(tree: Tree, cue: Piece, piece: Piece) -> Piece:
    """End words told inside a remark between dashes with it: "the vote - *which he says was fair* - is over"."""
    words = tree.at(*cue)
    first = tree.bounds(words[0])[0] if words else 0  # a sentence may have no end: no farther back than NEAR
    opened = (
        sum(_is_dash(tree, word) for word in range(max(first, words[0] - NEAR), words[0])) if words else 0
    )
    close = next((word for word in tree.at(*piece) if _is_dash(tree, word)), None)
    if opened != 1 or close is None or tree.tokens[close].start <= piece[0]:
        return piece
    return piece[0], tree.tokens[close - 1].end


def _without_aside(tree: Tree, piece: Piece) -> tuple[Piece, ...]:
    """Leave a remark of the report between two dashes out of told words: "it was lost - a claim that many doubt - and gone"."""
    dashes = [word for word in tree.at(*piece) if _is_dash(tree, word)]
    if len(dashes) != 2:
        return (piece,)
    opening, close = dashes
    tail = range(opening + 1, close)
    quoted = any(set(tree.tokens[word].text) & MARKS for word in tail)
    if quoted or len(tail) < LEAST or not _remarks(tree, opening, tail):
        return (piece,)
    return (piece[0], tree.tokens[opening - 1].end), (tree.tokens[close + 1].start, piece[1])


def _without_opening(tree: Tree, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Drop "But", "And", "Still," before the words: they join the report's sentences."""
    words = tree.at(*pieces[0])
    if not words or tree.bounds(words[0])[0] != words[0]:
        return pieces
    phrases = cue_words().phrases
    first = tree.tokens[words[0]].text.lower()
    after = tree.tokens[words[0] + 1].text if words[0] + 1 < len(tree.tokens) else ""
    joins = first in phrases["joining"] and after.lower() not in phrases["after_no_joining"]
    if not joins and not (first in phrases["joining_with_comma"] and after == ","):
        return pieces
    rest = words[2:] if after == "," else words[1:]
    if not rest:
        return pieces[1:] or pieces
    return ((tree.tokens[rest[0]].start, pieces[0][1]), *pieces[1:])


def _without_remark(tree: Tree, piece: Piece) -> Piece:
    """End the words before the last remark of the report on them."""
    words = tree.at(*piece)
    breaks = [word for word in words if _is_dash(tree, word) or tree.tokens[word].text == ","]
    if not breaks:
        return piece
    mark = breaks[-1]
    tail = range(mark + 1, words[-1] + 1)
    quoted = any(set(tree.tokens[word].text) & MARKS for word in tail)
    if mark - words[0] < LEAST or len(tail) < LEAST or quoted or not _remarks(tree, mark, tail):
        return piece
    return piece[0], tree.tokens[mark - 1].end


def _remarks(tree: Tree, mark: int, tail: range) -> bool:
    first = tree.tokens[tail[0]].text.lower()
    if first == "something":  # "something he denies", and no "something else is wrong"
        return any(tree.tokens[kid].dep == "relcl" for kid in tree.children[tail[0]])
    if _is_dash(tree, mark):
        return first in REMARKING | {"the"} and _names(tree, tail)
    if first in REMARKING:
        return _names(tree, tail)
    if first in WHO:  # and no question: "he knows who paid, who hid it"
        return any(tree.tokens[word].dep == "relcl" and tail[0] in tree.children[word] for word in tail)
    opening = tree.tokens[tail[1 if first == "even" else 0]]
    return opening.text.lower() == "as" and opening.dep == "mark" and _finite(tree, tail)


def _names(tree: Tree, tail: range) -> bool:
    """Say whether a tail is one thing named with what is told of it, and no part of a list or clause of its own."""
    tops = [word for word in tail if tree.tokens[word].head not in tail or tree.tokens[word].head == word]
    thing = next((word for word in tops if tree.tokens[word].pos == "NOUN"), None)
    if thing is None or tree.tokens[thing].dep in SUBJECTS or tree.kids(thing, "conj"):
        return False
    return all(tree.tokens[word].pos not in {"VERB", "AUX"} for word in tops) and tree.right[thing] > thing


def _finite(tree: Tree, tail: range) -> bool:
    return any(tree.tokens[word].dep in {"nsubj", "nsubjpass"} for word in tail)


def reach(tree: Tree, word: int, last: int) -> int:
    """Take in what was hung on the cue but stands right after the clause, with no comma between."""
    for kid in tree.kids(word, "prep", "advcl", "npadvmod", "advmod"):
        if tree.left[kid] == last + 1:
            last = tree.right[kid]
    return last


def and_that(tree: Tree, word: int, last: int) -> int:
    """Take in a second clause of what is told, which the parse hung elsewhere: "said it leaked, but that it would hold"."""
    _, end = tree.bounds(word)
    at = last + 2 if last + 1 < end and tree.tokens[last + 1].text == "," else last + 1
    if at + 2 >= end or tree.tokens[at].text.lower() not in {"and", "but"}:
        return last
    goes_on = _quoted_on(tree, word, at + 1)
    if goes_on is not None:
        return max(last, goes_on)
    that = tree.tokens[at + 1]
    verb = that.head
    joined = (
        that.text.lower() == "that" and that.dep == "mark" and tree.tokens[verb].head in range(word, last + 1)
    )
    return max(last, tree.right[verb]) if joined and tree.right[verb] < end else last


def _quoted_on(tree: Tree, word: int, verb: int) -> int | None:
    """Return where a second deed of what is told of ends, whose words are quoted: 'said it was bad and went against "our will"'."""
    token = tree.tokens[verb]
    joined = token.tag in {"VBD", "VBZ"} and token.dep == "conj" and token.head == word
    if not joined or tree.child(verb, "nsubj", "nsubjpass") is not None:
        return None
    if is_cue_verb(tree, verb) and lemma(tree, verb) not in cue_words().habits["quote_only"]:
        return None
    near = range(verb + 1, min(tree.right[verb] + 1, verb + 4))
    quoted = any(set(tree.tokens[index].text) & MARKS for index in near)
    return tree.right[verb] if quoted else None
