"""Galleries drawn into a report: lines that count through the pictures ("2/8 ..."), and lines that open alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from rashomon.read.lines import Label, Labels, Line, is_terminated

# A gallery in one line shows other reports too, so it is furniture: "Photos: Flood in Arle ... Hide Caption 2 of 8".
DRAWN = re.compile(
    r"(?i)^(?:photos?|images?|pictures?)\s?:.*\bhide captions? \d+ of \d+|\bhide captions? \d+ of \d+$|\b\d+ show all\b.*\b1/\d+ "
    r"|^\d+ show all\b|^\d+ of \d+ full ?screen\b|^\d+ of \d+\b.*\bskip ad\b|\bplay slideshow\b.*\b1 of \d+\b"
)
# "1/5 of the members" is a part of them.
COUNTED = re.compile(r"^(?P<at>\d{1,3})/(?P<of>\d{1,3}) (?![a-zà-ÿ])(?=\S+ \S+ \S)")
# The longest gallery in one line of 260 news texts has 3,000 letters.
LONGEST = 10_000
LEAST_COUNTED = 3
# Posts are counted through too, each signed or closed as a sentence is.
POSTED = re.compile(r"@\w|^\S+ [\"“]|\b(?:I|[Ww]e|[Uu]s|[Oo]urs?|[Mm]y|[Yy]ours?|[Yy]ou)\b")
# A series and then the picture's own title, with a capital: "A port turns 300 The old cranes In 1920 ...".
LEAST_ALIKE = 3
OPENING = 4
# Behind the picture's title begins its sentence, with a capital and no full stop before it.
SENTENCE = re.compile(
    r"(?<=[^\W_] )(?:An?|The|In|On|At|It|He|She|They|This|These|When|After|From|With|For|As|One|Two|Here)\b"
)
# Letters of a line's beginning in which its series stands.
REACH = 120


def label_galleries(lines: Sequence[Line], labels: Labels) -> None:
    """Label the lines of galleries."""
    for line in lines:
        if line.number not in labels and len(line.text) <= LONGEST and DRAWN.search(line.text):
            labels[line.number] = Label("boilerplate", "gallery")
    for run in (*_counted(lines), *_alike(lines)):
        for line in run:
            labels.setdefault(line.number, Label("boilerplate", "gallery"))


def _counted(lines: Sequence[Line]) -> Iterator[list[Line]]:
    for of, group in groupby(lines, key=_of):
        run = list(group)
        unclosed = sum(not is_terminated(line.text) for line in run)
        posted = any(POSTED.search(line.text[:400]) for line in run)
        if of and len(run) >= LEAST_COUNTED and 2 * unclosed >= len(run) and not posted:
            yield run


def _of(line: Line) -> str:
    found = COUNTED.match(line.text)
    return found["of"] if found and int(found["at"]) <= int(found["of"]) else ""


def _alike(lines: Sequence[Line]) -> Iterator[list[Line]]:
    for opening, group in groupby(lines, key=_opening):
        run = list(group)
        if opening and len(run) >= LEAST_ALIKE and _is_series(run):
            yield run


def _opening(line: Line) -> tuple[str, ...]:
    words = line.text[:REACH].split()
    return tuple(words[:OPENING]) if len(words) > 2 * OPENING and words[0][0].isalnum() else ()


def _is_series(run: Sequence[Line]) -> bool:
    # paragraphs may open alike by art; behind a series' name a title begins, each time another
    heads = [line.text[:REACH].split() for line in run]
    shared = next(
        (at for at, words in enumerate(zip(*heads, strict=False)) if len(set(words)) > 1),
        min(map(len, heads)),
    )
    titles = [words[shared] if shared < len(words) else "" for words in heads]
    begins = len(" ".join(heads[0][: shared + 1]))
    told = all(SENTENCE.search(line.text, begins, REACH) for line in run)
    named = sum(word[:1].isupper() or word[:1].isdigit() for word in heads[0][:shared]) >= 2
    return (
        named
        and told
        and all(title[:1].isupper() for title in titles)
        and not any("." in word for word in heads[0][:shared])
    )
