"""Joins what a tagger finds with what marks and syntax find; the quotation marks stay law.

A tagger knows every attribution, also attitudes ("welcomed the visit", "is keen on a deal"); a statement is narrower:
words, or a claim that could be true or false, put into somebody's mouth. So a tag becomes a statement only where its
content is quoted or a clause, and its cue is a word of speech; where the rules found the same, their edges are kept.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from rashomon.ports import Tagger
from rashomon.read.clauses import Tree
from rashomon.read.cues import Found, cue_words, is_cue_verb, lemma
from rashomon.read.people_words import words as word_list
from rashomon.read.quotes import Quotation
from rashomon.types import Act, Article, Attribution

# Words that only open a reported clause; the claim begins after them.
OPENERS = frozenset({"that", ",", ":", "–", "—", "-", ";", "."})
# What the tagger read and found nothing in is right in 44 of 180 cases (dev part of PolNeAR), against .86 where both
# found it: the pattern's own share, times this.
ALONE = 0.3
# Patterns that are wrong four times of five where the tagger does not find them too (dev part, 72 cases): dropped.
NEVER_ALONE = frozenset({"object", "infinitive", "person", "for", "adjective"})
OWN = ("nsubj", "nsubjpass", "expl", "csubj")
SOMEBODY = ("roles", "unnamed", "groups", "bodies", "news_nouns")
# What is asked of somebody, or promised, may be "to do" something; "agreed to do" tells a deed and puts no words in a mouth.
ASKS = frozenset({"demand", "propose", "promise", "refuse", "ask", "warn"})
# A tag that no rule confirms: surer than this they are right three times of four (dev part).
LEAST = 0.5
# No content is longer; without a limit one endless quotation makes every search for a twin a walk through the report.
FARTHEST = 8_000


class Tagged(Struct, frozen=True):
    """A tag set to the marks, and the number of the draft of the rules that tells the same, if any."""

    found: Found
    twin: int | None


def tag_article(
    article: Article, tree: Tree, tagger: Tagger, quotations: Sequence[Quotation], drafts: Sequence[Found]
) -> list[Tagged]:
    """Return the tagger's attributions in order, each set to the marks and tied to its twin among the drafts."""
    words = [(token.start, token.end) for token in tree.tokens]
    paragraphs = [tree.sentences[token.sent].paragraph for token in tree.tokens]
    tags = tagger.tag(article.text, words, paragraphs) if words else ()
    order = _ordered(drafts)
    return [_set(tree, tag, quotations, order) for tag in tags if tag.content]


def attributions(tagged: Sequence[Tagged], drafts: Sequence[Found]) -> list[Found]:
    """Return every attribution: the tagger's, and the quotations with a known source that it missed."""
    # two tags inside one quotation become that quotation: it is said once
    surest = sorted((item.found for item in tagged), key=lambda item: -(item.score or 0))
    found = list({(item.content, item.source, item.cue): item for item in reversed(surest)}.values())
    reach = sorted((item.content[0][0], item.content[-1][1]) for item in found)
    missed = [
        item for item in drafts if item.pattern in BY_MARKS and item.source and not _covered(item, reach)
    ]
    return sorted([*found, *missed], key=lambda item: (item.content[0], item.cue or (0, 0)))


BY_MARKS = {"after", "before", "after-mixed", "introduced", "named", "alone"}


def statements(
    tree: Tree, quotations: Sequence[Quotation], tagged: Sequence[Tagged], drafts: Sequence[Found]
) -> list[Found]:
    """Return what is said: the drafts, surer or less sure by their twins, and the tags that nothing else found."""
    best: dict[int, Found] = {}
    for item in tagged:
        if item.twin is not None:
            held = best.get(item.twin)
            if held is None or (item.found.score or 0) > (held.score or 0):
                best[item.twin] = item.found
    kept = [
        _joined(tree, draft, best.get(number))
        for number, draft in enumerate(drafts)
        if number in best or draft.pattern not in NEVER_ALONE
    ]
    reach = sorted((item.content[0][0], item.content[-1][1]) for item in kept)
    fresh = [item.found for item in tagged if item.twin is None]
    kept += [
        _trimmed(tree, found)
        for found in fresh
        if not _covered(found, reach) and _said(tree, found, quotations)
    ]
    return kept


def _joined(tree: Tree, draft: Found, twin: Found | None) -> Found:
    if twin is None:
        return replace(draft, alone=True)
    thing = _elsewhere(draft.source, twin.source) and _is_thing(tree, draft.source)
    source = twin.source if thing else draft.source or twin.source
    return replace(draft, source=source, cue=draft.cue or twin.cue, score=twin.score)


def _elsewhere(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
    return one is not None and other is not None and (one[1] <= other[0] or other[1] <= one[0])


def _is_thing(tree: Tree, source: tuple[int, int] | None) -> bool:
    """Say whether a source is neither somebody nor a body: "ways", "a policy".

    Where the tagger has another source than such a one, it is right in 16 of 19 cases and the rules in 2 (dev part).
    """
    top = next(iter(_tops(tree, source)), None) if source else None
    head = tree.tokens[top] if top is not None else None
    if head is None or head.pos != "NOUN" or head.ent or not head.text.islower():
        return False
    return not any({head.text.lower(), head.lemma.lower()} & word_list(name) for name in SOMEBODY)


class Drafts(Struct, frozen=True):
    """What the rules found, by where it begins, so that a twin is found without trying all."""

    found: tuple[Found, ...]
    rows: tuple[tuple[int, int, int], ...]
    longest: int


def _ordered(found: Sequence[Found]) -> Drafts:
    rows = sorted((item.content[0][0], item.content[-1][1], n) for n, item in enumerate(found))
    longest = max((end - start for start, end, _ in rows), default=0)
    return Drafts(tuple(found), tuple(rows), min(longest, FARTHEST))


def _twin(drafts: Drafts, content: Sequence[tuple[int, int]]) -> int | None:
    """Return the draft that shares most with a content, if that is half of the two together."""
    start, end = content[0][0], content[-1][1]
    best, most = None, 0.5
    for low, high, number in drafts.rows[bisect_left(drafts.rows, (start - drafts.longest,)) :]:
        if low >= end:
            break
        likeness = _likeness(drafts.found[number].content, content) if high > start else 0.0
        if likeness >= most:
            best, most = number, likeness
    return best


def _likeness(one: Sequence[tuple[int, int]], other: Sequence[tuple[int, int]]) -> float:
    shared = sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)
    sizes = [sum(b - a for a, b in item) for item in (one, other)]
    return 2 * shared / max(1, sum(sizes))


def _set(tree: Tree, tag: Attribution, quotations: Sequence[Quotation], order: Drafts) -> Tagged:
    content = tuple(_to_marks(start, end, quotations) for start, end in tag.content)
    number = _twin(order, content)
    twin = None if number is None else order.found[number]
    if twin is not None and twin.pattern in BY_MARKS:  # the marks know all pieces of a split quotation
        content = twin.content
    tag = _in_reach(tree, tag, content)
    head = _head(tree, tag.cue)
    found = Found(
        twin.pattern if twin else "tagged",
        content,
        twin.act if twin else _act(tree, head, tag.cue),
        tag.cue or (twin.cue if twin else None),
        tag.source or (twin.source if twin else None),
        head if head is not None else (twin.head if twin else None),
        score=tag.score,
    )
    return Tagged(found, number)


def _in_reach(tree: Tree, tag: Attribution, content: Sequence[tuple[int, int]]) -> Attribution:
    """Take a cue and a source away that begin a later paragraph: words told after a quotation's own are no frame of it."""
    last = tree.at(*content[-1])
    if not last or tag.cue is None:
        return tag
    cue = tree.at(*tag.cue)
    far = bool(cue) and _paragraph(tree, cue[0]) > _paragraph(tree, last[-1])
    return replace(tag, cue=None, source=None) if far else tag


def _paragraph(tree: Tree, word: int) -> int:
    return tree.sentences[tree.tokens[word].sent].paragraph


def _to_marks(start: int, end: int, quotations: Sequence[Quotation]) -> tuple[int, int]:
    """Set a piece to the marks: wholly in one quotation, it is that quotation; half in it, it takes it whole."""
    first = max(0, bisect_left(quotations, start, key=lambda quote: quote.outer_end) - 1)
    for quote in quotations[first:]:
        if quote.outer_start >= end:
            break
        inside = quote.outer_start <= start and end <= quote.outer_end
        if inside and 2 * (end - start) >= quote.end - quote.start:
            return quote.start, quote.spoken_end
        if start < quote.outer_start < end < quote.outer_end:
            end = quote.outer_end
        elif quote.outer_start < start < quote.outer_end < end:
            start = quote.outer_start
    return start, end


def _head(tree: Tree, cue: tuple[int, int] | None) -> int | None:
    if cue is None:
        return None
    words = tree.at(*cue)
    return next((word for word in words if is_cue_verb(tree, word)), words[-1] if words else None)


def _act(tree: Tree, head: int | None, cue: tuple[int, int] | None) -> Act:
    if head is None:
        return "say"
    word, words = lemma(tree, head), cue_words()
    if word in words.verbs:
        takes = words.verbs[word].takes
        # who "called for" or "called on" asks; who "called" names
        beside = (tree.tokens[index].text.lower() for index in (tree.at(*cue) if cue else ()))
        frame = next((text for text in beside if text in takes), None)
        return takes[frame] if frame else next(iter(takes.values()))
    return words.nouns.get(word, words.adjectives.get(word, "say"))


def _said(tree: Tree, found: Found, quotations: Sequence[Quotation]) -> bool:
    """Say whether a tag is a statement: quoted words or a clause, after a word of speech."""
    if not _speaks(tree, found) or (found.score or 0) < LEAST:
        return False
    return any(
        _quotes(piece, quotations) or _clause(tree, piece) or (found.act in ASKS and _infinitive(tree, piece))
        for piece in found.content
    )


def _speaks(tree: Tree, found: Found) -> bool:
    if found.cue is None or found.source is None or found.head is None:
        return False
    words = cue_words()
    named = lemma(tree, found.head)
    told = {tree.tokens[word].text.lower() for word in tree.at(*found.cue)}
    return named in words.verbs or named in words.nouns or named in words.adjectives or "according" in told


def _quotes(piece: tuple[int, int], quotations: Sequence[Quotation]) -> bool:
    first = max(0, bisect_left(quotations, piece[0], key=lambda quote: quote.outer_end) - 1)
    return any(quote.start < piece[1] and piece[0] < quote.end for quote in quotations[first : first + 3])


def _clause(tree: Tree, piece: tuple[int, int]) -> bool:
    """Say whether a piece is a clause: its topmost word is a verb with a subject of its own."""
    words = tree.at(*piece)
    for top in _tops(tree, piece):
        told = [top, *tree.kids(top, "conj")]
        if any(kid in words for verb in told for kid in tree.kids(verb, *OWN)):
            return True
    return False


def _tops(tree: Tree, piece: tuple[int, int]) -> list[int]:
    """List the words of a piece that hang on nothing inside it."""
    words = tree.at(*piece)
    return [word for word in words if tree.tokens[word].head not in words or tree.tokens[word].head == word]


def _infinitive(tree: Tree, piece: tuple[int, int]) -> bool:
    words = tree.at(*piece)
    return len(words) > 1 and tree.tokens[words[0]].text.lower() == "to" and tree.tokens[words[1]].tag == "VB"


def _trimmed(tree: Tree, found: Found) -> Found:
    start, end = found.content[0]
    words = tree.at(start, end)
    first = next((word for word in words if tree.tokens[word].text.lower() not in OPENERS), None)
    if first is None:
        return found
    return replace(found, content=((tree.tokens[first].start, end), *found.content[1:]))


def _covered(item: Found, reach: Sequence[tuple[int, int]]) -> bool:
    start, end = item.content[0][0], item.content[-1][1]
    place = bisect_left(reach, (end,))
    return any(low < end and start < high for low, high in reach[max(0, place - 8) : place])
