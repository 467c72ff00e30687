"""Credits: an agency named in a report, and how far its credit reaches: the report, one sentence, or a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from rashomon.read.imprint import Dateline
from rashomon.read.lines import Labels, Line, vocabulary
from rashomon.read.repeats import SENTENCE
from rashomon.spans import cut, trimmed
from rashomon.types import Article, Credit, Span

PHOTO_WORD = r"(?:photo(?:graph)?s?|file photo|image|picture|handout|pool|video still)"
# A bracket at the end of a line that names a picture's maker, or "Credit ..." at its end.
PHOTO = re.compile(
    rf"\((?=[^()\n]{{0,90}}\b(?i:{PHOTO_WORD}|getty|credit)\b)(?!(?i:reporting))[^()\n]{{3,100}}\)\s*$"
    r"|\b(?:Photo |Image |Picture )?Credits?:?\s+[A-Z][^.\n]{2,80}$"
    r"|\b(?i:photo(?:graph)?|image|picture|file photo)s?\s?(?:(?i:by|courtesy of|credit)\s?:?|:|/)\s*[A-Z][^\n]{2,80}$"
    r"|(?:^|\s)[A-Z][\w.'’ -]{2,40}\s?/\s?[A-Z][\w.'’ -]{1,40}(?:Images|Photo|Pool)\.?$"
    r"|(?:^|\s)(?:AP|AFP|EPA|REUTERS|Getty Images|Shutterstock)(?: [Pp]hoto)?/[A-Z][\w.'’ -]{2,40}$"
)
LEAD = re.compile(
    r"(?i)^\(?(?:(?:file )?(?:photo(?:graph)?|image|picture)s?|credits?)(?: credit| by)?\s?[:/]?\s*"
)
CONTRIBUTED = re.compile(
    r"^(?:\(?[Ww]ith .{0,20}(?:from|by) )?(.{2,60}?) (?:also )?contributed (?:reporting )?(?:to|from|reporting)\b"
)
# a caption is no longer than this, credit included
LONGEST_CAPTION = 600


@cache
def _quoting() -> re.Pattern[str]:
    endings = "|".join(re.escape(each) for each in vocabulary()["networks"]["endings"])
    agencies = "|".join(
        re.escape(each) for each in sorted(vocabulary()["networks"]["agencies"], key=len, reverse=True)
    )
    # no word of a name is longer, or "A.A.A." without end is looked at again from each of its letters
    named = rf"(?P<name>(?:[Tt]he )?(?:[A-Z][\w.'’-]{{1,40}} ){{0,4}}(?:{endings})|(?:{agencies})(?: [Nn]ews [Aa]gency)?)"
    verb = r"(?:reported|reports|quoted|said|wrote|writes|revealed)"
    return re.compile(
        rf"\b(?:[Aa]ccording to|told|reported by|wrote in|wrote for|said in|quoted by|cited by) {named.replace('name', 'a')}\b"
        rf"|\b{named.replace('name', 'b')} (?:first |also |had |has ){{0,2}}{verb}(?: (?:(?:on |last )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day))?\b"
    )


def photo_credit(text: str) -> tuple[int, int] | None:
    """Give the offsets of a picture credit at the end of a line.

    >>> text = "The harbour on Sunday. (Ana Bel / Pool Photo)"
    >>> text[slice(*photo_credit(text))]
    '(Ana Bel / Pool Photo)'
    """
    if len(text) > LONGEST_CAPTION:
        return None
    found = PHOTO.search(text)
    return (found.start() + (found.group()[:1] == " "), found.end()) if found else None


def find_credits(
    article: Article, lines: Sequence[Line], labels: Labels, dateline: Dateline | None
) -> tuple[Credit, ...]:
    """List the credits in the order of the text."""
    found: list[Credit] = []
    if dateline and dateline.agency:
        found.append(_credit(article, dateline.agency, dateline.agency, "report", ()))
    for line in lines:
        found += _of_line(article, line, labels)
    return tuple(sorted(found, key=lambda credit: credit.span.start))


def _of_line(article: Article, line: Line, labels: Labels) -> Iterator[Credit]:
    photo = photo_credit(line.text)
    label = labels.get(line.number)
    contributed = CONTRIBUTED.match(line.text[:160])
    if photo and (label is None or label.kind == "caption"):
        at = (line.start + photo[0], line.start + photo[1])
        yield _credit(article, at, _maker(article.text, at), "photo", ())
    elif contributed:
        name = (line.start + contributed.start(1), line.start + contributed.end(1))
        yield _credit(article, (line.start, line.end), name, "report", ())
    elif label is None:
        yield from _quoted(article, line)


def _maker(text: str, at: tuple[int, int]) -> tuple[int, int]:
    start, end = at
    start += LEAD.match(text[start:end]).end() if LEAD.match(text[start:end]) else 0  # pyright: ignore[reportOptionalMemberAccess]
    while end - start > 1 and text[end - 1] in ") .":
        end -= 1
    slash = text.rfind("/", start, end - 1)
    start = slash + 1 if slash >= 0 else start
    while start < end - 1 and text[start] in " (:":
        start += 1
    return (start, end) if start < end else at


def _quoted(article: Article, line: Line) -> Iterator[Credit]:
    for sentence in SENTENCE.finditer(line.text):
        for found in _quoting().finditer(sentence.group()):
            base = line.start + sentence.start()
            group = "a" if found["a"] else "b"
            at = (base + found.start(), base + found.end())
            covers = trimmed(article, base, line.start + sentence.end())
            name = (base + found.start(group), base + found.end(group))
            yield _credit(article, at, name, "quote", (covers,) if covers else ())


def _credit(
    article: Article, at: tuple[int, int], name: tuple[int, int], scope: str, covers: tuple[Span, ...]
) -> Credit:
    return Credit(article.text[slice(*name)].strip(), cut(article, *at), scope, covers)  # pyright: ignore[reportArgumentType]
