"""Passages that stand twice in one report: paragraphs and sentences, word for word or nearly so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from rashomon.read.lines import Labels, Line

WORD = re.compile(r"\w+")
SENTENCE = re.compile(r"\S.*?(?:[.?!…][\"'”’)]*(?=\s+[\"“'‘(]?[A-Z0-9])|$)")
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


def repeats(lines: Sequence[Line], labels: Labels) -> list[tuple[Piece, Piece]]:
    """Find what was said before: pairs of offsets (second copy, first copy), in the order of the text.

    Linear in the length of the text. Labelled furniture is no first copy.
    """
    found: list[tuple[Piece, Piece]] = []
    whole: dict[tuple[str, ...], Piece] = {}
    single: dict[tuple[str, ...], Piece] = {}
    runs: dict[tuple[str, ...], int] = {}
    pulled = _pull_quotes(lines, labels)
    for line in lines:
        label = labels.get(line.number)
        if label and label.kind in {"boilerplate", "byline"}:
            continue
        words = _words(line.text)
        first = whole.get(words) if len(words) >= SHORTEST else None
        first = first or _near(line.text, runs, lines)
        if first:
            found.append(((line.start, line.end), first))
            continue
        if line.number in pulled:
            found.append(((line.start, line.end), pulled[line.number]))
            continue
        whole.setdefault(words, (line.start, line.end))
        _remember_runs(words, line.number, runs)
        found += _sentences(line, single)
    return found


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
        home = next((long for long in homes[-HOMES:] if _opens(long, words)), None)
        if home is not None and line.number >= BODY:
            found[line.number] = (home.start, home.end)
        if line.text.startswith(QUOTED):
            homes.append(line)
    return found


def _opens(long: Line, words: tuple[str, ...]) -> bool:
    """Say whether a longer line opens with these words as a quotation, and somebody is told to say them."""
    theirs = _words(long.text)
    return len(theirs) > len(words) and theirs[: len(words)] == words


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
    alike = count >= NEAR * max(len(mine), len(_runs(theirs)))
    # a near repeat with another figure, another name or a "not" is a second statement, not a second copy
    if not alike or _telling(text) != _telling(lines[number].text):
        return None
    return lines[number].start, lines[number].end


def _telling(text: str) -> list[str]:
    words = WORD.findall(text)
    return sorted(
        word for word in words if word.lower() in {"not", "no", "never", "t"} or not word[:1].islower()
    )


def _sentences(line: Line, single: dict[tuple[str, ...], Piece]) -> list[tuple[Piece, Piece]]:
    found: list[tuple[Piece, Piece]] = []
    for match in SENTENCE.finditer(line.text):
        words = _words(match.group())
        if len(words) < SHORTEST_SENTENCE:
            continue
        piece = (line.start + match.start(), line.start + match.end())
        first = single.setdefault(words, piece)
        if first != piece:
            found.append((piece, first))
    return found
