"""Quotation marks: which stretches of a report stand between them.

Curly, straight, doubled and single marks; marks nested in others; paragraphs that open again without closing;
marks that are apostrophes; marks that never close. Works on one paragraph at a time, so that a lost mark can spoil
no more than its own paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from msgspec import Struct

from rashomon.types import Article, Sentence

DOUBLE = re.compile(r"[\"“”„«»]|''|``")
# A single mark that ends what was said: behind a stop, and before a blank or the end. None so far away is looked for.
SINGLE_CLOSES = re.compile(r"(?<=[,.?!…])['’](?=\s|$)")
SINGLE = re.compile(r"['‘’‚]")
# An opening mark that never closes is believed for at most so many code points: longer, and it is a stray mark.
LONGEST_UNCLOSED = 1_500
# Single marks closing later than this are apostrophes.
LONGEST_SINGLE = 600
# A single mark that opens a sentence and never closes is a quotation where one of so many next paragraphs opens with one.
SINGLES_AHEAD = 4
# Fewer code points than these, left behind told words before a closing mark, are a full stop or a comma.
SHORTEST_REST = 2
# "BRANDT: We have little time": whose turn it is, in capitals, as printed transcripts have it between the marks.
TURN = re.compile(r"([A-Z][A-Z.'’-]{1,24}(?: [A-Z][A-Z.'’-]{0,24}){0,3}):\s{1,8}(?=\S)")
# "(CROSSTALK)": what a transcript tells between the marks, said by nobody.
ASIDE = re.compile(r"[(\[][^()\[\]]{1,80}[)\]][.]?")


class Quotation(Struct, frozen=True, order=True):
    """Words between marks: `start` to `end` without the marks, `outer` offsets with them.

    `turn` is the label of a transcript's turn, left out of the words.
    """

    outer_start: int
    outer_end: int
    start: int
    end: int
    paragraph: int
    closed: bool = True
    continued: bool = False
    words: int = 0
    last: str = ""
    turn: tuple[int, int] | None = None

    @property
    def pause(self) -> bool:
        """Say whether its last sign lets the sentence go on behind the mark: `"No," he said`, `"Why?" she asked`."""
        return self.last in {",", "?", "!", "—", "–", "-", "…"}

    @property
    def stop(self) -> bool:
        """Say whether its last sign can end a sentence."""
        return self.last in {".", "?", "!", "…"}

    @property
    def spoken_end(self) -> int:
        """Return the offset behind what was said, without the comma of the sentence around it."""
        return self.end - 1 if self.last == "," and self.end - 1 > self.start else self.end


class Paragraph(Struct, frozen=True):
    """The running text of one line of a report, and its sentences by number."""

    number: int
    start: int
    end: int
    sentences: tuple[int, ...]


def paragraphs(sentences: Sequence[Sentence]) -> list[Paragraph]:
    """Group sentences by their line."""
    groups: list[list[int]] = []
    for index, sentence in enumerate(sentences):
        if groups and sentences[groups[-1][-1]].paragraph == sentence.paragraph:
            groups[-1].append(index)
        else:
            groups.append([index])
    return [
        Paragraph(sentences[g[0]].paragraph, sentences[g[0]].span.start, sentences[g[-1]].span.end, tuple(g))
        for g in groups
    ]


def find_quotations(article: Article, parts: Sequence[Paragraph]) -> list[Quotation]:
    """List the quotations of a report in order; nested ones are left inside the outer one.

    A paragraph left open is *continued* where the next paragraph opens with a mark again.
    """
    found: list[Quotation] = []
    opening = [article.text[part.start] for part in parts]
    for number, part in enumerate(parts):
        text = article.text[part.start : part.end]
        reopened = bool(set(opening[number + 1 : number + 2]) & set("\"“„«'‘"))
        doubles = _doubles(text, part, reopened=reopened)
        # captions may stand between: a single mark goes on in one of the next paragraphs
        ahead = bool(set(opening[number + 1 : number + 1 + SINGLES_AHEAD]) & set("'‘"))
        found += sorted([*doubles, *_singles(text, part, doubles, ahead=ahead)])
    return found


def to_the_mark(
    pieces: tuple[tuple[int, int], ...], quotations: Sequence[Quotation], cue: tuple[int, int] | None
) -> tuple[tuple[int, int], ...]:
    """End told words that break off inside a quotation with it: 'said it was "a pity. Nobody asked us."'.

    A parser ends a sentence at the full stop; the one who is quoted speaks until the mark closes.
    """
    if not pieces:
        return pieces
    start, end = pieces[-1]
    place = bisect_left(quotations, end, key=lambda quote: quote.outer_end)
    if place == len(quotations):
        return pieces
    quote = quotations[place]
    # a cue inside the quotation is somebody's whom the speaker quotes
    outside = cue is None or cue[1] <= quote.outer_start or quote.outer_end <= cue[0]
    begun = start < quote.outer_start or (start <= quote.start and outside)
    broken = quote.closed and begun and quote.outer_start < end < quote.end - SHORTEST_REST
    if quote.closed and start < quote.outer_start and quote.spoken_end <= end < quote.outer_end:
        return (*pieces[:-1], (start, quote.outer_end))  # 'called it "a pity' is told up to the mark
    return (*pieces[:-1], (start, quote.spoken_end)) if broken else pieces


def _doubles(text: str, part: Paragraph, *, reopened: bool) -> list[Quotation]:
    found: list[Quotation] = []
    opened: re.Match[str] | None = None
    for mark in DOUBLE.finditer(text):
        opens = _opens(text, mark, inside=opened is not None)
        if opened is None and opens:
            opened = mark
        elif opened is not None and not opens:
            found += _quotation(text, part, opened, mark.start(), mark.end())
            opened = None
        elif opens and mark.group() not in "“„«" and opened is not None:
            found += _drawn_together(text, part, opened, mark)
            opened = mark  # a straight mark that opens while one is open: the first was lost
    if opened is not None and (reopened or len(text) - opened.end() <= LONGEST_UNCLOSED):
        found += _quotation(text, part, opened, len(text), len(text), closed=False, continued=reopened)
    return found


def _drawn_together(
    text: str, part: Paragraph, opened: re.Match[str], mark: re.Match[str]
) -> list[Quotation]:
    """Quote up to a mark that opens again after a full stop: paragraphs of one quotation drawn into one line."""
    stopped = text[opened.end() : mark.start()].rstrip().endswith((".", "?", "!", "…"))
    if not stopped or not _starts_word(text, opened.start(), opened.end()):
        return []
    return _quotation(text, part, opened, mark.start(), mark.start(), closed=False, continued=True)


def _opens(text: str, mark: re.Match[str], *, inside: bool) -> bool:
    sign = mark.group()
    if sign in {"“", "„", "«", "``"}:
        return not inside or sign == "``"
    if sign in {"”", "»"}:
        # a closing mark at the start of a word is a mistyped opening one
        return not inside and _starts_word(text, mark.start(), mark.end())
    if not inside:
        return _starts_word(text, mark.start(), mark.end()) or mark.end() < len(text)
    return _starts_word(text, mark.start(), mark.end()) and not text[: mark.start()].endswith(
        (",", ".", "?", "!")
    )


def _starts_word(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return (before.isspace() or before in "([{-–—:/'‘\"“") and not after.isspace() and after not in ",.;:!?)"


def _quotation(
    text: str,
    part: Paragraph,
    opened: re.Match[str],
    close: int,
    after: int,
    *,
    closed: bool = True,
    continued: bool = False,
) -> list[Quotation]:
    words = text[opened.end() : close]
    if not re.search(r"\w", words) or ASIDE.fullmatch(words.strip()):
        return []
    left = opened.end() + len(words) - len(words.lstrip())
    right = close - (len(words) - len(words.rstrip()))
    base, count, last = part.start, len(words.split()), words.rstrip()[-1]
    outer = (base + opened.start(), base + after)
    label = TURN.match(text, left, right)
    turn = (base + label.start(1), base + label.end(1)) if label else None
    left = label.end() if label else left
    return [Quotation(*outer, base + left, base + right, part.number, closed, continued, count, last, turn)]


def _singles(
    text: str, part: Paragraph, doubles: Sequence[Quotation], *, ahead: bool = False
) -> list[Quotation]:
    found: list[Quotation] = []
    taken = [(q.outer_start - part.start, q.outer_end - part.start) for q in doubles]
    marks = [m for m in SINGLE.finditer(text) if not _within(m.start(), taken)]
    reached = 0
    last_closing = max((found.start() for found in SINGLE_CLOSES.finditer(text)), default=-1) if ahead else -1
    for index, mark in enumerate(marks):
        if mark.start() < reached or not _single_opens(text, mark):
            continue
        close = _single_close(text, mark, marks[index + 1 : index + 12])
        if close is not None and not _between(mark.end(), close.start(), taken):
            found += _quotation(text, part, mark, close.start(), close.end())
            reached = close.end()
        elif close is None and ahead and not doubles and _begins(text, mark) and mark.start() > last_closing:
            return found + _quotation(text, part, mark, len(text), len(text), closed=False, continued=True)
    return found


def _begins(text: str, mark: re.Match[str]) -> bool:
    return text[max(0, mark.start() - 2) : mark.start()].strip() in {"", ".", "?", "!"}


def _between(start: int, end: int, taken: Sequence[tuple[int, int]]) -> bool:
    place = bisect_right(taken, (start, start))
    return place < len(taken) and taken[place][0] < end


def _within(offset: int, taken: Sequence[tuple[int, int]]) -> bool:
    index = bisect_right(taken, (offset, len(taken) and taken[-1][1])) - 1
    return index >= 0 and taken[index][0] <= offset < taken[index][1]


def _single_opens(text: str, mark: re.Match[str]) -> bool:
    before = text[mark.start() - 1] if mark.start() else " "
    after = text[mark.end()] if mark.end() < len(text) else " "
    return (before.isspace() or before in "([—–-") and (after.isalpha() or after in "[…$£€")


def _single_close(text: str, mark: re.Match[str], later: Sequence[re.Match[str]]) -> re.Match[str] | None:
    backup: re.Match[str] | None = None
    for close in later:
        if close.start() - mark.end() > LONGEST_SINGLE:
            break
        before, after = text[close.start() - 1], text[close.end() : close.end() + 2]
        if before.isspace() or (after[:1].isalnum()) or close.group() in "‘‚":
            continue
        if (
            before.lower() == "s" and after[:1] == " "
        ):  # plural owner or end of quotation: wait for a better one
            backup = backup or close
            continue
        return close
    return backup
