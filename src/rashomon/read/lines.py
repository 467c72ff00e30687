"""The lines of a plain-text report, and what can be told of a line by its looks alone."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from rashomon.types import MarkKind
from rashomon.wrapping import written_lines

WORDS = Path(__file__).parent / "words" / "body.toml"
WORD = re.compile(r"\w[\w'’.-]*")
# a full stop and its like, with the quotation marks and brackets that may follow it
FINAL = re.compile(r"[.?!…。！？][\"'”’»)\]]*$")
LIST_MARK = re.compile(r"^(?:\d{1,2}[.)]\s+|[•·*▪►▶→»>–—-]+\s*)")
# where a sentence ends: no title before a name, no initial and no short month before its day does
SENTENCE_END = re.compile(
    r"[.?!…](?<!\bMr.)(?<!\bMrs.)(?<!\bMs.)(?<!\bDr.)(?<!\bSt.)(?<!\bSen.)(?<!\bRep.)(?<!\bGov.)(?<!\bGen.)(?<!\bLt.)(?<!\bCol.)(?<!\bSgt.)(?<!\bCapt.)(?<!\bMaj.)(?<!\bAdm.)(?<!\bProf.)(?<!\bRev.)(?<!\b[A-Z].)"
    # "on Oct. 19"
    r"(?:(?!\s\d)|(?<!\b(?:Jan|Feb|Mar|Apr|Aug|Oct|Nov|Dec)\.)(?<!\bSept\.))"
    r"[\"”’)]*(?=\s|$)"
)
# Furniture lines are short: the longest wording pattern spans about 400 characters.
LONGEST_PATTERN = 420


class Line(Struct, frozen=True):
    """One line with words: its number among such lines, offsets without outer white space, and its words.

    `after_gap`: an empty line stands above it.
    """

    number: int
    start: int
    end: int
    text: str
    after_gap: bool


class Label(Struct, frozen=True):
    """What a line was found to be, and the short code of the reason."""

    kind: MarkKind
    why: str


type Labels = dict[int, Label]


def lines_of(text: str) -> list[Line]:
    r"""List the lines that hold anything but white space; lines that were broken at a width are one.

    >>> [(line.text, line.after_gap) for line in lines_of("Rain\n\n fell. ")]
    [('Rain', False), ('fell.', True)]
    """
    lines: list[Line] = []
    reached = 0
    for number, (first, last) in enumerate(written_lines(text)):
        # in a wrapped text a line end is a blank, of the same length
        words = text[first:last].replace("\n", " ")
        start = first + len(words) - len(words.lstrip())
        gap = text.count("\n", reached, first) > 1
        lines.append(Line(number, start, start + len(words.strip()), words.strip(), gap))
        reached = last
    return lines


@cache
def vocabulary() -> dict[str, Any]:
    """Load the word lists of `words/body.toml`."""
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


@cache
def patterns(*keys: str) -> re.Pattern[str]:
    """Compile one list of `words/body.toml`, named by its keys, to a single pattern over a whole line."""
    found: Any = vocabulary()
    for key in keys:
        found = found[key]
    return re.compile("|".join(f"(?:{each})" for each in found), re.IGNORECASE)


def plain(text: str) -> str:
    """Drop list marks and make apostrophes plain, as the patterns want it.

    >>> plain("  2. Editor’s picks")
    "Editor's picks"
    """
    return LIST_MARK.sub("", text.strip()).replace("’", "'").replace("‘", "'").strip()


def matches(line: str, *keys: str) -> bool:
    """Say whether a whole line has one of the wordings of a list."""
    return len(line) <= LONGEST_PATTERN and patterns(*keys).fullmatch(plain(line)) is not None


@lru_cache(maxsize=1 << 10)  # the lines of one report: each is counted for half a dozen questions
def word_count(text: str) -> int:
    """Count words; a long text is counted only as far as it matters here (400 characters)."""
    return len(WORD.findall(text[:400]))


def parted_at(line: Line, left: int, right: int) -> tuple[Line, Line]:
    """Part a line at a gap, from `left` to `right` in its text: what stands before it, and what is drawn in behind."""
    before = msgspec.structs.replace(line, end=line.start + left, text=line.text[:left])
    return before, Line(line.number, line.start + right, line.end, line.text[right:], after_gap=False)


def is_terminated(text: str) -> bool:
    """Say whether a line ends as a sentence does.

    >>> is_terminated('He said: "It rains."'), is_terminated("Rain over the coast")
    (True, False)
    """
    return FINAL.search(text[-8:]) is not None


def sentences_of(text: str) -> list[tuple[int, int]]:
    """Give the offsets of the sentences of a paragraph, without the white space between.

    >>> [slice(*each) for each in sentences_of("Mr. Orsk left. It rained.")]
    [slice(0, 14, None), slice(15, 25, None)]
    """
    ends = [found.end() for found in SENTENCE_END.finditer(text)]
    found: list[tuple[int, int]] = []
    reached = 0
    for end in [*ends, len(text)]:
        start = reached + len(text[reached:end]) - len(text[reached:end].lstrip())
        if start < end:
            found.append((start, end))
        reached = end
    return found


def is_prose(text: str) -> bool:
    """Say whether a line looks like running text: at least eight words, closed by a full stop.

    8: shorter closed lines are as often labels ("Cancel at any time.") as sentences.
    """
    return is_terminated(text) and word_count(text) >= 8


def first_prose(lines: Iterable[Line], labels: Labels) -> int:
    """Find the number of the first line of running text that is not labelled; the count of lines if there is none."""
    number = -1
    for line in lines:
        number = line.number
        long_enough = is_prose(line.text) and len(line.text) > 90
        if line.number not in labels and (long_enough or len(line.text) > 250):
            return line.number
    return number + 1
