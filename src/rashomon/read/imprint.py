"""What a report says of itself in its head: headline, byline, dateline, and the outlet where the text names it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from rashomon.read.lines import (
    Label,
    Labels,
    Line,
    first_prose,
    is_prose,
    is_terminated,
    plain,
    vocabulary,
    word_count,
)
from rashomon.read.places import is_place
from rashomon.read.stamps import find_dates

NAME = r"[A-ZÀ-Þ][\w.'’-]+(?:\s+(?:[A-ZÀ-Þ][\w.'’-]*|de|da|van|von|der|al|bin|la|le)){0,4}"
BY = re.compile(r"^(?:(?:reported |written |story |text )?by)[:\s]\s*[A-ZÀ-Þ].{1,140}(?<!:)$", re.IGNORECASE)
# the part of a byline that is a name starts with a capital even where "BY" is written in any case
BY_NAME = re.compile(r"^\S+(?:\s+by)?[:\s]\s*[A-ZÀ-Þ]", re.UNICODE)
POST = r"(?:desk|reporters?|correspondents?|staff|editors?|writers?|bureau|newsroom|columnist|agency|agencies|team)"
DESK = re.compile(
    rf"^{NAME}(?:,? (?:and|&) {NAME}|, {NAME}){{0,4}},? ?[^.]{{0,40}}\b(?i:{POST})\b[^.]{{0,30}}$"
)
NEWS_DESK = re.compile(r"^(.{2,40}?) (?:News|Web|Online|Digital|Staff) (?:Desk|Bureau|Team|Reporter)\b")
PIPED = re.compile(
    r"^(?!(?:first |last )?(?:published|posted|updated|modified)|\d)(.{2,60}?)\s*\|\s*(?:last )?(?:updated|published|posted)\b.*\d",
    re.IGNORECASE,
)
NAME_ONLY = re.compile(rf"^{NAME}(?:(?:, | and | & | in ){NAME})*$")
HEADLINE_WORDS = (3, 26)
# A headline that ends with a full stop is shorter than most sentences.
CLOSED_HEADLINE = 14
# A sentence with an article at its head or an auxiliary, and a full stop, is the report's first and not its headline.
BODY_LIKE = re.compile(
    r"^(?:(?:An?|The|It|He|She|They|This|In|On) |[^.?!]{0,1000}\b(?:is|are|was|were|has|have|had)\b[^.?!]{0,1000}.$)"
)
# An agency in brackets opens the first paragraph.
AGENCY_FIRST = re.compile(r"\([A-Z]{2,5}\) \S|\((?:Reuters|Bloomberg|Xinhua)\) \S")
# Lines of the head in which a byline is looked for, beside those above the first paragraph.
HEAD = 16


class Dateline(Struct, frozen=True):
    """Offsets of a dateline, of the agency in it, and of a date with a year in it."""

    start: int
    end: int
    agency: tuple[int, int] | None
    date: tuple[str, int, int] | None


def label_bylines(lines: Sequence[Line], labels: Labels) -> Line | None:
    """Label the bylines; returns the first."""
    start = first_prose(lines, labels)
    found: Line | None = None
    for line in lines[: max(start + 3, HEAD)]:
        if line.number in labels or not _is_byline(line, start + 3):
            continue
        labels[line.number] = Label("byline", "byline")
        found = found or line
    return found


def _is_byline(line: Line, head: int) -> bool:
    text, in_head = line.text, line.number < head
    if word_count(text) > 24 or len(text) > 180:
        return False
    if NEWS_DESK.match(text) and len(text) < 120:
        return True
    if is_terminated(text) and not re.search(r"\b[A-Z]\.$", text):
        return False
    named = BY.match(text) is not None and BY_NAME.match(text) is not None and not _is_clause(text)
    if named and (in_head or word_count(text) < 9):
        return True
    return in_head and (
        (DESK.match(text) is not None and word_count(text) < 12 and not _is_clause(text))
        or PIPED.match(text) is not None
    )


def _is_clause(text: str) -> bool:
    # "By Tuesday nobody spoke of it"; a name has a capital: "By Will Orsk"
    finite = set(vocabulary()["finite"]["words"]) - {"that", "who", "which"}
    return not finite.isdisjoint(text.split())


def label_names(lines: Sequence[Line], labels: Labels, stamped: set[int]) -> Line | None:
    """Label a line of nothing but a name, beside a date stamp below the headline, as the byline."""
    for line in lines[1:HEAD]:
        near = {line.number - 1, line.number + 1} & stamped
        if line.number in labels or not near or word_count(line.text) > 8:
            continue
        if NAME_ONLY.match(line.text) and word_count(line.text) > 1:
            labels[line.number] = Label("byline", "name-beside-date")
            return line
    return None


def label_headline(lines: Sequence[Line], labels: Labels) -> Line | None:
    """Label the headline: the first line of the head that reads like one; shorter lines above it are the menu's."""
    start = first_prose(lines, labels)
    for line in lines[:start] or lines[:1]:
        if line.number in labels or not (_is_headline(line, lines) or _is_over_a_stamp(line, lines, labels)):
            continue
        title = _last_copy(line, lines[:start], labels)
        labels[title.number] = Label("headline", "first-line-of-the-head")
        for above in lines[: title.number]:
            short = word_count(above.text) <= 3 or above.number == line.number
            if above.number not in labels and short and not is_terminated(above.text):
                labels[above.number] = Label("boilerplate", "above-the-headline")
        return title
    return None


def _is_headline(line: Line, lines: Sequence[Line]) -> bool:
    least, most = HEADLINE_WORDS
    words = word_count(line.text)
    if "/" in line.text and words <= 5:
        return False
    if not least <= words <= most or len(line.text) > 200 or find_dateline(line):
        return False
    if AGENCY_FIRST.match(line.text):
        return False
    if not is_terminated(line.text) or line.text.endswith(("?", "!")):
        return line.number + 1 < len(lines)
    # behind a headline that a full stop ends, the first paragraph or a standfirst and the first paragraph
    longer = any(len(below.text) > 1.5 * len(line.text) for below in lines[line.number + 1 : line.number + 3])
    bare = not BODY_LIKE.match(line.text) and not _speaks(line.text)
    return line.number == 0 and words <= CLOSED_HEADLINE and longer and bare


def _is_over_a_stamp(line: Line, lines: Sequence[Line], labels: Labels) -> bool:
    # the first line of a text, right above the date of its publication, is its headline though a full stop ends it
    if line.number > 0 or len(lines) < 2 or len(line.text) > 200:
        return False
    dateline = find_dateline(line)
    if dateline and not line.text[: dateline.end - line.start].endswith(":"):
        return False
    least, most = HEADLINE_WORDS
    stamped = 1 in labels and labels[1].why == "date-stamp"
    return stamped and least <= word_count(line.text) <= most and not line.text.startswith(("“", '"'))


def _speaks(text: str) -> bool:
    return text[:1] in '"“' or re.search(r"\b(?:said|says|told|added)\b", text) is not None


def _last_copy(line: Line, head: Sequence[Line], labels: Labels) -> Line:
    words = re.findall(r"\w+", plain(line.text).casefold())
    same = [each for each in head if re.findall(r"\w+", plain(each.text).casefold()) == words]
    return same[-1] if same and same[-1].number not in labels else line


@cache
def _dateline_pattern() -> re.Pattern[str]:
    months = "|".join(f"{name[:3].title()}(?:{name[3:]})?" for name in vocabulary()["months"]["names"])
    date = rf"(?P<date>,?\s+(?:(?:{months}|Sept)\.?\s+\d{{1,2}}|\d{{1,2}}\s+(?:{months}|Sept)\.?)(?:,?\s+\d{{4}})?)"
    # a hyphen between letters is the word's: were it also what parts two words, "A-A-A" would be read in every way
    upper = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?:[\s/][\s/-]*[A-ZÀ-Þ][A-ZÀ-Þ.'’-]*){0,4}"
    mixed = r"[A-ZÀ-Þ][\w.'’-]+(?:\s+[A-ZÀ-Þ][\w.'’-]+){0,3}"
    region = r"(?:,\s+[A-ZÀ-Þ][\w.'’-]*(?:\s+[A-ZÀ-Þ][\w.'’-]*){0,2})?"
    agency = r"\s*\((?P<agency>[A-ZÀ-Þ][^()\n]{1,40})\)"
    dash = r"\s*(?:—|–|―|--+|\s-|(?<=\))-)(?=\s|[A-Z])"
    return re.compile(
        rf"(?:(?P<upper>{upper}){region}{date}?(?:{agency})?{dash}"
        rf"|(?P<mixed>{mixed}){region}(?:{date.replace('date>', 'date2>')}(?:{agency.replace('agency>', 'agency2>')})?"
        rf"|{agency.replace('agency>', 'agency3>')}){dash}"
        rf"|{agency.replace('agency>', 'agency4>')}{dash}"
        rf"|(?P<place>{mixed}):(?=\s+[A-ZÀ-Þ\"“]))"
    )


def find_dateline(line: Line) -> Dateline | None:
    """Find the dateline at the start of a paragraph: a place, a date, an agency, a dash.

    >>> line = Line(0, 0, 84, "PORT ELVA, May 3 (Coastal Wire) - Rain fell on the coast of Norland all day on Tuesday.", False)
    >>> found = find_dateline(line)
    >>> line.text[found.start:found.end], line.text[slice(*found.agency)]
    ('PORT ELVA, May 3 (Coastal Wire) -', 'Coastal Wire')
    """
    match = _dateline_pattern().match(line.text[:200])
    if not match or len(line.text) - match.end() < 40:
        return None
    place = match["place"] or match["upper"] or ""
    if match["place"] and not is_prose_like(line.text):
        return None
    if plain(place).lower() in vocabulary()["networks"]["labels"]:
        return None
    agency = next(
        (match.span(name) for name in ("agency", "agency2", "agency3", "agency4") if match[name]), None
    )
    dates = find_dates(match.group())
    base = line.start
    return Dateline(
        base,
        base + match.end(),
        (base + agency[0], base + agency[1]) if agency else None,
        (dates[0][0], base + dates[0][1], base + dates[0][2]) if dates else None,
    )


def is_prose_like(text: str) -> bool:
    """Say whether a line is a paragraph: closed and of some length, or too long to be anything else."""
    return (is_prose(text) and len(text) > 90) or len(text) > 180


def report_dateline(lines: Sequence[Line], labels: Labels) -> Dateline | None:
    """Find the report's dateline: on one of its first three paragraphs; a bare "Place:" only on the first."""
    paragraphs = [line for line in lines if line.number not in labels and is_prose_like(line.text)]
    for index, line in enumerate(paragraphs[:3]):
        found = find_dateline(line)
        length = found.end - line.start if found else 0
        if found and (
            not line.text[:length].endswith(":") or (index == 0 and _is_placed(lines, line, length))
        ):
            return found
    return None


def _is_placed(lines: Sequence[Line], lead: Line, length: int) -> bool:
    others = "\n".join(line.text for line in lines if line.number != lead.number)
    return is_place(lead.text[: length - 1], lead.text[length:], others)
