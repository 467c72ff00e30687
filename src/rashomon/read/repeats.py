"""Passages that stand twice in one report: paragraphs and sentences, word for word or nearly so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from rashomon.read.lines import Labels, Line, sentences_of

WORD = re.compile(r"\w+")
# What an editor put into a quotation in place of the speaker's own word.
PUT_IN = re.compile(r"\[[^\[\]]{1,60}\]")
# In place of what was put in stand so many words at most: "he" for "[Mr. Orsk]".
LONGEST_REPLACED = 4
# Letters of a sentence that is pulled out of the text; longer lines are paragraphs.
LONGEST_PULLED = 600
# A name and what its bearer is, or a dash and a name: "Ana Belkor, former fisheries minister".
ROLE_WORD = r"(?!(?:who|which|is|was|has|had|said|says|told|and)\b)[A-Za-zÀ-ÿ.'’&-]+"
SPEAKER = re.compile(
    rf"(?:[—–-]+ ?)?[A-ZÀ-Þ][\w.'’-]{{1,30}}(?: [A-ZÀ-Þ][\w.'’-]{{1,30}}){{1,3}}, {ROLE_WORD}(?: {ROLE_WORD}){{0,8}}\.?$"
)
# The name at the end of a line that pulls a quotation out of the text: "We lost half of all our boats Ana Belkor".
SIGNED = re.compile(r"(?<=[\w”\"’']) (?:[—–-] ?)?[A-ZÀ-Þ][\w.'’-]{1,30}(?: [A-ZÀ-Þ][\w.'’-]{1,30}){1,2}$")
# Six words: shorter lines come back for good reasons ("Nothing was signed.").
SHORTEST = 6
SHORTEST_SENTENCE = 9
# Near repeats share this much of their three-word runs; of fourteen words one may differ.
NEAR = 0.8
SHORTEST_NEAR = 14

# A pull quote stands in the body, at least so many lines down: a standfirst is told again below too, and is no copy.
BODY = 3
QUOTED = tuple("\"'“”‘’«»")
# So many lines that open alike are looked through for one, the nearest first.
HOMES = 20

type Piece = tuple[int, int]
type Said = dict[tuple[str, ...], Piece]


def repeats(lines: Sequence[Line], labels: Labels) -> list[tuple[Piece, Piece]]:
    """Find what was said before: pairs of offsets (second copy, first copy), in the order of the text.

    Linear in the length of the text. Labelled furniture is no first copy.
    """
    found: list[tuple[Piece, Piece]] = []
    whole: Said = {}
    shown: Said = {}
    single: Said = {}
    runs: dict[tuple[str, ...], int] = {}
    pulled = _pull_quotes(lines, labels)
    for line in lines:
        kind = labels[line.number].kind if line.number in labels else None
        if kind in {"boilerplate", "byline"}:
            continue
        words = _words(line.text)
        first = _copied(words, whole, shown if kind == "caption" else {}) or _near(line.text, runs, lines)
        if first := first or pulled.get(line.number):
            found.append(((line.start, line.end), first))
        elif kind == "caption":
            # what a caption says may be told below in the report, and there it is no copy
            shown.setdefault(words, (line.start, line.end))
        else:
            whole.setdefault(words, (line.start, line.end))
            _remember_runs(words, line.number, runs)
            found += _sentences(line, single)
    return found


def names_of_pulled(
    lines: Sequence[Line], labels: Labels, again: Sequence[tuple[Piece, Piece]]
) -> list[Line]:
    """List the lines that only name whose words the repeat right above them pulled out of the text."""
    whole = {piece for piece, _ in again}
    return [
        below
        for line, below in pairwise(lines)
        if (line.start, line.end) in whole and below.number not in labels and SPEAKER.match(below.text)
    ]


def _copied(words: tuple[str, ...], *said: Said) -> Piece | None:
    if len(words) < SHORTEST:
        return None
    return next((each[words] for each in said if words in each), None)


def _pull_quotes(lines: Sequence[Line], labels: Labels) -> dict[int, Piece]:
    """Map lines that only pull a quotation out of a line further down, which opens with it, to that line.

    A line that quotes it later, perhaps as what it denies, is no home for it; nor is one that is itself furniture.
    """
    found: dict[int, Piece] = {}
    opening: dict[tuple[str, ...], list[Line]] = {}
    for line in reversed(lines):
        if line.number in labels:
            continue
        words = _words(line.text)
        if len(words) < SHORTEST:
            continue
        homes = opening.setdefault(words[:SHORTEST], [])
        near = homes[-HOMES:]
        home = next((long for long in near if _opens(long, words) or _opens_signed(long, line)), None)
        if home is not None and line.number >= BODY:
            found[line.number] = (home.start, home.end)
        if line.text.startswith(QUOTED):
            homes.append(line)
    return found


def _opens(long: Line, words: tuple[str, ...]) -> bool:
    """Say whether a longer line opens with these words as a quotation, and somebody is told to say them."""
    theirs = _words(long.text)
    return len(theirs) > len(words) and theirs[: len(words)] == words


def _opens_signed(long: Line, line: Line) -> bool:
    """Say whether a line is the first sentence or two that a quotation opens with, then the name of who said it."""
    name = SIGNED.search(line.text) if len(line.text) < LONGEST_PULLED else None
    words = _words(line.text[: name.start()]) if name else ()
    if len(words) < SHORTEST:
        return False
    ends = [end for _, end in sentences_of(long.text[: 2 * LONGEST_PULLED])]
    return any(_words(long.text[:end]) == words for end in ends[:3])


def _words(text: str) -> tuple[str, ...]:
    return tuple(WORD.findall(text.casefold()))


def _runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    return set(zip(words, words[1:], words[2:], strict=False))


def _remember_runs(words: tuple[str, ...], number: int, runs: dict[tuple[str, ...], int]) -> None:
    if len(words) >= SHORTEST_NEAR:
        for run in _runs(words):
            runs.setdefault(run, number)


def _near(text: str, runs: dict[tuple[str, ...], int], lines: Sequence[Line]) -> Piece | None:
    words = _words(text)
    mine = _runs(words) if len(words) >= SHORTEST_NEAR else set[tuple[str, ...]]()
    shared = Counter(runs[run] for run in sorted(mine) if run in runs)
    if not shared:
        return None
    number, count = min(shared.items(), key=lambda item: (-item[1], item[0]))
    theirs = _words(lines[number].text)
    if 2 * count > len(mine) and f" {' '.join(words)} " in f" {' '.join(theirs)} ":
        return lines[number].start, lines[number].end
    if 2 * count > len(mine) and _put_in(text, theirs):
        return lines[number].start, lines[number].end
    alike = count >= NEAR * max(len(mine), len(_runs(theirs)))
    # a near repeat with another figure, another name or a "not" is a second statement, not a second copy
    if not alike or _telling(text) != _telling(lines[number].text):
        return None
    return lines[number].start, lines[number].end


def _put_in(text: str, theirs: Sequence[str]) -> bool:
    """Say whether these words stand in a longer line, but for what brackets put in place of a word or two."""
    if len(text) > LONGEST_PULLED or not PUT_IN.search(text):
        return False
    pieces = [piece for piece in map(_words, PUT_IN.split(text)) if piece]
    reached = -1
    for piece in pieces:
        starts = range(max(reached, 0), len(theirs) if reached < 0 else reached + LONGEST_REPLACED + 1)
        found = next((at for at in starts if tuple(theirs[at : at + len(piece)]) == piece), None)
        if found is None:
            return False
        reached = found + len(piece)
    return True


def _telling(text: str) -> list[str]:
    words = WORD.findall(text)
    return sorted(
        word for word in words if word.lower() in {"not", "no", "never", "t"} or not word[:1].islower()
    )


def _sentences(line: Line, single: Said) -> list[tuple[Piece, Piece]]:
    found: list[tuple[Piece, Piece]] = []
    for start, end in sentences_of(line.text):
        words = _words(line.text[start:end])
        # behind "Inc." and its like a sentence goes on in small letters
        if len(words) < SHORTEST_SENTENCE or line.text[end:].lstrip()[:1].islower():
            continue
        piece = (line.start + start, line.start + end)
        first = single.setdefault(words, piece)
        if first != piece:
            found.append((piece, first))
    return found
