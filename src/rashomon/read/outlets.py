"""The outlet, where the text itself names it: in an appeal, a byline, a notice of rights, a dateline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.read.imprint import NEWS_DESK, POST, Dateline
from rashomon.read.lines import Labels, Line, vocabulary
from rashomon.spans import cut
from rashomon.types import Article, Outlet

NAME = (
    r"((?:[Tt]he )?[A-ZÀ-Þ0-9][\w.'’&-]*(?:\s+(?:of|the|and|&|de|du|la|le|on)?\s*[A-ZÀ-Þ0-9][\w.'’&-]*){0,5})"
)
YEAR = r"(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)\d\d)?,?\s*)?"
# In the order of trust; the group is the name. Case counts: a name begins with a capital.
SAYINGS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^(?:[Aa]|AN?|[Aa]n) (?i:message|note|letter|word|appeal|request) (?i:from) (?:(?i:the (?:editors?|team|staff) of) )?{NAME}:?$",
        rf"^[Bb][Yy] .{{2,60}}\s\|\s{NAME}$",
        rf"^[Bb][Yy] .{{2,60}}, {NAME}$",
        rf"(?<![Ii]mage )(?:[Cc]opyright|©|\([cC]\)|COPYRIGHT)\s*(?:©|\([cC]\))?\s*{YEAR}(?:[Bb]y )?{NAME}",
        rf"^(?:[Tt]ry|[Jj]oin|[Ss]ubscribe to|[Gg]et|[Ss]upport) {NAME} (?:for|from|today|now)\b",
        rf"\b[Bb]y supporting {NAME},",
        rf"^(?:[Dd]ownload|[Gg]et|[Ii]nstall) the {NAME} (?:[Aa]pp|APP)\b",
        rf"^(?:[Ss]ign up|[Rr]egister|[Ss]ubscribe) (?:to|for) (?:the |our )?{NAME}(?:'s|’s)? (?:newsletter|briefing|email)",
    )
)
DOMAIN = re.compile(
    r"\b(?:on|at|from|visit)\s+(?:https?://)?(?:www\.)?((?:[\w-]+\.)+(?:com|org|net|co|news|info|eu|tv|[a-z]{2}))\b"
)
ROLE = re.compile(rf"(?i)\b{POST}\b")
# The look-behind lets a run of spaces be tried once and not from each of its spaces.
ALL_RIGHTS = re.compile(r"[.,]?(?<!\s)\s+(?:All|ALL)(?:\s.*)?$")
# Above a report stands whose page it is, before the date: "elvacourier.com, May 3, 2031".
SITE = re.compile(r"^(?:www\.)?((?:[\w-]+\.)+(?:com|org|net|co|news|info|eu|tv|[a-z]{2}))(?:,|\s[|–—-])\s")
# Names that such patterns catch and that are no outlet.
NOT_NAMES = re.compile(
    r"(?i)^(?:the )?(?:us|our|you|your|it|this|we|all|rights?|facebook|twitter|google play|app store|newsletters?|\d+)$"
)


def find_outlet(
    article: Article, lines: Sequence[Line], labels: Labels, dateline: Dateline | None
) -> Outlet | None:
    """Find who published a report, from lines about the report only; None where no line says it.

    The agency of a dateline is taken last: a paper that prints an agency's report mostly names itself elsewhere.
    """
    about = [
        line
        for line in lines
        if line.number in labels and labels[line.number].kind in {"boilerplate", "byline"}
    ]
    about = [line for line in about if len(line.text) < 2000]
    site = _by_stamp(article, about, labels)
    if site:
        return site
    for pattern in SAYINGS:
        for line in about:
            found = pattern.search(line.text)
            name = ALL_RIGHTS.sub("", found[1]) if found else ""
            if found and not NOT_NAMES.match(name) and not ROLE.search(name) and not _is_syndicated(name):
                return _outlet(article, line.start + found.start(1), line.start + found.start(1) + len(name))
    return _by_desk(article, about) or _by_domain(article, about) or _by_dateline(article, dateline)


def _outlet(article: Article, start: int, end: int) -> Outlet:
    words = article.text[start:end]
    evidence = cut(article, start, start + len(words.rstrip(" .,;:'’")))
    return Outlet(evidence.text, evidence)


def _by_stamp(article: Article, about: Sequence[Line], labels: Labels) -> Outlet | None:
    for line in about:
        found = SITE.match(line.text) if labels[line.number].why == "date-stamp" else None
        if found:
            return _outlet(article, line.start + found.start(1), line.start + found.end(1))
    return None


def _by_desk(article: Article, about: Sequence[Line]) -> Outlet | None:
    for line in about:
        found = NEWS_DESK.match(line.text)
        if found and line.text[:1].isupper() and not line.text.lower().startswith("by "):
            return _outlet(article, line.start, line.start + found.end(1))
    return None


def _by_domain(article: Article, about: Sequence[Line]) -> Outlet | None:
    for line in about:
        found = DOMAIN.search(line.text)
        if found:
            return _outlet(article, line.start + found.start(1), line.start + found.end(1))
    return None


def _by_dateline(article: Article, dateline: Dateline | None) -> Outlet | None:
    if not dateline or not dateline.agency or _is_syndicated(article.text[slice(*dateline.agency)]):
        return None
    return _outlet(article, *dateline.agency)


def _is_syndicated(name: str) -> bool:
    return name.strip(" .").lower() in vocabulary()["networks"]["syndicated"]
