"""Furniture: menus, advertisements, appeals, lists of links, and what else stands around a report on its page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from rashomon.read.lines import (
    Label,
    Labels,
    Line,
    first_prose,
    is_prose,
    is_terminated,
    matches,
    patterns,
    plain,
    vocabulary,
    word_count,
)
from rashomon.read.links import LONGEST_TEASER, SPOKEN, is_related, label_beside_links

ARROWS = re.compile(r"\s[>»›→]\s")
BARS = re.compile(r"\s[/|·•]\s")
QUOTED = re.compile(r"[\"“][^\"”]{0,600}[\"”]")
READER = re.compile(r"\b(?:you|your|you're|yours)\b", re.IGNORECASE)
OURSELVES = re.compile(r"\b(?:we|us|our|ours|we're)\b", re.IGNORECASE)
PRICE = re.compile(r"[$£€]\s?\d")
# A box of links drawn into one line: its heading in capitals, then headline after headline, longer than any wording.
LINKS = re.compile(
    r"^(?:(?:MOST (?:READ|POPULAR|VIEWED|SHARED|RECENT|WATCHED)|Most (?:Read|Popular|Viewed|Shared|Watched) (?:In|in|On|From)(?= .{2,30}\b[A-Z’']{3,} [A-Z’']{2,}))|MORE FROM|READ MORE|RELATED (?:STORIES|ARTICLES|CONTENT)|TOP STORIES"
    r"|Related stories(?= [A-ZÀ-Þ0-9])|TRENDING|EDITOR['’]S PICKS?|RECOMMENDED)\b(?: (?:IN|ON|FROM|NOW|TODAY)\b)?"
)
# What asks something of a reader tells nothing that somebody said.
ADDRESSING = frozenset(["advert", "control", "share", "subscription", "rights"])
TOLD = re.compile(r"\b(?:said|told|asked|wrote|replied|demanded)\b", re.IGNORECASE)
OPINION = re.compile(r"(?:Opinion|OPINION)\s?[:|] \S+ \S+ \S")
HEADING = Label("boilerplate", "related-heading")
# More lines than this below a heading are a report's.
LONGEST_LIST = 12
# Lines without a word of appeal that an appeal may hold between two that have one.
APPEAL_GAP = 2


def furniture(lines: Sequence[Line]) -> Labels:
    """Label the lines that are furniture by wording, layout or place; each line at most once."""
    labels: Labels = {}
    for line in lines:
        code = _wording(line.text)
        # "Opinion: ..." over a text is its headline, and a link everywhere else
        if code and not (line.number == 0 and OPINION.match(line.text)):
            labels[line.number] = Label("boilerplate", code)
    _appeals(lines, labels)
    _lists(lines, labels)
    _last_list(lines, labels)
    label_beside_links(lines, labels)
    _head(lines, labels)
    _last_appeal(lines, labels)
    _tail(lines, labels)
    return labels


def _wording(text: str) -> str | None:
    if is_breadcrumb(text):
        return "breadcrumb"
    for kind in vocabulary()["furniture"]:
        worded = is_related(text) if kind == "related" else matches(text, "furniture", kind)
        if worded and not _speaks(text) and not (kind in ADDRESSING and TOLD.search(text)):
            return f"wording-{kind}"
    # a heading in capitals goes on in other letters; a line all in capitals may be a sentence of the report
    return "related-list" if LINKS.match(text) and not text.isupper() else None


def _speaks(text: str) -> bool:
    # a line that opens a quotation is somebody's words, whatever they ask for
    return text[:1] in "\"“'‘" and word_count(text) > 4


def is_breadcrumb(text: str) -> bool:
    """Say whether a line is a path through a site: short steps between arrows, bars or slashes.

    >>> is_breadcrumb("Home / World / Coast"), is_breadcrumb("Rain > 20 mm fell on the coast.")
    (True, False)
    """
    if len(text) > 240 or is_terminated(text):
        return False
    steps = [step for step in ARROWS.split(text) if step.strip()]
    if len(steps) > 1 and (
        _is_section(steps[0]) or (len(steps) > 2 and all(word_count(step) <= 5 for step in steps))
    ):
        return True
    steps = [step for step in BARS.split(text) if step.strip()]
    return len(steps) > 1 and _is_section(steps[0]) and all(word_count(step) <= 3 for step in steps)


@cache
def _sections() -> frozenset[str]:
    return frozenset(vocabulary()["sections"]["words"])


def _is_section(text: str) -> bool:
    known = _sections()
    words = plain(text).lower().replace(",", " ").split()
    return 0 < len(words) <= 4 and all(word in known for word in words)


def appeal_strength(text: str) -> int:
    """Count what makes a paragraph an appeal: wordings that ask, the reader addressed, the paper's own "we", a price.

    Words inside quotation marks do not count: they are somebody else's. 0 where nothing is asked of a reader.
    """
    own = QUOTED.sub(" ", plain(text[:3000]))
    asks = len({found.group().lower() for found in patterns("appeals", "asks").finditer(own)})
    addressed = READER.search(own) is not None
    ours = OURSELVES.search(own) is not None
    if not (asks or (addressed and ours)):
        return 0
    return 2 * asks + addressed + ours + (PRICE.search(own) is not None)


def _appeals(lines: Sequence[Line], labels: Labels) -> None:
    number = 0
    while number < len(lines):
        line = lines[number]
        if matches(line.text, "headings", "appeal") and word_count(line.text) <= 12:
            number = _appeal_block(lines, number, labels)
        elif line.number not in labels and _is_island(line):
            labels[line.number] = Label("boilerplate", "appeal")
        number += 1


def _is_island(line: Line) -> bool:
    # 6: two different askings with the reader and the paper named, or as much; news that quotes an appeal stays below,
    # since what stands in quotation marks does not count
    # the reader must be addressed: a report on donations to a party uses the same words; most lines address nobody,
    # and to look for that alone takes a tenth of the time
    if len(line.text) > 1200 or not READER.search(line.text):
        return False
    strength = appeal_strength(line.text)
    if strength < 6 or _speaks(line.text):
        return False
    own = QUOTED.sub(" ", plain(line.text))
    return READER.search(own) is not None and (strength > 6 or OURSELVES.search(own) is not None)


def _appeal_block(lines: Sequence[Line], first: int, labels: Labels) -> int:
    last, silent = first, 0
    for line in lines[first + 1 :]:
        asking = (
            appeal_strength(line.text) > 0
            or line.number in labels
            or matches(line.text, "headings", "appeal")
        )
        silent = 0 if asking else silent + 1
        if silent > APPEAL_GAP:
            break
        last = line.number if asking else last
    else:
        # nothing but the appeal up to the end of the text
        last = len(lines) - 1 if last > first else first
    for line in lines[first : last + 1] if last > first else ():
        labels[line.number] = Label("boilerplate", "appeal")
    return last


def _lists(lines: Sequence[Line], labels: Labels) -> None:
    hanging = False
    for line in lines:
        if matches(line.text, "headings", "list"):
            labels[line.number] = HEADING
            hanging = True
        elif hanging and line.number not in labels:
            hanging = _is_teaser(line)
            if hanging:
                labels[line.number] = Label("boilerplate", "related-link")


def _last_list(lines: Sequence[Line], labels: Labels) -> None:
    # below "Read more:" at the end of a page stand links alone, and a headline may be two sentences
    heads = [line.number for line in lines if labels.get(line.number) == HEADING and line.text.endswith(":")]
    below = lines[heads[-1] + 1 :] if heads else ()
    short = 1 < len(below) <= LONGEST_LIST and all(word_count(line.text) <= LONGEST_TEASER for line in below)
    if not short or not any(_is_teaser(line) and word_count(line.text) > 4 for line in below):
        return
    for line in below:
        if line.number not in labels and not SPOKEN.search(line.text):
            labels[line.number] = Label("boilerplate", "related-link")


def _is_teaser(line: Line) -> bool:
    closed = line.text.endswith((".", ".”", '."')) and word_count(line.text) > 4
    return word_count(line.text) <= LONGEST_TEASER and not closed and not line.text.startswith(("“", '"'))


def _head(lines: Sequence[Line], labels: Labels) -> None:
    start = first_prose(lines, labels)
    for line in lines[:start]:
        if line.number not in labels and not is_terminated(line.text) and _is_section(line.text):
            labels[line.number] = Label("boilerplate", "section")


def _tail(lines: Sequence[Line], labels: Labels) -> None:
    # behind the last sentence of the report, whatever follows a piece of furniture without being a sentence is a link
    last = max((line.number for line in lines if _is_news(line, labels)), default=-1)
    seen = False
    for line in lines[last + 1 :] if last >= 0 else ():
        seen = seen or line.number in labels
        if seen and line.number not in labels and _is_teaser(line):
            labels[line.number] = Label("boilerplate", "below-the-report")


def _last_appeal(lines: Sequence[Line], labels: Labels) -> None:
    # an appeal without a heading ends the page: from the end, paragraphs that ask the reader for something
    for line in reversed(lines):
        if line.number in labels:
            continue
        asks = appeal_strength(line.text) >= 3 and READER.search(QUOTED.sub(" ", plain(line.text[:3000])))
        if not asks or line.text[:1] in "\"“'‘" or len(line.text) > 1200 or line.number < len(lines) // 2:
            return
        labels[line.number] = Label("boilerplate", "appeal")


def _is_news(line: Line, labels: Labels) -> bool:
    return line.number not in labels and (is_prose(line.text) or word_count(line.text) > LONGEST_TEASER)
