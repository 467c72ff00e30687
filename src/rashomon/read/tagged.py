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
from rashomon.read.charges import charged
from rashomon.read.clauses import Tree
from rashomon.read.cues import Found, cue_words, is_cue_verb, lemma
from rashomon.read.quotes import Quotation
from rashomon.read.tellers import is_teller, is_thing, tops_of
from rashomon.read.twins import Drafts, order_drafts, twin_of
from rashomon.types import Act, Article, Attribution

# Words that only open a reported clause; the claim begins after them.
OPENERS = frozenset({"that", ",", ":", "–", "—", "-", ";", "."})
# What the tagger read and found nothing in is right in 44 of 180 cases (dev part of PolNeAR), against .86 where both
# found it: the pattern's own share, times this.
ALONE = 0.3
# Patterns that are wrong four times of five where the tagger does not find them too (dev part, 72 cases): dropped.
NEVER_ALONE = frozenset({"object", "infinitive", "person", "for", "adjective"})
OWN = ("nsubj", "nsubjpass", "expl", "csubj")
# So few words name a thing and say nothing of it.
SHORT = 3
# What is asked of somebody, or promised, may be "to do" something; "agreed to do" tells a deed and puts no words in a mouth.
ASKS = frozenset({"demand", "propose", "promise", "refuse", "ask", "warn"})
# A tag that no rule confirms: surer than this they are right three times of four (dev part).
LEAST = 0.5


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
    order = order_drafts(drafts)
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
    told = sorted(piece for number in best for piece in drafts[number].content)
    heads = frozenset(item.found.head for item in tagged)
    starts = frozenset((item.found.head, item.found.content[0][0]) for item in tagged)
    kept = [
        _joined(tree, draft, best.get(number))
        for number, draft in enumerate(drafts)
        if number in best
        or _asked(draft, told)
        or charged(tree, draft)
        or not _doubted(draft, heads, begun=_begun(tree, draft, starts))
    ]
    reach = sorted((item.content[0][0], item.content[-1][1]) for item in kept)
    fresh = [item.found for item in tagged if item.twin is None]
    kept += [
        _trimmed(tree, found)
        for found in fresh
        if not _covered(found, reach) and _said(tree, found, quotations)
    ]
    return kept


def _asked(draft: Found, told: Sequence[tuple[int, int]]) -> bool:
    """Say whether somebody is asked to do something inside told words: the tagger looks for nothing in those."""
    if draft.pattern != "person" or draft.cue is None or draft.source is None:
        return False
    place = bisect_left(told, draft.source)
    near = told[max(0, place - 8) : place + 1]
    return any(start <= draft.source[0] and draft.cue[1] <= end for start, end in near)


def _begun(tree: Tree, draft: Found, starts: frozenset[tuple[int | None, int]]) -> bool:
    """Say whether the tagger has words of the same cue that begin as these do and run on, over another's cue."""
    long = sum(len(tree.at(*piece)) for piece in draft.content) > SHORT
    return long and (draft.head, draft.content[0][0]) in starts


def _doubted(draft: Found, heads: frozenset[int | None], *, begun: bool) -> bool:
    """Say whether a draft that the tagger did not find is dropped.

    A few quoted words after a cue for which the tagger has other words are a part of those: of 9 in nine annotated
    stories 8 were no statement. Of 3 thoughts none was.
    """
    part = draft.pattern == "before" and draft.head in heads
    return part or draft.act == "believe" or (draft.pattern in NEVER_ALONE and not begun)


def _joined(tree: Tree, draft: Found, twin: Found | None) -> Found:
    if twin is None:
        return replace(draft, alone=True)
    thing = _elsewhere(draft.source, twin.source) and is_thing(tree, draft.source)
    # "criticism over *a Norwegian report that* the mill had closed": what tells of itself whose it is
    thing &= draft.pattern != "noun" or _elsewhere(draft.source, draft.cue)
    source = twin.source if thing else draft.source or (twin.source if draft.via is None else None)
    return replace(draft, source=source, cue=draft.cue or twin.cue, score=twin.score)


def _elsewhere(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
    return one is not None and other is not None and (one[1] <= other[0] or other[1] <= one[0])


def _set(tree: Tree, tag: Attribution, quotations: Sequence[Quotation], order: Drafts) -> Tagged:
    content = tuple(_to_marks(start, end, quotations) for start, end in tag.content)
    number = twin_of(order, content)
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
    if _of_a_thing(tree, found):
        return False
    last = tree.at(*found.cue)[-1]
    if last > found.head and tree.tokens[last].dep == "prep" and named in words.habits["quote_only"]:
        return False  # "went against", "put in": deeds
    told = {tree.tokens[word].text.lower() for word in tree.at(*found.cue)}
    noun = named in words.nouns and tree.tokens[found.head].pos != "VERB"  # "the book concerns a flood"
    return named in words.verbs or noun or named in words.adjectives or "according" in told


def _of_a_thing(tree: Tree, found: Found) -> bool:
    """Say whether what acts stands among the words told: "*the flood* stirred talk among skippers *that it would rise*"."""
    cue = tree.at(*found.cue) if found.cue else range(0)
    own = [kid for word in cue for kid in tree.kids(word, "nsubj") if kid < cue[0]]
    # marks gone astray may take in who speaks
    things = [kid for kid in own if tree.tokens[kid].pos == "NOUN" and not is_teller(tree, kid)]
    return any(kid in tree.at(*piece) for kid in things for piece in found.content)


def _quotes(piece: tuple[int, int], quotations: Sequence[Quotation]) -> bool:
    first = max(0, bisect_left(quotations, piece[0], key=lambda quote: quote.outer_end) - 1)
    return any(quote.start < piece[1] and piece[0] < quote.end for quote in quotations[first : first + 3])


def _clause(tree: Tree, piece: tuple[int, int]) -> bool:
    """Say whether a piece is a clause: its topmost word is a verb with a subject of its own."""
    words = tree.at(*piece)
    for top in tops_of(tree, piece):
        told = [top, *tree.kids(top, "conj")]
        if any(kid in words for verb in told for kid in tree.kids(verb, *OWN)):
            return True
    return False


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
