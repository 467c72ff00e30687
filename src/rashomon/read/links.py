"""Lines of links inside a report: one drawn into the end of a paragraph, and a column's headline in a row of links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from rashomon.read.lines import (
    WORD,
    Label,
    Labels,
    Line,
    first_prose,
    is_terminated,
    matches,
    parted_at,
    plain,
    vocabulary,
    word_count,
)

# A link of more words is a sentence of the report: of the furniture lines of 181 pages 97% are shorter.
LONGEST_TEASER = 22
# The longest line that the wordings of links span, with the label before it.
REACH = 200
# A paragraph's last full stop, then the label of a link; only labels that open no sentence of a report.
DRAWN_IN = re.compile(
    r"[.?!…][\"”’')\]]*(?P<gap>\s+)(?=(?i:more|read more|read also|also read|read next|see also|related(?: (?:story|stories|video|coverage))?"
    r"|watch(?: live| more)?|full (?:story|coverage)|live updates|photos|pictures|in pictures|gallery|slideshow)\s?: ?[A-ZÀ-Þ0-9\"“‘'])"
)
# Shorter ends are a speaker's: "She put it in one word. More: Ferries."
LEAST_DRAWN_IN = 6
# Who says it, or a quotation of any marks that a comma closes.
SPOKEN = re.compile(
    r"\b(?:s(?:aid|ays?)|told|tells?|add(?:s|ed)|according to|announced|wrote|asked|replied)\b|[,.?!][\"”’'](?=\s|$)"
)
# A closed line behind any other label may be news: "In case you missed it: The council voted on Monday."
SURE = re.compile(r"(?i)(?:read )?more|related.*|read also|also read|see (?:also|more)|(?:read|up) next")
PICTURES = re.compile(r"(?i)(?:in )?(?:pictures|photos)|gallery|slideshow")
LEAST_SENTENCE = 4
DESCRIBED = re.compile(r"(?i)\b(?:the|an?|its|his|her|their) \w+ed\b")
NEXT_SENTENCE = re.compile(r"[a-z0-9][.?!…][\"”’')]*\s+[\"“‘'(]?[A-ZÀ-Þ]")
# A column's name, a colon and its headline: "The Wheel House: Why nobody wants the bridge".
COLUMN = re.compile(r"^(?P<name>[A-ZÀ-Þ0-9][^:.?!\"“”\n]{1,40}):\s+(?=[A-ZÀ-Þ0-9\"“‘'])")
LONGEST_NAME = 5
LINKS = ("wording-related", "related-link", "related-heading")


def links_apart(lines: Sequence[Line]) -> list[Line]:
    """Part a link from the paragraph whose last words it was drawn into, and number the lines anew.

    Only in a text that has a link on a line of its own as well.

    >>> texts = ["Related: The treaty", "The talks ended. More: What the fishermen of Vestria want"]
    >>> [line.text for line in links_apart([Line(n, 0, len(text), text, False) for n, text in enumerate(texts)])]
    ['Related: The treaty', 'The talks ended.', 'More: What the fishermen of Vestria want']
    """
    # prose says "in one word. More: Ferries." too; a page that has links in its text has others on lines of their own
    if not any(is_related(line.text) for line in lines):
        return list(lines)
    parts = [part for line in lines for part in _parted(line)]
    return [msgspec.structs.replace(part, number=number) for number, part in enumerate(parts)]


def _parted(line: Line) -> Iterator[Line]:
    tail = max(0, len(line.text) - REACH)
    found = next(
        (each for each in DRAWN_IN.finditer(line.text, tail) if _is_link(line.text[each.end() :])), None
    )
    if found is None:
        yield line
        return
    yield from parted_at(line, *found.span("gap"))


def _is_link(text: str) -> bool:
    # a quotation that closes here and opened before the label is somebody's words, and so is what somebody is said to say
    within = text.count("”") <= text.count("“") and text.count('"') % 2 == 0
    told = SPOKEN.search(text) is not None or word_count(text) < LEAST_DRAWN_IN
    return within and not told and _is_short(text) and is_related(text)


def is_related(text: str) -> bool:
    """Say whether a whole line has the wording of a link; a sentence of the report behind such a label has not.

    >>> is_related("Full story: What the fishermen want"), is_related("Full story: It is all untrue, she told the court.")
    (True, False)
    """
    if not matches(text, "furniture", "related"):
        return False
    label, colon, tail = text.partition(":")
    if not colon or not is_terminated(text) or word_count(tail) < LEAST_SENTENCE:
        return True
    if SPOKEN.search(tail):
        return False
    if SURE.fullmatch(plain(label)):
        return True
    return PICTURES.fullmatch(plain(label)) is not None and not _is_clause(tail)


def _is_clause(text: str) -> bool:
    # "the closed border" holds no verb
    words = [word.lower() for word in WORD.findall(DESCRIBED.sub(" ", text))]
    return any(word in vocabulary()["finite"]["words"] or word.endswith("ed") for word in words)


def _is_short(text: str) -> bool:
    return word_count(text) <= LONGEST_TEASER and NEXT_SENTENCE.search(text) is None


def label_beside_links(lines: Sequence[Line], labels: Labels) -> None:
    """Label a column's headline that stands between two links: the three are one row of links."""
    start = first_prose(lines, labels)
    columns = [line.number for line in lines[start + 1 :] if _is_column(line, labels)]
    rows = [
        run
        for run in _runs(columns)
        if _is_link_line(run[0] - 1, labels) and _is_link_line(run[-1] + 1, labels)
    ]
    between = [number for run in rows for number in run]
    # names before colons elsewhere in the report are the speakers of a talk
    if not between or len(between) != len(columns):
        return
    told = {word for line in lines if line.number not in between for word in WORD.findall(line.text)}
    for number in between:
        if not told & set(_named(lines[number].text)):
            labels[number] = Label("boilerplate", "between-links")


def _named(text: str) -> list[str]:
    # the words of a column's name; a person or a side that the report tells of comes back in it
    name = text.partition(":")[0]
    return [word for word in WORD.findall(name) if word.lower() != "the"]


def _runs(numbers: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _is_link_line(number: int, labels: Labels) -> bool:
    return number in labels and labels[number].why in LINKS


def _is_column(line: Line, labels: Labels) -> bool:
    found = COLUMN.match(line.text)
    if found is None or line.number in labels or not _is_short(line.text):
        return False
    name = plain(found["name"])
    # "Against: Orlo and two others." and "In favour: ..." are votes, "Tarrow: ..." is an answer
    titled = word_count(name) > 1 and all(word[:1].isupper() for word in WORD.findall(name))
    if not titled or SPOKEN.search(line.text):
        return False
    return word_count(name) <= LONGEST_NAME and name.lower() not in vocabulary()["networks"]["news_labels"]
