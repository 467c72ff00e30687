"""Tellings ready to be joined: who, where and when, with the date that a story's other reports lend to an undated one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from rashomon.calendar_words import DAYS, MONTHS
from rashomon.dates import Resolved, find_expressions, resolve
from rashomon.tense import looks_ahead
from rashomon.types import Happening, Reading, Span, When, Why

POINTING = frozenset(("the", "that", "this", "those", "these"))
# Words before an event noun that say it is not there yet: "a possible meeting", "any talks".
UNREAL = frozenset(("possible", "potential", "planned", "proposed", "upcoming", "any", "likely", "future", "scheduled", "prospective"))  # fmt: skip
EXACT = frozenset(("day", "minute"))
# Reports of one story that lie farther apart than this lend each other no date.
LENDING_DAYS = 7
# What happened so few days before a report is its news wherever it stands.
FRESH_DAYS = 3
# Words that tell one happening from another of its kind; other words before the noun only describe it.
TELLS_APART = frozenset(("first", "second", "third", "fourth", "fifth", "previous", "earlier", "another", "further", "new", "last", "next",
                         "separate", "former", "other", "later"))  # fmt: skip
PLAIN = frozenset(("the", "a", "an", "his", "her", "its", "their", "this", "that", "these", "those", "some", "any", "of", "and"))  # fmt: skip


# The parts of speech that say something of a happening.
SAYING = frozenset(("NOUN", "PROPN", "VERB", "ADJ", "NUM"))


class Marks(Struct, frozen=True):
    """What the words of a time say by themselves, with no year: months, days of a month, weekdays."""

    months: frozenset[int] = frozenset()
    days: frozenset[int] = frozenset()
    weekdays: frozenset[str] = frozenset()


class Telling(Struct, frozen=True):
    """One telling of a happening, with joined speakers.

    `when` may be lent by other reports; `marks` need no year; `current` is what stands among the news of its report or is
    dated to the days just before it. `ahead` is True for what is yet to come or only may come, False for what has been, None
    where the words do not say. `name` is what it is called by ("Sand War"), in lower case; empty where it has no name.
    `words` are the other words that say something, without those for its time; `several` says of a noun whether it is one
    happening or more ("the attacks"), None of a verb. `word` is the lemma of its head.
    """

    happening: Happening
    article: str
    people: frozenset[str]
    when: When | None
    marks: Marks
    qualifiers: frozenset[str]
    place: str
    current: bool
    ahead: bool | None = None
    name: str = ""
    words: frozenset[str] = frozenset()
    several: bool | None = None
    word: str = ""
    headline: bool = False

    def kind(self) -> frozenset[str]:
        """Return the words that say which of its kind a happening is: "state" visit, "Sand" War."""
        # few have a name, and a store of 10,000 reports asks two million pairs
        return self.qualifiers | frozenset(self.name.split()[:-1]) if self.name else self.qualifiers

    def bare(self) -> bool:
        """Say whether the words alone point back: "the talks", with no time, place or quality of their own."""
        happening = self.happening
        lead = happening.span.text[: happening.head.start - happening.span.start].lower().split()
        short = happening.span.end == happening.head.end and len(lead) == 1 and lead[0] in POINTING
        return short and happening.time is None and not self.place and not self.name


type Lent = tuple[date, date]


def story_days(readings: Sequence[Reading]) -> Lent | None:
    """Return the days that date the undated reports of a story: the first and last on which its reports were published.

    None where no report says, or where the reports lie more than a week apart.
    """
    days = sorted(
        date.fromisoformat(reading.article.published.start)
        for reading in readings
        if reading.article.published and reading.article.published.precision in EXACT
    )
    return (days[0], days[-1]) if days and (days[-1] - days[0]).days <= LENDING_DAYS else None


def tellings_of(reading: Reading, speaker_of: dict[str, str], days: Lent | None) -> list[Telling]:
    """Make the tellings of one report, dated from its own day, else from `days`, those of the story's others."""
    own = own_day(reading)
    lent = lent_days(reading, days) if own is None else (own, own)
    starts = [sentence.span.start for sentence in reading.sentences]
    return [
        Telling(
            happening,
            reading.article.id,
            frozenset(speaker_of.get(key, key) for key in happening.participants),
            when := happening.when or (_lent(reading, happening.time, lent, starts) if own is None else None),
            marks_of(f"{happening.time.text if happening.time else ''} {happening.span.text}"),
            _qualifiers(happening),
            happening.where.text.lower().removeprefix("the ") if happening.where else "",
            happening.news or _is_fresh(when, lent),
            _looks_ahead(reading, happening, starts),
            _name(reading, happening),
            *_wording(reading, happening),
            _in_a_headline(reading, happening, starts),
        )
        for happening in reading.happenings
    ]


def _in_a_headline(reading: Reading, happening: Happening, starts: Sequence[int]) -> bool:
    at = max(0, bisect_right(starts, happening.head.start) - 1)
    return bool(reading.sentences) and reading.sentences[at].kind == "headline"


def _looks_ahead(reading: Reading, happening: Happening, starts: Sequence[int]) -> bool | None:
    before = happening.span.text[: max(0, happening.head.start - happening.span.start)].lower().split()
    if not UNREAL.isdisjoint(before):
        return True
    at = bisect_right(reading.tokens, happening.head.start, key=lambda token: token.end)
    # the tense around a noun is not its own: "the talks are being called a success"
    if reading.tokens[at].pos != "VERB":
        return None
    sentence = reading.sentences[max(0, bisect_right(starts, happening.head.start) - 1)]
    ahead = looks_ahead(reading.tokens, sentence.first, sentence.last, happening.head.start)
    # a headline or a caption tells in the present what has been
    present = reading.tokens[at].tag in {"VBZ", "VBP"} and sentence.kind != "body"
    return None if ahead and present else ahead


def _name(reading: Reading, happening: Happening) -> str:
    """Return the proper name of a happening, with the capitalised words before its noun."""
    at = bisect_right(reading.tokens, happening.head.start, key=lambda token: token.end)
    if reading.tokens[at].pos != "PROPN" or not happening.head.text.istitle():
        return ""
    first = at
    while first and reading.tokens[first - 1].pos == "PROPN" and reading.tokens[first - 1].head == at:
        first -= 1
    return (
        reading.article.text[reading.tokens[first].start : happening.head.end].lower() if first < at else ""
    )


def _wording(reading: Reading, happening: Happening) -> tuple[frozenset[str], bool | None, str]:
    """Return what a telling says beside its head and its time, as lemmas, whether its noun is plural, and the head's lemma."""
    span, time, tokens = happening.span, happening.time, reading.tokens
    first = bisect_right(tokens, span.start, key=lambda token: token.end)
    words: set[str] = set()
    several: bool | None = None
    head = ""
    for at in range(first, len(tokens)):
        token = tokens[at]
        if token.start >= span.end:
            break
        if token.start == happening.head.start:
            head = token.lemma.lower()
            several = {"NN": False, "NNP": False, "NNS": True, "NNPS": True}.get(token.tag)
        elif token.pos in SAYING and not (time and time.start <= token.start < time.end):
            words.add(token.lemma.lower())
    return frozenset(words), several, head


def own_day(reading: Reading) -> date | None:
    """Return the day a report was published, where it says so itself."""
    known = reading.article.published
    return date.fromisoformat(known.start) if known and known.precision in EXACT else None


def _is_fresh(when: When | None, days: Lent | None) -> bool:
    if when is None or days is None or when.precision not in EXACT:
        return False
    return 0 <= (days[1] - date.fromisoformat(when.end)).days <= FRESH_DAYS


def lent_days(reading: Reading, days: Lent | None) -> Lent | None:
    """Give a report without a year its day: the one in its dateline with the year of the others, else their days."""
    if days is None or reading.article.dateline is None:
        return days
    for expression in find_expressions(reading.article.dateline.text):
        resolved = resolve(expression, days[1], ahead=False)
        near = resolved is not None and abs((resolved.start - days[1]).days) <= LENDING_DAYS
        if resolved is not None and near and resolved.precision in EXACT:
            return resolved.start, resolved.start
    return days


def _lent(reading: Reading, span: Span | None, days: Lent | None, starts: Sequence[int]) -> When | None:
    """Date an expression that its own report leaves open, from the days of the story's other reports.

    Where the first and the last of them come to different days ("tomorrow"), the answer is all from one to the other.
    """
    if span is None or days is None:
        return None
    sentence = reading.sentences[max(0, bisect_right(starts, span.start) - 1)]
    ahead = looks_ahead(reading.tokens, sentence.first, sentence.last, span.start)
    for expression in find_expressions(_with_lead(reading, span)):
        first, last = (resolve(expression, day, ahead=ahead) for day in days)
        if first and last:
            return _as_when(first, last, span)
    return None


def _with_lead(reading: Reading, span: Span) -> str:
    # "in January", "over the weekend": the words before are what shows that it is a time
    return reading.article.text[max(0, span.start - 9) : span.end].lstrip("0123456789")


def _as_when(first: Resolved, last: Resolved, span: Span) -> When:
    why = Why(f"other-report:{last.rule}", (span,))
    start, end = min(first.start, last.start), max(first.end, last.end)
    same = (first.start, first.end) == (last.start, last.end)
    return When(start.isoformat(), end.isoformat(), last.precision if same else "vague", span, why)


def marks_of(text: str) -> Marks:
    """Read months, days of a month and weekdays off the words of a time; "may" and "march" are verbs.

    >>> marks_of("on July 13").days
    frozenset({13})
    """
    named = re.findall(r"[A-Z][a-z]+", text)
    months = frozenset(MONTHS[word.lower()] for word in named if word.lower() in MONTHS)
    numbers = (
        re.findall(r"(?<![\d,.$£€])\b([12]?\d|3[01])(?:st|nd|rd|th)?\b(?![,.]?\d|%)", text) if months else ()
    )
    near = frozenset(int(number) for number in numbers if int(number))
    return Marks(months, near, frozenset(word for word in named if word.lower() in DAYS))


def _qualifiers(happening: Happening) -> frozenset[str]:
    """List the plain words before an event noun that say which one is meant ("working" visit, "second" round)."""
    before = happening.span.text[: max(0, happening.head.start - happening.span.start)]
    return frozenset(
        word for word in before.split() if word.isalpha() and word.islower() and word not in PLAIN
    )
