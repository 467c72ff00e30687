"""Captions: lines under a picture or a film, known by their credit, their label, or their place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from rashomon.read.credits import housed_credit, photo_credit
from rashomon.read.imprint import report_dateline
from rashomon.read.lines import Label, Labels, Line, first_prose, is_prose, is_terminated, plain, word_count
from rashomon.read.pictured import tells_a_picture

LABEL = re.compile(
    r"(?i)^(?:videos?|photos?|images?|pictures?|play video|watch now|media caption|image caption|\d+ photos?)[:.]?$"
)
LABELLED = re.compile(
    r"(?i)^(?:(?:media|image|photo|video) caption|caption|pictured|file ?(?:photo|image|picture)?|in this .{3,40} photo,?)\s?[:\-–,]|^in this .{2,40}\b(?:file )?(?:photo|image|picture)\b"
    r"|^enlarge this (?:image|photo|picture)\b"
    # the agencies' own: "FILE - In this Dec. 20, 2030, file photo, ..."; a player that did not play, and its caption
    r"|^media playback is (?:un|not )supported on (?:your|this) device\b"
    # whose picture, then its label, both drawn into one line where the page was stripped
    r"|^(?:media|image|photo|video) (?:copyright|credit|source)\b.{1,80}?\b(?:media|image|photo|video) caption\b"
)
FILM = re.compile(
    r"(?i)\bcorrespondent .{2,60} reports (?:from|on|live)\b[^.]{0,80}\.$|\breports? (?:from|on) .{2,60}\.? ?\(?(?:video|film)\)?$"
    # who of which house tells it, behind what it is: "A suit by the skippers. Tidewatch's Ida Holm has that story."
    r"|(?<![^\W_])(?-i:[A-Za-z][a-z]{2,30})[.] (?-i:[A-Z])[\w.-]{1,40}['’]s (?-i:[A-Z])[\w.'’-]{1,40} (?-i:[A-Z])[\w.'’-]{1,40} has (?:that|the) (?:full )?story\.$"
    # what a host or guest makes of it, and the programme in quotation marks, its words with capitals
    r"|\b(?:reacts?|weighs? in) on ?['\"‘“] ?(?-i:[A-Z])[\w’]*(?: (?:of |the |and |in |on |to )?(?-i:[A-Z])[\w’]*){1,5}[.]?['\"’” ]{1,3}\.?$"
)
PICTURED = re.compile(
    r"(?:,|\() ?(?:left|right|centre|center|second from (?:left|right)|pictured|above|from left)\b,?\)?"
)
# A gallery drawn into the text shows other reports too, so it is furniture: "Photos: Flood in Arle ... Hide Caption 2 of 8".
GALLERY = re.compile(
    r"(?i)^(?:photos?|images?|pictures?)\s?:.*\bhide captions? \d+ of \d+|\bhide captions? \d+ of \d+$|\b\d+ show all\b.*\b1/\d+ "
)
LONGEST = 60
# A bracket that names who took it and for whom makes a caption of any length; those of agencies tell the whole story.
CREDITED = re.compile(r"\([A-ZÀ-Þ][^()\n]{2,80}[/,][^()\n]{2,60}\)(?: ?\([A-ZÀ-Þ][\w ]{1,30}\))?$")
# Sixty words have no more letters than this: one "word" of a million of them is no caption.
LETTERS = 1_500
# A line of which this part of the longer words begins with a capital is a heading.
TITLED = 0.8
# Under a picture that was stripped with its page, the agency and the caption run together: "AP:Associated Press The dam
# on Monday". Such a line has no full stop and goes on with a capital; "Reuters reported that ..." does not.
AGENCY = (
    r"(?:A\.?P\.?|Associated Press|AFP|EPA|P\.?A\.?|Press Association|[Rr]euters|REUTERS|G(?:etty|ETTY)(?: Images| IMAGES)?"
    r"|Splash(?: News)?|Rex(?: Features)?|Shutterstock|Alamy|SWNS|WENN|Backgrid|Barcroft(?: Media)?|Bloomberg|Xinhua|Kyodo)"
)
LED = re.compile(rf"^{AGENCY}(?:\s?[:•·/|-]\s?{AGENCY}(?![a-z]))*\s+(?=[A-Z“\"‘'])")


def leading_credit(text: str) -> int:
    """Return where a caption begins after the agency that its line opens with; 0 where a line opens with none.

    >>> text = "AP:Associated Press The dam at Elva on Monday"
    >>> text[leading_credit(text):]
    'The dam at Elva on Monday'
    """
    found = LED.match(text)
    short = word_count(text) <= LONGEST and not is_terminated(text)
    if not found or not short or word_count(text[found.end() :]) < 4:
        return 0
    # "Reuters Editor Freed After Two Years" is a heading
    long = [word for word in text[found.end() :].split() if len(word) > 2]
    titled = sum(word[:1].isupper() for word in long) >= TITLED * len(long)
    return 0 if titled else found.end()


def label_credited(lines: Sequence[Line], labels: Labels) -> None:
    """Label the captions that a credit or a label tells; none of them is the headline of a report."""
    spaced = any(line.after_gap for line in lines)
    last = max(
        (line.number for line in lines if line.number not in labels and is_prose(line.text)), default=-1
    )
    for line in lines:
        if line.number not in labels and GALLERY.search(line.text):
            labels[line.number] = Label("boilerplate", "gallery")
        if line.number in labels or not _is_caption(line, last):
            continue
        labels[line.number] = Label("caption", "picture-credit")
        _join_above(lines, line, labels, spaced=spaced)


def label_captions(lines: Sequence[Line], labels: Labels, headline: Line | None) -> None:
    """Label the captions that have no credit, among the lines that are nothing else yet."""
    start = first_prose(lines, labels)
    _label_pictured(lines, labels)
    _under_label(lines, labels)
    if headline and headline.number + 1 < len(lines):
        _under_headline(lines[headline.number + 1], labels, start)


def _label_pictured(lines: Sequence[Line], labels: Labels) -> None:
    dateline = report_dateline(lines, labels)
    for line in lines:
        above = dateline is not None and line.start < dateline.start
        leads = dateline is not None and line.start == dateline.start
        if line.number not in labels and not leads and tells_a_picture(line.text, above_the_report=above):
            labels[line.number] = Label("caption", "tells-a-picture")


def _is_caption(line: Line, last: int) -> bool:
    if CREDITED.search(line.text[-160:]) and photo_credit(line.text) is not None:
        return True
    short = len(line.text) <= LETTERS and word_count(line.text) <= LONGEST
    return short and (
        photo_credit(line.text) is not None
        or LABELLED.match(line.text) is not None
        or FILM.search(line.text) is not None
        # the last line may name the agency of the whole report
        or (line.number < last and housed_credit(line.text) is not None)
        or leading_credit(line.text) > 0
    )


def _join_above(lines: Sequence[Line], line: Line, labels: Labels, *, spaced: bool) -> None:
    # a credit on a line of its own belongs to the lines right above it
    credit = photo_credit(line.text)
    alone = credit is not None and credit[1] - credit[0] >= len(line.text) - 2
    while alone and line.number > 0 and not line.after_gap:
        above = lines[line.number - 1]
        pictured = spaced or PICTURED.search(above.text) is not None
        if above.number in labels or word_count(above.text) > LONGEST or not pictured:
            return
        labels[above.number] = Label("caption", "above-picture-credit")
        line = above


def _under_label(lines: Sequence[Line], labels: Labels) -> None:
    for line, below in pairwise(lines):
        if LABEL.match(plain(line.text)) and below.number not in labels and not is_terminated(below.text):
            labels[below.number] = Label("caption", "under-picture-label")


def _under_headline(line: Line, labels: Labels, start: int) -> None:
    in_head = line.number < start and line.number not in labels
    if in_head and not is_terminated(line.text) and 4 <= word_count(line.text) <= 25:
        labels[line.number] = Label("caption", "under-the-headline")
