"""Credits: an agency named in a report, and how far its credit reaches: the report, one sentence, or a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rashomon.read.imprint import Dateline
from rashomon.read.lines import Labels, Line, sentences_of, word_count
from rashomon.read.media import core, media_in, namings, own_names, state_voices
from rashomon.read.verbless import is_verbless
from rashomon.spans import cut, trimmed
from rashomon.types import Article, Credit, Span

PHOTO_WORD = r"(?:photo(?:graph)?s?|file photo|image|picture|handout|pool|video still)"
AGENCY = r"(?:AP|A\.P\.|AFP|EPA|PA|dpa|DPA|REUTERS|Reuters|Associated Press|Agence France-Presse|Getty(?: Images)?|Shutterstock|Xinhua|Yonhap|Kyodo|Bloomberg|TASS|PTI)"
# A bracket at the end of a line that names a picture's maker, or "Credit ..." at its end.
PHOTO = re.compile(
    rf"\((?=[^()\n]{{0,90}}\b(?i:{PHOTO_WORD}|getty|credit)\b)(?!(?i:reporting))[^()\n]{{3,100}}\)\s*$"
    r"|\b(?:Photo |Image |Picture )?Credits?:?\s+[A-Z][^.\n]{2,80}$"
    r"|\b(?i:photo(?:graph)?|image|picture|file photo)s?\s?(?:(?i:by|courtesy of|credit)\s?:?|:|/)\s*[A-Z][^\n]{2,80}$"
    r"|(?:^|\s)[A-Z][\w.'’ -]{2,40}\s?/\s?[A-Z][\w.'’ -]{1,40}(?:Images|Photo|Pool)\.?$"
    # who took it, then for whom: "(Ana Bel/AP)", "(Ana Bel, File/Associated Press)"
    rf"|\([A-ZÀ-Þ][^()\n/]{{2,60}}/(?:[^()\n/]{{2,40}}/)?(?:[A-ZÀ-Þ][\w.' ]{{1,30}} via )?{AGENCY}(?:, [Ff]ile)?\)(?:\s*\({AGENCY}\))?\s*$"
    # as a line of its own: "(Ana Bel / The Elva Courier)"
    r"|^\([A-ZÀ-Þ][\w.'’ -]{2,40}\s?/\s?[A-ZÀ-Þ][\w.'’ -]{1,40}\)\s*$"
    # without a bracket, at the end of a line: "Ana Bel/AP"
    rf"|(?:^|\s)[A-ZÀ-Þ][\w.'’-]*(?: [A-ZÀ-Þ][\w.'’-]*){{1,3}}\s?/\s?(?:{AGENCY}\s?/\s?)?(?:[A-ZÀ-Þ][\w.' ]{{1,30}} via )?{AGENCY}(?:, (?:FILE|[Ff]ile))?$"
    r"|^\((?:[Cc]ourtesy|Photo courtesy) (?:of|from) [^()\n]{2,80}\)\s*$"
    rf"|\s?©\s?[A-ZÀ-Þ][^\n©]{{2,60}}$"
    r"|(?:^|\s)(?:AP|AFP|EPA|REUTERS|Getty Images|Shutterstock)(?: [Pp]hoto)?/[A-Z][\w.'’ -]{2,40}$"
)
# "AP Photo/Ana Bel, File" and "REUTERS/Ana Bel" name the agency before who took it.
AGENCY_FIRST = re.compile(rf"[ (:]{{0,3}}(?P<agency>{AGENCY})(?: [Pp]hoto)?\s?/")
# Whose picture it is, before what it shows: "Image copyright Getty Images Image caption The ferry in May".
COPYRIGHT_FIRST = re.compile(
    r"(?i)^(?:media|image|photo|video) (?:copyright|credit|source) (?P<agency>(?-i:[A-ZÀ-Þ])[^.\n]{1,50}?) (?:media|image|photo|video) caption\b"
)
# Who took it, and for whom in brackets: "©Ana Bel (AFP)".
HOUSED = re.compile(rf"©[^()\n©]{{2,60}}\((?P<agency>{AGENCY})\)?\s*$")
# Whose a printed report is: "Copyright 2031 The Associated Press. All rights reserved."
HOLDER = re.compile(
    rf"(?:[Cc]opyright|©|\([cC]\))\s*(?:©\s*)?(?:(?:19|20)\d\d,?\s*)?(?P<agency>(?:The )?{AGENCY})\b"
)
LEAD = re.compile(
    r"(?i)^\(?(?:(?:file )?(?:photo(?:graph)?|image|picture)s?|credits?)(?: credit| by)?\s?[:/]?\s*"
)
CONTRIBUTED = re.compile(
    r"^(?:\(?[Ww]ith .{0,20}(?:from|by) )?(.{2,60}?) (?:also )?contributed (?:reporting )?(?:to|from|reporting)\b"
)
# The agency alone in brackets, or a house that gives out pictures, behind a full stop.
WORD_OF_HOUSE = r"(?:University|Institute|Museum|Zoo|Police|Department|Ministry|Agency|Laboratory|Observatory|Archives?|Library|Service|Guard|Office|Pictures|Images|Press|Studios?|Foundation)"
NAME = r"(?:[A-ZÀ-Þ][\w.'’&-]*|of|and|the|for)"
HOUSE = re.compile(
    rf"[.!?][\"”’]*\s(?P<agency>\((?:{AGENCY}|(?=[^()]*\b{WORD_OF_HOUSE}\b){NAME}(?: {NAME}){{0,7}})\))\s*$"
)
# An agency's name that ends a caption without a bracket or a word before it.
SIGNED = re.compile(
    r"(?<!\S)(?P<before>\S{1,60}) (?P<agency>(?:AP|AFP|EPA|REUTERS|Reuters|Xinhua|GETTY|Getty Images)(?: [Pp]hotos?)?\.?)$"
)
LONGEST_SIGNED = 45
# The full stop of a sentence, not of an abbreviation: "the U.S. EPA" and "the Dept. EPA" go on.
CLOSED = re.compile(r"(?:[a-z]{3,}|[A-Z][a-z]{4,}|\d{4})(?<!\bdept)(?<!\bgovt)(?<!\bcorp)[.!?][\"”’)]*$")
SPOKEN = re.compile(r"\b(?:said|says|told|tells|reported|reports|according)\b")
SAID = re.compile(
    r"\b(?:sa(?:id|ys?)|told|tells?|report(?:s|ed)|according|add(?:s|ed)|announced|wrote|quoted|ask(?:s|ed)|claim(?:s|ed)|den(?:y|ies|ied)|confirm(?:s|ed))\b"
)
SAYING = re.compile(r"\b(?:said|says|added|adds|wrote|announced)\b")
# a caption is no longer than this, credit included
LONGEST_CAPTION = 800


def photo_credit(text: str) -> tuple[int, int] | None:
    """Give the offsets of a picture credit at the end of a line.

    >>> text = "The harbour on Sunday. (Ana Bel / Pool Photo)"
    >>> text[slice(*photo_credit(text))]
    '(Ana Bel / Pool Photo)'
    """
    if len(text) > LONGEST_CAPTION:
        return None
    found = PHOTO.search(text)
    if found:
        return found.start() + (found.group()[:1] == " "), found.end()
    return _signed(text)


def housed_credit(text: str) -> tuple[int, int] | None:
    """Give the offsets of an agency or a house in brackets at the end of a line in which nobody says anything.

    A report may end with its agency in brackets too.

    >>> text = "The ferry is towed into Port Elva on Sunday. (Reuters)"
    >>> text[slice(*housed_credit(text))]
    '(Reuters)'
    """
    if len(text) > LONGEST_CAPTION:
        return None
    found = HOUSE.search(text)
    if not found or not 5 <= word_count(text) <= LONGEST_SIGNED or SAID.search(text):
        return None
    return found.span("agency")


def _signed(text: str) -> tuple[int, int] | None:
    # "The ferry before the storm AP." or "The ferry sank on Monday. AP"
    found = SIGNED.search(text)
    if not found or not 5 <= word_count(text) <= LONGEST_SIGNED or SPOKEN.search(text):
        return None
    # no list of the words that lead to an agency is complete ("the federal EPA"): before it a sentence ends, or none stands
    signed = CLOSED.search(found["before"]) is not None or _is_scene(text[: found.start("agency")])
    return found.span("agency") if signed else None


def _is_scene(text: str) -> bool:
    # in a heading a verb has a capital too: "Skippers Sue Norland AP"
    long = [word for word in text.split() if len(word) > 3]
    titled = 2 * sum(word[:1].isupper() for word in long) > len(long)
    return not titled and is_verbless(text)


def find_credits(
    article: Article,
    lines: Sequence[Line],
    labels: Labels,
    dateline: Dateline | None,
    outlet: str | None = None,
) -> tuple[Credit, ...]:
    """List the credits in the order of the text; a report's own outlet is credited with nothing."""
    found: list[Credit] = []
    if dateline and dateline.agency:
        found.append(_credit(article, dateline.agency, dateline.agency, "report", ()))
    for line in lines:
        found += _of_line(article, line, labels)
    report = "\n".join(line.text for line in lines if line.number not in labels)
    found = _others(found, report, outlet)
    return tuple(sorted(found, key=lambda credit: credit.span.start))


def _of_line(article: Article, line: Line, labels: Labels) -> Iterator[Credit]:
    label = labels.get(line.number)
    photo = photo_credit(line.text)
    first = COPYRIGHT_FIRST.match(line.text)
    if photo is None and label is not None and label.kind == "caption":
        photo = first.span("agency") if first else housed_credit(line.text)
    contributed = CONTRIBUTED.match(line.text[:160])
    held = HOLDER.match(line.text) if label is not None and label.why == "wording-rights" else None
    if photo and (label is None or label.kind == "caption"):
        at = (line.start + photo[0], line.start + photo[1])
        yield _credit(article, at, _maker(article.text, at), "photo", ())
    elif held:
        name = (line.start + held.start("agency"), line.start + held.end("agency"))
        yield _credit(article, (line.start, name[1]), name, "report", ())
    elif contributed:
        for at in media_in(contributed[1]):
            base = line.start + contributed.start(1)
            yield _credit(article, (line.start, line.end), (base + at[0], base + at[1]), "report", ())
    elif label is None:
        yield from _quoted(article, line)


def _maker(text: str, at: tuple[int, int]) -> tuple[int, int]:
    start, end = at
    housed = HOUSED.search(text, start, end)
    if housed:
        return housed.span("agency")
    start += LEAD.match(text[start:end]).end() if LEAD.match(text[start:end]) else 0  # pyright: ignore[reportOptionalMemberAccess]
    filed = re.search(r",\s*(?:file|File|FILE)[).]*$", text[start:end])
    end = start + filed.start() if filed and filed.start() > 1 else end
    while end - start > 1 and text[end - 1] in ") .":
        end -= 1
    slash = text.rfind("/", start, end - 1)
    first = AGENCY_FIRST.match(text, start, end)
    if first:
        return first.span("agency")
    start = slash + 1 if slash >= 0 else start
    while start < end - 1 and text[start] in " (:":
        start += 1
    return (start, end) if start < end else at


def _quoted(article: Article, line: Line) -> Iterator[Credit]:
    for start, end in sentences_of(line.text):
        base = line.start + start
        found = namings(line.text[start:end])
        # once for the sentence: a line without a full stop may name its media thousands of times
        covers = trimmed(article, base, line.start + end) if found else None
        for each in found:
            name = (base + each.name[0], base + each.name[1])
            at = (base + each.start, base + each.end)
            yield _credit(article, at, name, "quote", (covers,) if covers else ())


def _others(found: Sequence[Credit], report: str, outlet: str | None) -> list[Credit]:
    # a paper does not credit itself, and a state's voice that says what the report is about is its source
    quoted = [credit for credit in found if credit.scope == "quote"]
    credited = frozenset(core(credit.agency) for credit in quoted)
    own = own_names(report, credited) | ({core(outlet)} if outlet else set[str]())
    voices = state_voices(report) if quoted else frozenset[str]()
    return [
        credit
        for credit in found
        if credit.scope != "quote" or not (_is_own(credit, own) or _is_voice(credit, voices))
    ]


def _is_own(credit: Credit, own: frozenset[str]) -> bool:
    name = core(credit.agency)
    return any(each == name or each.endswith(f" {name}") for each in own)


def _is_voice(credit: Credit, voices: frozenset[str]) -> bool:
    return core(credit.agency) in voices and SAYING.search(credit.span.text) is not None


def _credit(
    article: Article, at: tuple[int, int], name: tuple[int, int], scope: str, covers: tuple[Span, ...]
) -> Credit:
    return Credit(article.text[slice(*name)].strip(), cut(article, *at), scope, covers)  # pyright: ignore[reportArgumentType]
