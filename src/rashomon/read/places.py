"""Whether the words before the colon that opens a report name its place: "Elva: The talks ended on Sunday."."""

from __future__ import annotations

import re

from rashomon.read.people_words import countries, given_names, words

# Prepositions that a person seldom follows; "at", "from" and "to" are left out: one shouts at people and hears from them.
LOCATIVE = r"(?:in|near|outside|across|around)"
# A dateline opens a piece of news, and that says when.
DAY = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[Tt]oday|[Yy]esterday|[Tt]onight)\b"
    r"|\b(?:Jan|Feb|March|Apr|May|June|July|Aug|Sept|Oct|Nov|Dec)[a-z]*\.? \d{1,2}\b"
)
WORD = re.compile(r"[^\W\d_][\w'’-]*")


def is_place(name: str, lead: str, report: str) -> bool:
    """Say whether a name before a colon is a place, by the paragraph behind it and by the other paragraphs.

    A capital or a country is one; so is what the report is "in" or "near". A person comes back in the report, under a
    title or a given name; a place that is named nowhere else must stand before news of a day.

    >>> is_place("Elva", "The talks ended on Sunday.", "Nothing was signed.")
    True
    >>> is_place("Belkor", "The treaty is dead, he said on Sunday.", "Ms. Belkor left at noon.")
    False
    """
    if name.casefold() in countries():
        return True
    parts = WORD.findall(name)
    if (
        not parts
        or (len(parts) > 1 and parts[0].casefold() in given_names())
        or _is_person(parts[-1], lead, report)
    ):
        return False
    told = f"{lead}\n{report}"
    if _located(name).search(told):
        return True
    return DAY.search(lead) is not None and not any(_is_named(part, told) for part in parts)


def _located(name: str) -> re.Pattern[str]:
    pattern = rf"\b{LOCATIVE} {re.escape(name)}\b(?! [A-Z])"
    return re.compile(pattern, re.IGNORECASE if name.isupper() else 0)


def _is_person(last: str, *texts: str) -> bool:
    titles = words("courtesy") | words("roles") | given_names()
    return any(found[1].casefold() in titles for text in texts for found in _called(last).finditer(text))


def _called(last: str) -> re.Pattern[str]:
    return re.compile(rf"\b([^\W\d_]+\.?) {re.escape(last)}\b", re.IGNORECASE)


def _is_named(part: str, text: str) -> bool:
    return part.casefold() in {
        word.casefold().removesuffix("'s").removesuffix("’s") for word in WORD.findall(text)
    }
