"""Captions: lines under a picture or a film, known by their credit, their label, or their place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from rashomon.read.credits import housed_credit, photo_credit
from rashomon.read.imprint import report_dateline
from rashomon.read.lines import Label, Labels, Line, first_prose, is_prose, is_terminated, plain, word_count
from rashomon.read.pictured import SPOKEN, tells_a_picture

LABEL = re.compile(
    r"(?i)^(?:videos?|photos?|images?|pictures?|play video|watch now|media caption|image caption|\d+ photos?)[:.]?$"
)
LABELLED = re.compile(
    r"(?i)^(?:(?:media|image|photo|video) caption|caption|pictured|file ?(?:photo|image|picture)?|in this .{3,40} photo,?)\s?[:\-–,]|^in this .{2,40}\b(?:file )?(?:photo|image|picture)\b"
    r"|^enlarge this (?:image|photo|picture)\b"
    # a player that did not play, and its caption
    r"|^screen ?(?:shot|grab)\s?:"
    r"|^media playback is (?:un|not )supported on (?:your|this) device\b"
    # whose picture, then its label, both drawn into one line where the page was stripped
    r"|^(?:media|image|photo|video) (?:copyright|credit|source)\b.{1,80}?\b(?:media|image|photo|video) caption\b"
)
FILM = re.compile(
    r"(?i)\bcorrespondent .{2,60} reports (?:from|on|live)\b[^.]{0,80}\.$|\breports? (?:from|on) .{2,60}\.? ?\(?(?:video|film)\)?$"
    # who of which house tells it, behind what it is: "A suit by the skippers. Tidewatch's Ida Holm has that story."
    r"|(?<![^\W_])(?-i:[A-Za-z][a-z]{2,30})[.] (?-i:[A-Z])[\w.-]{1,40}['’]s (?-i:[A-Z])[\w.'’-]{1,40} (?-i:[A-Z])[\w.'’-]{1,40} has (?:that|the) (?:full )?story\.$"
    # what a host or guest makes of it, and the programme in quotation marks, its words with capitals
    r"|\b(?:reacts?|weighs? in) on ?['\"‘“] ?(?-i:[A-Z])[\w’]*(?: (?:of |the |and |in |on |to )?(?-i:[A-Z])[\w’]*){0,5}[.]?['\"’” ]{1,3}\.?$"
)
PICTURED = re.compile(
    r"(?:,|\() ?(?:left|right|centre|center|second from (?:left|right)|pictured|above|from left)\b,?\)?"
)
LONGEST = 60
# More open lines than this above the dateline are another report's.
LONGEST_HEAD = 2
FILM_TITLE = (5, 12)
# A sentence of headlines: no article, no pronoun, no auxiliary, nothing past, and a verb in the present.
HEADLINESE = re.compile(
    r"(?=[A-ZÀ-Þ])(?!.{0,120}\b(?:[Aa]n?|[Tt]he|[Tt]his|[Tt]hese|[Ii]ts?|[Hh]is|[Hh]er|[Tt]heir|[Hh]e|[Ss]he|[Tt]hey|[Ww]e|I|[Yy]ou|is|are|was|were|has|have|had|said|says|told"
    r"|will|would|can|could|may|might"
    r"|met|won|lost|rose|fell|came|went|left|took|gave|got|led|held|kept|made|ran|sold|sent|spoke|struck|began|broke|brought|built|caught|found|wrote)\b)(?=(?:(?!\w{1,20}ed )\S{1,30} ){1,5}[a-z]{3,20}s\b)[A-ZÀ-Þ][^.?!\n\"“”]{10,110}\.$"
)
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
# The buttons of a picture or a player, drawn into the line of its caption.
CONTROL = re.compile(
    r"(?i)(?:enlarge this (?:image|photo|picture)(?: toggle caption)?|media playback is (?:un|not )supported on (?:your|this) device(?: media caption)?"
    # whose picture, before what it shows; "Photo source Tarn Museum says the photo caption is false" is a sentence
    r"|(?-i:(?:Media|Image|Photo|Video) (?:copyright|credit|source)(?: (?:[A-ZÀ-Þ][^\s]{0,30}|and|of|via)){1,6}?"
    r" (?:Media|Image|Photo|Video) caption(?= +[\"“‘']?[A-ZÀ-Þ\d])))\s+"
)
LED = re.compile(rf"^{AGENCY}(?:\s?[:•·/|-]\s?{AGENCY}(?![a-z]))*\s+(?=[A-Z“\"‘'])")


def leading_control(text: str) -> int:
    """Return where a caption begins after the words of the page's buttons that its line opens with; 0 without any.

    >>> text = "Enlarge this image toggle caption Ana Bel/AP"
    >>> text[leading_control(text):]
    'Ana Bel/AP'
    """
    found = CONTROL.match(text)
    return found.end() if found and found.end() < len(text) else 0


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
        if line.number in labels or not _is_caption(line, last):
            continue
        labels[line.number] = Label("caption", "picture-credit")
        _join_above(lines, line, labels, spaced=spaced)


def label_captions(lines: Sequence[Line], labels: Labels, headline: Line | None) -> None:
    """Label the captions that have no credit, among the lines that are nothing else yet."""
    start = first_prose(lines, labels)
    _above_the_dateline(lines, labels, headline)
    if headline:
        _under_the_stamp(lines, labels, headline)
    _label_pictured(lines, labels)
    _under_label(lines, labels)
    if headline and headline.number + 2 < len(lines):
        _under_headline(lines[headline.number + 1], lines[headline.number + 2], labels, start)


def _above_the_dateline(lines: Sequence[Line], labels: Labels, headline: Line | None) -> None:
    # a report's head goes from the headline over a standfirst to the byline or the date, and from there to the picture
    dateline = report_dateline(lines, labels)
    if dateline is None or headline is None:
        return
    above = [line for line in lines[headline.number + 1 :] if line.start < dateline.start]
    open_lines = [line for line in above if line.number not in labels]
    if len(open_lines) > LONGEST_HEAD:
        return
    for line in open_lines:
        signed = any(_is_signature(labels.get(each.number)) for each in above if each.number < line.number)
        told = SPOKEN.search(line.text) is not None
        if (
            4 <= word_count(line.text) <= LONGEST
            and not told
            and (signed or line.number > open_lines[0].number)
        ):
            labels[line.number] = Label("caption", "above-the-dateline")


def _is_signature(label: Label | None) -> bool:
    return label is not None and (label.kind == "byline" or label.why == "date-stamp")


def _under_the_stamp(lines: Sequence[Line], labels: Labels, headline: Line) -> None:
    # what a film is called stands below the headline and the date: "Skippers sue ministry over closed harbour."
    line, below = (
        lines[at] if at < len(lines) else None for at in (headline.number + 2, headline.number + 3)
    )
    stamp = labels.get(headline.number + 1)
    if line is None or below is None or stamp is None or stamp.why != "date-stamp" or line.number in labels:
        return
    short = FILM_TITLE[0] <= word_count(line.text) <= FILM_TITLE[1]
    if short and HEADLINESE.match(line.text) and len(below.text) > 1.5 * len(line.text):
        labels[line.number] = Label("caption", "under-the-stamp")


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


def _under_headline(line: Line, below: Line, labels: Labels, start: int) -> None:
    in_head = line.number < start and line.number not in labels
    # where the next line has no full stop either, that is the text's manner: a poem, a blog, a list
    manner = below.number not in labels and not is_terminated(below.text)
    if in_head and not manner and not is_terminated(line.text) and 4 <= word_count(line.text) <= 25:
        labels[line.number] = Label("caption", "under-the-headline")
