"""Quotations and who is beside them: `"...", said X`, `X said: "..."`, split quotations, quotations that go on.

The marks decide what is said; the words between the marks and the next full stop decide who says it. Syntax helps
only to find the noun phrase, because a parse of a sentence full of marks is often wrong.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct

from rashomon.read.clauses import Tree
from rashomon.read.cues import (
    Found,
    cue_span,
    cue_words,
    is_cue_verb,
    lemma,
    quoting_verb,
    source_span,
    subject,
)
from rashomon.read.frames import Frame
from rashomon.read.quotes import Quotation
from rashomon.types import Act

# A cue farther from its quotation than this many words belongs to something else.
NEAREST = 30


class Spoken(Struct):
    """A quotation in the making: more of it may follow. The only thing here that changes, and it never leaves."""

    content: list[tuple[int, int]]
    head: int | None
    pattern: str
    paragraph: int
    source: tuple[int, int] | None = None
    last: Quotation | None = None
    colon: int | None = None


def read_quotations(tree: Tree, frames: Sequence[Frame]) -> list[Found]:
    """Attribute the quotations of a report, frame by frame, in order."""
    spoken: list[Spoken] = []
    previous: Spoken | None = None
    introduced: int | None = None
    for frame in frames:
        if not frame.quotes:
            introduced = _introduces(tree, frame)
            previous = previous if introduced is None and not frame.words else None
            continue
        if not frame.words:
            previous = _continue(frame, previous, introduced, spoken)
            continue
        introduced = None
        now = _attribute(tree, frame)
        if now is not None:
            if previous is not None and previous.pattern == "alone" and previous.paragraph == frame.paragraph:
                now.content = [*previous.content, *now.content]
                spoken.remove(previous)
            spoken.append(now)
        previous = now
    return [_found(tree, item) for item in spoken if item.content]


def _continue(
    frame: Frame,
    previous: Spoken | None,
    introduced: int | None,
    spoken: list[Spoken],
) -> Spoken | None:
    pieces = [_inner(quote) for quote in frame.quotes]
    near = previous is not None and (
        previous.paragraph == frame.paragraph or (previous.last is not None and previous.last.continued)
    )
    turn = frame.quotes[0].turn
    if near and previous is not None and turn is None:
        previous.content += pieces
        previous.last = frame.quotes[-1]
        return previous
    if turn is None and (not frame.sentence_like or _heads(frame)):
        return None
    fresh = Spoken(pieces, introduced, "introduced" if introduced is not None else "alone", frame.paragraph)
    if turn is not None:
        fresh.head, fresh.pattern, fresh.source = None, "named", turn
    fresh.last = frame.quotes[-1]
    spoken.append(fresh)
    return fresh


def _heads(frame: Frame) -> bool:
    """Say whether a few quoted words with no full stop stand alone: the heading of a part of the report."""
    quote = frame.quotes[-1]
    return len(frame.quotes) == 1 and quote.closed and quote.last.isalnum() and quote.words <= 8


def _introduces(tree: Tree, frame: Frame) -> int | None:
    """Return the cue of a line that ends in a colon."""
    if not frame.words or tree.tokens[frame.words[-1]].text != ":":
        return None
    return next((word for word in reversed(frame.words) if _speaks(tree, word)), None)


def _speaks(tree: Tree, word: int) -> bool:
    return is_cue_verb(tree, word) and "quote" in cue_words().verbs[lemma(tree, word)].takes


def _attribute(tree: Tree, frame: Frame) -> Spoken | None:
    first = frame.quotes[0]
    before = [word for word in frame.words if tree.tokens[word].start < first.outer_start]
    leading = [word for word in before if tree.tokens[word].pos not in {"PUNCT", "SPACE", "CCONJ"}]
    head = _cue_before(tree, before, frame)
    if head is not None:
        return _build(tree, frame, head, "before", [_inner(q) for q in _adjacent(tree, frame, head)])
    cue, used = _cue_after(tree, frame, paused=bool(leading))
    if cue is None:
        return _named(tree, frame, before)
    if subject(tree, cue) in leading:  # "Venn, who feared '...', wrote that": the sentence's own verb
        return None
    start = tree.tokens[leading[0]].start if leading else first.start
    alone = not leading and len(used) == 1
    pieces = [_inner(used[0])] if alone else [(start, _end(used[-1], whole=True))]
    rest = [q for q in frame.quotes if q.outer_start > tree.tokens[cue].end]
    if not _other_cue(tree, frame, cue, rest):
        pieces += [_inner(q) for q in rest if _full(tree, frame, q)]
    return _build(tree, frame, cue, "after" if not leading else "after-mixed", pieces)


def _named(tree: Tree, frame: Frame, before: Sequence[int]) -> Spoken | None:
    """Read a name with a colon before a quotation, as transcripts and captions have it."""
    name = before[:-1]
    if not 1 <= len(name) <= 8 or tree.tokens[before[-1]].text != ":":
        return None
    if not any(tree.tokens[w].ent[2:] in {"PERSON", "ORG"} for w in name) or any(
        tree.tokens[w].pos in {"VERB", "AUX"} for w in name
    ):
        return None
    source = tree.tokens[name[0]].start, tree.tokens[name[-1]].end
    spoken = Spoken(
        [_inner(q) for q in frame.quotes], None, "named", frame.paragraph, source, frame.quotes[-1]
    )
    spoken.colon = before[-1]
    return spoken


def _build(tree: Tree, frame: Frame, head: int, pattern: str, pieces: list[tuple[int, int]]) -> Spoken | None:
    if not pieces:
        return None
    who = subject(tree, head)
    source = source_span(tree, who, head) if who is not None and who in frame.outside else None
    source = source or _neighbour(tree, frame, head)
    if source is not None and any(a < source[1] and source[0] < b for a, b in pieces):
        source = None
    return Spoken(pieces, head, pattern, frame.paragraph, source, frame.quotes[-1])


def _neighbour(tree: Tree, frame: Frame, head: int) -> tuple[int, int] | None:
    """Find the noun phrase right after or before a cue whose parse gave no subject."""
    for step in (1, -1):
        for word in range(head + step, head + step * 5, step):
            if word not in frame.outside:
                break
            if tree.tokens[word].pos in {"PROPN", "NOUN", "PRON"}:
                top = word
                while tree.tokens[top].head in frame.outside and tree.tokens[top].dep in {
                    "compound",
                    "poss",
                    "amod",
                    "appos",
                }:
                    top = tree.tokens[top].head
                return source_span(tree, top, head)
    return None


def _cue_before(tree: Tree, before: Sequence[int], frame: Frame) -> int | None:
    if not before:
        return None
    last = tree.tokens[before[-1]]
    cues = [word for word in before[-NEAREST:] if _speaks(tree, word)]
    if not cues:
        return None
    paused = last.text == ":" or (last.text in {",", "—", "–"} and not _in_clause(tree, cues[-1], before))
    direct = cues[-1] == before[-1] or paused
    trailing = [w for w in frame.words if tree.tokens[w].start > frame.quotes[-1].outer_start]
    rest = [w for w in trailing if tree.tokens[w].pos not in {"PUNCT", "SPACE"}]
    if not direct or (rest and cues[-1] == before[-1] and last.text != ":" and not frame.sentence_like):
        return None
    return None if _told_of(tree, cues[-1], cues[:-1]) else cues[-1]


def _told_of(tree: Tree, cue: int, others: Sequence[int]) -> bool:
    """Say whether a cue in the passive, with nobody who does it, is told by another: 'said they were ordered "to leave"'."""
    passive = tree.child(cue, "auxpass") is not None and tree.child(cue, "agent") is None
    above = tree.tokens[cue].head
    return passive and tree.tokens[cue].dep == "ccomp" and above in others


def _in_clause(tree: Tree, cue: int, before: Sequence[int]) -> bool:
    """Say whether a told clause is under way before the marks: "adds that the firm, Orbis, "has found nothing"."""
    between = [word for word in before if word > cue]
    opened = next(
        (n for n, word in enumerate(between) if tree.tokens[word].text.lower() in {"that", "whether"}), None
    )
    return opened is not None and len(between) - opened > 2 and tree.tokens[between[opened]].dep == "mark"


def _adjacent(tree: Tree, frame: Frame, head: int) -> list[Quotation]:
    kept = [q for q in frame.quotes if q.outer_start > tree.tokens[head].start]
    return kept if all(_full(tree, frame, q) for q in kept[1:]) else kept[:1]


def _full(tree: Tree, frame: Frame, quote: Quotation) -> bool:
    """Say whether a quotation stands by itself: a mark of pause before it."""
    before = [w for w in frame.words if tree.tokens[w].end <= quote.outer_start]
    return bool(before) and tree.tokens[before[-1]].text in {
        ",",
        ":",
        ".",
        ";",
        "—",
        "–",
        "-",
        "--",
        "?",
        "!",
    }


def _cue_after(tree: Tree, frame: Frame, *, paused: bool) -> tuple[int | None, list[Quotation]]:
    """Find the cue that closes a quotation: beside it, or after the last of several.

    Where the sentence has words of its own before the quotation, a verb without a pause goes on with that sentence
    ('... that "any deal" begins with a ceasefire'), so `paused` asks for the pause.
    """
    used: list[Quotation] = []
    for quote, following in zip(frame.quotes, [*frame.quotes[1:], None], strict=True):
        used.append(quote)
        limit = following.outer_start if following else frame.end
        place = bisect_left(frame.words, quote.outer_end, key=tree.starts.__getitem__)
        gap = [w for w in frame.words[place : place + NEAREST] if tree.starts[w] < limit]
        for word in gap:
            if _speaks(tree, word) and _closes(tree, quote, gap, word, paused=paused):
                return word, used
    return None, used


def _closes(tree: Tree, quote: Quotation, gap: Sequence[int], word: int, *, paused: bool) -> bool:
    between = [tree.tokens[w] for w in gap if w < word]
    verbs = [
        t
        for t in between
        if t.tag in {"VBD", "VBZ", "VBP", "MD"} and t.dep not in {"aux", "auxpass", "relcl"}
    ]
    if quoting_verb(tree, word) is not None:
        return quote.pause
    rests = quote.pause or (between[:1] and between[0].text in {",", "—", "–", "--"})
    joined = any(t.dep == "cc" and t.text.lower() in {"and", "but"} for t in between[:3])
    if verbs or joined or tree.tokens[word].tag == "VBG":
        return False
    return bool(rests) or not (between or paused)


def _other_cue(tree: Tree, frame: Frame, cue: int, rest: Sequence[Quotation]) -> bool:
    if not rest:
        return False
    return any(_speaks(tree, w) for w in frame.words if w > cue and tree.tokens[w].end <= rest[0].outer_start)


def _inner(quote: Quotation) -> tuple[int, int]:
    return quote.start, quote.spoken_end


def _end(quote: Quotation, *, whole: bool) -> int:
    return quote.outer_end if whole else quote.spoken_end


def _found(tree: Tree, item: Spoken) -> Found:
    if item.head is None:
        colon = tree.tokens[item.colon] if item.colon is not None else None
        cue = (colon.start, colon.end) if colon else None
        return Found(item.pattern, tuple(item.content), "say", cue, item.source)
    act: Act = cue_words().verbs[lemma(tree, item.head)].takes["quote"]
    source = item.source
    if source is None and item.pattern == "introduced":
        who = subject(tree, item.head)
        source = source_span(tree, who, item.head) if who is not None else None
    return Found(item.pattern, tuple(item.content), act, cue_span(tree, item.head), source, item.head)
