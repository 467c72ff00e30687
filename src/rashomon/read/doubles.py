"""What is attributed twice: kept once, unless one tells what a third party said.

"Orr wrote that Pell had told him ..." are two people's words; "..., he said, according to an agency" are one's, that
came through the agency.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from msgspec.structs import replace

from rashomon.read.circumstances import is_outlet
from rashomon.read.clauses import Tree, phrase
from rashomon.read.cues import Found, cue_words, lemma
from rashomon.read.tagged import BY_MARKS
from rashomon.read.tellers import is_teller, is_thing, tops_of
from rashomon.types import Article

# What may stand between a told clause and the quotation that goes on with it.
COLON = re.compile(r"\s{0,3}:\s{0,3}[\"“‘']\s{0,3}")

# "themselves" is longer and speaks for nobody; "they" is the longest that opens a clause.
LONGEST_PRONOUN = 4
# Inside another's words only plain speech of a third party is kept: "the paper reported that he had told them ...".
PLAIN = {"clause", "person", "order", "that", "interposed", "according"}


def outside_quotations(clauses: Sequence[Found], spoken: Sequence[Found]) -> list[Found]:
    """Drop what syntax made of words that a quotation already gives, and minor acts inside another's words."""
    said = sorted(piece for found in spoken for piece in found.content)
    fresh = [c for c in clauses if 2 * _shared(c.content, said) < _length(c.content)]
    pieces = sorted(piece for c in fresh for piece in c.content if c.pattern in PLAIN - {"according"})
    return [c for c in fresh if c.cue is None or _free(c, pieces)]


def _free(found: Found, pieces: Sequence[tuple[int, int]]) -> bool:
    minor = found.pattern not in PLAIN or found.act == "believe"
    cue = found.cue or (0, 0)
    near = pieces[max(0, bisect_left(pieces, cue) - 8) : bisect_left(pieces, cue) + 1]
    return not (minor and any(a <= cue[0] and cue[1] <= b for a, b in near))


def _length(pieces: Sequence[tuple[int, int]]) -> int:
    return sum(end - start for start, end in pieces)


def _shared(pieces: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]) -> int:
    total = 0
    for start, end in pieces:
        place = max(0, bisect_left(others, (start, start)) - 3)
        for left, right in others[place:]:
            if left >= end:
                break
            total += max(0, min(end, right) - max(start, left))
    return total


def without_doubles(tree: Tree, drafts: Sequence[Found]) -> list[Found]:
    """Keep one of two attributions that tell mostly the same words: the one found by the marks, then the longer."""
    kept: list[Found] = []
    reach: list[tuple[int, int]] = []
    for draft in drafts:
        start, end = draft.content[0][0], draft.content[-1][1]
        if not any(
            _same(draft, other) and not _passed_on(tree, draft, other) and not _passed_on(tree, other, draft)
            for other, (a, b) in zip(kept[-60:], reach[-60:], strict=True)
            if a < end and start < b
        ):
            kept.append(draft)
            reach.append((start, end))
    return kept


def _same(left: Found, right: Found) -> bool:
    shared = sum(max(0, min(b, d) - max(a, c)) for a, b in left.content for c, d in right.content)
    sizes = [sum(b - a for a, b in item.content) for item in (left, right)]
    return shared > 0.6 * max(sizes)


def _passed_on(tree: Tree, outer: Found, inner: Found) -> bool:
    """Say whether one tells what a third party said: "Orr wrote that Pell had told him ..." are two people's words.

    A pronoun inside is mostly the speaker again ("she said she believed ..."), and then it is said once.
    """
    if inner.cue is None or inner.source is None or outer.cue is None:
        return False
    if inner.pattern not in {"clause", "person"} or inner.act == "believe":
        return False
    named = inner.source[1] - inner.source[0] > LONGEST_PRONOUN and not is_thing(tree, inner.source)
    told = outer.cue[1] <= outer.content[0][0] and inner.cue[1] <= inner.content[0][0]
    held = inner.head is None or tree.child(inner.head, "neg") is None
    return named and told and held and all(_within(part, outer.content) for part in (inner.cue, inner.source))


def _within(part: tuple[int, int], pieces: Sequence[tuple[int, int]]) -> bool:
    return any(start <= part[0] and part[1] <= end for start, end in pieces)


def through_outlets(article: Article, tree: Tree, drafts: list[Found]) -> list[Found]:
    """Turn "..., he said, according to an agency" into one statement that came through the agency."""
    outer = [
        d
        for d in drafts
        if d.pattern == "according"
        and d.source
        and (
            is_outlet(article.text[slice(*d.source)])
            or _is_rendering(tree, d)
            or _only_passes_on(tree, d, drafts)
        )
    ]
    result = [d for d in drafts if d.pattern != "according" or d not in outer]
    for draft in outer:
        start, end = draft.content[0][0], draft.content[-1][1]
        inner = [
            i for i, d in enumerate(result) if d.cue and d.source and start <= d.cue[0] and d.cue[1] <= end
        ]
        if not inner:
            rendered = _is_rendering(tree, draft)
            result.append(replace(draft, source=None, via=draft.source) if rendered else draft)
        for index in inner:
            result[index] = _with_via(result[index], draft.source)
    return result


def _is_rendering(tree: Tree, draft: Found) -> bool:
    """Say whether a source only put the words of another into its language: "according to *the Courier's translation*"."""
    tops = tops_of(tree, draft.source) if draft.source else []
    return any(lemma(tree, top) in cue_words().phrases["renderings"] for top in tops)


def from_the_cited(article: Article, tree: Tree, drafts: Sequence[Found]) -> list[Found]:
    """Give what an outlet tells to those it opens with: "*Citing port officials*, the agency reports that the barge sank"."""
    return [_of_the_cited(article, tree, draft) for draft in drafts]


def _of_the_cited(article: Article, tree: Tree, draft: Found) -> Found:
    # what it denies with them it denies in its own name
    if draft.head is None or draft.source is None or draft.via or draft.act in {"deny", "refuse", "believe"}:
        return draft
    citing = next((kid for kid in tree.kids(draft.head, "advcl") if lemma(tree, kid) == "cite"), None)
    who = tree.child(citing, "dobj") if citing is not None else None
    # behind the words told ("..., it reported, citing an official") the report's own name stays before them
    opens = citing is not None and tree.tokens[citing].tag == "VBG" and tree.bounds(citing)[0] == citing
    if citing is None or who is None or not opens or not is_teller(tree, who):
        return draft
    if not is_outlet(article.text[slice(*draft.source)]):
        return draft
    first, last = phrase(tree, who, barred=citing)
    return replace(draft, source=(tree.tokens[first].start, tree.tokens[last].end), via=draft.source)


def _only_passes_on(tree: Tree, outer: Found, drafts: Sequence[Found]) -> bool:
    """Say whether what follows "according to ..." is wholly somebody else's statement: "the school stated that ..."."""
    start, end = outer.content[0][0], outer.content[-1][1]
    return any(
        inner.source is not None
        and inner.source[0] == start
        and inner.content[-1][1] == end
        and _passed_on(tree, outer, inner)
        for inner in drafts
    )


def _with_via(found: Found, via: tuple[int, int] | None) -> Found:
    return Found(
        found.pattern,
        found.content,
        found.act,
        found.cue,
        found.source,
        found.head,
        found.to,
        via,
        found.score,
    )


def joined_by_colons(text: str, drafts: Sequence[Found]) -> list[Found]:
    """Make one statement of a told clause and the quotation behind its colon, as in: told Orr he had doubts: "He lies"."""
    quoted = {
        item.content[0][0]: item for item in drafts if item.pattern in BY_MARKS and item.head is not None
    }
    joined: list[Found] = []
    gone: set[int] = set()
    for draft in drafts:
        end = draft.content[-1][1]
        mark = COLON.match(text, end) if draft.pattern == "clause" else None
        after = quoted.get(mark.end()) if mark else None
        if after is None or after.head != draft.head:
            joined.append(draft)
            continue
        gone.add(after.content[0][0])
        whole = (draft.content[-1][0], after.content[0][1])
        score = max((item.score for item in (draft, after) if item.score is not None), default=None)
        joined.append(
            replace(
                draft,
                content=(*draft.content[:-1], whole, *after.content[1:]),
                score=score,
                alone=draft.alone and after.alone,
            )
        )
    return [item for item in joined if item.pattern not in BY_MARKS or item.content[0][0] not in gone]
