"""Lines without a full stop among paragraphs that have one: what stands below a picture that was stripped with its page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from rashomon.read.cuts import POSTED
from rashomon.read.imprint import find_dateline
from rashomon.read.lines import (
    LIST_MARK,
    Label,
    Labels,
    Line,
    is_prose,
    is_terminated,
    vocabulary,
    word_count,
)

# Shorter lines without a full stop are subheadings.
SHORTEST = 8
# Of 190 such lines in 260 news texts 181 were captions, the longest of two sentences and 49 words; of those that stand
# alone in their text the longest had 33.
LONGEST = 50
LONGEST_ALONE = 35
# A text with so many of them has the habit; where there are fewer, one may be a sentence that lost its full stop.
HABIT = 3
SOME = 2
# Fewer closed paragraphs say nothing of how a text ends its sentences.
LEAST_CLOSED = 4
# So many open lines in a row are a list, a poem, a blog's entries or a text that leaves its full stops out.
ROW = 3
# Where more than this share of the longer lines is open, full stops are not this text's manner.
MOSTLY_OPEN = 0.6
# A line of which this part of the longer words begins with a capital is a heading or a link.
TITLED = 0.7
LONGEST_TITLE = 14
OPEN = re.compile(r"[^\w)\"'“”’]$|(?<!\d)\d[\d ()+-]{5,40}$|@\w|\w://|\bwww\.|#\w|\.com\b[^ ]{0,80}$")
# Items of lists, shops and recipes, and headings: of 85 open lines in the articles of 181 pages of all kinds 77 were these.
LISTED = re.compile(
    r"^\d|^(?:How|Why|What|When|Where|Here[’']s|Here|Use|Click|Get|Take|Welcome|More|New)\b[: ]|^[QA]:|^[A-ZÀ-Þ][A-ZÀ-Þ.'’ -]{1,40}:\s|[\[\]_½¼¾⅓~|]|\b(?:for|now|to|at|on) [$€£]\d"
    r"|(?:,.*){5}"
)
# Words of English clauses: other languages and bare lists have none.
ENGLISH = re.compile(r"\b(?:the|an?|his|her|their|its)\b", re.IGNORECASE)
# A report tells what people say; a text without such a paragraph is none.
LEAST_TOLD = 1
LONGEST_TOLD = 2_000
SAID = re.compile(r"\b(?:said|says|told|tells|according to|added|tweeted|wrote|announced)\b", re.IGNORECASE)
READER = re.compile(
    r"\b(?:I|we|my|our|you|your|you’ll|you'll|you’re|you're|I’m|I'm|we’re|we're)\b", re.IGNORECASE
)
# What no clause ends with; "on" and "over" may end one.
TORN = re.compile(
    r"(?i)\s(?:a|an|the|of|for|to|and|or|but|with|from|at|into|than|as|its|their|his|her|whose|because|while|between|against|said)$"
)
CLOSED = re.compile(r"[.?!…]\s*[\"'“”’)]+$")
# Whose words it is, and the voice of one who posts or is quoted: no picture speaks.
REPORTED = re.compile(
    r"\b(?:add(?:s|ed)|asked|wrote|writes|announce[sd]?|reported|reports|claim(?:s|ed)|insist(?:s|ed))\b"
)
# Findings, forecasts and guesses: no picture shows them, in whatever text.
FOUND = re.compile(
    r"\b(?:suggest(?:s|ed)|indicat(?:es|ed)|estimat(?:es|ed)|warn(?:s|ed)|confirm(?:s|ed)|reveal(?:s|ed)|den(?:y|ies|ied)|believ(?:es|ed)|expect(?:s|ed)"
    r"|argu(?:es|ed)|acknowledg(?:es|ed)|conclud(?:es|ed)|predict(?:s|ed)|accus(?:es)|may|might|likely|allegedly|reportedly"
    r"|appear(?:s|ed)? to|seem(?:s|ed)? to|(?:is|are|was|were) (?:due|set|supposed|thought|considered|planned) to|would|will)\b"
)
TOLD = re.compile(
    r"\b(?:said|says?|told|tells?|[Aa]ccording to)\b"
    r"|\b(?:me|us)\b|[!?]|\s[\"“]"
)
# A picture shows what is: it judges and denies nothing, tells nothing from before, and names whom it shows.
UNSEEN = re.compile(
    r"\b(?:should|would|must|could|cannot|had|not|never|nobody)\b|^(?:He|She|They|It|His|Her|Their|Its)\b"
)
# What alone in its text tells a course of things, a vote or a count is rather a sentence that lost its full stop.
COURSE = re.compile(
    r"\b(?:began|became|lost|won|rose|fell|grew|sank|cost|has|have|voted|agreed|decided|refused|ordered|vowed|pledged|half|third|per cent|percent)\b"
)


def label_unclosed(lines: Sequence[Line], labels: Labels) -> None:
    """Label the lines of a sentence's length that end without a full stop in a text that has them."""
    free = [line for line in lines if line.number not in labels]
    closed = sum(is_prose(line.text) for line in free)
    listed = _listed(free) | _answers(lines, labels)
    found = [line for line in free if line.number not in listed and _is_open(line)]
    told = sum(SAID.search(line.text[:LONGEST_TOLD]) is not None for line in free if is_prose(line.text))
    if closed < LEAST_CLOSED or told < LEAST_TOLD or len(found) > MOSTLY_OPEN * (closed + len(found)):
        return
    shown = sum(
        label.kind == "caption" and not is_terminated(lines[number].text) for number, label in labels.items()
    )
    last = free[-1].number
    for line in found:
        if line.number > 0 and _is_below_a_picture(line, shown + len(found), last=line.number == last):
            labels[line.number] = Label("caption", "unclosed")


def _listed(free: Sequence[Line]) -> set[int]:
    """Number the open lines of the lists that a colon opens."""
    found: set[int] = set()
    opened = False
    for line in free:
        opened = opened and not is_terminated(line.text)
        if opened:
            found.add(line.number)
        opened = opened or line.text.endswith(":")
    return found


def _answers(lines: Sequence[Line], labels: Labels) -> set[int]:
    """Number the open lines that answer a question or a subheading right above them, and those that stand in a row."""
    found: set[int] = set()
    above = ""
    for opened, group in groupby(lines, key=lambda line: _hangs(line, labels)):
        run = list(group)
        headed = above.endswith("?") or word_count(run[0].text) < SHORTEST
        if opened and (len(run) >= ROW or headed):
            found.update(line.number for line in run)
        above = run[-1].text
    return found


def _hangs(line: Line, labels: Labels) -> bool:
    return line.number not in labels and not is_terminated(line.text)


def _is_open(line: Line) -> bool:
    text = line.text
    if len(text) > 400 or not SHORTEST <= word_count(text) <= LONGEST or is_terminated(text):
        return False
    if not text[0].isalnum() or text[0].islower() or LIST_MARK.match(text):
        return False
    odd = (
        OPEN.search(text) or TORN.search(text[-20:]) or CLOSED.search(text[-8:]) or POSTED.search(text[-120:])
    )
    return odd is None and _is_clause(text) and not _is_titled(text) and find_dateline(line) is None


def _is_clause(text: str) -> bool:
    if LISTED.search(text) or READER.search(text):
        return False
    finite = set(vocabulary()["finite"]["words"])
    return ENGLISH.search(text) is not None or any(word in finite for word in text.lower().split())


def _is_titled(text: str) -> bool:
    long = [word for word in text.split() if len(word) > 3]
    titled = sum(word[:1].isupper() for word in long) >= TITLED * len(long)
    return titled and word_count(text) <= LONGEST_TITLE


def _is_below_a_picture(line: Line, like_it: int, *, last: bool) -> bool:
    if like_it >= HABIT:
        return not last or word_count(line.text) <= LONGEST_ALONE
    # a report that was cut off ends so too
    if last or word_count(line.text) > LONGEST_ALONE:
        return False
    if any(pattern.search(line.text) for pattern in (TOLD, UNSEEN, FOUND)):
        return False
    return like_it >= SOME or not (REPORTED.search(line.text) or COURSE.search(line.text))
